package admin

import (
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// reviewed starts a review of something that took 20 minutes and returns it.
func (h *house) reviewed(title string) review.Review {
	h.t.Helper()
	now := h.Site.Now()
	r, err := h.Review.StartReview(h.t.Context(), review.NewReview{Title: title, Severity: 2, DetectionSource: review.ByCustomer, Overview: "The queue was full. Tomasz Lindqvist saw it.", Commander: "Tomasz Lindqvist"})
	if err != nil {
		h.t.Fatal(err)
	}
	from, until := now.Add(-time.Hour), now.Add(-40*time.Minute)
	if r, err = h.Review.EditReview(h.t.Context(), r.PublicID, review.ReviewEdit{StartedAt: &from, RecoveredAt: &until}); err != nil {
		h.t.Fatal(err)
	}
	return r
}

func TestInsightsPage(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	if got := b.get("/insights"); !strings.Contains(got.words(), "Nothing to learn from yet.") {
		t.Errorf("without reviews: %s", got.words())
	}
	r := h.reviewed("Exports waited")
	got := b.get("/insights?by=source&measure=recover&severity=2")
	for _, want := range []string{"1 of 1 (100 %)", "Time to recover, by who noticed first", "20 min", "Your own numbers are not filled in yet."} {
		if !strings.Contains(got.words(), want) {
			t.Errorf("the page lacks %q: %s", want, got.words())
		}
	}
	if !strings.Contains(got.body, `<a href="/reviews/`+r.PublicID+`" tabindex="-1">`) {
		t.Error("no dot leads to the review")
	}
	if got := b.get("/insights?severity=1&period=month"); !strings.Contains(got.words(), "No review fits.") {
		t.Errorf("of another severity: %s", got.words())
	}
	b.get("/insights")
	form := fieldsOf(formFor(b, "/insights/cost"))
	form.Set("deployments", "1200")
	form.Set("failure_permille", "101")
	form.Set("hourly_cost", "20000")
	form.Set("currency", "EUR")
	if got := b.post("/insights/cost", form); !strings.Contains(got.words(), "is no percentage") || !strings.Contains(got.body, `value="1200"`) {
		t.Errorf("a wrong percentage: %d %s", got.status, got.words())
	}
	form.Set("failure_permille", "7,5 %")
	b.post("/insights/cost", form)
	if got := b.get("/insights"); !strings.Contains(got.words(), "600,000 EUR = 1,200 deployments × 7.5 % of them fail × 20 min mean time to recover × 20,000 EUR an hour") {
		t.Errorf("the cost is not told: %s", got.words())
	}
	for path, want := range map[string]string{"/insights.csv": r.PublicID, "/insights/groups.csv": "severity,measure", "/insights/months.csv": "median_to_recover", "/insights/actions.csv": "open_older"} {
		if got := b.get(path); got.status != 200 || !strings.Contains(got.body, want) || !strings.HasPrefix(got.header.Get("Content-Type"), "text/csv") {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}

func TestSearchPage(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Viewer)
	r := h.reviewed("Exports waited")
	for n := range 21 {
		if _, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "Drill", Overview: "A drill " + strings.Repeat("again ", n)}); err != nil {
			t.Fatal(err)
		}
	}
	got := b.get("/search?q=queue+full")
	if !strings.Contains(got.words(), "1 review found.") || !strings.Contains(got.body, "<mark>queue</mark>") || !strings.Contains(got.body, "/reviews/"+r.PublicID) {
		t.Errorf("found: %s", got.words())
	}
	if got := b.get("/search?person=lindqvist&role=commander&from=2026-02-31"); !strings.Contains(got.words(), "is no date that exists") || !strings.Contains(got.words(), "Exports waited") {
		t.Errorf("a wrong date: %s", got.words())
	}
	if got := b.get("/search?q=drill"); !strings.Contains(got.words(), "21 reviews found.") || !strings.Contains(got.body, "skip=20") {
		t.Errorf("a page of many: %s", got.words())
	}
	if got := b.get("/search?q=drill&skip=20"); strings.Count(got.body, "<li><a href=\"/reviews/") != 1 {
		t.Errorf("the second page: %s", got.words())
	}
	if got := b.get("/search?q=giraffe"); !strings.Contains(got.words(), "No review has all of this.") {
		t.Errorf("nothing found: %s", got.words())
	}
}

func TestAnOpenIncidentShowsWhatResembledIt(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := modelstest.Component(t, h.Site, "Exports")
	old := modelstest.Incident(t, h.Site, "Exports wait", c)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{IncidentIDs: []string{old.PublicID}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Review.AddEntry(t.Context(), r.PublicID, review.NewEntry{At: h.Site.Now(), Kind: review.Restored, Effect: review.Positive, What: "A second worker emptied the queue."}); err != nil {
		t.Fatal(err)
	}
	again := modelstest.Incident(t, h.Site, "Files come late", c)
	got := h.as(staff.Responder).get("/incidents/" + again.PublicID)
	if !strings.Contains(got.words(), "It looked like this before") || !strings.Contains(got.words(), "A second worker emptied the queue.") || !strings.Contains(got.words(), "also Exports") {
		t.Errorf("the incident shows: %s", got.words())
	}
}

func TestAReviewIsTakenAlong(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Viewer)
	r := h.reviewed("Exports waited")
	for _, path := range []string{"/export", "/export.md", "/export.json"} {
		got := b.get("/reviews/" + r.PublicID + path)
		if got.status != 200 || strings.Contains(got.body, "Lindqvist") || !strings.Contains(got.body, "The queue was full.") {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
		if got = b.get("/reviews/" + r.PublicID + path + "?names=yes"); !strings.Contains(got.body, "Lindqvist") {
			t.Errorf("%s leaves names out that were asked for", path)
		}
	}
	if got := b.get("/reviews/unknown0id00/export"); got.status != 404 {
		t.Errorf("an unknown review: %d", got.status)
	}
}
