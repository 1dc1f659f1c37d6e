package staff

import (
	"context"
	"errors"
	"strconv"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// Users returns every user by name, the disabled ones too.
func (s *Store) Users(ctx context.Context) ([]User, error) {
	us, err := gorm.G[User](s.db.Read(ctx)).Order("name, id").Find(ctx)
	return us, models.Fault(err, "user")
}

// User returns the user with an id.
func (s *Store) User(ctx context.Context, id int64) (User, error) {
	return s.user(ctx, s.db.Read(ctx), id)
}

func (s *Store) user(ctx context.Context, q *gorm.DB, id int64, opts ...clause.Expression) (User, error) {
	u, err := gorm.G[User](q, opts...).Where("id = ?", id).Take(ctx)
	return u, models.Fault(err, "user")
}

// AddUser adds a user.
func (s *Store) AddUser(ctx context.Context, n NewUser) (User, error) {
	a, err := s.newAccount(ctx, n)
	if err != nil {
		return User{}, err
	}
	err = s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error { return s.addAccount(ctx, tx, q, &a) })
	return a.User, err
}

// newAccount returns the checked row of a new user. It hashes, so it stands
// outside any transaction.
func (s *Store) newAccount(ctx context.Context, n NewUser) (account, error) {
	now := s.Now()
	a := account{User: User{Version: 1, CreatedAt: now, UpdatedAt: now}}
	e := UserEdit{Email: &n.Email, Name: &n.Name, Handle: &n.Handle, Role: &n.Role}
	if err := errors.Join(e.apply(&a.User), passwordComplaint(n.Password, n.Email)); err != nil {
		return account{}, merged(err)
	}
	if n.Password == "" {
		return a, nil
	}
	hash, err := s.hash(ctx, n.Password)
	a.PasswordHash = hash
	return a, err
}

// merged makes one error of the complaints in several, so that a person hears
// all of it at once.
func merged(err error) error {
	c := models.Complaints{}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	for _, one := range joined.Unwrap() {
		if e, ok := errors.AsType[*models.Error](one); ok {
			for field, sentence := range e.Fields {
				c.Add(field, "%s", sentence)
			}
		}
	}
	return c.Err()
}

func (s *Store) addAccount(ctx context.Context, tx *models.Tx, q *gorm.DB, a *account) error {
	if err := taken(gorm.G[account](q).Create(ctx, a)); err != nil {
		return err
	}
	return s.recordUser(ctx, tx, "user.added", a.User, nil)
}

// EditUser changes a user. The last admin keeps that role.
func (s *Store) EditUser(ctx context.Context, id int64, e UserEdit) (u User, err error) {
	err = s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		u, err = s.editAccount(ctx, tx, q, id, e)
		return err
	})
	return u, err
}

// editAccount makes an edit in the running transaction.
func (s *Store) editAccount(ctx context.Context, tx *models.Tx, q *gorm.DB, id int64, e UserEdit) (User, error) {
	u, err := s.user(ctx, q, id, s.lock()...)
	if err != nil {
		return User{}, err
	}
	if e.Version != 0 && e.Version != u.Version {
		return User{}, models.StaleEdit("user")
	}
	before := u
	if err := e.apply(&u); err != nil {
		return User{}, err
	}
	if u.Role != Admin {
		if err := s.keepAnAdmin(q, before); err != nil {
			return User{}, err
		}
	}
	u.UpdatedAt, u.Version = s.Now(), u.Version+1
	err = q.Model(&account{}).Where("id = ?", id).Updates(map[string]any{"email": u.Email, "name": u.Name,
		"handle": u.Handle, "role": u.Role, "version": u.Version, "updated_at": u.UpdatedAt}).Error
	if err := taken(err); err != nil {
		return User{}, err
	}
	return u, s.recordUser(ctx, tx, "user.edited", u, &before)
}

// DisableUser shuts a user out at once: sessions end and tokens stop working.
// The last admin stays.
func (s *Store) DisableUser(ctx context.Context, id int64) error {
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		u, err := s.user(ctx, q, id, s.lock()...)
		if err != nil || u.DisabledAt != nil {
			return err
		}
		if err := s.keepAnAdmin(q, u); err != nil {
			return err
		}
		before, now := u, s.Now()
		u.DisabledAt = &now
		if err := s.writeDisabled(q, u, now); err != nil {
			return err
		}
		if err := endSessions(q, id); err != nil {
			return err
		}
		return s.recordUser(ctx, tx, "user.disabled", u, &before)
	})
}

// EnableUser lets a disabled user in again.
func (s *Store) EnableUser(ctx context.Context, id int64) error {
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		u, err := s.user(ctx, q, id, s.lock()...)
		if err != nil || u.DisabledAt == nil {
			return err
		}
		before := u
		u.DisabledAt = nil
		if err := s.writeDisabled(q, u, s.Now()); err != nil {
			return err
		}
		return s.recordUser(ctx, tx, "user.enabled", u, &before)
	})
}

func (s *Store) writeDisabled(q *gorm.DB, u User, now any) error {
	return models.Fault(q.Model(&account{}).Where("id = ?", u.ID).Updates(map[string]any{
		"disabled_at": u.DisabledAt, "version": gorm.Expr("version + 1"), "updated_at": now}).Error, "user")
}

// keepAnAdmin refuses to let the last admin go. Deeds come one after the other,
// so two admins cannot leave each other.
func (s *Store) keepAnAdmin(q *gorm.DB, leaving User) error {
	if leaving.Role != Admin {
		return nil
	}
	var others int64
	const count = "SELECT COUNT(*) FROM users WHERE role = ? AND disabled_at IS NULL AND id <> ?"
	if err := q.Raw(count, Admin, leaving.ID).Scan(&others).Error; err != nil {
		return models.Fault(err, "user")
	}
	if others > 0 {
		return nil
	}
	return models.Fail(models.Conflict, "%s is the last admin. Make somebody else an admin first.", leaving.Name)
}

// recordUser writes a deed on a user into the trail, without address or hash.
func (s *Store) recordUser(ctx context.Context, tx *models.Tx, deed string, u User, before *User) error {
	e := models.AuditEntry{Deed: deed, Noun: "user", Subject: strconv.FormatInt(u.ID, 10), After: u.told()}
	if before != nil {
		e.Before = before.told()
	}
	return s.Record(ctx, tx, e)
}

func (u User) told() map[string]any {
	return map[string]any{"name": u.Name, "handle": u.Handle, "role": u.Role, "disabled": u.DisabledAt != nil}
}

// taken says that an address is in use, where that is why a row was refused.
func taken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return &models.Error{Kind: models.Invalid, Message: "There is already a user with this email.", Err: err,
			Fields: map[string]string{"email": "There is already a user with this email. Edit that one, or use another address."}}
	}
	return models.Fault(err, "user")
}
