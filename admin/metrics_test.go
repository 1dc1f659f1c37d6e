package admin

import (
	"context"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/valyala/fasthttp"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
	"vitrine/redact"
)

// scrape asks /metrics with headers given in pairs.
func (h *house) scrape(headers ...string) (int, http.Header, string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+"/metrics", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := h.visitor().client.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(body)
}

// token makes an API token and returns it as a header's value.
func (h *house) token(role staff.Role) (id int64, bearer string) {
	h.t.Helper()
	u, err := h.Staff.AddUser(h.t.Context(), staff.NewUser{Email: string(role) + "@northpole.example", Name: "Jonas Feldt", Password: password, Role: role})
	if err != nil {
		h.t.Fatal(err)
	}
	clear, token, err := h.Staff.CreateToken(h.t.Context(), staff.NewToken{Name: "prometheus", UserID: u.ID, Role: role})
	if err != nil {
		h.t.Fatal(err)
	}
	return token.ID, "Bearer " + clear
}

// families reads an answer as Prometheus does.
func families(t *testing.T, body string) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	list, err := parser.TextToMetricFamilies(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%v in\n%s", err, body)
	}
	return list
}

// value is the number of the series with these label values, in the order of
// label names; -1 when there is none.
func value(list map[string]*dto.MetricFamily, name string, labels ...string) float64 {
	for _, m := range list[name].GetMetric() {
		var has []string
		for _, l := range m.GetLabel() {
			has = append(has, l.GetValue())
		}
		if slices.Equal(has, labels) {
			return m.GetGauge().GetValue() + m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return -1
}

// watched is a console whose answers are counted, as the program wires it.
func watched(t *testing.T, db *models.DB) *house {
	t.Helper()
	h := over(t, db)
	h.app.Server().Handler = h.Meter.Watch("admin", h.app.Server().Handler, Route)
	return h
}

func TestMetricsTellWhatTheProgramDoes(t *testing.T) {
	t.Parallel()
	h := watched(t, modelstest.OpenDB(t))
	h.Jobs = func(context.Context) ([]JobCount, error) { return []JobCount{{"fan_out", "running", 3}}, nil }
	h.Meter.Streams(func() int { return 7 })
	h.Gate.Stopped = h.Meter.Refused
	_, bearer := h.token(staff.Viewer)
	b := h.as(staff.Responder)
	h.follow("sam@customer.example")
	_, err := h.Site.OpenIncident(t.Context(), models.NewIncident{Title: "Reports are late", State: models.Investigating, Body: "We look into it.", Notify: true})
	if err != nil {
		t.Fatal(err)
	}
	h.deliver("accepted")
	h.Press.CatchUp(t.Context())
	b.get("/incidents/nobody0knows")
	b.get("/nobody/knows/dana")
	b.get("/incidents/new")
	b.submit("/incidents", "quiet", map[string]string{"title": "Sign-in fails", "body": "We asked ops@corp.northpole.example and 10.20.30.40."})
	status, header, body := h.scrape("Authorization", bearer)
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/plain; version=0.0.4") {
		t.Fatalf("answered %d %s\n%s", status, header.Get("Content-Type"), body)
	}
	list := families(t, body)
	for _, want := range []struct {
		n      float64
		name   string
		labels []string
	}{
		{1, "vitrine_database_up", nil}, {0, "vitrine_data_away_seconds", nil}, {0, "vitrine_edition_held_back_files", nil}, {1, "vitrine_sessions", nil},
		{float64(h.Press.Current().Number), "vitrine_edition_number", nil}, {float64(h.Press.Current().Len()), "vitrine_edition_files", nil},
		{7, "vitrine_event_streams", nil}, {3, "vitrine_jobs", []string{"fan_out", "running"}}, {1, "vitrine_subscribers", []string{"active"}},
		{1, "vitrine_deliveries", []string{"accepted"}}, {0, "vitrine_deliveries", []string{"failed"}}, {0, "vitrine_signup_mails_waiting", nil},
		{1, "vitrine_gate_refusals_total", []string{"email_address"}}, {1, "vitrine_gate_refusals_total", []string{"ip_address"}}, {0, "vitrine_gate_refusals_total", []string{"person"}},
		{1, "vitrine_http_requests_total", []string{"4xx", "admin", "/incidents/:id"}}, {1, "vitrine_http_requests_total", []string{"4xx", "admin", "none"}},
		{1, "vitrine_http_requests_total", []string{"2xx", "admin", "/incidents/new"}}, {1, "vitrine_http_request_duration_seconds", []string{"admin", "/incidents/new"}},
		{1, "vitrine_build_info", []string{"test"}},
	} {
		if got := value(list, want.name, want.labels...); got != want.n {
			t.Errorf("%s%q = %v, want %v", want.name, want.labels, got, want.n)
		}
	}
	for _, name := range []string{"go_goroutines", "process_resident_memory_bytes", "vitrine_edition_age_seconds"} {
		if value(list, name) < 0 {
			t.Errorf("%s is missing", name)
		}
	}
	for _, leak := range []string{"sam@", "dana", "ops@", "10.20", "nobody0knows", "Sign-in"} {
		if strings.Contains(body, leak) {
			t.Errorf("%q stands in the answer", leak)
		}
	}
}

func TestMetricsAreForTokensAlone(t *testing.T) {
	t.Parallel()
	h := build(t)
	id, bearer := h.token(staff.Viewer)
	b := h.as(staff.Admin)
	for name, headers := range map[string][]string{
		"nothing":                     nil,
		"a forwarding header":         {"X-Forwarded-For", "127.0.0.1"},
		"another scheme":              {"Authorization", "Basic " + strings.TrimPrefix(bearer, "Bearer ")},
		"no token":                    {"Authorization", "Bearer "},
		"a token that does not exist": {"Authorization", bearer + "x"},
	} {
		status, header, body := h.scrape(headers...)
		if status != http.StatusUnauthorized || strings.Contains(body, "go_goroutines") || !strings.HasPrefix(header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("with %s it answered %d %s", name, status, body)
		}
	}
	if got := b.get("/metrics"); got.status != http.StatusUnauthorized {
		t.Errorf("a session opened it: %d", got.status)
	}
	if status, _, _ := h.scrape("Authorization", bearer); status != http.StatusOK {
		t.Errorf("a viewer's token answered %d", status)
	}
	if err := h.Staff.RevokeToken(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := h.scrape("Authorization", bearer); status != http.StatusUnauthorized {
		t.Errorf("a revoked token answered %d", status)
	}
}

func TestMetricsAnswerWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	h := over(t, db)
	_, bearer := h.token(staff.Viewer)
	_, other := h.token(staff.Responder)
	if status, _, _ := h.scrape("Authorization", bearer); status != http.StatusOK {
		t.Fatalf("answered %d", status)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	h.scraper.figures.at = h.scraper.figures.at.Add(-2 * figuresFor)
	_, err := h.Press.CatchUp(t.Context())
	if err == nil {
		t.Fatal("the database is not away")
	}
	status, _, body := h.scrape("Authorization", bearer)
	list := families(t, body)
	if status != http.StatusOK || value(list, "vitrine_database_up") != 0 || value(list, "vitrine_edition_files") < 10 || value(list, "vitrine_data_away_seconds") <= 0 {
		t.Errorf("answered %d\n%s", status, body)
	}
	for _, name := range []string{"vitrine_sessions", "vitrine_deliveries", "vitrine_subscribers"} {
		if list[name] != nil {
			t.Errorf("%s is told though nobody could count it", name)
		}
	}
	if status, _, body := h.scrape("Authorization", other); status != http.StatusServiceUnavailable || strings.Contains(body, "go_goroutines") {
		t.Errorf("a token that was never seen answered %d", status)
	}
}

func TestManyScrapesCountTheDatabaseOnce(t *testing.T) {
	t.Parallel()
	h := build(t)
	counted := 0
	h.Jobs = func(context.Context) ([]JobCount, error) { counted++; return nil, nil }
	_, bearer := h.token(staff.Viewer)
	for range 5 {
		h.scrape("Authorization", bearer)
	}
	if counted != 1 {
		t.Errorf("five scrapes counted %d times", counted)
	}
}

// TestLabelsAreWordsOfThisProgram feeds every label with what it might be given
// by a visitor or a stranger's database.
func TestLabelsAreWordsOfThisProgram(t *testing.T) {
	t.Parallel()
	m := NewMeter("test")
	m.Refused([]models.Held{{Finding: redact.Finding{Kind: "Dana Whitfield", Text: "web-prod-3"}}, {Finding: redact.Finding{Kind: redact.PersonName, Text: "Dana"}}})
	answer := m.Watch("admin", func(ctx *fasthttp.RequestCtx) { ctx.SetStatusCode(len(ctx.Path())) }, Route)
	for n := range 2000 {
		var ctx fasthttp.RequestCtx
		ctx.Request.SetRequestURI("/" + strings.Repeat("x", n))
		answer(&ctx)
	}
	var jobs []JobCount
	for n := range 100 {
		jobs = append(jobs, JobCount{Kind: "kind" + strings.Repeat("x", n), State: "state of " + strings.Repeat("x", n), Jobs: 1})
	}
	own := prometheus.NewRegistry()
	own.MustRegister(listed(ofJobs(jobs)))
	all, err := prometheus.Gatherers{m.registry, own}.Gather()
	if err != nil {
		t.Fatal(err)
	}
	series, values := map[string]int{}, map[string]bool{}
	for _, f := range all {
		series[f.GetName()] = len(f.GetMetric())
		for _, metric := range f.GetMetric() {
			for _, l := range metric.GetLabel() {
				values[l.GetValue()] = true
			}
		}
	}
	if series["vitrine_http_requests_total"] > 4 || series["vitrine_jobs"] > mostKinds+1 || series["vitrine_gate_refusals_total"] != len(redact.Kinds()) {
		t.Errorf("series: %v", series)
	}
	for v := range maps.Keys(values) {
		if strings.Contains(v, "Dana") || strings.Contains(v, " of ") || len(v) > 40 {
			t.Errorf("%q is a label", v)
		}
	}
}

// listed is a collector of what was collected before.
type listed []prometheus.Metric

func (listed) Describe(chan<- *prometheus.Desc) {}

func (l listed) Collect(out chan<- prometheus.Metric) {
	for _, m := range l {
		out <- m
	}
}
