package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/admin/api"
	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/public/edition"
)

const (
	adminURL  = "https://console.example.com"
	publicURL = "https://status.example.com"
)

// house is the interface on a real database, with one user of each role.
type house struct {
	t        *testing.T
	app      *fiber.App
	api      *api.API
	doors    api.Doors
	db       *models.DB
	site     *models.Store
	staff    *staff.Store
	audience *audience.Store
	press    *edition.Press
	log      *journal
	dir      string // of the editions
	tokens   map[staff.Role]string
	users    map[staff.Role]staff.User
}

// told puts the notification of a job into the ledger, as the real queue does.
type told struct{ audience *audience.Store }

func (q told) Enqueue(ctx context.Context, tx *models.Tx, jobs ...models.Job) error {
	for _, j := range jobs {
		if _, err := q.audience.Announce(ctx, tx, j, models.Clock().Add(10*time.Second)); err != nil {
			return err
		}
	}
	return nil
}

// journal is the log, which the press writes from another goroutine too.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// disk takes the folder of the editions away, or brings it back: a file stands in
// its place.
func (h *house) disk(there bool) {
	h.t.Helper()
	if there {
		h.must(os.Remove(h.dir))
		h.must(os.Rename(h.dir+".away", h.dir))
		return
	}
	h.must(os.MkdirAll(h.dir, 0o700))
	h.must(os.Rename(h.dir, h.dir+".away"))
	h.must(os.WriteFile(h.dir, nil, 0o600))
}

func open(t *testing.T) *house {
	t.Helper()
	return furnish(t, modelstest.OpenDB(t))
}

// furnish opens the interface onto a database.
func furnish(t *testing.T, db *models.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, dir: filepath.Join(t.TempDir(), "site"), log: &journal{}, tokens: map[staff.Role]string{}, users: map[staff.Role]staff.User{}}
	key, err := models.LoadKey(t.TempDir())
	h.must(err)
	h.staff = staff.NewStore(h.db, key)
	h.audience = audience.NewStore(h.db, key, h.staff)
	gate := review.NewGate(h.db, "status.example.com")
	h.site = models.NewStore(h.db, h.staff, told{h.audience}, gate)
	log := slog.New(slog.NewTextHandler(h.log, nil))
	h.press = edition.New(edition.Config{Dir: h.dir, BaseURL: publicURL, Site: &h.site.Site, Log: log})
	office := desk.NewStore(h.db, h.staff)
	office.Site = h.site
	h.mount(api.Doors{Site: h.site, Staff: h.staff, Desk: office,
		Review: review.NewStore(h.db, h.site, h.staff, gate), Gate: gate, Audience: h.audience, Press: h.press,
		AdminURL: adminURL, PublicURL: publicURL + "/", Version: "test", Log: log})
	for _, role := range staff.Roles {
		h.users[role], h.tokens[role] = h.user(string(role)+"@example.com", strings.ToUpper(string(role[:1]))+string(role[1:])+" Person", role)
	}
	return h
}

// mount opens the interface onto doors.
func (h *house) mount(doors api.Doors) {
	h.doors = doors
	h.api = api.New(doors)
	h.app = fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true, BodyLimit: 16 << 20,
		ErrorHandler: h.api.ErrorHandler(func(c *fiber.Ctx, _ error) error { return c.SendStatus(fiber.StatusTeapot) })})
	h.api.Routes(h.app)
}

// user adds a user and returns a token of theirs.
func (h *house) user(email, name string, role staff.Role) (staff.User, string) {
	h.t.Helper()
	u, err := h.staff.AddUser(h.t.Context(), staff.NewUser{Email: email, Name: name, Role: role})
	h.must(err)
	clear, _, err := h.staff.CreateToken(h.t.Context(), staff.NewToken{Name: "test", UserID: u.ID, Role: role})
	h.must(err)
	return u, clear
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// reply is an answer, its body decoded where it is JSON.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	raw    string
	json   any
}

// send sends a request as the user of a token; headers are pairs.
func (h *house) send(token, method, path, body string, headers ...string) reply {
	h.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := h.app.Test(req, -1)
	h.must(err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	h.must(err)
	remember(method, path, res.StatusCode)
	r := reply{t: h.t, status: res.StatusCode, header: res.Header, raw: string(raw)}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		h.must(json.Unmarshal(raw, &r.json))
	}
	return r
}

// do sends a value as JSON (nil: no body) as the user of a role.
func (h *house) do(role staff.Role, method, path string, body any, headers ...string) reply {
	h.t.Helper()
	text := ""
	if body != nil {
		b, err := json.Marshal(body)
		h.must(err)
		text = string(b)
	}
	return h.send(h.tokens[role], method, "/api/v1"+path, text, headers...)
}

// want fails the test unless the answer has the status.
func (r reply) want(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("answered %d, want %d: %s", r.status, status, r.raw)
	}
	return r
}

// at walks into the JSON answer by names and numbers.
func (r reply) at(path ...any) any {
	r.t.Helper()
	v := r.json
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				r.t.Fatalf("no %v in %s", path, r.raw)
			}
			v = l[s]
		}
	}
	return v
}

// text is a text in the JSON answer.
func (r reply) text(path ...any) string {
	r.t.Helper()
	s, ok := r.at(path...).(string)
	if !ok {
		r.t.Fatalf("no text at %v in %s", path, r.raw)
	}
	return s
}

// list is a list in the JSON answer.
func (r reply) list(path ...any) []any {
	r.t.Helper()
	l, ok := r.at(path...).([]any)
	if !ok {
		r.t.Fatalf("no list at %v in %s", path, r.raw)
	}
	return l
}

// same fails the test unless two values are equal.
func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// body is shorthand for a JSON object.
type body = map[string]any

// component adds a component and returns its id.
func (h *house) component(name string) string {
	h.t.Helper()
	return h.do(staff.Admin, "POST", "/components", body{"name": name}).want(201).text("id")
}

// incident opens an incident and returns its id.
func (h *house) incident(title string) string {
	h.t.Helper()
	return h.do(staff.Responder, "POST", "/incidents", body{"title": title, "state": "investigating", "body": "We are looking into it."}).want(201).text("id")
}
