package edition

import (
	"cmp"
	"slices"
	"time"

	"vitrine/models"
	"vitrine/views"
)

// updatesUnder is where the twins of feeds lie that tell each update as an entry
// of its own, for chats that show an entry once: /updates/feed.rss is also served
// as /feed.rss?per=update.
const updatesUnder = "/updates"

// UpdatesPath is the address of the twin of a feed with one entry for each update.
func UpdatesPath(feed string) string { return updatesUnder + feed }

// updateFeed are the files of the feed with an entry for each update.
func (p *Press) updateFeed(c *catalog, f feed, items []item, endings ...string) []sheet {
	f.stem, f.perUpdate = updatesUnder+f.stem, true
	f.about += " One entry for each update."
	return p.oneFeed(c, f, items, endings...)
}

// updateEntries are the newest updates of items, newest first.
func (p *Press) updateEntries(c *catalog, items []item) ([]entry, error) {
	var list []entry
	for _, t := range items {
		of, err := p.updatesOf(c, t)
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Or(b.published.Compare(a.published), cmp.Compare(b.id, a.id)) })
	return list[:min(feedLength, len(list))], nil
}

func (p *Press) updatesOf(c *catalog, t item) ([]entry, error) {
	switch {
	case t.incident != nil:
		i := t.incident
		return p.oneByOne(c, i.Title, "/incidents/"+i.PublicID, i.Updates, i.components)
	case t.maintenance != nil:
		m := t.maintenance
		return p.oneByOne(c, m.Title, "/maintenance/"+m.PublicID, m.Updates, m.ComponentIDs)
	}
	return p.revisionEntries(c, t.postmortem)
}

// oneByOne are updates as entries. Each keeps its id when its words are corrected.
func (p *Press) oneByOne(c *catalog, title, page string, updates []models.Update, components []int64) ([]entry, error) {
	var list []entry
	for _, u := range updates[:min(feedLength, len(updates))] {
		touched := components
		if len(u.Components) > 0 {
			touched = nil
			for _, one := range u.Components {
				touched = append(touched, one.ComponentID)
			}
		}
		e, err := p.updateEntry(title, page, u, c.componentNames(touched))
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// updateEntry renders an update once, however many feeds it stands in.
func (p *Press) updateEntry(title, page string, u models.Update, names []string) (entry, error) {
	key := fingerprint("update").of(p.build).text(u.PublicID, title, page, u.State, u.Body).time(u.DisplayAt).moment(u.CorrectedAt).text(names...).sum()
	if e, ok := p.entries.get(key); ok {
		return e, nil
	}
	html, err := fill(entryData{Updates: entryUpdates([]models.Update{u})})
	if err != nil {
		return entry{}, err
	}
	e := entry{id: p.tagURI("update", u.PublicID), url: p.base() + page + "#u-" + u.PublicID, title: plainTitle(views.StateWord(u.State) + ": " + title), html: html,
		summary: summary(views.PlainLine(u.Body)), published: u.DisplayAt, updated: u.DisplayAt, categories: names}
	if u.CorrectedAt != nil {
		e.updated = later(e.updated, *u.CorrectedAt)
	}
	p.entries.put(key, e)
	return e, nil
}

// revisionEntries are the revisions of a postmortem that can be read, each with
// its summary and a link: what a chat shows of a long text.
func (p *Press) revisionEntries(c *catalog, pm *postmortem) ([]entry, error) {
	whole, err := p.postmortemEntry(c, pm)
	if err != nil {
		return nil, err
	}
	if pm.WithdrawnAt != nil || pm.current() == nil {
		whole.id = p.tagURI("postmortem", pm.PublicID+"/withdrawn")
		whole.published = later(whole.published, whole.updated)
		return []entry{whole}, nil
	}
	var list []entry
	for n := range pm.Revisions {
		r := &pm.Revisions[n]
		if r.WithdrawnAt != nil {
			continue
		}
		d := entryData{Sections: []entrySection{{"Summary", views.Markdown(r.Summary.Summary)}}, Links: []entryLink{{whole.url, c.noun().Title() + ": " + r.Title}}}
		if r.Number > 1 && r.Note != "" {
			d.Lead = "Revised " + views.Date(r.PublishedAt) + ": " + r.Note
		}
		html, err := fill(d)
		if err != nil {
			return nil, err
		}
		list = append(list, entry{id: p.tagURI("postmortem", pm.PublicID+"/"+digits(r.Number)), url: whole.url, title: plainTitle(c.noun().Title() + ": " + r.Title), html: html,
			summary: summary(views.PlainLine(r.Summary.Summary)), published: r.PublishedAt, updated: r.PublishedAt, categories: whole.categories})
	}
	return list, nil
}

// newest is the latest time at which an entry changed; fallback without one.
func newest(entries []entry, fallback time.Time) time.Time {
	t := time.Time{}
	for _, e := range entries {
		t = later(t, e.updated)
	}
	if t.IsZero() {
		return fallback
	}
	return t
}
