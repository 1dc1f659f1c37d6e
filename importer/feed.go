package importer

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Feed reads the history feed of a status page, RSS 2.0 or Atom: one incident for
// each entry, with its updates where the entry is written as hosted pages do.
// Ids of entries are kept, so that readers who follow the feed here see nothing
// twice.
func Feed(ctx context.Context, from []string) (Read, error) {
	var list []source
	var err error
	if len(from) == 1 && remote(from[0]) {
		var s source
		s, err = newFetcher(nil).needed(ctx, from[0], "feed")
		list = []source{s}
	} else {
		list, err = files(from, ".rss", ".atom", ".xml")
	}
	if err != nil {
		return Read{}, err
	}
	var r Read
	var all []told
	for _, s := range list {
		f, err := parseFeed(s)
		if err != nil {
			return Read{}, err
		}
		if r.Source == "" {
			r.Source = "feed " + cmp.Or(host(f.page()), s.name)
		}
		all = mergeEntries(all, f.entries())
	}
	for _, e := range all {
		e.add(&r)
	}
	r.note("A feed tells no components and no impact: the incidents are taken over with the impact none. Change it where it matters.")
	return r, nil
}

// feedFile is RSS 2.0 or Atom, whichever it is.
type feedFile struct {
	XMLName xml.Name
	Channel struct {
		Link  string     `xml:"link"`
		Items []feedItem `xml:"item"`
	} `xml:"channel"`
	Links   []feedLink  `xml:"link"`
	Entries []feedEntry `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type feedItem struct {
	Title   string `xml:"title"`
	Link    string `xml:"link"`
	GUID    string `xml:"guid"`
	Date    string `xml:"pubDate"`
	Text    string `xml:"description"`
	Content string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	Ends    string `xml:"maintenanceEndDate"`
}

type feedEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Links     []feedLink `xml:"link"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Content   feedText   `xml:"content"`
	Summary   feedText   `xml:"summary"`
}

// feedText is text, or XHTML within.
type feedText struct {
	Type  string `xml:"type,attr"`
	Text  string `xml:",chardata"`
	Inner string `xml:",innerxml"`
}

func (t feedText) html() string {
	if t.Type == "xhtml" {
		return t.Inner
	}
	return t.Text
}

// parseFeed reads a feed.
func parseFeed(s source) (f feedFile, err error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimLeft(s.text, "\ufeff \t\r\n")))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&f); err != nil {
		return f, &models.Error{Kind: models.Invalid, Message: s.name + " is no feed that can be read (RSS 2.0 or Atom in UTF-8).", Err: err}
	}
	if name := f.XMLName.Local; name != "rss" && name != "feed" {
		return f, models.Fail(models.Invalid, "%s is no feed: it begins with <%s>.", s.name, name)
	}
	return f, nil
}

// page is the address of the page that the feed follows.
func (f feedFile) page() string { return cmp.Or(strings.TrimSpace(f.Channel.Link), alternate(f.Links)) }

func alternate(links []feedLink) string {
	for _, l := range links {
		if l.Rel == "" || l.Rel == "alternate" {
			return l.Href
		}
	}
	return ""
}

// told is an entry of either kind of feed.
type told struct {
	atom, guid, link, title, html string
	published, updated            time.Time
	ends                          *time.Time
}

func (f feedFile) entries() (list []told) {
	for _, i := range f.Channel.Items {
		t := told{guid: strings.TrimSpace(cmp.Or(i.GUID, i.Link)), link: strings.TrimSpace(i.Link), title: i.Title, html: cmp.Or(i.Content, i.Text),
			published: feedTime(i.Date)}
		if at := feedTime(i.Ends); !at.IsZero() {
			t.ends = &at
		}
		list = append(list, t)
	}
	for _, e := range f.Entries {
		list = append(list, told{atom: strings.TrimSpace(e.ID), link: alternate(e.Links), title: e.Title, html: cmp.Or(e.Content.html(), e.Summary.html()),
			published: feedTime(cmp.Or(e.Published, e.Updated)), updated: feedTime(e.Updated)})
	}
	return list
}

// feedTime reads a time of either kind of feed; the zero time is none.
func feedTime(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, form := range []string{time.RFC3339Nano, time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// id names the entry for ever: by the id of hosted pages where its link has one.
func (t told) id() string {
	if last := path.Base(t.path()); hostedID.MatchString(last) {
		return last
	}
	return cmp.Or(t.atom, t.guid, t.link)
}

var hostedID = regexp.MustCompile(`^[a-z0-9]{12}$`)

// path is where the entry stands on its host.
func (t told) path() string {
	u, err := url.Parse(t.link)
	if err != nil {
		return ""
	}
	return u.Path
}

// add takes an entry for an incident, or for a maintenance where it says so.
func (t told) add(r *Read) {
	if t.published.IsZero() && t.updated.IsZero() {
		r.note("“" + t.title + "” has no date and was passed over.")
		return
	}
	said := t.updates()
	lastAt := said[len(said)-1].DisplayAt
	if t.ends != nil || slices.Contains([]string{"scheduled", "in_progress", "verifying", "completed"}, said[0].State) {
		r.Maintenances = append(r.Maintenances, t.maintenance(said, lastAt))
		return
	}
	i := models.ImportedIncident{ForeignID: t.id(), Said: said, OldPaths: []string{t.path()}, Incident: models.Incident{Title: strings.TrimSpace(t.title),
		State: models.IncidentState(said[len(said)-1].State), Impact: models.NoImpact, StartedAt: said[0].DisplayAt, CreatedAt: said[0].DisplayAt,
		UpdatedAt: later(t.updated, lastAt), FeedID: t.atom, FeedGUID: t.guid}}
	for _, u := range said {
		switch at := u.DisplayAt; {
		case u.State == "monitoring" && i.MonitoringAt == nil:
			i.MonitoringAt = &at
		case u.State == "resolved":
			i.ResolvedAt = &at
		}
	}
	if i.State != models.Resolved {
		i.ResolvedAt = nil
	}
	r.Incidents = append(r.Incidents, i)
}

func (t told) maintenance(said []models.ImportedUpdate, lastAt time.Time) models.ImportedMaintenance {
	m := models.ImportedMaintenance{ForeignID: t.id(), Said: said, OldPaths: []string{t.path()}, Maintenance: models.Maintenance{Title: strings.TrimSpace(t.title),
		State: models.MaintenanceState(said[len(said)-1].State), ScheduledFor: t.published, ScheduledUntil: first(t.ends, &lastAt),
		CreatedAt: said[0].DisplayAt, UpdatedAt: later(t.updated, lastAt), FeedID: t.atom, FeedGUID: t.guid}}
	if !m.ScheduledUntil.After(m.ScheduledFor) {
		m.ScheduledUntil = m.ScheduledFor.Add(time.Hour)
	}
	if !slices.Contains(models.MaintenanceStates, m.State) {
		m.State = models.Completed
	}
	if m.Over() {
		m.StartedAt, m.CompletedAt = &m.ScheduledFor, &lastAt
	}
	return m
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// feedIDs are the ids that things had in feeds, by their id in the API.
type feedIDs map[string]struct{ atom, guid string }

// read learns the ids of a feed.
func (ids feedIDs) read(s source) error {
	f, err := parseFeed(s)
	if err != nil {
		return err
	}
	for _, t := range f.entries() {
		seen := ids[t.id()]
		seen.atom, seen.guid = cmp.Or(seen.atom, t.atom), cmp.Or(seen.guid, t.guid)
		ids[t.id()] = seen
	}
	return nil
}
