package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// outage opens and resolves the incident of the story.
func (h *house) outage(t *testing.T) models.Incident {
	t.Helper()
	login := modelstest.Component(t, h.site, "Login page")
	ctx := as(t, author)
	h.Clock.Set(at(16, 12))
	i := must(h.site.OpenIncident(ctx, models.NewIncident{Title: "The login page fails", State: models.Investigating, Severity: 2,
		StartedAt: at(16, 0), DetectedAt: ptr(at(16, 10)), Body: "Since 16:00 UTC the login page fails for everybody.", Notify: true,
		Components: []models.ComponentChoice{{ID: login.PublicID, Status: models.MajorOutage}}}))(t)
	h.Clock.Set(at(16, 20))
	must(h.site.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Resolved, Body: "Signing in works again since 16:20 UTC.", Notify: true,
		Components: []models.ComponentChoice{{ID: login.PublicID, Status: models.Operational}}}))(t)
	return must(h.site.Incident(ctx, i.PublicID))(t)
}

var story = []review.NewEntry{
	{At: at(16, 0), Kind: review.Discovery, Phase: review.Detection, Who: "customers", What: "Support requests: the login page fails", Effect: review.NoEffect},
	{At: at(16, 10), Kind: review.Detected, Phase: review.Detection, Who: "Gary Olsen", What: "Sees ten requests about the same thing, Contoso Bank among them", Effect: review.Positive},
	{At: at(16, 11), Kind: review.Acknowledged, Phase: review.Triage, Who: "Cathy Brandt", What: "Takes it, opens #inc-login", Effect: review.Positive},
	{At: at(16, 14), Kind: review.Task, Phase: review.Investigation, Who: "Cathy Brandt", What: "Restarts nginx on web-prod-3; it gets worse", Effect: review.Negative},
	{At: at(16, 16), Kind: review.Discovery, Phase: review.Identification, Who: "Ravi Menon", What: "An unknown process uses 92 % of a CPU on web-prod-3", Effect: review.Positive,
		PublicText: "We find a process that takes nearly all of a CPU on web-prod-3."},
	{At: at(16, 20), Kind: review.Restored, Phase: review.Remediation, Who: "Ravi Menon", What: "Kills the process on web-prod-3, OPS-4821", Effect: review.Positive,
		PublicText: "We stop the process; signing in works again."},
}

// tell enters the review of the story.
func (h *house) tell(t *testing.T, i models.Incident) review.Review {
	t.Helper()
	ctx := as(t, author)
	r := must(h.StartReview(ctx, review.NewReview{Title: "web-prod-3 at 92 % CPU", IncidentIDs: []string{i.PublicID}, Priority: review.Critical,
		Environment: "production", DetectionSource: review.ByCustomer, Facilitator: "Ines Falk", Commander: "Cathy Brandt", Responders: "Ravi Menon (network), support",
		SupportCases: 50, Overview: "Kestrel left a process behind on web-prod-3. Cathy and Ravi Menon found it after Contoso Bank had called. See OPS-4821."}))(t)
	for _, e := range story {
		must(h.AddEntry(ctx, r.PublicID, e))(t)
	}
	for n := range 9 {
		must(h.AddLearning(ctx, r.PublicID, "Learning "+string(rune('A'+n))))(t)
		must(h.AddAction(ctx, r.PublicID, review.NewAction{Body: "Action " + string(rune('A'+n)), Kind: review.RecoverSooner, Owner: "Ravi Menon",
			Ticket: "OPS-48" + string(rune('3'+n%6)) + "0", Immediate: n == 0}))(t)
	}
	must(h.AddFactor(ctx, r.PublicID, "Kestrel does not watch the processes it starts."))(t)
	must(h.AddFactor(ctx, r.PublicID, "Nothing told us that a CPU of web-prod-3 was busy."))(t)
	first := must(h.Review(ctx, r.PublicID))(t).Actions[0]
	must(h.EditAction(ctx, first.PublicID, review.ActionEdit{PublicText: ptr("Alarm us before a CPU of web-prod-3 is busy, see OPS-4830.")}))(t)
	return must(h.Review(ctx, r.PublicID))(t)
}

// clear settles every find of the story's draft.
func (h *house) clear(t *testing.T, draftID string) {
	t.Helper()
	h.settle(t, draftID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "one of our web servers", All: true})
	for range 20 {
		fs := must(h.ScanDraft(as(t, author), draftID))(t)
		n := slices.IndexFunc(fs, review.Finding.Stops)
		if n < 0 {
			return
		}
		how := review.Settlement{Action: review.Replace, Replacement: "our team", All: true}
		if strings.Contains(fs[n].Found, "OPS") {
			how = review.Settlement{Action: review.Remove, All: true}
		}
		if strings.Contains(fs[n].Found, "Contoso") {
			how = review.Settlement{Action: review.Accept, Reason: "They asked to be named.", All: true}
		}
		must(h.Settle(as(t, author), fs[n].PublicID, how))(t)
	}
	t.Fatal("the finds do not come to an end")
}

