package staff

import (
	"context"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

var (
	errWrong    = models.Fail(models.Unknown, "The email or the password is not right.")
	errStranger = models.Fail(models.Unknown, "Please sign in.")
)

// SignIn starts a session and returns its token. Unknown, disabled and mistaken
// people all get the same answer after the same time; repeated failures are
// slowed down with TooMany.
func (s *Store) SignIn(ctx context.Context, c Credentials) (token string, u User, err error) {
	if err := s.charge(ctx, c.Email, c.Address); err != nil {
		return "", User{}, err
	}
	as, err := gorm.G[account](s.db.Read(ctx)).Where("email = ? AND disabled_at IS NULL", fold(c.Email)).Find(ctx)
	if err != nil {
		return "", User{}, models.Fault(err, "user")
	}
	var a account
	if len(as) > 0 {
		a = as[0]
	}
	same, err := s.matches(ctx, c.Password, a.PasswordHash)
	if err != nil {
		return "", User{}, err
	}
	if !same {
		return "", User{}, s.refuse(ctx, a, c)
	}
	token = models.NewToken()
	err = s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		return s.startSession(ctx, tx, q, a, c, token)
	})
	if err != nil {
		return "", User{}, err
	}
	return token, a.User, nil
}

// refuse answers a failed sign-in. The trail notes every one, with the account
// where there is one: were it written for accounts alone, the time that takes
// would tell who has one. What a stranger typed is not kept.
func (s *Store) refuse(ctx context.Context, a account, c Credentials) error {
	subject := ""
	if a.ID != 0 {
		subject = strconv.FormatInt(a.ID, 10)
	}
	by := models.By(ctx, models.Actor{Name: "sign-in", From: c.Address})
	err := s.deed(ctx, func(tx *models.Tx, _ *gorm.DB) error {
		return s.Record(by, tx, models.AuditEntry{Deed: "user.sign_in_failed", Noun: "user", Subject: subject})
	})
	if err != nil {
		return err
	}
	return errWrong
}

func (s *Store) startSession(ctx context.Context, tx *models.Tx, q *gorm.DB, a account, c Credentials, token string) error {
	now := s.Now()
	// The account may have been disabled or given a new password meanwhile.
	fresh, err := gorm.G[account](q, s.lock()...).Where("id = ?", a.ID).Take(ctx)
	if err != nil {
		return models.Fault(err, "user")
	}
	if fresh.DisabledAt != nil || fresh.PasswordHash != a.PasswordHash {
		return errWrong
	}
	if err := s.acquit(q, c.Email, c.Address); err != nil {
		return err
	}
	row := sessionRow{TokenHash: models.HashToken(token), UserID: a.ID, OpenSession: OpenSession{Address: c.Address,
		Agent: clip(c.Agent, 200), CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(SessionLimit)}}
	if err := gorm.G[sessionRow](q).Create(ctx, &row); err != nil {
		return models.Fault(err, "session")
	}
	if err := q.Exec("UPDATE users SET last_seen_at = ? WHERE id = ?", now, a.ID).Error; err != nil {
		return models.Fault(err, "user")
	}
	if err := tidy(q, now); err != nil {
		return err
	}
	by := models.By(ctx, a.Actor(c.Address))
	return s.Record(by, tx, models.AuditEntry{Deed: "user.signed_in", Noun: "user", Subject: strconv.FormatInt(a.ID, 10)})
}

// tidy forgets sessions and failures that are long over.
func tidy(q *gorm.DB, now time.Time) error {
	if err := q.Exec("DELETE FROM sessions WHERE expires_at < ?", now).Error; err != nil {
		return models.Fault(err, "session")
	}
	return models.Fault(q.Exec("DELETE FROM sign_in_attempts WHERE updated_at < ?", now.Add(-2*forget)).Error, "sign-in")
}

