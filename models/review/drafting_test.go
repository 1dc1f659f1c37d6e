package review

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/redact"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 11, 19, 16, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		lasts time.Duration
		want  string
	}{
		{20 * time.Minute, "20 min, 16:00–16:20 UTC on 19 November 2026"},
		{30 * time.Second, "Less than a minute, 16:00–16:00 UTC on 19 November 2026"},
		{72 * time.Minute, "1 h 12 min, 16:00–17:12 UTC on 19 November 2026"},
		{9 * time.Hour, "9 h, 16:00 UTC on 19 November 2026 – 01:00 UTC on 20 November 2026"},
		{51*time.Hour + 5*time.Minute, "2 d 3 h, 16:00 UTC on 19 November 2026 – 19:05 UTC on 21 November 2026"},
	} {
		until := from.Add(tc.lasts)
		if got := span(from, &until); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.lasts, got, tc.want)
		}
	}
	if got := span(from, nil); got != "Since 16:00 UTC on 19 November 2026" {
		t.Errorf("open: %q", got)
	}
}

func TestGlossary(t *testing.T) {
	t.Parallel()
	g, err := newGlossary(ruleset{names: []string{"Kestrel queue"}, rules: redact.Rules{Terms: []redact.Term{{Match: "Kestrel", Replace: "our job scheduler"},
		{Match: "mail-prod-1", Replace: "the primary email server", Kind: redact.Hostname}, {Match: "Osprey"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Kestrel stopped.":                          "Our job scheduler stopped.",
		"It hung. Kestrel's queue grew.":            "It hung. Our job scheduler's queue grew.",
		"We restarted the Kestrel on mail-prod-1":   "We restarted our job scheduler on the primary email server",
		"- Kestrel\n- osprey":                       "- Our job scheduler\n- osprey",
		"e.g. a cache, see mail-prod-1, or kestrel": "e.g. a cache, see the primary email server, or our job scheduler",
		"The Kestrel queue grew.":                   "The Kestrel queue grew.",
		"10.1.2.3 is no term":                       "10.1.2.3 is no term",
	} {
		if got := g.translate(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestSummarise(t *testing.T) {
	t.Parallel()
	day := func(h, m int) time.Time { return time.Date(2026, 11, 19, h, m, 0, 0, time.UTC) }
	end1, end2 := day(20, 43), day(21, 12)
	update := func(body string, component int64) models.Update {
		return models.Update{Body: body, Components: []models.UpdateComponent{{ComponentID: component}}}
	}
	r := Review{Title: "fra-7 overloaded", SupportCases: 3, Incidents: []models.Incident{
		{Title: "Signing in failed", Severity: 3, Impact: models.MinorImpact, StartedAt: day(20, 18), ResolvedAt: &end1, Updates: []models.Update{update("Over.", 7), update("It fails.", 7)}},
		{Title: "Signing in failed again", Severity: 2, Impact: models.MajorImpact, StartedAt: day(20, 50), ResolvedAt: &end2, Updates: []models.Update{update("Again.", 8)}},
	}, Factors: []Factor{{Body: "One"}, {Body: "Two\nlines"}}, Timeline: []Entry{
		{At: day(20, 30), Phase: Remediation, What: "frank words", PublicText: "We slow it down."},
		{At: day(20, 40), Phase: Remediation, What: "We block it."}, {At: day(20, 45), Phase: Triage, What: "left out"}},
		Actions: []Action{{PublicText: "We watch it."}, {Body: "left out"}}}
	s := summarise(r, map[int64]string{7: "Sign-in", 8: "API"})
	for name, pair := range map[string][2]string{
		"title":      {s.Title, "Signing in failed"},
		"services":   {s.Services, "Sign-in, API"},
		"duration":   {s.Duration, "- 25 min, 20:18–20:43 UTC on 19 November 2026\n- 22 min, 20:50–21:12 UTC on 19 November 2026"},
		"severity":   {s.Severity, "Sev2: a major function was broken"},
		"impact":     {s.Impact, "The impact was minor.\n\nIt fails.\n\nThe impact was major.\n\nAgain.\n\nWe received 3 support requests about it."},
		"cause":      {s.Cause, "- One\n- Two\n  lines"},
		"resolution": {s.Resolution, "- 20:30 UTC: We slow it down.\n- 20:40 UTC: We block it."},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %q, want %q", name, pair[0], pair[1])
		}
	}
	if s.Countermeasures == "" || strings.Contains(s.Countermeasures, "left out") {
		t.Errorf("countermeasures: %q", s.Countermeasures)
	}
}

func TestNamesIn(t *testing.T) {
	t.Parallel()
	for field, want := range map[string][]string{
		"Dana Whitfield, Priya & Tom Lind (network)": {"Dana Whitfield", "Priya", "Tom Lind"},
		"gary from support":                          {"gary"},
		"@dwhit; the on-call engineer":               {"@dwhit"},
		"Customer Support":                           nil,
		"customers":                                  nil,
		"PagerDuty":                                  nil,
		"Ana María O'Neill and Bo":                   {"Ana María O'Neill", "Bo"},
		"web-prod-3":                                 nil,
		"":                                           nil,
	} {
		if got := namesIn(field); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", field, got, want)
		}
	}
}
