package review_test

import (
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// figuresOf reads what charts know of one review.
func (h *house) figuresOf(t *testing.T, id string) review.Figures {
	t.Helper()
	all := must(h.Figures(t.Context(), review.InsightQuery{}))(t)
	n := slices.IndexFunc(all, func(f review.Figures) bool { return f.PublicID == id })
	if n < 0 {
		t.Fatalf("charts know nothing of %s: %+v", id, all)
	}
	return all[n]
}

func seconds(n *int64) int64 {
	if n == nil {
		return -1
	}
	return *n
}

func TestFiguresFollowEveryDeed(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	r := h.tell(t, i)
	f := h.figuresOf(t, r.PublicID)
	if seconds(f.Detect) != 600 || seconds(f.Acknowledge) != 60 || seconds(f.Inform) != 720 || seconds(f.Recover) != 1200 || f.Updates != 2 || seconds(f.LongestGap) != 480 {
		t.Errorf("figures of the story: %+v", f)
	}
	if p := f.PhaseLengths(); len(p) == 0 || p[0].Phase != review.Detection || p[0].Length != 11*time.Minute {
		t.Errorf("phases: %+v", p)
	}
	must(h.site.EditIncident(as(t, author), i.PublicID, models.IncidentEdit{StartedAt: ptr(at(15, 50))}))(t)
	if f = h.figuresOf(t, r.PublicID); seconds(f.Recover) != 1800 || !f.At.Equal(at(15, 50)) {
		t.Errorf("after the incident's start moved: %+v", f)
	}
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Severity: ptr(int64(1)), Vendor: ptr("Glacier Cloud, Tern DNS"), RecoveredAt: ptr(at(16, 50))}))(t)
	f = h.figuresOf(t, r.PublicID)
	if f.Severity != 1 || seconds(f.Recover) != 3600 || !slices.Equal(f.Vendors(), []string{"Glacier Cloud", "Tern DNS"}) || len(f.ComponentIDs()) != 1 {
		t.Errorf("after an edit: %+v", f)
	}
	must(h.CompleteReview(as(t, author), r.PublicID, "Nothing new.", 0))(t)
	if f = h.figuresOf(t, r.PublicID); f.State != review.Completed {
		t.Errorf("after completion: %+v", f)
	}
}

func TestPromisesOfTheNextWordAreKeptOrNot(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := as(t, author)
	h.Clock.Set(at(12, 0))
	i := must(h.site.OpenIncident(ctx, models.NewIncident{Title: "Exports wait", State: models.Investigating, Body: "Exports wait.", NextUpdateAt: ptr(at(12, 30))}))(t)
	r := must(h.StartReview(ctx, review.NewReview{IncidentIDs: []string{i.PublicID}}))(t)
	say := func(hour, minute int, state models.IncidentState, next *time.Time) {
		t.Helper()
		h.Clock.Set(at(hour, minute))
		must(h.site.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: state, Body: "We go on.", NextUpdateAt: next}))(t)
	}
	cadence := func() review.Cadence {
		t.Helper()
		return must(h.Review(ctx, r.PublicID))(t).Cadence(h.Now())
	}
	if c := cadence(); c.Promises != 0 || !c.Words[0].Due {
		t.Errorf("a promise that lies ahead counts: %+v", c)
	}
	say(12, 30, models.Identified, ptr(at(13, 0))) // within the promised minute
	h.Clock.Set(at(13, 10))
	if c := cadence(); c.Promises != 2 || c.Kept != 1 || c.Latest != 10*time.Minute {
		t.Errorf("a promise that nobody keeps: %+v", c)
	}
	// Moving a promise that was missed does not make it kept.
	must(h.site.EditIncident(ctx, i.PublicID, models.IncidentEdit{NextUpdateAt: ptr(at(14, 0))}))(t)
	say(13, 25, models.Monitoring, ptr(at(14, 0)))
	h.Clock.Set(at(13, 40))
	must(h.site.EditIncident(ctx, i.PublicID, models.IncidentEdit{NextUpdateAt: ptr(at(15, 0))}))(t)
	say(14, 50, models.Resolved, nil)
	c := cadence()
	if c.Promises != 3 || c.Kept != 2 || c.Latest != 25*time.Minute || *c.Longest != 85*time.Minute || len(c.Words) != 4 {
		t.Errorf("the whole story: %+v", c)
	}
	if f := h.figuresOf(t, r.PublicID); f.Promises != 3 || f.Kept != 2 || f.Updates != 4 {
		t.Errorf("figures: %+v", f)
	}
}

func TestReviewsOfAnOlderProgramAreNoted(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "A queue was full", IncidentIDs: []string{modelstest.Incident(t, h.lax, "Exports wait").PublicID}}))(t)
	h.exec(t, "DELETE FROM review_figures")
	h.exec(t, "DELETE FROM review_words")
	if err := h.Note(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.figuresOf(t, r.PublicID)
	found := must(h.Search(t.Context(), review.Search{Words: "queues"}))(t)
	if found.Total != 1 {
		t.Errorf("found %+v", found)
	}
}