// Session returns who holds a session token, Unknown when nobody does any more.
func (s *Store) Session(ctx context.Context, token string) (Session, error) {
	hash := models.HashToken(token)
	rows, err := gorm.G[sessionRow](s.db.Read(ctx)).Where("token_hash = ?", hash).Find(ctx)
	if err != nil {
		return Session{}, models.Fault(err, "session")
	}
	now := s.Now()
	if len(rows) == 0 || !rows[0].alive(now) {
		return Session{}, errStranger
	}
	u, err := s.User(ctx, rows[0].UserID)
	if models.KindOf(err) == models.NotFound || u.DisabledAt != nil {
		return Session{}, errStranger
	}
	if err != nil {
		return Session{}, err
	}
	s.see(ctx, rows[0], now)
	return Session{User: u, ID: rows[0].ID, CSRF: s.key.Derive("csrf", hash)}, nil
}

// see writes down that a session is in use. Where that fails, with the disk full
// for example, the session is still good: nothing is returned.
func (s *Store) see(ctx context.Context, r sessionRow, now time.Time) {
	if now.Sub(r.LastSeenAt) < seenEvery {
		return
	}
	_ = s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		// The user first, as everybody does who ends sessions.
		if err := q.Exec("UPDATE users SET last_seen_at = ? WHERE id = ?", now, r.UserID).Error; err != nil {
			return err
		}
		return q.Exec("UPDATE sessions SET last_seen_at = ? WHERE id = ?", now, r.ID).Error
	})
}

// SignOut ends the session of a token; an unknown one is no error.
func (s *Store) SignOut(ctx context.Context, token string) error {
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		_, err := gorm.G[sessionRow](q).Where("token_hash = ?", models.HashToken(token)).Delete(ctx)
		return models.Fault(err, "session")
	})
}

// Sessions returns a user's living sessions, the latest in use first.
func (s *Store) Sessions(ctx context.Context, userID int64) ([]OpenSession, error) {
	rows, err := gorm.G[sessionRow](s.db.Read(ctx)).Where("user_id = ?", userID).Order("last_seen_at DESC, id DESC").Find(ctx)
	var open []OpenSession
	for _, r := range rows {
		if r.alive(s.Now()) {
			open = append(open, r.OpenSession)
		}
	}
	return open, models.Fault(err, "session")
}

// EndSession ends one session of a user.
func (s *Store) EndSession(ctx context.Context, userID, sessionID int64) error {
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		n, err := gorm.G[sessionRow](q).Where("id = ? AND user_id = ?", sessionID, userID).Delete(ctx)
		if err != nil || n == 0 {
			return models.Fault(err, "session")
		}
		return s.Record(ctx, tx, models.AuditEntry{Deed: "user.session_ended", Noun: "user", Subject: strconv.FormatInt(userID, 10)})
	})
}

// EndSessions ends every session of a user.
func (s *Store) EndSessions(ctx context.Context, userID int64) error {
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		if err := endSessions(q, userID); err != nil {
			return err
		}
		return s.Record(ctx, tx, models.AuditEntry{Deed: "user.sessions_ended", Noun: "user", Subject: strconv.FormatInt(userID, 10)})
	})
}

func endSessions(q *gorm.DB, userID int64) error {
	return models.Fault(q.Exec("DELETE FROM sessions WHERE user_id = ?", userID).Error, "session")
}

// clip cuts text to n bytes of valid UTF-8 without control characters.
func clip(text string, n int) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return -1
		}
		return r
	}, text)
	return strings.ToValidUTF8(text[:min(n, len(text))], "")
}

// SessionsAlive counts the sessions that are good now.
func (s *Store) SessionsAlive(ctx context.Context) (n int64, err error) {
	now := s.Now()
	err = s.db.Read(ctx).Raw("SELECT count(*) FROM sessions WHERE expires_at > ? AND last_seen_at > ?", now, now.Add(-IdleLimit)).Scan(&n).Error
	return n, models.Fault(err, "session")
}
