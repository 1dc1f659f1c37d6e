package models_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestATransactionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	stop := errors.New("stop")
	err := f.DB.Tx(ctx, func(tx *models.Tx) error {
		bound := store.In(tx)
		i, err := bound.OpenIncident(ctx, models.NewIncident{Title: "Errors", State: models.Investigating, Body: "Looking."})
		if err != nil {
			return err
		}
		if _, err := bound.Incident(ctx, i.PublicID); err != nil {
			t.Errorf("the transaction does not see its own incident: %v", err)
		}
		const rename = "UPDATE site_settings SET name = 'Inside'"
		err = tx.SQL(func(lite *sql.Tx) error { _, err := lite.ExecContext(ctx, rename); return err },
			func(pg pgx.Tx) error { _, err := pg.Exec(ctx, rename); return err })
		if err != nil {
			return err
		}
		if set, err := bound.Settings(ctx); err != nil || set.Name != "Inside" {
			t.Errorf("the two sides of the transaction differ: %+v, %v", set, err)
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	is, err := store.Incidents(ctx, models.IncidentQuery{})
	if err != nil || len(is) != 0 {
		t.Errorf("left behind %v, %v", is, err)
	}
	if set, err := store.Settings(ctx); err != nil || set.Name != "Status" || set.Edition != 0 {
		t.Errorf("left behind %+v, %v", set, err)
	}
}

func TestMigrationStatus(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	ctx := t.Context()
	steps, pending, err := db.MigrationStatus(ctx)
	if err != nil || pending != 0 || len(steps) == 0 || !steps[0].Applied {
		t.Errorf("steps = %+v, %d pending, %v", steps, pending, err)
	}
	raw, err := db.Writer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Migrate(ctx); kind(err) != models.Conflict {
		t.Errorf("a schema from the future: %v, want conflict", err)
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, url := range []string{"", "mysql://x", "data.db", "postgres://:bad port:/"} {
		if _, err := models.Open(ctx, url); kind(err) != models.Invalid {
			t.Errorf("%q: %v, want invalid", url, err)
		}
	}
	path := filepath.Join(t.TempDir(), "new dir", "what? 100% #1.db")
	db, err := models.Open(ctx, "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := db.Ping(ctx); err != nil || db.Path() != path || db.Postgres() || db.Pool() != nil {
		t.Errorf("path %s, %v", db.Path(), err)
	}
	if found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "what? 100%25*")); err != nil || len(found) != 0 {
		t.Errorf("the path was misread: %v, %v", found, err)
	}
	var sync, foreign int
	for pragma, at := range map[string]*int{"PRAGMA synchronous": &sync, "PRAGMA foreign_keys": &foreign} {
		if err := db.Read(ctx).Raw(pragma).Scan(at).Error; err != nil {
			t.Fatal(err)
		}
	}
	if sync != 2 || foreign != 1 {
		t.Errorf("synchronous = %d, foreign_keys = %d", sync, foreign)
	}
}
