package review

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm/clause"

	"vitrine/models"
	"vitrine/models/staff"
)

// Reminder is a row that says that a user was told of an action item at a stage.
// It is written with the mail that tells, so that nobody is told twice.
type Reminder struct {
	ActionID  int64  `gorm:"primaryKey;autoIncrement:false"`
	UserID    int64  `gorm:"primaryKey;autoIncrement:false"`
	Stage     string `gorm:"primaryKey"`
	MailID    int64
	CreatedAt time.Time
}

// TableName names the table of reminders.
func (Reminder) TableName() string { return "action_reminders" }

// Post queues mails to users inside the running transaction, and what sends them.
type Post interface {
	// QueueMail adds the mail of a kind for a user and a period unless there is
	// one, or an older one that has not left, and returns it.
	QueueMail(ctx context.Context, tx *models.Tx, userID int64, kind staff.MailKind, period string) (staff.Mail, bool, error)
	// MailChoices are what users want to be written about.
	MailChoices(ctx context.Context) (map[int64]staff.MailChoice, error)
}

// Then is told, inside the transaction, of the mails that were queued.
type Then func(tx *models.Tx, mailIDs []int64) error

// asked is an action item whose owner may be reminded of it.
type asked struct {
	ID, OwnerID int64
	DueOn       time.Time
}

// askingItems reads what is still to be done, has a user for an owner, and is due
// before a day.
const askingItems = `SELECT a.id, a.owner_id, a.due_on FROM action_items a JOIN users u ON u.id = a.owner_id AND u.disabled_at IS NULL
 WHERE ` + boardRank + ` = 0 AND %s < ? ORDER BY a.owner_id, a.due_on, a.id`

// givenReminders reads what users were told of action items, or are about to be:
// a mail that was refused, or was too old before a mail server took it, told
// nobody.
const givenReminders = `SELECT r.* FROM action_reminders r JOIN staff_mails m ON m.id = r.mail_id
 WHERE r.action_id IN ? AND m.state NOT IN ('failed', 'expired')`

// Remind queues one mail for each owner of action items that are due within three
// days, due today or overdue (weekly), from the morning of a working day on. An
// item is told of once at each stage: its row commits with the mail. A mail that
// came to nothing told nobody.
func (s *Store) Remind(ctx context.Context, post Post, then Then) error {
	choices, err := post.MailChoices(ctx)
	if err != nil {
		return err
	}
	rules, today, awake, err := s.morning(ctx)
	if err != nil || !awake || !rules.works(today) {
		return err
	}
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		s := s.In(tx)
		due, err := s.toRemind(ctx, today)
		if err != nil {
			return err
		}
		var queued []int64
		for user, rows := range due {
			if c, chose := choices[user]; chose && !c.Reminders {
				continue
			}
			m, fresh, err := post.QueueMail(ctx, tx, user, staff.ReminderMail, today.Format(time.DateOnly))
			if err != nil {
				return err
			}
			if m.State != staff.MailWaiting {
				continue // today's mail has left: the rest is told tomorrow
			}
			if err := s.noteReminders(ctx, m.ID, rows); err != nil {
				return err
			}
			if fresh {
				queued = append(queued, m.ID)
			}
		}
		return then(tx, queued)
	})
}

// noteReminders keeps which mail tells of action items. Who was to be told by one
// that came to nothing is told by this one.
func (s *Store) noteReminders(ctx context.Context, mailID int64, rows []Reminder) error {
	for n := range rows {
		rows[n].MailID, rows[n].CreatedAt = mailID, s.Now()
	}
	anew := clause.OnConflict{Columns: []clause.Column{{Name: "action_id"}, {Name: "user_id"}, {Name: "stage"}}, UpdateAll: true}
	return models.Fault(s.query(ctx).Clauses(anew).CreateInBatches(&rows, 200).Error, "reminder")
}

// morning is the site's day with its rules, and whether its people may be written
// to yet.
func (s *Store) morning(ctx context.Context) (rules Deadlines, today time.Time, awake bool, err error) {
	rules, err = s.Deadlines(ctx)
	now := s.Now()
	if rules.zone != nil {
		now = now.In(rules.zone)
	}
	return rules, rules.day(now), now.Hour() >= Morning, err
}

