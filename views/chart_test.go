package views

import (
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func chartMinutes(href bool, minutes ...int) []ChartDot {
	var dots []ChartDot
	for n, m := range minutes {
		d := ChartDot{Value: time.Duration(m) * time.Minute, Title: fmt.Sprintf("Case <%d>", n)}
		if href {
			d.Href = fmt.Sprintf("/reviews/%d", n)
		}
		dots = append(dots, d)
	}
	return dots
}

func TestChartsAreAsTheGoldenFilesShow(t *testing.T) {
	t.Parallel()
	month := func(n int) time.Time { return time.Date(2026, time.Month(n), 1, 0, 0, 0, 0, time.UTC) }
	many := make([]int, 700)
	for n := range many {
		many[n] = n % 90
	}
	for name, got := range map[string]template.HTML{
		"strips": Strips("How long it took", []ChartStrip{
			{Name: "Sev1", Dots: chartMinutes(true, 4, 4, 4, 5, 18, 19, 41, 60, 75, 190, 2000), Median: 19 * time.Minute, Ninth: 190 * time.Minute},
			{Name: "A component with a name that is far too long to fit", Dots: chartMinutes(true, 0), Median: 0}, {Name: "Sev3"}}),
		"strips-many": Strips("Many", []ChartStrip{{Name: "all", Dots: chartMinutes(true, many...), Median: 44 * time.Minute, Ninth: 80 * time.Minute}}),
		"bars":        Bars("Open action items", []string{"young", "older", "old", "ancient"}, []ChartBar{{"Prevent", []int{1, 12, 0, 3}}, {"Investigate", []int{0, 0, 0, 0}}, {"Know <sooner>", []int{0, 0, 2, 0}}}),
		"months": MonthsChart("Months", []ChartMonth{{Start: month(1), Serious: 1, Rest: 3, Dots: chartMinutes(true, 3, 20, 21, 300), Median: 20 * time.Minute},
			{Start: month(2)}, {Start: month(3), Rest: 1, Dots: chartMinutes(false, 1500), Median: 1500 * time.Minute}}),
	} {
		path := filepath.Join("testdata", "chart", name+".svg")
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != string(got) {
			t.Errorf("%s is not as %s shows (%v); run go test -update and read the difference", name, path, err)
		}
	}
}

func TestChartsOfNothingAreEmpty(t *testing.T) {
	t.Parallel()
	if got := Strips("x", []ChartStrip{{Name: "Sev1"}}) + Bars("x", nil, []ChartBar{{"a", []int{0}}}) + MonthsChart("x", nil); got != "" {
		t.Errorf("drawn: %s", got)
	}
}

func TestEveryDotLeadsSomewhereUntilThereAreTooMany(t *testing.T) {
	t.Parallel()
	few, many := make([]int, mostLinks), make([]int, mostLinks+1)
	if n := strings.Count(string(Strips("x", []ChartStrip{{Dots: chartMinutes(true, few...)}})), "<a "); n != mostLinks {
		t.Errorf("%d of %d dots are links", n, mostLinks)
	}
	drawn := string(Strips("x", []ChartStrip{{Dots: chartMinutes(true, many...)}}))
	if strings.Contains(drawn, "<a ") || strings.Count(drawn, "h0") != mostLinks+1 {
		t.Error("of too many dots each must still be drawn, and none be a link")
	}
}
