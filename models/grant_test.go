package models_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// roleURL returns the address of db for a role of its own.
func roleURL(t *testing.T, db *models.DB, role, password string) string {
	t.Helper()
	c := db.Pool().Config().ConnConfig
	u := url.URL{Scheme: "postgres", User: url.UserPassword(role, password), Host: fmt.Sprintf("%s:%d", c.Host, c.Port), Path: "/" + c.Database}
	return u.String()
}

// role makes the name of a role for this test and drops the role afterwards.
func role(t *testing.T, db *models.DB) string {
	t.Helper()
	name := "vitrine_role_" + models.NewID()
	t.Cleanup(func() {
		raw, err := db.Writer()
		if err == nil {
			_, err = raw.Exec("DROP OWNED BY " + name)
		}
		if err == nil {
			_, err = raw.Exec("DROP ROLE " + name)
		}
		if err != nil {
			t.Error(err)
		}
	})
	return name
}

func TestThePublicRoleStaysBeforeTheWall(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	if !f.DB.Postgres() {
		t.Skip("SQLite has no roles")
	}
	ctx := t.Context()
	modelstest.Incident(t, store, "Errors", modelstest.Component(t, store, "API"))
	address := roleURL(t, f.DB, role(t, f.DB), "it's a \\ secret")
	for range 2 { // again after every migration
		if err := models.GrantPublic(ctx, f.DB, address); err != nil {
			t.Fatal(err)
		}
	}
	public, err := models.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer public.Close()
	if all, err := models.NewSite(public).Snapshot(ctx); err != nil || len(all.Incidents) != 1 {
		t.Errorf("the public side reads %+v, %v", all, err)
	}
	for _, table := range models.InsideTables {
		if err := public.Read(ctx).Exec("SELECT 1 FROM " + table).Error; err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("reading %s: %v, want permission denied", table, err)
		}
	}
	for _, table := range models.GroundTables {
		if err := public.Read(ctx).Exec("DELETE FROM " + table).Error; err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("deleting from %s: %v, want permission denied", table, err)
		}
	}
	var mine, everybodys int64
	const callable = `SELECT COUNT(*) FILTER (WHERE has_function_privilege(oid, 'EXECUTE')), COUNT(*) FILTER (WHERE has_function_privilege('public', oid, 'EXECUTE'))
FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'signup\_%'`
	if err := public.Read(ctx).Raw(callable).Row().Scan(&mine, &everybodys); err != nil || mine == 0 || everybodys != 0 {
		t.Errorf("of sign-up's functions the role may call %d and everybody %d, %v", mine, everybodys, err)
	}
	if err := public.Read(ctx).Exec("CREATE TABLE mine (id int)").Error; err == nil {
		t.Error("the public role made a table")
	}
}

func TestAUserWithoutTheRightGetsTheSQL(t *testing.T) {
	t.Parallel()
	_, f := modelstest.Open(t)
	if !f.DB.Postgres() {
		t.Skip("SQLite has no roles")
	}
	ctx := t.Context()
	name := role(t, f.DB)
	if err := models.GrantPublic(ctx, f.DB, roleURL(t, f.DB, name, "secret")); err != nil {
		t.Fatal(err)
	}
	weak, err := models.Open(ctx, roleURL(t, f.DB, name, "secret"))
	if err != nil {
		t.Fatal(err)
	}
	defer weak.Close()
	err = models.GrantPublic(ctx, weak, roleURL(t, f.DB, "somebody", "other"))
	e, ok := errors.AsType[*models.Error](err)
	if !ok || e.Kind != models.Denied || !strings.Contains(e.Message, `CREATE ROLE "somebody" LOGIN`) || !strings.Contains(e.Message, "GRANT SELECT ON component_changes") || strings.Contains(e.Message, "other") {
		t.Errorf("err = %v", err)
	}
	if err := models.GrantPublic(ctx, weak, roleURL(t, f.DB, name, "secret")); kind(err) != models.Invalid {
		t.Errorf("the same user on both sides: %v, want invalid", err)
	}
	if err := models.GrantPublic(ctx, f.DB, "postgres://localhost/x"); kind(err) != models.Invalid {
		t.Errorf("a URL without a user: %v, want invalid", err)
	}
}

