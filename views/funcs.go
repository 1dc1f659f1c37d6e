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
	"markdown": MarkdownAt,
	"tagged":   tagged,
	"tone":     Tone,
}
