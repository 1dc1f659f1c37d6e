package staff

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// SetPassword gives a user a new password and ends all of their sessions.
func (s *Store) SetPassword(ctx context.Context, id int64, password string) error {
	u, err := s.User(ctx, id)
	if err != nil {
		return err
	}
	if password == "" {
		return &models.Error{Kind: models.Invalid, Message: "The password is missing.",
			Fields: map[string]string{"password": "The password is missing. Write at least 12 characters."}}
	}
	if err := passwordComplaint(password, u.Email); err != nil {
		return err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.change(ctx, func(tx *models.Tx, q *gorm.DB) error {
		err := q.Model(&account{}).Where("id = ?", id).Updates(map[string]any{"password_hash": hash, "updated_at": s.Now()}).Error
		if err != nil {
			return models.Fault(err, "user")
		}
		if err := endSessions(q, id); err != nil {
			return err
		}
		return s.recordUser(ctx, tx, "user.password_set", u, nil)
	})
}

// CheckPassword asks a user who is signed in for their password again. A wrong
// one is Denied, and counts like a failed sign-in.
func (s *Store) CheckPassword(ctx context.Context, id int64, password, from string) error {
	u, err := s.User(ctx, id)
	if err != nil {
		return err
	}
	if err := s.charge(ctx, u.Email, from); err != nil {
		return err
	}
	a, err := gorm.G[account](s.db.Read(ctx)).Where("id = ?", id).Take(ctx)
	if err != nil {
		return models.Fault(err, "user")
	}
	same, err := s.matches(ctx, password, a.PasswordHash)
	if err != nil {
		return err
	}
	if !same {
		return &models.Error{Kind: models.Denied, Message: "This is not your present password.",
			Fields: map[string]string{"present_password": "This is not your present password."}}
	}
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error { return s.acquit(q, u.Email, from) })
}
