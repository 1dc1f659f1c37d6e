package desk

import (
	"context"
	"errors"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// TakeAlerts keeps what monitoring says, in the order of alerts. A new alert
// belongs to the open incident of its component, or else to a proposal. While it
// fires it makes its component worse where it says a status, never better, and
// leaves maintenance alone; when the last one ends, the component goes back to
// what it was, unless a person or an open incident has said something since. The
// same news told again changes nothing. It reports whether anything public
// changed.
func (s *Store) TakeAlerts(ctx context.Context, alerts []NewAlert) (taken []Alert, public bool, err error) {
	if len(alerts) > maxAlerts {
		return nil, false, models.Fail(models.TooLarge, "%d alerts came at once; %d are possible. Send them in parts.", len(alerts), maxAlerts)
	}
	err = s.deed(ctx, func(s *Store) error {
		taken, public = nil, false
		touched := map[int64]bool{}
		for _, n := range alerts {
			if err := n.tidy(s.Now()); err != nil {
				return err
			}
			a, err := s.takeAlert(ctx, n)
			if err != nil {
				return err
			}
			taken = append(taken, a)
			if a.ComponentID != nil {
				touched[*a.ComponentID] = true
			}
		}
		for id := range touched {
			moved, err := s.moveComponent(ctx, id)
			if err != nil {
				return err
			}
			public = public || moved
		}
		return nil
	})
	return taken, public, err
}

// takeAlert keeps one alert, or what is new of a known one.
func (s *Store) takeAlert(ctx context.Context, n NewAlert) (Alert, error) {
	now := s.Now()
	a, err := gorm.G[Alert](s.query(ctx)).Where("source = ? AND fingerprint = ? AND ended_at IS NULL", n.Source, n.Fingerprint).First(ctx)
	known := err == nil
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return a, models.Fault(err, "alert")
	}
	switch {
	case known && n.Firing:
		a.SeenAt = now
		return a, s.setAlert(ctx, a.ID, map[string]any{"seen_at": now})
	case known:
		a.SeenAt, a.EndedAt = now, &n.EndedAt
		if n.EndedAt.Before(a.StartedAt) {
			a.EndedAt = &a.StartedAt
		}
		if err := s.setAlert(ctx, a.ID, map[string]any{"seen_at": now, "ended_at": *a.EndedAt}); err != nil {
			return a, err
		}
		return a, s.record(ctx, "alert.ended", "alert", a.PublicID, nil, map[string]any{"name": a.Name, "source": a.Source})
	}
	return s.newAlert(ctx, n)
}

func (s *Store) newAlert(ctx context.Context, n NewAlert) (Alert, error) {
	now := s.Now()
	a := Alert{PublicID: models.NewID(), Source: n.Source, Fingerprint: n.Fingerprint, Name: n.Name, Summary: n.Summary, Link: n.Link,
		Severity: n.Severity, Status: string(n.Status), StartedAt: n.StartedAt.UTC().Truncate(time.Microsecond), SeenAt: now, CreatedAt: now}
	if !n.Firing { // it began and ended before anybody told us
		a.EndedAt = &n.EndedAt
	}
	component, err := s.componentID(ctx, n.Component)
	if err != nil {
		return a, err
	}
	a.ComponentID = component
	if n.Firing {
		if err := s.place(ctx, &a, n); err != nil {
			return a, err
		}
	}
	if err := gorm.G[Alert](s.query(ctx)).Create(ctx, &a); err != nil {
		return a, models.Fault(err, "alert")
	}
	return a, s.record(ctx, "alert.fired", "alert", a.PublicID, nil, map[string]any{"name": a.Name, "source": a.Source})
}

// place finds the open incident or the proposal an alert belongs to, or makes one.
func (s *Store) place(ctx context.Context, a *Alert, n NewAlert) error {
	grouping := "group " + n.Source + " " + n.Group
	if n.Group == "" {
		grouping = "alert " + n.Source + " " + n.Fingerprint
	}
	if a.ComponentID != nil {
		incident, err := s.openIncidentOf(ctx, *a.ComponentID)
		if a.IncidentID = incident; err != nil || incident != nil {
			return err
		}
		grouping = "component " + strconv.FormatInt(*a.ComponentID, 10)
	}
	d, err := gorm.G[IncidentDraft](s.query(ctx)).Where("grouping = ? AND state = ?", grouping, DraftOpen).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		d = IncidentDraft{PublicID: models.NewID(), Grouping: grouping, State: DraftOpen, ComponentID: a.ComponentID, CreatedAt: s.Now(), UpdatedAt: s.Now()}
		err = gorm.G[IncidentDraft](s.query(ctx)).Create(ctx, &d)
	}
	a.DraftID = &d.ID
	return models.Fault(err, "alert")
}

