package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vitrine/models"
	"vitrine/models/staff"
)

// maintenance is a planned interruption.
type maintenance struct {
	ID             string        `json:"id" doc:"Its public id." example:"m4n8b2v6c1xz"`
	Title          string        `json:"title" example:"Database upgrade"`
	TitleWording   string        `json:"title_wording" doc:"Fingerprint of its title, for a translation to name." example:"9f86d081884c7d659a2feaa0c55ad015"`
	Language       string        `json:"language" doc:"The language its title is written in." example:"en"`
	State          string        `json:"state" enum:"scheduled,in_progress,verifying,completed,cancelled" example:"scheduled"`
	ScheduledFor   time.Time     `json:"scheduled_for"`
	ScheduledUntil time.Time     `json:"scheduled_until"`
	AutoStart      bool          `json:"auto_start" doc:"Starts by the clock."`
	AutoComplete   bool          `json:"auto_complete" doc:"Completes by the clock."`
	Remind         []string      `json:"remind" nullable:"false" doc:"How long before the start subscribers are reminded." example:"24h,1h"`
	Components     []string      `json:"components" nullable:"false" doc:"Public ids of what it touches." example:"p0d4n7c2w6zz"`
	StartedAt      *time.Time    `json:"started_at" nullable:"true"`
	VerifyingAt    *time.Time    `json:"verifying_at" nullable:"true"`
	CompletedAt    *time.Time    `json:"completed_at" nullable:"true" doc:"Completed or cancelled."`
	Updates        []update      `json:"updates" nullable:"false" doc:"The newest first; the oldest is the announcement."`
	Translations   []translation `json:"translations" nullable:"false" doc:"Its title in other languages of the site."`
	URL            string        `json:"url" doc:"Its public page." example:"https://status.example.com/maintenance/m4n8b2v6c1xz"`
	Version        int64         `json:"version" example:"2"`
	CreatedAt      time.Time     `json:"created_at"`
	UpdatedAt      time.Time     `json:"updated_at"`
}

// componentRef names a component: its id alone, or an object with it.
type componentRef string

// UnmarshalJSON implements json.Unmarshaler.
func (r *componentRef) UnmarshalJSON(text []byte) error {
	var object struct{ ID componentRef }
	if err := json.Unmarshal(text, &object); err == nil {
		*r = object.ID
		return nil
	}
	return json.Unmarshal(text, (*string)(r))
}

// Schema implements huma.SchemaProvider.
func (componentRef) Schema(huma.Registry) *huma.Schema {
	object := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{"id": {Type: huma.TypeString}}, Required: []string{"id"}}
	return &huma.Schema{AnyOf: []*huma.Schema{{Type: huma.TypeString}, object}, Description: "Public id or slug of a component."}
}

