package views

import (
	"bytes"
	"fmt"
	"html/template"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"

	"vitrine/assets"
	"vitrine/models"
)

// The two colour schemes of the style sheet, read from it so that there is one
// truth: token name to "#rrggbb".
var lightTokens, darkTokens = schemes(string(assets.Body("site.css")))

// grounds are the tokens that text stands on.
var grounds = []string{"paper", "card", "tint"}

// readable is the contrast that text needs on its ground (WCAG 2.2, 1.4.3).
const readable = 4.5

var (
	tokenPattern = regexp.MustCompile(`--([a-z-]+):\s*(#[0-9a-f]{6})\b`)
	hexPattern   = regexp.MustCompile(`^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
)

// schemes reads the first two :root blocks: the light one and the dark one, which
// says only what differs.
func schemes(css string) (light, dark map[string]string) {
	light, dark = map[string]string{}, map[string]string{}
	_, rest, _ := strings.Cut(css, ":root")
	first, second, _ := strings.Cut(rest, ":root")
	second, _, _ = strings.Cut(second, "}")
	for _, m := range tokenPattern.FindAllStringSubmatch(first, -1) {
		light[m[1]], dark[m[1]] = m[2], m[2]
	}
	for _, m := range tokenPattern.FindAllStringSubmatch(second, -1) {
		dark[m[1]] = m[2]
	}
	return light, dark
}

// Accent turns the operator's colour into one that can be read on every ground of
// the light scheme and one for the dark: the nearest darker or lighter shade. A
// value that is not #rgb or #rrggbb gives ours.
func Accent(hex string) (light, dark string) {
	if !hexPattern.MatchString(hex) {
		return lightTokens["accent"], darkTokens["accent"]
	}
	c := parseColour(hex)
	return shade(c, colour{}, lightTokens), shade(c, colour{255, 255, 255}, darkTokens)
}

// shade moves c toward end until it can be read on every ground of scheme.
func shade(c, end colour, scheme map[string]string) string {
	for step := 0; step < 100; step++ {
		mixed := c.mix(end, float64(step)/100)
		if onEveryGround(mixed, scheme) {
			return mixed.String()
		}
	}
	return end.String()
}

func onEveryGround(c colour, scheme map[string]string) bool {
	for _, g := range grounds {
		if contrast(c, parseColour(scheme[g])) < readable {
			return false
		}
	}
	return true
}

// Stylesheet is the site's style sheet with the operator's accent in it, and
// behind it the operator's own.
func Stylesheet(s models.SiteSettings) []byte {
	css := assets.Body("site.css")
	css = css[:len(css):len(css)]
	light, dark := Accent(s.Accent)
	if light != lightTokens["accent"] || dark != darkTokens["accent"] {
		css = fmt.Appendf(css, ":root{--accent:%s}@media screen and (prefers-color-scheme:dark){:root{--accent:%s}}\n", light, dark)
	}
	return append(css, s.PageShape().Style...)
}

// StyleElement is Stylesheet as it may stand in a style element, which nothing in
// it ends.
func StyleElement(s models.SiteSettings) template.CSS {
	return template.CSS(bytes.ReplaceAll(Stylesheet(s), []byte("</"), []byte(`<\/`)))
}

// StylesheetPath is where Stylesheet is served.
func StylesheetPath(s models.SiteSettings) string {
	if last := lastStylesheet.Load(); last != nil && last.accent == s.Accent && last.shape == s.Shape {
		return last.path
	}
	next := &stylesheetOf{s.Accent, s.Shape, assets.Hashed("site.css", Stylesheet(s))}
	lastStylesheet.Store(next)
	return next.path
}

// stylesheetOf remembers what a style sheet is made from: every page names it.
type stylesheetOf struct{ accent, shape, path string }

var lastStylesheet atomic.Pointer[stylesheetOf]

// colour is red, green and blue, 0 to 255.
type colour [3]float64

func parseColour(hex string) colour {
	hex = strings.TrimPrefix(hex, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, _ := strconv.ParseUint(hex, 16, 32) // the pattern has been checked
	return colour{float64(n >> 16 & 255), float64(n >> 8 & 255), float64(n & 255)}
}

// String is the colour as "#rrggbb".
func (c colour) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(c[0]+.5), int(c[1]+.5), int(c[2]+.5))
}

func (c colour) mix(d colour, share float64) colour {
	for i := range c {
		c[i] = math.Round(c[i] + (d[i]-c[i])*share)
	}
	return c
}

// luminance is the relative luminance of WCAG 2.2.
func (c colour) luminance() float64 {
	var l [3]float64
	for i, v := range c {
		if v /= 255; v <= 0.04045 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// contrast is the ratio of WCAG 2.2, 1 to 21.
func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + .05) / (min(x, y) + .05)
}
