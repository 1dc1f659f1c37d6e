package admin

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/gofiber/fiber/v2"
	"golang.org/x/net/html"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/public/edition"
)

// password is long enough and on no list.
const password = "glass case at the corner"

// house is a console over a fresh database, reached over a real connection.
type house struct {
	*Handler
	t   *testing.T
	url string
	app *fiber.App
}

// ledgerQueue writes the notification that follows a job, as the real queue
// does, and leaves the sending to nobody.
type ledgerQueue struct{ audience *audience.Store }

func (q *ledgerQueue) Enqueue(ctx context.Context, tx *models.Tx, jobs ...models.Job) error {
	for _, j := range jobs {
		if _, err := q.audience.Announce(ctx, tx, j, models.Clock().Add(time.Minute)); err != nil {
			return err
		}
	}
	return nil
}

// noMail is an installation without a mail server.
type noMail struct{}

func (noMail) Health(context.Context) audience.Health { return audience.Health{} }

func (noMail) Render(context.Context, int64) ([]byte, error) { return []byte(sampleLetter), nil }

func (noMail) RenderSignup(context.Context, int64) ([]byte, error) { return []byte(sampleLetter), nil }

const sampleLetter = "Subject: =?utf-8?q?Sign-in_f=C3=A4ils?=\r\nTo: a@example.org\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nplain =C3=A4\r\n" +
	"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>rich</p>\r\n--b--\r\n"

// build returns a console over a fresh database.
func build(t *testing.T) *house {
	t.Helper()
	return over(t, modelstest.OpenDB(t))
}

// over returns a console over a database.
func over(t *testing.T, db *models.DB) *house {
	t.Helper()
	key, err := models.ParseKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
	if err != nil {
		t.Fatal(err)
	}
	people, gate := staff.NewStore(db, key), review.NewGate(db)
	people.Cost = argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32} // many sign in here
	listeners := audience.NewStore(db, key, people)
	site := models.NewStore(db, people, &ledgerQueue{listeners}, gate)
	press := edition.New(edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &site.Site, Log: quiet()})
	if _, err := press.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	office := desk.NewStore(db, people)
	office.Site = site
	return serve(t, Doors{Site: site, Staff: people, Desk: office, Review: review.NewStore(db, site, people, gate), Gate: gate,
		Audience: listeners, Press: press, Mail: noMail{}, Key: key, PublicURL: "https://status.example.org", Version: "test", Log: quiet()})
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// serve starts the console on a free port.
func serve(t *testing.T, d Doors) *house {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.AdminURL = "http://" + ln.Addr().String()
	h := &house{Handler: New(d), t: t, url: d.AdminURL}
	app := fiber.New(h.Config())
	h.app = app
	h.Routes(app)
	go app.Listener(ln)
	t.Cleanup(func() { app.ShutdownWithTimeout(time.Second) })
	return h
}

// browser is one person at the console.
type browser struct {
	t      *testing.T
	url    string
	client *http.Client
	page   page // the last one shown
}

// page is an answer as a person sees it.
type page struct {
	status   int
	path     string // after redirects
	header   http.Header
	body     string
	document *html.Node
}

// visitor returns somebody who is not signed in.
func (h *house) visitor() *browser {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &browser{t: h.t, url: h.url, client: &http.Client{Jar: jar, Timeout: 20 * time.Second}}
}

// as returns somebody signed in with a role.
func (h *house) as(role staff.Role) *browser {
	h.t.Helper()
	return h.named(string(role)+" "+models.NewID(), role)
}

// named is as for a person with a name.
func (h *house) named(name string, role staff.Role) *browser {
	h.t.Helper()
	u, err := h.Staff.AddUser(h.t.Context(), staff.NewUser{Email: models.NewID() + "@example.org", Name: name, Role: role, Password: password})
	if err != nil {
		h.t.Fatal(err)
	}
	b := h.visitor()
	b.post("/sign-in", url.Values{"email": {u.Email}, "password": {password}})
	if b.page.path != "/" {
		h.t.Fatalf("signing in led to %s (%d)", b.page.path, b.page.status)
	}
	return b
}

// get opens a page.
func (b *browser) get(path string) page {
	b.t.Helper()
	req, err := http.NewRequest(http.MethodGet, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(req)
}

// post sends fields as a browser sends a form of the page it shows.
func (b *browser) post(path string, fields url.Values) page {
	b.t.Helper()
	req, err := http.NewRequest(http.MethodPost, b.url+path, strings.NewReader(fields.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(req)
}

func (b *browser) do(req *http.Request) page {
	b.t.Helper()
	res, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	document, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	b.page = page{res.StatusCode, res.Request.URL.Path, res.Header, string(body), document}
	return b.page
}

// submit fills the form of the shown page that goes to action and presses the
// button called step.
func (b *browser) submit(action, step string, fill map[string]string) page {
	b.t.Helper()
	fields := fieldsOf(formFor(b, action))
	for name, value := range fill {
		fields.Set(name, value)
	}
	if step != "" {
		fields.Set("step", step)
	}
	return b.post(action, fields)
}

// formFor is the form of the shown page that goes to action.
func formFor(b *browser, action string) *html.Node {
	b.t.Helper()
	form := find(b.page.document, func(n *html.Node) bool {
		return n.Data == "form" && attr(n, "action") == action && attr(n, "method") == "post"
	})
	if form == nil {
		b.t.Fatalf("the page %s (%d) has no form for %s: %s", b.page.path, b.page.status, action, b.page.words())
	}
	return form
}

// fieldsOf are the fields of a form as a browser sends them.
func fieldsOf(form *html.Node) url.Values {
	fields := url.Values{}
	walk(form, func(n *html.Node) {
		name := attr(n, "name")
		if name == "" {
			return
		}
		switch n.Data {
		case "input":
			if kind := attr(n, "type"); (kind == "radio" || kind == "checkbox") && !has(n, "checked") {
				return
			}
			fields.Add(name, attr(n, "value"))
		case "textarea":
			fields.Add(name, strings.TrimPrefix(inner(n), "\n"))
		case "select":
			walk(n, func(o *html.Node) {
				if o.Data == "option" && has(o, "selected") {
					fields.Add(name, attr(o, "value"))
				}
			})
		}
	})
	return fields
}

func walk(n *html.Node, visit func(*html.Node)) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			visit(c)
		}
	}
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && is(c) {
			return c
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// inner is the text in an element.
func inner(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}

// wants fails unless the page has the status and says every text.
func (p page) wants(t *testing.T, status int, texts ...string) {
	t.Helper()
	if p.status != status {
		t.Errorf("%s answered %d, want %d; it says: %s", p.path, p.status, status, p.words())
	}
	for _, text := range texts {
		if !strings.Contains(p.words(), text) && !strings.Contains(p.body, text) {
			t.Errorf("%s does not say %q; it says: %s", p.path, text, p.words())
		}
	}
}

// words is the text of the page's main part.
func (p page) words() string {
	main := find(p.document, func(n *html.Node) bool { return n.Data == "main" })
	if main == nil {
		return p.body
	}
	return strings.Join(strings.Fields(inner(main)), " ")
}
