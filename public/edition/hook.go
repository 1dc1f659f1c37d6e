package edition

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"vitrine/models"
)

// Hook is one call to a receiver that knows the webhooks of hosted status pages.
// Like the bodies of /api/v2 its shape is a contract: nothing in it is ours to
// change.
type Hook struct {
	Incident    string                   // public id; empty: it is about none
	Maintenance string                   // public id; empty: it is about none
	Changed     []models.UpdateComponent // components whose status moved with it
	BaseURL     string                   // of the public site, no slash at the end
	Unsubscribe string                   // where the receiver ends the calls
	At          time.Time
	Most        int // bytes a body may have
}

type hookBody struct {
	Meta      hookMeta       `json:"meta"`
	Page      hookPage       `json:"page"`
	Incident  *hookIncident  `json:"incident,omitempty"`
	Update    *hookMove      `json:"component_update,omitempty"`
	Component *hookComponent `json:"component,omitempty"`
}

type hookMeta struct {
	Unsubscribe   string `json:"unsubscribe"`
	Documentation string `json:"documentation"`
	GeneratedAt   string `json:"generated_at"`
}

type hookPage struct {
	ID          string `json:"id"`
	Indicator   string `json:"status_indicator"`
	Description string `json:"status_description"`
}

type hookIncident struct {
	Name                  string          `json:"name"`
	Status                string          `json:"status"`
	CreatedAt             string          `json:"created_at"`
	UpdatedAt             string          `json:"updated_at"`
	MonitoringAt          *string         `json:"monitoring_at"`
	ResolvedAt            *string         `json:"resolved_at"`
	Impact                string          `json:"impact"`
	Shortlink             string          `json:"shortlink"`
	PostmortemIgnored     bool            `json:"postmortem_ignored"`
	PostmortemBody        *string         `json:"postmortem_body"`
	PostmortemUpdatedAt   *string         `json:"postmortem_body_last_updated_at"`
	PostmortemPublishedAt *string         `json:"postmortem_published_at"`
	PostmortemNotified    bool            `json:"postmortem_notified_subscribers"`
	PostmortemTweeted     bool            `json:"postmortem_notified_twitter"`
	Backfilled            bool            `json:"backfilled"`
	ScheduledFor          *string         `json:"scheduled_for"`
	ScheduledUntil        *string         `json:"scheduled_until"`
	RemindPrior           bool            `json:"scheduled_remind_prior"`
	RemindedAt            *string         `json:"scheduled_reminded_at"`
	ImpactOverride        *string         `json:"impact_override"`
	AutoInProgress        bool            `json:"scheduled_auto_in_progress"`
	AutoCompleted         bool            `json:"scheduled_auto_completed"`
	ID                    string          `json:"id"`
	PageID                string          `json:"page_id"`
	Updates               []hookUpdate    `json:"incident_updates"`
	Components            []hookComponent `json:"components"`
}

type hookUpdate struct {
	Status         string        `json:"status"`
	Body           string        `json:"body"`
	CreatedAt      string        `json:"created_at"`
	WantsTwitter   bool          `json:"wants_twitter_update"`
	TwitterAt      *string       `json:"twitter_updated_at"`
	UpdatedAt      string        `json:"updated_at"`
	DisplayAt      string        `json:"display_at"`
	Affected       []apiAffected `json:"affected_components"`
	CustomTweet    *string       `json:"custom_tweet"`
	DeliverNotices bool          `json:"deliver_notifications"`
	ID             string        `json:"id"`
	IncidentID     string        `json:"incident_id"`
}

type hookComponent struct {
	Status      string  `json:"status"`
	Name        string  `json:"name"`
	CreatedAt   string  `json:"created_at"`
	UpdatedAt   string  `json:"updated_at"`
	Position    int64   `json:"position"`
	Description *string `json:"description"`
	Showcase    bool    `json:"showcase"`
	ID          string  `json:"id"`
	PageID      string  `json:"page_id"`
	GroupID     *string `json:"group_id"`
}

type hookMove struct {
	OldStatus   string `json:"old_status"`
	NewStatus   string `json:"new_status"`
	CreatedAt   string `json:"created_at"`
	Type        string `json:"component_type"`
	ID          string `json:"id"`
	ComponentID string `json:"component_id"`
}

