package importer

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// tags tells that a text was written in HTML.
var tags = regexp.MustCompile(`(?i)</?(a|b|br|p|div|span|ul|ol|li|em|i|strong|h[1-6]|code|pre|small|var|u|table|tr|td)(\s[^<>]*)?/?>`)

// plain returns a text as Markdown: as it is, unless it was written in HTML, which
// our pages would leave out.
func plain(text string) string {
	if !tags.MatchString(text) {
		return text
	}
	return markdown(text)
}

// around is what stands before and after the text of an element.
var around = map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}

// blocks end a paragraph.
var blocks = map[string]string{"p": "\n\n", "div": "\n\n", "ul": "\n\n", "ol": "\n\n", "br": "\n", "tr": "\n", "pre": "\n\n", "li": "",
	"h1": "\n\n", "h2": "\n\n", "h3": "\n\n", "h4": "\n\n", "h5": "\n\n", "h6": "\n\n"}

var (
	spaces = regexp.MustCompile(`[ \t]+`)
	gaps   = regexp.MustCompile(` *\n(?: *\n)+ *`)
)

// markdown brings HTML into Markdown: paragraphs, lists, headings, emphasis and
// links stay, anything else leaves its words.
func markdown(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	var links []string
	silent := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		t := z.Token()
		switch {
		case t.Data == "script" || t.Data == "style":
			silent += map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind]
		case silent > 0:
		case kind == html.TextToken:
			b.WriteString(spaces.ReplaceAllString(strings.ReplaceAll(t.Data, "\n", " "), " "))
		case t.Data == "a":
			links = link(&b, t, kind, links)
		case kind == html.StartTagToken || kind == html.SelfClosingTagToken:
			b.WriteString(opening(t.Data))
		case kind == html.EndTagToken:
			b.WriteString(around[t.Data])
			if t.Data != "br" {
				b.WriteString(blocks[t.Data])
			}
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(gaps.ReplaceAllString(b.String(), "\n\n"), "\n ", "\n"))
}

func opening(tag string) string {
	switch tag {
	case "li":
		return "\n- "
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return "\n\n### "
	}
	return blocks[tag] + around[tag]
}

// link writes the ends of a link. Those that lead nowhere on the web leave their
// words.
func link(b *strings.Builder, t html.Token, kind html.TokenType, open []string) []string {
	if kind == html.StartTagToken {
		address := ""
		for _, a := range t.Attr {
			if a.Key == "href" && (strings.HasPrefix(a.Val, "http") || strings.HasPrefix(a.Val, "mailto:")) {
				address = strings.ReplaceAll(a.Val, ")", "%29")
				b.WriteString("[")
			}
		}
		return append(open, address)
	}
	if len(open) == 0 {
		return nil
	}
	if address := open[len(open)-1]; address != "" {
		b.WriteString("](" + address + ")")
	}
	return open[:len(open)-1]
}
