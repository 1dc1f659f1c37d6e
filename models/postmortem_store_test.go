package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// revision is a text that may be published.
func revision(slug string, incidents ...int64) models.NewRevision {
	return models.NewRevision{Slug: slug, IncidentIDs: incidents,
		Summary:         models.Summary{Title: "Login outage", Summary: "Logins failed.  ", Services: "Login", Cause: "A full queue."},
		Timeline:        []models.PublicEntry{{At: modelstest.At(time.May, 4, 16, 0), Text: "Logins fail.", Effect: "none"}},
		Countermeasures: []models.PublicCommitment{{Body: "Watch the queue.", State: models.Planned}, {Body: "Shed load.", State: models.Done}}}
}

func publish(t *testing.T, store *models.Store, n models.NewRevision) models.Postmortem {
	t.Helper()
	p, err := store.PublishRevision(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPublishRevision(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	i := modelstest.Incident(t, store, "Login fails")
	n := revision("login-outage", i.ID)
	n.Notify = true
	before, _ := store.Edition(ctx)
	p := publish(t, store, n)
	got, err := store.Postmortem(ctx, "login-outage")
	if err != nil || got.ID != p.ID {
		t.Fatalf("postmortem = %+v, %v", got, err)
	}
	r, out := got.Current(), n.Publishable()
	out.Incidents = []string{i.PublicID}
	if r.Number != 1 || r.Summary != n.Summary || r.Digest != out.Digest() || len(r.Entries()) != 1 || r.Entries()[0].Text != "Logins fail." {
		t.Errorf("revision = %+v, want the text byte for byte", r)
	}
	if !slices.Equal(got.IncidentIDs, []int64{i.ID}) || len(got.Countermeasures) != 2 || got.Countermeasures[0].Body != "Watch the queue." ||
		got.Countermeasures[0].DoneAt != nil || got.Countermeasures[1].DoneAt == nil {
		t.Errorf("postmortem = %+v", got)
	}
	if jobs := f.Queue.Jobs(); jobs[len(jobs)-1] != (models.PostmortemPublished{PostmortemID: p.ID, Revision: 1}) {
		t.Errorf("jobs = %v", jobs)
	}
	ps, err := store.Publications(ctx, before)
	if err != nil || len(ps) != 2 || ps[0].Noun != "postmortem" || ps[0].SubjectID != p.ID || ps[1].Noun != "incident" || ps[1].SubjectID != i.ID {
		t.Errorf("publications = %+v, %v", ps, err)
	}
	var seen []string
	for _, text := range f.Gate.Texts() {
		seen = append(seen, text.Field)
	}
	for _, field := range []string{"slug", "title", "summary", "services", "proximate_cause", "timeline.0", "countermeasure.0", "countermeasure.1"} {
		if !slices.Contains(seen, field) {
			t.Errorf("%s did not pass the gate: %v", field, seen)
		}
	}
}

func TestNextRevision(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	first := publish(t, store, revision("login-outage"))
	n := revision("login-outage")
	n.PostmortemID = first.ID
	n.Summary.Cause = "Two full queues."
	n.Countermeasures = []models.PublicCommitment{
		{PublicID: first.Countermeasures[1].PublicID, Body: "Shed load early.", State: models.Done},
		{Body: "Alarm.", State: models.Planned, DueOn: to(modelstest.At(time.July, 1, 13, 0))}}
	if _, err := store.PublishRevision(t.Context(), n); fields(t, err)["note"] == "" {
		t.Errorf("a revision that does not say what changed: %v", err)
	}
	n.Note = "The cause is told more exactly."
	second := publish(t, store, n)
	if second.Revision != 2 || len(second.Revisions) != 2 || second.Current().Cause != "Two full queues." || second.Revisions[1].Cause != "A full queue." {
		t.Errorf("second = %+v", second)
	}
	cs := second.Countermeasures
	if len(cs) != 2 || cs[0].ID != first.Countermeasures[1].ID || cs[0].Body != "Shed load early." || !cs[0].DoneAt.Equal(*first.Countermeasures[1].DoneAt) ||
		!cs[1].DueOn.Equal(modelstest.At(time.July, 1, 0, 0)) {
		t.Errorf("countermeasures = %+v", cs)
	}
	n.Slug = "another"
	if _, err := store.PublishRevision(t.Context(), n); fields(t, err)["slug"] == "" {
		t.Errorf("a slug that changes: %v", err)
	}
}

func TestPublishRevisionRefuses(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	publish(t, store, revision("taken"))
	for _, tc := range []struct {
		name, field string
		change      func(*models.NewRevision)
	}{
		{"a slug in use", "slug", func(n *models.NewRevision) { n.Slug = "taken" }},
		{"a slug that is no path", "slug", func(n *models.NewRevision) { n.Slug = "../x" }},
		{"a missing slug", "slug", func(n *models.NewRevision) { n.Slug = "" }},
		{"a missing title", "title", func(n *models.NewRevision) { n.Summary.Title = "" }},
		{"a missing summary", "summary", func(n *models.NewRevision) { n.Summary.Summary = "" }},
		{"a hidden character in a section", "proximate_cause", func(n *models.NewRevision) { n.Summary.Cause = "a\u202eb" }},
		{"a dropped promise without a reason", "countermeasures", func(n *models.NewRevision) { n.Countermeasures[0].State = models.Dropped }},
		{"an incident of nowhere", "incident_ids", func(n *models.NewRevision) { n.IncidentIDs = []int64{77} }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			n := revision("fresh")
			tc.change(&n)
			_, err := store.PublishRevision(t.Context(), n)
			if got := fields(t, err); got[tc.field] == "" || len(got) != 1 {
				t.Errorf("complaints = %v, want one about %s", got, tc.field)
			}
		})
	}
	if ps, err := store.Postmortems(t.Context()); err != nil || len(ps) != 1 {
		t.Errorf("%d postmortems, %v", len(ps), err)
	}
}

func TestWithdrawOneRevision(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.May, 5, 10, 0))
	first := publish(t, store, revision("login-outage"))
	f.Clock.Advance(time.Hour)
	n := revision("login-outage")
	n.PostmortemID, n.Note, n.Summary.Cause = first.ID, "It named web-prod-3.", "web-prod-3 was full."
	n.Countermeasures = []models.PublicCommitment{{PublicID: first.Countermeasures[0].PublicID, Body: "Watch the queue.", State: models.Underway, DueOn: to(modelstest.At(time.June, 1, 0, 0))}, {Body: "Replace web-prod-3.", State: models.Planned}}
	second := publish(t, store, n)
	f.Clock.Advance(time.Hour)
	if _, err := store.SetCountermeasure(ctx, first.Countermeasures[0].PublicID, models.Done, ""); err != nil {
		t.Fatal(err)
	}
	p, err := store.WithdrawPostmortem(ctx, "login-outage", 2, "It named a host.")
	if err != nil {
		t.Fatal(err)
	}
	if p.WithdrawnAt != nil || p.Revision != 1 || p.Current().Cause != "A full queue." {
		t.Errorf("postmortem = %+v, want the first revision read again", p)
	}
	gone := p.Revisions[0]
	if gone.WithdrawnAt == nil || gone.Summary != (models.Summary{}) || gone.Note != "It named a host." || gone.Timeline != "[]" || gone.Digest != second.Current().Digest {
		t.Errorf("withdrawn = %+v", gone)
	}
	if len(p.Countermeasures) != 1 || p.Countermeasures[0].Body != "Watch the queue." || p.Countermeasures[0].State != models.Done {
		t.Errorf("countermeasures = %+v, want those of before", p.Countermeasures)
	}
	if _, err := store.WithdrawPostmortem(ctx, "login-outage", 2, "Again."); kind(err) != models.Conflict {
		t.Errorf("withdrawing twice: %v, want conflict", err)
	}
	if _, err := store.WithdrawPostmortem(ctx, "login-outage", 9, "What?"); kind(err) != models.NotFound {
		t.Errorf("withdrawing nothing: %v, want not found", err)
	}
	n.Countermeasures, n.Note = nil, "Clean."
	if p = publish(t, store, n); p.Revision != 3 || len(p.Revisions) != 3 {
		t.Errorf("the next revision = %+v, want number 3", p)
	}
}

