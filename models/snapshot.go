package models

import (
	"context"
	"database/sql"
	"time"

	"gorm.io/gorm"
)

// Snapshot is everything that is public, as it was at one edition.
type Snapshot struct {
	Edition      int64
	Settings     SiteSettings
	Groups       []ComponentGroup
	Components   []Component
	Changes      []ComponentChange // component by component, oldest first
	Incidents    []Incident        // the latest start first
	Maintenances []Maintenance     // the latest first
	Postmortems  []Postmortem      // the latest first
	Redirects    []Redirect
}

// Snapshot reads everything public at once: no deed falls between its parts.
func (s *Site) Snapshot(ctx context.Context) (all Snapshot, err error) {
	err = s.Consistent(ctx, func(s *Site) error {
		for _, read := range []func() error{
			func() (err error) { all.Settings, err = s.Settings(ctx); return },
			func() (err error) { all.Groups, err = s.Groups(ctx); return },
			func() (err error) { all.Components, err = s.Components(ctx); return },
			func() (err error) { all.Changes, err = s.ComponentChanges(ctx, time.Time{}); return },
			func() (err error) { all.Incidents, err = s.Incidents(ctx, IncidentQuery{}); return },
			func() (err error) { all.Maintenances, err = s.Maintenances(ctx, MaintenanceQuery{}); return },
			func() (err error) { all.Postmortems, err = s.Postmortems(ctx); return },
			func() (err error) { all.Redirects, err = s.Redirects(ctx); return },
		} {
			if err := read(); err != nil {
				return err
			}
		}
		all.Edition = all.Settings.Edition
		return nil
	})
	return all, err
}

// Consistent calls fn with a Site whose questions are all answered as of one
// moment. fn only reads.
func (s *Site) Consistent(ctx context.Context, fn func(*Site) error) error {
	if s.tx != nil {
		return fn(s)
	}
	if err := s.db.distrust(); err != nil {
		return err
	}
	return s.db.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		bound := *s
		bound.tx = &Tx{db: tx}
		return fn(&bound)
	}, s.db.reading())
}

// reading is how a transaction that only reads begins: on SQLite without the
// writer's lock, on PostgreSQL with one picture of the data for all of it.
func (d *DB) reading() *sql.TxOptions {
	if d.Postgres() {
		return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return &sql.TxOptions{ReadOnly: true}
}
