package api

import (
	"cmp"
	"context"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/staff"
)

// webhook is what Alertmanager sends (webhook_config, version 4), and Grafana
// with a few fields more.
type webhook struct {
	_        struct{}       `additionalProperties:"true"`
	GroupKey string         `json:"groupKey,omitempty" doc:"Alerts of one group propose one incident, where no component is named."`
	Alerts   []webhookAlert `json:"alerts" nullable:"false" doc:"What fires, and what ended."`
}

type webhookAlert struct {
	_            struct{}          `additionalProperties:"true"`
	Status       string            `json:"status" doc:"firing or resolved." example:"firing"`
	Labels       map[string]string `json:"labels,omitempty" doc:"alertname and severity are read; vitrine_component (or component) names a component by id or slug, vitrine_status the status it gets while this fires."`
	Annotations  map[string]string `json:"annotations,omitempty" doc:"summary and description are kept inside."`
	StartsAt     time.Time         `json:"startsAt,omitzero"`
	EndsAt       time.Time         `json:"endsAt,omitzero"`
	GeneratorURL string            `json:"generatorURL,omitempty"`
	Fingerprint  string            `json:"fingerprint,omitempty"`
}

// genericAlert is one alert of any other source.
type genericAlert struct {
	Name        string    `json:"name" doc:"What is wrong." example:"Too many errors at sign-in"`
	State       string    `json:"state,omitempty" enum:"firing,resolved" doc:"Firing when missing." example:"firing"`
	Fingerprint string    `json:"fingerprint,omitempty" doc:"What the source knows it by; the name when missing." example:"errors-sign-in"`
	Summary     string    `json:"summary,omitempty" doc:"Kept inside." example:"9 of 10 requests fail"`
	Severity    string    `json:"severity,omitempty" doc:"In the words of the source." example:"page"`
	Link        string    `json:"link,omitempty" doc:"Where it can be looked at." example:"https://monitoring.example/alerts/1"`
	Group       string    `json:"group,omitempty" doc:"Alerts of one group propose one incident, where no component is named." example:"web"`
	Component   string    `json:"component,omitempty" doc:"Id or slug." example:"sign-in"`
	Status      string    `json:"status,omitempty" enum:"degraded_performance,partial_outage,major_outage,unknown" doc:"What the component becomes while this fires; nothing when missing." example:"partial_outage"`
	StartedAt   time.Time `json:"started_at,omitzero" doc:"Now when missing."`
	EndedAt     time.Time `json:"ended_at,omitzero" doc:"Of one that is resolved; now when missing."`
}

// alert is one alert as it is kept.
type alert struct {
	ID          string     `json:"id" example:"k3v9x2m8q1ab"`
	Source      string     `json:"source" enum:"alertmanager,grafana,generic" example:"alertmanager"`
	Fingerprint string     `json:"fingerprint" example:"c0ffee"`
	Name        string     `json:"name" example:"HighErrorRate"`
	Summary     string     `json:"summary"`
	Severity    string     `json:"severity" example:"page"`
	Link        string     `json:"link"`
	State       string     `json:"state" enum:"firing,resolved" example:"firing"`
	Component   string     `json:"component" doc:"Id; empty when none was named, or none of that name exists."`
	Status      string     `json:"status" doc:"What the component becomes while it fires."`
	StartedAt   time.Time  `json:"started_at"`
	EndedAt     *time.Time `json:"ended_at" nullable:"true"`
}

// takenAlerts answers a source.
type takenAlerts struct {
	Alerts []alert `json:"alerts" nullable:"false" doc:"What is kept, in the order of the request."`
}

// ForAll is what a source whose alerts carry no such labels says in its address.
type ForAll struct {
	Component string `query:"component" doc:"The component of alerts without a label for it." example:"sign-in"`
	Status    string `query:"status" enum:"degraded_performance,partial_outage,major_outage,unknown" doc:"What that component becomes while they fire."`
}

// called is a source's call, took its answer.
type (
	called struct {
		ForAll
		Body webhook
	}
	took struct{ Body takenAlerts }
)

