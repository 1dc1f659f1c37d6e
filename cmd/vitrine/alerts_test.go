package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/review"
)

// TestAlertsStandInTheTimelineAndNowhereInPublic hears an alert during an
// incident, looks at its review and reads every published file.
func TestAlertsStandInTheTimelineAndNowhereInPublic(t *testing.T) {
	t.Parallel()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	h, ctx := inHouse(t, "https://status.example"), t.Context()
	login, err := h.site.CreateComponent(ctx, models.NewComponent{Name: "Login page", Showcase: true})
	must(err)
	i, err := h.site.OpenIncident(ctx, models.NewIncident{Title: "The login page fails", State: models.Investigating, Severity: 2, Body: "We look into it.",
		Components: []models.ComponentChoice{{ID: login.PublicID, Status: models.MajorOutage}}})
	must(err)
	begun := h.site.Now().Add(-5 * time.Minute)
	alert := desk.NewAlert{Source: "alertmanager", Fingerprint: "f1", Name: "LoginErrorsHigh", Summary: "edge-7 answers 503", Component: login.PublicID, Status: models.MajorOutage, Firing: true, StartedAt: begun}
	_, _, err = h.desk.TakeAlerts(ctx, []desk.NewAlert{alert})
	must(err)
	alert.Firing, alert.EndedAt = false, begun.Add(4*time.Minute)
	_, _, err = h.desk.TakeAlerts(ctx, []desk.NewAlert{alert})
	must(err)
	r, err := h.review.StartReview(ctx, review.NewReview{IncidentIDs: []string{i.PublicID}})
	must(err)
	r, err = h.review.Review(ctx, r.PublicID)
	must(err)
	var said []string
	for _, e := range r.Timeline {
		if e.Origin == review.OfAlert {
			said = append(said, e.What)
		}
	}
	if got := strings.Join(said, " | "); got != "Alert: LoginErrorsHigh: edge-7 answers 503 | Alert over: LoginErrorsHigh (4 min)" {
		t.Errorf("the timeline tells %q", got)
	}
	_, err = h.press.CatchUp(ctx)
	must(err)
	files := 0
	must(filepath.WalkDir(h.editionDir(), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, word := range []string{"LoginErrorsHigh", "edge-7"} {
			if strings.Contains(string(b), word) {
				t.Errorf("%s says %s", path, word)
			}
		}
		if strings.Contains(string(b), i.Title) {
			files++
		}
		return err
	}))
	if files < 5 {
		t.Errorf("only %d published files tell of the incident", files)
	}
}
