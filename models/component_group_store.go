package models

import (
	"context"

	"gorm.io/gorm"
)

// Groups returns the component groups in the order they are shown.
func (s *Site) Groups(ctx context.Context) ([]ComponentGroup, error) {
	gs, err := gorm.G[ComponentGroup](s.query(ctx)).Order("position, name, id").Find(ctx)
	return gs, Fault(err, "component group")
}

// Group returns the component group with a public id or slug.
func (s *Site) Group(ctx context.Context, id string) (ComponentGroup, error) {
	g, err := gorm.G[ComponentGroup](s.query(ctx)).Where("public_id = ? OR slug = ?", id, id).Take(ctx)
	return g, Fault(err, "component group")
}

// CreateGroup adds a component group.
func (s *Store) CreateGroup(ctx context.Context, n NewGroup) (g ComponentGroup, err error) {
	c := Complaints{}
	g = ComponentGroup{PublicID: NewID(), Name: c.Line("name", n.Name, 1, 100), Slug: c.Slug("slug", n.Slug, n.Name),
		Description: c.Body("description", n.Description, 0, 1_000), Position: n.Position, Version: 1}
	if err := c.Err(); err != nil {
		return ComponentGroup{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		if err := s.pass(ctx, n.Accept, g.texts()...); err != nil {
			return err
		}
		g.CreatedAt = s.Now()
		g.UpdatedAt = g.CreatedAt
		if err := taken(gorm.G[ComponentGroup](s.query(ctx)).Create(ctx, &g), "component group", g.Slug); err != nil {
			return err
		}
		return s.record(ctx, AuditEntry{Deed: "group.created", Noun: "group", Subject: g.PublicID, After: g.told()}, g.ID)
	})
	return g, err
}

// EditGroup changes a component group.
func (s *Store) EditGroup(ctx context.Context, id string, e GroupEdit) (g ComponentGroup, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if g, err = s.Group(ctx, id); err != nil {
			return err
		}
		before := g.told()
		if err := e.apply(&g); err != nil {
			return err
		}
		if err := s.pass(ctx, e.Accept, g.texts()...); err != nil {
			return err
		}
		g.UpdatedAt = s.Now()
		version, err := amend[ComponentGroup](ctx, s, row{"component group", g.ID, g.Version, e.Version}, map[string]any{
			"name": g.Name, "slug": g.Slug, "description": g.Description, "position": g.Position, "updated_at": g.UpdatedAt})
		if err := taken(err, "component group", g.Slug); err != nil {
			return err
		}
		g.Version = version
		return s.record(ctx, AuditEntry{Deed: "group.edited", Noun: "group", Subject: g.PublicID, Before: before, After: g.told()}, g.ID)
	})
	return g, err
}

// DeleteGroup removes a component group; its components stay, in no group.
func (s *Store) DeleteGroup(ctx context.Context, id string) error {
	return s.deed(ctx, func(s *Store) error {
		g, err := s.Group(ctx, id)
		if err != nil {
			return err
		}
		const ungroup = "UPDATE components SET group_id = NULL, version = version + 1, updated_at = ? WHERE group_id = ?"
		if err := s.query(ctx).Exec(ungroup, s.Now(), g.ID).Error; err != nil {
			return Fault(err, "component")
		}
		if _, err := gorm.G[ComponentGroup](s.query(ctx)).Where("id = ?", g.ID).Delete(ctx); err != nil {
			return Fault(err, "component group")
		}
		return s.record(ctx, AuditEntry{Deed: "group.deleted", Noun: "group", Subject: g.PublicID, Before: g.told()}, g.ID)
	})
}

func (e GroupEdit) apply(g *ComponentGroup) error {
	c := Complaints{}
	setLine(c, "name", &g.Name, e.Name, 1, 100)
	setBody(c, "description", &g.Description, e.Description, 1_000)
	if e.Slug != nil {
		g.Slug = c.Slug("slug", *e.Slug, g.Name)
	}
	set(&g.Position, e.Position)
	return c.Err()
}

func (g ComponentGroup) texts() []Text {
	return []Text{{"name", g.Name}, {"slug", g.Slug}, {"description", g.Description}}
}

func (g ComponentGroup) told() map[string]any {
	return map[string]any{"name": g.Name, "slug": g.Slug, "description": g.Description, "position": g.Position}
}
