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
	seen, there, same, err := r.known(ctx, "maintenance", n.ForeignID, importDigest(plain))
	if err != nil {
		return err
	}
	line := ImportLine{Noun: "maintenance", ForeignID: n.ForeignID, Title: n.Title, Deed: ImportNew, Updates: len(n.Said), At: n.ScheduledFor}
	m := n.Maintenance
	m.PublicID, m.Version, m.Updates, m.ComponentIDs = keepID(n.ForeignID), 1, nil, nil
	if !there {
		if done, err := r.adopted(ctx, ids, line); done || err != nil {
			return err
		}
	}
	if there {
		before, err := r.lockMaintenance(ctx, seen.Subject)
		if err != nil {
			return err
		}
		line.Deed, line.Path = importStep(same, before.Version == seen.Version), "/maintenance/"+before.PublicID
		if line.Deed == ImportKnown {
			return r.adopt(ctx, "maintenances", before.ID, ids, line)
		} else if line.Deed != ImportChanged {
			r.tell(line)
			return nil
		}
		m.ID, m.PublicID, m.Version = before.ID, before.PublicID, before.Version+1
		m.FeedID, m.FeedGUID = fed{before.FeedID, before.FeedGUID}.or(ids)
		n.Said = handOn(before.Updates, n.Said)
		if err := r.clear(ctx, "maintenance_id", m.ID); err != nil {
			return err
		}
	}
	if err := r.putMaintenance(ctx, n, &m); err != nil {
		return err
	}
	line.Path = "/maintenance/" + m.PublicID
	if line.OldPaths, err = r.sendOn(ctx, n.OldPaths, line.Path); err != nil {
		return err
	}
	r.tell(line)
	return r.remember(ctx, seen, m.PublicID, m.Version)
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
