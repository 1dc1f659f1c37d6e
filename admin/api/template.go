package api

import (
	"context"
	"time"

	"vitrine/models/desk"
	"vitrine/models/staff"
)

// template is a text prepared for an incident or a maintenance.
type template struct {
	ID        string    `json:"id" doc:"Its id." example:"z1x2c3v4b5nm"`
	Name      string    `json:"name" example:"Sign-in fails"`
	Kind      string    `json:"kind" enum:"incident,maintenance" example:"incident"`
	Title     string    `json:"title" example:"[service] is not available"`
	State     string    `json:"state" doc:"A state of an incident, or empty." example:"investigating"`
	Impact    string    `json:"impact" doc:"An impact, or empty." example:"major"`
	Body      string    `json:"body" doc:"Markdown with placeholders like [service]." example:"We are looking into trouble with [service]."`
	Position  int64     `json:"position" example:"10"`
	Version   int64     `json:"version" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// newTemplate is what adds a template.
type newTemplate struct {
	Name     string `json:"name" example:"Sign-in fails"`
	Kind     string `json:"kind,omitempty" enum:"incident,maintenance" doc:"Incident when missing." example:"incident"`
	Title    string `json:"title,omitempty" example:"[service] is not available"`
	State    string `json:"state,omitempty" enum:"investigating,identified,monitoring,resolved" example:"investigating"`
	Impact   string `json:"impact,omitempty" enum:"none,minor,major,critical" example:"major"`
	Body     string `json:"body,omitempty" doc:"Markdown with placeholders like [service]." example:"We are looking into trouble with [service]."`
	Position int64  `json:"position,omitempty" example:"10"`
}

// templateEdit changes what is given.
type templateEdit struct {
	Name     *string `json:"name,omitempty" example:"Sign-in fails"`
	Kind     *string `json:"kind,omitempty" enum:"incident,maintenance" example:"incident"`
	Title    *string `json:"title,omitempty" example:"[service] is not available"`
	State    *string `json:"state,omitempty" doc:"A state of an incident, or empty." example:"investigating"`
	Impact   *string `json:"impact,omitempty" doc:"An impact, or empty." example:"major"`
	Body     *string `json:"body,omitempty" example:"We are looking into trouble with [service]."`
	Position *int64  `json:"position,omitempty" example:"10"`
}

func (a *API) templateRoutes() {
	at := call{path: "/templates", tag: "Templates"}
	handle(a, at.get("list-templates", staff.Viewer, "List the templates",
		"In their order."), a.listTemplates)
	handle(a, at.post("create-template", staff.Responder, "Add a template",
		"Placeholders are words in square brackets; a person replaces them."), a.createTemplate)
	at.path += "/{id}"
	handle(a, at.get("get-template", staff.Viewer, "Show a template",
		"With its texts."), a.showTemplate)
	handle(a, at.patch("edit-template", staff.Responder, "Change a template",
		"What was posted with it stays as it is."), a.editTemplate)
	handle(a, at.delete("delete-template", staff.Responder, "Delete a template",
		"What was posted with it stays as it is."), a.deleteTemplate)
}

func (a *API) listTemplates(ctx context.Context, in *struct{ Window }) (*paged[template], error) {
	ts, err := a.Desk.Templates(ctx)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, ts, showTemplate)
}

func (a *API) showTemplate(ctx context.Context, in *ByID) (*answer[template], error) {
	t, err := a.Desk.Template(ctx, in.ID)
	return &answer[template]{etag(t.Version), showTemplate(t)}, err
}

func (a *API) createTemplate(ctx context.Context, in *struct{ Body newTemplate }) (*made[template], error) {
	b := in.Body
	t, err := a.Desk.SaveTemplate(ctx, desk.Template{Name: b.Name, Kind: b.Kind, Title: b.Title, State: b.State,
		Impact: b.Impact, Body: b.Body, Position: b.Position})
	return &made[template]{etag(t.Version), Base + "/templates/" + t.PublicID, showTemplate(t)}, err
}

func (a *API) editTemplate(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body templateEdit
}) (*answer[template], error) {
	t, err := a.Desk.Template(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	b := in.Body
	for at, given := range map[*string]*string{&t.Name: b.Name, &t.Kind: b.Kind, &t.Title: b.Title, &t.State: b.State,
		&t.Impact: b.Impact, &t.Body: b.Body} {
		if given != nil {
			*at = *given
		}
	}
	if b.Position != nil {
		t.Position = *b.Position
	}
	t.Version = in.asked
	t, err = a.Desk.SaveTemplate(ctx, t)
	return &answer[template]{etag(t.Version), showTemplate(t)}, err
}

func (a *API) deleteTemplate(ctx context.Context, in *ByID) (*nothing, error) {
	return nil, a.Desk.DeleteTemplate(ctx, in.ID)
}

func showTemplate(t desk.Template) template {
	return template{ID: t.PublicID, Name: t.Name, Kind: t.Kind, Title: t.Title, State: t.State, Impact: t.Impact, Body: t.Body,
		Position: t.Position, Version: t.Version, CreatedAt: utc(t.CreatedAt), UpdatedAt: utc(t.UpdatedAt)}
}
