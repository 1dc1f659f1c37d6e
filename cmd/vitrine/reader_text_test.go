package main

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// textBrowsers show a page as text, as people read it over a slow line or by a
// braille display.
var textBrowsers = [][]string{
	{"w3m", "-dump", "-cols", "78", "-O", "utf-8"},
	{"lynx", "-dump", "-nolist", "-width=78", "-display_charset=utf-8"},
}

// inText reads pages in text browsers: what matters comes in its order, each service
// with its word, each field with its label, and nothing is there that only eyes or
// scripts could use.
func (r *readership) inText(t *testing.T) {
	incident := r.at(t, `/en/incidents/\w+`, "/")
	postmortem := r.at(t, `/en/postmortems/[a-z-]+`, "/postmortems")
	for path, want := range map[string][]string{
		"/": {"Northpole Status", "Get updates", "Some emails and text messages to your users arrive late", "Since", "Next update by", "Everything else is working.",
			"Updates", "Identified", "Investigating", "Services", "Sign-in Operational", "90 days ago – 99.", " % up – today", "User directory Operational", "Support desk Operational",
			"Planned", "Last days", "still open", "Earlier months", "All times UTC", "RSS", "Deutsch"},
		incident: {"Some emails and text messages to your users arrive late", "State", "Identified", "Since", "Impact", "Minor", "Services", "Email and text messages",
			"Next update by", "Tell me when this is over", "Updates", "Identified", "Investigating", "Services over time", "Degraded"},
		postmortem: {"Postmortems · published", "Customer impact", "Duration", "Summary", "Proximate cause", "Timeline", "How the service came back", "Resolution", "Countermeasures",
			"done", "The incident", "This text is also there as Markdown"},
		"/history": {"History", "Some emails and text messages to your users arrive late", "still open", "resolved in", "Every month", "incidents"},
		"/subscribe": {"Get updates", "Email address", "About what", "Incidents", "Planned maintenance", "For which services", "All, also those that come later", "Sign-in", "How often",
			"Your time zone", "Send me updates", "Without an address"},
	} {
		for _, with := range textBrowsers {
			said := r.text(t, with, path)
			rest := strings.Join(strings.Fields(said), " ")
			for _, words := range want {
				at := strings.Index(rest, words)
				if at < 0 {
					t.Errorf("%s of %s does not say %q where it should:\n%s", with[0], path, words, said)
					break
				}
				rest = rest[at+len(words):]
			}
			for _, wrong := range oddities(said) {
				t.Errorf("%s of %s: %s", with[0], path, wrong)
			}
		}
	}
}

// at finds the first link like kind on a page.
func (r *readership) at(t *testing.T, kind, page string) string {
	t.Helper()
	_, _, body := r.get(page)
	m := regexp.MustCompile(`href="(` + kind + `)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("%s leads to nothing like %s", page, kind)
	}
	return m[1]
}

// text is what a text browser shows of a page.
func (r *readership) text(t *testing.T, with []string, path string) string {
	t.Helper()
	show := exec.Command(tool(t, with[0]), append(with[1:len(with):len(with)], r.public+path)...)
	show.Env = append(show.Environ(), "HOME="+t.TempDir(), "LANG=C.UTF-8", "http_proxy=", "no_proxy=127.0.0.1")
	out, err := show.Output()
	if err != nil {
		t.Fatalf("%s cannot read %s: %v", with[0], path, err)
	}
	return string(out)
}

// glued are words that markup alone kept apart: "Sign-inOperational".
var glued = regexp.MustCompile(`\pL(Operational|Degraded|Outage|Maintenance)\b|\d% ?up\pL|ago\d|up(today|heute)`)

// oddities are what no reader of a text should meet.
func oddities(said string) (list []string) {
	lower := strings.ToLower(said)
	for _, word := range []string{"javascript", "<svg", "&amp;", "&#", "on this device", "undefined", "{{"} {
		if strings.Contains(lower, word) {
			list = append(list, "it says "+word)
		}
	}
	if m := glued.FindString(said); m != "" {
		list = append(list, "words run together: "+m)
	}
	for _, r := range said {
		if r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' {
			list = append(list, "a character for eyes alone")
			break
		}
	}
	for line := range strings.Lines(said) {
		words := strings.Fields(line)
		for n := 1; n < len(words); n++ {
			if words[n] == words[n-1] && unicode.IsLetter([]rune(words[n])[0]) && words[n] != "alternate" { // lynx names other languages so
				list = append(list, "a word comes twice: "+strings.TrimSpace(line))
			}
		}
	}
	return list
}
