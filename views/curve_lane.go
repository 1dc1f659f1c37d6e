package views

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// laid is a label that found its place.
type laid struct {
	text string
	at   int // what it belongs to
	x    int // its middle
	row  int // 0 is nearest to the plot
}

// laneOf places labels side by side in rows: each as near to its place as the ones
// before it in the row allow, in the first row that holds it.
func laneOf(labels []laid, rows int) []laid {
	ends := make([]int, rows)
	for n := range ends {
		ends[n] = -1000
	}
	for i := range labels {
		half := int(float64(len([]rune(labels[i].text)))*figureChar/2) + 6
		wish := min(max(labels[i].at, half), figureWidth-half)
		best, cost := 0, 1<<30
		for row, end := range ends {
			x := max(wish, end+half)
			if c := (x-wish)*3 + row*20; c < cost && x+half <= figureWidth+6 {
				best, cost = row, c
			}
		}
		if cost == 1<<30 {
			best = slices.Index(ends, slices.Min(ends))
		}
		labels[i].row, labels[i].x = best, max(wish, ends[best]+half)
		ends[best] = labels[i].x + half
	}
	return labels
}

// used is how many rows hold something.
func used(labels []laid) int {
	rows := 0
	for _, l := range labels {
		rows = max(rows, l.row+1)
	}
	return rows
}

// markLabels places the names of the turning points over the plot and returns
// where the lowest row ends.
func (f *figure) markLabels() (labels []laid, below int) {
	for _, m := range f.Marks {
		labels = append(labels, laid{text: m.Name + " " + Clock(m.At), at: f.scale.x(m.At)})
	}
	labels = laneOf(labels, 4)
	return labels, used(labels)*figureRow + 4
}

// marks draws a dashed line for each turning point, up to its name.
func (f *figure) marks(labels []laid) {
	rows := used(labels)
	for _, l := range labels {
		y := (rows-l.row)*figureRow - 2
		f.add(`<path class="mark" d="M%d %dL%d %dV%d"/>`, l.x, y+4, l.at, f.top-2, f.bottom)
		f.write(`<text class="name" x="%d" y="%d" text-anchor="middle">%s</text>`, l.x, y, template.HTMLEscapeString(l.text))
	}
}

// phaseNames writes the names of the phases under the clock.
func (f *figure) phaseNames(ground int) int {
	var labels []laid
	for _, p := range f.Phases {
		from, until := f.scale.x(p.From), f.scale.x(p.Until)
		half := int(float64(len([]rune(p.Name)))*figureChar/2) + 1
		labels = append(labels, laid{text: p.Name, at: max((from+until)/2, figureLeft+half)})
	}
	if len(labels) == 0 {
		return ground
	}
	labels = laneOf(labels, 3)
	f.add(`<text x="%d" y="%d" text-anchor="end">phase</text>`, figureLeft-10, ground+16)
	for _, l := range labels {
		y := ground + 16 + l.row*figureRow
		f.write(`<text class="name" x="%d" y="%d" text-anchor="middle">%s</text>`, l.x, y, template.HTMLEscapeString(l.text))
	}
	return ground + used(labels)*figureRow + 4
}

// points draws the entries on the curve, and their numbers in rows below, where
// they can be pressed.
func (f *figure) points(ground int) int {
	var leaders, marks strings.Builder
	var numbers []curveLabel
	for _, p := range f.Points {
		x, y := f.scale.x(p.At), f.y(p.Y)
		if p.Number == 0 {
			continue
		}
		numbers = append(numbers, curveLabel{number: p.Number, x: x, y: y})
		title := "<title>" + template.HTMLEscapeString(fmt.Sprintf("%d: %s %s", p.Number, Clock(p.At), clipped(p.Text))) + "</title>"
		marks.WriteString(`<a href="` + template.HTMLEscapeString(p.Href) + `" tabindex="-1" aria-hidden="true">` + shape(p.Effect, x, y, title) + `</a>`)
	}
	every, rows, spacing := numberRows(len(numbers))
	var kept []curveLabel
	for i := 0; i < len(numbers); i += every {
		kept = append(kept, numbers[i])
	}
	var links strings.Builder
	for i, x := range spread(kept, spacing, figureLeft, figureRight-12) {
		row := i % rows
		y := ground + 34 + row*figureHit
		fmt.Fprintf(&leaders, "M%d %dV%dL%d %dV%d", kept[i].x, f.bottom+12, ground+2, x, ground+16, y-14)
		p := f.Points[slices.IndexFunc(f.Points, func(p FigurePoint) bool { return p.Number == kept[i].number })]
		fmt.Fprintf(&links, `<a href="%s" aria-label="%s"><rect class="hit" x="%d" y="%d" width="%d" height="%d"/><text class="no" x="%d" y="%d">%d</text></a>`,
			template.HTMLEscapeString(p.Href), template.HTMLEscapeString(fmt.Sprintf("Entry %d, %s: %s", p.Number, Clock(p.At), clipped(p.Text))),
			x-figureHit/2, y-17, figureHit, figureHit-1, x, y, kept[i].number)
	}
	if leaders.Len() > 0 {
		f.add(`<path class="leader" d="%s"/>`, leaders.String())
	}
	f.b.WriteString(f.words.String() + marks.String() + links.String())
	if len(kept) == 0 {
		return ground
	}
	return ground + 34 + (rows-1)*figureHit + 8
}

// numberRows is how numbers stand under the curve: every how many of them, in how
// many rows, how far apart.
func numberRows(n int) (every, rows, spacing int) {
	const room = figureRight - 12 - figureLeft
	every = 1
	for rows = 1; rows <= rowsMost; rows++ {
		if spacing = (figureHit + 2) / rows; (n-1)*spacing <= room {
			return every, rows, spacing
		}
	}
	for (n-1)/every*spacing > room {
		every++
	}
	return every, rowsMost, spacing
}

// shape is a disc, a wedge or a square: what an entry did can be seen without
// colour.
func shape(effect string, x, y int, title string) string {
	switch effect {
	case "positive":
		return fmt.Sprintf(`<circle class="closer" cx="%d" cy="%d" r="6">%s</circle>`, x, y, title)
	case "negative":
		return fmt.Sprintf(`<path class="back" d="M%d %dl8-13h-16z">%s</path>`, x, y+7, title)
	}
	return fmt.Sprintf(`<rect class="same" x="%d" y="%d" width="9" height="9">%s</rect>`, x-4, y-4, title)
}

// clipped is the beginning of a text, in one line.
func clipped(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 90 {
		return string(r[:89]) + "…"
	}
	return text
}
