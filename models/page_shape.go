package models

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/gorilla/css/scanner"
)

// PageShape is what the operator makes of the public page beside its texts. The
// zero PageShape is ours.
type PageShape struct {
	Header string     `json:"header,omitempty"` // Markdown over the answer, on every page
	Footer string     `json:"footer,omitempty"` // Markdown at the foot of every page
	Links  []PageLink `json:"links,omitempty"`  // at the foot, in this order
	// HideUptime leaves out the bars of 90 days and their figures; HideHistory the
	// last days on the first page and the way to the months.
	HideUptime  bool `json:"hide_uptime,omitempty"`
	HideHistory bool `json:"hide_history,omitempty"`
	// Partial is how much of a partial outage counts as time down, in percent; nil
	// is 30.
	Partial *int64 `json:"partial,omitempty"`
	// MaintenanceCounts says that planned maintenance counts as time down.
	MaintenanceCounts bool   `json:"maintenance_counts,omitempty"`
	Style             string `json:"style,omitempty"` // CSS behind ours
}

// PageLink is one link at the foot of every page.
type PageLink struct {
	Name string `json:"name"`
	URL  string `json:"url"` // whole, or a path of this site
}

// Limits of what shapes the page, in characters or links.
const (
	maxHeader   = 500
	maxFooter   = 2_000
	maxLinks    = 8
	maxLinkName = 40
	maxLinkURL  = 500
	maxStyle    = 20_000
)

// usualPartial is what a partial outage counts where the operator said nothing.
const usualPartial = 30

// readShape is the last shape that was read: every page of an edition asks for the
// same one.
type readShape struct {
	text  string
	shape PageShape
}

var lastShape atomic.Pointer[readShape]

// PageShape is what the operator made of the public page. Its links are not to be
// changed.
func (s SiteSettings) PageShape() PageShape {
	if s.Shape == "" {
		return PageShape{}
	}
	if last := lastShape.Load(); last != nil && last.text == s.Shape {
		return last.shape
	}
	var shape PageShape
	_ = json.Unmarshal([]byte(s.Shape), &shape) // what we wrote ourselves; without it the page has our shape
	lastShape.Store(&readShape{s.Shape, shape})
	return shape
}

// PartialPercent is how much of a partial outage counts as time down.
func (p PageShape) PartialPercent() int64 {
	if p.Partial == nil {
		return usualPartial
	}
	return *p.Partial
}

// UptimeRule says how much of which status counts as time down. The zero rule is
// ours: a major outage whole, a partial one as 30 percent, nothing else.
type UptimeRule struct {
	milder      int64 // than 30 percent, by so many
	maintenance bool
}

// UptimeRule is how the operator counts.
func (p PageShape) UptimeRule() UptimeRule {
	return UptimeRule{usualPartial - p.PartialPercent(), p.MaintenanceCounts}
}

// Partial is how much of a partial outage counts, in percent.
func (r UptimeRule) Partial() int64 { return usualPartial - r.milder }

// Maintenance reports whether planned maintenance counts whole.
func (r UptimeRule) Maintenance() bool { return r.maintenance }

// texts are the words of the shape for the gate, each under the field of its form.
func (p PageShape) texts() []Text {
	var links []string
	for _, l := range p.Links {
		links = append(links, l.Name+" "+l.URL)
	}
	return []Text{{"header", p.Header}, {"footer", p.Footer}, {"links", strings.Join(links, "\n")}, {"style", p.Style}}
}

// set checks the shape and writes it down.
func (p PageShape) set(c Complaints, into *string) {
	p.Header = c.Body("header", p.Header, 0, maxHeader)
	p.Footer = c.Body("footer", p.Footer, 0, maxFooter)
	p.Style = c.Body("style", p.Style, 0, maxStyle)
	p.Links = slices.Clone(p.Links)
	p.checkLinks(c)
	if p.PartialPercent() < 0 || p.PartialPercent() > 100 {
		c.Add("partial_percent", "A partial outage counts as 0 to 100 percent.")
	}
	if wrong := checkStyle(p.Style); wrong != "" {
		c.Add("style", "%s", wrong)
	}
	text, err := json.Marshal(p)
	if err != nil {
		c.Add("style", "This cannot be kept.")
	}
	if *into = string(text); *into == "{}" {
		*into = ""
	}
}

