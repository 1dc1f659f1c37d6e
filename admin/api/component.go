package api

import (
	"context"
	"net/http"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// component is a service as customers know it.
type component struct {
	ID             string    `json:"id" doc:"Its public id." example:"k3v9x2m8q1ab"`
	Slug           string    `json:"slug" doc:"Its place in addresses." example:"login"`
	Name           string    `json:"name" example:"Login"`
	Description    string    `json:"description" example:"Signing in to the application."`
	GroupID        *string   `json:"group_id" doc:"The group it is shown in; null: none." example:"p0d4n7c2w6zz"`
	Position       int64     `json:"position" doc:"Its place among its neighbours." example:"10"`
	Status         string    `json:"status" example:"operational"`
	Showcase       bool      `json:"showcase" doc:"Whether the home page shows its uptime."`
	OnlyIfDegraded bool      `json:"only_if_degraded" doc:"Whether the home page leaves it out while it is operational."`
	StartDate      *string   `json:"start_date" format:"date" doc:"The first day of its history." example:"2024-03-01"`
	URL            string    `json:"url" doc:"Its public page." example:"https://status.example.com/components/login"`
	Version        int64     `json:"version" example:"3"`
	CreatedAt      time.Time `json:"created_at"`
	UpdatedAt      time.Time `json:"updated_at"`
}

// newComponent is what adds a component.
type newComponent struct {
	Name           string       `json:"name" example:"Login"`
	Slug           string       `json:"slug,omitempty" doc:"Made from the name when missing." example:"login"`
	Description    string       `json:"description,omitempty" example:"Signing in to the application."`
	GroupID        string       `json:"group_id,omitempty" doc:"The group to show it in." example:"p0d4n7c2w6zz"`
	Position       int64        `json:"position,omitempty" example:"10"`
	Status         string       `json:"status,omitempty" enum:"operational,degraded_performance,partial_outage,major_outage,under_maintenance,unknown" doc:"Operational when missing." example:"operational"`
	Showcase       *bool        `json:"showcase,omitempty" doc:"True when missing." example:"true"`
	OnlyIfDegraded bool         `json:"only_if_degraded,omitempty" doc:"The home page leaves it out while it is operational." example:"false"`
	StartDate      *date        `json:"start_date,omitempty" doc:"The first day of its history; today when missing." example:"2024-03-01"`
	Accept         []acceptance `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// componentEdit changes what is given.
type componentEdit struct {
	Name           *string       `json:"name,omitempty" example:"Login"`
	Slug           *string       `json:"slug,omitempty" example:"login"`
	Description    *string       `json:"description,omitempty" example:"Signing in to the application."`
	GroupID        maybe[string] `json:"group_id,omitempty" doc:"Null: in no group." example:"p0d4n7c2w6zz"`
	Position       *int64        `json:"position,omitempty" example:"10"`
	Status         *string       `json:"status,omitempty" enum:"operational,degraded_performance,partial_outage,major_outage,under_maintenance,unknown" example:"degraded_performance"`
	Showcase       *bool         `json:"showcase,omitempty" example:"true"`
	OnlyIfDegraded *bool         `json:"only_if_degraded,omitempty" doc:"The home page leaves it out while it is operational." example:"false"`
	StartDate      maybe[date]   `json:"start_date,omitempty" doc:"Null: none." example:"2024-03-01"`
	Accept         []acceptance  `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// statusAlone reports whether nothing else changes.
func (e componentEdit) statusAlone() bool {
	return e.Name == nil && e.Slug == nil && e.Description == nil && !e.GroupID.set && e.Position == nil && e.Showcase == nil && e.OnlyIfDegraded == nil && !e.StartDate.set
}

func (a *API) componentRoutes() {
	at := call{path: "/components", tag: "Components"}
	handle(a, at.get("list-components", staff.Viewer, "List the components",
		"All components in the order they are shown."), a.listComponents)
	handle(a, at.post("create-component", staff.Admin, "Add a component",
		"It is public at once.").public(), a.createComponent)
	at.path += "/{id}"
	handle(a, at.get("get-component", staff.Viewer, "Show a component",
		"By its id or its slug."), a.showComponent)
	handle(a, at.patch("edit-component", staff.Responder, "Change a component",
		"Its status, which becomes part of its history; with the role admin also its words and its place.").public(), a.editComponent)
	handle(a, at.delete("delete-component", staff.Admin, "Delete a component",
		"With its history. Refused while an open incident or a maintenance names it.").public().fails(http.StatusConflict), a.deleteComponent)
}

func (a *API) listComponents(ctx context.Context, in *struct{ Window }) (*paged[component], error) {
	cs, err := a.Site.Components(ctx)
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, cs, n.component)
}

func (a *API) showComponent(ctx context.Context, in *ByID) (*answer[component], error) {
	c, err := a.Site.Component(ctx, in.ID)
	return a.answerComponent(ctx, c, err)
}

func (a *API) createComponent(ctx context.Context, in *struct{ Body newComponent }) (*made[component], error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	b := in.Body
	c, err := a.Site.CreateComponent(ctx, models.NewComponent{Name: b.Name, Slug: b.Slug, Description: b.Description,
		GroupID: b.GroupID, Position: b.Position, Status: models.Status(b.Status), Showcase: b.Showcase == nil || *b.Showcase, OnlyIfDegraded: b.OnlyIfDegraded,
		StartDate: b.StartDate.moment(), Accept: accepted(b.Accept)})
	return &made[component]{etag(c.Version), Base + "/components/" + c.PublicID, n.component(c)}, err
}

func (a *API) editComponent(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body componentEdit
}) (*answer[component], error) {
	b := in.Body
	if !b.statusAlone() {
		if err := needs(ctx, staff.Admin, "Changing more of a component than its status"); err != nil {
			return nil, err
		}
	}
	c, err := a.Site.EditComponent(ctx, in.ID, models.ComponentEdit{Name: b.Name, Slug: b.Slug, Description: b.Description,
		GroupID: b.GroupID.edit(), Position: b.Position, Status: (*models.Status)(b.Status), Showcase: b.Showcase, OnlyIfDegraded: b.OnlyIfDegraded,
		StartDate: b.StartDate.edit().moment(), Version: in.asked, Accept: accepted(b.Accept)})
	return a.answerComponent(ctx, c, err)
}

