package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Statuspage reads a hosted status page that speaks the API v2: by its address, or
// from bodies of that API and its history feed that were saved to files or a
// folder. With a key the management API is asked too, which knows every incident,
// the postmortems and the subscribers.
func Statuspage(ctx context.Context, from []string, o Options) (Read, error) {
	p := &statuspage{options: o, ids: feedIDs{}}
	var err error
	if len(from) == 1 && remote(from[0]) {
		err = p.fetch(ctx, from[0])
	} else {
		err = p.load(from)
	}
	if err != nil {
		return Read{}, err
	}
	if p.body.Page.ID == "" {
		return Read{}, models.Fail(models.Invalid, "Nothing that was read names the page. Add a saved summary.json or components.json.")
	}
	if o.Key != "" {
		if err := p.manage(ctx); err != nil {
			return Read{}, err
		}
	}
	return p.read(), nil
}

// statuspage gathers the bodies of a page.
type statuspage struct {
	options     Options
	body        pageBody
	cut         bool // the list of incidents ends before their end
	ids         feedIDs
	subscribers []byte
	notes       []string
}

// pageBody is any body of the API v2: one holds some of the lists.
type pageBody struct {
	Page struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		URL      string `json:"url"`
		TimeZone string `json:"time_zone"`
	} `json:"page"`
	Components   []pageComponent `json:"components"`
	Incidents    []pageIncident  `json:"incidents"`
	Maintenances []pageIncident  `json:"scheduled_maintenances"`
}

type pageComponent struct {
	ID                 string    `json:"id"`
	Name               string    `json:"name"`
	Status             string    `json:"status"`
	CreatedAt          time.Time `json:"created_at"`
	UpdatedAt          time.Time `json:"updated_at"`
	Position           int64     `json:"position"`
	Description        string    `json:"description"`
	Showcase           bool      `json:"showcase"`
	StartDate          string    `json:"start_date"`
	GroupID            string    `json:"group_id"`
	Group              bool      `json:"group"`
	OnlyShowIfDegraded bool      `json:"only_show_if_degraded"`
}

type pageIncident struct {
	ID             string          `json:"id"`
	Name           string          `json:"name"`
	Status         string          `json:"status"`
	CreatedAt      time.Time       `json:"created_at"`
	UpdatedAt      time.Time       `json:"updated_at"`
	MonitoringAt   *time.Time      `json:"monitoring_at"`
	ResolvedAt     *time.Time      `json:"resolved_at"`
	StartedAt      *time.Time      `json:"started_at"`
	Impact         string          `json:"impact"`
	Updates        []pageUpdate    `json:"incident_updates"`
	Components     []pageComponent `json:"components"`
	ScheduledFor   *time.Time      `json:"scheduled_for"`
	ScheduledUntil *time.Time      `json:"scheduled_until"`

	// What the management API alone tells.
	AutoStart             bool       `json:"scheduled_auto_in_progress"`
	AutoComplete          bool       `json:"scheduled_auto_completed"`
	PostmortemBody        string     `json:"postmortem_body"`
	PostmortemUpdatedAt   *time.Time `json:"postmortem_body_last_updated_at"`
	PostmortemPublishedAt *time.Time `json:"postmortem_published_at"`
}

type pageUpdate struct {
	ID        string       `json:"id"`
	Status    string       `json:"status"`
	Body      string       `json:"body"`
	CreatedAt time.Time    `json:"created_at"`
	UpdatedAt time.Time    `json:"updated_at"`
	DisplayAt *time.Time   `json:"display_at"`
	Affected  pageAffected `json:"affected_components"`
	Deliver   bool         `json:"deliver_notifications"`
}

// pageAffected is a list, null, or a sentence in place of a list.
type pageAffected []struct {
	Code      string `json:"code"`
	OldStatus string `json:"old_status"`
	NewStatus string `json:"new_status"`
}

// UnmarshalJSON takes whatever is no list for none.
func (a *pageAffected) UnmarshalJSON(text []byte) error {
	type plain pageAffected
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
		return nil
	}
	return json.Unmarshal(text, (*plain)(a))
}

