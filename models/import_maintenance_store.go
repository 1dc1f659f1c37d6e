package models

import (
	"context"
	"slices"
	"time"
)

// maintenance takes a maintenance over, with every update.
func (r *importing) maintenance(ctx context.Context, n ImportedMaintenance) error {
	ids, plain := fed{n.FeedID, n.FeedGUID}, n
	plain.FeedID, plain.FeedGUID = "", ""
	return r.event(ctx, importedEvent{
		line:   ImportLine{Noun: "maintenance", ForeignID: n.ForeignID, Title: n.Title, Deed: ImportNew, Updates: len(n.Said), At: n.ScheduledFor},
		folder: "/maintenance/", digest: importDigest(plain), ids: ids, said: n.Said, oldPaths: n.OldPaths,
		before: func(id string) (standing, error) {
			m, err := r.lockMaintenance(ctx, id)
			return standing{m.ID, m.PublicID, m.Version, fed{m.FeedID, m.FeedGUID}, m.Updates}, err
		},
		put: func(now standing, said []ImportedUpdate) error {
			m := n.Maintenance
			m.ID, m.PublicID, m.Version, m.FeedID, m.FeedGUID, m.Updates, m.ComponentIDs = now.id, now.publicID, now.version, now.ids.atom, now.ids.guid, nil, nil
			n.Said = said
			return r.putMaintenance(ctx, n, &m)
		},
	})
}

// putMaintenance writes the rows of a maintenance.
func (r *importing) putMaintenance(ctx context.Context, n ImportedMaintenance, m *Maintenance) error {
	name, c := "maintenance "+n.ForeignID+" “"+n.Title+"”", Complaints{}
	m.Title = c.Line("title", tidy(m.Title, false), 1, MaxTitle)
	if !slices.Contains(MaintenanceStates, m.State) {
		c.Add("state", "%q is no state of a maintenance.", m.State)
	}
	r.times(c, map[string]*time.Time{"scheduled_for": &m.ScheduledFor, "scheduled_until": &m.ScheduledUntil, "created_at": &m.CreatedAt,
		"updated_at": &m.UpdatedAt, "verifying_at": m.VerifyingAt, "started_at": m.StartedAt, "completed_at": m.CompletedAt})
	if err := r.note(ctx, name, c, Text{"title", m.Title}); err != nil {
		return err
	}
	if err := r.inOwn(ctx, &m.Language); err != nil {
		return err
	}
	if err := r.write(ctx, m, "maintenance"); err != nil {
		return err
	}
	if err := r.setMaintenanceComponents(ctx, m, r.maintained(n)); err != nil {
		return err
	}
	for _, u := range n.Said {
		u.MaintenanceID = &m.ID
		if err := r.update(ctx, name, u); err != nil {
			return err
		}
	}
	return r.record(ctx, AuditEntry{Deed: "maintenance.imported", Noun: "maintenance", Subject: m.PublicID, After: r.origin(m.told())}, m.ID)
}

// maintained are the components that a maintenance names, or that its updates
// touched.
func (r *importing) maintained(n ImportedMaintenance) (ts touches) {
	names := slices.Clone(n.Components)
	for _, u := range n.Said {
		for _, t := range u.Touched {
			names = append(names, t.Component)
		}
	}
	for k, name := range names {
		if comp, ok := r.components[name]; ok && slices.Index(names, name) == k {
			ts = append(ts, touch{comp, comp.Status, comp.Status})
		}
	}
	return ts
}
