package models

import (
	"context"

	"gorm.io/gorm"
)

// group takes a component group over.
func (r *importing) group(ctx context.Context, n ImportedGroup) error {
	seen, there, same, err := r.known(ctx, "group", n.ForeignID, importDigest(n))
	if err != nil {
		return err
	}
	line := ImportLine{Noun: "group", ForeignID: n.ForeignID, Title: n.Name, Path: "/", Deed: ImportNew}
	g, c := n.ComponentGroup, Complaints{}
	if there {
		g, err = r.Group(ctx, seen.Subject)
		if KindOf(err) == NotFound { // deleted here: it stays so
			line.Deed = ImportGone
			r.tell(line)
			return nil
		}
		r.groups[n.ForeignID] = g.ID
		line.Deed = importStep(same, g.Version == seen.Version)
		if err != nil || line.Deed != ImportChanged {
			r.tell(line)
			return err
		}
		g.Name, g.Description, g.Position = n.Name, n.Description, n.Position
		if g.Version++; !n.UpdatedAt.IsZero() {
			g.UpdatedAt = n.UpdatedAt
		} else {
			g.UpdatedAt = r.Now()
		}
	} else {
		g.PublicID, g.Version = keepID(n.ForeignID), 1
		if g.Slug, err = r.freeSlug(ctx, "component_groups", n.Name); err != nil {
			return err
		}
	}
	g.Name, g.Description = c.Line("name", tidy(g.Name, false), 1, 100), tidy(g.Description, true)
	c.Body("description", g.Description, 0, 1_000)
	if err := r.note(ctx, "group "+n.ForeignID+" “"+g.Name+"”", c, g.texts()...); err != nil {
		return err
	}
	if g.CreatedAt.IsZero() {
		g.CreatedAt, g.UpdatedAt = r.Now(), r.Now()
	}
	if err := r.write(ctx, &g, "component group"); err != nil {
		return err
	}
	r.groups[n.ForeignID] = g.ID
	r.tell(line)
	if err := r.remember(ctx, seen, g.PublicID, g.Version); err != nil {
		return err
	}
	return r.record(ctx, AuditEntry{Deed: "group.imported", Noun: "group", Subject: g.PublicID, After: r.origin(g.told())}, g.ID)
}

// importStep is what becomes of a thing that was imported before.
func importStep(same, untouched bool) ImportDeed {
	switch {
	case same:
		return ImportKnown
	case untouched:
		return ImportChanged
	}
	return ImportKept
}

// component takes a component over. Its history follows once every event of the
// import is known.
func (r *importing) component(ctx context.Context, n ImportedComponent) error {
	seen, there, same, err := r.known(ctx, "component", n.ForeignID, importDigest(n))
	if err != nil {
		return err
	}
	line := ImportLine{Noun: "component", ForeignID: n.ForeignID, Title: n.Name, Deed: ImportNew}
	comp := n.Component
	if there {
		now, err := r.Component(ctx, seen.Subject)
		if KindOf(err) == NotFound { // deleted here: it stays so
			line.Deed = ImportGone
			r.tell(line)
			return nil
		}
		line.Deed, line.Path = importStep(same, now.Version == seen.Version), "/components/"+now.Slug
		r.components[n.ForeignID] = now
		if err != nil || line.Deed != ImportChanged {
			r.tell(line)
			return err
		}
		comp.ID, comp.PublicID, comp.Slug, comp.Version, comp.CreatedAt = now.ID, now.PublicID, now.Slug, now.Version+1, now.CreatedAt
		if comp.UpdatedAt.IsZero() || comp.Status != now.Status && !comp.UpdatedAt.After(now.UpdatedAt) {
			comp.UpdatedAt = r.Now() // when it changed is not told
		}
	} else if err := r.newlyNamed(ctx, &comp, n.ForeignID); err != nil {
		return err
	}
	return r.putComponent(ctx, n, comp, seen, line)
}

func (r *importing) newlyNamed(ctx context.Context, comp *Component, foreignID string) (err error) {
	comp.PublicID, comp.Version = keepID(foreignID), 1
	comp.Slug, err = r.freeSlug(ctx, "components", comp.Name)
	return err
}

func (r *importing) putComponent(ctx context.Context, n ImportedComponent, comp Component, seen imported, line ImportLine) error {
	c := Complaints{}
	comp.Name, comp.Description = c.Line("name", tidy(n.Name, false), 1, 100), tidy(n.Description, true)
	c.Body("description", comp.Description, 0, 1_000)
	c.status("status", comp.Status)
	comp.GroupID = nil
	if id, ok := r.groups[n.ForeignGroup]; ok {
		comp.GroupID = &id
	}
	if err := r.note(ctx, "component "+n.ForeignID+" “"+comp.Name+"”", c, comp.texts()...); err != nil {
		return err
	}
	fresh := comp.ID == 0
	if comp.CreatedAt.IsZero() { // nobody knows when it began: its history begins now
		comp.CreatedAt, comp.UpdatedAt = r.Now(), r.Now()
	}
	if err := r.write(ctx, &comp, "component"); err != nil {
		return err
	}
	r.components[n.ForeignID] = comp
	if fresh {
		r.fresh = append(r.fresh, comp)
	}
	line.Path = "/components/" + comp.Slug
	r.tell(line)
	if err := r.remember(ctx, seen, comp.PublicID, comp.Version); err != nil {
		return err
	}
	return r.record(ctx, AuditEntry{Deed: "component.imported", Noun: "component", Subject: comp.PublicID, After: r.origin(comp.told())}, comp.ID)
}

// begin starts the history of a new component: with its first day, or with that
// of what is known.
func (r *importing) begin(ctx context.Context, comp Component) error {
	at := comp.CreatedAt
	if comp.StartDate != nil {
		at = *comp.StartDate
	}
	if at.Before(r.in.Since) {
		at = r.in.Since
	}
	first := ComponentChange{ComponentID: comp.ID, Status: Operational, At: at}
	return Fault(gorm.G[ComponentChange](r.query(ctx)).Create(ctx, &first), "component change")
}