// signed takes the story to an approved draft.
func (h *house) signed(t *testing.T) review.Draft {
	t.Helper()
	r := h.tell(t, h.outage(t))
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	h.clear(t, d.PublicID)
	must(h.Submit(as(t, author), d.PublicID, 0))(t)
	return must(h.Approve(as(t, approver), d.PublicID, 0))(t)
}

func TestStory(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.tell(t, h.outage(t))
	if len(r.Learnings) != 9 || len(r.Actions) != 9 || len(r.Timeline) != len(story)+4 {
		t.Fatalf("%d learnings, %d actions, %d entries; want 9, 9 and %d with the opening, two public updates and the end", len(r.Learnings), len(r.Actions), len(r.Timeline), len(story)+4)
	}
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	if d.Duration != "20 min, 16:00–16:20 UTC on 19 November 2026" || d.Services != "Login page" || !strings.HasPrefix(d.Severity, "Sev2") {
		t.Errorf("facts: %q, %q, %q", d.Duration, d.Services, d.Severity)
	}
	if strings.Contains(d.Summary.Summary, "Kestrel") || !strings.HasPrefix(d.Summary.Summary, "Our job scheduler left") {
		t.Errorf("the glossary was not applied: %q", d.Summary.Summary)
	}
	_, err := h.Publish(as(t, author), d.PublicID, review.PublishOrder{})
	wantKind(t, err, models.Conflict)
	for _, want := range []string{"web-prod-3", "Cathy", "Ravi Menon", "Contoso Bank", "OPS-4821", "OPS-4830"} {
		if !slices.Contains(heldIn(err), want) {
			t.Errorf("the scan does not stop %q: %q", want, heldIn(err))
		}
	}
	h.clear(t, d.PublicID)
	must(h.Submit(as(t, author), d.PublicID, 0))(t)
	_, err = h.Approve(as(t, author), d.PublicID, 0)
	wantKind(t, err, models.Denied)
	must(h.Approve(as(t, approver), d.PublicID, 0))(t)
	p := must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{Notify: true}))(t)
	h.checkPublished(t, p)
	h.checkRevised(t, d, p)
}

// checkPublished looks at what readers see of the story.
func (h *house) checkPublished(t *testing.T, p models.Postmortem) {
	t.Helper()
	p = must(h.site.Postmortem(t.Context(), p.Slug))(t)
	now := p.Current()
	said := now.Title + now.Timeline
	for _, s := range now.Sections() {
		said += s.Body
	}
	for _, m := range p.Countermeasures {
		said += m.Body
	}
	for _, inside := range []string{"web-prod", "Cathy", "Ravi", "Kestrel", "OPS", "Gary", "#inc", "nginx"} {
		if strings.Contains(said, inside) {
			t.Errorf("%q is public: %s", inside, said)
		}
	}
	if !strings.Contains(said, "Contoso Bank") {
		t.Error("what was accepted did not get through")
	}
	if es := now.Entries(); len(es) != 2 || es[1].Text != "We stop the process; signing in works again." {
		t.Errorf("public timeline: %+v, want the two entries flagged public", es)
	}
	if len(p.Countermeasures) != 1 || p.Countermeasures[0].Body != "Alarm us before a CPU of one of our web servers is busy, see." {
		t.Errorf("countermeasures: %+v", p.Countermeasures)
	}
	if !slices.Contains(h.Queue.Jobs(), models.Job(models.PostmortemPublished{PostmortemID: p.ID, Revision: 1})) {
		t.Error("nobody will be told")
	}
}

// checkRevised publishes a second revision and withdraws the first.
func (h *house) checkRevised(t *testing.T, d review.Draft, p models.Postmortem) {
	t.Helper()
	_, err := h.Publish(as(t, author), d.PublicID, review.PublishOrder{})
	wantKind(t, err, models.Conflict)
	if msg := models.MessageOf(err); !strings.Contains(msg, "already published") {
		t.Errorf("second click: %q", msg)
	}
	d = must(h.EditDraft(as(t, approver), d.PublicID, review.DraftEdit{Apology: ptr("We are sorry.")}))(t)
	if d.State != review.Drafting {
		t.Fatalf("after an edit the draft is %s", d.State)
	}
	must(h.Submit(as(t, approver), d.PublicID, 0))(t)
	_, err = h.Approve(as(t, approver), d.PublicID, 0)
	wantKind(t, err, models.Denied)
	must(h.Approve(as(t, author), d.PublicID, 0))(t) // wrote the first revision, not this one
	_, err = h.Publish(as(t, author), d.PublicID, review.PublishOrder{Note: "Ravi Menon adds an apology."})
	wantKind(t, err, models.Invalid)
	h.Clock.Advance(time.Hour)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{Note: "An apology."}))(t)
	p = must(h.site.Postmortem(t.Context(), p.Slug))(t)
	if p.Revision != 2 || len(p.Revisions) != 2 || p.Revisions[0].Apology != "We are sorry." || p.Revisions[1].Summary.Summary == "" {
		t.Fatalf("revision 2 is not out with revision 1 beside it: %+v", p)
	}
	if len(p.Countermeasures) != 1 {
		t.Errorf("the promise was made twice: %+v", p.Countermeasures)
	}
	must(h.Withdraw(as(t, approver), d.PublicID, 1, "It named somebody."))(t)
	p = must(h.site.Postmortem(t.Context(), p.Slug))(t)
	if p.Revision != 2 || p.Revisions[1].WithdrawnAt == nil {
		t.Errorf("revision 1 was not withdrawn: %+v", p.Revisions)
	}
	if got := must(h.Draft(t.Context(), d.PublicID))(t); got.State != review.Published {
		t.Errorf("withdrawing an old revision made the draft %s", got.State)
	}
}

