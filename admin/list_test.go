package admin

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrine/models/review"
	"vitrine/models/staff"
)

// TestEveryReviewIsOnOnePageOfTheList follows the links to further pages of both
// lists, of what is due and of all reviews.
func TestEveryReviewIsOnOnePageOfTheList(t *testing.T) {
	t.Parallel()
	h := build(t)
	var want []string
	for range reviewsPerPage + 3 {
		r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss"})
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, r.PublicID)
	}
	day := time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, id := range want[:2*duesPerPage+1] {
		if _, err := h.Review.EditReview(t.Context(), id, review.ReviewEdit{DueAt: &day}); err != nil {
			t.Fatal(err)
		}
	}
	b := h.as(staff.Viewer)
	for _, list := range []struct {
		next  string // begins the address of the next page
		first int    // of its lists on the page
		want  []string
	}{{"/reviews?due=", 0, want[:2*duesPerPage+1]}, {"/reviews?before=", 1, want}} {
		var got []string
		for at := "/reviews"; at != ""; {
			page := b.get(at)
			got, at = append(got, page.reviewsIn(list.first)...), page.linkTo(list.next)
		}
		slices.Sort(got)
		slices.Sort(list.want)
		if !slices.Equal(got, list.want) {
			t.Errorf("%s: %d reviews on its pages, want %d, each once", list.next, len(got), len(list.want))
		}
	}
}

// reviewsIn are the reviews that the n-th list of a page leads to. A page without
// anything due begins with the other list.
func (p page) reviewsIn(n int) (ids []string) {
	main := find(p.document, func(n *html.Node) bool { return n.Data == "main" })
	for list := range main.Descendants() {
		if list.Data != "ul" {
			continue
		}
		if n--; n >= 0 {
			continue
		}
		for a := range list.Descendants() {
			if href := attr(a, "href"); strings.HasPrefix(href, "/reviews/") {
				ids = append(ids, strings.TrimPrefix(href, "/reviews/"))
			}
		}
		return ids
	}
	return nil
}

// linkTo is the first address on a page that begins with start.
func (p page) linkTo(start string) string {
	for a := range p.document.Descendants() {
		if href := attr(a, "href"); strings.HasPrefix(href, start) {
			return href
		}
	}
	return ""
}
