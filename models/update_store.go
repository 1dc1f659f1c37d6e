package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// batch is how many ids one question names: both databases limit it.
const batch = 1_000

// updates returns the updates of the given parents ("incident_id",
// "maintenance_id"), or of every one, newest first, with their components.
func (s *Site) updates(ctx context.Context, parent string, ids []int64, all bool) ([]Update, error) {
	var us []Update
	if all {
		found, err := gorm.G[Update](s.query(ctx)).Where(parent + " IS NOT NULL").Find(ctx)
		if err != nil {
			return nil, Fault(err, "update")
		}
		us = found
	}
	for some := range slices.Chunk(ids, batch) {
		found, err := gorm.G[Update](s.query(ctx)).Where(parent+" IN ?", some).Find(ctx)
		if err != nil {
			return nil, Fault(err, "update")
		}
		us = append(us, found...)
	}
	slices.SortFunc(us, func(a, b Update) int {
		if c := b.DisplayAt.Compare(a.DisplayAt); c != 0 {
			return c
		}
		return int(b.ID - a.ID)
	})
	return us, s.fillUpdates(ctx, us, all)
}

// fillUpdates puts in place what the updates said about components.
func (s *Site) fillUpdates(ctx context.Context, us []Update, all bool) error {
	at := make(map[int64]*Update, len(us))
	ids := make([]int64, 0, len(us))
	for n := range us {
		at[us[n].ID] = &us[n]
		ids = append(ids, us[n].ID)
	}
	put := func(rows []UpdateComponent, err error) error {
		for _, c := range rows {
			if u := at[c.UpdateID]; u != nil {
				u.Components = append(u.Components, c)
			}
		}
		return Fault(err, "update")
	}
	find := gorm.G[UpdateComponent](s.query(ctx)).Order("update_id, component_id")
	if all {
		return put(find.Find(ctx))
	}
	for some := range slices.Chunk(ids, batch) {
		if err := put(gorm.G[UpdateComponent](s.query(ctx)).Where("update_id IN ?", some).Order("update_id, component_id").Find(ctx)); err != nil {
			return err
		}
	}
	return nil
}

// Update returns the update with a public id, of an incident or a maintenance.
func (s *Site) Update(ctx context.Context, publicID string) (Update, error) {
	u, err := gorm.G[Update](s.query(ctx)).Where("public_id = ?", publicID).Take(ctx)
	if err != nil {
		return Update{}, Fault(err, "update")
	}
	us := []Update{u}
	if err := s.fillUpdates(ctx, us, false); err != nil {
		return Update{}, err
	}
	list, err := gorm.G[Translation](s.query(ctx)).Where("update_id = ?", u.ID).Order("language").Find(ctx)
	spread(list, func(Translation) (string, *[]Translation, []Update) { return "", nil, us })
	return us[0], Fault(err, "translation")
}

// UpdateByID returns the update with a row id, for jobs.
func (s *Site) UpdateByID(ctx context.Context, id int64) (Update, error) {
	u, err := gorm.G[Update](s.query(ctx)).Where("id = ?", id).Take(ctx)
	if err != nil {
		return Update{}, Fault(err, "update")
	}
	return s.Update(ctx, u.PublicID)
}

// addUpdate writes an update with its components and what it says in other
// languages, and the job that tells subscribers.
func (s *Store) addUpdate(ctx context.Context, u *Update, ts touches, in []NewTranslation) error {
	if err := s.inOwn(ctx, &u.Language); err != nil {
		return err
	}
	if err := gorm.G[Update](s.query(ctx)).Create(ctx, u); err != nil {
		return Fault(err, "update")
	}
	u.Components = ts.rows()
	for n := range u.Components {
		u.Components[n].UpdateID = u.ID
	}
	if len(u.Components) > 0 {
		if err := gorm.G[UpdateComponent](s.query(ctx)).CreateInBatches(ctx, &u.Components, batch); err != nil {
			return Fault(err, "update")
		}
	}
	if err := s.addTranslations(ctx, u, in); err != nil || !u.Notify {
		return err
	}
	return s.enqueue(ctx, UpdatePublished{u.ID})
}

