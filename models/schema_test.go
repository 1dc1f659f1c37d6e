package models_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// column is what both databases must agree on.
type column struct {
	Name    string
	NotNull bool
}

const sqliteColumns = `SELECT t.name AS "table", c.name, (c."notnull" = 1 OR c.pk > 0) AS not_null
FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid`

const postgresColumns = `SELECT table_name AS "table", column_name AS name, is_nullable = 'NO' AS not_null
FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`

// schema returns the columns of our own tables.
func schema(t *testing.T, db *models.DB) map[string][]column {
	t.Helper()
	query := sqliteColumns
	if db.Postgres() {
		query = postgresColumns
	}
	var rows []struct {
		Table, Name string
		NotNull     bool
	}
	if err := db.Read(t.Context()).Raw(query).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	tables := map[string][]column{}
	for _, r := range rows {
		if strings.HasPrefix(r.Table, "goose_") || strings.HasPrefix(r.Table, "sqlite_") {
			continue
		}
		tables[r.Table] = append(tables[r.Table], column{r.Name, r.NotNull})
	}
	return tables
}

func TestEveryTableIsOnOneSideOfTheWall(t *testing.T) {
	t.Parallel()
	var tables []string
	for table := range schema(t, modelstest.OpenDB(t)) {
		tables = append(tables, table)
	}
	listed := slices.Concat(models.GroundTables, models.InsideTables)
	slices.Sort(tables)
	slices.Sort(listed)
	if !slices.Equal(tables, listed) {
		t.Errorf("tables:\n%v\nlisted in GroundTables and InsideTables:\n%v", tables, listed)
	}
}

func TestBothDatabasesHaveTheSameSchema(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	if !db.Postgres() {
		t.Skip("needs VITRINE_TEST_POSTGRES to compare with")
	}
	lite, err := models.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "other.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer lite.Close()
	if _, err := lite.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	postgres, sqlite := schema(t, db), schema(t, lite)
	for table, columns := range postgres {
		if !slices.Equal(columns, sqlite[table]) {
			t.Errorf("%s:\nPostgreSQL %v\nSQLite     %v", table, columns, sqlite[table])
		}
		delete(sqlite, table)
	}
	for table := range sqlite {
		t.Errorf("%s exists on SQLite only", table)
	}
}

func TestMigrateMakesTheSite(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	first, err := store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if first.Name != "Status" || len(first.PublicID) != 12 || first.Version != 1 {
		t.Errorf("settings = %+v", first)
	}
	if n, err := f.DB.Migrate(t.Context()); err != nil || n != 0 {
		t.Errorf("a second migration applied %d steps, %v", n, err)
	}
	if again, err := store.Settings(t.Context()); err != nil || again.PublicID != first.PublicID {
		t.Errorf("the page's id changed from %s to %s, %v", first.PublicID, again.PublicID, err)
	}
}
