package edition

import (
	"bytes"
	"html/template"

	"vitrine/models"
	"vitrine/views"
)

const svgType = "image/svg+xml"

// badgeHTML is a small picture for other people's pages: a name and a state, as
// shape and word as well as colour.
var badgeHTML = template.Must(template.New("badge").Parse(`<svg xmlns="http://www.w3.org/2000/svg" width="{{.Width}}" height="20" role="img" aria-label="{{.Name}}: {{.Word}}"><title>{{.Name}}: {{.Word}}</title>` +
	`<rect width="{{.Width}}" height="20" rx="3" fill="#fff"/><rect x=".5" y=".5" width="{{.Inner}}" height="19" rx="3" fill="none" stroke="#767676"/>` +
	`<g font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="8" y="14" fill="#1b1b1b">{{.Name}}</text>` +
	`<g transform="translate({{.Glyph}} 4.5) scale(.6875)" fill="{{.Colour}}">{{.Shape}}</g>` +
	`<text x="{{.Text}}" y="14" fill="{{.Colour}}" font-weight="bold">{{.Word}}</text></g></svg>
`))

// badge is what badgeHTML shows.
type badge struct {
	Name, Word, Colour        string
	Shape                     template.HTML // fixed drawings, below
	Width, Inner, Glyph, Text int
}

// badgeLook is how a state looks on white: text colours of at least 4.5:1.
var badgeLook = map[models.Status]struct {
	colour string
	shape  template.HTML
}{
	models.Operational:      {"#1f6f43", `<path d="M8 0a8 8 0 100 16A8 8 0 008 0zM7 11.6L3.4 8.1l1.3-1.4L7 8.9l4.4-4.6 1.4 1.3z"/>`},
	models.UnderMaintenance: {"#1f4fa3", `<path d="M3 0h10a3 3 0 013 3v10a3 3 0 01-3 3H3a3 3 0 01-3-3V3a3 3 0 013-3zm1 7v2h8V7z"/>`},
	models.Degraded:         {"#8a5a00", `<path d="M8 0a8 8 0 100 16A8 8 0 008 0zm0 2v12A6 6 0 018 2z"/>`},
	models.PartialOutage:    {"#a8470b", `<path d="M8 .8L15.6 15H.4z"/>`},
	models.MajorOutage:      {"#b3201f", `<path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z"/>`},
	models.UnknownStatus:    {"#5c5c5c", `<circle cx="8" cy="8" r="6.8" fill="none" stroke="#5c5c5c" stroke-width="2" stroke-dasharray="3 2"/>`},
}

func drawBadge(name string, s models.Status) ([]byte, error) {
	look, word := badgeLook[s], views.Word(s)
	b := badge{Name: plainTitle(name), Word: word, Colour: look.colour, Shape: look.shape}
	b.Glyph = 8 + textWidth(b.Name) + 8
	b.Text = b.Glyph + 15
	b.Width = b.Text + textWidth(word)*11/10 + 9
	b.Inner = b.Width - 1
	var buf bytes.Buffer
	if err := badgeHTML.Execute(&buf, b); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// textWidth is about how wide text is in 11 pixel Verdana.
func textWidth(text string) int {
	width := 0
	for _, r := range text {
		switch {
		case r >= 0x1100: // East Asian letters and emoji are square
			width += 11
		case r == 'i' || r == 'l' || r == ' ' || r == '.' || r == '\'':
			width += 4
		case r == 'm' || r == 'w' || r == 'M' || r == 'W':
			width += 10
		default:
			width += 7
		}
	}
	return width
}

// badgeSheets are the badge of the site and one for each component.
func (p *Press) badgeSheets(c *catalog, w clock) []sheet {
	one := func(path, name string, s models.Status) sheet {
		return sheet{path: path, mime: svgType, status: 200, open: true, key: fingerprint("badge").of(p.build).text(name, string(s)).sum(),
			body: func() ([]byte, error) { return drawBadge(name, s) }}
	}
	sheets := []sheet{one("/badge.svg", c.settings.Name, w.known(c.state()))}
	for _, s := range c.components {
		sheets = append(sheets, one("/badge/"+s.Slug+".svg", s.Name, w.known(s.Status)))
	}
	return sheets
}

// state is the state of the whole, as the front page says it.
func (c *catalog) state() models.Status {
	var open []models.Incident
	for _, i := range c.open() {
		open = append(open, i.Incident)
	}
	var active []models.Maintenance
	for _, m := range c.maintenances {
		if m.Active() {
			active = append(active, m.Maintenance)
		}
	}
	return views.Overall(c.components, open, active)
}