// PostUpdate makes one more word about an incident public. The components it
// names take their new statuses; the others that the incident touched are listed
// with the status they have.
func (s *Store) PostUpdate(ctx context.Context, incidentID string, n NewUpdate) (u Update, err error) {
	err = s.deed(ctx, func(s *Store) error {
		i, err := s.lockIncident(ctx, incidentID)
		if err != nil {
			return err
		}
		if n.Version != 0 && n.Version != i.Version {
			return StaleEdit("incident")
		}
		before := i.told()
		if u, err = n.check(&i, s.Now()); err != nil {
			return err
		}
		touched, err := s.choose(ctx, n.Components, i.Updates)
		if err != nil {
			return err
		}
		var texts []Text
		if n.Translations, texts, err = s.checkTranslations(ctx, n.Translations, ""); err != nil {
			return err
		}
		if err := s.pass(ctx, n.Accept, append(texts, Text{"body", u.Body})...); err != nil {
			return err
		}
		if err := s.postUpdate(ctx, &i, &u, touched, n.Translations); err != nil {
			return err
		}
		after := i.told()
		after["body"] = u.Body
		tellTranslations(after, n.Translations)
		return s.recordTouched(ctx, AuditEntry{Deed: "update.posted", Noun: "incident", Subject: i.PublicID, Before: before, After: after}, i.ID, touched)
	})
	return u, err
}

// postUpdate writes the rows of a checked update.
func (s *Store) postUpdate(ctx context.Context, i *Incident, u *Update, touched touches, in []NewTranslation) error {
	if err := s.addUpdate(ctx, u, touched, in); err != nil {
		return err
	}
	if err := s.apply(ctx, touched, cause{at: u.DisplayAt, incidentID: &i.ID}); err != nil {
		return err
	}
	i.Updates = append([]Update{*u}, i.Updates...)
	if !i.ImpactOverridden {
		impact, err := s.workOutImpact(ctx, i.Updates)
		if err != nil {
			return err
		}
		i.Impact = impact
	}
	return s.amendIncident(ctx, i, 0)
}

// check moves the incident on and returns the update that says so, or everything
// that is wrong with it.
func (n NewUpdate) check(i *Incident, now time.Time) (Update, error) {
	c := Complaints{}
	u := Update{PublicID: NewID(), IncidentID: &i.ID, State: string(n.State), Body: c.Body("body", n.Body, 1, MaxBody),
		Notify: n.Notify, Version: 1, CreatedAt: now, UpdatedAt: now}
	c.incidentState("state", n.State)
	u.DisplayAt = n.displayAt(c, *i, now)
	if n.NextUpdateAt != nil && sameMinute(n.NextUpdateAt, i.NextUpdateAt) && !n.NextUpdateAt.After(now) {
		n.NextUpdateAt = nil // this update is the word that was promised
	}
	i.NextUpdateAt = c.promise("next_update_at", n.NextUpdateAt, n.State, now)
	u.NextUpdateAt = i.NextUpdateAt
	i.reach(n.State, u.DisplayAt)
	if n.PostmortemExpectedBy != nil && !sameDay(n.PostmortemExpectedBy, i.PostmortemExpectedBy) {
		i.PostmortemExpectedBy = c.promisedDay("postmortem_expected_by", n.PostmortemExpectedBy, now)
	}
	if n.Impact != nil {
		if i.Impact, i.ImpactOverridden = *n.Impact, *n.Impact != ""; i.ImpactOverridden {
			c.impact("impact", i.Impact)
		}
	}
	return u, c.Err()
}

// displayAt is when the update was said: after every one before it, whatever the
// clock says.
func (n NewUpdate) displayAt(c Complaints, i Incident, now time.Time) time.Time {
	last := i.StartedAt.Add(-time.Microsecond)
	if len(i.Updates) > 0 {
		last = i.Updates[0].DisplayAt
	}
	if n.DisplayAt == nil || n.DisplayAt.IsZero() {
		return later(now, last)
	}
	at := c.Time("display_at", *n.DisplayAt, now)
	if at.After(now.Add(skew)) {
		c.Add("display_at", "The update lies in the future. Correct the time.")
	}
	if !at.After(last) {
		c.Add("display_at", "The update must come after the one before it, which was at %s.", spoken(last))
	}
	return at
}
