package models

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// MigrationStep is one step of the schema.
type MigrationStep struct {
	Version int64
	Name    string
	Applied bool
}

// Migrate applies every step that is missing, makes sure that the row of site
// settings exists, and returns how many steps it applied.
// It refuses a schema newer than this program knows.
func (d *DB) Migrate(ctx context.Context) (int, error) {
	p, err := d.goose()
	if err != nil {
		return 0, err
	}
	if err := refuseNewer(ctx, p); err != nil {
		return 0, err
	}
	done, err := p.Up(ctx)
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	return len(done), d.ensureSite(ctx)
}

// SchemaDigest names the schema this program makes on dialect ("sqlite",
// "postgres"): the SHA-256 of its migrations, hex.
func SchemaDigest(dialect string) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(migrations, "migrations/"+dialect, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := migrations.ReadFile(path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

// MigrationStatus lists the steps this program knows. pending counts those not
// yet applied.
func (d *DB) MigrationStatus(ctx context.Context) (steps []MigrationStep, pending int, err error) {
	p, err := d.goose()
	if err != nil {
		return nil, 0, err
	}
	if err := refuseNewer(ctx, p); err != nil {
		return nil, 0, err
	}
	all, err := p.Status(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("migration status: %w", err)
	}
	for _, s := range all {
		applied := s.State == goose.StateApplied
		if !applied {
			pending++
		}
		steps = append(steps, MigrationStep{Version: s.Source.Version, Name: s.Source.Path, Applied: applied})
	}
	return steps, pending, nil
}

func refuseNewer(ctx context.Context, p *goose.Provider) error {
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if current > target {
		return Fail(Conflict, "The database has schema version %d, this program knows up to %d. Start the newer program, or restore a backup made before the upgrade.", current, target)
	}
	return nil
}

func (d *DB) goose() (*goose.Provider, error) {
	dialect, folder := goose.DialectSQLite3, "sqlite"
	var options []goose.ProviderOption
	if d.Postgres() {
		dialect, folder = goose.DialectPostgres, "postgres"
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("migration lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, "migrations/"+folder)
	if err != nil {
		return nil, err
	}
	raw, err := d.write.DB()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, raw, files, options...)
}
