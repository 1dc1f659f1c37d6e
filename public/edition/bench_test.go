package edition_test

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/modelstest"
)

// history writes count resolved incidents of the last ten years with four
// updates each, straight into the tables.
func history(b *testing.B, fix *modelstest.Fixtures, components []models.Component, count int) {
	b.Helper()
	now := models.Clock()
	every := 10 * 365 * 24 * time.Hour / time.Duration(count)
	err := fix.DB.Tx(b.Context(), func(tx *models.Tx) error {
		var incidents []models.Incident
		for n := range count {
			at := now.Add(-time.Duration(n+1) * every)
			end := at.Add(time.Hour)
			incidents = append(incidents, models.Incident{PublicID: models.NewID(), Title: fmt.Sprintf("Requests to service %d failed", n), State: models.Resolved,
				Impact: models.MajorImpact, StartedAt: at, ResolvedAt: &end, MonitoringAt: &end, Version: 4, CreatedAt: at, UpdatedAt: end})
		}
		if err := tx.DB().CreateInBatches(&incidents, 500).Error; err != nil {
			return err
		}
		var updates []models.Update
		for _, i := range incidents {
			for n, state := range models.IncidentStates {
				at := i.StartedAt.Add(time.Duration(n) * 20 * time.Minute)
				updates = append(updates, models.Update{PublicID: models.NewID(), IncidentID: &i.ID, State: string(state), Version: 1, DisplayAt: at, CreatedAt: at, UpdatedAt: at,
					Body: "Since the time given above a part of all requests to this service has ended with an error. We know the cause and are working on it; a second try often helps."})
			}
		}
		if err := tx.DB().CreateInBatches(&updates, 500).Error; err != nil {
			return err
		}
		var touched []models.UpdateComponent
		var changes []models.ComponentChange
		for n, u := range updates {
			c := components[int(*u.IncidentID)%len(components)]
			old, now := models.PartialOutage, models.PartialOutage
			if n%4 == 0 {
				old = models.Operational
			}
			if n%4 == 3 {
				now = models.Operational
			}
			touched = append(touched, models.UpdateComponent{UpdateID: u.ID, ComponentID: c.ID, OldStatus: old, NewStatus: now})
			if old != now {
				changes = append(changes, models.ComponentChange{ComponentID: c.ID, Status: now, At: u.DisplayAt, IncidentID: u.IncidentID})
			}
		}
		if err := tx.DB().CreateInBatches(&touched, 500).Error; err != nil {
			return err
		}
		return tx.DB().CreateInBatches(&changes, 500).Error
	})
	if err != nil {
		b.Fatal(err)
	}
}

// processorTime is what the process used of all processors: unlike the time on
// the wall it says the same on a busy machine.
func processorTime(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// letters writes published postmortems, straight into the tables.
func letters(b *testing.B, fix *modelstest.Fixtures, count int64) {
	b.Helper()
	now := models.Clock()
	const text = "A part of all requests ended with an error, because a process that nobody expected took all of the time of the machines that answer them."
	err := fix.DB.Tx(b.Context(), func(tx *models.Tx) error {
		for n := range count {
			at := now.Add(-time.Duration(n) * 80 * time.Hour)
			pm := models.Postmortem{PublicID: models.NewID(), Slug: fmt.Sprintf("postmortem-%d", n+1), Revision: 1, PublishedAt: at, CreatedAt: at, UpdatedAt: at}
			if err := tx.DB().Create(&pm).Error; err != nil {
				return err
			}
			r := models.PostmortemRevision{PostmortemID: pm.ID, Number: 1, Timeline: "[]", Digest: "-", PublishedAt: at, Summary: models.Summary{Title: "Requests failed for an hour",
				Summary: text, Services: "One.", Duration: "An hour.", Severity: "Major.", Impact: text, Cause: text, Resolution: text}}
			for _, row := range []any{&r, &models.PostmortemIncident{PostmortemID: pm.ID, IncidentID: 10*n + 1}} {
				if err := tx.DB().Create(row).Error; err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPublishToVisible posts updates with 10,000 incidents of history, 500
// services and 1,000 postmortems, and measures from the deed's commit to the moment
// a reader gets the new page, in one language and in every one. The promise is a p99
// under 300 ms.
func BenchmarkPublishToVisible(b *testing.B) {
	b.Run("in one language", func(b *testing.B) { publishToVisible(b, nil) })
	b.Run("in every language", func(b *testing.B) {
		var tags []string
		for _, l := range locale.All() {
			tags = append(tags, l.Tag())
		}
		publishToVisible(b, tags)
	})
}

func publishToVisible(b *testing.B, languages []string) {
	store, fix := modelstest.Open(b)
	if _, err := store.EditSettings(b.Context(), models.SettingsEdit{Languages: &languages}); err != nil {
		b.Fatal(err)
	}
	var components []models.Component
	for n := range 500 {
		components = append(components, modelstest.Component(b, store, fmt.Sprintf("Service %d", n)))
	}
	history(b, fix, components[:20], 10_000)
	letters(b, fix, 1_000)
	p, _ := press(b, store)
	began := time.Now()
	catchUp(b, p)
	b.Logf("full rendering of %d files: %v", p.Current().Len(), time.Since(began).Round(time.Millisecond))
	i := modelstest.Incident(b, store, "Cards are refused", components[0])
	catchUp(b, p)
	var took []time.Duration
	spent := processorTime(b)
	for n := 0; b.Loop(); n++ {
		state := models.IncidentStates[n%3]
		if _, err := store.PostUpdate(b.Context(), i.PublicID, models.NewUpdate{State: state, Body: fmt.Sprintf("Word number %d.", n)}); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		catchUp(b, p)
		took = append(took, time.Since(start))
	}
	b.ReportMetric(float64((processorTime(b)-spent).Microseconds())/1000/float64(b.N), "ms-cpu/op")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(p)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-heap")
}
