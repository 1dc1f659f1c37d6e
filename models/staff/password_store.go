package staff

import (
	"context"
	"errors"

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
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error { return s.writePassword(ctx, tx, q, u, hash) })
}

// EditUserWithPassword changes a user and gives them a new password, both or
// neither. An empty password stays as it was.
func (s *Store) EditUserWithPassword(ctx context.Context, id int64, e UserEdit, password string) (u User, err error) {
	if password == "" {
		return s.EditUser(ctx, id, e)
	}
	if u, err = s.User(ctx, id); err != nil {
		return User{}, err
	}
	if e.Version != 0 && e.Version != u.Version {
		return User{}, models.StaleEdit("user")
	}
	edited := u
	if err := errors.Join(e.apply(&edited), passwordComplaint(password, edited.Email)); err != nil {
		return User{}, merged(err)
	}
	hash, err := s.hash(ctx, password) // slow, so outside the transaction
	if err != nil {
		return User{}, err
	}
	err = s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		if u, err = s.editAccount(ctx, tx, q, id, e); err != nil {
			return err
		}
		return s.writePassword(ctx, tx, q, u, hash)
	})
	if err != nil {
		return User{}, err
	}
	return u, nil
}

// writePassword keeps a new password and ends the sessions begun with the old
// one.
func (s *Store) writePassword(ctx context.Context, tx *models.Tx, q *gorm.DB, u User, hash string) error {
	err := q.Model(&account{}).Where("id = ?", u.ID).Updates(map[string]any{"password_hash": hash, "updated_at": s.Now()}).Error
	if err != nil {
		return models.Fault(err, "user")
	}
	if err := endSessions(q, u.ID); err != nil {
		return err
	}
	return s.recordUser(ctx, tx, "user.password_set", u, nil)
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
