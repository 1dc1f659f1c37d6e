package views

import (
	"html/template"
	"time"

	"vitrine/models"
)

// incident is the page of an incident, but for what every page has. A site has ten
// thousand of them, each in seven languages.
func (m *markup) incident(p *IncidentPage) {
	m.crumb(p.Frame, p.Incident.StartedAt)
	m.heading(p.Status(), p.Incident.Title, p.Incident.Translated, p.Incident.Language)
	m.incidentFacts(p)
	m.incidentNotes(p)
	m.updates(p.Untranslated(), p.Entries())
	m.course(p)
}

// incidentFacts are what somebody wants to know first.
func (m *markup) incidentFacts(p *IncidentPage) {
	i := &p.Incident
	m.put("\n", `<dl class="facts">`)
	m.fact(m.HTML("State"), escaped(p.StateWord()))
	since := m.HTML("Duration")
	if i.Open() {
		since = m.HTML("Since")
	}
	if i.ResolvedAt != nil {
		m.fact(since, escaped(m.Took(i.Duration(p.Now))+m.Comma())+m.spanElement(i.StartedAt, *i.ResolvedAt, p.Ref()))
	} else {
		m.fact(since, m.whenElement(i.StartedAt, p.Ref()))
	}
	m.fact(m.HTML("Impact"), escaped(p.Impact()))
	if names := p.AffectedNames(); names != "" {
		m.fact(m.HTML("Services"), escaped(names))
	}
	m.put("\n</dl>")
}

// incidentNotes are what comes next: word, postmortem, a way to be told.
func (m *markup) incidentNotes(p *IncidentPage) {
	i, noun := &p.Incident, p.Noun()
	if next := i.NextUpdateAt; next != nil && i.Open() {
		at := m.whenElement(*next, p.Ref())
		if p.Overdue() {
			m.note("<b>" + m.HTML("Next update was due at {0}.", at) + "</b>")
		} else {
			m.note("<b>" + m.HTML("Next update by {0}.", at) + "</b>")
		}
	}
	if pm := p.Postmortem; pm != nil {
		m.note(m.HTML("The {0} is published:", noun.One()) + ` <a href="` + escaped(m.to("/postmortems/"+pm.Slug)) + `" dir="auto">` + escaped(pm.Current().Title) + "</a>" +
			m.HTML(". // ends a sentence"))
	}
	if p.Promise() {
		day := m.weekdayElement(*i.PostmortemExpectedBy, p.Ref())
		if p.Late() {
			m.note(m.HTML("We promised {0} by {1}. It is late.", noun.A(), day))
		} else {
			m.note(m.HTML("We will publish {0} by {1}.", noun.A(), day))
		}
	}
	if p.MayFollow() {
		m.note(`<a href="` + escaped(m.to(FollowPath(i.PublicID))) + `">` + m.HTML("Tell me when this is over") + "</a>")
	}
}

// course is how each component fared.
func (m *markup) course(p *IncidentPage) {
	list := p.Course()
	if len(list) == 0 {
		return
	}
	m.put("\n<h2>", m.HTML("Services over time"), "</h2>\n", `<dl class="days">`)
	for n := range list {
		c := &list[n]
		m.put("\n", `<div><dt><a href="`, escaped(m.to("/components/"+c.Component.Slug)), `" dir="auto">`, escaped(c.Component.Name), `</a></dt><dd><ol class="steps">`)
		for _, step := range c.Steps {
			m.put("<li>", m.whenElement(step.At, p.Ref()), " ", m.status(step.Status), "</li>")
		}
		m.put("</ol></dd></div>")
	}
	m.put("\n</dl>")
}

// crumb leads back to the history of the day.
func (m *markup) crumb(f Frame, day time.Time) {
	m.put("\n", `<p class="crumb">`)
	if !f.PageShape().HideHistory {
		m.put(`<a href="`, escaped(m.to("/history")), `">`, m.HTML("History"), "</a> · ")
	}
	m.put(m.dateElement(day), "</p>")
}

// heading is the title of an incident or a maintenance, in the colour of its status.
func (m *markup) heading(status models.Status, title string, t *models.Translated, language string) {
	tone := Tone(status)
	m.put("\n", `<h1 class="`, escaped(tone), `">`, Glyph(tone), `<span dir="auto"`, m.own(t, language), ">", escaped(title), "</span></h1>")
	if t != nil {
		m.put("\n", `<details class="original" id="o-title"><summary>`, escaped(m.Origin(*t)), `</summary><p lang="`, escaped(m.Mother(t.Language).Tag()), `" dir="auto">`,
			escaped(t.Original), "</p></details>")
	}
}

// updates are what was said about it, and in which languages where not in that of the
// page.
func (m *markup) updates(in string, list []Entry) {
	m.put("\n<h2>", m.HTML("Updates"), "</h2>")
	if in != "" {
		m.put("\n", `<p class="soft">`, escaped(in), "</p>")
	}
	if len(list) > 0 {
		m.put("\n")
		m.entries(list)
	} else {
		m.put("\n", `<p class="soft">`, m.HTML("Nothing has been said yet."), "</p>")
	}
}

// fact is one of the facts at the head of a page.
func (m *markup) fact(name, says template.HTML) {
	m.put("\n<div><dt>", name, "</dt><dd>", says, "</dd></div>")
}

// note is a sentence of its own under the facts.
func (m *markup) note(says template.HTML) { m.put("\n", `<p class="note">`, says, "</p>") }
