package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

const (
	benchHistory = 10_000 // incidents
	benchEvery   = 10 * 365 * 24 * time.Hour / benchHistory
	benchUpdates = 100
)

// TestBenchPublishToVisible posts updates to a page with ten thousand incidents
// of history and measures from the call to the moment a visitor reads each.
func TestBenchPublishToVisible(t *testing.T) {
	figures(t)
	s := prepare(t)
	st := longHistory(t, s)
	s.start()
	s.await(s.admin+"/healthz", time.Minute)
	id := text(st.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it.",
		"components": []object{{"id": "service-1", "status": "major_outage"}}}), "id")
	var took []time.Duration
	for n := range benchUpdates {
		word := fmt.Sprintf("Word number %d of this trial.", n)
		begin := time.Now()
		st.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": word})
		for !readable(s, "/incidents/"+id, word) || !readable(s, "/", word) {
			if time.Since(begin) > 20*time.Second {
				t.Fatalf("%q did not appear", word)
			}
			time.Sleep(time.Millisecond)
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	fmt.Printf("from publish to visible with %d incidents of history: p50 %s, p99 %s, longest %s over %d updates (goal: p99 under 1 s; %.0f MiB resident)\n", benchHistory,
		took[len(took)/2].Round(time.Millisecond), took[len(took)*99/100-1].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond), len(took), s.memory("VmRSS"))
}

func readable(s *server, path, word string) bool {
	status, _, page := s.get(path)
	return status == 200 && strings.Contains(page, word)
}

// longHistory writes the history straight into the tables of a new database
// and returns somebody who can post.
func longHistory(t testing.TB, s *server) *client {
	t.Helper()
	writer := s.user("jonas@northpole.example", "Jonas Feldt", "admin")
	db, err := models.Open(context.Background(), "sqlite:"+filepath.Join(s.variable("VITRINE_DATA_DIR"), "vitrine.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(context.Background(), fillHistory); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return writer
}

// fillHistory makes twenty services and ten years of resolved incidents with
// three updates each.
func fillHistory(tx *models.Tx) error {
	now := models.Clock()
	var components []models.Component
	for n := range 20 {
		components = append(components, models.Component{PublicID: models.NewID(), Slug: fmt.Sprintf("service-%d", n+1), Name: fmt.Sprintf("Service %d", n+1),
			Position: int64(n), Status: models.Operational, Showcase: true, Version: 1, CreatedAt: now.AddDate(-10, 0, 0), UpdatedAt: now})
	}
	if err := tx.DB().Create(&components).Error; err != nil {
		return err
	}
	incidents := make([]models.Incident, benchHistory)
	for n := range incidents {
		at := now.Add(-time.Duration(n+1) * benchEvery)
		end := at.Add(time.Hour)
		incidents[n] = models.Incident{PublicID: models.NewID(), Title: fmt.Sprintf("Requests to service %d failed", n%20+1), State: models.Resolved,
			Impact: models.MajorImpact, StartedAt: at, ResolvedAt: &end, MonitoringAt: &end, Version: 4, CreatedAt: at, UpdatedAt: end}
	}
	if err := tx.DB().CreateInBatches(&incidents, 500).Error; err != nil {
		return err
	}
	var updates []models.Update
	for _, i := range incidents {
		for n, state := range []models.IncidentState{models.Investigating, models.Identified, models.Resolved} {
			at := i.StartedAt.Add(time.Duration(n) * 30 * time.Minute)
			updates = append(updates, models.Update{PublicID: models.NewID(), IncidentID: &i.ID, State: string(state), Version: 1, DisplayAt: at, CreatedAt: at, UpdatedAt: at,
				Body: "A part of all requests to this service ends with an error. We know the cause and are working on it; a second try often helps."})
		}
	}
	if err := tx.DB().CreateInBatches(&updates, 500).Error; err != nil {
		return err
	}
	return fillChanges(tx, updates, components)
}

// fillChanges says what each update said about a service.
func fillChanges(tx *models.Tx, updates []models.Update, components []models.Component) error {
	var touched []models.UpdateComponent
	var changes []models.ComponentChange
	for n, u := range updates {
		c := components[int(*u.IncidentID)%len(components)]
		steps := []models.Status{models.Operational, models.PartialOutage, models.PartialOutage, models.Operational}
		old, now := steps[n%3], steps[n%3+1]
		touched = append(touched, models.UpdateComponent{UpdateID: u.ID, ComponentID: c.ID, OldStatus: old, NewStatus: now})
		if old != now {
			changes = append(changes, models.ComponentChange{ComponentID: c.ID, Status: now, At: u.DisplayAt, IncidentID: u.IncidentID})
		}
	}
	if err := tx.DB().CreateInBatches(&touched, 500).Error; err != nil {
		return err
	}
	return tx.DB().CreateInBatches(&changes, 500).Error
}