// openIncidentOf is the newest open incident that touches a component.
func (s *Store) openIncidentOf(ctx context.Context, component int64) (*int64, error) {
	var ids []int64
	err := s.query(ctx).Raw(`SELECT i.id FROM incidents i WHERE i.state <> 'resolved' AND EXISTS (SELECT 1 FROM updates u
 JOIN update_components c ON c.update_id = u.id WHERE u.incident_id = i.id AND c.component_id = ?) ORDER BY i.started_at DESC LIMIT 1`, component).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return nil, models.Fault(err, "incident")
	}
	return &ids[0], nil
}

// componentID finds a component by public id or slug; nil where there is none of
// that name: labels of monitoring have meanings of their own.
func (s *Store) componentID(ctx context.Context, name string) (*int64, error) {
	if name == "" {
		return nil, nil
	}
	var ids []int64
	err := s.query(ctx).Raw("SELECT id FROM components WHERE public_id = ? OR slug = ?", name, name).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return nil, models.Fault(err, "component")
	}
	return &ids[0], nil
}

func (s *Store) setAlert(ctx context.Context, id int64, set map[string]any) error {
	return models.Fault(s.query(ctx).Model(&Alert{}).Where("id = ?", id).Updates(set).Error, "alert")
}

// moveComponent sets a component to what its alerts say of it now, and reports
// whether that changed it.
func (s *Store) moveComponent(ctx context.Context, id int64) (bool, error) {
	comp, err := gorm.G[models.Component](s.query(ctx)).Where("id = ?", id).First(ctx)
	if err != nil {
		return false, models.Fault(err, "component")
	}
	set, err := gorm.G[alertStatus](s.query(ctx)).Where("component_id = ?", id).First(ctx)
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return false, models.Fault(err, "component")
	}
	worst, err := s.worstOf(ctx, id)
	if err != nil {
		return false, err
	}
	incident, err := s.openIncidentOf(ctx, id)
	if err != nil {
		return false, err
	}
	ours := set.ComponentID != 0 && string(comp.Status) == set.Status // nobody said anything since
	next := decide(comp.Status, worst, models.Status(set.StatusBefore), ours, incident != nil)
	if err := s.keepStatus(ctx, set, comp, worst, next, ours); err != nil || next == comp.Status {
		return false, err
	}
	_, err = s.Site.In(s.tx).SetComponentStatus(ctx, comp.PublicID, next)
	return err == nil, err
}

// decide is what a component becomes. worst is what its alerts say, empty for
// nothing; before what it was before they spoke, where what it is now is ours.
func decide(now, worst, before models.Status, ours, incident bool) models.Status {
	switch {
	case now == models.UnderMaintenance:
		return now
	case ours && !incident && worst == "":
		return before
	case ours && !incident:
		return models.Worse(before, worst)
	case worst != "":
		return models.Worse(now, worst)
	}
	return now
}

// keepStatus remembers what alerts set, and what to go back to.
func (s *Store) keepStatus(ctx context.Context, set alertStatus, comp models.Component, worst, next models.Status, ours bool) error {
	switch {
	case worst == "":
		return models.Fault(s.query(ctx).Exec("DELETE FROM alert_statuses WHERE component_id = ?", comp.ID).Error, "component")
	case next == comp.Status:
		return nil
	case !ours:
		set = alertStatus{ComponentID: comp.ID, StatusBefore: string(comp.Status)}
	}
	set.Status = string(next)
	return models.Fault(s.query(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&set).Error, "component")
}

// worstOf is the worst that the firing alerts say of a component, empty when
// none says anything.
func (s *Store) worstOf(ctx context.Context, component int64) (worst models.Status, err error) {
	var said []models.Status
	err = s.query(ctx).Raw("SELECT status FROM alerts WHERE component_id = ? AND ended_at IS NULL AND status <> ''", component).Scan(&said).Error
	for n, st := range said {
		if n == 0 {
			worst = st
		}
		worst = models.Worse(worst, st)
	}
	return worst, models.Fault(err, "alert")
}

