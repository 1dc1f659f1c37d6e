package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vitrine/admin"
	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/models/signup"
	"vitrine/models/staff"
	"vitrine/notify"
	"vitrine/notify/outward"
	crew "vitrine/notify/staff"
	"vitrine/public/edition"
)

// house is every room, built and connected. Building it asks no database.
type house struct {
	config   *Config
	log      *slog.Logger
	key      models.Key
	db       *models.DB // what staff and workers use
	publicDB *models.DB // what visitors use: the same, or the public role's

	site     *models.Store
	reader   *models.Site // what editions are made from
	staff    *staff.Store
	desk     *desk.Store
	gate     *review.Gate
	sentinel *review.Sentinel
	review   *review.Store
	audience *audience.Store
	outward  *outward.Client
	queue    *notify.Queue
	notifier *notify.Notifier
	door     *signup.Door
	press    *edition.Press
	meter    *admin.Meter
}

// build connects the rooms of a checked configuration.
func build(ctx context.Context, c *Config, log *slog.Logger, options ...models.Option) (*house, error) {
	h := &house{config: c, log: log}
	var err error
	if h.key, err = c.key(); err != nil {
		return nil, err
	}
	if err := h.openDatabases(ctx, options); err != nil {
		return nil, err
	}
	h.staff = staff.NewStore(h.db, h.key)
	h.desk = desk.NewStore(h.db, h.staff)
	h.gate = review.NewGate(h.db, c.PublicURL)
	h.gate.Audit, h.desk.Gate = h.staff, h.gate
	h.meter = admin.NewMeter(version)
	h.gate.Stopped = h.meter.Refused
	h.sentinel = review.NewSentinel(h.db)
	h.audience = audience.NewStore(h.db, h.key, h.staff)
	if h.outward, err = c.outward(); err != nil {
		return nil, err
	}
	h.audience.Reachable = h.reachable
	if h.queue, err = notify.NewQueue(h.db, h.audience, c.sendDelay); err != nil {
		return nil, err
	}
	h.site = models.NewStore(h.db, h.staff, h.queue, h.gate)
	h.desk.Site = h.site
	h.review = review.NewStore(h.db, h.site, h.staff, h.gate)
	h.review.Mails, h.review.Alerts = h.mailings, h.alerts
	h.review.Key = h.key
	h.reader = models.NewSite(h.publicDB)
	h.door = signup.NewDoor(h.publicDB, h.key)
	h.press = h.pressOn(h.editionDir())
	return h, nil
}

// pressOn returns a press that keeps its editions in dir, which must be its own.
func (h *house) pressOn(dir string) *edition.Press {
	return edition.New(edition.Config{
		Dir: dir, BaseURL: h.config.PublicURL, Site: h.reader, Version: version + commit(), Log: h.log, Hub: h.config.WebSubHub,
		Watch: h.sentinel.Watch, Also: filled(h.config.AlsoAt),
	})
}

func (h *house) editionDir() string { return filepath.Join(h.config.DataDir, "site") }

