package staff

import (
	"context"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// mailLife is how long a mail to a user is tried. What it says is said anew by
// the next one.
const mailLife = 48 * time.Hour

// handingOver is how long one attempt may take before its worker is taken for
// dead.
const handingOver = 10 * time.Minute

// MailChoice returns what a user wants to be written about.
func (s *Store) MailChoice(ctx context.Context, userID int64) (MailChoice, error) {
	cs, err := gorm.G[MailChoice](s.db.Read(ctx)).Where("user_id = ?", userID).Find(ctx)
	if err != nil || len(cs) > 0 {
		return append(cs, MailChoice{})[0], models.Fault(err, "mail choice")
	}
	return MailChoice{UserID: userID, Reminders: true, Nags: true}, nil
}

// MailChoices returns the choices of everybody who made one, by user.
func (s *Store) MailChoices(ctx context.Context) (map[int64]MailChoice, error) {
	cs, err := gorm.G[MailChoice](s.db.Read(ctx)).Find(ctx)
	byUser := map[int64]MailChoice{}
	for _, c := range cs {
		byUser[c.UserID] = c
	}
	return byUser, models.Fault(err, "mail choice")
}

// ChooseMail keeps what a user wants to be written about.
func (s *Store) ChooseMail(ctx context.Context, c MailChoice) error {
	return s.deed(ctx, func(tx *models.Tx, q *gorm.DB) error {
		if _, err := s.user(ctx, q, c.UserID); err != nil {
			return err
		}
		c.UpdatedAt = s.Now()
		if err := q.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "user_id"}}, UpdateAll: true}).Create(&c).Error; err != nil {
			return models.Fault(err, "mail choice")
		}
		return s.Record(ctx, tx, models.AuditEntry{Deed: "user.mail_chosen", Noun: "user", Subject: strconv.FormatInt(c.UserID, 10),
			After: map[string]any{"reminders": c.Reminders, "nags": c.Nags, "agenda": c.Agenda}})
	})
}

// QueueMail adds, in the running transaction, the mail of a kind for a user and a
// period, unless there is one. It returns the mail as it stands and whether it is
// new.
func (s *Store) QueueMail(ctx context.Context, tx *models.Tx, userID int64, kind MailKind, period string) (m Mail, fresh bool, err error) {
	q, now := tx.DB().WithContext(ctx), s.Now()
	m = Mail{UserID: userID, Kind: kind, Period: period, State: MailWaiting, NextTryAt: now, CreatedAt: now}
	done := q.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "user_id"}, {Name: "kind"}, {Name: "period"}}, DoNothing: true}).Create(&m)
	if done.Error != nil || done.RowsAffected > 0 {
		return m, true, models.Fault(done.Error, "mail")
	}
	m, err = gorm.G[Mail](q).Where("user_id = ? AND kind = ? AND period = ?", userID, kind, period).Take(ctx)
	return m, false, models.Fault(err, "mail")
}

// ClaimMail takes a mail that is due to hand it over, with the user it is for;
// nil when it is not to be sent (any more). A mail that was being handed over
// when the program stopped is not sent again: perhaps it arrived, and the next
// one says the same.
func (s *Store) ClaimMail(ctx context.Context, id int64) (claimed *Mail, u User, err error) {
	err = s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		m, err := gorm.G[Mail](q, s.lock()...).Where("id = ?", id).Take(ctx)
		if err != nil {
			return models.Fault(err, "mail")
		}
		now := s.Now()
		if m.State != MailWaiting || m.NextTryAt.After(now) {
			return nil
		}
		if u, err = s.user(ctx, q, m.UserID); err != nil {
			return err
		}
		if u.DisabledAt != nil || now.Sub(m.CreatedAt) > mailLife {
			return s.settleMail(q, id, MailExpired, "", nil)
		}
		m.State, m.Attempts, m.NextTryAt = MailHanding, m.Attempts+1, now.Add(handingOver)
		claimed = &m
		return models.Fault(q.Model(&Mail{}).Where("id = ?", id).
			Updates(map[string]any{"state": m.State, "attempts": m.Attempts, "next_try_at": m.NextTryAt}).Error, "mail")
	})
	return claimed, u, err
}

// SettleMail records what became of a claimed mail: a final state, or
// MailWaiting with the time of the next try.
func (s *Store) SettleMail(ctx context.Context, id int64, state MailState, detail string, next *time.Time) error {
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error { return s.settleMail(q, id, state, detail, next) })
}

func (s *Store) settleMail(q *gorm.DB, id int64, state MailState, detail string, next *time.Time) error {
	set := map[string]any{"state": state, "last_error": detail}
	if next != nil {
		set["next_try_at"] = *next
	} else {
		set["done_at"] = s.Now()
	}
	return models.Fault(q.Model(&Mail{}).Where("id = ?", id).Updates(set).Error, "mail")
}

// MailsDue lists the mails that are to be handed over now, and settles those
// whose worker is gone.
func (s *Store) MailsDue(ctx context.Context) (ids []int64, err error) {
	now := s.Now()
	err = s.db.Read(ctx).Raw("SELECT id FROM staff_mails WHERE state IN ('pending', 'sending') AND next_try_at <= ? ORDER BY id LIMIT 500", now).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return nil, models.Fault(err, "mail")
	}
	err = s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		return q.Model(&Mail{}).Where("state = ? AND next_try_at <= ?", MailHanding, now).Updates(map[string]any{"state": MailUncertain, "done_at": now,
			"last_error": "The program stopped while this mail was being handed over."}).Error
	})
	return ids, models.Fault(err, "mail")
}

// Mail returns one mail to a user, with the user.
func (s *Store) Mail(ctx context.Context, id int64) (m Mail, u User, err error) {
	if m, err = gorm.G[Mail](s.db.Read(ctx)).Where("id = ?", id).Take(ctx); err != nil {
		return m, u, models.Fault(err, "mail")
	}
	u, err = s.User(ctx, m.UserID)
	return m, u, err
}

// Mails lists the newest mails to users: those that wait when waiting, or else
// all of them.
func (s *Store) Mails(ctx context.Context, waiting bool, limit int) ([]Mail, error) {
	find := gorm.G[Mail](s.db.Read(ctx)).Order("id DESC").Limit(limit)
	if waiting {
		find = find.Where("state IN ('pending', 'sending')")
	}
	ms, err := find.Find(ctx)
	return ms, models.Fault(err, "mail")
}
