package importer

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// UptimeKuma reads an Uptime Kuma: a status page by its address
// (https://HOST/status/SLUG), its saved JSON, or a backup of the program, with the
// address of the page in o.Source. A monitor becomes a component; what each check
// found is not taken over.
func UptimeKuma(ctx context.Context, from []string, o Options) (Read, error) {
	k := &kuma{beats: map[string][]kumaBeat{}}
	address, err := named(from, o)
	if err != nil {
		return Read{}, err
	}
	root, slug, err := kumaPage(address)
	if err != nil {
		return Read{}, err
	}
	k.source = "uptime-kuma " + host(root) + "/" + slug
	if len(from) == 1 && remote(from[0]) {
		err = k.fetch(ctx, from[0])
	} else {
		err = k.load(from)
	}
	if err != nil {
		return Read{}, err
	}
	r := k.read()
	if len(r.Components) == 0 {
		return Read{}, models.Fail(models.Invalid, "There are no monitors in what was read. Save /api/status-page/SLUG, or export a backup.")
	}
	return r, nil
}

// kuma is the JSON of a status page, of its heartbeats, or of a backup.
type kuma struct {
	source string
	Config struct {
		Slug  string `json:"slug"`
		Title string `json:"title"`
	} `json:"config"`
	Incident     *kumaIncident     `json:"incident"`
	Incidents    []kumaIncident    `json:"incidents"`
	Groups       []kumaGroup       `json:"publicGroupList"`
	Maintenances []kumaMaintenance `json:"maintenanceList"`
	Monitors     kumaMonitors      `json:"monitorList"`
	beats        map[string][]kumaBeat
}

type kumaBeat struct {
	Status int    `json:"status"`
	Time   string `json:"time"`
}

type kumaIncident struct {
	ID      json.Number `json:"id"`
	Title   string      `json:"title"`
	Content string      `json:"content"`
	Active  *bool       `json:"active"`
	Created string      `json:"createdDate"`
	Updated string      `json:"lastUpdatedDate"`
}

type kumaGroup struct {
	ID       json.Number  `json:"id"`
	Name     string       `json:"name"`
	Weight   int64        `json:"weight"`
	Monitors kumaMonitors `json:"monitorList"`
}

type kumaMonitor struct {
	ID          json.Number `json:"id"`
	Name        string      `json:"name"`
	Description string      `json:"description"`
	Type        string      `json:"type"`
	Parent      json.Number `json:"parent"`
	Active      *bool       `json:"active"`
	Weight      int64       `json:"weight"`
}

// kumaMonitors is a list, or an object of monitors by their numbers.
type kumaMonitors []kumaMonitor

// UnmarshalJSON reads either.
func (m *kumaMonitors) UnmarshalJSON(text []byte) error {
	type plain kumaMonitors
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return json.Unmarshal(text, (*plain)(m))
	}
	var by map[string]kumaMonitor
	err := json.Unmarshal(text, &by)
	for _, one := range by {
		*m = append(*m, one)
	}
	slices.SortFunc(*m, func(a, b kumaMonitor) int { return strings.Compare(a.ID.String(), b.ID.String()) })
	return err
}

