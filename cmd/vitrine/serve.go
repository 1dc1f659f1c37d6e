package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/admin"
	"vitrine/admin/api"
	"vitrine/models"
	"vitrine/public"
	"vitrine/public/edition"
	"vitrine/public/mirror"
)

type serveCommand struct {
	PublicOnly bool `help:"Only the public site."`
	AdminOnly  bool `help:"Only the admin console."`
	WorkerOnly bool `help:"Only the workers that send mail."`
	NoMigrate  bool `help:"Do not apply missing schema steps; refuse to start while one is missing."`
}

// Run serves until it is asked to stop.
func (c *serveCommand) Run(s *session) error {
	if err := s.config.check(); err != nil {
		return err
	}
	if s.config.Follow != "" {
		return c.follow(s)
	}
	h, err := build(s.ctx, s.config, s.logger())
	if err != nil {
		return err
	}
	defer h.close()
	sv := &serving{session: s, house: h, serveCommand: *c}
	return sv.run()
}

// stopWithin is how long everything together may take to stop.
const stopWithin = 25 * time.Second

// serving is one running server.
type serving struct {
	*session
	serveCommand
	house   *house
	apps    []*fiber.App
	failed  chan error
	workers sync.WaitGroup
	copies  *mirror.Mirrors // nil: there are none

	followers func() []edition.Follower // nil: none is seen here
	welcome   func()                    // said once everything is up; nil for nothing
}

// parts tells which of the three parts run here.
func (v *serving) parts() (publicSide, adminSide, worker bool) {
	if !v.PublicOnly && !v.AdminOnly && !v.WorkerOnly {
		return true, true, true
	}
	return v.PublicOnly, v.AdminOnly, v.WorkerOnly
}

// renders reports whether this process keeps an edition. One that only sends mail
// has nobody to show it to.
func (v *serving) renders() bool {
	publicSide, adminSide, _ := v.parts()
	return publicSide || adminSide
}

// run opens the public side first, from disk, so that it answers whatever the
// database does; then everything else.
func (v *serving) run() error {
	ctx, cancel := context.WithCancel(v.ctx)
	defer cancel()
	v.failed = make(chan error, 4)
	publicSide, adminSide, _ := v.parts()
	if !v.renders() {
		alive, err := markAlive(v.config.DataDir)
		if err != nil {
			return fmt.Errorf("say that the workers are alive: %w", err)
		}
		defer alive.Close()
	} else if err := v.house.press.Load(); err != nil && !errors.Is(err, edition.ErrNoEdition) {
		return err
	}
	if publicSide {
		if err := v.openPublic(ctx); err != nil {
			return err
		}
	}
	awake, err := v.wake(ctx)
	if err != nil {
		return v.shutdown(cancel, err)
	}
	if v.renders() {
		v.workers.Go(func() { v.house.press.Run(ctx) })
	}
	if adminSide {
		if err := v.openMirrors(ctx); err != nil {
			return v.shutdown(cancel, err)
		}
		if err := v.openAdmin(); err != nil {
			return v.shutdown(cancel, err)
		}
	}
	if awake {
		v.greet(ctx)
	} else {
		v.workers.Go(func() { v.keepTrying(ctx) })
	}
	select {
	case <-v.ctx.Done():
		return v.shutdown(cancel, nil)
	case err := <-v.failed:
		return v.shutdown(cancel, err)
	}
}

func (v *serving) openPublic(ctx context.Context) error {
	proxies, err := v.config.proxies()
	if err != nil {
		return err
	}
	handler := public.New(v.house.press, v.house.door, public.Config{
		FollowKey: v.config.FollowKey,
		Private:   v.config.private(v.house.key),
		PublicURL: v.config.PublicURL, Dir: filepath.Join(v.config.DataDir, "leaving"), TrustedProxies: proxies, Log: v.house.log, Reachable: v.house.reachable, Hub: v.config.WebSubHub,
	})
	v.workers.Go(func() { handler.Run(ctx) })
	v.house.meter.Streams(handler.Streams)
	v.followers = handler.Followers
	app := public.NewApp(handler)
	app.Server().Handler = v.house.meter.Watch("public", app.Server().Handler, public.Route)
	return v.listen(app, v.config.PublicAddr)
}

func (v *serving) openAdmin() error {
	proxies, err := v.config.proxies()
	if err != nil {
		return err
	}
	readers := make(chan struct{}, v.house.db.Readers())
	handler := admin.New(admin.Doors{
		Mirrors: v.mirrors(), Followers: v.followers,
		Readers: readers,
		Site:    v.house.site, Staff: v.house.staff, Desk: v.house.desk, Review: v.house.review, Gate: v.house.gate,
		Audience: v.house.audience, Press: v.house.press, Mail: v.house.notifier, Key: v.house.key, TrustedProxies: proxies,
		PublicURL: v.config.PublicURL, AdminURL: v.config.AdminURL, Version: version, Log: v.house.log, Meter: v.house.meter, Jobs: v.house.jobs,
	})
	hooks, err := api.ParseBounceHooks(v.config.BounceHooks)
	if err != nil {
		return err
	}
	machines := api.New(api.Doors{
		Bounces: hooks, Readers: readers, Mirrors: v.mirrors(), Followers: v.followers,
		Site: v.house.site, Staff: v.house.staff, Desk: v.house.desk, Review: v.house.review, Gate: v.house.gate,
		Audience: v.house.audience, Press: v.house.press, PublicURL: v.config.PublicURL, AdminURL: v.config.AdminURL,
		Version: version, Log: v.house.log, Address: handler.Address,
	})
	settings := handler.Config()
	settings.ErrorHandler = machines.ErrorHandler(settings.ErrorHandler)
	app := fiber.New(settings)
	handler.Routes(app)
	app.Head("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") }) // as GET answers; Fiber leaves the body out
	machines.Routes(app)
	app.Server().Handler = v.house.meter.Watch("admin", app.Server().Handler, admin.Route)
	return v.listen(app, v.config.AdminAddr)
}

