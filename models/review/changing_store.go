package review

import (
	"context"

	"vitrine/models"
)

// changing runs a change of a part of a review. When it changes what the draft
// would publish, the draft is open again, and when it changes the words, whoever
// made it is an author. Before there is a draft, whoever changes what it will be
// made from is one.
func (s *Store) changing(ctx context.Context, reviewID int64, change func() error) error {
	d, err := s.lockDraft(ctx, "review_id = ?", reviewID)
	if models.KindOf(err) == models.NotFound && err != nil {
		return s.feeding(ctx, reviewID, change)
	}
	if err != nil {
		return err
	}
	before, err := s.nowPublishable(ctx, d)
	if err != nil {
		return err
	}
	if err := s.changed(ctx, reviewID, change); err != nil {
		return err
	}
	after, err := s.nowPublishable(ctx, d)
	if err != nil {
		return err
	}
	words := wording(before) != wording(after)
	switch {
	case words:
		return s.rewrite(ctx, &d, 0, newChanges())
	case before.Digest() != after.Digest() && (d.State == Submitted || d.State == Approved):
		return s.saveDraft(ctx, &d, 0, d.reopen())
	}
	return nil
}

func (s *Store) changed(ctx context.Context, reviewID int64, change func() error) error {
	if err := change(); err != nil {
		return err
	}
	return s.touch(ctx, reviewID)
}

func (s *Store) nowPublishable(ctx context.Context, d Draft) (models.Publishable, error) {
	r, err := s.reviewByID(ctx, d.ReviewID)
	if err != nil {
		return models.Publishable{}, err
	}
	return s.publishable(ctx, d, r)
}
