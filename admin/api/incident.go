package api

import (
	"context"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// incident is an interruption as told to the public.
type incident struct {
	ID                   string            `json:"id" doc:"Its public id." example:"k3v9x2m8q1ab"`
	Title                string            `json:"title" example:"Sign-in fails"`
	TitleWording         string            `json:"title_wording" doc:"Fingerprint of its title, for a translation to name." example:"9f86d081884c7d659a2feaa0c55ad015"`
	Language             string            `json:"language" doc:"The language its title is written in." example:"en"`
	State                string            `json:"state" enum:"investigating,identified,monitoring,resolved" example:"identified"`
	Impact               string            `json:"impact" enum:"none,minor,major,critical" example:"major"`
	ImpactOverridden     bool              `json:"impact_overridden" doc:"Said by a person, not worked out from the components."`
	Severity             int64             `json:"severity" doc:"1 complete outage … 5 false alarm; 0 not said." example:"2"`
	StartedAt            time.Time         `json:"started_at"`
	DetectedAt           *time.Time        `json:"detected_at" nullable:"true"`
	MonitoringAt         *time.Time        `json:"monitoring_at" nullable:"true"`
	ResolvedAt           *time.Time        `json:"resolved_at" nullable:"true"`
	NextUpdateAt         *time.Time        `json:"next_update_at" doc:"The promise of the next word."`
	PostmortemExpectedBy *time.Time        `json:"postmortem_expected_by" doc:"A day, midnight UTC."`
	Backfilled           bool              `json:"backfilled" doc:"Told afterwards."`
	Components           []componentStatus `json:"components" nullable:"false" doc:"What it touched, with what was last said about it."`
	Updates              []update          `json:"updates" nullable:"false" doc:"The newest first."`
	Translations         []translation     `json:"translations" nullable:"false" doc:"Its title in other languages of the site."`
	URL                  string            `json:"url" doc:"Its public page." example:"https://status.example.com/incidents/k3v9x2m8q1ab"`
	Version              int64             `json:"version" example:"4"`
	CreatedAt            time.Time         `json:"created_at"`
	UpdatedAt            time.Time         `json:"updated_at"`
}

// componentStatus is a component with the status that was said about it.
type componentStatus struct {
	ID     string `json:"id" doc:"Public id or slug of a component." example:"p0d4n7c2w6zz"`
	Status string `json:"status" enum:"operational,degraded_performance,partial_outage,major_outage,under_maintenance,unknown" example:"major_outage"`
}

// newIncident is what opens an incident.
type newIncident struct {
	Title                string            `json:"title" example:"Sign-in fails"`
	State                string            `json:"state,omitempty" enum:"investigating,identified,monitoring,resolved" doc:"Investigating when missing. With resolved the incident is told afterwards (a backfill): statuses of today stay as they are." example:"investigating"`
	Impact               string            `json:"impact,omitempty" enum:"none,minor,major,critical" doc:"Worked out from the components when missing." example:"major"`
	Severity             int64             `json:"severity,omitempty" minimum:"0" maximum:"5" doc:"1 complete outage … 5 false alarm." example:"2"`
	StartedAt            time.Time         `json:"started_at,omitzero" doc:"Now when missing." example:"2026-11-20T16:00:00Z"`
	DetectedAt           *time.Time        `json:"detected_at,omitempty" example:"2026-11-20T16:12:00Z"`
	ResolvedAt           *time.Time        `json:"resolved_at,omitempty" doc:"Of a backfill; now when missing." example:"2026-11-20T16:40:00Z"`
	Body                 string            `json:"body" doc:"The first update, Markdown." example:"Some sign-ins fail. We are looking into it."`
	Components           []componentStatus `json:"components,omitempty" nullable:"false" doc:"What is affected, and how."`
	Notify               bool              `json:"notify,omitempty" doc:"Tell subscribers." example:"true"`
	NextUpdateAt         *time.Time        `json:"next_update_at,omitempty" doc:"When the next word comes." example:"2026-11-20T16:45:00Z"`
	PostmortemExpectedBy *date             `json:"postmortem_expected_by,omitempty" doc:"The day a postmortem is promised for." example:"2026-11-23"`
	Proposal             string            `json:"proposal,omitempty" doc:"What alerts propose and this is opened for: its alerts enter the timeline of the review. Proposals for a component that the incident touches come along by themselves." example:"d9s8a7f6g5hj"`
	Translations         []newTranslation  `json:"translations,omitempty" nullable:"false" doc:"The same in other languages of the site. They pass the leak gate too; their finds name the field body_de, title_de and so on."`
	Accept               []acceptance      `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// incidentEdit changes what is given. What is said about components and the
// state changes with an update.
type incidentEdit struct {
	Title                *string          `json:"title,omitempty" example:"Sign-in fails for some"`
	Language             string           `json:"language,omitempty" doc:"The language the title is written in, where that is another than before." example:"en"`
	Impact               maybe[string]    `json:"impact,omitempty" doc:"Null: worked out from the components again." example:"minor"`
	Severity             *int64           `json:"severity,omitempty" minimum:"0" maximum:"5" example:"2"`
	StartedAt            *time.Time       `json:"started_at,omitempty" example:"2026-11-20T16:00:00Z"`
	DetectedAt           maybe[time.Time] `json:"detected_at,omitempty" doc:"Null: not known." example:"2026-11-20T16:12:00Z"`
	ResolvedAt           *time.Time       `json:"resolved_at,omitempty" doc:"Of a resolved incident." example:"2026-11-20T16:40:00Z"`
	NextUpdateAt         maybe[time.Time] `json:"next_update_at,omitempty" doc:"Null: no promise." example:"2026-11-20T16:45:00Z"`
	PostmortemExpectedBy maybe[date]      `json:"postmortem_expected_by,omitempty" doc:"Null: no promise." example:"2026-11-23"`
	Accept               []acceptance     `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// incidentList chooses incidents.
type incidentList struct {
	Window
	State string    `query:"state" enum:"open,resolved" doc:"Only those that are open, or resolved." example:"open"`
	From  time.Time `query:"from" doc:"Started at or after." example:"2026-11-01T00:00:00Z"`
	To    time.Time `query:"to" doc:"Started before." example:"2026-12-01T00:00:00Z"`
}

func (a *API) incidentRoutes() {
	at := call{path: "/incidents", tag: "Incidents"}
	handle(a, at.get("list-incidents", staff.Viewer, "List incidents",
		"The latest start first, with their updates."), a.listIncidents)
	handle(a, at.post("open-incident", staff.Responder, "Open an incident",
		"With its first update. It is public at once; subscribers hear of it with notify, after the undo window.").public(), a.openIncident)
	at.path += "/{id}"
	handle(a, at.get("get-incident", staff.Viewer, "Show an incident",
		"With its updates."), a.showIncident)
	handle(a, at.patch("edit-incident", staff.Responder, "Correct an incident",
		"Its title, impact, severity, times and promises. Nobody is told.").public(), a.editIncident)
}

func (a *API) listIncidents(ctx context.Context, in *incidentList) (*paged[incident], error) {
	q := models.IncidentQuery{From: in.From, To: in.To, Before: in.after, Limit: in.Limit + 1}
	if in.State != "" {
		q.Open = new(in.State == "open")
	}
	is, err := a.Site.Incidents(ctx, q)
	if in.after != "" && models.KindOf(err) == models.NotFound {
		err = strayCursor()
	}
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return turn(a, in.Window, is, func(i models.Incident) string { return i.PublicID }, n.incident), nil
}

func (a *API) showIncident(ctx context.Context, in *ByID) (*answer[incident], error) {
	i, err := a.Site.Incident(ctx, in.ID)
	return a.answerIncident(ctx, i, err)
}

func (a *API) openIncident(ctx context.Context, in *struct{ Body newIncident }) (*made[incident], error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	b := in.Body
	state := models.IncidentState(b.State)
	if state == "" {
		state = models.Investigating
	}
	order := models.NewIncident{Title: b.Title, State: state, Impact: models.Impact(b.Impact),
		Severity: b.Severity, StartedAt: b.StartedAt, DetectedAt: b.DetectedAt, ResolvedAt: b.ResolvedAt, Body: b.Body,
		Components: choices(b.Components), Notify: b.Notify, NextUpdateAt: b.NextUpdateAt,
		PostmortemExpectedBy: b.PostmortemExpectedBy.moment(), Translations: inLanguages(b.Translations), Accept: accepted(b.Accept)}
	i, err := a.Desk.OpenWith(ctx, b.Proposal, func(ctx context.Context) (models.Incident, error) { return a.Site.OpenIncident(ctx, order) })
	return &made[incident]{etag(i.Version), Base + "/incidents/" + i.PublicID, n.incident(i)}, err
}

func (a *API) editIncident(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body incidentEdit
}) (*answer[incident], error) {
	b := in.Body
	i, err := a.Site.EditIncident(ctx, in.ID, models.IncidentEdit{Title: b.Title, Language: b.Language, Impact: (*models.Impact)(b.Impact.edit()),
		Severity: b.Severity, StartedAt: b.StartedAt, DetectedAt: b.DetectedAt.edit(), ResolvedAt: b.ResolvedAt,
		NextUpdateAt: b.NextUpdateAt.edit(), PostmortemExpectedBy: b.PostmortemExpectedBy.edit().moment(),
		Version: in.asked, Accept: accepted(b.Accept)})
	return a.answerIncident(ctx, i, err)
}

func (a *API) answerIncident(ctx context.Context, i models.Incident, err error) (*answer[incident], error) {
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[incident]{etag(i.Version), n.incident(i)}, nil
}

// choices are the components of an update as the store takes them.
func choices(cs []componentStatus) []models.ComponentChoice {
	var out []models.ComponentChoice
	for _, c := range cs {
		out = append(out, models.ComponentChoice{ID: c.ID, Status: models.Status(c.Status)})
	}
	return out
}

func (n names) incident(i models.Incident) incident {
	return incident{ID: i.PublicID, Title: i.Title, TitleWording: models.WordingOf(i.Title), Language: i.Language, State: string(i.State), Impact: string(i.Impact),
		ImpactOverridden: i.ImpactOverridden, Severity: i.Severity, StartedAt: utc(i.StartedAt), DetectedAt: stamp(i.DetectedAt),
		MonitoringAt: stamp(i.MonitoringAt), ResolvedAt: stamp(i.ResolvedAt), NextUpdateAt: stamp(i.NextUpdateAt),
		PostmortemExpectedBy: stamp(i.PostmortemExpectedBy), Backfilled: i.Backfilled, Components: n.said(i),
		Updates: n.updates(i.Updates), Translations: shownTranslations(i.Translations, i.Title, ""), URL: n.publicURL + "/incidents/" + i.PublicID, Version: i.Version,
		CreatedAt: utc(i.CreatedAt), UpdatedAt: utc(i.UpdatedAt)}
}

// said lists the components of an incident with what was last said about each.
func (n names) said(i models.Incident) []componentStatus {
	last := map[int64]models.Status{}
	for _, u := range i.Updates {
		for _, c := range u.Components {
			if _, newer := last[c.ComponentID]; !newer {
				last[c.ComponentID] = c.NewStatus
			}
		}
	}
	out := []componentStatus{}
	for _, id := range i.ComponentIDs() {
		if c, ok := n.components[id]; ok {
			out = append(out, componentStatus{ID: c.PublicID, Status: string(last[id])})
		}
	}
	return out
}
