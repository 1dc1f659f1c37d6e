package edition

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// feedLength is how many entries a feed holds: those that changed last.
const feedLength = 50

// feed is a list of entries with its name and address.
type feed struct {
	stem    string // "/feed", "/components/api": path without the ending
	self    string // path of the file itself
	page    string // path of the page it follows
	title   string
	about   string
	author  string
	updated time.Time
	entries []entry

	perUpdate bool // an entry is one update, not one story
}

// item is what an entry is made from.
type item struct {
	updated     time.Time
	incident    *incident
	maintenance *maintenance
	postmortem  *postmortem
}

func (t item) sum() sum {
	switch {
	case t.incident != nil:
		return t.incident.sum
	case t.maintenance != nil:
		return t.maintenance.sum
	}
	return t.postmortem.sum
}

func (t item) id() int64 {
	switch {
	case t.incident != nil:
		return t.incident.ID
	case t.maintenance != nil:
		return t.maintenance.ID
	}
	return t.postmortem.ID
}

// items lists everything a feed may hold, what changed last first.
func (c *catalog) items() []item {
	list := make([]item, 0, len(c.incidents)+len(c.maintenances)+len(c.postmortems))
	for _, i := range c.incidents {
		list = append(list, item{updated: c.revised(i), incident: i})
	}
	for _, m := range c.maintenances {
		list = append(list, item{updated: later(m.UpdatedAt, lastWord(m.Updates)), maintenance: m})
	}
	for _, p := range c.postmortems {
		list = append(list, item{updated: p.revised(), postmortem: p})
	}
	slices.SortStableFunc(list, func(a, b item) int {
		return cmp.Or(b.updated.Compare(a.updated), cmp.Compare(b.id(), a.id()))
	})
	return list
}

// componentsOf lists the components that t is about.
func (c *catalog) componentsOf(t item) []int64 {
	switch {
	case t.incident != nil:
		return t.incident.components
	case t.maintenance != nil:
		return t.maintenance.ComponentIDs
	}
	return c.postmortemComponents(t.postmortem)
}

// feedKey fingerprints what the entries of items are made from.
func (c *catalog) feedKey(items []item) sum {
	d := fingerprint("feed").of(c.settingsSum)
	for _, t := range items {
		d.of(t.sum()).of(c.facesOf(c.componentsOf(t))...)
		if t.incident != nil {
			for _, p := range c.postmortemOf[t.incident.ID] {
				d.of(p.sum)
			}
		}
	}
	return d.sum()
}

// feedSheets are the files of every feed.
func (p *Press) feedSheets(c *catalog) []sheet {
	all := c.items()
	var postmortems []item
	byComponent := map[int64][]item{}
	for _, t := range all {
		if t.postmortem != nil && len(postmortems) < feedLength {
			postmortems = append(postmortems, t)
		}
		for _, id := range c.componentsOf(t) {
			if len(byComponent[id]) < feedLength {
				byComponent[id] = append(byComponent[id], t)
			}
		}
	}
	name, noun := plainTitle(c.settings.Name), c.noun()
	about := "Incidents, maintenance and " + noun.Many() + "."
	all = all[:min(feedLength, len(all))]
	whole, history := feed{stem: "/feed", page: "/", title: name, about: about}, feed{stem: "/history", page: "/history", title: name, about: about}
	sheets := slices.Concat(p.oneFeed(c, whole, all, ".rss", ".atom", ".json"), p.updateFeed(c, whole, all, ".rss", ".atom", ".json"),
		p.oneFeed(c, history, all, ".rss", ".atom"), p.updateFeed(c, history, all, ".rss", ".atom"))
	sheets = append(sheets, p.oneFeed(c, feed{stem: "/postmortems", page: "/postmortems", title: name + ": " + noun.Many(), about: noun.Titles() + " with their full text."},
		postmortems, ".rss", ".atom", ".json")...)
	for _, s := range c.components {
		f := feed{stem: "/components/" + s.Slug, page: "/components/" + s.Slug, title: name + ": " + plainTitle(s.Name),
			about: "Incidents, maintenance and " + noun.Many() + " of " + plainTitle(s.Name) + "."}
		sheets = append(sheets, p.oneFeed(c, f, byComponent[s.ID], ".rss", ".atom", ".json")...)
		sheets = append(sheets, p.updateFeed(c, f, byComponent[s.ID], ".rss", ".atom", ".json")...)
	}
	return sheets
}

var feedFormats = map[string]struct {
	mime  string
	write func(feed, *Press) ([]byte, error)
}{
	".rss":  {"application/rss+xml; charset=utf-8", (feed).rss},
	".atom": {"application/atom+xml; charset=utf-8", (feed).atom},
	".json": {"application/feed+json; charset=utf-8", (feed).json},
}

// oneFeed are the files of one feed in several formats.
func (p *Press) oneFeed(c *catalog, f feed, items []item, endings ...string) []sheet {
	key := fingerprint("feed").text(f.stem, f.title, f.about).of(p.build, c.feedKey(items)).sum()
	var sheets []sheet
	for _, ending := range endings {
		format := feedFormats[ending]
		sheets = append(sheets, sheet{path: f.stem + ending, mime: format.mime, status: 200, open: true, key: key, body: func() ([]byte, error) {
			full, err := p.fillFeed(c, f, items)
			full.self = f.stem + ending
			if err != nil {
				return nil, err
			}
			return format.write(full, p)
		}})
	}
	return sheets
}

func (p *Press) fillFeed(c *catalog, f feed, items []item) (feed, error) {
	f.author = plainTitle(c.settings.Name)
	var err error
	if f.perUpdate {
		f.entries, err = p.updateEntries(c, items)
	} else {
		f.entries, err = p.entriesOf(c, items)
	}
	f.updated = newest(f.entries, c.settings.UpdatedAt)
	return f, err
}

func (p *Press) entriesOf(c *catalog, items []item) (list []entry, err error) {
	for _, t := range items {
		e, err := p.entryOf(c, t)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// entryOf renders an entry once, however many feeds it stands in.
func (p *Press) entryOf(c *catalog, t item) (entry, error) {
	key := c.feedKey([]item{t})
	if e, ok := p.entries.get(key); ok {
		return e, nil
	}
	e, err := p.newEntry(c, t)
	if err == nil {
		p.entries.put(key, e)
	}
	return e, err
}

func (p *Press) newEntry(c *catalog, t item) (entry, error) {
	switch {
	case t.incident != nil:
		return p.incidentEntry(c, t.incident)
	case t.maintenance != nil:
		return p.maintenanceEntry(c, t.maintenance)
	}
	return p.postmortemEntry(c, t.postmortem)
}

// entryRoom is how many entries are remembered: more than all feeds of a large
// site hold at one time would cost memory for little.
const entryRoom = 1000

// entryCache remembers entries by what they are made from.
type entryCache struct {
	mu   sync.Mutex
	made map[sum]entry
}

func (k *entryCache) get(key sum) (entry, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.made[key]
	return e, ok
}

func (k *entryCache) put(key sum, e entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.made == nil || len(k.made) >= entryRoom {
		k.made = map[sum]entry{}
	}
	k.made[key] = e
}
