package views

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Figure is a recovery curve with all that is known around it: for those who
// look at it from inside. It is drawn from these values alone.
type Figure struct {
	Start, End time.Time
	Recovered  bool
	Points     []FigurePoint // by time
	Phases     []FigureSpan  // shaded
	Impact     []FigureSpan  // when something was felt
	Marks      []FigureMark  // turning points, by time
}

// FigurePoint is the state of recovery from a time on: 0 the worst, 1 recovered.
type FigurePoint struct {
	At     time.Time
	Y      float64
	Effect string // positive, negative, none
	Number int    // in the table beside; 0: no entry is behind it
	Href   string // where the entry is
	Text   string // what happened
}

// FigureSpan is a named stretch of time.
type FigureSpan struct {
	Name        string
	From, Until time.Time
	Aside       bool // it does not count
}

// FigureMark is a named moment.
type FigureMark struct {
	Name string
	At   time.Time
}

// The sizes of the figure, in its own units.
const (
	figureWidth  = 880
	figureLeft   = 98 // the words of the y axis stand before it
	figureRight  = 866
	figureHeight = 190 // of the plot itself
	figureChar   = 7   // the width of a letter of 12 units
	figureRow    = 19  // of labels
	figureHit    = 26  // what a finger or a mouse may press
)

// figure is a Figure while it is drawn.
type figure struct {
	Figure
	b           strings.Builder
	words       strings.Builder // before the lines that would run through them
	scale       scale
	top, bottom int // of the plot
}

// DrawFigure draws a recovery curve: steps toward recovery climb, steps away
// fall; phases are shaded and named, turning points marked, long gaps cut out.
// Everything is told apart by shape and word, not by colour. It is empty for
// fewer than two moments.
func DrawFigure(of Figure) template.HTML {
	if len(of.Points) == 0 || !of.End.After(of.Start) {
		return ""
	}
	of.Phases = slices.DeleteFunc(slices.Clone(of.Phases), func(p FigureSpan) bool { return models.Lasted(p.From, p.Until) == 0 })
	f := &figure{Figure: of, scale: newScale(of)}
	marks, above := f.markLabels()
	f.top = above + 12
	f.bottom = f.top + figureHeight
	f.phases()
	f.axes()
	f.impact()
	f.marks(marks)
	f.line()
	ground := f.times()
	ground = f.phaseNames(ground)
	ground = f.points(ground)
	return template.HTML(fmt.Sprintf(`<svg class="curve whole" viewBox="0 0 %d %d" role="group" aria-label="%s">%s</svg>`,
		figureWidth, ground+6, template.HTMLEscapeString(f.sentence()), f.b.String()))
}

func (f *figure) write(format string, args ...any) { fmt.Fprintf(&f.words, format, args...) }

func (f *figure) add(format string, args ...any) { fmt.Fprintf(&f.b, format, args...) }

// y is the height of a state of recovery.
func (f *figure) y(state float64) int {
	return f.bottom - 14 - int(state*float64(figureHeight-28)+.5)
}

// phases shades every other stretch, and draws a line where one ends.
func (f *figure) phases() {
	for n, p := range f.Phases {
		from, until := f.scale.x(p.From), f.scale.x(p.Until)
		class := "phase"
		if n%2 == 1 {
			class = "phase other"
		}
		f.add(`<rect class="%s" x="%d" y="%d" width="%d" height="%d"><title>%s, %s</title></rect>`, class, from, f.top, max(1, until-from), figureHeight,
			template.HTMLEscapeString(p.Name), SpanText(p.From, p.Until, p.From))
		if n > 0 {
			f.add(`<path class="edge" d="M%d %dV%d"/>`, from, f.top, f.bottom)
		}
	}
}

// axes draws the ground, the goal and their words.
func (f *figure) axes() {
	f.add(`<path class="axis" d="M%d %dH%d"/><path class="goal" d="M%d %dH%d"/>`, figureLeft, f.bottom, figureRight, figureLeft, f.y(1), figureRight)
	f.add(`<text x="%d" y="%d" text-anchor="end">recovered</text><text x="%d" y="%d" text-anchor="end">at its worst</text>`, figureLeft-10, f.y(1)+4, figureLeft-10, f.y(0)+4)
	for _, g := range f.scale.gaps {
		f.add(`<path class="cut" d="M%d %dl4-6 4 12 4-6"/>`, g.x-6, f.bottom)
		f.write(`<text x="%d" y="%d" text-anchor="middle">%s</text>`, g.x, f.bottom-12, "≈ "+Took(g.length))
	}
}

// impact draws a bar for each stretch in which something was felt: filled where
// it counts, an outline where it does not.
func (f *figure) impact() {
	for _, i := range f.Impact {
		from, until := f.scale.x(i.From), f.scale.x(i.Until)
		class := "felt"
		if i.Aside {
			class = "felt besides"
		}
		f.add(`<rect class="%s" x="%d" y="%d" width="%d" height="7"><title>%s</title></rect>`, class, from, f.bottom+3, max(3, until-from),
			template.HTMLEscapeString(strings.TrimSuffix("Felt "+Took(i.Until.Sub(i.From))+", "+SpanText(i.From, i.Until, i.From)+": "+i.Name, ": ")))
	}
}

// line draws the curve in steps.
func (f *figure) line() {
	var d strings.Builder
	for n, p := range f.Points {
		x, y := f.scale.x(p.At), f.y(p.Y)
		if n == 0 {
			fmt.Fprintf(&d, "M%d %d", x, y)
			continue
		}
		fmt.Fprintf(&d, "H%dV%d", x, y)
	}
	f.add(`<path class="line" d="%sH%d"/>`, d.String(), f.scale.x(f.End))
}

// times writes the clock under the ground.
func (f *figure) times() (ground int) {
	y := f.bottom + 26
	free := 0
	for _, t := range f.scale.ticks() {
		label := Clock(t)
		if !sameDay(t, f.Start) && t.Equal(midnight(t)) || f.End.Sub(f.Start) > 96*time.Hour {
			label = t.UTC().Format("2 Jan")
		}
		half := int(float64(len(label))*figureChar/2) + 5
		x := min(max(f.scale.x(t), figureLeft+half-5), figureRight-half+5)
		if x-half < free {
			continue
		}
		free = x + half
		f.add(`<path class="tick" d="M%d %dv5"/>`, f.scale.x(t), f.bottom)
		f.write(`<text x="%d" y="%d" text-anchor="middle">%s</text>`, x, y, label)
	}
	f.add(`<text x="%d" y="%d" text-anchor="end">UTC</text>`, figureLeft-10, y)
	return y + 6
}

// sentence says the figure in words.
func (f *figure) sentence() string {
	var closer, back int
	for _, p := range f.Points {
		switch {
		case p.Number == 0:
		case p.Effect == "positive":
			closer++
		case p.Effect == "negative":
			back++
		}
	}
	s := fmt.Sprintf("Recovery curve, %s UTC: %s moved us closer, %s set us back.", SpanText(f.Start, f.End, f.Start), Count(closer, "step"), Count(back, "step"))
	for _, m := range f.Marks {
		s += " " + strings.ToUpper(m.Name[:1]) + m.Name[1:] + " " + When(m.At, f.Start) + "."
	}
	return s + " The table below tells each entry."
}
