package channel

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"

	"vitrine/views"
)

// address finds web addresses in plain text, without what follows them in a
// sentence.
var address = regexp.MustCompile(`https?://[^\s<>"'()|\\]*[^\s<>"'()|\\.,;:!?\]]`)

// marked writes words by one function and addresses by another.
func marked(text string, words, link func(string) string) string {
	var b strings.Builder
	for text != "" {
		at := address.FindStringIndex(text)
		if at == nil {
			b.WriteString(words(text))
			break
		}
		b.WriteString(words(text[:at[0]]))
		b.WriteString(link(text[at[0]:at[1]]))
		text = text[at[1]:]
	}
	return b.String()
}

// plain is what somebody wrote in Markdown, as text without a mark, unwrapped.
func plain(md string) string { return strings.TrimSpace(views.Unwrapped(md)) }

var slackSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// slackMark would make a word bold, italic, struck out or code: the sign before a
// word. Slack has no escape for it; a joiner of no width parts the two.
var slackMark = regexp.MustCompile("(^|[\\s(\"'\\[{.,;:!?/–—-])([*_~`]+)")

// slackText makes text stand for itself in mrkdwn: no mention, no mark.
func slackText(text string) string {
	return marked(text, func(s string) string { return slackMark.ReplaceAllString(slackSigns.Replace(s), "$1\u2060$2\u2060") },
		func(u string) string { return "<" + slackAddress(u) + ">" })
}

// slackAddress is an address inside <…>, where | would end it.
func slackAddress(u string) string { return strings.ReplaceAll(slackSigns.Replace(u), "|", "%7C") }

var markdownSigns = regexp.MustCompile("[\\\\`*_{}\\[\\]()<>#+!|~-]")

// mention finds what would call everybody, or somebody, in a chat that reads
// mentions from text.
var mention = regexp.MustCompile(`@(\w)`)

// markdownText makes text stand for itself in Markdown; mentions are broken by a
// joiner of no width.
func markdownText(text string) string {
	return marked(text, func(s string) string {
		return mention.ReplaceAllString(markdownSigns.ReplaceAllString(s, `\$0`), "@\u2060$1")
	}, func(u string) string { return u })
}

// htmlText makes text stand for itself in the few tags that cards of Google Chat
// know, with its addresses as links.
func htmlText(text string) string {
	text = marked(text, html.EscapeString, func(u string) string {
		return `<a href="` + html.EscapeString(u) + `">` + html.EscapeString(u) + `</a>`
	})
	return strings.ReplaceAll(text, "\n", "<br>")
}

// object is a JSON object whose shape is a chat's.
type object map[string]any

// encoded is v as JSON, without the escapes that are for HTML alone.
func encoded(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("channel: " + err.Error()) // maps of texts and numbers always encode
	}
	return strings.TrimRight(b.String(), "\n")
}