// draftRest is how long a proposal is offered after its last alert ended.
const draftRest = 24 * time.Hour

// IncidentDrafts lists the proposals, the newest first: those
// whose alerts fire, and those that ended within a day.
func (s *Store) IncidentDrafts(ctx context.Context) ([]IncidentDraft, error) {
	ds, err := gorm.G[IncidentDraft](s.query(ctx)).Where(`state = ? AND EXISTS (SELECT 1 FROM alerts a WHERE a.draft_id = incident_drafts.id
 AND (a.ended_at IS NULL OR a.ended_at > ?))`, DraftOpen, s.Now().Add(-draftRest)).Order("id DESC").Limit(100).Find(ctx)
	for n := 0; n < len(ds) && err == nil; n++ {
		err = s.fillDraft(ctx, &ds[n])
	}
	return ds, models.Fault(err, "incident")
}

// IncidentDraft returns one proposal by public id, in any state.
func (s *Store) IncidentDraft(ctx context.Context, id string) (IncidentDraft, error) {
	d, err := gorm.G[IncidentDraft](s.query(ctx)).Where("public_id = ?", id).First(ctx)
	if err == nil {
		err = s.fillDraft(ctx, &d)
	}
	return d, models.Fault(err, "incident")
}

func (s *Store) fillDraft(ctx context.Context, d *IncidentDraft) (err error) {
	d.Alerts, err = gorm.G[Alert](s.query(ctx)).Where("draft_id = ?", d.ID).Order("started_at, id").Limit(maxAlerts).Find(ctx)
	return err
}

// Alerts lists the last alerts, the newest first; before is a public id, empty
// for the first page.
func (s *Store) Alerts(ctx context.Context, before string, limit int) ([]Alert, error) {
	q := gorm.G[Alert](s.query(ctx)).Order("id DESC").Limit(limit)
	if before != "" {
		a, err := gorm.G[Alert](s.query(ctx)).Where("public_id = ?", before).First(ctx)
		if err != nil {
			return nil, models.Fault(err, "alert")
		}
		q = q.Where("id < ?", a.ID)
	}
	list, err := q.Find(ctx)
	return list, models.Fault(err, "alert")
}

// AlertsOf lists the alerts that belong to an incident, the earliest first.
func (s *Store) AlertsOf(ctx context.Context, incidentID int64) ([]Alert, error) {
	list, err := gorm.G[Alert](s.query(ctx)).Where("incident_id = ?", incidentID).Order("started_at, id").Limit(maxAlerts).Find(ctx)
	return list, models.Fault(err, "alert")
}

// DraftOpened says which incident was opened from a proposal. Its alerts belong to
// that from now on.
func (s *Store) DraftOpened(ctx context.Context, id string, incidentID int64) error {
	return s.endDraft(ctx, id, DraftPublished, &incidentID)
}

// DismissDraft says that no incident is opened for the alerts of a proposal.
func (s *Store) DismissDraft(ctx context.Context, id string) error {
	return s.endDraft(ctx, id, DraftDismissed, nil)
}

func (s *Store) endDraft(ctx context.Context, id string, state DraftState, incidentID *int64) error {
	return s.deed(ctx, func(s *Store) error {
		d, err := s.IncidentDraft(ctx, id)
		if err != nil {
			return err
		}
		done := s.query(ctx).Model(&IncidentDraft{}).Where("id = ? AND state = ?", d.ID, DraftOpen).
			Updates(map[string]any{"state": state, "incident_id": incidentID, "updated_at": s.Now()})
		if done.Error == nil && done.RowsAffected == 0 {
			return models.Fail(models.Conflict, "Somebody has opened or dismissed this already.")
		}
		if done.Error == nil && incidentID != nil {
			done = s.query(ctx).Model(&Alert{}).Where("draft_id = ?", d.ID).Updates(map[string]any{"incident_id": *incidentID})
		}
		if done.Error != nil {
			return models.Fault(done.Error, "incident")
		}
		return s.record(ctx, "incident_draft."+string(state), "incident_draft", id, nil, map[string]any{"incident": incidentID})
	})
}
