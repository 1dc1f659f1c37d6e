package edition

import (
	_ "embed"
	"strings"
)

// embedJS shows the state of the site on another page. It asks /api/v2 alone and
// writes text, never HTML.
//
//go:embed embed.js
var embedJS string

// embedSheet is /embed.js with the address of the site in it.
func (p *Press) embedSheet() sheet {
	body := strings.ReplaceAll(embedJS, "%BASE%", p.cfg.BaseURL)
	return p.bytesSheet("/embed.js", "text/javascript; charset=utf-8", []byte(body), true)
}