// TestThePublicRoleReadsNoSamplesOfWords: what was taken back is in no statistics that the
// role may look at, whether they were taken before the wall stood or after.
func TestThePublicRoleReadsNoSamplesOfWords(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	if !f.DB.Postgres() {
		t.Skip("SQLite has no roles")
	}
	ctx := t.Context()
	said := func(word string) {
		t.Helper()
		for _, name := range []string{"one", "two", "three"} {
			i, err := store.OpenIncident(ctx, models.NewIncident{Title: word + " " + name, State: models.Investigating, Body: word + " is slow, " + name,
				Translations: german(word+" "+name, word+" ist langsam, "+name)})
			if err != nil {
				t.Fatal(err)
			}
			title := "Something " + name
			if _, err := store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: &title}); err != nil {
				t.Fatal(err)
			}
			modelstest.Component(t, store, word+" "+name)
		}
		raw, err := f.DB.Writer()
		if err == nil {
			_, err = raw.ExecContext(ctx, "ANALYZE")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	said("Kestrel")
	if busy, err := models.ForgetSamples(ctx, f.DB); err != nil || len(busy) > 0 { // before there is a role
		t.Fatalf("busy: %q, %v", busy, err)
	}
	address := roleURL(t, f.DB, role(t, f.DB), "secret")
	if err := models.GrantPublic(ctx, f.DB, address); err != nil {
		t.Fatal(err)
	}
	said("Wombat")
	public, err := models.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer public.Close()
	const samples = `SELECT tablename || '.' || attname FROM pg_stats WHERE most_common_vals::text ~* 'kestrel|wombat' OR histogram_bounds::text ~* 'kestrel|wombat'`
	var list []string
	if err := public.Read(ctx).Raw(samples).Scan(&list).Error; err != nil || len(list) > 0 {
		t.Errorf("samples of words are in %q, %v", list, err)
	}
	var others int64
	if err := public.Read(ctx).Raw("SELECT COUNT(*) FROM pg_stats WHERE tablename = 'updates'").Scan(&others).Error; err != nil || others == 0 {
		t.Errorf("%d columns of updates are planned by, %v; the samples would not show if there were any", others, err)
	}
}

// TestSamplesOfABusyTableAreForgottenLater: nobody waits for them, and the other tables'
// are gone at once.
func TestSamplesOfABusyTableAreForgottenLater(t *testing.T) {
	t.Parallel()
	_, f := modelstest.Open(t)
	if !f.DB.Postgres() {
		t.Skip("SQLite keeps no samples")
	}
	ctx := t.Context()
	const left = `SELECT DISTINCT attrelid::regclass::text FROM pg_attribute WHERE attname IN ('body', 'title') AND atttypid = 'text'::regtype
AND attrelid::regclass::text IN ('updates', 'incidents', 'maintenances') AND COALESCE(attstattarget, -1) <> 0`
	sampled := func() (list []string) {
		t.Helper()
		if err := f.DB.Read(ctx).Raw(left).Scan(&list).Error; err != nil {
			t.Fatal(err)
		}
		return list
	}
	reader, err := f.DB.Pool().Begin(ctx)
	if err == nil {
		_, err = reader.Exec(ctx, "SELECT 1 FROM updates")
	}
	if err != nil {
		t.Fatal(err)
	}
	if busy, err := models.ForgetSamples(ctx, f.DB); err != nil || !slices.Equal(busy, []string{"updates"}) || !slices.Equal(sampled(), busy) {
		t.Errorf("while updates are read: busy %q, sampled %q, %v", busy, sampled(), err)
	}
	if err := reader.Rollback(ctx); err != nil {
		t.Fatal(err)
	}
	if busy, err := models.ForgetSamples(ctx, f.DB); err != nil || len(busy) > 0 || len(sampled()) > 0 {
		t.Errorf("afterwards: busy %q, sampled %q, %v", busy, sampled(), err)
	}
}
