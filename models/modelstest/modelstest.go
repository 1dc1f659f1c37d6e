// Package modelstest opens a migrated, empty database for one test: a new SQLite
// file, or a new PostgreSQL database when VITRINE_TEST_POSTGRES holds the URL of
// a superuser. Nothing is imitated but what lies outside the ground floor: the
// queue, the audit trail and the gate record what they are given.
package modelstest

import (
	"os"
	"testing"
	"time"

	"vitrine/models"
)

// postgresEnv names the variable with the URL of a PostgreSQL superuser.
const postgresEnv = "VITRINE_TEST_POSTGRES"

// Fixtures is what a store of the ground floor stands on in a test.
type Fixtures struct {
	DB    *models.DB
	Queue *Queue
	Audit *Audit
	Gate  *Gate
	Clock *Clock // the store's clock: the real one until it is set
}

// Open returns a store on a fresh database that dies with the test.
func Open(t testing.TB) (*models.Store, *Fixtures) {
	t.Helper()
	f := &Fixtures{DB: OpenDB(t), Queue: &Queue{}, Audit: &Audit{}, Gate: &Gate{}, Clock: &Clock{}}
	store := models.NewStore(f.DB, f.Audit, f.Queue, f.Gate)
	store.Now = f.Clock.Now
	return store, f
}

// OpenDB returns a fresh, migrated database that dies with the test.
func OpenDB(t testing.TB) *models.DB {
	t.Helper()
	if url := os.Getenv(postgresEnv); url != "" {
		return openPostgres(t, url)
	}
	return openSQLite(t)
}

// Component adds an operational component to store.
func Component(t testing.TB, store *models.Store, name string) models.Component {
	t.Helper()
	c, err := store.CreateComponent(t.Context(), models.NewComponent{Name: name, Showcase: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Incident opens an incident in store that takes the given components down.
func Incident(t testing.TB, store *models.Store, title string, down ...models.Component) models.Incident {
	t.Helper()
	in := models.NewIncident{Title: title, State: models.Investigating, Body: "We are looking into it.", Notify: true}
	for _, c := range down {
		in.Components = append(in.Components, models.ComponentChoice{ID: c.PublicID, Status: models.MajorOutage})
	}
	i, err := store.OpenIncident(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// At returns a time of the year 2026 in UTC, for tests that set the clock.
func At(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)
}
