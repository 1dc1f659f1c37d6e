package views

// maintenance is the page of a maintenance, but for what every page has.
func (m *markup) maintenance(p *MaintenancePage) {
	w := &p.Maintenance
	m.crumb(p.Frame, w.ScheduledFor)
	m.heading(p.Status(), w.Title, w.Translated, w.Language)
	m.put("\n", `<dl class="facts">`)
	m.fact(m.HTML("State"), escaped(p.StateWord()))
	m.fact(m.HTML("Planned"), m.weekdayElement(w.ScheduledFor, p.Now)+escaped(m.Comma())+m.spanElement(w.ScheduledFor, w.ScheduledUntil, p.Ref()))
	m.fact(m.HTML("Length"), escaped(m.Took(p.Length())))
	if names := p.AffectedNames(); names != "" {
		m.fact(m.HTML("Services"), escaped(names))
	}
	m.put("\n</dl>")
	m.updates(p.Untranslated(), p.Entries())
	m.put("\n", `<p class="onward"><a href="/maintenance.ics">`, m.HTML("Maintenance as a calendar"), "</a></p>")
}
