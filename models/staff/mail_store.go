package staff

import (
	"context"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// handingOver is how long one attempt may take before its worker is taken for
// dead. It must be longer than two SMTP conversations and a greeting.
const handingOver = 90 * time.Second

// maxDoubts is how often a mail is handed over whose answer was lost.
const maxDoubts = 4

// cutOff says why a mail is handed over once more, with the same Message-ID.
const cutOff = "The program stopped while this mail was being handed over."

// MailChoice returns what a user wants to be written about.
func (s *Store) MailChoice(ctx context.Context, userID int64) (MailChoice, error) {
	cs, err := gorm.G[MailChoice](s.db.Read(ctx)).Where("user_id = ?", userID).Find(ctx)
	if err != nil || len(cs) > 0 {
		return append(cs, MailChoice{})[0], models.Fault(err, "mail choice")
	}
	return MailChoice{UserID: userID, Reminders: true, Nags: true, Asks: true}, nil
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
		before, err := gorm.G[MailChoice](q).Where("user_id = ?", c.UserID).Find(ctx)
		if err != nil {
			return models.Fault(err, "mail choice")
		}
		c.UpdatedAt = s.Now()
		switch {
		case !c.Texts:
			c.TextsSince = nil
		case len(before) > 0 && before[0].Texts:
			c.TextsSince = before[0].TextsSince
		default:
			c.TextsSince = &c.UpdatedAt
		}
		if err := q.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "user_id"}}, UpdateAll: true}).Create(&c).Error; err != nil {
			return models.Fault(err, "mail choice")
		}
		return s.Record(ctx, tx, models.AuditEntry{Deed: "user.mail_chosen", Noun: "user", Subject: strconv.FormatInt(c.UserID, 10),
			After: map[string]any{"reminders": c.Reminders, "nags": c.Nags, "agenda": c.Agenda, "asks": c.Asks, "texts": c.Texts}})
	})
}

// QueueMail adds, in the running transaction, the mail of a kind for a user and a
// period, unless there is one, or an older one that has certainly not left: then
// that one is made the mail of this period and says it all. It returns the mail as
// it stands and whether it is new.
// Nobody takes it meanwhile, so what it is to tell may be added.
func (s *Store) QueueMail(ctx context.Context, tx *models.Tx, userID int64, kind MailKind, period string) (m Mail, fresh bool, err error) {
	q, now := tx.DB().WithContext(ctx), s.Now()
	older, err := gorm.G[Mail](q, s.lock()...).Where("user_id = ? AND kind = ? AND state = ?", userID, kind, MailWaiting).Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return m, false, models.Fault(err, "mail")
	}
	if len(older) > 0 && kind != TextMail { // each text is a mail of its own
		m = older[0]
		if m.Period == period || kind == ReminderMail || kind == AskMail { // what these tell is kept with them
			return m, false, nil
		}
		m.Period, m.CreatedAt = period, now
		return m, false, models.Fault(q.Model(&Mail{}).Where("id = ?", m.ID).Updates(map[string]any{"period": m.Period, "created_at": m.CreatedAt}).Error, "mail")
	}
	m = Mail{UserID: userID, Kind: kind, Period: period, State: MailWaiting, NextTryAt: now, CreatedAt: now}
	done := q.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "user_id"}, {Name: "kind"}, {Name: "period"}}, DoNothing: true}).Create(&m)
	if done.Error != nil || done.RowsAffected > 0 {
		return m, true, models.Fault(done.Error, "mail")
	}
	m, err = gorm.G[Mail](q, s.lock()...).Where("user_id = ? AND kind = ? AND period = ?", userID, kind, period).Take(ctx)
	return m, false, models.Fault(err, "mail")
}

