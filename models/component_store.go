package models

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
)

// componentsInOrder lists components as pages show them: group by group, those
// without a group last.
const componentsInOrder = `SELECT c.* FROM components c LEFT JOIN component_groups g ON g.id = c.group_id
ORDER BY CASE WHEN g.id IS NULL THEN 1 ELSE 0 END, g.position, g.name, g.id, c.position, c.name, c.id`

// Components returns every component in the order they are shown.
func (s *Site) Components(ctx context.Context) ([]Component, error) {
	cs, err := gorm.G[Component](s.query(ctx)).Raw(componentsInOrder).Find(ctx)
	return cs, Fault(err, "component")
}

// Component returns the component with a public id or slug.
func (s *Site) Component(ctx context.Context, id string) (Component, error) {
	c, err := gorm.G[Component](s.query(ctx)).Where("public_id = ? OR slug = ?", id, id).Take(ctx)
	return c, Fault(err, "component")
}

// CreateComponent adds a component. Its history begins with its start date, or
// now.
func (s *Store) CreateComponent(ctx context.Context, n NewComponent) (comp Component, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if comp, err = s.newComponent(ctx, n); err != nil {
			return err
		}
		if err := s.pass(ctx, n.Accept, comp.texts()...); err != nil {
			return err
		}
		if err := taken(gorm.G[Component](s.query(ctx)).Create(ctx, &comp), "component", comp.Slug); err != nil {
			return err
		}
		if err := s.firstChange(ctx, comp); err != nil {
			return err
		}
		return s.record(ctx, AuditEntry{Deed: "component.created", Noun: "component", Subject: comp.PublicID, After: comp.told()}, comp.ID)
	})
	return comp, err
}

func (s *Store) newComponent(ctx context.Context, n NewComponent) (Component, error) {
	c := Complaints{}
	now := s.Now()
	comp := Component{PublicID: NewID(), Name: c.Line("name", n.Name, 1, 100), Slug: c.Slug("slug", n.Slug, n.Name),
		Description: c.Body("description", n.Description, 0, 1_000), Position: n.Position, Status: n.Status,
		Showcase: n.Showcase, OnlyIfDegraded: n.OnlyIfDegraded, Version: 1, CreatedAt: now, UpdatedAt: now}
	if comp.Status == "" {
		comp.Status = Operational
	}
	e := ComponentEdit{StartDate: n.StartDate, Status: &comp.Status}
	if n.GroupID != "" {
		e.GroupID = &n.GroupID
	}
	if err := s.placeComponent(ctx, c, e, &comp); err != nil {
		return Component{}, err
	}
	return comp, c.Err()
}

// placeComponent checks and sets what both a new component and an edit may say
// beside the texts.
func (s *Store) placeComponent(ctx context.Context, c Complaints, e ComponentEdit, comp *Component) error {
	if e.Status != nil {
		c.status("status", *e.Status)
	}
	if e.StartDate != nil {
		comp.StartDate = nil
		if !e.StartDate.IsZero() {
			start := day(c.Time("start_date", *e.StartDate, s.Now()))
			comp.StartDate = &start
		}
	}
	if comp.StartDate != nil && comp.StartDate.After(s.Now()) {
		c.Add("start_date", "The start date must not lie in the future.")
	}
	if e.GroupID == nil {
		return nil
	}
	if comp.GroupID = nil; *e.GroupID == "" {
		return nil
	}
	g, err := s.Group(ctx, *e.GroupID)
	if KindOf(err) == NotFound {
		c.Add("group_id", "There is no component group %q.", *e.GroupID)
		return nil
	}
	comp.GroupID = &g.ID
	return err
}

// status complains about a status nobody may choose.
func (c Complaints) status(field string, s Status) {
	if !slices.Contains(Statuses, s) {
		c.Add(field, "%q is no component status. Choose operational, under_maintenance, degraded_performance, partial_outage, major_outage or unknown.", s)
	}
}

// EditComponent changes a component. A new status counts from now.
func (s *Store) EditComponent(ctx context.Context, id string, e ComponentEdit) (comp Component, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if comp, err = s.lockComponent(ctx, id); err != nil {
			return err
		}
		before, read := comp.told(), comp.Version
		if err := s.applyComponentEdit(ctx, e, &comp); err != nil {
			return err
		}
		if err := s.pass(ctx, e.Accept, comp.texts()...); err != nil {
			return err
		}
		comp.UpdatedAt = s.Now()
		columns := comp.told()
		delete(columns, "status")
		columns["group_id"], columns["updated_at"] = comp.GroupID, comp.UpdatedAt
		version, err := amend[Component](ctx, s, row{"component", comp.ID, read, e.Version}, columns)
		if err := taken(err, "component", comp.Slug); err != nil {
			return err
		}
		comp.Version = version
		if e.Status != nil {
			if err := s.mark(ctx, &comp, *e.Status, cause{at: s.Now()}); err != nil {
				return err
			}
		}
		return s.record(ctx, AuditEntry{Deed: "component.edited", Noun: "component", Subject: comp.PublicID, Before: before, After: comp.told()}, comp.ID)
	})
	return comp, err
}

