package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// changesSince lists the changes from a time on, and for each component the last
// one before it, so that the status at that time is known.
const changesSince = `SELECT * FROM component_changes WHERE at >= ? OR id IN (
  SELECT (SELECT p.id FROM component_changes p WHERE p.component_id = k.id AND p.at < ? ORDER BY p.at DESC, p.id DESC LIMIT 1)
  FROM components k)
ORDER BY component_id, at, id`

// ComponentChanges returns the changes from since on and, per component, the
// last one before; component by component, oldest first.
func (s *Site) ComponentChanges(ctx context.Context, since time.Time) ([]ComponentChange, error) {
	since = moment(since)
	cs, err := gorm.G[ComponentChange](s.query(ctx)).Raw(changesSince, since, since).Find(ctx)
	return cs, Fault(err, "component change")
}

// changesOf is changesSince for some components alone.
const changesOf = `SELECT * FROM component_changes WHERE component_id IN ? AND at >= ? OR id IN (
  SELECT (SELECT p.id FROM component_changes p WHERE p.component_id = k.id AND p.at < ? ORDER BY p.at DESC, p.id DESC LIMIT 1)
  FROM components k WHERE k.id IN ?)
ORDER BY component_id, at, id`

// ComponentChangesOf is ComponentChanges for the components with these row ids
// alone. Ids of none are passed over.
func (s *Site) ComponentChangesOf(ctx context.Context, ids []int64, since time.Time) ([]ComponentChange, error) {
	since = moment(since)
	var cs []ComponentChange
	for some := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(ids))), batch) {
		part, err := gorm.G[ComponentChange](s.query(ctx)).Raw(changesOf, some, since, since, some).Find(ctx)
		if err != nil {
			return nil, Fault(err, "component change")
		}
		cs = append(cs, part...)
	}
	return cs, nil
}

// cause says when and why a component takes a status.
type cause struct {
	at                        time.Time
	incidentID, maintenanceID *int64
}

// firstChange begins the history of a new component. One that starts in the past
// was operational until now.
func (s *Store) firstChange(ctx context.Context, comp Component) error {
	if comp.StartDate != nil {
		first := ComponentChange{ComponentID: comp.ID, Status: Operational, At: *comp.StartDate}
		if err := gorm.G[ComponentChange](s.query(ctx)).Create(ctx, &first); err != nil || comp.Status == Operational {
			return Fault(err, "component change")
		}
	}
	now := ComponentChange{ComponentID: comp.ID, Status: comp.Status, At: s.Now()}
	return Fault(gorm.G[ComponentChange](s.query(ctx)).Create(ctx, &now), "component change")
}

// mark gives a component its status, as the last of its changes: a cause that
// lies before the change already known counts from right after that. Nothing
// happens when the component has the status already.
func (s *Store) mark(ctx context.Context, comp *Component, status Status, why cause) error {
	if comp.Status == status {
		return nil
	}
	last, err := s.lastChange(ctx, comp.ID)
	if err != nil {
		return err
	}
	change := ComponentChange{ComponentID: comp.ID, Status: status, At: later(why.at, last.At),
		IncidentID: why.incidentID, MaintenanceID: why.maintenanceID}
	if err := gorm.G[ComponentChange](s.query(ctx)).Create(ctx, &change); err != nil {
		return Fault(err, "component change")
	}
	comp.Status, comp.UpdatedAt = status, s.Now()
	done := s.query(ctx).Model(comp).Where("id = ?", comp.ID).
		Updates(map[string]any{"status": status, "version": gorm.Expr("version + 1"), "updated_at": comp.UpdatedAt})
	comp.Version++
	return Fault(done.Error, "component")
}

// lastChange returns the newest change of the component, the zero one when there
// is none.
func (s *Store) lastChange(ctx context.Context, componentID int64) (ComponentChange, error) {
	cs, err := gorm.G[ComponentChange](s.query(ctx)).Where("component_id = ?", componentID).Order("at DESC, id DESC").Limit(1).Find(ctx)
	if err != nil || len(cs) == 0 {
		return ComponentChange{}, Fault(err, "component change")
	}
	return cs[0], nil
}

// later returns at, or the moment right after last when at is not after it: the
// order of what was said does not hang on a clock that may go back.
func later(at, last time.Time) time.Time {
	if at.After(last) {
		return at
	}
	return last.Add(time.Microsecond)
}