// HookFacts reads what the bodies of a hook are made of: the components, what is
// open, and what it is about.
func HookFacts(ctx context.Context, site *models.Site, h Hook) (all models.Snapshot, err error) {
	yes := true
	err = site.Consistent(ctx, func(s *models.Site) error {
		for _, read := range []func() error{
			func() (err error) { all.Settings, err = s.Settings(ctx); return },
			func() (err error) { all.Groups, err = s.Groups(ctx); return },
			func() (err error) { all.Components, err = s.Components(ctx); return },
			func() (err error) { all.Incidents, err = s.Incidents(ctx, models.IncidentQuery{Open: &yes}); return },
			func() error { return hookSubject(ctx, s, h, &all) },
		} {
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// hookSubject adds what a hook is about, with its postmortem.
func hookSubject(ctx context.Context, s *models.Site, h Hook, all *models.Snapshot) error {
	if h.Maintenance != "" {
		m, err := s.Maintenance(ctx, h.Maintenance)
		all.Maintenances = append(all.Maintenances, m)
		return err
	}
	if h.Incident == "" {
		return nil
	}
	i, err := s.Incident(ctx, h.Incident)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all.Incidents, func(o models.Incident) bool { return o.ID == i.ID }) {
		all.Incidents = append(all.Incidents, i)
	}
	slug, err := s.PostmortemAbout(ctx, i.ID)
	if err != nil || slug == "" {
		return err
	}
	p, err := s.Postmortem(ctx, slug)
	all.Postmortems = append(all.Postmortems, p)
	return err
}

// Bodies writes the body about the incident or the maintenance, then one for each
// component that moved. A hook about nothing has one body with the state of the
// page alone.
func (h Hook) Bodies(facts models.Snapshot) ([]string, error) {
	c := newCatalog(facts, h.At)
	state := c.apiStatus()
	base := hookBody{Meta: hookMeta{h.Unsubscribe, h.BaseURL + "/subscribe", c.apiTime(h.At)},
		Page: hookPage{facts.Settings.PublicID, state.Indicator, state.Description}}
	first := base
	for _, i := range c.incidents {
		if i.PublicID == h.Incident {
			first.Incident = c.hookIncident(c.apiIncident(h.BaseURL, i))
			first.Incident.Backfilled = i.Backfilled
			if i.ImpactOverridden {
				impact := string(i.Impact)
				first.Incident.ImpactOverride = &impact
			}
		}
	}
	for _, m := range c.maintenances {
		first.Incident = c.hookIncident(c.apiMaintenance(h.BaseURL, m))
		first.Incident.AutoInProgress, first.Incident.AutoCompleted = m.AutoStart, m.AutoComplete
		first.Incident.RemindPrior, first.Incident.RemindedAt = len(m.Reminders()) > 0, c.apiTimeOrNull(m.RemindedAt)
	}
	text, err := h.fit(first)
	bodies := []string{text}
	for _, moved := range h.Changed {
		component := c.componentOf[moved.ComponentID]
		if err != nil || component == nil {
			continue
		}
		one := base
		shown := hookComponentOf(c.apiComponent(component))
		one.Component = &shown
		one.Update = &hookMove{apiWord(moved.OldStatus), apiWord(moved.NewStatus), c.apiTime(h.At), "Component",
			fmt.Sprintf("%s%d", component.PublicID, moved.UpdateID), component.PublicID}
		text, err = h.fit(one)
		bodies = append(bodies, text)
	}
	return bodies, err
}

func (c *catalog) hookIncident(a apiIncident) *hookIncident {
	h := &hookIncident{Name: a.Name, Status: a.Status, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt, MonitoringAt: a.MonitoringAt, ResolvedAt: a.ResolvedAt,
		Impact: a.Impact, Shortlink: a.Shortlink, ID: a.ID, PageID: a.PageID, Updates: []hookUpdate{}, Components: []hookComponent{}}
	if p := a.apiPostmortem; p != nil {
		h.PostmortemBody, h.PostmortemUpdatedAt, h.PostmortemPublishedAt = &p.Body, &p.BodyLastUpdatedAt, &p.PublishedAt
	}
	if p := a.apiPeriod; p != nil {
		h.ScheduledFor, h.ScheduledUntil = &p.ScheduledFor, &p.ScheduledUntil
	}
	for _, u := range a.Updates {
		h.Updates = append(h.Updates, hookUpdate{Status: u.Status, Body: u.Body, CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt, DisplayAt: u.DisplayAt,
			Affected: u.AffectedComponents, DeliverNotices: u.DeliverNotifications, ID: u.ID, IncidentID: u.IncidentID})
	}
	for _, s := range a.Components {
		h.Components = append(h.Components, hookComponentOf(s))
	}
	return h
}

func hookComponentOf(s apiComponent) hookComponent {
	return hookComponent{Status: s.Status, Name: s.Name, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt, Position: s.Position, Description: s.Description,
		Showcase: s.Showcase, ID: s.ID, PageID: s.PageID, GroupID: s.GroupID}
}

// fit leaves out the oldest updates, then the text of a postmortem, until a body
// is small enough.
func (h Hook) fit(b hookBody) (string, error) {
	for {
		text, err := json.Marshal(b)
		if err != nil {
			return "", fmt.Errorf("webhook: %w", err)
		}
		i := b.Incident
		switch {
		case len(text) < h.Most || i == nil:
			return string(text), nil
		case len(i.Updates) > 1:
			i.Updates = i.Updates[:len(i.Updates)-1]
		case i.PostmortemBody != nil && len(*i.PostmortemBody) > 1000:
			short := string([]rune(*i.PostmortemBody)[:len([]rune(*i.PostmortemBody))*3/4]) + "…"
			i.PostmortemBody = &short
			if len(i.Updates) > 0 && i.Updates[0].Status == "postmortem" { // the same text once more
				i.Updates[0].Body = short
			}
		case len(i.Components) > 1:
			i.Components = i.Components[:len(i.Components)/2]
		default:
			return string(text), nil
		}
	}
}
