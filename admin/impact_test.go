package admin

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models/review"
	"vitrine/models/staff"
)

func TestStretchesOfImpactAreGivenOnThePageOfTheReview(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.as(staff.Reviewer)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "Sign-in turned people away"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/reviews/" + r.PublicID
	at := path + "/intervals"
	long := strings.Repeat("slow ", 60)
	w.get(path)
	w.submit(at, "", map[string]string{"starts_at": "2026-03-04T20:18", "ends_at": "2026-03-04T20:43", "felt": long}).wants(t, 422)
	if got := fieldsOf(formFor(w, at)); strings.TrimSpace(got.Get("felt")) != strings.TrimSpace(long) || got.Get("starts_at") != "2026-03-04T20:18" {
		t.Errorf("a refused stretch lost what was typed: %v", got)
	}
	if find(w.page.document, func(n *html.Node) bool { return attr(n, "id") == "felt" && attr(n, "aria-invalid") == "true" }) == nil {
		t.Error("the field that is wrong does not say so")
	}
	w.submit(at, "", map[string]string{"felt": "One sign-in in three failed."}).wants(t, 200, "25 min in all of what is stated", "One sign-in in three failed.")
	w.submit(at, "", map[string]string{"starts_at": "2026-03-04T20:50", "ends_at": "2026-03-04T21:12", "felt": "Slow."}).wants(t, 200, "25 min in all", "22 min")
	if r, err = h.Review.Review(t.Context(), r.PublicID); err != nil || len(r.Intervals) != 2 || !r.Intervals[0].Counted || r.Intervals[1].Counted {
		t.Fatalf("%v: the first is stated, those after it only when ticked: %+v", err, r.Intervals)
	}
	second := at + "/" + r.Intervals[1].PublicID
	other := h.as(staff.Reviewer)
	other.get(second)
	w.get(second)
	w.submit(second, "", map[string]string{"counted": "yes"}).wants(t, 200, "47 min in all")
	other.submit(second, "", map[string]string{"felt": "Very slow."}).wants(t, 409, "Very slow.", "Slow.")
	w.get(second)
	w.submit(second+"/delete", "", nil).wants(t, 200, "25 min in all")
	w.get(second).wants(t, 404)
	h.as(staff.Viewer).get(path).wants(t, 200, "One sign-in in three failed.")
}
