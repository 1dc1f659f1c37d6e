package views

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

func TestTheCurveClimbsAndFalls(t *testing.T) {
	t.Parallel()
	points := curvePoints(examplePostmortem().Current().Entries())
	if len(points) != 8 {
		t.Fatalf("%d points", len(points))
	}
	for i, p := range points[1:] {
		before := points[i]
		switch p.Effect {
		case "positive":
			if p.y >= before.y {
				t.Errorf("%q does not climb", p.Text)
			}
		case "negative":
			if p.y <= before.y {
				t.Errorf("%q does not fall", p.Text)
			}
		default:
			if p.y != before.y {
				t.Errorf("%q moves the line", p.Text)
			}
		}
	}
	if first, last := points[0], points[7]; first.x != curveLeft || last.x != curveRight || last.y != curveTop || first.y != curveBottom {
		t.Errorf("it goes from %d,%d to %d,%d", first.x, first.y, last.x, last.y)
	}
}

func TestTooLittleIsNoCurve(t *testing.T) {
	t.Parallel()
	moment := models.PublicEntry{At: exampleNow, Effect: "positive"}
	for _, entries := range [][]models.PublicEntry{nil, {moment}, {moment, moment}} {
		if got := Curve(entries); got != "" {
			t.Errorf("%d moments at one time are drawn: %s", len(entries), got)
		}
	}
}

func TestEveryCurveIsDrawnInsideItsFrame(t *testing.T) {
	t.Parallel()
	effects := []string{"positive", "negative", "none", "odd"}
	for n := 2; n < 40; n += 3 {
		for _, step := range []time.Duration{time.Second, 7 * time.Minute, 5 * time.Hour, 20 * 24 * time.Hour} {
			var entries []models.PublicEntry
			for i := range n {
				entries = append(entries, models.PublicEntry{At: exampleNow.Add(time.Duration(i*i) * step), Text: "<b>&", Effect: effects[(i*n)%4]})
			}
			got := string(Curve(entries))
			wellFormed(t, got)
			for _, p := range curvePoints(entries) {
				if p.x < curveLeft || p.x > curveRight || p.y < curveTop || p.y > curveBottom {
					t.Errorf("%d moments %s apart: one is at %d,%d", n, step, p.x, p.y)
				}
			}
			if labels := strings.Count(got, "text-anchor="); labels > 6 {
				t.Errorf("%d moments %s apart: %d times under the axis", n, step, labels)
			}
		}
	}
}

// drawnText is a text of a figure as a browser places it.
type drawnText struct {
	Class  string `xml:"class,attr"`
	Anchor string `xml:"text-anchor,attr"`
	X      int    `xml:"x,attr"`
	Y      int    `xml:"y,attr"`
	Words  string `xml:",chardata"`
}

// box is what the text takes in letters of a size; narrow says that the style
// sheet of narrow screens moves numbers away from their marks.
func (d drawnText) box(size float64, narrow bool) box {
	width := int(float64(len(d.Words))*size*.7 + .5)
	left := d.X
	switch {
	case strings.HasPrefix(d.Class, "no"), d.Anchor == "middle":
		left -= width / 2
	case d.Anchor == "end":
		left -= width
	}
	foot := d.Y
	if narrow && d.Class == "no" {
		foot -= 3
	} else if narrow && d.Class == "no below" {
		foot += 8
	}
	return box{left, foot - int(size*.9), left + width, foot + int(size*.1)}
}

// texts reads the texts of a figure and its size.
func texts(t *testing.T, figure string) (list []drawnText, height int) {
	t.Helper()
	var doc struct {
		ViewBox string      `xml:"viewBox,attr"`
		Texts   []drawnText `xml:"text"`
	}
	if err := xml.Unmarshal([]byte(figure), &doc); err != nil {
		t.Fatal(err)
	}
	var width int
	if _, err := fmt.Sscanf(doc.ViewBox, "0 0 %d %d", &width, &height); err != nil {
		t.Fatal(err)
	}
	return doc.Texts, height
}