func (a *API) deleteComponent(ctx context.Context, in *ByID) (*nothing, error) {
	return nil, a.Site.DeleteComponent(ctx, in.ID)
}

func (a *API) answerComponent(ctx context.Context, c models.Component, err error) (*answer[component], error) {
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[component]{etag(c.Version), n.component(c)}, nil
}

// names translates row ids of components and groups for the outside.
type names struct {
	publicURL  string
	components map[int64]models.Component
	groups     map[int64]string
}

func (a *API) names(ctx context.Context) (names, error) {
	n := names{publicURL: a.PublicURL, components: map[int64]models.Component{}, groups: map[int64]string{}}
	cs, err := a.Site.Components(ctx)
	if err != nil {
		return n, err
	}
	for _, c := range cs {
		n.components[c.ID] = c
	}
	gs, err := a.Site.Groups(ctx)
	for _, g := range gs {
		n.groups[g.ID] = g.PublicID
	}
	return n, err
}

func (n names) component(c models.Component) component {
	out := component{ID: c.PublicID, Slug: c.Slug, Name: c.Name, Description: c.Description, Position: c.Position,
		Status: string(c.Status), Showcase: c.Showcase, OnlyIfDegraded: c.OnlyIfDegraded, StartDate: dayOf(c.StartDate), URL: n.publicURL + "/components/" + c.Slug,
		Version: c.Version, CreatedAt: utc(c.CreatedAt), UpdatedAt: utc(c.UpdatedAt)}
	if c.GroupID != nil {
		if id := n.groups[*c.GroupID]; id != "" {
			out.GroupID = &id
		}
	}
	return out
}

// known are the public ids of components, in the order given.
func (n names) known(ids []int64) []string {
	out := []string{}
	for _, id := range ids {
		if c, ok := n.components[id]; ok {
			out = append(out, c.PublicID)
		}
	}
	return out
}
