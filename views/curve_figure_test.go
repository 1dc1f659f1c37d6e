package views

import (
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// studyFigure is the case study of the guide: twenty minutes that nobody was
// paged for, a wrong server taken out on the way.
func studyFigure(text string) Figure {
	at := func(minute int) time.Time {
		return time.Date(2026, 3, 5, 16, 0, 0, 0, time.UTC).Add(time.Duration(minute) * time.Minute)
	}
	f := Figure{Start: at(0), End: at(45), Recovered: true,
		Phases: []FigureSpan{{Name: "detection" + text, From: at(0), Until: at(10)}, {Name: "triage", From: at(10), Until: at(13)},
			{Name: "investigation", From: at(13), Until: at(18)}, {Name: "identification", From: at(18), Until: at(20)}},
		Impact: []FigureSpan{{Name: "nobody signed in" + text, From: at(0), Until: at(20)}, {Name: "slow", From: at(24), Until: at(31), Aside: true}},
		Marks:  []FigureMark{{"began" + text, at(0)}, {"noticed", at(8)}, {"taken", at(10)}, {"first public word", at(13)}, {"recovered", at(20)}}}
	for n, p := range []struct {
		minute int
		y      float64
		effect string
	}{{0, 0, "none"}, {8, .2, "positive"}, {10, .4, "positive"}, {11, .6, "positive"}, {13, .6, "none"}, {14, .4, "negative"}, {16, .6, "positive"},
		{18, .8, "positive"}, {20, 1, "positive"}, {45, 1, "none"}} {
		f.Points = append(f.Points, FigurePoint{At: at(p.minute), Y: p.y, Effect: p.effect, Number: n + 1, Href: "#e-" + Count(n+1, "x"), Text: "what happened" + text})
	}
	return f
}

func TestTheWholeCurveIsAsTheGoldenFileShows(t *testing.T) {
	t.Parallel()
	got, path := []byte(DrawFigure(studyFigure(""))), filepath.Join("testdata", "chart", "whole-curve.svg")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != string(got) {
		t.Errorf("the curve is not as %s shows (%v); run go test -update and read the difference", path, err)
	}
}

// TestNoTwoWordsOfTheWholeCurveTouch draws the case study with its turning points
// ever closer together. A letter of twelve units is seven wide where a reader has
// a wide font: as wide as the box takes those of ten.
func TestNoTwoWordsOfTheWholeCurveTouch(t *testing.T) {
	t.Parallel()
	for _, share := range []float64{1, .5, .2, .05, 0} {
		f := studyFigure("")
		for n, m := range f.Marks {
			f.Marks[n].At = f.Start.Add(time.Duration(float64(m.At.Sub(f.Start)) * share))
		}
		labels, height := texts(t, string(DrawFigure(f)))
		for i, a := range labels {
			one := a.box(10, false)
			if one.left < 0 || one.right > figureWidth+8 || one.top < 0 || one.bottom > height {
				t.Errorf("share %v: %q lies outside: %+v", share, a.Words, one)
			}
			for _, b := range labels[i+1:] {
				if two := b.box(10, false); one.meets(two) {
					t.Errorf("share %v: %q %+v touches %q %+v", share, a.Words, one, b.Words, two)
				}
			}
		}
	}
}

// TestNoTextOfAChartBecomesMarkup enters markup wherever a chart takes a text.
func TestNoTextOfAChartBecomesMarkup(t *testing.T) {
	t.Parallel()
	const evil = `<script>alert("1")</script>"'&`
	dots := []ChartDot{{Value: time.Minute, Href: `/r"` + evil, Title: evil}}
	for name, drawn := range map[string]template.HTML{
		"the whole curve": DrawFigure(studyFigure(evil)),
		"strips":          Strips(evil, []ChartStrip{{Name: evil, Dots: dots, Median: time.Minute}}),
		"bars":            Bars(evil, []string{evil, evil}, []ChartBar{{evil, []int{1, 2}}}),
		"months":          MonthsChart(evil, []ChartMonth{{Start: exampleNow, Rest: 1, Dots: dots, Median: time.Minute}}),
	} {
		wellFormed(t, string(drawn))
		for _, raw := range []string{"<script", `"1"`, `"'&`, `&"`} {
			if strings.Contains(string(drawn), raw) {
				t.Errorf("%s holds %s as it was entered", name, raw)
			}
		}
		if !strings.Contains(string(drawn), "&lt;script&gt;") {
			t.Errorf("%s does not show the text at all", name)
		}
	}
}
