package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
)

// Maintenances returns maintenances with their updates and components, the
// latest first.
func (s *Site) Maintenances(ctx context.Context, q MaintenanceQuery) ([]Maintenance, error) {
	find := gorm.G[Maintenance](s.query(ctx)).Order("scheduled_for DESC, id DESC")
	if q.Over != nil {
		find = find.Where("(state IN ('completed', 'cancelled')) = ?", *q.Over)
	}
	if !q.From.IsZero() {
		find = find.Where("scheduled_for >= ?", moment(q.From))
	}
	if !q.To.IsZero() {
		find = find.Where("scheduled_for < ?", moment(q.To))
	}
	if q.Before != "" {
		last, err := gorm.G[Maintenance](s.query(ctx)).Where("public_id = ?", q.Before).Take(ctx)
		if err != nil {
			return nil, Fault(err, "maintenance")
		}
		find = find.Where("(scheduled_for, id) < (?, ?)", last.ScheduledFor, last.ID)
	}
	if q.Limit > 0 {
		find = find.Limit(q.Limit)
	}
	ms, err := find.Find(ctx)
	if err != nil {
		return nil, Fault(err, "maintenance")
	}
	return ms, s.fillMaintenances(ctx, ms, q == MaintenanceQuery{})
}

// Maintenance returns the maintenance with a public id.
func (s *Site) Maintenance(ctx context.Context, publicID string) (Maintenance, error) {
	m, err := gorm.G[Maintenance](s.query(ctx)).Where("public_id = ?", publicID).Take(ctx)
	if err != nil {
		return Maintenance{}, Fault(err, "maintenance")
	}
	ms := []Maintenance{m}
	err = s.fillMaintenances(ctx, ms, false)
	return ms[0], err
}

// MaintenancesByID returns the maintenances with these row ids, the latest
// first. Ids of none are passed over.
func (s *Site) MaintenancesByID(ctx context.Context, ids []int64) ([]Maintenance, error) {
	var ms []Maintenance
	for some := range slices.Chunk(ids, batch) {
		part, err := gorm.G[Maintenance](s.query(ctx)).Where("id IN ?", some).Find(ctx)
		if err != nil {
			return nil, Fault(err, "maintenance")
		}
		ms = append(ms, part...)
	}
	slices.SortFunc(ms, func(a, b Maintenance) int {
		if c := b.ScheduledFor.Compare(a.ScheduledFor); c != 0 {
			return c
		}
		return int(b.ID - a.ID)
	})
	return ms, s.fillMaintenances(ctx, ms, false)
}

// fillMaintenances puts updates and components in place. all says that ms holds
// every maintenance there is.
func (s *Site) fillMaintenances(ctx context.Context, ms []Maintenance, all bool) error {
	at := make(map[int64]*Maintenance, len(ms))
	var ids []int64
	for n := range ms {
		at[ms[n].ID] = &ms[n]
		if !all {
			ids = append(ids, ms[n].ID)
		}
	}
	updates, err := s.updates(ctx, "maintenance_id", ids, all)
	if err != nil {
		return err
	}
	for _, u := range updates {
		if m := at[*u.MaintenanceID]; m != nil {
			m.Updates = append(m.Updates, u)
		}
	}
	joins, err := s.maintenanceComponents(ctx, ids, all)
	for _, j := range joins {
		if m := at[j.MaintenanceID]; m != nil {
			m.ComponentIDs = append(m.ComponentIDs, j.ComponentID)
		}
	}
	if err != nil {
		return err
	}
	list, err := s.translationsUnder(ctx, "maintenance_id", ids, all)
	spread(list, func(t Translation) (string, *[]Translation, []Update) {
		if t.MaintenanceID == nil || at[*t.MaintenanceID] == nil {
			return "", nil, nil
		}
		m := at[*t.MaintenanceID]
		return m.Title, &m.Translations, m.Updates
	})
	return err
}

func (s *Site) maintenanceComponents(ctx context.Context, ids []int64, all bool) ([]MaintenanceComponent, error) {
	const order = "maintenance_id, component_id"
	if all {
		joins, err := gorm.G[MaintenanceComponent](s.query(ctx)).Order(order).Find(ctx)
		return joins, Fault(err, "maintenance")
	}
	var joins []MaintenanceComponent
	for some := range slices.Chunk(ids, batch) {
		part, err := gorm.G[MaintenanceComponent](s.query(ctx)).Where("maintenance_id IN ?", some).Order(order).Find(ctx)
		if err != nil {
			return nil, Fault(err, "maintenance")
		}
		joins = append(joins, part...)
	}
	return joins, nil
}