// load reads saved bodies.
func (p *statuspage) load(from []string) error {
	list, err := files(from, ".json", ".atom", ".rss", ".xml")
	if err != nil {
		return err
	}
	for _, s := range list {
		if bytes.HasPrefix(bytes.TrimLeft(s.text, "\ufeff \t\r\n"), []byte("<")) {
			if err := p.ids.read(s); err != nil {
				return err
			}
			continue
		}
		var b pageBody
		if err := decode(s, &b); err != nil {
			return err
		}
		if p.body.Page.ID != "" && b.Page.ID != "" && b.Page.ID != p.body.Page.ID {
			return models.Fail(models.Invalid, "%s is of another page (%s) than the files before it (%s). Import one page at a time.", s.name, b.Page.ID, p.body.Page.ID)
		}
		p.cut = p.cut || len(b.Incidents) >= pageLength
		p.take(b)
	}
	return nil
}

// pageLength is how many incidents a page tells at once.
const pageLength = 50

// ids names what a page of a list tells.
func (b pageBody) ids() string {
	var s strings.Builder
	for _, i := range slices.Concat(b.Incidents, b.Maintenances) {
		s.WriteString(i.ID + " ")
	}
	return s.String()
}

// take adds what b tells and was not told yet.
func (p *statuspage) take(b pageBody) {
	if p.body.Page.ID == "" {
		p.body.Page = b.Page
	}
	p.body.Components = merge(p.body.Components, b.Components, func(c pageComponent) string { return c.ID })
	var incidents []pageIncident
	for _, i := range b.Incidents {
		if i.ScheduledFor != nil { // the management API tells both in one list
			b.Maintenances = append(b.Maintenances, i)
		} else {
			incidents = append(incidents, i)
		}
	}
	id := func(i pageIncident) string { return i.ID }
	p.body.Maintenances = merge(p.body.Maintenances, b.Maintenances, id)
	p.body.Incidents = merge(p.body.Incidents, incidents, id)
}

// merge adds items; a later one with the id of an earlier one takes its place.
func merge[T any](list, more []T, id func(T) string) []T {
	places := make(map[string]int, len(list))
	for n, item := range list {
		places[id(item)] = n
	}
	for _, item := range more {
		if n, there := places[id(item)]; there {
			list[n] = item
		} else if id(item) != "" {
			places[id(item)] = len(list)
			list = append(list, item)
		}
	}
	return list
}

// fetch reads a page by its address.
func (p *statuspage) fetch(ctx context.Context, address string) error {
	root, err := base(strings.TrimSuffix(strings.TrimSuffix(address, "/"), "/api/v2/summary.json"))
	if err != nil {
		return err
	}
	f := newFetcher(nil)
	s, err := f.needed(ctx, root+"/api/v2/summary.json", "public API of a status page")
	if err != nil {
		return err
	}
	var b pageBody
	if err := decode(s, &b); err != nil {
		return err
	}
	p.take(b)
	for _, list := range []string{"incidents", "scheduled-maintenances"} {
		whole, err := p.pages(ctx, f, root+"/api/v2/"+list+".json?limit=100&page=%d", 1)
		if err != nil {
			return err
		}
		p.cut = p.cut || list == "incidents" && !whole
	}
	for _, feed := range []string{"/history.atom", "/history.rss"} {
		s, err := f.optional(ctx, root+feed)
		if err == nil && len(s.text) > 0 { // a page without feeds has no ids that a reader could know
			err = p.ids.read(s)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			p.notes = append(p.notes, "The feed "+root+feed+" was not read: "+models.MessageOf(err)+" Import again later, so that readers who follow it see nothing twice.")
		}
	}
	return nil
}

// pages reads a list page by page, until one tells nothing. It reports whether the
// end was seen: a server that knows no pages tells the same again.
func (p *statuspage) pages(ctx context.Context, f *fetcher, address string, number int) (whole bool, err error) {
	before := ""
	for n := range maxPages {
		s, err := f.get(ctx, fmt.Sprintf(address, number+n))
		if errors.Is(err, errNothing) && n > 0 {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		b, err := pageOf(s)
		if err != nil {
			return false, err
		}
		told := len(b.Incidents) + len(b.Maintenances)
		if p.take(b); told < pageLength {
			return true, nil
		}
		these := b.ids()
		if these == before {
			return false, nil
		}
		before = these
	}
	return false, nil
}

// pageOf reads a body of the public API, or a bare list of the management API.
func pageOf(s source) (b pageBody, err error) {
	if bytes.HasPrefix(bytes.TrimSpace(s.text), []byte("[")) {
		return b, decode(s, &b.Incidents)
	}
	return b, decode(s, &b)
}