func (a *API) alertRoutes() {
	at := call{path: "/alerts", tag: "Alerts"}
	handle(a, at.get("list-alerts", staff.Viewer, "List alerts", "What monitoring said, the newest first."), a.listAlerts)
	const story = " A firing alert with a status makes its component worse, never better, and never during maintenance; the end of the last one puts the component back, " +
		"unless somebody or an open incident said something since. New alerts propose an incident in the console: nothing of their words becomes public by itself."
	at.path = "/alerts/alertmanager"
	handle(a, at.deed("take-alertmanager", staff.Responder, "Alerts of Alertmanager", "The receiver of a webhook_config."+story).public(), a.takeFrom("alertmanager"))
	at.path = "/alerts/grafana"
	handle(a, at.deed("take-grafana", staff.Responder, "Alerts of Grafana", "A contact point of the type webhook."+story).public(), a.takeFrom("grafana"))
	at.path = "/alerts/generic"
	handle(a, at.deed("take-alert", staff.Responder, "One alert of another source", "Send it again with resolved when it is over."+story).public(), a.takeGeneric)
}

func (a *API) listAlerts(ctx context.Context, in *Window) (*paged[alert], error) {
	list, err := a.Desk.Alerts(ctx, in.after, in.Limit+1)
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
	return turn(a, *in, list, func(x desk.Alert) string { return x.PublicID }, n.alert), nil
}

// takeFrom takes what a source sends in the shape of Alertmanager.
func (a *API) takeFrom(source string) func(context.Context, *called) (*took, error) {
	return func(ctx context.Context, in *called) (*took, error) {
		var list []desk.NewAlert
		for _, w := range in.Body.Alerts {
			list = append(list, w.alert(source, in.Body.GroupKey, in.ForAll))
		}
		return a.takeAlerts(ctx, list)
	}
}

func (w webhookAlert) alert(source, group string, all ForAll) desk.NewAlert {
	l := w.Labels
	status := cmp.Or(l["vitrine_status"], all.Status)
	return desk.NewAlert{Source: source, Fingerprint: cmp.Or(w.Fingerprint, l["alertname"]), Name: l["alertname"], Severity: l["severity"], Group: group,
		Summary: strings.TrimSpace(w.Annotations["summary"] + "\n\n" + w.Annotations["description"]), Link: w.GeneratorURL,
		Component: cmp.Or(l["vitrine_component"], l["component"], all.Component), Status: models.Status(status),
		Firing: w.Status != "resolved", StartedAt: w.StartsAt, EndedAt: w.EndsAt}
}

func (a *API) takeGeneric(ctx context.Context, in *struct{ Body genericAlert }) (*took, error) {
	b := in.Body
	return a.takeAlerts(ctx, []desk.NewAlert{{Source: "generic", Fingerprint: b.Fingerprint, Name: b.Name, Summary: b.Summary, Severity: b.Severity, Link: b.Link,
		Group: b.Group, Component: b.Component, Status: models.Status(b.Status), Firing: b.State != "resolved", StartedAt: b.StartedAt, EndedAt: b.EndedAt}})
}

func (a *API) takeAlerts(ctx context.Context, list []desk.NewAlert) (*took, error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	taken, _, err := a.Desk.TakeAlerts(ctx, list)
	out := takenAlerts{Alerts: []alert{}}
	for _, x := range taken {
		out.Alerts = append(out.Alerts, n.alert(x))
	}
	return &took{out}, err
}

func (n names) alert(x desk.Alert) alert {
	v := alert{ID: x.PublicID, Source: x.Source, Fingerprint: x.Fingerprint, Name: x.Name, Summary: x.Summary, Severity: x.Severity, Link: x.Link,
		State: "firing", Status: x.Status, StartedAt: utc(x.StartedAt), EndedAt: stamp(x.EndedAt)}
	if !x.Firing() {
		v.State = "resolved"
	}
	if x.ComponentID != nil {
		v.Component = n.components[*x.ComponentID].PublicID
	}
	return v
}
