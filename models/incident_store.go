package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Incidents returns incidents with their updates, the latest start first.
func (s *Site) Incidents(ctx context.Context, q IncidentQuery) ([]Incident, error) {
	find := gorm.G[Incident](s.query(ctx)).Order("started_at DESC, id DESC")
	if q.Open != nil {
		find = find.Where(map[bool]string{true: "state <> 'resolved'", false: "state = 'resolved'"}[*q.Open])
	}
	if !q.From.IsZero() {
		find = find.Where("started_at >= ?", moment(q.From))
	}
	if !q.To.IsZero() {
		find = find.Where("started_at < ?", moment(q.To))
	}
	if q.Before != "" {
		last, err := s.incidentRow(ctx, q.Before)
		if err != nil {
			return nil, err
		}
		find = find.Where("(started_at, id) < (?, ?)", last.StartedAt, last.ID)
	}
	if q.Limit > 0 {
		find = find.Limit(q.Limit)
	}
	is, err := find.Find(ctx)
	if err != nil {
		return nil, Fault(err, "incident")
	}
	return is, s.fillIncidents(ctx, is, q == IncidentQuery{})
}

// IncidentTitles lists incidents as Incidents does, without their updates and
// components: enough to choose from.
func (s *Site) IncidentTitles(ctx context.Context, q IncidentQuery) ([]Incident, error) {
	find := gorm.G[Incident](s.query(ctx)).Order("started_at DESC, id DESC")
	if !q.From.IsZero() {
		find = find.Where("started_at >= ?", moment(q.From))
	}
	if !q.To.IsZero() {
		find = find.Where("started_at < ?", moment(q.To))
	}
	is, err := find.Find(ctx)
	return is, Fault(err, "incident")
}

// Incident returns the incident with a public id.
func (s *Site) Incident(ctx context.Context, publicID string) (Incident, error) {
	i, err := s.incidentRow(ctx, publicID)
	if err != nil {
		return Incident{}, err
	}
	is := []Incident{i}
	err = s.fillIncidents(ctx, is, false)
	return is[0], err
}

func (s *Site) incidentRow(ctx context.Context, publicID string) (Incident, error) {
	i, err := gorm.G[Incident](s.query(ctx)).Where("public_id = ?", publicID).Take(ctx)
	return i, Fault(err, "incident")
}

// IncidentsByID returns the incidents with these row ids, the latest start
// first. Ids of none are passed over.
func (s *Site) IncidentsByID(ctx context.Context, ids []int64) ([]Incident, error) {
	var is []Incident
	for some := range slices.Chunk(ids, batch) {
		part, err := gorm.G[Incident](s.query(ctx)).Where("id IN ?", some).Find(ctx)
		if err != nil {
			return nil, Fault(err, "incident")
		}
		is = append(is, part...)
	}
	slices.SortFunc(is, func(a, b Incident) int {
		if c := b.StartedAt.Compare(a.StartedAt); c != 0 {
			return c
		}
		return int(b.ID - a.ID)
	})
	return is, s.fillIncidents(ctx, is, false)
}

// fillIncidents puts the updates in place. all says that is holds every incident
// there is.
func (s *Site) fillIncidents(ctx context.Context, is []Incident, all bool) error {
	at := make(map[int64]*Incident, len(is))
	ids := make([]int64, 0, len(is))
	for n := range is {
		at[is[n].ID] = &is[n]
		ids = append(ids, is[n].ID)
	}
	if all {
		ids = nil
	}
	updates, err := s.updates(ctx, "incident_id", ids, all)
	if err != nil {
		return err
	}
	for _, u := range updates {
		if i := at[*u.IncidentID]; i != nil {
			i.Updates = append(i.Updates, u)
		}
	}
	list, err := s.translationsUnder(ctx, "incident_id", ids, all)
	spread(list, func(t Translation) (string, *[]Translation, []Update) {
		if t.IncidentID == nil || at[*t.IncidentID] == nil {
			return "", nil, nil
		}
		i := at[*t.IncidentID]
		return i.Title, &i.Translations, i.Updates
	})
	return err
}

// OpenIncident makes an incident public with its first update. One that is
// Resolved already is a backfill: its components were affected from start to
// resolution, and their status of today stays.
func (s *Store) OpenIncident(ctx context.Context, n NewIncident) (i Incident, err error) {
	err = s.deed(ctx, func(s *Store) error {
		said, err := n.check(s.Now())
		if err != nil {
			return err
		}
		touched, err := s.choose(ctx, n.Components, nil)
		if err != nil {
			return err
		}
		var texts []Text
		if n.Translations, texts, err = s.checkTranslations(ctx, n.Translations, ""); err != nil {
			return err
		}
		if err := s.pass(ctx, n.Accept, append(texts, Text{"title", said.Title}, Text{"body", said.Updates[0].Body})...); err != nil {
			return err
		}
		if i, err = s.openIncident(ctx, said, n, touched); err != nil {
			return err
		}
		after := i.told()
		after["body"] = i.Updates[0].Body
		tellTranslations(after, n.Translations)
		return s.recordTouched(ctx, AuditEntry{Deed: "incident.opened", Noun: "incident", Subject: i.PublicID, After: after}, i.ID, touched)
	})
	return i, err
}

