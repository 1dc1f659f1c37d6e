package edition

import (
	"bytes"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

// redirectHTML is for readers of the static export, whose server knows no
// redirects: ours answers with a status and the address.
var redirectHTML = template.Must(template.New("redirect").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>Moved</title>
<link rel="canonical" href="{{.Canonical}}">
<meta http-equiv="refresh" content="0; url={{.Target}}">
<p>This page is now at <a href="{{.Target}}">{{.Canonical}}</a>.</p>
</html>
`))

// reserved reports whether a path belongs to what is answered beside the files.
func reserved(path string) bool {
	head, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return slices.Contains([]string{"api", "assets", "events", "healthz", "readyz", "subscribe", "subscriptions", "u"}, head)
}

// redirectSheets send addresses of a former status page on to where the same
// thing stands now. A page of ours at the address, or none at the target, leaves
// it out.
func (p *Press) redirectSheets(c *catalog, ours []sheet) []sheet {
	if len(c.redirects) == 0 {
		return nil
	}
	taken := make(map[string]bool, len(ours))
	for _, s := range ours {
		taken[s.path] = true
	}
	var sheets []sheet
	for _, r := range c.redirects {
		own, n := ownPath(c.languages, r.Path)
		if taken[r.Path] || n >= 0 && taken[own] || !taken[r.Target] || reserved(r.Path) {
			continue
		}
		sheets = append(sheets, sheet{path: r.Path, mime: htmlType, status: http.StatusMovedPermanently, target: r.Target,
			key: fingerprint("redirect").of(p.build).text(r.Path, r.Target).sum(), body: func() ([]byte, error) {
				var buf bytes.Buffer
				err := redirectHTML.Execute(&buf, struct{ Target, Canonical string }{r.Target, p.base() + r.Target})
				return buf.Bytes(), err
			}})
	}
	return sheets
}
