package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// touch is what an update does to one component.
type touch struct {
	component Component
	old, now  Status
}

type touches []touch

// rows returns what the update says about the components.
func (ts touches) rows() []UpdateComponent {
	rows := make([]UpdateComponent, 0, len(ts))
	for _, t := range ts {
		rows = append(rows, UpdateComponent{ComponentID: t.component.ID, OldStatus: t.old, NewStatus: t.now})
	}
	return rows
}

// choose reads the components a person chose a status for, and those the updates
// so far named, which keep theirs. It complains about every unknown one at once.
func (s *Store) choose(ctx context.Context, choices []ComponentChoice, sofar []Update) (touches, error) {
	all, err := gorm.G[Component](s.query(ctx), s.lock()...).Order("id").Find(ctx)
	if err != nil {
		return nil, Fault(err, "component")
	}
	c, byName, byID := Complaints{}, map[string]Component{}, map[int64]Component{}
	for _, comp := range all {
		byName[comp.Slug], byID[comp.ID] = comp, comp
	}
	for _, comp := range all {
		byName[comp.PublicID] = comp
	}
	ts, chosen := c.choices(choices, byName)
	for _, id := range componentIDs(sofar) {
		if comp, there := byID[id]; there && !chosen[id] {
			ts = append(ts, touch{comp, comp.Status, comp.Status})
		}
	}
	return ts, c.Err()
}

func (c Complaints) choices(choices []ComponentChoice, byName map[string]Component) (touches, map[int64]bool) {
	var ts touches
	var unknown []string
	chosen := map[int64]bool{}
	for _, choice := range choices {
		comp, there := byName[choice.ID]
		switch {
		case !there:
			unknown = append(unknown, fmt.Sprintf("%q", choice.ID))
			continue
		case chosen[comp.ID]:
			c.Add("components", "%s was chosen twice. Choose one status for it.", comp.Name)
		}
		c.status("components", choice.Status)
		chosen[comp.ID] = true
		ts = append(ts, touch{comp, comp.Status, choice.Status})
	}
	if len(unknown) > 0 {
		c["components"] = "There is no component " + strings.Join(unknown, ", ") + ". It may have been deleted: reload the list and choose again."
	}
	return ts, chosen
}

// recordTouched records the deed and then announces each component it changed.
func (s *Store) recordTouched(ctx context.Context, e AuditEntry, subjectID int64, ts touches) error {
	if err := s.record(ctx, e, subjectID); err != nil {
		return err
	}
	for _, t := range ts {
		if t.old == t.now {
			continue
		}
		if err := s.announce(ctx, "component", t.component.ID); err != nil {
			return err
		}
	}
	return nil
}

// apply makes the components take their statuses.
func (s *Store) apply(ctx context.Context, ts touches, why cause) error {
	for _, t := range ts {
		if err := s.mark(ctx, &t.component, t.now, why); err != nil {
			return err
		}
	}
	return nil
}

// backfill writes into the history of each component that it was affected from
// the incident's start to its end, and that it then was what it would have been
// without it. The status of today does not change.
func (s *Store) backfill(ctx context.Context, i Incident, ts touches) error {
	for _, t := range ts {
		after, err := s.statusAt(ctx, t.component.ID, *i.ResolvedAt)
		if err != nil {
			return err
		}
		span := []ComponentChange{
			{ComponentID: t.component.ID, Status: t.now, At: i.StartedAt, IncidentID: &i.ID},
			{ComponentID: t.component.ID, Status: after, At: *i.ResolvedAt, IncidentID: &i.ID},
		}
		if err := gorm.G[ComponentChange](s.query(ctx)).CreateInBatches(ctx, &span, len(span)); err != nil {
			return Fault(err, "component change")
		}
	}
	return nil
}

// statusAt returns the status a component had at a time, operational when its
// history begins later.
func (s *Store) statusAt(ctx context.Context, componentID int64, at time.Time) (Status, error) {
	cs, err := gorm.G[ComponentChange](s.query(ctx)).Where("component_id = ? AND at <= ?", componentID, at).
		Order("at DESC, id DESC").Limit(1).Find(ctx)
	if err != nil || len(cs) == 0 {
		return Operational, Fault(err, "component change")
	}
	return cs[0].Status, nil
}

// moveChanges moves the component changes of an incident's start and resolution
// with the edited times, as long as no other change comes in between.
func (s *Store) moveChanges(ctx context.Context, before, after Incident) error {
	c := Complaints{}
	if err := s.moveChange(ctx, c, "started_at", before.ID, &before.StartedAt, &after.StartedAt); err != nil {
		return err
	}
	if err := s.moveChange(ctx, c, "resolved_at", before.ID, before.ResolvedAt, after.ResolvedAt); err != nil {
		return err
	}
	return c.Err()
}

// between counts changes of the same components that a move would pass.
const between = `SELECT COUNT(*) FROM component_changes o JOIN component_changes m ON m.component_id = o.component_id
WHERE m.incident_id = ? AND m.at = ? AND o.id <> m.id AND o.at >= ? AND o.at <= ?`

func (s *Store) moveChange(ctx context.Context, c Complaints, field string, incidentID int64, from, to *time.Time) error {
	if from == nil || to == nil || from.Equal(*to) {
		return nil
	}
	first, last := *from, *to
	if last.Before(first) {
		first, last = last, first
	}
	var passed int64
	if err := s.query(ctx).Raw(between, incidentID, *from, first, last).Scan(&passed).Error; err != nil {
		return Fault(err, "component change")
	}
	if passed > 0 {
		c.Add(field, "Another change of the same component lies between %s and %s. Choose a time on this side of it.", spoken(first), spoken(last))
		return nil
	}
	const move = "UPDATE component_changes SET at = ? WHERE incident_id = ? AND at = ?"
	return Fault(s.query(ctx).Exec(move, *to, incidentID, *from).Error, "component change")
}
