package audience

import (
	"context"
	"errors"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

const (
	subscriberComponents = `SELECT j.subscriber_id, c.public_id FROM subscriber_components j
		JOIN components c ON c.id = j.component_id WHERE j.subscriber_id IN (?) ORDER BY c.position, c.id`
	subscriberGroups = `SELECT j.subscriber_id, g.public_id FROM subscriber_groups j
		JOIN component_groups g ON g.id = j.group_id WHERE j.subscriber_id IN (?) ORDER BY g.position, g.id`
	subscriberIncidents = `SELECT f.subscriber_id, i.public_id, i.title, f.every_update, f.postmortem FROM subscriber_incidents f
		JOIN incidents i ON i.id = f.incident_id WHERE f.subscriber_id IN (?) ORDER BY i.id DESC`
)

// Subscribers lists subscribers, newest first.
func (s *Store) Subscribers(ctx context.Context, q SubscriberQuery) ([]Subscriber, error) {
	db := s.read(ctx).Order("id DESC").Limit(page(q.Limit, 100, 500))
	if q.State != "" {
		db = db.Where("state = ?", q.State)
	}
	if q.Channel != "" {
		db = db.Where("channel = ?", q.Channel)
	}
	if q.Search != "" {
		db = db.Where("email LIKE ? ESCAPE '!'", "%"+escaped(strings.ToLower(q.Search))+"%")
	}
	if q.Before != "" {
		db = db.Where("id < (SELECT id FROM subscribers WHERE public_id = ?)", q.Before)
	}
	var list []Subscriber
	if err := db.Find(&list).Error; err != nil {
		return nil, models.Fault(err, "subscriber")
	}
	return list, s.fill(s.read(ctx), list)
}

// escaped makes text stand for itself in a LIKE pattern that escapes with !.
func escaped(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// Subscriber returns one subscriber, with how their channel does.
func (s *Store) Subscriber(ctx context.Context, publicID string) (Subscriber, error) {
	return s.one(s.read(ctx), publicID)
}

// one is Subscriber on db, which may be a running transaction: what a deed
// answers with is read before its commit, after which nothing may fail.
func (s *Store) one(db *gorm.DB, publicID string) (Subscriber, error) {
	list := make([]Subscriber, 1)
	if err := db.Where("public_id = ?", publicID).First(&list[0]).Error; err != nil {
		return Subscriber{}, models.Fault(err, "subscriber")
	}
	if err := s.fill(db, list); err != nil || list[0].Channel == models.ByEmail {
		return list[0], err
	}
	e, err := endpointOf(db, publicID)
	list[0].Endpoint = &e
	return list[0], err
}

// fill adds the chosen components and groups, and the incidents that are followed.
func (s *Store) fill(db *gorm.DB, list []Subscriber) error {
	var all, some []int64
	place := map[int64]int{}
	for i, one := range list {
		place[one.ID], all = i, append(all, one.ID)
		if !one.AllComponents {
			some = append(some, one.ID)
		}
	}
	for query, into := range map[string]func(*Subscriber, string){
		subscriberComponents: func(one *Subscriber, id string) { one.ComponentIDs = append(one.ComponentIDs, id) },
		subscriberGroups:     func(one *Subscriber, id string) { one.GroupIDs = append(one.GroupIDs, id) },
	} {
		var rows []struct {
			SubscriberID int64
			PublicID     string
		}
		if err := db.Raw(query, some).Scan(&rows).Error; err != nil {
			return models.Fault(err, "subscriber")
		}
		for _, r := range rows {
			into(&list[place[r.SubscriberID]], r.PublicID)
		}
	}
	var follows []struct {
		SubscriberID int64
		Following    `gorm:"embedded"`
	}
	err := db.Raw(subscriberIncidents, all).Scan(&follows).Error
	for _, f := range follows {
		one := &list[place[f.SubscriberID]]
		one.Following = append(one.Following, f.Following)
	}
	return models.Fault(err, "subscriber")
}

// Counts counts the audience.
func (s *Store) Counts(ctx context.Context) (c Counts, err error) {
	var rows []struct {
		State State
		N     int64
	}
	if err := s.read(ctx).Raw("SELECT state, count(*) AS n FROM subscribers GROUP BY state").Scan(&rows).Error; err != nil {
		return c, models.Fault(err, "subscriber")
	}
	for _, r := range rows {
		switch r.State {
		case Pending:
			c.Pending = r.N
		case Active:
			c.Active = r.N
		case Left:
			c.Left = r.N
		}
	}
	suppressed, err := s.Suppressions(ctx)
	c.Suppressed = suppressed.Total()
	return c, err
}

// Add adds somebody whom staff vouch for, active at once and without a mail.
// Errors are Invalid, and Conflict for an address that is known, has left or
// must not be written to.
func (s *Store) Add(ctx context.Context, n NewSubscriber) (one Subscriber, err error) {
	if n, err = n.check(); err != nil {
		return one, err
	}
	id := models.NewID()
	e := models.AuditEntry{Deed: "subscriber.added", Noun: "subscriber", Subject: id, After: map[string]any{"consent": n.Consent}}
	err = s.deed(ctx, e, func(db *gorm.DB) error {
		if err := s.refuse(db, n.Email); err != nil {
			return err
		}
		if err := s.insert(db, id, n, "staff", s.Now()); err != nil {
			return err
		}
		one, err = s.one(db, id)
		return err
	})
	return one, err
}

// refuse says why an address cannot be added.
func (s *Store) refuse(db *gorm.DB, email string) error {
	banned, err := s.banned(db, email)
	if err != nil {
		return err
	}
	if banned {
		return models.Fail(models.Conflict, "This address was removed for good and must not be written to. Lift that first if the person asks for it.")
	}
	var state State
	if err := db.Raw("SELECT state FROM subscribers WHERE email = ?", email).Scan(&state).Error; err != nil {
		return models.Fault(err, "subscriber")
	}
	bounced, err := s.bounced(db, email)
	switch {
	case err != nil:
		return err
	case bounced && (state == "" || state == Left):
		return models.Fail(models.Conflict, "Mail to this address came back, or was called spam. Only the person can come back, by signing up again.")
	case state == "":
		return nil
	case state == Left:
		return models.Fail(models.Conflict, "This person has left. Only the person can come back, by signing up again.")
	default:
		return models.Fail(models.Conflict, "This address is on the list already.")
	}
}

// Remove erases a subscriber: the address, the choice and every row that names
// the person. Only a keyed hash of the address stays, so that no import brings
// the person back and nobody writes to the address again.
func (s *Store) Remove(ctx context.Context, publicID string) error {
	one, err := s.Subscriber(ctx, publicID)
	if err != nil {
		return err
	}
	e := models.AuditEntry{Deed: "subscriber.removed", Noun: "subscriber", Subject: publicID, Before: map[string]any{"state": one.State}}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		if one.Channel == models.ByEmail { // what else is removed staff may add again
			if err := db.Exec(insertSuppression, s.key.AddressMAC(one.Email), "removed", s.Now()).Error; err != nil {
				return models.Fault(err, "suppression")
			}
		}
		res := db.Exec("DELETE FROM subscribers WHERE id = ?", one.ID)
		if res.Error == nil && res.RowsAffected == 0 {
			return models.Fault(gorm.ErrRecordNotFound, "subscriber")
		}
		return models.Fault(res.Error, "subscriber")
	})
}

// Readmit lifts the ban on an address that Remove left behind, because the
// person asks for it. NotFound when there is none.
func (s *Store) Readmit(ctx context.Context, email string) error {
	email, err := models.Address(email)
	if err != nil {
		return err
	}
	e := models.AuditEntry{Deed: "suppression.lifted", Noun: "subscriber", Subject: s.key.AddressMAC(email)[:12]}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		res := db.Exec(liftSuppression, s.key.AddressMACs(email))
		if res.Error == nil && res.RowsAffected == 0 {
			return models.Fail(models.NotFound, "Nothing stops mail to this address.")
		}
		return models.Fault(res.Error, "suppression")
	})
}

// conflict reports whether err only says that a row is there already.
func conflict(err error) bool {
	e, ok := errors.AsType[*models.Error](err)
	return ok && e.Kind == models.Conflict
}
