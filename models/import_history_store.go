package models

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// statusEvent is a status that an imported update gave a component.
type statusEvent struct {
	component                 int64
	status                    Status
	at                        time.Time
	incidentID, maintenanceID *int64
}

// history writes what the imported updates did to components into their
// histories, each where the status was another before, and lets every new
// component end with the status it has.
func (r *importing) history(ctx context.Context) error {
	for _, comp := range r.fresh {
		if err := r.begin(ctx, comp); err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.events, func(a, b statusEvent) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.component, b.component))
	})
	for _, e := range r.events {
		before, err := r.statusAt(ctx, e.component, e.at)
		if err != nil {
			return err
		}
		if before == e.status {
			continue
		}
		change := ComponentChange{ComponentID: e.component, Status: e.status, At: e.at, IncidentID: e.incidentID, MaintenanceID: e.maintenanceID}
		if err := gorm.G[ComponentChange](r.query(ctx)).Create(ctx, &change); err != nil {
			return Fault(err, "component change")
		}
	}
	for _, comp := range r.components {
		if err := r.settle(ctx, comp); err != nil {
			return err
		}
	}
	return nil
}

// settle ends the history of a component with the status it has now.
func (r *importing) settle(ctx context.Context, comp Component) error {
	last, err := r.lastChange(ctx, comp.ID)
	if err != nil || last.Status == comp.Status {
		return err
	}
	at := comp.UpdatedAt
	if now := r.Now(); at.After(now) {
		at = now
	}
	change := ComponentChange{ComponentID: comp.ID, Status: comp.Status, At: later(at, last.At)}
	return Fault(gorm.G[ComponentChange](r.query(ctx)).Create(ctx, &change), "component change")
}

// forget takes back what an earlier import of the same thing wrote into
// histories; it is written again.
func (r *importing) forget(ctx context.Context, column string, id int64) error {
	return Fault(r.query(ctx).Exec("DELETE FROM component_changes WHERE "+column+" = ?", id).Error, "component change")
}
