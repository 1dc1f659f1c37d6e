package staff

import (
	"context"
	"crypto/subtle"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// setupRow is the token that lets one person make the first account. There is at most one.
type setupRow struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	TokenHash string
	UsedAt    *time.Time
	CreatedAt time.Time
}

var errSetUp = models.Fail(models.Gone, "This page was already set up. Sign in, or ask an admin for an account.")

// SetupToken makes the one-time token for the first account while there is no
// user, and forgets the one before. needed is false once there is a user.
func (s *Store) SetupToken(ctx context.Context) (token string, needed bool, err error) {
	err = s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		if err := noUsers(q); err != nil {
			return err
		}
		token = models.NewToken()
		const keep = `INSERT INTO setup_tokens (id, token_hash, created_at) VALUES (1, ?, ?)
ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, used_at = NULL, created_at = excluded.created_at`
		return models.Fault(q.Exec(keep, models.HashToken(token), s.Now()).Error, "set-up token")
	})
	if models.KindOf(err) == models.Gone {
		return "", false, nil
	}
	return token, err == nil, err
}

// CheckSetup reports whether a set-up token is good: Gone once somebody is set
// up, Denied for a wrong one.
func (s *Store) CheckSetup(ctx context.Context, token string) error {
	return checkSetup(ctx, s.db.Read(ctx), token)
}

// Setup makes the first account, an admin, and uses the token up.
func (s *Store) Setup(ctx context.Context, token string, n NewUser) (User, error) {
	if err := s.CheckSetup(ctx, token); err != nil {
		return User{}, err
	}
	n.Role = Admin
	if n.Password == "" {
		n.Password = " " // too short: the first account must be able to sign in
	}
	a, err := s.newAccount(ctx, n)
	if err != nil {
		return User{}, err
	}
	err = s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		if err := checkSetup(ctx, q, token, s.lock()...); err != nil {
			return err
		}
		if err := q.Exec("UPDATE setup_tokens SET used_at = ? WHERE id = 1", s.Now()).Error; err != nil {
			return models.Fault(err, "set-up token")
		}
		return s.addAccount(models.By(ctx, models.Actor{Name: "set-up", From: models.ActorOf(ctx).From}), tx, q, &a)
	})
	return a.User, err
}

func checkSetup(ctx context.Context, q *gorm.DB, token string, opts ...clause.Expression) error {
	rows, err := gorm.G[setupRow](q, opts...).Where("id = 1").Find(ctx)
	if err != nil {
		return models.Fault(err, "set-up token")
	}
	if len(rows) > 0 && rows[0].UsedAt != nil {
		return errSetUp
	}
	if err := noUsers(q); err != nil {
		return err
	}
	if len(rows) == 0 || subtle.ConstantTimeCompare([]byte(rows[0].TokenHash), []byte(models.HashToken(token))) != 1 {
		return models.Fail(models.Denied, "This set-up link is not valid any more. Restart the program to get a new one.")
	}
	return nil
}

func noUsers(q *gorm.DB) error {
	var some int64
	if err := q.Raw("SELECT COUNT(*) FROM users").Scan(&some).Error; err != nil {
		return models.Fault(err, "user")
	}
	if some > 0 {
		return errSetUp
	}
	return nil
}

// TableName implements gorm's Tabler.
func (setupRow) TableName() string { return "setup_tokens" }
