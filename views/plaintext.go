package views

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plainWidth is where lines of plain text wrap, in characters.
const plainWidth = 72

// PlainText turns a person's Markdown into text for mail and feeds: wrapped at 72
// characters, links as "words (address)", raw HTML dropped. It ends without a
// line break.
func PlainText(md string) string {
	return plainText(md, plainWidth)
}

// Unwrapped is PlainText for what wraps lines itself, a chat for instance: a line
// ends where its writer ended it.
func Unwrapped(md string) string { return plainText(md, math.MaxInt32) }

func plainText(md string, width int) string {
	source := []byte(md)
	doc := reading.Parser().Parse(text.NewReader(source))
	p := plain{source: source, width: width}
	p.blocks(doc, "", "", "\n\n")
	return strings.TrimSpace(p.out.String())
}

// PlainLine is PlainText on one line, for titles and descriptions.
func PlainLine(md string) string { return strings.Join(strings.Fields(PlainText(md)), " ") }

// plain writes a document block by block.
type plain struct {
	source []byte
	width  int // where lines wrap
	out    strings.Builder
}

// blocks writes the children of n, parted by gap. The first line of each begins
// with lead, the following ones with indent.
func (p *plain) blocks(n ast.Node, lead, indent, gap string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.block(c, lead, indent)
		if c.NextSibling() != nil {
			p.out.WriteString(strings.Replace(gap, "\n\n", "\n"+strings.TrimRight(indent, " ")+"\n", 1))
		}
		lead = indent
	}
}

func (p *plain) block(n ast.Node, lead, indent string) {
	switch n := n.(type) {
	case *ast.List:
		p.list(n, lead, indent)
	case *ast.Blockquote:
		p.blocks(n, lead+"> ", indent+"> ", "\n\n")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		p.code(n, lead, indent)
	case *ast.ThematicBreak:
		p.out.WriteString(lead + "---")
	case *extast.Table:
		p.table(n, lead, indent)
	case *ast.HTMLBlock:
	default:
		p.out.WriteString(wrap(p.inline(n), lead, indent, p.width))
	}
}

func (p *plain) list(n *ast.List, lead, indent string) {
	number := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		mark := "- "
		if n.IsOrdered() {
			mark = fmt.Sprintf("%d. ", number)
			number++
		}
		gap := "\n\n"
		if n.IsTight {
			gap = "\n"
		}
		p.blocks(c, lead+mark, indent+strings.Repeat(" ", len(mark)), gap)
		if c.NextSibling() != nil {
			p.out.WriteString("\n")
		}
		lead = indent
	}
}

func (p *plain) code(n ast.Node, lead, indent string) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		p.out.WriteString(lead + "    " + strings.TrimRight(string(line.Value(p.source)), "\r\n"))
		if i+1 < lines.Len() {
			p.out.WriteString("\n")
		}
		lead = indent
	}
}

func (p *plain) table(n ast.Node, lead, indent string) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, p.inline(cell))
		}
		p.out.WriteString(lead + strings.Join(cells, " | "))
		if row.NextSibling() != nil {
			p.out.WriteString("\n")
		}
		lead = indent
	}
}

// inline is the text of n's children, with "\n" where the writer broke the line.
func (p *plain) inline(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(p.words(c))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(p.source))
		case *ast.Link:
			b.WriteString(link(p.inline(c), string(c.Destination)))
		case *ast.RawHTML:
		default:
			b.WriteString(p.inline(c))
		}
	}
	return b.String()
}

// words is a run of text with its escapes and character references undone, except
// in code, where they stand for themselves.
func (p *plain) words(t *ast.Text) string {
	raw := t.Value(p.source)
	if t.IsRaw() || t.Parent() != nil && t.Parent().Kind() == ast.KindCodeSpan {
		return string(raw)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw))))
}

// link is "words (address)", or the address alone where it is its own words.
func link(words, to string) string {
	if words == to || "mailto:"+words == to || words == "" {
		return strings.TrimPrefix(to, "mailto:")
	}
	return words + " (" + strings.TrimPrefix(to, "mailto:") + ")"
}

// wrap breaks s at most characters; a word longer than a line, an address
// for instance, stays whole.
func wrap(s, lead, indent string, most int) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString("\n")
			lead = indent
		}
		b.WriteString(lead)
		width, first := utf8.RuneCountInString(lead), true
		for _, word := range strings.Fields(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case first:
			case width+1+n > most:
				b.WriteString("\n" + indent)
				width = utf8.RuneCountInString(indent)
			default:
				b.WriteByte(' ')
				width++
			}
			b.WriteString(word)
			width, first = width+n, false
		}
	}
	return b.String()
}
