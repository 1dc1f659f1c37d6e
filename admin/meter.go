package admin

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/valyala/fasthttp"

	"vitrine/models"
	"vitrine/redact"
)

// Meter counts what this process does, for /metrics. Every label is a word of
// this program: no path, name or text of anybody's ever becomes one. Its methods
// may be called from many goroutines at once.
type Meter struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	refusals  map[redact.Kind]prometheus.Counter
}

// NewMeter returns a Meter of a program of the given version.
func NewMeter(version string) *Meter {
	m := &Meter{registry: prometheus.NewRegistry(), refusals: map[redact.Kind]prometheus.Counter{},
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "vitrine_http_requests_total",
			Help: "Requests answered, by listener, pattern of the route and class of the status."}, []string{"listener", "route", "class"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "vitrine_http_request_duration_seconds",
			Help:    "Time from the whole request to the whole answer, by listener and pattern of the route. An event stream counts until it has begun.",
			Buckets: []float64{.0005, .002, .01, .05, .1, .3, 1, 3, 10}}, []string{"listener", "route"}),
	}
	stopped := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "vitrine_gate_refusals_total",
		Help: "Finds for which the leak gate stopped a text, by kind."}, []string{"kind"})
	for _, kind := range redact.Kinds() {
		m.refusals[kind] = stopped.WithLabelValues(string(kind))
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "vitrine_build_info", Help: "1, with the version of the program.",
		ConstLabels: prometheus.Labels{"version": version}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.durations, stopped, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Watch returns next with its answers counted as those of a listener. route names
// the pattern that a request met, one of a fixed list; it is asked afterwards.
func (m *Meter) Watch(listener string, next fasthttp.RequestHandler, route func(*fasthttp.RequestCtx) string) fasthttp.RequestHandler {
	var known sync.Map // pattern of a route to its *series
	return func(ctx *fasthttp.RequestCtx) {
		next(ctx)
		at := route(ctx)
		one, ok := known.Load(at)
		if !ok {
			one, _ = known.LoadOrStore(at, &series{duration: m.durations.WithLabelValues(listener, at)})
		}
		s := one.(*series)
		s.count(ctx.Response.StatusCode(), func(class string) prometheus.Counter { return m.requests.WithLabelValues(listener, at, class) })
		s.duration.Observe(time.Since(ctx.Time()).Seconds())
	}
}

// series are the figures of one route: looking them up by their labels costs more
// than answering with a page.
type series struct {
	duration prometheus.Observer
	requests [6]atomic.Pointer[prometheus.Counter] // by the hundreds of the status
}

func (s *series) count(status int, of func(class string) prometheus.Counter) {
	at := &s.requests[min(max(status/100, 0), 5)]
	counter := at.Load()
	if counter == nil {
		made := of(class(status))
		counter = &made
		at.Store(counter)
	}
	(*counter).Inc()
}

// class is a status as 2xx, 3xx, 4xx or 5xx.
func class(status int) string {
	switch {
	case status >= 200 && status < 300:
		return "2xx"
	case status >= 300 && status < 400:
		return "3xx"
	case status >= 400 && status < 500:
		return "4xx"
	}
	return "5xx"
}

// Refused counts finds that stopped a text, by their kind alone.
func (m *Meter) Refused(stopped []models.Held) {
	for _, h := range stopped {
		if c := m.refusals[h.Kind]; c != nil {
			c.Inc()
		}
	}
}

// Streams has the event streams counted that are open now.
func (m *Meter) Streams(open func() int) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "vitrine_event_streams", Help: "Event streams open on the public listener."},
		func() float64 { return float64(open()) }))
}

// routeName is where a request carries the pattern of its route.
type routeName struct{}

// noRoute is the route of a request that met none.
const noRoute = "none"

// noteRoute leaves the pattern of the route for Route, whatever became of the
// request. Fiber names the last route that was tried, which for an unknown
// address is the middleware of all.
func noteRoute(c *fiber.Ctx) error {
	err := c.Next()
	pattern := c.Route().Path
	if pattern == "/" && c.Path() != "/" {
		pattern = noRoute
	}
	c.Context().SetUserValue(routeName{}, pattern)
	return err
}

// Route is the pattern of the console's or the interface's route that a request
// met, for Meter.Watch.
func Route(ctx *fasthttp.RequestCtx) string {
	if pattern, ok := ctx.UserValue(routeName{}).(string); ok {
		return pattern
	}
	return noRoute
}
