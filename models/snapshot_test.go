package models_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func encoded(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSnapshotIsWhatTheQuestionsAnswer(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	c := modelstest.Component(t, store, "API")
	i := modelstest.Incident(t, store, "Errors", c)
	if _, err := store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Monitoring, Body: "Better."}); err != nil {
		t.Fatal(err)
	}
	m := planned(t, store, models.NewMaintenance{}, c)
	p := publish(t, store, revision("errors", i.ID))
	all, err := store.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	edition, err := store.Edition(ctx)
	if err != nil || all.Edition != edition || len(all.Changes) != 2 || len(all.Components) != 1 {
		t.Errorf("snapshot = %+v, edition %d, %v", all, edition, err)
	}
	incident, err := store.Incident(ctx, i.PublicID)
	if err != nil || len(all.Incidents) != 1 || !reflect.DeepEqual(all.Incidents[0], incident) {
		t.Errorf("incident:\n%+v\n%+v, %v", all.Incidents, incident, err)
	}
	maintenance, err := store.Maintenance(ctx, m.PublicID)
	if err != nil || len(all.Maintenances) != 1 || !reflect.DeepEqual(all.Maintenances[0], maintenance) {
		t.Errorf("maintenance:\n%+v\n%+v, %v", all.Maintenances, maintenance, err)
	}
	if len(all.Postmortems) != 1 || !reflect.DeepEqual(all.Postmortems[0], p) {
		t.Errorf("postmortem:\n%+v\n%+v", all.Postmortems, p)
	}
	byID, err := store.IncidentsByID(ctx, []int64{i.ID, 4711})
	if err != nil || len(byID) != 1 || !reflect.DeepEqual(byID[0], incident) {
		t.Errorf("by id: %+v, %v", byID, err)
	}
}

func TestSnapshotIsOfOneMoment(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	err := store.Consistent(ctx, func(site *models.Site) error {
		before, err := site.Incidents(ctx, models.IncidentQuery{})
		if err != nil {
			return err
		}
		modelstest.Incident(t, store, "Meanwhile") // the writer does not wait for readers
		after, err := site.Incidents(ctx, models.IncidentQuery{})
		if len(before) != len(after) {
			t.Errorf("the picture changed from %d to %d incidents", len(before), len(after))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if after, err := store.Incidents(ctx, models.IncidentQuery{}); err != nil || len(after) != 1 {
		t.Errorf("afterwards %d incidents, %v", len(after), err)
	}
}

func TestASiteCannotWrite(t *testing.T) {
	t.Parallel()
	_, f := modelstest.Open(t)
	if f.DB.Postgres() {
		t.Skip("PostgreSQL keeps this by the rights of the public role")
	}
	err := f.DB.Read(t.Context()).Exec("UPDATE site_settings SET name = 'x'").Error
	if err == nil {
		t.Error("a reading handle wrote")
	}
}

func BenchmarkSnapshot(b *testing.B) {
	store, f := modelstest.Open(b)
	c := modelstest.Component(b, store, "API")
	raw, err := f.DB.Writer()
	if err != nil {
		b.Fatal(err)
	}
	tx, err := raw.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for n := 1; n <= 10_000; n++ {
		at := time.Date(2016, 1, 1, n, 0, 0, 0, time.UTC).Format("2006-01-02 15:04:05+00:00")
		for _, s := range append([]string{fmt.Sprintf("INSERT INTO incidents (id, public_id, title, state, impact, started_at, created_at, updated_at) VALUES (%d, 'i%d', 'Errors', 'resolved', 'major', '%s', '%s', '%s')", n, n, at, at, at)},
			fourUpdates(n, at, c.ID)...) {
			if _, err := tx.Exec(s); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all, err := store.Snapshot(b.Context())
		if err != nil || len(all.Incidents) != 10_000 || len(all.Incidents[0].Updates) != 4 {
			b.Fatal(len(all.Incidents), err)
		}
	}
}

func fourUpdates(n int, at string, componentID int64) (statements []string) {
	for k := range 4 {
		id := 4*n + k
		statements = append(statements,
			fmt.Sprintf("INSERT INTO updates (id, public_id, incident_id, state, body, display_at, created_at, updated_at) VALUES (%d, 'u%d', %d, 'resolved', 'We found the cause and are watching.', '%s', '%s', '%s')", id, id, n, at, at, at),
			fmt.Sprintf("INSERT INTO update_components VALUES (%d, %d, 'operational', 'major_outage')", id, componentID))
	}
	return statements
}
