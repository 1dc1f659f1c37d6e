package edition

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"

	"vitrine/assets"
	"vitrine/models"
	"vitrine/views"
)

// embedJS shows the state of the site on another page. It asks /api/v2 alone and
// writes text, never HTML.
//
//go:embed embed.js
var embedJS string

// embedSheet is /embed.js with the address of the site in it.
func (p *Press) embedSheet() sheet {
	body := strings.ReplaceAll(embedJS, "%BASE%", p.base())
	return p.bytesSheet("/embed.js", "text/javascript; charset=utf-8", []byte(body), true)
}

//go:embed embed_page.html
var embedPage string

var embedHTML = template.Must(template.New("embed").Parse(embedPage))

// EmbedPath is the one page that others may show in a frame.
const EmbedPath = "/embed.html"

// embedData is what embed_page.html shows.
type embedData struct {
	Title, Site, Home, CSS, JS string
	Tone, Text, More, At       string
	Sprite, Main, Stale, Glyph template.HTML // our own drawings and notices
	Links                      []entryLink
}

// embedPageSheet is /embed.html: the first sentence of the front page, what is open
// and what is going on, small enough for a frame.
func (p *Press) embedPageSheet(c *catalog, w clock) sheet {
	page := views.HomePage{Frame: p.frame(c, EmbedPath, c.at), Groups: c.services(nil), Maintenances: c.ahead()}
	for _, i := range c.open() {
		page.Open = append(page.Open, i.Incident)
	}
	page.Stale = w.stale
	data := p.embedData(page)
	key := p.pageKey(c, "embed").moment(w.stale).text(data.Title, data.Tone, data.Text, data.More, data.At)
	for _, l := range data.Links {
		key.text(l.URL, l.Text)
	}
	return sheet{path: EmbedPath, mime: htmlType, status: 200, open: true, key: key.sum(), body: func() ([]byte, error) {
		var buf bytes.Buffer
		err := embedHTML.Execute(&buf, data)
		return buf.Bytes(), err
	}}
}

func (p *Press) embedData(page views.HomePage) embedData {
	answer, base := page.Answer(), p.base()
	tone := views.Tone(answer.Status)
	d := embedData{Title: page.Title(), Site: page.SiteName(), Home: base + "/", CSS: assets.Path("embed.css"), JS: assets.Path("embed.js"), Tone: tone, Text: answer.Text,
		More: answer.More, At: moment(page.Now), Sprite: views.Sprite, Main: views.MainStart, Glyph: views.Glyph(tone)}
	if page.Stale != nil {
		d.Stale = views.StaleNotice(*page.Stale)
	}
	for _, i := range page.Open {
		d.Links = append(d.Links, entryLink{base + "/incidents/" + i.PublicID, views.StateWord(i.State) + ": " + i.Title})
	}
	for _, m := range page.Maintenances {
		if m.Active() {
			d.Links = append(d.Links, entryLink{base + "/maintenance/" + m.PublicID, views.StateWord(models.InProgress) + ": " + m.Title})
		}
	}
	return d
}
