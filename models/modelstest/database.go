package modelstest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"vitrine/models"
)

// migrated is the bytes of a migrated SQLite file, made once per test binary.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "vitrine")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	if err := migrate(context.Background(), "sqlite:"+path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func openSQLite(t testing.TB) *models.DB {
	t.Helper()
	file, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, "sqlite:"+path)
}

// open opens the database and closes it with the test.
func open(t testing.TB, address string) *models.DB {
	t.Helper()
	db, err := models.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return db
}

// migrate brings the database at address to the newest schema and closes it.
func migrate(ctx context.Context, address string) error {
	db, err := models.Open(ctx, address)
	if err != nil {
		return err
	}
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	return db.Close()
}

// templates remembers the template database of each server.
var templates sync.Map // server URL -> func() (string, error)

func openPostgres(t testing.TB, server string) *models.DB {
	t.Helper()
	once, _ := templates.LoadOrStore(server, sync.OnceValues(func() (string, error) {
		return template(context.Background(), server)
	}))
	from, err := once.(func() (string, error))()
	if err != nil {
		t.Fatal(err)
	}
	name := "vitrine_test_" + models.NewID()
	command(t, server, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, from))
	t.Cleanup(func() { command(t, server, fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name)) })
	return open(t, within(server, name))
}

// template makes sure that the server has a migrated database for the present
// schema, and returns its name. It is named after the schema and stays, so that
// every test binary finds it; an advisory lock lets one of them make it.
func template(ctx context.Context, server string) (string, error) {
	digest, err := models.SchemaDigest("postgres")
	if err != nil {
		return "", err
	}
	name := "vitrine_template_" + digest[:12]
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", fmt.Errorf("connect to the test server: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext($1))", name); err != nil {
		return "", err
	}
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return name, err
	}
	return name, makeTemplate(ctx, conn, server, name)
}

// makeTemplate migrates under a passing name, so that a template is whole or
// not there.
func makeTemplate(ctx context.Context, conn *pgx.Conn, server, name string) error {
	passing := name + "_" + models.NewID()
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+passing); err != nil {
		return err
	}
	if err := migrate(ctx, within(server, passing)); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, fmt.Sprintf("ALTER DATABASE %s RENAME TO %s", passing, name))
	return err
}

// command runs one statement on the server, on a connection of its own.
func command(t testing.TB, server, statement string) {
	t.Helper()
	ctx := context.Background() // the test's own context is over when it cleans up
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

// within returns the server's URL with another database.
func within(server, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + database
	return u.String()
}
