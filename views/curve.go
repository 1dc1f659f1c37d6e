package views

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// The figure is drawn in these units; the page scales it to its column.
const (
	curveWidth  = 640
	curveLeft   = 14  // where time begins
	curveRight  = 626 // where it ends
	curveTop    = 34  // recovered
	curveBottom = 150 // at its worst
	curveFoot   = 36  // under the time axis
)

// curvePoint is an entry in its place.
type curvePoint struct {
	models.PublicEntry
	x, y int
}

// Curve draws how the service came back: a line that climbs with every entry that
// helped and drops with every one that hurt, shapes that can be told apart
// without colour, numbers that lead to the list below. It is empty for fewer
// than two moments.
func Curve(entries []models.PublicEntry) template.HTML { return Speech{}.Curve(entries) }

// Curve draws how the service came back, with its words in one language. Time runs
// from left to right in all of them.
func (s Speech) Curve(entries []models.PublicEntry) template.HTML {
	points := curvePoints(entries)
	if len(points) == 0 {
		return ""
	}
	labels, ground := curveLabels(points)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="curve" viewBox="0 0 %d %d" role="img" aria-label="%s">`, curveWidth, ground+curveFoot, template.HTMLEscapeString(s.curveSentence(points)))
	// The spaces keep words apart where a text browser shows them in a row.
	fmt.Fprintf(&b, `<path class="axis" d="M%d %dH%d"/><path class="goal" d="M%d %dH%d"/> <text x="%d" y="%d">%s</text>`,
		curveLeft, ground, curveRight, curveLeft, curveTop, curveRight, curveLeft, curveTop-10, template.HTMLEscapeString(s.Say("working")))
	s.curveTimes(&b, points, ground)
	curveLeaders(&b, labels)
	fmt.Fprintf(&b, `<path class="line" d="%s"/>`, curveLine(points))
	curveMarks(&b, points, labels)
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// curvePoints places the entries: time runs to the right, recovery up.
func curvePoints(entries []models.PublicEntry) []curvePoint {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b models.PublicEntry) int { return a.At.Compare(b.At) })
	if len(entries) < 2 || !entries[len(entries)-1].At.After(entries[0].At) {
		return nil
	}
	levels, low, high := curveLevels(entries)
	whole := entries[len(entries)-1].At.Sub(entries[0].At)
	points := make([]curvePoint, len(entries))
	for i, e := range entries {
		share := float64(e.At.Sub(entries[0].At)) / float64(whole)
		rise := float64(levels[i]-low) / float64(max(1, high-low))
		points[i] = curvePoint{e,
			curveLeft + int(share*(curveRight-curveLeft)+.5),
			curveBottom - int(rise*(curveBottom-curveTop)+.5)}
	}
	return points
}

// curveLevels counts steps toward recovery: one up, one down, or none.
func curveLevels(entries []models.PublicEntry) (levels []int, low, high int) {
	level := 0
	for _, e := range entries {
		switch e.Effect {
		case "positive":
			level++
		case "negative":
			level--
		}
		levels = append(levels, level)
		low, high = min(low, level), max(high, level)
	}
	return levels, low, high
}

func curveLine(points []curvePoint) string {
	before := curveBottom
	if points[0].Effect == "negative" {
		before = points[0].y
	}
	line := fmt.Sprintf("M%d %d", points[0].x, before)
	for _, p := range points {
		line += fmt.Sprintf("H%dV%d", p.x, p.y)
	}
	return line
}

// curveMarks draws disc, wedge or square where each entry stands, and its number.
func curveMarks(b *strings.Builder, points []curvePoint, labels []curveLabel) {
	for i, p := range points {
		switch p.Effect {
		case "positive":
			fmt.Fprintf(b, `<circle class="closer" cx="%d" cy="%d" r="6"/>`, p.x, p.y)
		case "negative":
			fmt.Fprintf(b, `<path class="back" d="M%d %dl8-13h-16z"/>`, p.x, p.y+7)
		default:
			fmt.Fprintf(b, `<rect class="same" x="%d" y="%d" width="10" height="10"/>`, p.x-5, p.y-5)
		}
		if len(labels) > 0 && labels[0].number == i+1 {
			fmt.Fprintf(b, ` <text class="%s" x="%d" y="%d">%d</text>`, labels[0].class(), labels[0].x, labels[0].y, labels[0].number)
			labels = labels[1:]
		}
	}
}

// curveTimes writes at most five times under the axis, at round steps.
func (s Speech) curveTimes(b *strings.Builder, points []curvePoint, ground int) {
	from, to := points[0].At.UTC(), points[len(points)-1].At.UTC()
	whole := to.Sub(from)
	step := curveStep(whole)
	for t := from.Truncate(step); !t.After(to); t = t.Add(step) {
		if t.Before(from) {
			continue
		}
		x := curveLeft + int(float64(t.Sub(from))/float64(whole)*(curveRight-curveLeft)+.5)
		anchor := "middle"
		if x < curveLeft+20 {
			anchor, x = "start", curveLeft
		} else if x > curveRight-20 {
			anchor, x = "end", curveRight
		}
		label := Clock(t)
		if step >= 24*time.Hour {
			label = s.DayMonth(t)
		}
		fmt.Fprintf(b, ` <text x="%d" y="%d" text-anchor="%s">%s</text>`, x, ground+24, anchor, label)
	}
}

// curveStep is the smallest round step that cuts whole into at most four.
func curveStep(whole time.Duration) time.Duration {
	for _, minutes := range []int{1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080} {
		if d := time.Duration(minutes) * time.Minute; whole <= 4*d {
			return d
		}
	}
	return (whole / 4).Truncate(24*time.Hour) + 24*time.Hour
}

// curveSentence says the figure in words.
func (s Speech) curveSentence(points []curvePoint) string {
	var closer, back int
	for _, p := range points {
		switch p.Effect {
		case "positive":
			closer++
		case "negative":
			back++
		}
	}
	steps := []string{s.Many(closer, "{0} steps moved us closer")}
	if back > 0 {
		steps = append(steps, s.Many(back, "{0} steps set us back"))
	}
	return s.Say("How the service came back, from {0} to {1}: {2}. The list below tells each.", Clock(points[0].At), Clock(points[len(points)-1].At), s.Row(steps))
}
