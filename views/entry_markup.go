package views

import (
	"html/template"

	"vitrine/models"
)

// status says a status with its shape and colour.
func (s *spoken) status(status models.Status) template.HTML {
	tone := Tone(status)
	return `<span class="state ` + escaped(tone) + `">` + Glyph(tone) + escaped(s.Word(status)) + "</span>"
}

// entries puts a list of updates, newest first.
func (m *markup) entries(list []Entry) {
	m.put(`<ol class="updates" reversed>`)
	for n := range list {
		m.entry(&list[n])
	}
	m.put("</ol>")
}

func (m *markup) entry(e *Entry) {
	u := &e.Update
	m.put(`<li id="u-`, escaped(u.PublicID), `">`, "\n", `<p class="at">`, m.whenElement(u.DisplayAt, e.Ref), "</p>\n<div>\n<h3")
	if e.Tone != "" {
		m.put(` class="`, escaped(e.Tone), `"`)
	}
	m.put(">", escaped(e.State()), "</h3>\n", `<div class="words" dir="auto"`, m.own(u.Translated, u.Language), ">", e.Body(), "</div>")
	m.original(u.Translated, u.PublicID)
	if len(e.Components) > 0 {
		m.put("\n", `<ul class="touched">`)
		for n := range e.Components {
			m.put(`<li><span dir="auto">`, escaped(e.Components[n].Component.Name), "</span> ", m.status(e.Components[n].Status), "</li>")
		}
		m.put("</ul>")
	}
	if u.CorrectedAt != nil {
		m.put("\n", `<p class="soft">`, m.HTML("Corrected {0}.", m.whenElement(*u.CorrectedAt, e.Ref)), "</p>")
	}
	m.put("\n</div>\n</li>")
}

// original puts the text of a translated update as it was written.
func (m *markup) original(t *models.Translated, id string) {
	if t != nil {
		m.put("\n", `<details class="original" id="o-`, escaped(id), `"><summary>`, escaped(m.Origin(*t)), `</summary><div class="words" lang="`, escaped(m.Mother(t.Language).Tag()),
			`" dir="auto">`, MarkdownAt(4, t.Original), "</div></details>")
	}
}

// incidentLine is an incident in a list.
func (m *markup) incidentLine(l *IncidentLine) {
	i := &l.Incident
	m.line(Tone(l.Status()), l.ID, "/incidents/"+i.PublicID, i.Title, i.Translated, i.Language)
	if begun := l.Begun(); begun != nil {
		m.put(m.HTML("since {0}", m.whenElement(*begun, l.Ref)))
	} else {
		m.put(m.spanElement(i.StartedAt, *i.ResolvedAt, l.Ref))
	}
	m.put(" · ", escaped(l.Outcome()))
	if l.Postmortem != nil {
		m.put(` · <a href="`, escaped(m.prefix+"/postmortems/"+l.Postmortem.Slug), `">`, escaped(l.Noun.One()), "</a>")
	}
	m.put("</p>\n</div></li>")
}

// maintenanceLine is a maintenance in a list.
func (m *markup) maintenanceLine(l *MaintenanceLine) {
	w := &l.Maintenance
	m.line(Tone(l.Status()), l.ID, "/maintenance/"+w.PublicID, w.Title, w.Translated, w.Language)
	m.put(escaped(l.State()), " · ", m.spanElement(w.ScheduledFor, w.ScheduledUntil, l.Ref))
	if names := l.Names(); names != "" {
		m.put(" · ", escaped(names))
	}
	m.put("</p>\n</div></li>")
}

// line begins a line of a list, up to what is told under the title.
func (m *markup) line(tone, id, path, title string, t *models.Translated, language string) {
	m.put(`<li class="line `, escaped(tone), `"`)
	if id != "" {
		m.put(` id="`, escaped(id), `"`)
	}
	m.put(">", Glyph(tone), "<div>\n", `<a href="`, escaped(m.to(path)), `" dir="auto"`, m.own(t, language), ">", escaped(title), "</a>\n", `<p class="soft">`)
}

// own is Speech.own, as a part of an element.
func (m *markup) own(t *models.Translated, language string) template.HTML {
	return template.HTML(m.Speech.own(t, language))
}
