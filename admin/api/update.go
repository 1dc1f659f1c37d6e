package api

import (
	"context"
	"net/http"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// update is one public word about an incident or a maintenance.
type update struct {
	ID           string            `json:"id" doc:"Its public id." example:"w8r2t6y1u5io"`
	State        string            `json:"state" doc:"The state it brought." example:"identified"`
	Body         string            `json:"body" doc:"Markdown." example:"A process took all the time of a processor. It has been stopped."`
	Wording      string            `json:"wording" doc:"Fingerprint of its text, for a translation to name." example:"9f86d081884c7d659a2feaa0c55ad015"`
	Language     string            `json:"language" doc:"The language its text is written in." example:"en"`
	Notify       bool              `json:"notify" doc:"Subscribers were to be told."`
	DisplayAt    time.Time         `json:"display_at" doc:"When it was said."`
	CorrectedAt  *time.Time        `json:"corrected_at" nullable:"true" doc:"When its text was corrected; null: never."`
	Components   []componentChange `json:"components" nullable:"false" doc:"What it said about components."`
	Translations []translation     `json:"translations" nullable:"false" doc:"Its text in other languages of the site."`
	Version      int64             `json:"version" example:"1"`
	CreatedAt    time.Time         `json:"created_at"`
	UpdatedAt    time.Time         `json:"updated_at"`
}

// componentChange is what an update said about one component.
type componentChange struct {
	ID        string `json:"id" example:"p0d4n7c2w6zz"`
	OldStatus string `json:"old_status" example:"operational"`
	NewStatus string `json:"new_status" example:"major_outage"`
}

// newUpdate is one more word about an incident.
type newUpdate struct {
	State                string              `json:"state" enum:"investigating,identified,monitoring,resolved" doc:"An open state after resolved opens the incident again." example:"identified"`
	Body                 string              `json:"body" doc:"Markdown." example:"A process took all the time of a processor. It has been stopped."`
	Components           []componentStatus   `json:"components,omitempty" nullable:"false" doc:"Those whose status changes; the others keep theirs."`
	Notify               bool                `json:"notify,omitempty" doc:"Tell subscribers." example:"true"`
	NextUpdateAt         *time.Time          `json:"next_update_at,omitempty" doc:"When the next word comes; no promise when missing." example:"2026-11-20T16:45:00Z"`
	PostmortemExpectedBy maybe[date]         `json:"postmortem_expected_by,omitempty" doc:"The day a postmortem is promised for; null takes the promise back." example:"2026-11-23"`
	Impact               maybe[string]       `json:"impact,omitempty" doc:"None, minor, major or critical; null: worked out from the components again." example:"minor"`
	DisplayAt            *time.Time          `json:"display_at,omitempty" doc:"When it was said; now when missing." example:"2026-11-20T16:20:00Z"`
	Translations         []updateTranslation `json:"translations,omitempty" nullable:"false" doc:"The same in other languages of the site. They pass the leak gate too; their finds name the field body_de, title_de and so on."`
	Accept               []acceptance        `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// correction is a better text for an update that is out.
type correction struct {
	Body         string              `json:"body" doc:"Markdown." example:"A process took all the time of a processor. It was stopped at 16:20 UTC."`
	Language     string              `json:"language,omitempty" doc:"The language the new text is written in, where that is another than before." example:"en"`
	Notify       bool                `json:"notify,omitempty" doc:"Tell subscribers of the correction." example:"false"`
	Translations []updateTranslation `json:"translations,omitempty" nullable:"false" doc:"The new text in other languages of the site. Those that are there and not named here are outdated."`
	Accept       []acceptance        `json:"accept,omitempty" nullable:"false" doc:"Finds of the leak gate to let through."`
}

// removal says why something goes.
type removal struct {
	Reason string `json:"reason" doc:"Why; kept in the audit trail, never public." example:"It named a customer."`
}

// ByUpdate names an update of an incident or a maintenance.
type ByUpdate struct {
	ID       string `path:"id" doc:"The incident or maintenance." example:"k3v9x2m8q1ab"`
	UpdateID string `path:"update_id" doc:"The update." example:"w8r2t6y1u5io"`
}

// removedUpdate names an update to take off the page, and says why.
type removedUpdate struct {
	ByUpdate
	Reason string   `query:"reason" doc:"The reason, for callers that cannot send a body with DELETE." example:"It named a customer."`
	Body   *removal `required:"false"`
}

func (a *API) updateRoutes() {
	at := call{path: "/incidents/{id}/updates", tag: "Incidents"}
	handle(a, at.post("post-update", staff.Responder, "Post an update",
		"One more public word, which may move the incident to another state and components to other statuses. An If-Match header with the incident's version refuses it when somebody else spoke first.").
		public().fails(http.StatusPreconditionFailed), a.postUpdate)
	at.path += "/{update_id}"
	handle(a, at.patch("correct-update", staff.Responder, "Correct an update",
		"Readers see that the text was corrected; nobody is mailed unless notify says so.").public(), a.correctUpdate)
	handle(a, at.delete("remove-update", staff.Responder, "Remove an update",
		"For a text that should never have been public. Page, feeds and API follow at once; the audit trail keeps it. Mail that is out cannot be called back: post a correction with notify.").public(), a.removeUpdate)
}

func (a *API) postUpdate(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body newUpdate
}) (*made[update], error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	b := in.Body
	u, err := a.Site.PostUpdate(ctx, in.ID, models.NewUpdate{State: models.IncidentState(b.State), Body: b.Body,
		Components: choices(b.Components), Notify: b.Notify, NextUpdateAt: b.NextUpdateAt,
		PostmortemExpectedBy: b.PostmortemExpectedBy.edit().moment(), Impact: (*models.Impact)(b.Impact.edit()),
		DisplayAt: b.DisplayAt, Version: in.asked, Translations: updateInLanguages(b.Translations), Accept: accepted(b.Accept)})
	return &made[update]{ETag: etag(u.Version), Body: n.update(u)}, err
}

func (a *API) correctUpdate(ctx context.Context, in *struct {
	ByUpdate
	IfMatch
	Body correction
}) (*answer[update], error) {
	if err := a.updateOfIncident(ctx, in.ByUpdate); err != nil {
		return nil, err
	}
	u, err := a.Site.CorrectUpdate(ctx, in.UpdateID, models.Correction{Body: in.Body.Body, Language: in.Body.Language, Notify: in.Body.Notify,
		Version: in.asked, Translations: updateInLanguages(in.Body.Translations), Accept: accepted(in.Body.Accept)})
	return a.answerUpdate(ctx, u, err)
}

func (a *API) removeUpdate(ctx context.Context, in *removedUpdate) (*nothing, error) {
	if err := a.updateOfIncident(ctx, in.ByUpdate); err != nil {
		return nil, err
	}
	return nil, a.Site.RemoveUpdate(ctx, in.UpdateID, in.reason())
}

func (in removedUpdate) reason() string {
	if in.Body != nil {
		return in.Body.Reason
	}
	return in.Reason
}

// updateOfIncident refuses an update that is not of the incident in the path.
func (a *API) updateOfIncident(ctx context.Context, by ByUpdate) error {
	i, err := a.Site.Incident(ctx, by.ID)
	if err != nil {
		return err
	}
	return among(i.Updates, by.UpdateID)
}

// among refuses an update that is none of those given.
func among(us []models.Update, id string) error {
	for _, u := range us {
		if u.PublicID == id {
			return nil
		}
	}
	return models.Fail(models.NotFound, "There is no such update.")
}

func (a *API) answerUpdate(ctx context.Context, u models.Update, err error) (*answer[update], error) {
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[update]{etag(u.Version), n.update(u)}, nil
}

func (n names) updates(us []models.Update) []update {
	out := []update{}
	for _, u := range us {
		out = append(out, n.update(u))
	}
	return out
}

func (n names) update(u models.Update) update {
	out := update{ID: u.PublicID, State: u.State, Body: u.Body, Wording: models.WordingOf(u.Body), Language: u.Language, Notify: u.Notify, DisplayAt: utc(u.DisplayAt),
		CorrectedAt: stamp(u.CorrectedAt), Components: []componentChange{}, Translations: shownTranslations(u.Translations, u.Body, u.PublicID), Version: u.Version,
		CreatedAt: utc(u.CreatedAt), UpdatedAt: utc(u.UpdatedAt)}
	for _, c := range u.Components {
		if known, ok := n.components[c.ComponentID]; ok {
			out.Components = append(out.Components, componentChange{ID: known.PublicID, OldStatus: string(c.OldStatus), NewStatus: string(c.NewStatus)})
		}
	}
	return out
}