func TestWithdrawEverything(t *testing.T) {
	t.Parallel()
	for _, revisionNumber := range []int64{0, 1} {
		store, _ := modelstest.Open(t)
		publish(t, store, revision("login-outage"))
		if _, err := store.WithdrawPostmortem(t.Context(), "login-outage", revisionNumber, ""); fields(t, err)["note"] == "" {
			t.Errorf("without a note: %v", err)
		}
		p, err := store.WithdrawPostmortem(t.Context(), "login-outage", revisionNumber, "It was not ours to tell.")
		if err != nil {
			t.Fatal(err)
		}
		if p.WithdrawnAt == nil || p.WithdrawnNote != "It was not ours to tell." || len(p.Countermeasures) != 0 || p.Current().Number != 0 {
			t.Errorf("withdrawn = %+v", p)
		}
		if left := encoded(t, p); strings.Contains(left, "queue") || strings.Contains(left, "Login outage") {
			t.Errorf("texts are left: %s", left)
		}
		n := revision("login-outage")
		n.PostmortemID, n.Note = p.ID, "Told again."
		if p = publish(t, store, n); p.WithdrawnAt != nil || p.WithdrawnNote != "" || p.Current().Number != 2 {
			t.Errorf("published again = %+v", p)
		}
	}
}

func TestSetCountermeasure(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	p := publish(t, store, revision("login-outage"))
	id := p.Countermeasures[0].PublicID
	if _, err := store.SetCountermeasure(ctx, id, models.Dropped, ""); fields(t, err)["reason"] == "" {
		t.Errorf("dropped without a reason: %v", err)
	}
	m, err := store.SetCountermeasure(ctx, id, models.Done, "")
	if err != nil || m.State != models.Done || m.DoneAt == nil {
		t.Errorf("done = %+v, %v", m, err)
	}
	m, err = store.SetCountermeasure(ctx, id, models.Dropped, "The queue is gone.")
	if err != nil || m.DoneAt != nil || m.Reason != "The queue is gone." {
		t.Errorf("dropped = %+v, %v", m, err)
	}
	m, err = store.EditCountermeasure(ctx, id, models.CountermeasureEdit{DueOn: to(modelstest.At(time.June, 1, 15, 0))})
	if err != nil || m.State != models.Dropped || m.Reason == "" || !m.DueOn.Equal(modelstest.At(time.June, 1, 0, 0)) {
		t.Errorf("due = %+v, %v", m, err)
	}
	ps, err := store.Publications(ctx, 0)
	if err != nil || ps[len(ps)-1].Noun != "postmortem" || ps[len(ps)-1].SubjectID != p.ID {
		t.Errorf("publications = %+v, %v", ps, err)
	}
}
