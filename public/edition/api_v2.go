package edition

import (
	"strings"
	"time"

	"vitrine/models"
)

// The bodies below are the public API v2 that clients of hosted status pages
// read. Their fields, the order of the fields and the values are that contract;
// change nothing without a client that proves it.

type apiPage struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	TimeZone  string `json:"time_zone"`
	UpdatedAt string `json:"updated_at"`
}

type apiStatus struct {
	Indicator   string `json:"indicator"`
	Description string `json:"description"`
}

type apiComponent struct {
	ID                 string   `json:"id"`
	Name               string   `json:"name"`
	Status             string   `json:"status"`
	CreatedAt          string   `json:"created_at"`
	UpdatedAt          string   `json:"updated_at"`
	Position           int64    `json:"position"`
	Description        *string  `json:"description"`
	Showcase           bool     `json:"showcase"`
	StartDate          *string  `json:"start_date"`
	GroupID            *string  `json:"group_id"`
	PageID             string   `json:"page_id"`
	Group              bool     `json:"group"`
	OnlyShowIfDegraded bool     `json:"only_show_if_degraded"`
	Components         []string `json:"components,omitzero"` // of groups alone, there always
}

type apiIncident struct {
	ID           string         `json:"id"`
	Name         string         `json:"name"`
	Status       string         `json:"status"`
	CreatedAt    string         `json:"created_at"`
	UpdatedAt    string         `json:"updated_at"`
	MonitoringAt *string        `json:"monitoring_at"`
	ResolvedAt   *string        `json:"resolved_at"`
	Impact       string         `json:"impact"`
	Shortlink    string         `json:"shortlink"`
	StartedAt    string         `json:"started_at"`
	PageID       string         `json:"page_id"`
	Updates      []apiUpdate    `json:"incident_updates"`
	Components   []apiComponent `json:"components"`
	*apiPeriod
	*apiPostmortem
}

// apiPeriod is what a scheduled maintenance adds to an incident.
type apiPeriod struct {
	ScheduledFor   string `json:"scheduled_for"`
	ScheduledUntil string `json:"scheduled_until"`
}

// apiPostmortem is what a published postmortem adds to its incident.
type apiPostmortem struct {
	Body                string `json:"postmortem_body"`
	BodyLastUpdatedAt   string `json:"postmortem_body_last_updated_at"`
	Ignored             bool   `json:"postmortem_ignored"`
	NotifiedSubscribers bool   `json:"postmortem_notified_subscribers"`
	NotifiedTwitter     bool   `json:"postmortem_notified_twitter"`
	PublishedAt         string `json:"postmortem_published_at"`
}

type apiUpdate struct {
	ID                   string        `json:"id"`
	Status               string        `json:"status"`
	Body                 string        `json:"body"`
	IncidentID           string        `json:"incident_id"`
	CreatedAt            string        `json:"created_at"`
	UpdatedAt            string        `json:"updated_at"`
	DisplayAt            string        `json:"display_at"`
	AffectedComponents   []apiAffected `json:"affected_components"` // null when there is none
	DeliverNotifications bool          `json:"deliver_notifications"`
	CustomTweet          *string       `json:"custom_tweet"`
	TweetID              *string       `json:"tweet_id"`
}

type apiAffected struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	OldStatus string `json:"old_status"`
	NewStatus string `json:"new_status"`
}

// apiTime writes RFC 3339 with exactly three decimals in the zone of the page.
func (c *catalog) apiTime(t time.Time) string {
	return t.In(c.zone).Format("2006-01-02T15:04:05.000Z07:00")
}

func (c *catalog) apiTimeOrNull(t *time.Time) *string {
	if t == nil {
		return nil
	}
	s := c.apiTime(*t)
	return &s
}

// apiWord is a status in the words of the contract, which has none for unknown.
func apiWord(s models.Status) string {
	if s == models.UnknownStatus {
		return string(models.Degraded)
	}
	return string(s)
}

func (c *catalog) apiPage(base string) apiPage {
	zone := c.zone.String()
	if zone == "UTC" {
		zone = "Etc/UTC"
	}
	return apiPage{ID: c.settings.PublicID, Name: c.settings.Name, URL: base, TimeZone: zone, UpdatedAt: c.apiTime(c.at)}
}

// apiComponents lists groups and components flat, each group before its own.
func (c *catalog) apiComponents() []apiComponent {
	list := []apiComponent{}
	named := map[int64]bool{}
	for n := range c.components {
		s := &c.components[n]
		if g := c.group(s); g != nil && !named[g.ID] {
			named[g.ID] = true
			list = append(list, c.apiGroup(g))
		}
		list = append(list, c.apiComponent(s))
	}
	for n := range c.groups {
		if g := &c.groups[n]; !named[g.ID] {
			list = append(list, c.apiGroup(g))
		}
	}
	return list
}

func (c *catalog) apiComponent(s *models.Component) apiComponent {
	a := apiComponent{ID: s.PublicID, Name: s.Name, Status: apiWord(s.Status), CreatedAt: c.apiTime(s.CreatedAt), UpdatedAt: c.apiTime(s.UpdatedAt),
		Position: s.Position, Description: textOrNull(s.Description), Showcase: s.Showcase, PageID: c.settings.PublicID, OnlyShowIfDegraded: s.OnlyIfDegraded}
	if s.StartDate != nil {
		day := s.StartDate.UTC().Format(time.DateOnly)
		a.StartDate = &day
	}
	if g := c.group(s); g != nil {
		a.GroupID = &g.PublicID
	}
	return a
}

