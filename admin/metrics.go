package admin

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"

	"vitrine/models"
)

const (
	figuresFor   = 10 * time.Second // the database is counted no oftener
	figuresLimit = 2 * time.Second  // and not longer; a database that hangs counts as away
	knownFor     = 24 * time.Hour   // a token stays known while the database cannot be asked
	mostKnown    = 64               // tokens
)

// scraper answers /metrics. It asks for an API token like the interface does, of
// any role: a rule that trusts the machine itself would open the numbers to
// everybody behind a reverse proxy that runs on it.
type scraper struct {
	*Handler
	all prometheus.Gatherers

	mu    sync.Mutex
	known map[string]time.Time // hashes of tokens, and when the database last vouched for them

	counting sync.Mutex // held while the database is counted
	figures  figures
}

// newScraper returns the scraper of h.
func newScraper(h *Handler) *scraper {
	s := &scraper{Handler: h, known: map[string]time.Time{}}
	own := prometheus.NewRegistry()
	own.MustRegister(s)
	s.all = prometheus.Gatherers{h.Meter.registry, own}
	return s
}

// showMetrics answers with the numbers in the text format of Prometheus.
func (h *Handler) showMetrics(c *fiber.Ctx) error {
	if status, challenge := h.scraper.admit(c.UserContext(), c.Get(fiber.HeaderAuthorization)); status != fiber.StatusOK {
		if challenge != "" {
			c.Set(fiber.HeaderWWWAuthenticate, challenge)
		}
		return c.Status(status).SendString(refusals[status])
	}
	families, err := h.scraper.all.Gather()
	if err != nil { // what could be gathered is told
		h.Log.Error("a number for /metrics is missing", "err", err)
	}
	var body bytes.Buffer
	format := expfmt.NewFormat(expfmt.TypeTextPlain)
	for enc := expfmt.NewEncoder(&body, format); len(families) > 0; families = families[1:] {
		if err := enc.Encode(families[0]); err != nil {
			return err
		}
	}
	c.Set(fiber.HeaderContentType, string(format))
	return c.Send(body.Bytes())
}

// refusals are what a scraper without a good token reads.
var refusals = map[int]string{
	fiber.StatusUnauthorized: "Show an API token in the header Authorization: Bearer TOKEN. A token of the role viewer is enough.\n",
	fiber.StatusServiceUnavailable: "The database does not answer, and this process has not seen this token since it started. " +
		"/healthz and the public listener's /readyz need no token.\n",
}

// admit decides over a token by the database. While it does not answer, a token
// that it vouched for within a day is good: these numbers are wanted most then.
func (s *scraper) admit(ctx context.Context, authorization string) (status int, challenge string) {
	scheme, token, _ := strings.Cut(authorization, " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
		return fiber.StatusUnauthorized, `Bearer realm="Vitrine"`
	}
	ctx, cancel := context.WithTimeout(ctx, figuresLimit)
	defer cancel()
	_, err := s.Staff.Bearer(ctx, token)
	hash := models.HashToken(token)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		if len(s.known) >= mostKnown {
			clear(s.known)
		}
		s.known[hash] = time.Now()
		return fiber.StatusOK, ""
	case models.KindOf(err) == models.Unknown:
		delete(s.known, hash)
		return fiber.StatusUnauthorized, `Bearer realm="Vitrine", error="invalid_token"`
	case time.Since(s.known[hash]) < knownFor:
		return fiber.StatusOK, ""
	}
	return fiber.StatusServiceUnavailable, ""
}

// Describe implements prometheus.Collector: what there is to tell depends on
// whether the database answers.
func (s *scraper) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (s *scraper) Collect(out chan<- prometheus.Metric) {
	for _, m := range s.ofEdition() {
		out <- m
	}
	for _, m := range s.ofDatabase() {
		out <- m
	}
}

// ofEdition is what can be told of the public pages without asking anything.
func (s *scraper) ofEdition() []prometheus.Metric {
	away := 0.0
	if since := s.Press.DataAwaySince(); since != nil {
		away = max(0, time.Since(*since).Seconds())
	}
	list := []prometheus.Metric{
		gauge("vitrine_data_away_seconds", "How long the public pages could not be compared with the database, 0 while they can.", away),
		gauge("vitrine_edition_held_back_files", "Public files that failed their last check and keep an older version.", float64(len(s.Press.HeldBack()))),
	}
	if e := s.Press.Current(); e != nil {
		list = append(list, gauge("vitrine_edition_number", "Number of the newest publication that the public pages hold.", float64(e.Number)),
			gauge("vitrine_edition_age_seconds", "Time since the public pages were last made.", max(0, time.Since(e.At).Seconds())),
			gauge("vitrine_edition_files", "Public files.", float64(e.Len())))
	}
	if s.Mirrors != nil {
		list = append(list, ofMirrors(s.Mirrors(), s.Site.Now())...)
	}
	return list
}

// gauge is one number without labels.
func gauge(name, help string, value float64) prometheus.Metric {
	return prometheus.MustNewConstMetric(prometheus.NewDesc(name, help, nil, nil), prometheus.GaugeValue, value)
}
