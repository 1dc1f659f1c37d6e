package staff

import (
	"context"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

var errToken = models.Fail(models.Unknown, "This API token is not valid. Make a new one in the console.")

// CreateToken makes an API token and returns its clear text, which is kept
// nowhere.
func (s *Store) CreateToken(ctx context.Context, n NewToken) (clear string, t APIToken, err error) {
	err = s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		u, err := s.user(ctx, q, n.UserID, s.lock()...)
		if err != nil {
			return err
		}
		c := models.Complaints{}
		row := tokenRow{APIToken: APIToken{Name: c.Line("name", n.Name, 1, 100), UserID: u.ID, Role: n.Role, CreatedAt: s.Now()}}
		if !slices.Contains(Roles, n.Role) {
			c.Add("role", "%q is no role. Choose viewer, responder, reviewer, approver or admin.", n.Role)
		} else if !u.Role.AtLeast(n.Role) {
			c.Add("role", "%s is %s. A token cannot do more than its user.", u.Name, u.Role)
		}
		if u.DisabledAt != nil {
			c.Add("user_id", "%s is disabled. Choose another user.", u.Name)
		}
		if err := c.Err(); err != nil {
			return err
		}
		clear = tokenPrefix + models.NewToken()
		row.TokenHash = models.HashToken(clear)
		if err := gorm.G[tokenRow](q).Create(ctx, &row); err != nil {
			return models.Fault(err, "token")
		}
		t = row.APIToken
		return s.Record(ctx, tx, models.AuditEntry{Deed: "token.created", Noun: "token", Subject: strconv.FormatInt(t.ID, 10),
			After: map[string]any{"name": t.Name, "user": u.ID, "role": t.Role}})
	})
	if err != nil {
		return "", APIToken{}, err
	}
	return clear, t, nil
}

// Tokens returns every API token, the newest first, the revoked ones too.
func (s *Store) Tokens(ctx context.Context) ([]APIToken, error) {
	ts, err := gorm.G[APIToken](s.db.Read(ctx)).Order("id DESC").Find(ctx)
	return ts, models.Fault(err, "token")
}

// RevokeToken ends an API token at once.
func (s *Store) RevokeToken(ctx context.Context, id int64) error {
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		t, err := gorm.G[APIToken](q, s.lock()...).Where("id = ?", id).Take(ctx)
		if err != nil || t.RevokedAt != nil {
			return models.Fault(err, "token")
		}
		if err := q.Exec("UPDATE api_tokens SET revoked_at = ? WHERE id = ?", s.Now(), id).Error; err != nil {
			return models.Fault(err, "token")
		}
		return s.Record(ctx, tx, models.AuditEntry{Deed: "token.revoked", Noun: "token", Subject: strconv.FormatInt(id, 10),
			Before: map[string]any{"name": t.Name, "role": t.Role}})
	})
}

// Bearer returns the user an API token acts for, with the lesser of the token's
// role and the one the user has now.
func (s *Store) Bearer(ctx context.Context, clear string) (User, error) {
	rows, err := gorm.G[tokenRow](s.db.Read(ctx)).Where("token_hash = ?", models.HashToken(clear)).Find(ctx)
	if err != nil {
		return User{}, models.Fault(err, "token")
	}
	if len(rows) == 0 || rows[0].RevokedAt != nil {
		return User{}, errToken
	}
	u, err := s.User(ctx, rows[0].UserID)
	if err != nil {
		return User{}, err
	}
	if u.DisabledAt != nil {
		return User{}, errToken
	}
	s.seeToken(ctx, rows[0].APIToken, s.Now())
	u.Role = lesser(u.Role, rows[0].Role)
	return u, nil
}

// seeToken writes down that a token is in use. Where that fails the token is
// still good: nothing is returned.
func (s *Store) seeToken(ctx context.Context, t APIToken, now time.Time) {
	if t.LastUsedAt != nil && now.Sub(*t.LastUsedAt) < seenEvery {
		return
	}
	_ = s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		return q.Exec("UPDATE api_tokens SET last_used_at = ? WHERE id = ?", now, t.ID).Error
	})
}
