package api

import (
	"context"

	reviews "vitrine/models/review"
)

// sharing is what one section of an external summary has in common with its
// review.
type sharing struct {
	Section string   `json:"section" example:"proximate_cause"`
	Copied  []string `json:"copied" nullable:"false" doc:"Runs of eight words and more that stand in the review too, as the section says them."`
	Rare    []string `json:"rare" nullable:"false" doc:"Rare words that stand in the review and in nothing public, as the section says them." example:"[\"Kestrel\"]"`
}

// sharings are the sections that share something with the review.
type sharings struct {
	Sections []sharing `json:"sections" nullable:"false" doc:"Those that share something, in the order of the summary."`
}

func (a *API) listShared(ctx context.Context, in *ByID) (*struct{ Body sharings }, error) {
	d, r, err := a.draftAndReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	list, err := a.Review.Shared(ctx, d, r)
	return &struct{ Body sharings }{sharings{each(list, showSharing)}}, err
}

func showSharing(s reviews.Shared) sharing {
	same := func(text string) string { return text }
	return sharing{Section: s.Field, Copied: each(s.Copied, same), Rare: each(s.Rare, same)}
}
