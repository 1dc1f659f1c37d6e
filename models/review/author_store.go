package review

import (
	"context"

	"vitrine/models"
)

// feed is the digest of the words that a draft of the review would begin with:
// its sections, its public timeline and its promises.
func feed(r Review) string {
	d := Draft{Summary: summarise(r, nil)}
	return wording(d.publication(r, nil))
}

// feeding runs a change of a part of a review that has no draft yet, and counts
// whoever made it among the authors of the draft to come when it would begin with
// other words.
func (s *Store) feeding(ctx context.Context, reviewID int64, change func() error) error {
	before, err := s.reviewByID(ctx, reviewID)
	if err != nil {
		return err
	}
	if err := s.changed(ctx, reviewID, change); err != nil {
		return err
	}
	after, err := s.reviewByID(ctx, reviewID)
	if err != nil {
		return err
	}
	return s.wrote(ctx, before, after)
}

// wrote counts the one who does the deed among the authors of a review when it
// feeds a draft with other words after it.
func (s *Store) wrote(ctx context.Context, before, after Review) error {
	by := models.ActorOf(ctx).ID
	if by == 0 || feed(before) == feed(after) {
		return nil
	}
	const add = "INSERT INTO review_authors (review_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
	return models.Fault(s.query(ctx).Exec(add, after.ID, by).Error, "review")
}

// firstAuthors are the one who starts a draft, those who wrote what it is made
// from, and those who gave entries and action items a public wording.
func (s *Store) firstAuthors(ctx context.Context, draftID int64, r Review) error {
	var by []int64
	if err := s.query(ctx).Raw("SELECT user_id FROM review_authors WHERE review_id = ?", r.ID).Scan(&by).Error; err != nil {
		return models.Fault(err, "review")
	}
	by = append(by, models.ActorOf(ctx).ID)
	for _, e := range own(r.Timeline, true) {
		by = append(by, e.PublicBy)
	}
	for _, a := range r.Actions {
		by = append(by, a.PublicBy)
	}
	return s.addAuthors(ctx, draftID, by...)
}

func (s *Store) addAuthors(ctx context.Context, draftID int64, userIDs ...int64) error {
	const add = `INSERT INTO draft_authors (draft_id, user_id) VALUES (?, ?) ON CONFLICT (draft_id, user_id) DO UPDATE SET revision = 0`
	for _, id := range userIDs {
		if id == 0 {
			continue
		}
		if err := s.query(ctx).Exec(add, draftID, id).Error; err != nil {
			return models.Fault(err, "draft")
		}
	}
	return nil
}

// authors are those whose words no approval has gone out with.
func (s *Store) authors(ctx context.Context, draftID int64) ([]int64, error) {
	var ids []int64
	err := s.query(ctx).Raw("SELECT user_id FROM draft_authors WHERE draft_id = ? AND revision = 0 ORDER BY user_id", draftID).Scan(&ids).Error
	return ids, models.Fault(err, "draft")
}

// releaseAuthors begins a new list of authors: the words of those on it are out
// with a revision, approved by somebody else.
func (s *Store) releaseAuthors(ctx context.Context, draftID, revision int64) error {
	const out = "UPDATE draft_authors SET revision = ? WHERE draft_id = ? AND revision = 0"
	return models.Fault(s.query(ctx).Exec(out, revision, draftID).Error, "draft")
}

// recallAuthors puts those back on the list whose words were withdrawn: of a
// revision and every later one.
func (s *Store) recallAuthors(ctx context.Context, draftID, since int64) error {
	const back = "UPDATE draft_authors SET revision = 0 WHERE draft_id = ? AND revision >= ?"
	return models.Fault(s.query(ctx).Exec(back, draftID, since).Error, "draft")
}