// PlanMaintenance announces a maintenance.
func (s *Store) PlanMaintenance(ctx context.Context, n NewMaintenance) (m Maintenance, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if m, err = n.check(s.Now()); err != nil {
			return err
		}
		touched, err := s.chooseKept(ctx, n.ComponentIDs)
		if err != nil {
			return err
		}
		in, texts, err := s.checkTranslations(ctx, n.Translations, "")
		if err != nil {
			return err
		}
		if err := s.pass(ctx, n.Accept, append(texts, Text{"title", m.Title}, Text{"body", m.Updates[0].Body})...); err != nil {
			return err
		}
		first := m.Updates[0]
		if err := s.inOwn(ctx, &m.Language); err != nil {
			return err
		}
		if err := gorm.G[Maintenance](s.query(ctx)).Create(ctx, &m); err != nil {
			return Fault(err, "maintenance")
		}
		if err := s.setMaintenanceComponents(ctx, &m, touched); err != nil {
			return err
		}
		first.MaintenanceID = &m.ID
		if err := s.addUpdate(ctx, &first, touched, in); err != nil {
			return err
		}
		m.Updates = []Update{first}
		if m.Translations, err = s.addTitles(ctx, m.original(), in); err != nil {
			return err
		}
		after := m.told()
		after["body"] = first.Body
		tellTranslations(after, in)
		return s.record(ctx, AuditEntry{Deed: "maintenance.planned", Noun: "maintenance", Subject: m.PublicID, After: after}, m.ID)
	})
	return m, err
}

// EditMaintenance changes the plan of a maintenance.
func (s *Store) EditMaintenance(ctx context.Context, id string, e MaintenanceEdit) (m Maintenance, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if m, err = s.lockMaintenance(ctx, id); err != nil {
			return err
		}
		if e.Version != 0 && e.Version != m.Version {
			return StaleEdit("maintenance")
		}
		before := m.told()
		if err := e.apply(&m, s.Now()); err != nil {
			return err
		}
		if m.Language, err = s.rewritten(ctx, e.Language, m.Language); err != nil {
			return err
		}
		if err := s.pass(ctx, e.Accept, Text{"title", m.Title}); err != nil {
			return err
		}
		if m.Translations, err = s.retireOld(ctx, m.original(), m.Translations); err != nil {
			return err
		}
		if e.ComponentIDs != nil {
			touched, err := s.chooseKept(ctx, *e.ComponentIDs)
			if err != nil {
				return err
			}
			if err := s.setMaintenanceComponents(ctx, &m, touched); err != nil {
				return err
			}
		}
		if err := s.amendMaintenance(ctx, &m, e.Version); err != nil {
			return err
		}
		return s.record(ctx, AuditEntry{Deed: "maintenance.edited", Noun: "maintenance", Subject: m.PublicID, Before: before, After: m.told()}, m.ID)
	})
	return m, err
}

// chooseKept reads the named components, each with the status it has.
func (s *Store) chooseKept(ctx context.Context, ids []string) (touches, error) {
	var choices []ComponentChoice
	for _, id := range ids {
		choices = append(choices, ComponentChoice{ID: id, Status: Operational})
	}
	ts, err := s.choose(ctx, choices, nil)
	for n := range ts {
		ts[n].now = ts[n].old
	}
	return ts, err
}

func (s *Store) setMaintenanceComponents(ctx context.Context, m *Maintenance, ts touches) error {
	if _, err := gorm.G[MaintenanceComponent](s.query(ctx)).Where("maintenance_id = ?", m.ID).Delete(ctx); err != nil {
		return Fault(err, "maintenance")
	}
	m.ComponentIDs = nil
	var joins []MaintenanceComponent
	for _, t := range ts {
		m.ComponentIDs = append(m.ComponentIDs, t.component.ID)
		joins = append(joins, MaintenanceComponent{m.ID, t.component.ID})
	}
	if len(joins) == 0 {
		return nil
	}
	return Fault(gorm.G[MaintenanceComponent](s.query(ctx)).CreateInBatches(ctx, &joins, batch), "maintenance")
}

func (s *Store) lockMaintenance(ctx context.Context, publicID string) (Maintenance, error) {
	if _, err := gorm.G[Maintenance](s.query(ctx), s.lock()...).Where("public_id = ?", publicID).Take(ctx); err != nil {
		return Maintenance{}, Fault(err, "maintenance")
	}
	return s.Maintenance(ctx, publicID)
}

// amendMaintenance writes everything of m that may change, if asked (0: any) and
// the version that was read are still the newest.
func (s *Store) amendMaintenance(ctx context.Context, m *Maintenance, asked int64) error {
	m.UpdatedAt = s.Now()
	columns := m.told()
	columns["updated_at"] = m.UpdatedAt
	version, err := amend[Maintenance](ctx, s, row{"maintenance", m.ID, m.Version, asked}, columns)
	m.Version = max(m.Version, version)
	return err
}

// told is what the audit trail keeps of a maintenance; its keys are columns.
func (m Maintenance) told() map[string]any {
	return map[string]any{"title": m.Title, "language": m.Language, "state": m.State, "scheduled_for": m.ScheduledFor, "scheduled_until": m.ScheduledUntil,
		"auto_start": m.AutoStart, "auto_complete": m.AutoComplete, "remind": m.Remind, "reminded_at": m.RemindedAt,
		"verifying_at": m.VerifyingAt, "started_at": m.StartedAt, "completed_at": m.CompletedAt}
}
