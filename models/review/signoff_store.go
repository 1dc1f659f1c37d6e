package review

import (
	"context"

	"vitrine/models"
)

// SignOffs returns who was asked to sign a review, in the order in which they
// were asked.
func (s *Store) SignOffs(ctx context.Context, r Review) ([]SignOff, error) {
	var list []SignOff
	const rows = "SELECT review_signoffs.*, users.name FROM review_signoffs JOIN users ON users.id = user_id WHERE review_id = ? ORDER BY asked_at, user_id"
	return list, models.Fault(s.query(ctx).Raw(rows, r.ID).Scan(&list).Error, "sign-off")
}

// AskSignOff asks a user to sign a review. Asking twice is no error.
func (s *Store) AskSignOff(ctx context.Context, reviewID string, userID int64) error {
	return s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		accounts, err := s.accounts(ctx)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if a.ID == userID {
				return s.askSignOff(ctx, r, userID)
			}
		}
		return &models.Error{Kind: models.Invalid, Message: "Choose somebody who can sign in.", Fields: map[string]string{"user": "Choose somebody who can sign in."}}
	})
}

func (s *Store) askSignOff(ctx context.Context, r Review, userID int64) error {
	const ask = "INSERT INTO review_signoffs (review_id, user_id, asked_by, asked_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
	done := s.query(ctx).Exec(ask, r.ID, userID, models.ActorOf(ctx).ID, s.Now())
	if done.Error != nil || done.RowsAffected == 0 {
		return models.Fault(done.Error, "sign-off")
	}
	return s.record(ctx, "signoff.asked", "review", r.PublicID, nil, map[string]any{"user": userID})
}

// UnaskSignOff takes a user off the list of those who sign.
func (s *Store) UnaskSignOff(ctx context.Context, reviewID string, userID int64) error {
	return s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		done := s.query(ctx).Exec("DELETE FROM review_signoffs WHERE review_id = ? AND user_id = ?", r.ID, userID)
		if done.Error != nil || done.RowsAffected == 0 {
			return models.Fault(done.Error, "sign-off")
		}
		return s.record(ctx, "signoff.unasked", "review", r.PublicID, nil, map[string]any{"user": userID})
	})
}

// SignReview puts the name of the one who does it to the review they read:
// digest is that of what they had before them. Only who was asked may sign.
func (s *Store) SignReview(ctx context.Context, reviewID, digest string) error {
	return s.deed(ctx, func(s *Store) error {
		r, err := s.Review(ctx, reviewID)
		if err != nil {
			return err
		}
		if digest != r.Digest() {
			return models.Fail(models.Conflict, "The review changed while you were reading, so it was not signed. Read what is new, then sign again.")
		}
		by := models.ActorOf(ctx).ID
		const sign = "UPDATE review_signoffs SET signed_at = ?, digest = ? WHERE review_id = ? AND user_id = ?"
		done := s.query(ctx).Exec(sign, s.Now(), digest, r.ID, by)
		if done.Error != nil {
			return models.Fault(done.Error, "sign-off")
		}
		if done.RowsAffected == 0 {
			return models.Fail(models.Denied, "Nobody asked you to sign this review. Ask to be put on its list first.")
		}
		return s.record(ctx, "signoff.signed", "review", r.PublicID, nil, map[string]any{"digest": digest})
	})
}

// Asked is a review that waits for somebody's signature.
type Asked struct {
	Review, Title string // public id and title
	Void          bool   // they signed an earlier text
	By            string // who asked, where a mail tells it
}

// Asked lists the open reviews that wait for a user's signature, at most 20.
func (s *Store) Asked(ctx context.Context, userID int64) ([]Asked, error) {
	var rows []struct {
		ReviewID        int64
		PublicID, Title string
		Signed          bool
	}
	const waiting = `SELECT o.review_id, r.public_id, r.title, o.signed_at IS NOT NULL AS signed FROM review_signoffs o JOIN reviews r ON r.id = o.review_id
WHERE o.user_id = ? AND r.state = ? AND (o.signed_at IS NULL OR r.updated_at > o.signed_at) ORDER BY o.asked_at LIMIT 20`
	if err := s.query(ctx).Raw(waiting, userID, Open).Scan(&rows).Error; err != nil {
		return nil, models.Fault(err, "sign-off")
	}
	var list []Asked
	for _, row := range rows {
		void, err := s.voided(ctx, row.ReviewID, userID, row.Signed)
		if err != nil {
			return nil, err
		}
		if void == row.Signed {
			list = append(list, Asked{Review: row.PublicID, Title: row.Title, Void: void})
		}
	}
	return list, nil
}

// voided reports whether a signature is for an earlier text; one that is not
// given yet never is.
func (s *Store) voided(ctx context.Context, reviewID, userID int64, signed bool) (bool, error) {
	if !signed {
		return false, nil
	}
	r, err := s.reviewByID(ctx, reviewID)
	if err != nil {
		return false, err
	}
	list, err := s.SignOffs(ctx, r)
	for _, o := range list {
		if o.UserID == userID {
			return o.Void(r), err
		}
	}
	return false, err
}
