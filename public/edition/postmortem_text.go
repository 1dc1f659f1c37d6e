package edition

import (
	"cmp"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/views"
)

const markdownType = "text/markdown; charset=utf-8" // RFC 7763

// postmortemTextSheet is a postmortem as Markdown: what its page says, for other
// people's notes and programs.
func (p *Press) postmortemTextSheet(c *catalog, pm *postmortem) sheet {
	s := sheet{path: "/postmortems/" + pm.Slug + ".md", mime: markdownType, status: 200, open: true,
		key: fingerprint("postmortem text").of(c.postmortemKey(p, pm)).sum()}
	if pm.WithdrawnAt != nil || pm.current() == nil {
		return s.says("# " + c.noun().Title() + " withdrawn\n\n" + cmp.Or(pm.WithdrawnNote, "It can no longer be read.") + "\n").withStatus(410)
	}
	s.body = func() ([]byte, error) { return []byte(p.postmortemText(c, pm)), nil }
	return s
}

// says gives the sheet a body that is known already.
func (s sheet) says(text string) sheet {
	s.body = func() ([]byte, error) { return []byte(text), nil }
	return s
}

func (p *Press) postmortemText(c *catalog, pm *postmortem) string {
	r := pm.current()
	var b strings.Builder
	b.WriteString("# " + r.Title + "\n\n")
	b.WriteString("Published " + views.Date(pm.PublishedAt))
	if len(pm.Revisions) > 1 {
		b.WriteString(", revision " + digits(r.Number) + " of " + views.Date(r.PublishedAt))
	}
	b.WriteString(": " + p.base() + "/postmortems/" + pm.Slug + "\n")
	letter := views.Letter{Revision: *r, Incidents: c.covered(pm), Components: c.named(c.postmortemComponents(pm)), Severities: c.settings.SeverityNames()}
	for n, f := range letter.Facts() {
		if n == 0 {
			b.WriteString("\n")
		}
		b.WriteString("- " + f.Name + ": " + f.Value + "\n")
	}
	for _, s := range r.Sections() {
		if s.Body != "" && s.Key != "apology" && s.Key != "countermeasures" {
			b.WriteString("\n## " + s.Heading + "\n\n" + s.Body + "\n")
		} else if s.Body != "" && s.Key == "apology" {
			b.WriteString("\n" + s.Body + "\n")
		}
	}
	writeTimeline(&b, r.Entries())
	writePromises(&b, r.Summary.Countermeasures, pm.Countermeasures)
	return b.String()
}

func writeTimeline(b *strings.Builder, entries []models.PublicEntry) {
	if len(entries) == 0 {
		return
	}
	b.WriteString("\n## Timeline\n\n")
	for _, e := range entries {
		b.WriteString("- " + e.At.UTC().Format(time.DateOnly+" 15:04") + " UTC: " + indented(e.Text) + "\n")
	}
}

func writePromises(b *strings.Builder, text string, list []models.Countermeasure) {
	if text == "" && len(list) == 0 {
		return
	}
	b.WriteString("\n## Countermeasures\n")
	if text != "" {
		b.WriteString("\n" + text + "\n")
	}
	for n, m := range list {
		if n == 0 {
			b.WriteString("\n")
		}
		b.WriteString("- " + standing(m))
		b.WriteString(": " + indented(m.Body))
		if m.Reason != "" {
			b.WriteString(" (" + indented(m.Reason) + ")")
		}
		b.WriteString("\n")
	}
}

// indented keeps a text of several lines within its item.
func indented(md string) string { return strings.ReplaceAll(md, "\n", "\n  ") }

// standing says how far a countermeasure is, with the day that matters: "Done on
// 21 November 2026", "Planned by 1 December 2026".
func standing(m models.Countermeasure) string {
	word := views.StateWord(m.State)
	switch {
	case m.State == models.Done && m.DoneAt != nil:
		return word + " on " + views.Date(*m.DoneAt)
	case m.DueOn != nil && (m.State == models.Planned || m.State == models.Underway):
		return word + " by " + views.Date(*m.DueOn)
	}
	return word
}
