package api_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models/staff"
)

// inDays is a time some days from now.
func inDays(n int) time.Time { return time.Now().UTC().AddDate(0, 0, n).Truncate(time.Second) }

// problem wants a whole problem document.
func (r reply) problem(status int, kind string) reply {
	r.t.Helper()
	r.want(status)
	same(r.t, "the media type", r.header.Get("Content-Type"), "application/problem+json")
	same(r.t, "the type", r.text("type"), "about:blank")
	same(r.t, "the status", r.at("status").(float64), float64(status))
	same(r.t, "the kind", r.text("kind"), kind)
	if r.text("title") == "" || !strings.HasSuffix(r.text("detail"), ".") {
		r.t.Errorf("the problem says too little: %s", r.raw)
	}
	return r
}

func TestBadInputGetsAClearAnswer(t *testing.T) {
	t.Parallel()
	h := open(t)
	token := h.tokens[staff.Responder]
	for name, c := range map[string]struct {
		body, where string
		status      int
	}{
		"a missing title":          {`{"body": "Text."}`, "body", 422},
		"an empty title":           {`{"title": "", "body": "Text."}`, "body.title", 422},
		"a title without end":      {`{"title": "` + strings.Repeat("x", 10_000) + `", "body": "Text."}`, "body.title", 422},
		"a control character":      {`{"title": "a\u0007b", "body": "Text."}`, "body.title", 422},
		"a null character inside":  {`{"title": "T", "body": "Text.", "components": [{"id": "a\u0000", "status": "operational"}]}`, "body.components[0].id", 422},
		"a name that is not there": {`{"title": "T", "body": "Text.", "colour": "red"}`, "body.colour", 422},
		"a date that is none":      {`{"title": "T", "body": "Text.", "started_at": "2026-02-30T10:00:00Z"}`, "body.started_at", 422},
		"a day that is none":       {`{"title": "T", "body": "Text.", "postmortem_expected_by": "2026-02-30"}`, "body.postmortem_expected_by", 422},
		"a time without a zone":    {`{"title": "T", "body": "Text.", "started_at": "2026-02-20T10:00:00"}`, "body.started_at", 422},
		"a state that is none":     {`{"title": "T", "body": "Text.", "state": "exploded"}`, "body.state", 422},
		"a number for a text":      {`{"title": 7, "body": "Text."}`, "body.title", 422},
		"a component that is none": {`{"title": "T", "body": "Text.", "components": [{"id": "nope", "status": "operational"}]}`, "body.components", 422},
		"no JSON":                  {`{"title": `, "body", 400},
		"a list":                   {`[]`, "body", 422},
		"bytes that are no text":   {"{\"title\": \"a\xff\", \"body\": \"Text.\"}", "body", 422},
	} {
		r := h.send(token, "POST", "/api/v1/incidents", c.body)
		if r.status != c.status {
			t.Errorf("%s answers %d: %s", name, r.status, r.raw)
			continue
		}
		r.problem(c.status, "invalid")
		if where := r.text("errors", 0, "location"); where != c.where {
			t.Errorf("%s is found at %s, want %s: %s", name, where, c.where, r.raw)
		}
		if len(r.raw) > 1_000 {
			t.Errorf("%s is echoed: %s", name, r.raw[:200])
		}
	}
	h.send(token, "POST", "/api/v1/incidents", "").problem(400, "invalid")
	same(t, "incidents", len(h.do(staff.Viewer, "GET", "/incidents", nil).list("items")), 0)
}

func TestBodiesThatAreNotTaken(t *testing.T) {
	t.Parallel()
	h := open(t)
	token := h.tokens[staff.Responder]
	h.send(token, "POST", "/api/v1/incidents", `{"title": "`+strings.Repeat("x", 1<<20)+`"}`).problem(413, "too_large")
	h.send(token, "POST", "/api/v1/subscribers/import", strings.Repeat("x", 1<<20+1), "Content-Type", "text/csv").problem(403, "denied")
	h.send(token, "POST", "/api/v1/incidents", "title=T", "Content-Type", "application/x-www-form-urlencoded").problem(415, "invalid")
	h.send(token, "POST", "/api/v1/incidents", "{}", "Content-Encoding", "gzip").problem(415, "invalid")
}

// TestABodyOverTheLimitOfTheServer needs a real connection: the server refuses
// the body before any handler sees it.
func TestABodyOverTheLimitOfTheServer(t *testing.T) {
	t.Parallel()
	h := open(t)
	at, err := net.Listen("tcp", "127.0.0.1:0")
	h.must(err)
	done := make(chan error, 1)
	go func() { done <- h.app.Listener(at) }()
	t.Cleanup(func() {
		h.must(h.app.ShutdownWithTimeout(5 * time.Second))
		h.must(<-done)
	})
	conn, err := net.Dial("tcp", at.Addr().String())
	h.must(err)
	defer conn.Close()
	_, err = io.WriteString(conn, "POST /api/v1/incidents HTTP/1.1\r\nHost: console\r\nContent-Type: application/json\r\nContent-Length: 20971520\r\n\r\n{")
	h.must(err)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	h.must(err)
	defer res.Body.Close()
	same(t, "the status", res.StatusCode, 413)
	same(t, "the media type", res.Header.Get("Content-Type"), "application/problem+json")
	same(t, "what is not ours", h.send("", "GET", "/elsewhere", "").status, fiber.StatusTeapot)
}