// openIncident writes the rows of a checked incident and its first update.
func (s *Store) openIncident(ctx context.Context, i Incident, n NewIncident, touched touches) (Incident, error) {
	first := i.Updates[0]
	if i.Backfilled {
		for k := range touched {
			touched[k].old = Operational
		}
	}
	if !i.ImpactOverridden {
		impact, err := s.workOutImpact(ctx, []Update{{Components: touched.rows()}})
		if err != nil {
			return i, err
		}
		i.Impact = impact
	}
	if err := s.inOwn(ctx, &i.Language); err != nil {
		return i, err
	}
	if err := gorm.G[Incident](s.query(ctx)).Create(ctx, &i); err != nil {
		return i, Fault(err, "incident")
	}
	first.IncidentID = &i.ID
	if err := s.addUpdate(ctx, &first, touched, n.Translations); err != nil {
		return i, err
	}
	i.Updates = []Update{first}
	titles, err := s.addTitles(ctx, i.original(), n.Translations)
	if err != nil {
		return i, err
	}
	i.Translations = titles
	if i.Backfilled {
		return i, s.backfill(ctx, i, touched)
	}
	return i, s.apply(ctx, touched, cause{at: i.StartedAt, incidentID: &i.ID})
}

// EditIncident changes facts of an incident. When its start or its resolution
// moves, the component changes of that moment move with it.
func (s *Store) EditIncident(ctx context.Context, id string, e IncidentEdit) (i Incident, err error) {
	err = s.deed(ctx, func(s *Store) error {
		before, err := s.lockIncident(ctx, id)
		if err != nil {
			return err
		}
		if i = before; e.Version != 0 && e.Version != i.Version {
			return StaleEdit("incident")
		}
		if err := s.applyIncidentEdit(ctx, e, &i); err != nil {
			return err
		}
		if err := s.pass(ctx, e.Accept, Text{"title", i.Title}); err != nil {
			return err
		}
		if i.Translations, err = s.retireOld(ctx, i.original(), i.Translations); err != nil {
			return err
		}
		if err := s.moveChanges(ctx, before, i); err != nil {
			return err
		}
		if err := s.movePromise(ctx, before, i); err != nil {
			return err
		}
		if err := s.amendIncident(ctx, &i, e.Version); err != nil {
			return err
		}
		return s.record(ctx, AuditEntry{Deed: "incident.edited", Noun: "incident", Subject: i.PublicID, Before: before.told(), After: i.told()}, i.ID)
	})
	return i, err
}

// movePromise moves the promise that the newest update made along with that of
// its incident. One that was missed already stays as it was made.
func (s *Store) movePromise(ctx context.Context, before, after Incident) error {
	missed := before.NextUpdateAt != nil && before.NextUpdateAt.Before(s.Now())
	if missed || len(after.Updates) == 0 || sameTime(before.NextUpdateAt, after.NextUpdateAt) {
		return nil
	}
	err := s.query(ctx).Exec("UPDATE updates SET next_update_at = ? WHERE id = ?", after.NextUpdateAt, after.Updates[0].ID).Error
	return Fault(err, "update")
}

func sameTime(a, b *time.Time) bool { return a == b || a != nil && b != nil && a.Equal(*b) }

func (s *Store) applyIncidentEdit(ctx context.Context, e IncidentEdit, i *Incident) error {
	err := e.apply(i, s.Now())
	if err != nil {
		return err
	}
	if i.Language, err = s.rewritten(ctx, e.Language, i.Language); err != nil {
		return err
	}
	if e.Impact == nil || *e.Impact != "" {
		return nil
	}
	impact, err := s.workOutImpact(ctx, i.Updates)
	i.Impact, i.ImpactOverridden = impact, false
	return err
}

// amendIncident writes everything of i that may change, if asked (0: any) and
// the version that was read are still the newest.
func (s *Store) amendIncident(ctx context.Context, i *Incident, asked int64) error {
	i.UpdatedAt = s.Now()
	columns := i.told()
	columns["updated_at"] = i.UpdatedAt
	columns["monitoring_at"] = i.MonitoringAt
	version, err := amend[Incident](ctx, s, row{"incident", i.ID, i.Version, asked}, columns)
	i.Version = max(i.Version, version)
	return err
}

// lockIncident reads an incident that the running deed is going to change.
func (s *Store) lockIncident(ctx context.Context, publicID string) (Incident, error) {
	if _, err := gorm.G[Incident](s.query(ctx), s.lock()...).Where("public_id = ?", publicID).Take(ctx); err != nil {
		return Incident{}, Fault(err, "incident")
	}
	return s.Incident(ctx, publicID)
}

// told is what the audit trail keeps of an incident; its keys are columns.
func (i Incident) told() map[string]any {
	return map[string]any{"title": i.Title, "language": i.Language, "state": i.State, "impact": i.Impact, "impact_overridden": i.ImpactOverridden,
		"severity": i.Severity, "started_at": i.StartedAt, "detected_at": i.DetectedAt, "resolved_at": i.ResolvedAt,
		"next_update_at": i.NextUpdateAt, "postmortem_expected_by": i.PostmortemExpectedBy}
}
