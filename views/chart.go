package views

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"
)

// Charts are drawn on the server, in these units; the page scales them to their
// column. They are told apart by shape and place, never by colour alone, and each
// stands beside a table that says the same.
const (
	chartWidth = 640
	chartLeft  = 10
	chartRight = 630
)

// ChartDot is one thing measured.
type ChartDot struct {
	Value time.Duration
	Href  string // where it is told; empty: nowhere
	Title string
}

// ChartStrip is one row of dots along a common axis of time.
type ChartStrip struct {
	Name   string
	Dots   []ChartDot // the shortest first
	Median time.Duration
	Ninth  time.Duration // 0: too few to tell
}

// The height of a strip: its name, its marks, its dots.
const (
	stripHead  = 24
	stripMarks = 14
	stripDots  = 46
	stripHigh  = stripHead + stripMarks + stripDots + 8
	stripFoot  = 44 // times and what the signs mean

	dotRadius = 4
	dotWidth  = 9

	// mostLinks is how many dots of one strip lead somewhere: with more, nobody
	// could hit one.
	mostLinks = 600
)

// Strips draws rows of dots over one axis of time, which is stretched where times
// are short. It is empty without any dot.
func Strips(what string, strips []ChartStrip) template.HTML {
	longest, n := time.Duration(0), 0
	for _, s := range strips {
		n += len(s.Dots)
		for _, d := range s.Dots {
			longest = max(longest, d.Value)
		}
	}
	if n == 0 {
		return ""
	}
	axis := newTimeAxis(longest)
	high := len(strips)*stripHigh + stripFoot
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %d %d" role="group" aria-label="%s">`, chartWidth, high, template.HTMLEscapeString(what))
	axis.draw(&b, 0, len(strips)*stripHigh)
	for i, s := range strips {
		drawStrip(&b, axis, s, i*stripHigh)
	}
	fmt.Fprintf(&b, `<path class="median" d="M%d %dv-11"/><text x="%d" y="%d">median</text><path class="ninth" d="M%d %dv-11"/><text x="%d" y="%d">90 of 100 were not longer</text>`,
		chartLeft+4, high-4, chartLeft+12, high-5, chartLeft+104, high-4, chartLeft+112, high-5)
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// drawStrip draws one row from a height on.
func drawStrip(b *strings.Builder, axis timeAxis, s ChartStrip, top int) {
	ground := top + stripHead + stripMarks + stripDots
	fmt.Fprintf(b, `<text class="name" x="%d" y="%d">%s</text><text class="n" x="%d" y="%d" text-anchor="end">%s</text>`,
		chartLeft, top+16, template.HTMLEscapeString(shortened(s.Name, 34)), chartRight, top+16, Count(len(s.Dots), "review"))
	fmt.Fprintf(b, `<path class="ground" d="M%d %dH%d"/>`, chartLeft, ground, chartRight)
	if len(s.Dots) == 0 {
		return
	}
	fmt.Fprintf(b, `<path class="median" d="M%d %dV%d"/>`, axis.x(s.Median), top+stripHead, ground)
	if s.Ninth > 0 {
		fmt.Fprintf(b, `<path class="ninth" d="M%d %dV%d"/>`, axis.x(s.Ninth), top+stripHead, ground)
	}
	drawDots(b, axis, s.Dots, ground)
}

// drawDots piles the dots up where they would cover each other.
func drawDots(b *strings.Builder, axis timeAxis, dots []ChartDot, ground int) {
	piles, highest := map[int]int{}, 1
	for _, d := range dots {
		bin := (axis.x(d.Value) - chartLeft) / dotWidth
		piles[bin]++
		highest = max(highest, piles[bin])
	}
	step := math.Min(dotWidth, float64(stripDots-dotRadius)/float64(highest))
	clear(piles)
	var plain strings.Builder
	for _, d := range dots {
		x := axis.x(d.Value)
		bin := (x - chartLeft) / dotWidth
		y := ground - dotRadius - 2 - int(float64(piles[bin])*step)
		piles[bin]++
		if d.Href == "" || len(dots) > mostLinks {
			drawPlain(&plain, x, y)
			continue
		}
		fmt.Fprintf(b, `<a href="%s" tabindex="-1"><title>%s, %s</title><circle cx="%d" cy="%d" r="%d"/></a>`,
			template.HTMLEscapeString(d.Href), template.HTMLEscapeString(d.Title), Took(d.Value), x, y, dotRadius)
	}
	if plain.Len() > 0 {
		fmt.Fprintf(b, `<path class="dots" d="%s"/>`, plain.String())
	}
}

// drawPlain draws a dot that leads nowhere into a path of them. There are
// thousands.
func drawPlain(b *strings.Builder, x, y int) {
	b.WriteString("M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + "h0")
}

// timeAxis places lengths of time: minutes have room at the left, days at the
// right.
type timeAxis struct{ longest time.Duration }

func newTimeAxis(longest time.Duration) timeAxis {
	return timeAxis{max(longest, 10*time.Minute)}
}

func stretched(d time.Duration) float64 { return math.Log1p(d.Minutes()) }

func (a timeAxis) share(d time.Duration) float64 {
	return min(1, stretched(max(0, d))/stretched(a.longest))
}

func (a timeAxis) x(d time.Duration) int {
	return chartLeft + dotRadius + int(a.share(d)*(chartRight-chartLeft-2*dotRadius)+.5)
}

// axisTimes are the lengths that are written at an axis.
var axisTimes = []struct {
	at   time.Duration
	name string
}{
	{0, "0"}, {time.Minute, "1 min"}, {5 * time.Minute, "5 min"}, {15 * time.Minute, "15 min"}, {time.Hour, "1 h"}, {4 * time.Hour, "4 h"},
	{24 * time.Hour, "1 day"}, {7 * 24 * time.Hour, "1 week"}, {30 * 24 * time.Hour, "30 days"},
}

// draw draws fine lines from top to ground and the times under them.
func (a timeAxis) draw(b *strings.Builder, top, ground int) {
	last := -1000
	for _, t := range axisTimes {
		if t.at > a.longest {
			break
		}
		x := a.x(t.at)
		fmt.Fprintf(b, `<path class="grid" d="M%d %dV%d"/>`, x, top+stripHead, ground)
		if x-last < 62 {
			continue
		}
		anchor := "middle"
		if x < chartLeft+24 {
			anchor = "start"
		} else if x > chartRight-24 {
			anchor = "end"
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="%s">%s</text>`, x, ground+16, anchor, t.name)
		last = x
	}
}

// shortened cuts a name that would not fit.
func shortened(name string, most int) string {
	letters := []rune(name)
	if len(letters) <= most {
		return name
	}
	return string(letters[:most-1]) + "…"
}
