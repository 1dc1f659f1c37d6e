package edition

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/views"
)

// searchLength is how much of a text can be found, in characters.
const searchLength = 1500

// period is what one list of the search holds: a month of the newest year, or a
// whole earlier year, so that a publication makes one small list anew.
type period struct {
	name        string // "2026-11" or "2025"
	months      []month
	postmortems []*postmortem
}

// periods parts the past, newest first.
func (c *catalog) periods(months []month) []period {
	var list []period
	at := map[string]int{}
	in := func(t time.Time) *period {
		name := strconv.Itoa(t.UTC().Year())
		if len(months) > 0 && t.UTC().Year() >= months[0].first.Year() {
			name = t.UTC().Format("2006-01")
		}
		n, ok := at[name]
		if !ok {
			n = len(list)
			at[name], list = n, append(list, period{name: name})
		}
		return &list[n]
	}
	for _, m := range months {
		p := in(m.first)
		p.months = append(p.months, m)
	}
	for _, pm := range c.postmortems {
		if pm.WithdrawnAt == nil && pm.Current().Number > 0 {
			p := in(pm.PublishedAt)
			p.postmortems = append(p.postmortems, pm)
		}
	}
	return list
}

// key fingerprints what a list holds.
func (s period) key(p *Press, c *catalog) sum {
	d := fingerprint("search").of(p.build).text(s.name)
	for _, l := range c.languages {
		d.text(l.Tag())
	}
	for _, m := range s.months {
		d.of(m.sum)
	}
	for _, pm := range s.postmortems {
		d.of(pm.sum)
		for _, id := range pm.IncidentIDs {
			if i := c.incidentOf[id]; i != nil {
				d.of(c.facesOf(i.components)...)
			}
		}
	}
	return d.sum()
}

// searchSheets are the page for words to look for, and the lists that a browser
// looks through.
func (p *Press) searchSheets(c *catalog, months []month) []sheet {
	var names []string
	var sheets []sheet
	for _, s := range c.periods(months) {
		names = append(names, s.name)
		sheets = append(sheets, sheet{path: "/search/" + s.name + ".json", mime: jsonType, status: 200, key: s.key(p, c),
			body: func() ([]byte, error) { return encodeJSON(s.list(c)) }})
	}
	return append(sheets, pageSheet(c, views.SearchPath, p.pageKey(c, "search").text(names...), views.Search, func(c *catalog) views.SearchPage {
		return views.SearchPage{Frame: p.frame(c, views.SearchPath, c.settings.UpdatedAt), Periods: names}
	}))
}

// searchList is a list as the browser's script reads it.
type searchList struct {
	Services map[string]string `json:"services"` // id to name, of the components that are named
	Entries  []searchEntry     `json:"entries"`
}

// searchEntry is one thing that can be found.
type searchEntry struct {
	Kind     string    `json:"kind"` // "incident", "maintenance", "postmortem"
	Path     string    `json:"path"` // without a language
	Title    string    `json:"title"`
	At       time.Time `json:"at"`
	Services []string  `json:"services"`
	Text     string    `json:"text"`               // the beginning of its words
	Language string    `json:"language,omitempty"` // it is written in, where that is not the site's own

	In map[string]searchWords `json:"in,omitempty"` // languages of the site that it was translated into
}

// searchWords are what can be found in another language.
type searchWords struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

func (s period) list(c *catalog) searchList {
	list := searchList{Services: map[string]string{}, Entries: []searchEntry{}}
	add := func(e searchEntry, components []int64, words []string) {
		e.At, e.Services, e.Text = e.At.UTC(), []string{}, findable(words)
		for _, id := range components {
			if s := c.componentOf[id]; s != nil && !slices.Contains(e.Services, s.PublicID) {
				e.Services = append(e.Services, s.PublicID)
				list.Services[s.PublicID] = s.Name
			}
		}
		list.Entries = append(list.Entries, e)
	}
	for _, m := range s.months {
		for _, i := range m.incidents {
			add(searchEntry{Kind: "incident", Path: "/incidents/" + i.PublicID, Title: i.Title, At: i.StartedAt, Language: c.unlike(i.Language), In: c.wordsOf(i)}, i.components, told(i.Updates))
		}
		for _, w := range m.maintenances {
			add(searchEntry{Kind: "maintenance", Path: "/maintenance/" + w.PublicID, Title: w.Title, At: w.ScheduledFor, Language: c.unlike(w.Language), In: c.wordsOfWork(w)}, w.ComponentIDs, told(w.Updates))
		}
	}
	for _, pm := range s.postmortems {
		var components []int64
		for _, id := range pm.IncidentIDs {
			if i := c.incidentOf[id]; i != nil {
				components = append(components, i.components...)
			}
		}
		text := pm.Current().Summary
		add(searchEntry{Kind: "postmortem", Path: "/postmortems/" + pm.Slug, Title: text.Title, At: pm.PublishedAt}, components,
			[]string{text.Summary, text.Cause, text.Impact, text.Resolution})
	}
	return list
}

// unlike is a language that is not the site's own; empty for that.
func (c *catalog) unlike(tag string) string {
	if tag == c.languages[0].Tag() {
		return ""
	}
	return tag
}

// wordsOf is what an incident says in other languages.
func (c *catalog) wordsOf(i *incident) map[string]searchWords {
	return c.wordsIn(func(tag string) (string, *models.Translated, []models.Update) {
		in := i.In(tag)
		return in.Title, in.Translated, in.Updates
	})
}

// wordsOfWork is what a maintenance says in other languages.
func (c *catalog) wordsOfWork(m *maintenance) map[string]searchWords {
	return c.wordsIn(func(tag string) (string, *models.Translated, []models.Update) {
		in := m.In(tag)
		return in.Title, in.Translated, in.Updates
	})
}

// wordsIn is what say says in each language of the site, where something of it
// is translated.
func (c *catalog) wordsIn(say func(tag string) (title string, of *models.Translated, updates []models.Update)) map[string]searchWords {
	var list map[string]searchWords
	for _, l := range c.languages {
		title, of, updates := say(l.Tag())
		if of == nil && !slices.ContainsFunc(updates, func(u models.Update) bool { return u.Translated != nil }) {
			continue
		}
		if list == nil {
			list = map[string]searchWords{}
		}
		list[l.Tag()] = searchWords{title, findable(told(updates))}
	}
	return list
}

// told lists the words of updates.
func told(updates []models.Update) []string {
	words := make([]string, len(updates))
	for n, u := range updates {
		words[n] = u.Body
	}
	return words
}

// findable is the beginning of texts in Markdown, on one line.
func findable(texts []string) string {
	var letters []rune
	for _, text := range texts {
		if line := views.PlainLine(text); line != "" {
			letters = append(append(letters, ' '), []rune(line)...)
		}
		if len(letters) > searchLength {
			return whole(string(letters[1:searchLength]))
		}
	}
	return string(letters[min(1, len(letters)):])
}

// whole is a text that was cut, without the word that the cut broke: half a word looks
// harmless to the check that reads it last. Where words are not set apart, it ends
// with a part of a sentence.
func whole(text string) string { return text[:max(0, strings.LastIndexAny(text, " 。、！？"))] }
