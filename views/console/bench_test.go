package console

import (
	"strings"
	"testing"

	"vitrine/models/review"
)

func TestWhatChangedInTheReviewIsShownWordByWord(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ was, is, want string }{
		{"Exports were late.", "Exports were very late.", "Exports were +very +late."},
		{"Exports were late.", "Exports were late", "Exports were -late.-+late+"},
		{"", "It had no limit.", "+It had no limit.+"},
		{"It had no limit.", "", "-It had no limit.-"},
		{"a b c d", "c d e", "-a b -c d +e+"},
		{"the same", "the same", "the same"},
		{strings.Repeat("w ", 1100), "x " + strings.Repeat("y ", 1100), "-" + strings.Repeat("w ", 1100) + "-+x " + strings.Repeat("y ", 1100) + "+"},
	} {
		var b strings.Builder
		for _, s := range differing(tc.was, tc.is) {
			sign := map[string]string{"ins": "+", "del": "-"}[s.Mark]
			b.WriteString(sign + s.Text + sign)
		}
		if b.String() != tc.want {
			t.Errorf("%.40q → %.40q is shown as %.60q, want %.60q", tc.was, tc.is, b.String(), tc.want)
		}
	}
}

func TestASectionNamesItsSources(t *testing.T) {
	t.Parallel()
	s := DraftSection{Traces: []review.Trace{{Key: "overview"}, {Key: "factor/a"}, {Key: "factor/b"}, {Key: "entry/a"}, {Key: "entry/b", State: review.Reworded, Was: "x", Is: "y"}, {Key: "times"}}}
	var names []string
	for _, source := range s.Sources() {
		names = append(names, source.Name)
		if source.Shown() != (source.Key != "times") {
			t.Errorf("%s stands on the page: %v", source.Key, source.Shown())
		}
	}
	if got := strings.Join(names, ", "); got != "the overview, 2 contributing factors, 2 entries of the timeline, start and recovery" {
		t.Errorf("sources: %s", got)
	}
}

func TestAStepSaysWhatItDid(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]review.Step{
		"“web-prod-3” replaced by “a server” in 2 places": {Deed: review.Replaced, Found: "web-prod-3", Replacement: "a server", Places: 2},
		"“Dana” removed":     {Deed: review.Removed, Found: "Dana", Places: 1},
		"“Contoso” accepted": {Deed: review.Let, Found: "Contoso", Places: 1},
		"“" + strings.Repeat("w", 40) + "…” brought into Customer impact": {Deed: review.Brought, Found: strings.Repeat("w", 60), Replacement: "customer_impact", Places: 1},
	} {
		if got := stepSaid(s); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
