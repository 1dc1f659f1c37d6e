// Package public is the visitors' side: it hands out the current edition and
// opens the door to the mailing list. It sets no cookie, reads no database to
// show what is public, builds no link from what a request says, and changes
// nothing on GET.
package public

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"vitrine/models/signup"
	"vitrine/public/edition"
	"vitrine/views"
)

// Config is what a Handler needs besides the press and the door.
type Config struct {
	PublicURL      string           // absolute links start with it; https adds Strict-Transport-Security
	Dir            string           // holds the requests to leave that wait for the database
	TrustedProxies []netip.Prefix   // whose forwarding headers are believed
	Hub            string           // WebSub hub that feeds name; empty: none
	MaxStreams     int              // event streams at one time; 0 is 20,000
	Now            func() time.Time // nil is the real clock
	// Reachable refuses an address of a chat or a webhook that would never be called,
	// in half a sentence; nil: none is.
	Reachable func(address string) error
	Private   *Private // nil: the site is for everybody
	FollowKey string   // machines that follow this one must know it; empty: where the site is for everybody, any may
	// Onward sends a request, whose address is a path alone, to the machine that this
	// one follows; nil: it follows none.
	Onward func(*http.Request) (*http.Response, error)
	Log    *slog.Logger
}

// Handler answers visitors.
type Handler struct {
	press    *edition.Press
	door     *signup.Door
	cfg      Config
	fixed    []header                       // on every answer
	ready    [kinds]fasthttp.ResponseHeader // of every kind of file
	hub      *hub
	spool    *spool
	styled   atomic.Pointer[styled]
	front    [3]atomic.Pointer[described] // by encoding
	gate     *gatehouse                   // nil: the site is for everybody
	signups  *limiter
	lookups  *limiter      // of tokens
	unproven *limiter      // sign-ups without a script's work
	parts    *limiter      // of editions, for machines without a key
	leaving  chan struct{} // one for each request to leave that is at the database
	failed   fiber.ErrorHandler
	warned   sync.Once // of a proxy that nobody named

	followers followers
}

// New returns a Handler. The door may be nil: then nobody can sign up here.
func New(press *edition.Press, door *signup.Door, cfg Config) *Handler {
	if cfg.MaxStreams == 0 {
		cfg.MaxStreams = 20_000
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	h := &Handler{press: press, door: door, cfg: cfg, hub: newHub(cfg.MaxStreams), leaving: make(chan struct{}, 64),
		signups: newLimiter(signupsPerNet, limitPeriod), lookups: newLimiter(lookupsPerNet, limitPeriod), unproven: newLimiter(plainPerNet, limitPeriod), parts: newLimiter(partsPerNet, limitPeriod)}
	h.fixed = securityHeaders(h.https())
	for kind := range kinds {
		kind.write(&h.ready[kind], h.fixed)
	}
	h.gate = newGatehouse(cfg.Private, cfg.Log)
	h.spool = &spool{path: filepath.Join(cfg.Dir, "leaving.log")}
	h.failed = views.Failed(cfg.Log, func(c *fiber.Ctx) views.Frame { return h.frame(c, "") })
	return h
}

// https reports whether visitors come by HTTPS, as the operator says.
func (h *Handler) https() bool {
	u, err := url.Parse(h.cfg.PublicURL)
	return err == nil && u.Scheme == "https"
}

// Routes is the whole public surface. Everything published is answered by
// serveEdition; what follows is for one visitor or about the process itself.
func (h *Handler) Routes(r fiber.Router) {
	h.followRoutes(r)
	if h.gate != nil {
		r.Use(h.guard, h.admit)
	}
	r.Use(h.guard, h.serveEdition, h.dress)

	r.Get("/healthz", h.showHealth)
	r.Get("/readyz", h.showReadiness)
	r.Get("/events", h.streamEvents)
	r.Get("/history", h.listComponentHistory)

	r.Post("/subscribe", h.carried(h.createSubscription))
	r.Post("/subscribe/channel", h.carried(h.createChannel))
	r.Get("/subscribe/push", h.carried(h.showPushKey))
	r.Post("/subscribe/push", h.carried(h.createDevice))
	r.Get("/subscribe/challenge", h.carried(h.showChallenge))
	r.Get("/subscriptions/:token", h.carried(h.showSubscription))
	r.Post("/subscriptions/:token", h.carried(h.updateSubscription))
	r.Get("/u/:token", h.askToLeave)
	r.Post("/u/:token", h.carried(h.leave))
	r.Options("/api/v2/subscribers.json", openToAll, h.preflightSubscriber)
	r.Post("/api/v2/subscribers.json", openToAll, h.carried(h.createSubscriber))
	r.Delete("/api/v2/subscribers.json", openToAll, h.carried(h.deleteSubscriber))

	r.Use(h.showNothing)
}

// Run tells open streams of changes and brings waiting requests to leave to the
// database, until ctx ends; then it closes the streams.
func (h *Handler) Run(ctx context.Context) {
	go h.runSpool(ctx)
	h.runHub(ctx)
}
