package audience

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

const (
	insertSubscriber = `INSERT INTO subscribers (public_id, email, state, manage_hash, manage_sealed, leave_hash, source, consent,
		requested_at, confirmed_at, created_at, updated_at) VALUES (?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	keepChoice = `UPDATE subscribers SET all_components = ?, wants_incidents = ?, wants_maintenance = ?, wants_postmortems = ?, wants_countermeasures = ?,
		least_impact = ?, digest = ?, quiet_from = ?, quiet_until = ?, zone = ?, language = ?, is_list = (? AND channel = 'email'), updated_at = ? WHERE public_id = ?`
	insertChosen = `INSERT INTO subscriber_components (subscriber_id, component_id)
		SELECT s.id, c.id FROM subscribers s, components c WHERE s.public_id = ? AND c.public_id IN (?)`
	insertGroups = `INSERT INTO subscriber_groups (subscriber_id, group_id)
		SELECT s.id, g.id FROM subscribers s, component_groups g WHERE s.public_id = ? AND g.public_id IN (?)`
)

// insert writes an active subscriber with everything its mails need.
func (s *Store) insert(db *gorm.DB, publicID string, n NewSubscriber, source string, confirmed time.Time) error {
	manage := models.NewToken()
	now := s.Now()
	err := db.Exec(insertSubscriber, publicID, n.Email, models.HashToken(manage), s.key.Seal("manage", manage), models.HashToken(s.key.Derive("leave", publicID)),
		source, n.Consent, confirmed, confirmed, now, now).Error
	if err != nil {
		return models.Fault(err, "subscriber")
	}
	return s.choose(db, publicID, n.Choice)
}

// choose writes what a subscriber wants to hear about.
func (s *Store) choose(db *gorm.DB, publicID string, c Choice) error {
	err := errors.Join(
		db.Exec(keepChoice, c.AllComponents, c.Incidents, c.Maintenance, c.Postmortems, c.Countermeasures,
			c.Least(), c.Digest, c.Quiet.From, c.Quiet.Until, c.Zone, c.Language, c.List, s.Now(), publicID).Error,
		db.Exec("DELETE FROM subscriber_components WHERE subscriber_id = (SELECT id FROM subscribers WHERE public_id = ?)", publicID).Error,
		db.Exec("DELETE FROM subscriber_groups WHERE subscriber_id = (SELECT id FROM subscribers WHERE public_id = ?)", publicID).Error,
	)
	if err != nil || c.AllComponents {
		return models.Fault(err, "subscriber")
	}
	components, groups := db.Exec(insertChosen, publicID, c.ComponentIDs), db.Exec(insertGroups, publicID, c.GroupIDs)
	if err := errors.Join(components.Error, groups.Error); err != nil {
		return models.Fault(err, "subscriber")
	}
	if components.RowsAffected+groups.RowsAffected == 0 {
		return models.Fail(models.Invalid, "None of the chosen services exists.")
	}
	return nil
}

// Choose changes what a subscriber hears about, on the person's word. Errors are
// Invalid, NotFound, and Conflict for somebody who is not written to.
func (s *Store) Choose(ctx context.Context, publicID string, c Choice) (one Subscriber, err error) {
	if err := c.Check(); err != nil {
		return one, err
	}
	e := models.AuditEntry{Deed: "subscriber.changed", Noun: "subscriber", Subject: publicID, After: map[string]any{"list": c.List}}
	err = s.deed(ctx, e, func(db *gorm.DB) error {
		var state State
		if err := db.Raw("SELECT state FROM subscribers WHERE public_id = ?", publicID).Scan(&state).Error; err != nil {
			return models.Fault(err, "subscriber")
		}
		switch state {
		case Active:
			if err := s.choose(db, publicID, c); err != nil {
				return err
			}
			one, err = s.one(db, publicID)
			return err
		case "":
			return models.Fault(gorm.ErrRecordNotFound, "subscriber")
		}
		return models.Fail(models.Conflict, "This person has not confirmed or has left. Only the person can choose now, by signing up.")
	})
	return one, err
}
