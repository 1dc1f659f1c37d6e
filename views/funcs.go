package views

import (
	"html/template"

	"vitrine/assets"
)

// funcs is what every HTML file may call in any language; spoken has the others.
var funcs = template.FuncMap{
	"asset":    assets.Path,
	"auto":     auto,
	"away":     away,
	"bold":     boldly,
	"glyph":    Glyph,
	"headOf":   headOf,
	"linkedOf": linkedOf,
	"markdown": MarkdownAt,
	"tagged":   tagged,
	"tone":     Tone,
}
