package models_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
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

// TestATransactionInAnothersWayRunsAgain makes two transactions wait for each
// other, so that PostgreSQL breaks one of them off.
func TestATransactionInAnothersWayRunsAgain(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	if !db.Postgres() {
		t.Skip("SQLite has one writer: nothing can stand in its way")
	}
	store := models.NewStore(db, &modelstest.Audit{}, &modelstest.Queue{}, &modelstest.Gate{})
	one, two := modelstest.Component(t, store, "One"), modelstest.Component(t, store, "Two")
	var met, done sync.WaitGroup
	met.Add(2)
	var tries atomic.Int64
	both := func(first, second models.Component) error {
		meet := sync.OnceFunc(func() { met.Done(); met.Wait() })
		return db.Tx(t.Context(), func(tx *models.Tx) error {
			tries.Add(1)
			const rename = "UPDATE components SET description = description || 'x' WHERE id = ?"
			if err := tx.DB().Exec(rename, first.ID).Error; err != nil {
				return err
			}
			meet()
			return models.Fault(tx.DB().Exec(rename, second.ID).Error, "component")
		})
	}
	for _, order := range [][2]models.Component{{one, two}, {two, one}} {
		done.Go(func() {
			if err := both(order[0], order[1]); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if got, err := store.Component(t.Context(), one.PublicID); err != nil || got.Description != "xx" || tries.Load() < 3 {
		t.Errorf("after %d tries the description is %q, %v; want 3 or more and xx", tries.Load(), got.Description, err)
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
