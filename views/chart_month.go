package views

import (
	"fmt"
	"html/template"
	"strings"
	"time"
)

// ChartMonth is what happened in one month.
type ChartMonth struct {
	Start         time.Time
	Serious, Rest int        // how many of each
	Dots          []ChartDot // how long each took
	Median        time.Duration
}

const (
	monthTop    = 20  // of the columns
	monthGround = 120 // of the columns
	monthNames  = 26  // under the ground
	swarmTop    = monthGround + monthNames + 42
	swarmGround = swarmTop + 170
)

// MonthsChart draws a column for each month, the serious ones filled at its foot,
// and under it how long each took to recover, with the month's median as a dash.
// It is empty without a month.
func MonthsChart(what string, months []ChartMonth) template.HTML {
	if len(months) == 0 {
		return ""
	}
	most, longest := 1, time.Duration(0)
	for _, m := range months {
		most = max(most, m.Serious+m.Rest)
		for _, d := range m.Dots {
			longest = max(longest, d.Value)
		}
	}
	room := (chartRight - chartLeft - monthLeft) / len(months)
	c := monthChart{months, newTimeAxis(longest), room, min(48, room), most}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %d %d" role="group" aria-label="%s">`, chartWidth, swarmGround+monthNames+30, template.HTMLEscapeString(what))
	c.columns(&b)
	c.swarm(&b)
	y := swarmGround + monthNames + 22
	fmt.Fprintf(&b, `<rect class="part p0" x="%d" y="%d" width="22" height="12"/><text x="%d" y="%d">Sev1 and Sev2</text><rect class="part p3" x="%d" y="%d" width="22" height="12"/><text x="%d" y="%d">other</text><path class="median" d="M%d %dh20"/><text x="%d" y="%d">median of the month</text>`,
		chartLeft, y-11, chartLeft+30, y, chartLeft+190, y-11, chartLeft+220, y, chartLeft+310, y-5, chartLeft+338, y)
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// monthLeft is the room for the times at the left.
const monthLeft = 56

type monthChart struct {
	months []ChartMonth
	axis   timeAxis
	room   int // of a month: few months take the whole width together
	wide   int // of what is drawn in it
	most   int
}

func (c monthChart) left(n int) int { return chartLeft + monthLeft + n*c.room + (c.room-c.wide)/2 }

// columns draws how many there were.
func (c monthChart) columns(b *strings.Builder) {
	fmt.Fprintf(b, `<path class="ground" d="M%d %dH%d"/><text x="%d" y="%d">how many</text>`, chartLeft+monthLeft, monthGround, chartRight, chartLeft, 12)
	wide := max(2, c.wide-4)
	for n, m := range c.months {
		y := monthGround
		for part, count := range []int{m.Serious, m.Rest} {
			if high := count * (monthGround - monthTop) / c.most; count > 0 {
				high = max(3, high)
				y -= high
				fmt.Fprintf(b, `<rect class="part p%d" x="%d" y="%d" width="%d" height="%d"/>`, part*3, c.left(n)+2, y, wide, max(1, high-1))
			}
		}
		if all := m.Serious + m.Rest; all > 0 && c.wide >= 20 {
			fmt.Fprintf(b, `<text class="n" x="%d" y="%d" text-anchor="middle">%d</text>`, c.left(n)+c.wide/2, y-5, all)
		}
	}
	c.names(b, monthGround)
}

// names writes the months under a ground, as many as there is room for.
func (c monthChart) names(b *strings.Builder, ground int) {
	every := 1
	for every*c.room < 66 {
		every++
	}
	for n := 0; n < len(c.months); n += every {
		layout := "Jan"
		if n == 0 || c.months[n].Start.Month() == time.January || every > 11 || c.months[n].Start.Year() != c.months[n-every].Start.Year() {
			layout = "Jan 06"
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle">%s</text>`, c.left(n)+c.wide/2, ground+17, c.months[n].Start.Format(layout))
	}
}

// swarm draws how long each took.
func (c monthChart) swarm(b *strings.Builder) {
	fmt.Fprintf(b, `<path class="ground" d="M%d %dH%d"/><text x="%d" y="%d">time to recover, each a dot</text>`, chartLeft+monthLeft, swarmGround, chartRight, chartLeft, swarmTop-12)
	last := swarmGround + 100
	for _, t := range axisTimes {
		y := c.y(t.at)
		if t.at > c.axis.longest || last-y < 22 {
			continue
		}
		fmt.Fprintf(b, `<path class="grid" d="M%d %dH%d"/><text x="%d" y="%d" text-anchor="end">%s</text>`, chartLeft+monthLeft, y, chartRight, chartLeft+monthLeft-6, y+4, t.name)
		last = y
	}
	links := 0
	for _, m := range c.months {
		links += len(m.Dots)
	}
	for n, m := range c.months {
		if len(m.Dots) == 0 {
			continue
		}
		y := c.y(m.Median)
		fmt.Fprintf(b, `<path class="median" d="M%d %dh%d"/>`, c.left(n)+1, y, max(3, c.wide-2))
		c.dots(b, n, m.Dots, links <= mostLinks)
	}
	c.names(b, swarmGround)
}

// dots spreads the dots of one month over its width.
func (c monthChart) dots(b *strings.Builder, n int, dots []ChartDot, linked bool) {
	var plain strings.Builder
	for i, d := range dots {
		x := c.left(n) + c.wide/2
		if room := c.wide - 2*dotRadius - 2; room > 4 && len(dots) > 1 {
			x = c.left(n) + dotRadius + 1 + i*room/(len(dots)-1)
		}
		if !linked || d.Href == "" {
			drawPlain(&plain, x, c.y(d.Value))
			continue
		}
		fmt.Fprintf(b, `<a href="%s" tabindex="-1"><title>%s, %s</title><circle cx="%d" cy="%d" r="%d"/></a>`,
			template.HTMLEscapeString(d.Href), template.HTMLEscapeString(d.Title), Took(d.Value), x, c.y(d.Value), dotRadius)
	}
	if plain.Len() > 0 {
		fmt.Fprintf(b, `<path class="dots" d="%s"/>`, plain.String())
	}
}

func (c monthChart) y(d time.Duration) int {
	return swarmGround - dotRadius - int(c.axis.share(d)*float64(swarmGround-swarmTop-dotRadius)+.5)
}