// TestNoTwoLabelsOfAFigureTouch draws many timelines, in the letters of wide and
// of narrow screens (390 pixels: 21 units of the figure).
func TestNoTwoLabelsOfAFigureTouch(t *testing.T) {
	t.Parallel()
	effects := []string{"positive", "negative", "none"}
	spaced := map[string]func(i, n int) time.Duration{
		"evenly in ten minutes":     func(i, n int) time.Duration { return time.Duration(i) * 10 * time.Minute / time.Duration(n) },
		"all in one minute but one": func(i, n int) time.Duration { return time.Duration(i/(n-1)) * time.Hour },
		"slower and slower":         func(i, _ int) time.Duration { return time.Duration(i*i) * time.Second },
		"all late": func(i, n int) time.Duration {
			return time.Duration(min(i, 1)) * (time.Hour + time.Duration(i)*time.Second)
		},
		"in two crowds":               func(i, n int) time.Duration { return time.Duration(i*2/n)*time.Hour + time.Duration(i)*time.Second },
		"in pairs of the same minute": func(i, _ int) time.Duration { return time.Duration((i+1)/2) * time.Minute },
	}
	for name, when := range spaced {
		for _, n := range []int{2, 3, 5, 8, 12, 20, 21, 22, 25, 40, 41, 42, 43, 60, 120} {
			for seed := range 4 {
				var entries []models.PublicEntry
				for i := range n {
					entries = append(entries, models.PublicEntry{At: exampleNow.Add(when(i, n)), Effect: effects[(i*seed+i/3)%3]})
				}
				figure := string(Curve(entries))
				if figure == "" {
					t.Fatalf("%d %s are not drawn", n, name)
				}
				labels, height := texts(t, figure)
				for i, a := range labels {
					for _, size := range []float64{13, 21} {
						one := a.box(size, size > 13)
						if one.left < 0 || one.right > curveWidth || one.top < 0 || one.bottom > height {
							t.Fatalf("%d %s: %q lies outside: %+v", n, name, a.Words, one)
						}
						for _, b := range labels[i+1:] {
							if two := b.box(size, size > 13); one.meets(two) {
								t.Fatalf("%d %s, letters of %v: %q %+v touches %q %+v", n, name, size, a.Words, one, b.Words, two)
							}
						}
					}
				}
			}
		}
	}
}

func TestAFewMomentsFarApartAreNumberedAtTheirMarks(t *testing.T) {
	t.Parallel()
	if figure := string(Curve(examplePostmortem().Current().Entries())); strings.Count(figure, `class="axis"`) != 1 {
		t.Errorf("lines lead to numbers that have room: %s", figure)
	}
	if figure := string(Curve(exampleDense(examplePostmortem()).Current().Entries())); strings.Count(figure, `class="axis"`) != 2 || strings.Count(figure, `class="no"`) != 25 {
		t.Errorf("a dense timeline is not numbered under the curve: %s", figure)
	}
}

func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}

func TestTheCurveCanBeReadWithoutColour(t *testing.T) {
	t.Parallel()
	got := string(Curve(examplePostmortem().Current().Entries()))
	for shape, n := range map[string]int{`<circle class="closer"`: 5, `<path class="back"`: 1, `<rect class="same"`: 2} {
		if strings.Count(got, shape) != n {
			t.Errorf("%d of %s, not %d", strings.Count(got, shape), shape, n)
		}
	}
	for i := 1; i <= 8; i++ {
		if !strings.Contains(got, fmt.Sprintf(">%d</text>", i)) {
			t.Errorf("moment %d has no number", i)
		}
	}
	if !strings.Contains(got, "from 16:00 to 16:20: 5 steps moved us closer, 1 step set us back") {
		t.Errorf("it does not say what it shows: %s", got)
	}
}
