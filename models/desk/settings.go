package desk

import (
	"context"
	"net/mail"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// Settings are the operator's choices that no visitor needs to read. One row.
type Settings struct {
	ID           int64
	MailFromName string // empty: as configured by VITRINE_MAIL_FROM
	MailFrom     string // empty: as configured
	ReplyTo      string // a mailbox people read; empty: none
	SecondPerson bool   // a postmortem needs the approval of somebody who did not write it
	Version      int64
	UpdatedAt    time.Time
}

// TableName implements gorm's naming: desk_settings.
func (Settings) TableName() string { return "desk_settings" }

// SettingsEdit changes what is given and leaves what is nil.
type SettingsEdit struct {
	MailFromName *string
	MailFrom     *string
	ReplyTo      *string
	SecondPerson *bool
	Version      int64 // the version that was read; 0: any
	Accept       []models.Acceptance
}

// Settings returns the settings; before the first change, the defaults.
func (s *Store) Settings(ctx context.Context) (Settings, error) {
	found, err := gorm.G[Settings](s.query(ctx)).Where("id = 1").First(ctx)
	if err = models.Fault(err, "settings"); models.KindOf(err) == models.NotFound {
		return Settings{ID: 1, SecondPerson: true, Version: 1}, nil
	}
	return found, err
}

// EditSettings changes the settings.
func (s *Store) EditSettings(ctx context.Context, e SettingsEdit) (after Settings, err error) {
	err = s.deed(ctx, func(s *Store) error {
		before, err := s.Settings(ctx)
		if err != nil {
			return err
		}
		if e.Version != 0 && e.Version != before.Version {
			return models.StaleEdit("settings page")
		}
		after = before
		if err := after.apply(e); err != nil {
			return err
		}
		if err := s.pass(ctx, before, after, e.Accept); err != nil {
			return err
		}
		after.Version, after.UpdatedAt = before.Version+1, s.Now()
		if err := s.writeSettings(ctx, &after, before.Version); err != nil {
			return err
		}
		return s.record(ctx, "desk.settings_edited", "desk", "settings", before, after)
	})
	return after, err
}

// pass sends the name that mails come from through the gate, when it is a new
// one: every subscriber reads it.
func (s *Store) pass(ctx context.Context, before, after Settings, accept []models.Acceptance) error {
	if s.Gate == nil || after.MailFromName == "" || after.MailFromName == before.MailFromName {
		return nil
	}
	return s.Gate.Check(ctx, s.tx, []models.Text{{Field: "mail_from_name", Body: after.MailFromName}}, accept)
}

// writeSettings writes the row, unless somebody saved another version than read.
func (s *Store) writeSettings(ctx context.Context, after *Settings, read int64) error {
	unchanged := clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Table: "desk_settings", Name: "version"}, Value: read}}}
	done := s.query(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true, Where: unchanged}).Create(after)
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit("settings page")
	}
	return models.Fault(done.Error, "settings")
}

func (s *Settings) apply(e SettingsEdit) error {
	bad := models.Complaints{}
	if e.MailFromName != nil {
		s.MailFromName = bad.Line("mail_from_name", *e.MailFromName, 0, 100)
	}
	if e.MailFrom != nil {
		s.MailFrom = mailbox(bad, "mail_from", *e.MailFrom)
	}
	if e.ReplyTo != nil {
		s.ReplyTo = mailbox(bad, "reply_to", *e.ReplyTo)
	}
	if e.SecondPerson != nil {
		s.SecondPerson = *e.SecondPerson
	}
	return bad.Err()
}

// mailbox checks an address that may be missing.
func mailbox(bad models.Complaints, field, text string) string {
	text = bad.Line(field, text, 0, 254)
	if text == "" {
		return ""
	}
	if a, err := mail.ParseAddress(text); err != nil || a.Address != text {
		bad.Add(field, "This is not an address. Write it like status@example.com.")
	}
	return text
}
