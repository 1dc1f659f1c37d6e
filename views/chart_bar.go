package views

import (
	"fmt"
	"html/template"
	"strings"
)

// ChartBar is one row of a bar chart.
type ChartBar struct {
	Name  string
	Parts []int // how many of each; what a part means is the same in every row
}

func (c ChartBar) total() int {
	n := 0
	for _, p := range c.Parts {
		n += p
	}
	return n
}

const (
	barHigh = 46
	barRoom = chartRight - chartLeft - 60 // the number stands behind the bar
)

// Bars draws rows of bars, cut into at most four parts that differ by their
// filling, the last one the darkest. names
// says what the parts mean; a single part needs none. It is empty when every row
// is.
func Bars(what string, names []string, bars []ChartBar) template.HTML {
	most := 0
	for _, c := range bars {
		most = max(most, c.total())
	}
	if most == 0 {
		return ""
	}
	high := len(bars) * barHigh
	if len(names) > 1 {
		high += 26 * ((len(names) + 1) / 2)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %d %d" role="img" aria-label="%s">`, chartWidth, high, template.HTMLEscapeString(what))
	for i, c := range bars {
		top := i * barHigh
		fmt.Fprintf(&b, `<text class="name" x="%d" y="%d">%s</text>`, chartLeft, top+16, template.HTMLEscapeString(shortened(c.Name, 60)))
		x := chartLeft
		for n, p := range c.Parts {
			if p == 0 {
				continue
			}
			width := max(3, p*barRoom/most)
			fmt.Fprintf(&b, `<rect class="part p%d" x="%d" y="%d" width="%d" height="14"/>`, len(c.Parts)-1-n, x, top+23, width)
			x += width + 2
		}
		fmt.Fprintf(&b, `<text class="n" x="%d" y="%d">%d</text>`, x+6, top+35, c.total())
	}
	if len(names) > 1 {
		drawKeys(&b, names, len(bars)*barHigh)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// drawKeys says what the fillings mean, two in a row.
func drawKeys(b *strings.Builder, names []string, top int) {
	for n, name := range names {
		x, y := chartLeft+(n%2)*(chartWidth/2), top+26*(n/2)
		fmt.Fprintf(b, `<rect class="part p%d" x="%d" y="%d" width="22" height="14"/><text x="%d" y="%d">%s</text>`,
			len(names)-1-n, x, y+5, x+30, y+17, template.HTMLEscapeString(name))
	}
}
