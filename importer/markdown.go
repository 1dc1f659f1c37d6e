package importer

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// tags tells that a text was written in HTML.
var tags = regexp.MustCompile(`(?i)</?(a|b|br|p|div|span|ul|ol|li|em|i|strong|h[1-6]|code|pre|small|var|u|table|tr|td)(\s[^<>]*)?/?>`)

// marks tells that a text with some HTML in it is Markdown for the rest.
var marks = regexp.MustCompile("(?m)\\*\\*\\S|\\]\\(|`[^`]+`|^#{1,6} |^[-*] ")

// plain returns a text as Markdown: as it is, unless it was written in HTML, which
// our pages would leave out.
func plain(text string) string {
	switch {
	case !tags.MatchString(text):
		return text
	case marks.MatchString(text):
		return convert(text, func(words string, _ bool) string { return signs.ReplaceAllString(words, `\$0`) })
	}
	return markdown(text)
}

var (
	webAddress = regexp.MustCompile(`https?://[\w./~%?=&#:+,;@-]+`)
	special    = regexp.MustCompile("[<*_`\\[\\\\]|&#?\\w+;")
	inLink     = regexp.MustCompile("[<*_`\\[\\]\\\\]|&#?\\w+;")
	signs      = regexp.MustCompile(`<|&#?\w+;`)
)

// literal writes words so that Markdown reads them as they are. Addresses are links
// as they stand.
func literal(words string, linked bool) string {
	if linked {
		return inLink.ReplaceAllString(words, `\$0`)
	}
	var b strings.Builder
	for at := webAddress.FindStringIndex(words); at != nil; at = webAddress.FindStringIndex(words) {
		b.WriteString(special.ReplaceAllString(words[:at[0]], `\$0`) + words[at[0]:at[1]])
		words = words[at[1]:]
	}
	return b.String() + special.ReplaceAllString(words, `\$0`)
}

// span writes words between marks of code that are longer than any within.
func span(words string) string {
	if strings.TrimSpace(words) == "" {
		return words
	}
	fence := "`"
	for strings.Contains(words, fence) {
		fence += "`"
	}
	if strings.HasPrefix(words, "`") || strings.HasSuffix(words, "`") {
		words = " " + words + " "
	}
	return fence + words + fence
}

// around is what stands before and after the text of an element.
var around = map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*"}

// blocks end a paragraph.
var blocks = map[string]string{"p": "\n\n", "div": "\n\n", "ul": "\n\n", "ol": "\n\n", "br": "\n", "tr": "\n", "pre": "\n\n", "li": "",
	"h1": "\n\n", "h2": "\n\n", "h3": "\n\n", "h4": "\n\n", "h5": "\n\n", "h6": "\n\n"}

var (
	spaces = regexp.MustCompile(`[ \t]+`)
	gaps   = regexp.MustCompile(` *\n(?: *\n)+ *`)
)

// markdown brings HTML into Markdown: paragraphs, lists, headings, emphasis and
// links stay, anything else leaves its words, which are no Markdown.
func markdown(text string) string { return convert(text, literal) }

// convert does so with words as write writes them; linked ones stand in a link.
func convert(text string, write func(words string, linked bool) string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	var links []string
	silent, code := 0, 0
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
		case t.Data == "code" && kind != html.TextToken:
			code = max(0, code+map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind])
		case kind == html.TextToken:
			words := spaces.ReplaceAllString(strings.ReplaceAll(t.Data, "\n", " "), " ")
			if code > 0 {
				b.WriteString(span(words))
			} else {
				b.WriteString(write(words, len(links) > 0))
			}
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