func (p PageShape) checkLinks(c Complaints) {
	if len(p.Links) > maxLinks {
		c.Add("links", "There may be %d links at most.", maxLinks)
	}
	for n, l := range p.Links {
		p.Links[n].Name = c.Line("links", l.Name, 1, maxLinkName)
		c.letters("links", l.URL, false)
		if !goodLink(l.URL) {
			c.Add("links", "Link %d needs a whole address that starts with https://, or a path of this site that starts with /, without spaces and in %d characters at most.", n+1, maxLinkURL)
		}
	}
}

// goodLink reports whether an address may be linked to from the foot of the page. One
// with a space would not come back whole from a line of the form.
func goodLink(address string) bool {
	switch {
	case utf8.RuneCountInString(address) > maxLinkURL, strings.ContainsFunc(address, unicode.IsSpace):
		return false
	case strings.HasPrefix(address, "/"):
		return !strings.HasPrefix(address, "//") && !strings.Contains(address, "\\")
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// LinkLines reads links from lines such as "Our docs https://docs.example.org".
func LinkLines(text string) []PageLink {
	var links []PageLink
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, address := "", line
		if cut := strings.LastIndexAny(line, " \t"); cut >= 0 {
			name, address = strings.TrimSpace(line[:cut]), line[cut+1:]
		}
		links = append(links, PageLink{name, address})
	}
	return links
}

// Lines are the links as LinkLines reads them.
func (p PageShape) Lines() string {
	var lines strings.Builder
	for _, l := range p.Links {
		fmt.Fprintf(&lines, "%s %s\n", l.Name, l.URL)
	}
	return lines.String()
}

// checkStyle says what is wrong with a style sheet; empty: nothing. It may fetch
// nothing and run nothing, whatever the browser would allow.
func checkStyle(css string) string {
	if strings.Contains(css, "</") || strings.Contains(css, "<!") {
		return "The style sheet holds what belongs to HTML: leave it out."
	}
	depth := 0
	for s := scanner.New(css); ; {
		t := s.Next()
		value := strings.ToLower(t.Value)
		switch {
		case t.Type == scanner.TokenEOF && depth != 0:
			return "The style sheet has a { that is never closed."
		case t.Type == scanner.TokenEOF:
			return ""
		case t.Type == scanner.TokenError:
			return fmt.Sprintf("The style sheet cannot be read from line %d on.", t.Line)
		case t.Type == scanner.TokenURI, t.Type == scanner.TokenFunction && fetching[value]:
			return fmt.Sprintf("Line %d of the style sheet fetches something: leave out url() and its like.", t.Line)
		case t.Type == scanner.TokenAtKeyword && value != "@media" && value != "@supports":
			return fmt.Sprintf("Line %d of the style sheet: of the rules with @, only @media and @supports may be used.", t.Line)
		case strings.ContainsRune(t.Value, '\\'):
			return fmt.Sprintf("Line %d of the style sheet: leave out backslashes.", t.Line)
		case value == "behavior" || value == "-moz-binding":
			return fmt.Sprintf("Line %d of the style sheet: %s could run something.", t.Line, value)
		}
		if depth += strings.Count(braces(t), "{") - strings.Count(braces(t), "}"); depth < 0 {
			return fmt.Sprintf("Line %d of the style sheet closes a } that was never opened.", t.Line)
		}
	}
}

// fetching are the functions of CSS that fetch, and one that ran code.
var fetching = map[string]bool{"url(": true, "src(": true, "image(": true, "image-set(": true, "-webkit-image-set(": true, "cross-fade(": true,
	"-webkit-cross-fade(": true, "element(": true, "attr(": true, "expression(": true, "paint(": true}

// braces is a token that may open or close a block.
func braces(t *scanner.Token) string {
	if t.Type == scanner.TokenChar {
		return t.Value
	}
	return ""
}
