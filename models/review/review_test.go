package review_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

func trail(t *testing.T, e models.AuditEntry) string {
	t.Helper()
	return string(must(json.Marshal(e))(t))
}

func TestStartReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t) // on a Thursday
	for _, tc := range []struct {
		name string
		n    review.NewReview
		want models.Kind
		ok   func(review.Review) bool
	}{
		{name: "an incident gives title, severity and due day", n: review.NewReview{IncidentIDs: []string{i.PublicID, i.PublicID}}, ok: func(r review.Review) bool {
			return r.Title == i.Title && r.Severity == 2 && r.DueAt.Equal(modelstest.At(time.November, 20, 0, 0)) && len(r.IncidentIDs) == 1 && len(r.Timeline) == 4
		}},
		{name: "a near miss has no incident", n: review.NewReview{Title: "Nearly"}, ok: func(r review.Review) bool {
			return r.DueAt == nil && r.State == review.Open && len(r.IncidentIDs) == 0
		}},
		{name: "a title is needed", want: models.Invalid},
		{name: "an unknown incident is refused", n: review.NewReview{Title: "x", IncidentIDs: []string{"nosuchincid1"}}, want: models.Invalid},
		{name: "choices are checked", n: review.NewReview{Title: "x", Severity: 6, Priority: "hot", DetectionSource: "luck"}, want: models.Invalid},
		{name: "a control character is refused", n: review.NewReview{Title: "x", Overview: "a\x00b"}, want: models.Invalid},
		{name: "50,000 characters are possible, one more is not", n: review.NewReview{Title: "x", Overview: strings.Repeat("é", 50_001)}, want: models.Invalid},
	} {
		r, err := h.StartReview(as(t, author), tc.n)
		if got := models.KindOf(err); err != nil && got != tc.want || err == nil && tc.want != "" {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
		if tc.ok != nil && !tc.ok(r) {
			t.Errorf("%s: %+v", tc.name, r)
		}
	}
}

func TestEditReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	i := h.outage(t)
	r = must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Overview: ptr(" Two\r\nlines "), StartedAt: ptr(at(15, 0)), Priority: ptr(review.Warning),
		IncidentIDs: &[]string{i.PublicID}, DueAt: ptr(at(9, 0)), Version: 1}))(t)
	if r.Overview != "Two\nlines" || r.Version != 2 || !r.StartedAt.Equal(at(15, 0)) || len(r.Incidents) != 1 || !r.DueAt.Equal(at(0, 0)) {
		t.Fatalf("review: %+v", r)
	}
	_, err := h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Luck: ptr("x"), Version: 1})
	wantKind(t, err, models.Stale)
	_, err = h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{RecoveredAt: ptr(at(14, 0))})
	wantKind(t, err, models.Invalid)
	r = must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{StartedAt: &time.Time{}, IncidentIDs: &[]string{i.PublicID}, Version: 2}))(t)
	if r.StartedAt != nil || r.Version != 3 {
		t.Errorf("the start was not cleared: %+v", r)
	}
	same := must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Title: ptr("Late"), IncidentIDs: &[]string{i.PublicID}, Version: 3}))(t)
	if same.Version != 3 {
		t.Error("an edit that changes nothing made a version")
	}
	_, err = h.EditReview(as(t, author), "nosuchreview", review.ReviewEdit{})
	wantKind(t, err, models.NotFound)
}

func TestCompleteReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	_, err := h.CompleteReview(as(t, author), r.PublicID, "", 0)
	wantKind(t, err, models.Invalid)
	a := must(h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "x", Kind: review.Prevent, Immediate: true, Parked: true}))(t)
	_, err = h.CompleteReview(as(t, author), r.PublicID, "", 0)
	wantKind(t, err, models.Invalid)
	must(h.EditAction(as(t, author), a.PublicID, review.ActionEdit{Parked: ptr(false)}))(t)
	_, err = h.CompleteReview(as(t, author), r.PublicID, "", 0)
	if e, ok := errors.AsType[*models.Error](err); !ok || !strings.Contains(e.Fields["note"], "Dig once more") || strings.Contains(e.Fields["note"], "immediate") {
		t.Errorf("where nothing was learnt: %v", err)
	}
	must(h.AddLearning(as(t, author), r.PublicID, "Nobody reads that log."))(t)
	done := must(h.CompleteReview(as(t, author), r.PublicID, "", r.Version))(t)
	if done.State != review.Completed || done.CompletedAt == nil {
		t.Errorf("review: %+v", done)
	}
	_, err = h.CompleteReview(as(t, author), r.PublicID, "", 0)
	wantKind(t, err, models.Conflict)
	r = must(h.StartReview(as(t, author), review.NewReview{Title: "Late again"}))(t)
	must(h.CompleteReview(as(t, author), r.PublicID, "Nothing can be done at once.", 0))(t)
	open := must(h.Reviews(t.Context(), review.Query{Open: ptr(true)}))(t)
	if len(open) != 0 {
		t.Errorf("open: %+v", open)
	}
}

