package views

import (
	"html/template"

	"vitrine/assets"
)

// funcs is what every HTML file may call. Times become <time> elements.
var funcs = template.FuncMap{
	"asset":    assets.Path,
	"clock":    clockElement,
	"count":    Count,
	"date":     dateElement,
	"glyph":    Glyph,
	"markdown": MarkdownAt,
	"moment":   momentElement,
	"span":     spanElement,
	"stale":    StaleNotice,
	"took":     Took,
	"tone":     Tone,
	"weekday":  weekdayElement,
	"when":     whenElement,
	"word":     Word,
}