func (c *catalog) apiGroup(g *models.ComponentGroup) apiComponent {
	a := apiComponent{ID: g.PublicID, Name: g.Name, CreatedAt: c.apiTime(g.CreatedAt), UpdatedAt: c.apiTime(g.UpdatedAt), Position: g.Position,
		Description: textOrNull(g.Description), PageID: c.settings.PublicID, Group: true, Components: []string{}}
	worst := models.Operational
	for n := range c.components {
		if s := &c.components[n]; s.GroupID != nil && *s.GroupID == g.ID {
			worst = models.Worse(worst, s.Status)
			a.Components = append(a.Components, s.PublicID)
		}
	}
	a.Status = apiWord(worst)
	return a
}

func textOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (c *catalog) apiIncident(base string, i *incident) apiIncident {
	a := apiIncident{ID: i.PublicID, Name: i.Title, Status: string(i.State), CreatedAt: c.apiTime(i.CreatedAt), UpdatedAt: c.apiTime(i.UpdatedAt),
		MonitoringAt: c.apiTimeOrNull(i.MonitoringAt), ResolvedAt: c.apiTimeOrNull(i.ResolvedAt), Impact: string(i.Impact),
		Shortlink: base + "/incidents/" + i.PublicID, StartedAt: c.apiTime(i.StartedAt), PageID: c.settings.PublicID,
		Updates: c.apiUpdates(i.PublicID, i.Updates), Components: c.apiNamed(i.components)}
	if ps := c.postmortemOf[i.ID]; len(ps) > 0 && !i.Open() {
		r := ps[0].current()
		a.Status = "postmortem"
		a.Updates = append([]apiUpdate{c.apiWordOf(i, ps[0])}, a.Updates...)
		a.apiPostmortem = &apiPostmortem{Body: fullText(ps[0], r.Summary), BodyLastUpdatedAt: c.apiTime(ps[0].revised()), PublishedAt: c.apiTime(ps[0].PublishedAt)}
	}
	return a
}

// apiWordOf tells a postmortem as the last update of its incident, which is how
// clients of hosted pages learn of it.
func (c *catalog) apiWordOf(i *incident, pm *postmortem) apiUpdate {
	return apiUpdate{ID: pm.PublicID, Status: "postmortem", Body: fullText(pm, pm.current().Summary), IncidentID: i.PublicID,
		CreatedAt: c.apiTime(pm.CreatedAt), UpdatedAt: c.apiTime(pm.revised()), DisplayAt: c.apiTime(pm.PublishedAt), DeliverNotifications: true}
}

// fullText joins the sections of a postmortem to one Markdown text, with how far
// each countermeasure is. A text without sections stays as it is.
func fullText(pm *postmortem, s models.Summary) string {
	if only := (models.Summary{Title: s.Title, Summary: s.Summary}); s == only && len(pm.Countermeasures) == 0 {
		return s.Summary
	}
	var b strings.Builder
	for _, section := range s.Sections() {
		if section.Body != "" && section.Key != "countermeasures" {
			b.WriteString("\n## " + section.Heading + "\n\n" + section.Body + "\n")
		}
	}
	writePromises(&b, s.Countermeasures, pm.Countermeasures)
	return strings.TrimPrefix(b.String(), "\n")
}

func (c *catalog) apiMaintenance(base string, m *maintenance) apiIncident {
	state := m.State
	if state == models.Cancelled {
		state = models.Completed // the contract has no word for it
	}
	started := m.CreatedAt
	if m.StartedAt != nil {
		started = *m.StartedAt
	}
	return apiIncident{ID: m.PublicID, Name: m.Title, Status: string(state), CreatedAt: c.apiTime(m.CreatedAt), UpdatedAt: c.apiTime(m.UpdatedAt),
		MonitoringAt: c.apiTimeOrNull(m.VerifyingAt), ResolvedAt: c.apiTimeOrNull(m.CompletedAt), Impact: "maintenance",
		Shortlink: base + "/maintenance/" + m.PublicID, StartedAt: c.apiTime(started), PageID: c.settings.PublicID,
		Updates: c.apiUpdates(m.PublicID, m.Updates), Components: c.apiNamed(m.ComponentIDs),
		apiPeriod: &apiPeriod{c.apiTime(m.ScheduledFor), c.apiTime(m.ScheduledUntil)}}
}

func (c *catalog) apiNamed(ids []int64) []apiComponent {
	list := []apiComponent{}
	for _, id := range ids {
		if s := c.componentOf[id]; s != nil {
			list = append(list, c.apiComponent(s))
		}
	}
	return list
}

func (c *catalog) apiUpdates(parent string, updates []models.Update) []apiUpdate {
	list := []apiUpdate{}
	for _, u := range updates {
		state := u.State
		if state == string(models.Cancelled) {
			state = string(models.Completed)
		}
		list = append(list, apiUpdate{ID: u.PublicID, Status: state, Body: u.Body, IncidentID: parent, CreatedAt: c.apiTime(u.CreatedAt),
			UpdatedAt: c.apiTime(u.UpdatedAt), DisplayAt: c.apiTime(u.DisplayAt), AffectedComponents: c.apiAffected(u.Components), DeliverNotifications: u.Notify})
	}
	return list
}

func (c *catalog) apiAffected(touched []models.UpdateComponent) []apiAffected {
	var list []apiAffected
	for _, t := range touched {
		s := c.componentOf[t.ComponentID]
		if s == nil {
			continue
		}
		name := s.Name
		if g := c.group(s); g != nil {
			name = g.Name + " - " + name
		}
		list = append(list, apiAffected{Code: s.PublicID, Name: name, OldStatus: apiWord(t.OldStatus), NewStatus: apiWord(t.NewStatus)})
	}
	return list
}
