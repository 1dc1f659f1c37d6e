package views

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models"
)

func letterOf(p models.Postmortem) Letter {
	return Letter{p.Current(), []models.Incident{exampleResolved()}, exampleComponents(nil), models.SeverityNames{}, Speech{}}
}

func TestEverySectionIsToldOnce(t *testing.T) {
	t.Parallel()
	for _, p := range []models.Postmortem{examplePostmortem(), exampleLong(examplePostmortem())} {
		var page bytes.Buffer
		if err := Postmortem.Write(&page, PostmortemPage{Frame: exampleFrame("/p"), Postmortem: p, Incidents: []models.Incident{exampleResolved()}, Components: exampleComponents(nil)}); err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(&page)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(words(doc)), " ")
		for _, s := range p.Current().Sections() {
			if s.Key != "apology" && !strings.Contains(text, s.Heading) {
				t.Errorf("%s: %s is not named", p.Slug, s.Heading)
			}
			line := strings.Fields(PlainLine(s.Body))
			if lead := strings.Join(line[:min(4, len(line))], " "); s.Key == "duration" && strings.Count(text, lead) != 1 {
				t.Errorf("%s: %q is told %d times", p.Slug, lead, strings.Count(text, lead))
			}
		}
	}
}

func TestShortSectionsAreFacts(t *testing.T) {
	t.Parallel()
	got := letterOf(examplePostmortem()).Facts()
	want := []Fact{{"Customer impact", "Critical"}, {"Duration", "20 min, 16:00–16:20 UTC"}, {"Severity", "Sev2: a major function did not work"}, {"Services impacted", "Sign-in, Reports"}}
	if len(got) != 4 {
		t.Fatalf("facts are %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("fact %d is %v, not %v", i, got[i], want[i])
		}
	}
}

func TestLongSectionsAreReadAndTheirFactsComeFromData(t *testing.T) {
	t.Parallel()
	l := letterOf(exampleLong(examplePostmortem()))
	got := l.Facts()
	if got[2] != (Fact{"Severity", "Sev2"}) || got[3] != (Fact{"Services impacted", "Sign-in and Reports"}) {
		t.Errorf("facts are %v", got)
	}
	var keys []string
	for _, p := range l.Before() {
		keys = append(keys, p.Key)
	}
	if want := "summary services severity customer_impact proximate_cause"; strings.Join(keys, " ") != want {
		t.Errorf("parts are %v", keys)
	}
}

func TestALetterWithoutDataHasNoEmptyFacts(t *testing.T) {
	t.Parallel()
	if got := (Letter{Revision: exampleBare().Current()}).Facts(); len(got) != 0 {
		t.Errorf("facts are %v", got)
	}
}

func TestPromisesShowTheirState(t *testing.T) {
	t.Parallel()
	day := ptr(at(0, 0, 0))
	for _, tc := range []struct {
		name       string
		c          models.Countermeasure
		tone, word string
	}{
		{"done", models.Countermeasure{State: models.Done, DoneAt: day}, "ok", "on"},
		{"due today is not late", models.Countermeasure{State: models.Planned, DueOn: day}, "unknown", "by"},
		{"under way", models.Countermeasure{State: models.Underway, DueOn: ptr(at(0, 0, -3))}, "degraded", "by"},
		{"late since yesterday", models.Countermeasure{State: models.Underway, DueOn: ptr(at(0, 0, 1))}, "partial", "late, was due"},
		{"dropped has no day", models.Countermeasure{State: models.Dropped, DueOn: day}, "maint", ""},
		{"without a day", models.Countermeasure{State: models.Planned}, "unknown", ""},
	} {
		p := Promise{tc.c, exampleNow, Speech{}}
		word := ""
		if d := p.Day(); d != nil {
			word = strings.TrimSuffix(string(d.Words), " {0}")
		}
		if p.Tone() != tc.tone || word != tc.word {
			t.Errorf("%s: %s, %q", tc.name, p.Tone(), word)
		}
	}
}

func TestKeptPromisesAreCounted(t *testing.T) {
	t.Parallel()
	done, open, dropped := models.Countermeasure{State: models.Done}, models.Countermeasure{State: models.Planned}, models.Countermeasure{State: models.Dropped}
	for _, tc := range []struct {
		list []models.Countermeasure
		want string
	}{
		{nil, ""},
		{[]models.Countermeasure{dropped}, ""},
		{[]models.Countermeasure{open, dropped}, "0 of 1 countermeasure done"},
		{[]models.Countermeasure{done, open, open}, "1 of 3 countermeasures done"},
		{[]models.Countermeasure{done, done}, "All 2 countermeasures done"},
	} {
		if got := (Speech{}).kept(tc.list); got != tc.want {
			t.Errorf("%d: %q, not %q", len(tc.list), got, tc.want)
		}
	}
}
