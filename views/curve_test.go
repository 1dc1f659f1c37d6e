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