type kumaMaintenance struct {
	ID          json.Number `json:"id"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Status      string      `json:"status"`
	Slots       []struct {
		From string `json:"startDate"`
		To   string `json:"endDate"`
	} `json:"timeslotList"`
}

func (k *kuma) load(from []string) error {
	list, err := files(from, ".json")
	if err != nil {
		return err
	}
	for _, s := range list {
		if err := k.take(s); err != nil {
			return err
		}
	}
	return nil
}

// kumaPage reads the address of a status page.
func kumaPage(address string) (root, slug string, err error) {
	root, err = base(address)
	if err != nil {
		return "", "", err
	}
	root, slug, _ = strings.Cut(root, "/status/")
	return strings.TrimSuffix(root, "/status"), cmp.Or(strings.Trim(slug, "/"), "default"), nil
}

func (k *kuma) fetch(ctx context.Context, address string) error {
	root, slug, err := kumaPage(address)
	if err != nil {
		return err
	}
	f := newFetcher(nil)
	for n, path := range []string{"/api/status-page/", "/api/status-page/heartbeat/"} {
		s, err := f.optional(ctx, root+path+url.PathEscape(slug))
		if err != nil {
			return err
		}
		if len(s.text) == 0 && n == 0 {
			return models.Fail(models.NotFound, "There is no status page %q at %s. Write its whole address: https://HOST/status/SLUG.", slug, host(root))
		}
		if len(s.text) > 0 {
			if err := k.take(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// take reads one text. Heartbeats may hold a number in place of one.
func (k *kuma) take(s source) error {
	var beats struct {
		List map[string][]json.RawMessage `json:"heartbeatList"`
	}
	if err := decode(s, &beats); err != nil {
		return err
	}
	for id, list := range beats.List {
		for _, raw := range list {
			var b kumaBeat
			if json.Unmarshal(raw, &b) == nil {
				k.beats[id] = append(k.beats[id], b)
			}
		}
	}
	return decode(s, k)
}

// kumaTime reads a time, which is UTC.
func kumaTime(text string) time.Time {
	for _, form := range []string{"2006-01-02 15:04:05.999", time.RFC3339Nano, "2006-01-02T15:04:05.999", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// status is what the last check of a monitor found.
func (k *kuma) status(id string) models.Status {
	list := k.beats[id]
	if len(list) == 0 {
		return models.UnknownStatus
	}
	switch list[len(list)-1].Status {
	case 0:
		return models.MajorOutage
	case 1:
		return models.Operational
	case 3:
		return models.UnderMaintenance
	}
	return models.UnknownStatus
}

func (k *kuma) read() (r Read) {
	r.Source = k.source
	if k.Config.Title != "" {
		r.Page = &models.ImportedPage{Name: k.Config.Title, TimeZone: "UTC"}
	}
	for _, g := range k.Groups {
		r.Groups = append(r.Groups, models.ImportedGroup{ForeignID: g.ID.String(), ComponentGroup: models.ComponentGroup{Name: g.Name, Position: g.Weight}})
		for n, m := range g.Monitors {
			r.Components = append(r.Components, k.component(m, g.ID.String(), int64(n+1)))
		}
	}
	shown := 0
	for n, m := range k.Monitors { // of a backup
		if m.Type == "group" {
			r.Groups = append(r.Groups, models.ImportedGroup{ForeignID: m.ID.String(), ComponentGroup: models.ComponentGroup{Name: m.Name, Position: int64(n + 1)}})
		} else if m.Active == nil || *m.Active {
			r.Components = append(r.Components, k.component(m, m.Parent.String(), int64(n+1)))
			shown++
		}
	}
	if shown > 0 {
		r.note(fmt.Sprintf("A backup does not say which monitors visitors saw: all %d that are active are taken over, and their names are public. Save /api/status-page/SLUG to take over those of one page.", shown))
	}
	if k.Incident != nil {
		k.Incidents = append(k.Incidents, *k.Incident)
	}
	for _, i := range k.Incidents {
		r.Incidents = append(r.Incidents, i.incident())
	}
	for _, m := range k.Maintenances {
		for _, slot := range m.Slots {
			if n := m.maintenance(kumaTime(slot.From), kumaTime(slot.To)); !n.ScheduledFor.IsZero() {
				r.Maintenances = append(r.Maintenances, n)
			}
		}
	}
	r.Components = once(r.Components, func(c models.ImportedComponent) string { return c.ForeignID })
	r.Incidents = once(r.Incidents, func(i models.ImportedIncident) string { return i.ForeignID })
	r.note("Results of single checks are not taken over: uptime begins today. Connect the monitors as alert sources to go on.")
	return r
}

func (k *kuma) component(m kumaMonitor, group string, position int64) models.ImportedComponent {
	return models.ImportedComponent{ForeignID: m.ID.String(), ForeignGroup: group, Component: models.Component{Name: m.Name, Description: m.Description,
		Position: position, Status: k.status(m.ID.String()), Showcase: true}}
}

func (i kumaIncident) incident() models.ImportedIncident {
	at := kumaTime(i.Created)
	n := models.ImportedIncident{ForeignID: i.ID.String(), Incident: models.Incident{Title: i.Title, State: models.Investigating, Impact: models.NoImpact,
		StartedAt: at, CreatedAt: at, UpdatedAt: later(at, kumaTime(i.Updated))}}
	if i.Active != nil && !*i.Active {
		over := n.UpdatedAt
		n.State, n.ResolvedAt = models.Resolved, &over
	}
	n.Said = []models.ImportedUpdate{{Update: models.Update{State: string(n.State), Body: plain(i.Content), DisplayAt: at, CreatedAt: at, UpdatedAt: n.UpdatedAt}}}
	return n
}

func (m kumaMaintenance) maintenance(from, to time.Time) models.ImportedMaintenance {
	if !to.After(from) {
		to = from.Add(time.Hour)
	}
	n := models.ImportedMaintenance{ForeignID: m.ID.String() + " " + from.Format(time.RFC3339), Maintenance: models.Maintenance{Title: m.Title, State: models.Scheduled,
		ScheduledFor: from, ScheduledUntil: to, CreatedAt: from, UpdatedAt: from}}
	switch m.Status {
	case "under-maintenance":
		n.State, n.StartedAt = models.InProgress, &from
	case "ended", "inactive":
		n.State, n.StartedAt, n.CompletedAt = models.Completed, &from, &to
	}
	n.Said = []models.ImportedUpdate{{Update: models.Update{State: string(n.State), Body: plain(m.Description), DisplayAt: from, CreatedAt: from, UpdatedAt: from}}}
	return n
}