func TestPromisesAreKept(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.signed(t)
	p := must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	r := must(h.Review(t.Context(), d.Review))(t)
	a := r.Actions[0]
	if a.CountermeasureID == nil || *a.CountermeasureID != p.Countermeasures[0].ID {
		t.Fatalf("the action item is not tied to its promise: %+v", a)
	}
	must(h.EditAction(as(t, author), a.PublicID, review.ActionEdit{State: ptr(review.ActionDone)}))(t)
	if m := must(h.site.Postmortem(t.Context(), p.Slug))(t).Countermeasures[0]; m.State != models.Done || m.DoneAt == nil {
		t.Errorf("the promise is %+v, want done", m)
	}
	if d := must(h.Draft(t.Context(), d.PublicID))(t); d.State != review.Published {
		t.Errorf("a promise kept made the draft %s", d.State)
	}
	_, err := h.EditAction(as(t, author), a.PublicID, review.ActionEdit{State: ptr(review.ActionDropped), Reason: ptr("Ravi Menon left.")})
	wantKind(t, err, models.Invalid)
	wantKind(t, h.DeleteAction(as(t, author), a.PublicID, 0), models.Conflict)
	_, err = h.EditAction(as(t, author), a.PublicID, review.ActionEdit{PublicText: ptr("")})
	wantKind(t, err, models.Invalid)
	must(h.Withdraw(as(t, approver), d.PublicID, 0, "It was about something else."))(t)
	if d := must(h.Draft(t.Context(), d.PublicID))(t); d.State != review.Drafting {
		t.Errorf("after everything was withdrawn the draft is %s", d.State)
	}
	wantKind(t, h.DeleteAction(as(t, author), a.PublicID, 0), "")
}

func TestAPromiseMovesThroughEitherDoor(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.signed(t)
	p := must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	promise := p.Countermeasures[0].PublicID
	public := func() models.Countermeasure {
		return must(h.site.Postmortem(t.Context(), p.Slug))(t).Countermeasures[0]
	}
	action := func() review.Action { return must(h.Review(t.Context(), d.Review))(t).Actions[0] }

	_, err := h.site.SetCountermeasure(as(t, author), promise, models.Dropped, "Ravi Menon left.")
	wantKind(t, err, models.Invalid) // the review alone knows him
	must(h.site.SetCountermeasure(as(t, author), promise, models.Dropped, "The server is gone."))(t)
	if a := action(); a.State != review.ActionDropped || a.Reason != "The server is gone." {
		t.Errorf("the action item did not move with its promise: %+v", a)
	}
	must(h.site.SetCountermeasure(as(t, author), promise, models.Underway, ""))(t)
	must(h.EditAction(as(t, author), action().PublicID, review.ActionEdit{DueOn: ptr(at(15, 0))}))(t)
	if m := public(); m.DueOn == nil || !m.DueOn.Equal(at(0, 0)) || m.State != models.Underway {
		t.Errorf("the day did not reach the public: %+v", m)
	}

	must(h.EditDraft(as(t, approver), d.PublicID, review.DraftEdit{Apology: ptr("We are sorry.")}))(t)
	must(h.Submit(as(t, approver), d.PublicID, 0))(t)
	must(h.Approve(as(t, author), d.PublicID, 0))(t)
	must(h.site.SetCountermeasure(as(t, author), promise, models.Done, ""))(t)
	if got := must(h.Draft(t.Context(), d.PublicID))(t); got.State != review.Drafting {
		t.Errorf("a promise that moved left the next revision %s", got.State)
	}
	must(h.Submit(as(t, approver), d.PublicID, 0))(t)
	must(h.Approve(as(t, author), d.PublicID, 0))(t)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{Note: "An apology."}))(t)
	if m := public(); m.State != models.Done || m.DoneAt == nil || m.DueOn == nil {
		t.Errorf("the next revision undid the promise: %+v", m)
	}
	must(h.EditAction(as(t, author), action().PublicID, review.ActionEdit{DueOn: &time.Time{}}))(t)
	if m := public(); m.DueOn != nil {
		t.Errorf("the day was not taken back in public: %+v", m)
	}
	must(h.Withdraw(as(t, other), d.PublicID, 2, "It was too early."))(t)
	if m := public(); m.PublicID != promise || m.State != models.Done {
		t.Errorf("a promise of the first revision went with the second: %+v", m)
	}
}
