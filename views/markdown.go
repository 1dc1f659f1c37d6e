package views

import (
	"bytes"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// reading parses what people write: CommonMark with tables, struck text and bare
// links. Raw HTML stays off.
var reading = goldmark.New(
	goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), extension.Strikethrough, extension.Linkify),
	goldmark.WithRendererOptions(html.WithHardWraps()),
)

// policy is what may stay: text and links, no pictures, styles, ids or frames.
var policy = strictPolicy()

func strictPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote",
		"pre", "code", "em", "strong", "del", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(false)
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	return p
}

// Markdown turns a person's text into safe HTML, its headings beginning at level 3.
func Markdown(md string) template.HTML { return MarkdownAt(3, md) }

// MarkdownAt is Markdown with headings that begin at level top and skip none. Raw
// HTML, pictures and links with other schemes than http, https and mailto are
// dropped; their words stay.
func MarkdownAt(top int, md string) template.HTML {
	return template.HTML(markdowns.of(top, md, func() string { return markdownAt(top, md) }))
}

var markdowns remembered

func markdownAt(top int, md string) string {
	source := []byte(md)
	doc := reading.Parser().Parse(text.NewReader(source))
	demote(doc, top)
	var out bytes.Buffer
	if err := reading.Renderer().Render(&out, source, doc); err != nil {
		return "<p>" + template.HTMLEscapeString(md) + "</p>"
	}
	safe := strings.TrimSpace(policy.Sanitize(out.String()))
	return strings.ReplaceAll(safe, `rel="nofollow"`, `rel="nofollow noopener"`) // quotes in texts are escaped
}

// demote moves the headings of doc to levels that follow top without a gap.
func demote(doc ast.Node, top int) {
	var headings []*ast.Heading
	var levels []int
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the walker never fails
		if h, ok := n.(*ast.Heading); ok && entering {
			headings, levels = append(headings, h), append(levels, h.Level)
		}
		return ast.WalkContinue, nil
	})
	slices.Sort(levels)
	levels = slices.Compact(levels)
	for _, h := range headings {
		h.Level = min(6, top+slices.Index(levels, h.Level))
	}
}
