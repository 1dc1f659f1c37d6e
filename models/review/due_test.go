package review_test

import (
	"slices"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// TestTheListOfWhatIsDueLosesNothingBetweenItsPages has more reviews on one day
// than a page holds, and one that is done while somebody turns the page.
func TestTheListOfWhatIsDueLosesNothingBetweenItsPages(t *testing.T) {
	t.Parallel()
	h := open(t)
	for n := range 9 {
		r := must(h.StartReview(as(t, author), review.NewReview{Title: "Small"}))(t)
		must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{DueAt: ptr(modelstest.At(time.December, 1+n/7, 0, 0))}))(t)
	}
	all := must(h.Due(t.Context()))(t)
	if len(all) != 9 {
		t.Fatalf("%d are due", len(all))
	}
	var walked []string
	cursor, more := "", true
	for more {
		var page []review.Due
		page, more = review.DueAfter(must(h.Due(t.Context()))(t), cursor, 4)
		for _, d := range page {
			walked = append(walked, d.ReviewID)
		}
		cursor = page[len(page)-1].Cursor()
		h.exec(t, "UPDATE reviews SET due_at = NULL WHERE public_id = ?", page[len(page)-1].ReviewID)
	}
	want := make([]string, len(all))
	for n, d := range all {
		want[n] = d.ReviewID
	}
	if !slices.Equal(walked, want) {
		t.Errorf("page by page:\n%v\nat once:\n%v", walked, want)
	}
	twins := []review.Due{{Kind: "postmortem", ReviewID: "r", IncidentID: "a"}, {Kind: "postmortem", ReviewID: "r", IncidentID: "b"}, {Kind: "postmortem", ReviewID: "r", IncidentID: "c"}}
	if page, more := review.DueAfter(twins, twins[1].Cursor(), 1); more || len(page) != 1 || page[0].IncidentID != "c" {
		t.Errorf("behind the second of three that are alike: %+v, %t", page, more)
	}
	if page, more := review.DueAfter(all, "99991231.review.z", 4); len(page) != 0 || more {
		t.Errorf("after the last: %v, %v", page, more)
	}
}