func TestReviews(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	first := must(h.StartReview(as(t, author), review.NewReview{Title: "Login 100% down", IncidentIDs: []string{i.PublicID}}))(t)
	second := must(h.StartReview(as(t, author), review.NewReview{Title: "Exports late", Overview: "A queue was full."}))(t)
	must(h.StartDraft(as(t, author), first.PublicID))(t)
	for _, tc := range []struct {
		name string
		q    review.Query
		want []string
	}{
		{"all, newest first", review.Query{}, []string{second.PublicID, first.PublicID}},
		{"one page", review.Query{Limit: 1}, []string{second.PublicID}},
		{"the next page", review.Query{Limit: 1, Before: second.PublicID}, []string{first.PublicID}},
		{"by words in any case", review.Query{Search: "QUEUE late"}, []string{second.PublicID}},
		{"signs are no wild cards", review.Query{Search: "0% d"}, []string{first.PublicID}},
		{"nothing found", review.Query{Search: "%"}, []string{first.PublicID}},
		{"by incident", review.Query{Incident: i.PublicID}, []string{first.PublicID}},
	} {
		var got []string
		for _, r := range must(h.Reviews(t.Context(), tc.q))(t) {
			got = append(got, r.PublicID)
			if (r.Draft != nil) != (r.PublicID == first.PublicID) || len(r.IncidentIDs) > 0 != (r.PublicID == first.PublicID) {
				t.Errorf("%s: links of %+v", tc.name, r)
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestAListTellsWhetherThereAreMoreThanAPage(t *testing.T) {
	t.Parallel()
	h := open(t)
	for n := range 202 {
		h.exec(t, "INSERT INTO reviews (public_id, title, state, created_at, updated_at) VALUES (?, 'x', 'open', ?, ?)", fmt.Sprint("review", n), models.Clock(), models.Clock())
	}
	for limit, want := range map[int]int{0: 50, 51: 51, 201: 201, 999: 201} {
		if got := must(h.Reviews(t.Context(), review.Query{Limit: limit}))(t); len(got) != want {
			t.Errorf("asked for %d: %d, want %d", limit, len(got), want)
		}
	}
}

func TestPartsOfAReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := as(t, author)
	r := must(h.StartReview(ctx, review.NewReview{Title: "Late"}))(t)
	f := must(h.AddFactor(ctx, r.PublicID, "One"))(t)
	must(h.AddFactor(ctx, r.PublicID, "Two"))(t)
	must(h.EditFactor(ctx, f.PublicID, review.PointEdit{Position: ptr(int64(9)), Version: 1}))(t)
	_, err := h.EditFactor(ctx, f.PublicID, review.PointEdit{Body: ptr("x"), Version: 1})
	wantKind(t, err, models.Stale)
	_, err = h.AddFactor(ctx, r.PublicID, " ")
	wantKind(t, err, models.Invalid)
	l := must(h.AddLearning(ctx, r.PublicID, "Learned"))(t)
	must(h.EditLearning(ctx, l.PublicID, review.PointEdit{Body: ptr("Learned it")}))(t)
	e := must(h.AddEntry(ctx, r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Deploy, What: "Deploy"}))(t)
	must(h.EditEntry(ctx, e.PublicID, review.EntryEdit{At: ptr(at(15, 0)), Effect: ptr(review.Negative), Version: 1}))(t)
	_, err = h.EditEntry(ctx, e.PublicID, review.EntryEdit{At: &time.Time{}})
	wantKind(t, err, models.Invalid)
	_, err = h.AddEntry(ctx, r.PublicID, review.NewEntry{At: at(16, 0), Kind: "guess", Phase: "party", What: ""})
	wantKind(t, err, models.Invalid)
	a := must(h.AddAction(ctx, r.PublicID, review.NewAction{Body: "Do", Kind: review.Prevent, DueOn: ptr(at(12, 0))}))(t)
	_, err = h.EditAction(ctx, a.PublicID, review.ActionEdit{State: ptr(review.ActionDropped)})
	wantKind(t, err, models.Invalid)
	_, err = h.EditAction(ctx, a.PublicID, review.ActionEdit{TicketURL: ptr("javascript:alert(1)")})
	wantKind(t, err, models.Invalid)
	a = must(h.EditAction(ctx, a.PublicID, review.ActionEdit{State: ptr(review.ActionDone)}))(t)
	if a.DoneAt == nil || !a.DueOn.Equal(at(0, 0)) {
		t.Errorf("action: %+v", a)
	}
	if a = must(h.EditAction(ctx, a.PublicID, review.ActionEdit{State: ptr(review.ActionOpen), DueOn: &time.Time{}}))(t); a.DoneAt != nil || a.DueOn != nil {
		t.Errorf("action opened again: %+v", a)
	}
	r = must(h.Review(ctx, r.PublicID))(t)
	if len(r.Factors) != 2 || r.Factors[0].Body != "Two" || r.Learnings[0].Body != "Learned it" || !r.Timeline[0].At.Equal(at(15, 0)) {
		t.Errorf("parts: %+v", r)
	}
	wantKind(t, h.DeleteFactor(ctx, f.PublicID, 1), models.Stale)
	wantKind(t, h.DeleteFactor(ctx, f.PublicID, 2), "")
	wantKind(t, h.DeleteLearning(ctx, l.PublicID, 0), "")
	wantKind(t, h.DeleteEntry(ctx, e.PublicID, 0), "")
	wantKind(t, h.DeleteAction(ctx, a.PublicID, 0), "")
	wantKind(t, h.DeleteEntry(ctx, e.PublicID, 0), models.NotFound)
	r = must(h.Review(ctx, r.PublicID))(t)
	if len(r.Factors) != 1 || len(r.Learnings)+len(r.Timeline)+len(r.Actions) != 0 {
		t.Errorf("parts that are left: %+v", r)
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.outage(t)
	h.Clock.Set(modelstest.At(time.January, 5, 12, 0))
	promised := must(h.site.OpenIncident(as(t, author), models.NewIncident{Title: "Old and small", State: models.Resolved, Body: "It is over.", Severity: 4,
		StartedAt: modelstest.At(time.January, 5, 10, 0), ResolvedAt: ptr(modelstest.At(time.January, 5, 11, 0)), PostmortemExpectedBy: ptr(modelstest.At(time.November, 18, 0, 0))}))(t)
	h.Clock.Set(modelstest.At(time.November, 20, 12, 0))
	must(h.site.OpenIncident(as(t, author), models.NewIncident{Title: "Entered afterwards", State: models.Resolved, Body: "It is over.", Severity: 1,
		StartedAt: modelstest.At(time.November, 1, 10, 0), ResolvedAt: ptr(modelstest.At(time.November, 1, 11, 0))}))(t)
	type line struct {
		kind, title string
		day         int
		overdue     bool
	}
	due := func() (lines []line) {
		for _, d := range must(h.Due(t.Context()))(t) {
			lines = append(lines, line{d.Kind, d.Title, d.Day.Day(), d.Overdue})
		}
		return lines
	}
	want := []line{{"postmortem", "Old and small", 18, true}, {"review", "The login page fails", 20, false}, {"postmortem", "The login page fails", 26, false}}
	if got := due(); !slices.Equal(got, want) {
		t.Fatalf("due: %v, want %v", got, want)
	}
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Small", Overview: "It was small.", IncidentIDs: []string{promised.PublicID}}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	d = h.approved(t, d)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	if got := due(); !slices.Equal(got, want[1:]) {
		t.Errorf("after the promise was kept: %v, want %v", got, want[1:])
	}
}

func TestMetricsOfTheStory(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.tell(t, h.outage(t))
	m := must(h.Metrics(t.Context(), r.PublicID))(t)
	for name, got := range map[string]struct {
		d    *time.Duration
		want time.Duration
	}{"detect": {m.Detect, 10 * time.Minute}, "acknowledge": {m.Acknowledge, time.Minute}, "inform": {m.Inform, 12 * time.Minute},
		"inform since detection": {m.Known, 2 * time.Minute}, "recover": {m.Recover, 20 * time.Minute}} {
		if got.d == nil || *got.d != got.want {
			t.Errorf("time to %s: %v, want %v", name, got.d, got.want)
		}
	}
	want := []review.PhaseLength{{Phase: review.Detection, Length: 11 * time.Minute}, {Phase: review.Triage, Length: 3 * time.Minute},
		{Phase: review.Investigation, Length: 2 * time.Minute}, {Phase: review.Identification, Length: 4 * time.Minute}, {Phase: review.Remediation}}
	if !slices.Equal(m.Phases, want) {
		t.Errorf("phases: %v, want %v", m.Phases, want)
	}
}