// newMaintenance is what plans a maintenance.
type newMaintenance struct {
	Title          string           `json:"title" example:"Database upgrade"`
	Body           string           `json:"body" doc:"The announcement, Markdown." example:"We upgrade our main database. Signing in pauses for some minutes."`
	ScheduledFor   time.Time        `json:"scheduled_for" example:"2026-12-05T22:00:00Z"`
	ScheduledUntil time.Time        `json:"scheduled_until" example:"2026-12-05T23:00:00Z"`
	Components     []componentRef   `json:"components,omitempty" nullable:"false" doc:"What it touches." example:"[\"p0d4n7c2w6zz\"]"`
	AutoStart      bool             `json:"auto_start,omitempty" doc:"Start by the clock." example:"true"`
	AutoComplete   bool             `json:"auto_complete,omitempty" doc:"Complete by the clock." example:"true"`
	Remind         []string         `json:"remind,omitempty" nullable:"false" doc:"How long before the start to remind subscribers." example:"24h,1h"`
	Notify         bool             `json:"notify,omitempty" doc:"Tell subscribers now." example:"true"`
	Translations   []newTranslation `json:"translations,omitempty" nullable:"false" doc:"The same in other languages of the site. They pass the leak gate too; their finds name the field body_de, title_de and so on."`
	Accept         []acceptance     `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// maintenanceEdit changes what is given.
type maintenanceEdit struct {
	Title          *string         `json:"title,omitempty" example:"Database upgrade"`
	Language       string          `json:"language,omitempty" doc:"The language the title is written in, where that is another than before." example:"en"`
	ScheduledFor   *time.Time      `json:"scheduled_for,omitempty" example:"2026-12-06T22:00:00Z"`
	ScheduledUntil *time.Time      `json:"scheduled_until,omitempty" example:"2026-12-06T23:00:00Z"`
	Components     *[]componentRef `json:"components,omitempty" nullable:"false" doc:"Only while it is scheduled." example:"[\"p0d4n7c2w6zz\"]"`
	AutoStart      *bool           `json:"auto_start,omitempty" example:"true"`
	AutoComplete   *bool           `json:"auto_complete,omitempty" example:"true"`
	Remind         *[]string       `json:"remind,omitempty" nullable:"false" example:"24h,1h"`
	Accept         []acceptance    `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// newMaintenanceUpdate is one more word about a maintenance.
type newMaintenanceUpdate struct {
	State        string              `json:"state" enum:"scheduled,in_progress,verifying,completed,cancelled" example:"in_progress"`
	Body         string              `json:"body" doc:"Markdown." example:"The upgrade has begun."`
	Notify       bool                `json:"notify,omitempty" doc:"Tell subscribers." example:"true"`
	Translations []updateTranslation `json:"translations,omitempty" nullable:"false" doc:"The same in other languages of the site. They pass the leak gate too; their finds name the field body_de, title_de and so on."`
	Accept       []acceptance        `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// maintenanceList chooses maintenances.
type maintenanceList struct {
	Window
	State string    `query:"state" enum:"ahead,over" doc:"Only those that are not over, or are." example:"ahead"`
	From  time.Time `query:"from" doc:"Scheduled for this time or later." example:"2026-12-01T00:00:00Z"`
	To    time.Time `query:"to" doc:"Scheduled for before." example:"2027-01-01T00:00:00Z"`
}

func (a *API) maintenanceRoutes() {
	at := call{path: "/maintenances", tag: "Maintenances"}
	handle(a, at.get("list-maintenances", staff.Viewer, "List maintenances",
		"With their updates."), a.listMaintenances)
	handle(a, at.post("plan-maintenance", staff.Responder, "Plan a maintenance",
		"It is announced at once; with notify subscribers hear of it.").public(), a.planMaintenance)
	at.path += "/{id}"
	handle(a, at.get("get-maintenance", staff.Viewer, "Show a maintenance",
		"With its updates."), a.showMaintenance)
	handle(a, at.patch("edit-maintenance", staff.Responder, "Change a maintenance",
		"Its title, its window, what it touches and what the clock does.").public(), a.editMaintenance)
	at.path += "/updates"
	handle(a, at.post("post-maintenance-update", staff.Responder, "Post an update of a maintenance",
		"Starts it, goes on, completes or cancels it, with a word about it.").public().fails(http.StatusPreconditionFailed), a.postMaintenanceUpdate)
	at.path += "/{update_id}"
	handle(a, at.patch("correct-maintenance-update", staff.Responder, "Correct an update of a maintenance",
		"Readers see that the text was corrected; nobody is mailed unless notify says so.").public(), a.correctMaintenanceUpdate)
	handle(a, at.delete("remove-maintenance-update", staff.Responder, "Remove an update of a maintenance",
		"For a text that should never have been public; the audit trail keeps it.").public(), a.removeMaintenanceUpdate)
}

func (a *API) listMaintenances(ctx context.Context, in *maintenanceList) (*paged[maintenance], error) {
	q := models.MaintenanceQuery{From: in.From, To: in.To}
	if in.State != "" {
		q.Over = new(in.State == "over")
	}
	ms, err := a.Site.Maintenances(ctx, q)
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, ms, n.maintenance)
}

func (a *API) showMaintenance(ctx context.Context, in *ByID) (*answer[maintenance], error) {
	m, err := a.Site.Maintenance(ctx, in.ID)
	return a.answerMaintenance(ctx, m, err)
}

func (a *API) planMaintenance(ctx context.Context, in *struct{ Body newMaintenance }) (*made[maintenance], error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	b := in.Body
	m, err := a.Site.PlanMaintenance(ctx, models.NewMaintenance{Title: b.Title, Body: b.Body, ScheduledFor: b.ScheduledFor,
		ScheduledUntil: b.ScheduledUntil, ComponentIDs: refs(b.Components), AutoStart: b.AutoStart, AutoComplete: b.AutoComplete,
		Remind: b.Remind, Notify: b.Notify, Translations: inLanguages(b.Translations), Accept: accepted(b.Accept)})
	return &made[maintenance]{etag(m.Version), Base + "/maintenances/" + m.PublicID, n.maintenance(m)}, err
}

func (a *API) editMaintenance(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body maintenanceEdit
}) (*answer[maintenance], error) {
	b := in.Body
	e := models.MaintenanceEdit{Title: b.Title, Language: b.Language, ScheduledFor: b.ScheduledFor, ScheduledUntil: b.ScheduledUntil,
		AutoStart: b.AutoStart, AutoComplete: b.AutoComplete, Remind: b.Remind, Version: in.asked, Accept: accepted(b.Accept)}
	if b.Components != nil {
		e.ComponentIDs = new(refs(*b.Components))
	}
	m, err := a.Site.EditMaintenance(ctx, in.ID, e)
	return a.answerMaintenance(ctx, m, err)
}

func (a *API) postMaintenanceUpdate(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body newMaintenanceUpdate
}) (*made[update], error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	b := in.Body
	u, err := a.Site.PostMaintenanceUpdate(ctx, in.ID, models.NewMaintenanceUpdate{State: models.MaintenanceState(b.State),
		Body: b.Body, Notify: b.Notify, Version: in.asked, Translations: updateInLanguages(b.Translations), Accept: accepted(b.Accept)})
	return &made[update]{ETag: etag(u.Version), Body: n.update(u)}, err
}

func (a *API) correctMaintenanceUpdate(ctx context.Context, in *struct {
	ByUpdate
	IfMatch
	Body correction
}) (*answer[update], error) {
	if err := a.updateOfMaintenance(ctx, in.ByUpdate); err != nil {
		return nil, err
	}
	u, err := a.Site.CorrectUpdate(ctx, in.UpdateID, models.Correction{Body: in.Body.Body, Language: in.Body.Language, Notify: in.Body.Notify,
		Version: in.asked, Translations: updateInLanguages(in.Body.Translations), Accept: accepted(in.Body.Accept)})
	return a.answerUpdate(ctx, u, err)
}

func (a *API) removeMaintenanceUpdate(ctx context.Context, in *removedUpdate) (*nothing, error) {
	if err := a.updateOfMaintenance(ctx, in.ByUpdate); err != nil {
		return nil, err
	}
	return nil, a.Site.RemoveUpdate(ctx, in.UpdateID, in.reason())
}

// updateOfMaintenance refuses an update that is not of the maintenance in the
// path.
func (a *API) updateOfMaintenance(ctx context.Context, by ByUpdate) error {
	m, err := a.Site.Maintenance(ctx, by.ID)
	if err != nil {
		return err
	}
	return among(m.Updates, by.UpdateID)
}

func (a *API) answerMaintenance(ctx context.Context, m models.Maintenance, err error) (*answer[maintenance], error) {
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[maintenance]{etag(m.Version), n.maintenance(m)}, nil
}

func refs(rs []componentRef) []string {
	out := []string{}
	for _, r := range rs {
		out = append(out, string(r))
	}
	return out
}

func (n names) maintenance(m models.Maintenance) maintenance {
	remind := []string{}
	if m.Remind != "" {
		remind = strings.Split(m.Remind, ",")
	}
	return maintenance{ID: m.PublicID, Title: m.Title, TitleWording: models.WordingOf(m.Title), Language: m.Language, State: string(m.State), ScheduledFor: utc(m.ScheduledFor),
		ScheduledUntil: utc(m.ScheduledUntil), AutoStart: m.AutoStart, AutoComplete: m.AutoComplete, Remind: remind,
		Components: n.known(m.ComponentIDs), StartedAt: stamp(m.StartedAt), VerifyingAt: stamp(m.VerifyingAt),
		CompletedAt: stamp(m.CompletedAt), Updates: n.updates(m.Updates), Translations: shownTranslations(m.Translations, m.Title, ""), URL: n.publicURL + "/maintenance/" + m.PublicID,
		Version: m.Version, CreatedAt: utc(m.CreatedAt), UpdatedAt: utc(m.UpdatedAt)}
}
