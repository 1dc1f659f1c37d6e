package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// What the clock says in place of a person.
const (
	startedByClock   = "The scheduled maintenance has begun."
	completedByClock = "The scheduled maintenance is complete."
)

// PostMaintenanceUpdate makes one more word about a maintenance public. When it
// starts, its operational components come under maintenance; when it ends, those
// that a maintenance brought there, and no other one keeps, are operational again.
func (s *Store) PostMaintenanceUpdate(ctx context.Context, id string, n NewMaintenanceUpdate) (u Update, err error) {
	err = s.deed(ctx, func(s *Store) error {
		m, err := s.lockMaintenance(ctx, id)
		if err != nil {
			return err
		}
		if n.Version != 0 && n.Version != m.Version {
			return StaleEdit("maintenance")
		}
		before, was := m.told(), m
		if u, err = n.check(&m, s.Now()); err != nil {
			return err
		}
		in, texts, err := s.checkTranslations(ctx, n.Translations, "")
		if err != nil {
			return err
		}
		if err := s.pass(ctx, n.Accept, append(texts, Text{"body", u.Body})...); err != nil {
			return err
		}
		touched, err := s.maintain(ctx, was, m)
		if err != nil {
			return err
		}
		if err := s.addUpdate(ctx, &u, touched, in); err != nil {
			return err
		}
		if err := s.apply(ctx, touched, cause{at: u.DisplayAt, maintenanceID: &m.ID}); err != nil {
			return err
		}
		if err := s.amendMaintenance(ctx, &m, 0); err != nil {
			return err
		}
		after := m.told()
		after["body"] = u.Body
		tellTranslations(after, in)
		return s.recordTouched(ctx, AuditEntry{Deed: "maintenance.updated", Noun: "maintenance", Subject: m.PublicID, Before: before, After: after}, m.ID, touched)
	})
	return u, err
}

// elsewhere lists the components that another maintenance going on now touches.
const elsewhere = `SELECT DISTINCT c.component_id FROM maintenance_components c JOIN maintenances m ON m.id = c.maintenance_id
WHERE m.id <> ? AND m.state IN ('in_progress', 'verifying')`

// maintain works out what it means for the components of m that it is now what
// it was not before. A known outage is never hidden behind a maintenance, and what
// somebody set by hand stays when it ends.
func (s *Store) maintain(ctx context.Context, was, m Maintenance) (touches, error) {
	var busy []int64
	if err := s.query(ctx).Raw(elsewhere, m.ID).Scan(&busy).Error; err != nil {
		return nil, Fault(err, "maintenance")
	}
	var ts touches
	if len(m.ComponentIDs) == 0 {
		return nil, nil
	}
	comps, err := gorm.G[Component](s.query(ctx), s.lock()...).Where("id IN ?", m.ComponentIDs).Order("id").Find(ctx)
	if err != nil {
		return nil, Fault(err, "component")
	}
	for _, comp := range comps {
		t := touch{comp, comp.Status, comp.Status}
		switch {
		case m.Active() && comp.Status == Operational:
			t.now = UnderMaintenance
		case was.Active() && m.Over() && comp.Status == UnderMaintenance && !slices.Contains(busy, comp.ID):
			last, err := s.lastChange(ctx, comp.ID)
			if err != nil {
				return nil, err
			}
			if last.MaintenanceID != nil {
				t.now = Operational
			}
		}
		ts = append(ts, t)
	}
	return ts, nil
}

// AdvanceMaintenances starts and completes by the clock what was planned so, and
// queues the reminders that are due. It returns how many maintenances changed.
// Each change is a transaction of its own, so that one that fails stops no other.
func (s *Store) AdvanceMaintenances(ctx context.Context) (int, error) {
	open := false
	ms, err := s.Maintenances(ctx, MaintenanceQuery{Over: &open})
	if err != nil {
		return 0, err
	}
	changed := 0
	var failed []error
	for _, m := range ms {
		n, err := s.advance(ctx, m)
		changed += n
		if err != nil && KindOf(err) != Stale {
			failed = append(failed, fmt.Errorf("advance maintenance %s: %w", m.PublicID, err))
		}
	}
	return changed, errors.Join(failed...)
}

// advance takes the steps of m that are due. Of several processes only the first
// takes each: the others find the version they read gone.
func (s *Store) advance(ctx context.Context, m Maintenance) (steps int, err error) {
	now := s.Now()
	if due := m.dueReminder(now); due != nil {
		return 0, s.remind(ctx, m, *due, now)
	}
	if m.State == Scheduled && m.AutoStart && !m.ScheduledFor.After(now) {
		if m, err = s.advanceTo(ctx, m, InProgress, startedByClock); err != nil {
			return steps, err
		}
		steps++
	}
	if m.Active() && m.AutoComplete && !m.ScheduledUntil.After(now) {
		if _, err = s.advanceTo(ctx, m, Completed, completedByClock); err != nil {
			return steps, err
		}
		steps++
	}
	return steps, nil
}

// advanceTo posts what the clock says; subscribers hear of it when they heard of
// the announcement.
func (s *Store) advanceTo(ctx context.Context, m Maintenance, state MaintenanceState, body string) (Maintenance, error) {
	notify := len(m.Updates) > 0 && m.Updates[len(m.Updates)-1].Notify
	by := By(ctx, Actor{Name: "clock"})
	if _, err := s.PostMaintenanceUpdate(by, m.PublicID, NewMaintenanceUpdate{State: state, Body: body, Notify: notify, Version: m.Version}); err != nil {
		return m, err
	}
	return s.Maintenance(ctx, m.PublicID)
}

// remind queues one reminder, however many are overdue. Nothing public changes,
// so no edition does.
func (s *Store) remind(ctx context.Context, m Maintenance, due, now time.Time) error {
	return s.deed(ctx, func(s *Store) error {
		const sent = "UPDATE maintenances SET reminded_at = ? WHERE id = ? AND version = ? AND state = 'scheduled' AND (reminded_at IS NULL OR reminded_at < ?)"
		done := s.query(ctx).Exec(sent, now, m.ID, m.Version, due)
		if done.Error != nil {
			return Fault(done.Error, "maintenance")
		}
		if done.RowsAffected == 0 {
			return StaleEdit("maintenance")
		}
		return s.enqueue(ctx, MaintenanceReminded{m.ID})
	})
}