func (s *Store) applyComponentEdit(ctx context.Context, e ComponentEdit, comp *Component) error {
	c := Complaints{}
	setLine(c, "name", &comp.Name, e.Name, 1, 100)
	setBody(c, "description", &comp.Description, e.Description, 1_000)
	if e.Slug != nil {
		comp.Slug = c.Slug("slug", *e.Slug, comp.Name)
	}
	set(&comp.Position, e.Position)
	set(&comp.Showcase, e.Showcase)
	set(&comp.OnlyIfDegraded, e.OnlyIfDegraded)
	if err := s.placeComponent(ctx, c, e, comp); err != nil {
		return err
	}
	return c.Err()
}

// SetComponentStatus gives a component a status from now on, outside any
// incident.
func (s *Store) SetComponentStatus(ctx context.Context, id string, status Status) (comp Component, err error) {
	c := Complaints{}
	c.status("status", status)
	if err := c.Err(); err != nil {
		return Component{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		if comp, err = s.lockComponent(ctx, id); err != nil {
			return err
		}
		before := comp.Status
		if err := s.mark(ctx, &comp, status, cause{at: s.Now()}); err != nil {
			return err
		}
		return s.record(ctx, AuditEntry{Deed: "component.status_set", Noun: "component", Subject: comp.PublicID,
			Before: map[string]any{"status": before}, After: map[string]any{"status": status}}, comp.ID)
	})
	return comp, err
}

// DeleteComponent removes a component with its history. One that is part of an
// open incident or of a maintenance to come stays.
func (s *Store) DeleteComponent(ctx context.Context, id string) error {
	return s.deed(ctx, func(s *Store) error {
		comp, err := s.lockComponent(ctx, id)
		if err != nil {
			return err
		}
		if err := s.refuseInUse(ctx, comp); err != nil {
			return err
		}
		if _, err := gorm.G[Component](s.query(ctx)).Where("id = ?", comp.ID).Delete(ctx); err != nil {
			return Fault(err, "component")
		}
		return s.record(ctx, AuditEntry{Deed: "component.deleted", Noun: "component", Subject: comp.PublicID, Before: comp.told()}, comp.ID)
	})
}

// inUse names what still needs a component.
const inUse = `SELECT i.title FROM incidents i JOIN updates u ON u.incident_id = i.id
JOIN update_components c ON c.update_id = u.id WHERE c.component_id = ? AND i.state <> 'resolved'
UNION SELECT m.title FROM maintenances m JOIN maintenance_components c ON c.maintenance_id = m.id
WHERE c.component_id = ? AND m.state NOT IN ('completed', 'cancelled')`

func (s *Store) refuseInUse(ctx context.Context, comp Component) error {
	var titles []string
	if err := s.query(ctx).Raw(inUse, comp.ID, comp.ID).Scan(&titles).Error; err != nil {
		return Fault(err, "component")
	}
	if len(titles) > 0 {
		return Fail(Conflict, "%s is still part of “%s”. Finish that first, then delete the component.", comp.Name, titles[0])
	}
	return nil
}

func (s *Store) lockComponent(ctx context.Context, id string) (Component, error) {
	c, err := gorm.G[Component](s.query(ctx), s.lock()...).Where("public_id = ? OR slug = ?", id, id).Take(ctx)
	return c, Fault(err, "component")
}

// taken says that a slug is in use, where that is why a row was refused.
func taken(err error, noun, slug string) error {
	if err = Fault(err, noun); KindOf(err) == Conflict && errors.Is(err, gorm.ErrDuplicatedKey) {
		return &Error{Kind: Invalid, Err: err, Message: "The slug is already taken.",
			Fields: map[string]string{"slug": "There is already " + article(noun) + " at “" + slug + "”. Choose another slug."}}
	}
	return err
}

func (c Component) texts() []Text {
	return []Text{{"name", c.Name}, {"slug", c.Slug}, {"description", c.Description}}
}

func (c Component) told() map[string]any {
	return map[string]any{"name": c.Name, "slug": c.Slug, "description": c.Description, "position": c.Position,
		"status": c.Status, "showcase": c.Showcase, "only_if_degraded": c.OnlyIfDegraded, "start_date": c.StartDate}
}