// toRemind are the reminders that were not given yet, by user.
func (s *Store) toRemind(ctx context.Context, today time.Time) (map[int64][]Reminder, error) {
	var items []asked
	query := fmt.Sprintf(askingItems, s.dueKey())
	if err := s.query(ctx).Raw(query, today.AddDate(0, 0, remindAhead+1)).Scan(&items).Error; err != nil {
		return nil, models.Fault(err, "action item")
	}
	told := map[string]bool{}
	for some := range slices.Chunk(items, 500) {
		var ids []int64
		for _, i := range some {
			ids = append(ids, i.ID)
		}
		var rs []Reminder
		if err := s.query(ctx).Raw(givenReminders, ids).Scan(&rs).Error; err != nil {
			return nil, models.Fault(err, "reminder")
		}
		for _, r := range rs {
			told[r.key()] = true
		}
	}
	due := map[int64][]Reminder{}
	for _, i := range items {
		r := Reminder{ActionID: i.ID, UserID: i.OwnerID, Stage: stage(i.DueOn, today)}
		if r.Stage != "" && !told[r.key()] {
			due[i.OwnerID] = append(due[i.OwnerID], r)
		}
	}
	return due, nil
}

func (r Reminder) key() string {
	return strconv.FormatInt(r.ActionID, 10) + " " + strconv.FormatInt(r.UserID, 10) + " " + r.Stage
}

// RemindedOf are the action items that a mail tells of, those that are still to
// be done, the most pressing first.
func (s *Store) RemindedOf(ctx context.Context, mailID int64) ([]BoardItem, error) {
	rules, err := s.Deadlines(ctx)
	if err != nil {
		return nil, err
	}
	var items []BoardItem
	query := boardRows + " WHERE " + boardRank + ` = 0 AND a.due_on IS NOT NULL
 AND EXISTS (SELECT 1 FROM action_reminders m WHERE m.action_id = a.id AND m.mail_id = ? AND a.owner_id = m.user_id) ORDER BY a.due_on, a.id`
	if err := s.query(ctx).Raw(query, mailID).Scan(&items).Error; err != nil {
		return nil, models.Fault(err, "action item")
	}
	for n := range items {
		items[n].Overdue = items[n].late(rules.day(s.Now()))
	}
	return items, nil
}

// Today is the site's day, as midnight UTC.
func (s *Store) Today(ctx context.Context) (time.Time, error) {
	rules, err := s.Deadlines(ctx)
	return rules.day(s.Now()), err
}

// Nag queues, once a working day, a kind mail for everybody who answers for a
// review or a postmortem that is due today or overdue. What nobody answers for
// goes to the admins.
func (s *Store) Nag(ctx context.Context, post Post, then Then) error {
	return s.write(ctx, post, then, staff.NagMail, func(rules Deadlines, today time.Time) (string, []int64, error) {
		if !rules.works(today) {
			return "", nil, nil
		}
		who, err := s.answerFor(ctx, today)
		return today.Format(time.DateOnly), who, err
	})
}

// SendAgenda queues, on the first working day of a week, the agenda for everybody
// who asked for it.
func (s *Store) SendAgenda(ctx context.Context, post Post, then Then) error {
	return s.write(ctx, post, then, staff.AgendaMail, func(rules Deadlines, today time.Time) (string, []int64, error) {
		year, week := today.ISOWeek()
		if !rules.works(today) {
			return "", nil, nil
		}
		var ids []int64
		err := s.db.Read(ctx).Raw("SELECT c.user_id FROM staff_mail_choices c JOIN users u ON u.id = c.user_id WHERE c.agenda AND u.disabled_at IS NULL ORDER BY c.user_id").Scan(&ids).Error
		return fmt.Sprintf("%d-W%02d", year, week), ids, models.Fault(err, "mail choice")
	})
}

// write queues a mail of a kind for the users that who names, who did not mute it.
func (s *Store) write(ctx context.Context, post Post, then Then, kind staff.MailKind, who func(Deadlines, time.Time) (string, []int64, error)) error {
	rules, today, awake, err := s.morning(ctx)
	if err != nil || !awake {
		return err
	}
	period, users, err := who(rules, today)
	if err != nil || len(users) == 0 {
		return err
	}
	choices, err := post.MailChoices(ctx)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		var queued []int64
		for _, user := range users {
			if c, chose := choices[user]; chose && !c.Wants(kind) {
				continue
			}
			m, fresh, err := post.QueueMail(ctx, tx, user, kind, period)
			if err != nil {
				return err
			}
			if fresh {
				queued = append(queued, m.ID)
			}
		}
		return then(tx, queued)
	})
}

// answerFor are the users who answer for something that is due.
func (s *Store) answerFor(ctx context.Context, today time.Time) ([]int64, error) {
	dues, err := s.Due(ctx)
	var ids []int64
	for _, d := range dues {
		if !d.Day.After(today) {
			ids = append(ids, d.Users...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// DueFor lists what is due until today and a user answers for.
func (s *Store) DueFor(ctx context.Context, userID int64) ([]Due, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return nil, err
	}
	dues, err := s.Due(ctx)
	return Pressing(dues, userID, today), err
}