func TestPathsThatAreNotThere(t *testing.T) {
	t.Parallel()
	h := open(t)
	token := h.tokens[staff.Admin]
	for _, path := range []string{"/incidents/unknownxxxxx", "/components/unknown", "/component-groups/unknown", "/maintenances/x", "/templates/x",
		"/reviews/x", "/reviews/x/timeline", "/reviews/x/metrics", "/postmortems/x", "/postmortems/x/findings", "/subscribers/x", "/notifications/x"} {
		h.send(token, "GET", "/api/v1"+path, "").problem(404, "not_found")
	}
	h.send("", "GET", "/api/v1/nothing", "").problem(404, "not_found")
	h.send("", "GET", "/api/v1/", "").problem(404, "not_found")
	wrong := h.send(token, "PUT", "/api/v1/incidents", "{}").problem(405, "not_found")
	same(t, "Allow", wrong.header.Get("Allow"), "GET, POST")
	same(t, "Allow", h.send(token, "POST", "/api/v1/incidents/x", "{}").want(405).header.Get("Allow"), "GET, PATCH")
}

func TestAnswersAreNeverKeptByCaches(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, r := range []reply{h.do(staff.Viewer, "GET", "/incidents", nil), h.send("", "GET", "/api/v1/incidents", "")} {
		same(t, "Cache-Control", r.header.Get("Cache-Control"), "no-store")
		same(t, "X-Content-Type-Options", r.header.Get("X-Content-Type-Options"), "nosniff")
		same(t, "cookies", len(r.header.Values("Set-Cookie")), 0)
	}
}

func TestTheGateStopsALiveUpdateUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.incident("Sign-in fails")
	said := body{"state": "identified", "body": "The trouble is on web-prod-3."}
	stopped := h.do(staff.Responder, "POST", "/incidents/"+id+"/updates", said).problem(422, "invalid")
	find := stopped.at("findings", 0).(map[string]any)
	same(t, "the text", find["text"].(string), "web-prod-3")
	same(t, "the field", find["field"].(string), "body")
	same(t, "the kind of find", find["kind"].(string), "hostname")
	same(t, "updates", len(h.do(staff.Viewer, "GET", "/incidents/"+id, nil).list("updates")), 1)
	said["accept"] = []body{{"key": find["key"], "reason": ""}}
	h.do(staff.Responder, "POST", "/incidents/"+id+"/updates", said).want(422)
	said["accept"] = []body{{"key": find["key"], "reason": "It is the public name of a product."}}
	h.do(staff.Responder, "POST", "/incidents/"+id+"/updates", said).want(201)
}

func TestAnUnknownCauseStaysPrivate(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.component("Login")
	raw, err := h.db.Writer()
	h.must(err)
	_, err = raw.Exec("ALTER TABLE component_groups RENAME TO elsewhere")
	h.must(err)
	r := h.do(staff.Viewer, "GET", "/components/"+id, nil).problem(500, "internal")
	same(t, "the detail", r.text("detail"), "Something went wrong on our side. Nothing was changed; please try again.")
	if strings.Contains(r.raw, "component_groups") || !strings.Contains(h.log.String(), "component_groups") {
		t.Errorf("the cause is told to the wrong one: %s, log %s", r.raw, h.log)
	}
}

func TestAPanicIsAnAnswerToo(t *testing.T) {
	t.Parallel()
	h := open(t)
	broken := h.doors
	broken.Audience = nil
	h.mount(broken)
	r := h.do(staff.Admin, "POST", "/subscribers", body{"email": "a@example.org"}, "Idempotency-Key", "k-1").problem(500, "internal")
	if strings.Contains(r.raw, "nil pointer") || !strings.Contains(h.log.String(), "panicked") {
		t.Errorf("the panic is told to the wrong one: %s, log %s", r.raw, h.log)
	}
	broken.Audience = h.audience
	h.mount(broken)
	h.do(staff.Admin, "POST", "/subscribers", body{"email": "a@example.org"}, "Idempotency-Key", "k-1").want(201)
}

func TestADeedIsDoneEvenWhenTheEditionLags(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.disk(false)
	id := h.incident("Sign-in fails")
	same(t, "the page in the edition", h.published("/incidents/"+id), false)
	if !strings.Contains(h.log.String(), "the edition lags behind") {
		t.Errorf("the lag is not in the log: %s", h.log)
	}
	h.disk(true)
	h.do(staff.Responder, "PATCH", "/incidents/"+id, body{"title": "Sign-in fails for some"}).want(200)
	same(t, "the page in the edition", h.published("/incidents/"+id), true)
}

func TestWhoAsksIsInTheTrail(t *testing.T) {
	t.Parallel()
	h := open(t)
	doors := h.doors
	doors.Address = func(c *fiber.Ctx) string { return c.Get("X-Test-Address") }
	doors.Press = nil
	h.mount(doors)
	h.do(staff.Responder, "POST", "/templates", body{"name": "Sign-in"}, "X-Test-Address", "192.0.2.7").want(201)
	trail := h.do(staff.Admin, "GET", "/audit?noun=template", nil).want(200)
	same(t, "the origin", trail.text("items", 0, "origin"), "192.0.2.7")
	same(t, "the actor", trail.at("items", 0, "actor_id").(float64), float64(h.users[staff.Responder].ID))
}
