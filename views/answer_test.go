package views

import (
	"slices"
	"testing"
	"time"

	"vitrine/models"
)

func TestTheAnswerIsASentence(t *testing.T) {
	t.Parallel()
	quiet := exampleOutage()
	quiet.Impact, quiet.Updates = models.NoImpact, nil
	for _, tc := range []struct {
		name   string
		page   HomePage
		status models.Status
		text   string
		more   string
		title  string
	}{
		{"all is well", exampleHome(nil), models.Operational, "All services are working.", "", "All services working"},
		{"one incident is its own answer", ExampleHome(), models.MajorOutage, "Sign-in fails for most customers", "", "Major outage"},
		{"several incidents are counted, the worst gives the sign", exampleTwo(), models.MajorOutage, "2 incidents are open.", "", "Major outage"},
		{"maintenance is no fault", exampleUnderWay(), models.UnderMaintenance, "Planned maintenance is under way.", "", "Under maintenance"},
		{"the unknown is never green", exampleHome(map[int64]models.Status{search: models.UnknownStatus}), models.UnknownStatus, "We do not know the state of Search right now.", "", "State unknown"},
		{"a status we have no word for is unknown too", exampleHome(map[int64]models.Status{search: "odd"}), "odd", "We do not know the state of Search right now.", "", "Unknown"},
		{"a component without an incident speaks for itself", exampleHome(map[int64]models.Status{search: models.Degraded}), models.Degraded, "Search is slower or less complete than usual.", "", "Degraded performance"},
		{"the worst comes first, the rest is named", exampleHome(map[int64]models.Status{signIn: models.MajorOutage, exports: models.MajorOutage, search: models.Degraded}), models.MajorOutage, "Sign-in and Exports are down.", "Not in order either: Search.", "Major outage"},
		{"a new site has nothing to say", HomePage{}, models.UnknownStatus, "No services are listed here yet.", "", "State unknown"},
		{"a component that nobody tells of counts too", exampleUntold(), models.MajorOutage, "Some webhooks arrive late", "Not in order either: Search.", "Major outage"},
		{"an open incident without components is not green", exampleNameless(), models.MajorOutage, "Everything is slow", "", "Major outage"},
		{"a site without components but with an incident has a state", HomePage{Open: exampleNameless().Open}, models.MajorOutage, "Everything is slow", "", "Major outage"},
		{"an incident nobody understands yet is unknown, not good", HomePage{Open: []models.Incident{quiet}}, models.UnknownStatus, "Sign-in fails for most customers", "", "State unknown"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := tc.page.Answer()
			if got != (Answer{tc.status, tc.text, tc.more}) || tc.page.Title() != tc.title {
				t.Errorf("answered %+v under the title %q", got, tc.page.Title())
			}
		})
	}
}

// exampleUntold has a small incident while another service is down.
func exampleUntold() HomePage {
	p := exampleTwo()
	p.Open = p.Open[1:]
	p.Groups = exampleGroups(exampleComponents(map[int64]models.Status{webhooks: models.Degraded, search: models.MajorOutage}))
	return p
}

// exampleNameless has a critical incident that names no component.
func exampleNameless() HomePage {
	p := exampleHome(nil)
	p.Open = []models.Incident{{Title: "Everything is slow", State: models.Investigating, Impact: models.CriticalImpact}}
	return p
}

func TestAnIncidentSaysWhomItTouches(t *testing.T) {
	t.Parallel()
	if got, want := ExampleHome().Cards()[0].Affected(), "Affects Sign-in and Reports. Everything else is working."; got != want {
		t.Errorf("said %q, not %q", got, want)
	}
	if got, want := exampleTwo().Cards()[0].Affected(), "Affects Sign-in and Reports."; got != want {
		t.Errorf("with another incident open it said %q, not %q", got, want)
	}
	if got := (Card{Incident: models.Incident{}}).Affected(); got != "" {
		t.Errorf("without components it said %q", got)
	}
}

func TestALatePromiseIsSaid(t *testing.T) {
	t.Parallel()
	p := ExampleHome()
	if p.Cards()[0].Overdue() {
		t.Error("late before its time")
	}
	p.Now = at(16, 41, 0)
	if !p.Cards()[0].Overdue() {
		t.Error("not late after its time")
	}
}

func TestQuietDaysRunTogether(t *testing.T) {
	t.Parallel()
	got := exampleHome(nil).Stretches()
	if len(got) != 3 || !got[0].Quiet() || got[1].Quiet() || !got[1].Single() || !got[2].Quiet() {
		t.Fatalf("got %d stretches: %+v", len(got), got)
	}
	if got[0].Last != midnight(exampleNow) || got[0].First != midnight(exampleNow).AddDate(0, 0, -2) {
		t.Errorf("the first stretch is %s to %s", got[0].First, got[0].Last)
	}
	var days int
	for _, s := range got {
		days += int(s.Last.Sub(s.First)/(24*time.Hour)) + 1
	}
	if days != PastDays+1 {
		t.Errorf("%d days are told", days)
	}
}

func TestAnOpenIncidentIsNotANothingToReport(t *testing.T) {
	t.Parallel()
	if ExampleHome().Stretches()[0].Quiet() {
		t.Error("the day of an open incident is called quiet")
	}
}

// TestALongIncidentStandsOnEachOfItsDays has one that lasted four days and one
// that is still open.
func TestALongIncidentStandsOnEachOfItsDays(t *testing.T) {
	t.Parallel()
	p := exampleHome(nil)
	long := models.Incident{PublicID: "long", Title: "Long", State: models.Resolved, StartedAt: at(16, 0, 6), ResolvedAt: ptr(at(10, 20, 3))}
	p.Past, p.Open = []models.Incident{long}, []models.Incident{{PublicID: "open", Title: "Open", State: models.Investigating, StartedAt: at(9, 0, 2)}}
	p.PastWorks = []models.Maintenance{exampleOver()}
	p.PastWorks[0].ScheduledFor, p.PastWorks[0].CompletedAt = at(23, 0, 8), ptr(at(1, 10, 7))
	var got []string
	for _, s := range p.Stretches() {
		line := s.Last.Format("2")
		if !s.Single() {
			line = s.First.Format("2") + "-" + line
		}
		for _, l := range s.Incidents {
			line += " " + l.Incident.Title + " " + l.Outcome()
			if since := l.Begun(); since != nil {
				line += " since " + When(*since, l.Ref)
			}
		}
		for _, l := range s.Maintenances {
			line += " " + l.Maintenance.Title
		}
		got = append(got, line)
	}
	want := []string{"18-19 Open still open since Tue 17 Nov, 09:00", "17 Open still open since 09:00", "16 Long resolved in 2 days 18 h",
		"14-15 Long went on since Fri 13 Nov, 16:00", "13 Long resolved in 2 days 18 h", "12 Database upgrade"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, not %q", got, want)
	}
}

func TestWhatEndsAtMidnightEndsWithItsDay(t *testing.T) {
	t.Parallel()
	day := at(0, 0, 1)
	if touches(at(0, 0, 0), at(16, 0, 1), at(0, 0, 0)) || !touches(day, at(16, 0, 1), at(0, 0, 0)) || !touches(day, day, day) {
		t.Error("midnight belongs to the wrong day")
	}
}

func TestAFoldedGroupHidesNoTrouble(t *testing.T) {
	t.Parallel()
	for _, s := range models.Statuses {
		g := exampleHome(map[int64]models.Status{accounts: s}).Groups[0]
		if g.Fine() != (s == models.Operational) {
			t.Errorf("a group with %s: fine is %t", s, g.Fine())
		}
	}
}
