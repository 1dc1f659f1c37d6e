package api

import (
	"context"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// componentGroup is a heading over components.
type componentGroup struct {
	ID          string    `json:"id" doc:"Its public id." example:"p0d4n7c2w6zz"`
	Slug        string    `json:"slug" example:"application"`
	Name        string    `json:"name" example:"Application"`
	Description string    `json:"description" example:"What people use every day."`
	Position    int64     `json:"position" example:"10"`
	Version     int64     `json:"version" example:"1"`
	CreatedAt   time.Time `json:"created_at"`
	UpdatedAt   time.Time `json:"updated_at"`
}

// newComponentGroup is what adds a group.
type newComponentGroup struct {
	Name        string       `json:"name" example:"Application"`
	Slug        string       `json:"slug,omitempty" doc:"Made from the name when missing." example:"application"`
	Description string       `json:"description,omitempty" example:"What people use every day."`
	Position    int64        `json:"position,omitempty" example:"10"`
	Accept      []acceptance `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// componentGroupEdit changes what is given.
type componentGroupEdit struct {
	Name        *string      `json:"name,omitempty" example:"Application"`
	Slug        *string      `json:"slug,omitempty" example:"application"`
	Description *string      `json:"description,omitempty" example:"What people use every day."`
	Position    *int64       `json:"position,omitempty" example:"10"`
	Accept      []acceptance `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

func (a *API) groupRoutes() {
	at := call{path: "/component-groups", tag: "Components"}
	handle(a, at.get("list-component-groups", staff.Viewer, "List the component groups",
		"In the order they are shown."), a.listGroups)
	handle(a, at.post("create-component-group", staff.Admin, "Add a component group",
		"Put components into it with their group_id.").public(), a.createGroup)
	at.path += "/{id}"
	handle(a, at.get("get-component-group", staff.Viewer, "Show a component group",
		"By its id or its slug."), a.showGroup)
	handle(a, at.patch("edit-component-group", staff.Admin, "Change a component group",
		"Its words or its place.").public(), a.editGroup)
	handle(a, at.delete("delete-component-group", staff.Admin, "Delete a component group",
		"Its components stay, in no group.").public(), a.deleteGroup)
}

func (a *API) listGroups(ctx context.Context, in *struct{ Window }) (*paged[componentGroup], error) {
	gs, err := a.Site.Groups(ctx)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, gs, showGroup)
}

func (a *API) showGroup(ctx context.Context, in *ByID) (*answer[componentGroup], error) {
	g, err := a.Site.Group(ctx, in.ID)
	return &answer[componentGroup]{etag(g.Version), showGroup(g)}, err
}

func (a *API) createGroup(ctx context.Context, in *struct{ Body newComponentGroup }) (*made[componentGroup], error) {
	b := in.Body
	g, err := a.Site.CreateGroup(ctx, models.NewGroup{Name: b.Name, Slug: b.Slug, Description: b.Description,
		Position: b.Position, Accept: accepted(b.Accept)})
	return &made[componentGroup]{etag(g.Version), Base + "/component-groups/" + g.PublicID, showGroup(g)}, err
}

func (a *API) editGroup(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body componentGroupEdit
}) (*answer[componentGroup], error) {
	b := in.Body
	g, err := a.Site.EditGroup(ctx, in.ID, models.GroupEdit{Name: b.Name, Slug: b.Slug, Description: b.Description,
		Position: b.Position, Version: in.asked, Accept: accepted(b.Accept)})
	return &answer[componentGroup]{etag(g.Version), showGroup(g)}, err
}

func (a *API) deleteGroup(ctx context.Context, in *ByID) (*nothing, error) {
	return nil, a.Site.DeleteGroup(ctx, in.ID)
}

func showGroup(g models.ComponentGroup) componentGroup {
	return componentGroup{ID: g.PublicID, Slug: g.Slug, Name: g.Name, Description: g.Description, Position: g.Position,
		Version: g.Version, CreatedAt: utc(g.CreatedAt), UpdatedAt: utc(g.UpdatedAt)}
}
