package edition

import (
	"bytes"
	"cmp"
	"embed"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"

	"vitrine/models"
	"vitrine/views"
)

// entry is one thing in a feed: an incident, a maintenance or a postmortem with
// its full text. It keeps its id for ever and is revised in place.
type entry struct {
	id         string // tag URI, RFC 4151, or what another page called it
	guid       string // its id in RSS, where that is another; empty: id
	url        string
	title      string // plain text
	html       string // links are absolute
	summary    string // plain text, one line
	published  time.Time
	updated    time.Time
	categories []string
	ends       *time.Time // of a maintenance
}

//go:embed entry.html
var entryFiles embed.FS

var entryHTML = template.Must(template.ParseFS(entryFiles, "entry.html"))

// entryData is what entry.html shows.
type entryData struct {
	Lead    string
	Updates []entryUpdate
	Note    string
	Links   []entryLink

	Sections        []entrySection
	Timeline        []entryLine
	Countermeasures []entryLine
}

type entryUpdate struct {
	At, Corrected, State string
	Body                 template.HTML
}

type entryLink struct{ URL, Text string }

type entrySection struct {
	Heading string
	Body    template.HTML
}

type entryLine struct{ Lead, Text string }

// tagURI names a thing in every feed for ever (RFC 4151). The year is that of
// the scheme, not of the thing.
func (p *Press) tagURI(noun, id string) string {
	return "tag:" + p.host() + ",2026:" + noun + "/" + id
}

// fill writes d as HTML that XML can carry. Links in texts are absolute already:
// Markdown lets no other pass.
func fill(d entryData) (string, error) {
	var buf bytes.Buffer
	if err := entryHTML.Execute(&buf, d); err != nil {
		return "", err
	}
	return clean(strings.TrimSpace(buf.String())), nil
}

func (p *Press) incidentEntry(c *catalog, i *incident) (entry, error) {
	d := entryData{Updates: entryUpdates(i.Updates)}
	for _, pm := range c.postmortemOf[i.ID] {
		d.Links = append(d.Links, entryLink{p.base() + "/postmortems/" + pm.Slug, c.noun().Title() + ": " + pm.current().Title})
	}
	if by := i.PostmortemExpectedBy; by != nil && len(d.Links) == 0 {
		d.Note = c.noun().StartA() + " was promised by " + views.Date(*by) + "." // true before that day and after
	}
	if len(d.Updates) == 0 {
		d.Lead = "Nothing has been said about it yet." // a feed entry must have a text
	}
	html, err := fill(d)
	e := entry{id: cmp.Or(i.FeedID, p.tagURI("incident", i.PublicID)), guid: i.FeedGUID, url: p.base() + "/incidents/" + i.PublicID, title: plainTitle(i.Title),
		html: html, published: i.firstWord(), updated: c.revised(i), categories: c.componentNames(i.components)}
	if len(i.Updates) > 0 {
		e.summary = summary(views.StateWord(i.Updates[0].State) + ": " + views.PlainLine(i.Updates[0].Body))
	}
	return e, err
}

func (p *Press) maintenanceEntry(c *catalog, m *maintenance) (entry, error) {
	lead := "Scheduled for " + span(m.ScheduledFor, m.ScheduledUntil)
	html, err := fill(entryData{Lead: lead, Updates: entryUpdates(m.Updates)})
	return entry{id: cmp.Or(m.FeedID, p.tagURI("maintenance", m.PublicID)), guid: m.FeedGUID, url: p.base() + "/maintenance/" + m.PublicID, title: plainTitle(m.Title),
		html: html, summary: summary(lead + "."), published: m.CreatedAt, updated: later(m.UpdatedAt, lastWord(m.Updates)),
		categories: c.componentNames(m.ComponentIDs), ends: &m.ScheduledUntil}, err
}

func (p *Press) postmortemEntry(c *catalog, pm *postmortem) (entry, error) {
	e := entry{id: p.tagURI("postmortem", pm.PublicID), url: p.base() + "/postmortems/" + pm.Slug,
		published: pm.PublishedAt, updated: pm.revised(), categories: c.componentNames(c.postmortemComponents(pm))}
	r := pm.current()
	var err error
	if pm.WithdrawnAt != nil || r == nil {
		e.title = c.noun().Title() + " withdrawn"
		e.summary = "This " + c.noun().One() + " was withdrawn. Its text is no longer available."
		e.html, err = fill(entryData{Lead: e.summary, Note: pm.WithdrawnNote})
		return e, err
	}
	e.title, e.summary = plainTitle(c.noun().Title()+": "+r.Title), summary(views.PlainLine(r.Summary.Summary))
	e.html, err = fill(postmortemData(pm.Postmortem, r))
	return e, err
}

// postmortemData is the full text of one revision.
func postmortemData(pm models.Postmortem, r *models.PostmortemRevision) entryData {
	var d entryData
	if r.Number > 1 && r.Note != "" {
		d.Lead = "Revised " + views.Date(r.PublishedAt) + ": " + r.Note
	}
	if r.FullBy != nil { // true before that day and after
		d.Note = "This is a preliminary report. The full report was promised by " + views.Date(*r.FullBy) + "."
	}
	for _, s := range r.Sections() {
		if s.Body != "" {
			d.Sections = append(d.Sections, entrySection{s.Heading, views.Markdown(s.Body)})
		}
	}
	for _, t := range r.Entries() {
		d.Timeline = append(d.Timeline, entryLine{moment(t.At), t.Text})
	}
	for _, m := range pm.Countermeasures {
		line := entryLine{standing(m), m.Body}
		if m.Reason != "" {
			line.Text += " (" + m.Reason + ")"
		}
		d.Countermeasures = append(d.Countermeasures, line)
	}
	return d
}

func entryUpdates(updates []models.Update) []entryUpdate {
	var list []entryUpdate
	for _, u := range updates {
		e := entryUpdate{At: moment(u.DisplayAt), State: views.StateWord(u.State), Body: views.Markdown(u.Body)}
		if u.CorrectedAt != nil {
			e.Corrected = moment(*u.CorrectedAt)
		}
		list = append(list, e)
	}
	return list
}

// moment says a time with its day, as pages do: in UTC.
func moment(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 UTC") }

// span says a period, its day once when it is one.
func span(from, to time.Time) string {
	from, to = from.UTC(), to.UTC()
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("2 Jan 2006, 15:04") + "–" + to.Format("15:04 UTC")
	}
	return moment(from) + " – " + moment(to)
}

// clean removes what XML 1.0 cannot carry (section 2.2), since one such
// character would make a whole feed unreadable.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r < 0xFFFE, r >= 0x10000:
			return r
		}
		return -1
	}, s)
}

// plainTitle also removes what would turn or hide the text around a title.
func plainTitle(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200B, r == 0xFEFF, r == '\n', r == '\r', r == '\t':
			return -1
		}
		return r
	}, clean(s))
}

// summary cuts text to one line of at most 300 characters.
func summary(text string) string {
	line := []rune(strings.Join(strings.Fields(clean(text)), " "))
	if len(line) <= 300 {
		return string(line)
	}
	return strings.TrimSpace(string(line[:299])) + "…"
}