// openDatabases opens what the configuration names. Where pages were published
// before, a missing SQLite file is a database that is away: an empty one in its
// place would forget everything.
func (h *house) openDatabases(ctx context.Context, options []models.Option) (err error) {
	if path, lite := strings.CutPrefix(h.config.DatabaseURL, "sqlite:"); lite && !exists(path) && exists(filepath.Join(h.editionDir(), "current")) {
		options = append(options, models.MustExist)
		h.log.Error("the database file is missing, and pages were published before; serving the last pages. Put the file back, or remove "+h.editionDir()+" to begin anew", "file", path)
	}
	if h.db, err = models.Open(ctx, h.config.DatabaseURL, options...); err != nil {
		return err
	}
	h.publicDB = h.db
	if h.config.PublicDatabaseURL != "" {
		h.publicDB, err = models.Open(ctx, h.config.PublicDatabaseURL)
	}
	return err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// migrate brings the schema up to this program: ours, the job queue's, and the
// rights of the public role.
func (h *house) migrate(ctx context.Context) error {
	if _, err := h.db.Migrate(ctx); err != nil {
		return err
	}
	if err := notify.MigrateRiver(ctx, h.db); err != nil {
		return err
	}
	busy, err := models.ForgetSamples(ctx, h.db)
	if err != nil {
		return err
	}
	if len(busy) > 0 {
		h.log.WarnContext(ctx, "statistics still hold samples of words; the next start tries again", "tables", busy)
	}
	if h.config.PublicDatabaseURL != "" {
		return models.GrantPublic(ctx, h.db, h.config.PublicDatabaseURL)
	}
	return nil
}

// sender returns the notifier that this house's configuration asks for. Where the
// site is rendered too, it shows at once what the clock changed.
func (h *house) sender(renders bool) (*notify.Notifier, error) {
	c := notify.Config{
		DB: h.db, Audience: h.audience, Site: h.site, Key: h.key, SMTPURL: h.config.SMTPURL, From: h.config.MailFrom, FromAccount: h.config.MailFromAccount,
		PublicURL: h.config.PublicURL, Log: h.log, Outward: h.outward, Hub: h.config.WebSubHub,
	}
	var err error
	if c.SMS, err = h.config.gateway(); err != nil {
		return nil, err
	}
	if c.Signer, err = h.config.signingKeys()[0].load(); err != nil {
		return nil, err
	}
	if c.AccountSigner, err = h.config.signingKeysAs(h.config.accountSigningDomain())[0].load(); err != nil {
		return nil, err
	}
	c.Workers, c.Rate = h.config.pace(&complaints{}) // checked at the start
	c.BounceDomain, c.Bounces = h.config.BounceDomain, h.config.Bounces
	c.Canary, c.CanaryEvery = h.config.Canary, h.config.canaryEvery()
	c.Crew = &crew.Crew{Review: h.review, Staff: h.staff, Site: h.site, DB: h.db, AdminURL: h.config.AdminURL, Log: h.log}
	if renders {
		c.Advanced = h.follow
	}
	return notify.New(c)
}

// jobs counts the background jobs for /metrics.
func (h *house) jobs(ctx context.Context) ([]admin.JobCount, error) {
	counted, err := h.notifier.Jobs(ctx)
	list := make([]admin.JobCount, len(counted))
	for n, c := range counted {
		list[n] = admin.JobCount(c)
	}
	return list, err
}

// follow renders what the clock changed.
func (h *house) follow() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if _, err := h.press.CatchUp(ctx); err != nil {
		h.log.Error("the clock changed something and it was not rendered yet", "err", err)
	}
}

// closeWithin is how long closing the databases may take: a pool waits for every
// connection to come back, also from a server that does not answer.
const closeWithin = time.Second

// close closes the databases.
func (h *house) close() error {
	ended := make(chan error, 1)
	go func() {
		err := h.db.Close()
		if h.publicDB != h.db {
			err = errors.Join(err, h.publicDB.Close())
		}
		ended <- err
	}()
	select {
	case err := <-ended:
		return err
	case <-time.After(closeWithin):
		return errors.New("a database did not let go in time")
	}
}

// setClock sets the clock of every room that does deeds or shows times.
func (h *house) setClock(now func() time.Time) {
	h.site.Now, h.staff.Now, h.desk.Now, h.review.Now, h.audience.Now = now, now, now, now, now
	h.reader.Now, h.door.Now = now, now
}

// withHouse runs a command in a built, migrated house.
func (s *session) withHouse(do func(*house) error) error {
	if err := s.config.check(); err != nil {
		return err
	}
	h, err := build(s.ctx, s.config, s.logger())
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.migrate(s.ctx); err != nil {
		return err
	}
	return do(h)
}

// deed is the context of a deed done from the command line.
func (s *session) deed() context.Context {
	return models.By(s.ctx, models.Actor{Name: "command line", From: "vitrine"})
}

// held returns what the leak gate stopped.
func held(err error) []models.Held {
	var e *models.Error
	if errors.As(err, &e) {
		return e.Findings
	}
	return nil
}
