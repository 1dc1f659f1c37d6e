package views

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

func TestAPostmortemIsLateWhenItsDayIsOver(t *testing.T) {
	t.Parallel()
	p := IncidentPage{Incident: exampleResolved()}
	for now, late := range map[time.Time]bool{at(16, 0, 0): false, at(23, 59, -1): false, at(0, 0, -2): true} {
		p.Now = now
		if p.Late() != late {
			t.Errorf("at %s late is %t", now, p.Late())
		}
	}
	if p.Postmortem = ptr(examplePostmortem()); p.Late() {
		t.Error("a published postmortem is late")
	}
}

// TestNoPageWithAFormReplacesItself keeps what a person types from the script
// that brings pages up to date.
func TestNoPageWithAFormReplacesItself(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		if page := string(rendered(t, e)); strings.Contains(page, "<form") && strings.Contains(page, "data-live") {
			t.Errorf("%s has a form and is replaced while it is open", e.Name)
		}
	}
}

func TestHowBadAnIncidentIs(t *testing.T) {
	t.Parallel()
	open, over := exampleOutage(), exampleResolved()
	better := exampleOutage()
	better.Updates = append([]models.Update{told("u3", models.Monitoring, at(16, 14, 0), "", turned(signIn, models.MajorOutage, models.Degraded))}, better.Updates...)
	for _, tc := range []struct {
		name string
		i    models.Incident
		want models.Status
	}{
		{"an open one is as bad as its worst component now", open, models.MajorOutage},
		{"a newer word counts, not an older", better, models.Degraded},
		{"a resolved one is as bad as it ever was", over, models.MajorOutage},
		{"without components its impact says it", models.Incident{State: models.Identified, Impact: models.MajorImpact}, models.PartialOutage},
		{"an open one is never good", models.Incident{State: models.Monitoring, Impact: models.NoImpact}, models.UnknownStatus},
		{"a false alarm ends well", models.Incident{State: models.Resolved, Impact: models.NoImpact}, models.Operational},
	} {
		if got := IncidentStatus(tc.i); got != tc.want {
			t.Errorf("%s: %s, not %s", tc.name, got, tc.want)
		}
	}
}

func TestTheCourseOfAComponentHasNoRepetition(t *testing.T) {
	t.Parallel()
	p := IncidentPage{Incident: exampleResolved(), Components: exampleComponents(nil)}
	got := p.Course()
	if len(got) != 2 || got[0].Component.Name != "Sign-in" {
		t.Fatalf("got %+v", got)
	}
	var steps []string
	for _, s := range got[0].Steps {
		steps = append(steps, Clock(s.At)+" "+Word(s.Status))
	}
	if want := "16:04 Major outage, 16:20 Partial outage, 16:26 Operational"; strings.Join(steps, ", ") != want {
		t.Errorf("Sign-in went %v", steps)
	}
}

func TestAPromisedPostmortemIsSaidUntilItIsThere(t *testing.T) {
	t.Parallel()
	p := IncidentPage{Incident: exampleResolved()}
	if !p.Promise() {
		t.Error("the promise is not said")
	}
	published := examplePostmortem()
	if p.Postmortem = &published; p.Promise() {
		t.Error("the promise is still said")
	}
}

func TestAWithdrawnPostmortemIsNotLinked(t *testing.T) {
	t.Parallel()
	p := examplePostmortem()
	list := []models.Postmortem{p}
	if postmortemOf(1, list) == nil || postmortemOf(2, list) != nil {
		t.Error("the wrong incident has a postmortem")
	}
	list[0].WithdrawnAt = ptr(exampleNow)
	if postmortemOf(1, list) != nil {
		t.Error("a withdrawn postmortem is linked")
	}
}

func TestExcerptsEndAtAWord(t *testing.T) {
	t.Parallel()
	got := excerpt(strings.Repeat("some words ", 40))
	if len([]rune(got)) > 200 || !strings.HasSuffix(got, " words…") && !strings.HasSuffix(got, " some…") {
		t.Errorf("got %q", got)
	}
}
