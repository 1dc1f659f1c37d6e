package views

import (
	"html/template"

	"vitrine/models"
)

// Sprite defines the six glyphs, one shape per state so that colour is never the
// only sign: disc with tick, half disc, triangle, octagon with cross, square
// with bar, dashed ring. It goes into a page once, before the first Glyph.
const Sprite template.HTML = `<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>` +
	`<symbol id="ok" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="currentColor"/><path class="cut" d="M4.3 8.3l2.5 2.5 5-5.4"/></symbol>` +
	`<symbol id="degraded" viewBox="0 0 16 16"><circle class="out" cx="8" cy="8" r="7"/><path d="M8 1a7 7 0 010 14z" fill="currentColor"/></symbol>` +
	`<symbol id="partial" viewBox="0 0 16 16"><path d="M8 .8L15.8 15H.2z" fill="currentColor"/><path class="cut" d="M8 6v4M8 11.6v1.8"/></symbol>` +
	`<symbol id="major" viewBox="0 0 16 16"><path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" fill="currentColor"/><path class="cut" d="M5 5l6 6M11 5l-6 6"/></symbol>` +
	`<symbol id="maint" viewBox="0 0 16 16"><rect class="out" x="1" y="1" width="14" height="14" rx="3"/><path class="out" d="M4.5 8h7"/></symbol>` +
	`<symbol id="unknown" viewBox="0 0 16 16"><circle class="out" cx="8" cy="8" r="7" stroke-dasharray="3.1 2.4"/></symbol></defs></svg>`

// tones are the only names a glyph goes by; they are also the class names that
// colour text.
var tones = map[models.Status]string{
	models.Operational:      "ok",
	models.UnderMaintenance: "maint",
	models.Degraded:         "degraded",
	models.PartialOutage:    "partial",
	models.MajorOutage:      "major",
}

// Tone is the class that gives s its colour and the name of its glyph. What we
// do not know looks unknown, never good.
func Tone(s models.Status) string {
	if t, ok := tones[s]; ok {
		return t
	}
	return "unknown"
}

// Glyph is the drawing of a tone. It says nothing to a screen reader: the word
// always stands beside it.
func Glyph(tone string) template.HTML {
	for _, t := range tones {
		if t == tone {
			return template.HTML(`<svg class="glyph" aria-hidden="true"><use href="#` + t + `"/></svg>`)
		}
	}
	return `<svg class="glyph" aria-hidden="true"><use href="#unknown"/></svg>`
}