// listen serves app on addr until it is shut down.
func (v *serving) listen(app *fiber.App, addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%w. Is another Vitrine running? Choose another port with VITRINE_PUBLIC_ADDR and VITRINE_ADMIN_ADDR", err)
	}
	v.apps = append(v.apps, app)
	go func() {
		if err := app.Listener(polite{l}); err != nil {
			v.failed <- err
		}
	}()
	return nil
}

// wake brings up what needs the database. It reports false when the database
// does not answer and the last edition can be served meanwhile; an error is for
// the operator to mend.
func (v *serving) wake(ctx context.Context) (bool, error) {
	var err error
	if v.house.notifier, err = v.house.sender(v.renders()); err != nil {
		return false, err
	}
	err = v.attempt(ctx)
	if err == nil {
		return true, nil
	}
	if !passing(err) || v.house.press.Current() == nil && !v.config.patient() {
		return false, err
	}
	v.house.log.Error("the database does not answer; serving the last edition", "err", err)
	return false, nil
}

// patient reports whether to wait for the database even without an edition: a
// PostgreSQL server may start after us.
func (c *Config) patient() bool { return isPostgres(c.DatabaseURL) }

// attempt does once what needs the database.
func (v *serving) attempt(ctx context.Context) error {
	first, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	if err := v.intact(first); err != nil {
		return err
	}
	if err := v.schema(first); err != nil {
		return err
	}
	if v.renders() {
		if _, err := v.house.press.CatchUp(first); err != nil {
			return fmt.Errorf("render the public site: %w", err)
		}
	}
	_, adminSide, worker := v.parts()
	if adminSide {
		v.workers.Go(func() { v.note(ctx) })
	}
	if worker {
		return v.house.notifier.Start(ctx)
	}
	if adminSide {
		v.workers.Go(func() { v.house.notifier.Watch(ctx) })
	}
	return nil
}

// note works out, beside everything else, what charts and searches read of
// reviews that an older program wrote.
func (v *serving) note(ctx context.Context) {
	if err := v.house.review.Note(ctx); err != nil && ctx.Err() == nil {
		v.house.log.Error("older reviews cannot be searched yet; the next start tries again", "err", err)
	}
}

// schema applies missing steps, or refuses where it may not.
func (v *serving) schema(ctx context.Context) error {
	if v.visiting() {
		return ping(ctx, v.house.publicDB)
	}
	if err := ping(ctx, v.house.db); err != nil {
		return err
	}
	if !v.NoMigrate && !v.PublicOnly {
		return v.house.migrate(ctx)
	}
	_, pending, err := v.house.db.MigrationStatus(ctx)
	if err == nil && pending > 0 {
		return models.Fail(models.Conflict, "%d schema steps are missing. Run vitrine migrate first.", pending)
	}
	return err
}

// visiting reports whether this process knows the database only as visitors do.
// That role may not read which steps were applied: reading the site is its trial.
func (v *serving) visiting() bool {
	c := v.config
	return v.PublicOnly && isPostgres(c.DatabaseURL) && (c.PublicDatabaseURL == "" || c.PublicDatabaseURL == c.DatabaseURL)
}

// ping asks the database for a sign of life.
func ping(ctx context.Context, db *models.DB) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := db.Ping(ctx); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}

// keepTrying waits for the database, a little longer each time.
func (v *serving) keepTrying(ctx context.Context) {
	for pause := time.Second; ; pause = min(2*pause, 10*time.Second) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		err := v.attempt(ctx)
		if err == nil {
			v.house.log.Info("the database answers again")
			v.greet(ctx)
			return
		}
		if !passing(err) {
			v.failed <- err
			return
		}
	}
}

// greet prints the addresses, and the set-up link while nobody has an account.
func (v *serving) greet(ctx context.Context) {
	publicSide, adminSide, _ := v.parts()
	if publicSide {
		v.printf("Public site: %s\n", v.config.PublicURL)
	}
	if adminSide {
		v.printf("Console:     %s\n", v.config.AdminURL)
		token, needed, err := v.house.staff.SetupToken(ctx)
		if err != nil {
			v.house.log.Error("no set-up link could be made", "err", err)
		}
		if needed {
			v.printf("\nNobody has an account yet. Make yours, once, here:\n%s/setup/%s\n\n", v.config.AdminURL, token)
		}
	}
	if v.config.SMTPURL == "" {
		v.printf("No mail server is configured (VITRINE_SMTP_URL): mails wait in the console's outbox.\n")
	}
	if v.welcome != nil {
		v.welcome()
	}
	debug.FreeOSMemory() // starting takes far more than serving
}

// shutdown stops everything in order: no new requests, then the workers, then
// the rest, within stopWithin.
func (v *serving) shutdown(cancel context.CancelFunc, cause error) error {
	deadline := time.Now().Add(stopWithin - 2*time.Second)
	for _, app := range v.apps {
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			v.house.log.Warn("a listener did not close in time", "err", err)
		}
	}
	if v.house.notifier != nil {
		ctx, done := context.WithDeadline(context.Background(), deadline)
		defer done()
		if err := v.house.notifier.Stop(ctx); err != nil {
			v.house.log.Warn("a worker was stopped in the middle; its work goes on at the next start", "err", err)
		}
	}
	cancel()
	ended := make(chan struct{})
	go func() { v.workers.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(time.Until(deadline)):
	}
	return cause
}