// ClaimMail takes a mail that is due to hand it over, with the user it is for;
// nil when it is not to be sent (any more). One whose answer was lost is taken
// again: its Message-ID says that it is the same.
func (s *Store) ClaimMail(ctx context.Context, id int64) (claimed *Mail, u User, err error) {
	err = s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		m, err := gorm.G[Mail](q, s.lock()...).Where("id = ?", id).Take(ctx)
		if err != nil {
			return models.Fault(err, "mail")
		}
		now := s.Now()
		if m.DoneAt != nil || m.State == MailHanding || m.NextTryAt.After(now) {
			return nil
		}
		if u, err = s.user(ctx, q, m.UserID); err != nil {
			return err
		}
		if u.DisabledAt != nil {
			return models.Fault(q.Model(&Mail{}).Where("id = ?", id).Updates(map[string]any{"state": MailExpired, "done_at": now}).Error, "mail")
		}
		m.State, m.Attempts, m.NextTryAt = MailHanding, m.Attempts+1, now.Add(handingOver)
		claimed = &m
		return models.Fault(q.Model(&Mail{}).Where("id = ?", id).
			Updates(map[string]any{"state": m.State, "attempts": m.Attempts, "next_try_at": m.NextTryAt}).Error, "mail")
	})
	return claimed, u, err
}

// SettleMail records what became of a claimed mail: a final state, or, for
// MailWaiting and MailUncertain, when it is tried next. A mail whose answer was
// lost too often is done. One that somebody else took meanwhile stays theirs.
func (s *Store) SettleMail(ctx context.Context, m Mail, state MailState, detail string, next *time.Time) error {
	if state == MailUncertain {
		m.Doubts++
	}
	if m.Doubts > 0 && state != MailSent && state != MailFailed {
		state = MailUncertain
	}
	set := map[string]any{"state": state, "last_error": detail, "doubts": m.Doubts}
	if next != nil && m.Doubts < maxDoubts {
		set["next_try_at"] = *next
	} else {
		set["done_at"] = s.Now()
	}
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		return models.Fault(q.Model(&Mail{}).Where("id = ? AND state = ? AND attempts = ?", m.ID, MailHanding, m.Attempts).Updates(set).Error, "mail")
	})
}

// RecoverMails takes up the mails that were being handed over when the only
// process there is stopped. It must not be called while another one sends.
func (s *Store) RecoverMails(ctx context.Context) error {
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error { return s.abandoned(q, "state = ?", MailHanding) })
}

// abandoned puts mails whose worker is gone back among those to be handed over,
// or gives up on them.
func (s *Store) abandoned(q *gorm.DB, which string, args ...any) error {
	now := s.Now()
	err := q.Model(&Mail{}).Where(which, args...).Updates(map[string]any{"state": MailUncertain, "next_try_at": now, "last_error": cutOff, "doubts": gorm.Expr("doubts + 1")}).Error
	if err == nil {
		err = q.Model(&Mail{}).Where("state = ? AND done_at IS NULL AND doubts >= ?", MailUncertain, maxDoubts).Update("done_at", now).Error
	}
	return models.Fault(err, "mail")
}

// TidyMails takes up the mails whose worker is gone, and lets those expire that
// waited too long for a mail server.
func (s *Store) TidyMails(ctx context.Context) error {
	now := s.Now()
	const old = "done_at IS NULL AND state <> 'sending' AND (kind = 'agenda' AND created_at < ? OR kind = 'text' AND created_at < ? OR kind NOT IN ('agenda', 'text') AND created_at < ?)"
	ages := []any{now.Add(-AgendaMail.life()), now.Add(-TextMail.life()), now.Add(-ReminderMail.life())}
	var some []int64
	err := s.db.Read(ctx).Raw("SELECT id FROM staff_mails WHERE "+old+" OR state = 'sending' AND next_try_at <= ? LIMIT 1", append(ages, now)...).Scan(&some).Error
	if err != nil || len(some) == 0 {
		return models.Fault(err, "mail")
	}
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		if err := s.abandoned(q, "state = ? AND next_try_at <= ?", MailHanding, now); err != nil {
			return err
		}
		set := map[string]any{"state": gorm.Expr("CASE WHEN doubts > 0 THEN 'unknown' ELSE 'expired' END"), "done_at": now}
		return models.Fault(q.Model(&Mail{}).Where(old, ages...).Updates(set).Error, "mail")
	})
}

// MailsDue lists the mails that are to be handed over now.
func (s *Store) MailsDue(ctx context.Context) (ids []int64, err error) {
	err = s.db.Read(ctx).Raw("SELECT id FROM staff_mails WHERE done_at IS NULL AND state <> 'sending' AND next_try_at <= ? ORDER BY id LIMIT 500", s.Now()).Scan(&ids).Error
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
		find = find.Where("done_at IS NULL")
	}
	ms, err := find.Find(ctx)
	return ms, models.Fault(err, "mail")
}
