package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/libtnb/sqlite"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Pragmas of every SQLite connection: a commit survives a power cut, a reader
// never waits for the writer, and times are kept as UTC text that sorts.
const pragmas = "_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_timezone=UTC&_time_format=sqlite"

// oldestSQLite is the first release without the WAL-reset corruption
// (https://www.sqlite.org/wal.html, fixed in 3.51.3).
const oldestSQLite = "3.51.3"

// DB is an open database. SQLite has one writing connection and a pool of
// readers, PostgreSQL one pool for everything.
type DB struct {
	write, read *gorm.DB
	pool        *pgxpool.Pool // nil on SQLite
	path        string        // "" on PostgreSQL

	distrusted atomic.Pointer[error] // why nothing may be asked
}

// Option changes how Open opens.
type Option int

// MustExist makes Open refuse to create a SQLite file: a missing file is then a
// database that is away, never an empty one in its place.
const MustExist Option = iota + 1

// Open opens the database that url names: "sqlite:path" or "postgres://…". It
// migrates nothing and does not wait for the database to answer.
func Open(ctx context.Context, url string, options ...Option) (*DB, error) {
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return openPostgres(ctx, url)
	}
	path, ok := strings.CutPrefix(url, "sqlite:")
	if !ok {
		return nil, Fail(Invalid, "The database URL must start with sqlite: or postgres://.")
	}
	return openSQLite(path, slices.Contains(options, MustExist))
}

func config() *gorm.Config {
	return &gorm.Config{Logger: logger.Discard, TranslateError: true, NowFunc: Clock, SkipDefaultTransaction: true, DisableAutomaticPing: true}
}

// Clock returns the present as the product keeps it: UTC, microseconds.
func Clock() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func openPostgres(ctx context.Context, url string) (*DB, error) {
	settings, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, &Error{Kind: Invalid, Message: "The database URL cannot be read. It looks like postgres://user:password@host:5432/database.", Err: err}
	}
	settings.AfterConnect = readUTC
	if !strings.Contains(url, "pool_max_conns") {
		settings.MaxConns = poolSize
	}
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, fmt.Errorf("open postgres: %w", err)
	}
	conn := stdlib.OpenDBFromPool(pool)
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: conn}), config())
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("open postgres: %w", err)
	}
	return &DB{write: db, read: db, pool: pool}, nil
}

// poolSize is how many PostgreSQL connections a process uses at most: the mail
// workers, the job queue and the console together. pool_max_conns in the URL
// overrides it.
const poolSize = 16

// readUTC makes times come back in UTC, as they do from SQLite, and not in the
// zone of the machine.
func readUTC(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID,
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
	return nil
}

// liteReaders is how many connections read a SQLite file.
const liteReaders = 4

func openSQLite(path string, mustExist bool) (*DB, error) {
	if err := checkSQLite(); err != nil {
		return nil, err
	}
	mode := "rwc"
	if mustExist {
		mode = "rw"
	} else if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	dsn := "file:" + inURI.Replace(path) + "?mode=" + mode + "&" + pragmas
	write, err := sqlitePool(dsn, 1)
	if err != nil {
		return nil, err
	}
	read, err := sqlitePool(dsn+"&_pragma=query_only(1)", liteReaders)
	if err != nil {
		return nil, err
	}
	return &DB{write: write, read: read, path: path}, nil
}

// inURI writes a path so that SQLite reads it back from a URI
// (https://www.sqlite.org/uri.html).
var inURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

// sqlitePool opens a pool that asks the file nothing yet: the file may be away.
// GORM's dialect wants an answer at once, so it gets one from a database in
// memory, and the real pool afterwards.
func sqlitePool(dsn string, conns int) (*gorm.DB, error) {
	if err := liteWording(); err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	raw, err := sql.Open(sqlite.DriverName, dsn+"&_texttotime=1&_inttotime=1")
	if err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	raw.SetMaxOpenConns(conns)
	raw.SetMaxIdleConns(conns)
	first, err := sql.Open(sqlite.DriverName, ":memory:")
	if err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	defer first.Close()
	db, err := gorm.Open(sqlite.New(sqlite.Config{Conn: first}), config())
	if err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	db.ConnPool, db.Statement.ConnPool = raw, raw
	return db, nil
}

// checkSQLite refuses a library that can lose committed data.
func checkSQLite() error {
	db, err := sqlitePool("file::memory:?mode=memory", 1)
	if err != nil {
		return err
	}
	if raw, err := db.DB(); err == nil {
		defer raw.Close()
	}
	var version string
	if err := db.Raw("SELECT sqlite_version()").Scan(&version).Error; err != nil {
		return fmt.Errorf("open sqlite: %w", err)
	}
	if olderVersion(version, oldestSQLite) {
		return fmt.Errorf("SQLite %s can corrupt its write-ahead log; build with %s or newer", version, oldestSQLite)
	}
	return nil
}

// olderVersion compares dotted numbers.
func olderVersion(a, b string) bool {
	var x, y [3]int
	fmt.Sscanf(a, "%d.%d.%d", &x[0], &x[1], &x[2])
	fmt.Sscanf(b, "%d.%d.%d", &y[0], &y[1], &y[2])
	for i := range x {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return false
}

// Postgres reports whether the database is PostgreSQL.
func (d *DB) Postgres() bool { return d.pool != nil }

// Pool returns the pgx pool, nil on SQLite.
func (d *DB) Pool() *pgxpool.Pool { return d.pool }

// Readers is how many questions of people may be asked at a time so that deeds,
// the pages and the mail always find a connection.
func (d *DB) Readers() int {
	if d.pool == nil {
		return max(1, liteReaders/2)
	}
	return max(1, int(d.pool.Config().MaxConns)*5/8)
}

// Path returns the SQLite file, "" on PostgreSQL.
func (d *DB) Path() string { return d.path }

// Writer returns the connection that writes, for migrations and the job client.
func (d *DB) Writer() (*sql.DB, error) { return d.write.DB() }

// Read returns a handle for queries outside a transaction; on SQLite it refuses
// to write. Within Together it sees what was written there.
func (d *DB) Read(ctx context.Context) *gorm.DB {
	if t := d.joined(ctx); t != nil {
		return t.db.WithContext(ctx)
	}
	db := d.read.WithContext(ctx)
	if err := d.distrust(); err != nil {
		_ = db.AddError(err)
	}
	return db
}

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.distrust(); err != nil {
		return err
	}
	raw, err := d.read.DB()
	if err != nil {
		return err
	}
	return raw.PingContext(ctx)
}

// Close closes every connection.
func (d *DB) Close() error {
	var errs []error
	for _, g := range []*gorm.DB{d.read, d.write} {
		if raw, err := g.DB(); err == nil {
			errs = append(errs, raw.Close())
		}
	}
	if d.pool != nil {
		d.pool.Close()
	}
	return errors.Join(errs...)
}
