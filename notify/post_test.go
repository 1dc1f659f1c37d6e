package notify_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/notify"
	"vitrine/notify/outward"
)

// call is what a receiver got.
type call struct {
	path   string
	header http.Header
	body   string
}

// receiver is a real HTTPS server on loopback that keeps what it gets.
type receiver struct {
	*httptest.Server
	answer func(n int, c call, w http.ResponseWriter) // of the n-th call, from 1; nil: 200

	mu    sync.Mutex
	calls []call
}

func receive(t *testing.T, answer func(n int, c call, w http.ResponseWriter)) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		c := call{req.URL.RequestURI(), req.Header, string(body)}
		r.mu.Lock()
		r.calls = append(r.calls, c)
		n := len(r.calls)
		r.mu.Unlock()
		if r.answer != nil {
			r.answer(n, c, w)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) all() []call {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.calls)
}

// posting is the configuration of a notifier that may call loopback, whose
// receivers show certificates of their own, and that tries again at once.
func (w *world) posting() notify.Config {
	c := w.config()
	c.Posting = []time.Duration{50 * time.Millisecond, 50 * time.Millisecond, 50 * time.Millisecond}
	c.Outward = strangers(3 * time.Second)
	return c
}

// strangers are receivers of tests, which may take so long.
func strangers(patience time.Duration) *outward.Client {
	return outward.New(outward.Config{Patience: patience, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Transport: func(t *http.Transport) { t.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} }})
}

var everything = models.Choice{AllComponents: true, Incidents: true, Maintenance: true, Postmortems: true, Countermeasures: true}

// room adds a channel and returns its secret.
func (w *world) room(n audience.NewEndpoint) (audience.Subscriber, string) {
	w.Helper()
	n.Choice, n.Consent = everything, "test"
	s, secret, err := w.audience.AddEndpoint(w.Context(), n)
	if err != nil {
		w.Fatal(err)
	}
	return s, secret
}

// proven checks the signatures of a call and returns how many there are.
func proven(t *testing.T, c call, secrets ...string) int {
	t.Helper()
	signatures := strings.Fields(c.header.Get("Webhook-Signature"))
	if len(signatures) != len(secrets) {
		t.Errorf("%d signatures, want %d", len(signatures), len(secrets))
		return 0
	}
	for n, secret := range secrets {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil {
			t.Fatal(err)
		}
		h := hmac.New(sha256.New, key)
		fmt.Fprintf(h, "%s.%s.%s", c.header.Get("Webhook-Id"), c.header.Get("Webhook-Timestamp"), c.body)
		if want := "v1," + base64.StdEncoding.EncodeToString(h.Sum(nil)); signatures[n] != want {
			t.Errorf("signature %d is %s, want %s", n, signatures[n], want)
		}
	}
	return len(signatures)
}

// TestAWebhookIsToldAsAPersonIs takes one from the first word to its way out.
func TestAWebhookIsToldAsAPersonIs(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, nil)
	api := modelstest.Component(t, w.store, "API")
	s, secret := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: r.URL + "/hook?key=very-secret"})
	w.subscribe("sam@customer.example")
	if strings.Contains(s.Email, "very-secret") || !strings.Contains(s.Email, strings.TrimPrefix(r.URL, "https://")) {
		t.Errorf("staff read %q", s.Email)
	}
	w.start(w.posting())
	i := w.open("Sign-in fails", api)
	w.finished(w.notification().PublicID)
	u := w.post(i, models.Resolved, "All is **well** again.")
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Accepted] != 2 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
	calls := r.all()
	if len(calls) != 2 || len(w.server.all()) != 2 {
		t.Fatalf("%d calls, %d mails", len(calls), len(w.server.all()))
	}
	proven(t, calls[0], secret)
	proven(t, calls[1], secret)
	if calls[0].header.Get("Webhook-Id") == calls[1].header.Get("Webhook-Id") {
		t.Error("two deliveries have one id")
	}
	var b struct {
		Type string
		Data struct {
			Subject struct {
				ID, State string
				Resolved  *time.Time `json:"resolved_at"`
			}
			Body       string
			Components []struct{ ID, Name, Status string }
		}
		Links struct{ Manage, Unsubscribe string }
	}
	if err := json.Unmarshal([]byte(calls[1].body), &b); err != nil {
		t.Fatal(err)
	}
	if b.Type != "incident.updated" || b.Data.Subject.ID != i.PublicID || b.Data.Subject.State != "resolved" || b.Data.Subject.Resolved == nil ||
		b.Data.Body != u.Body || len(b.Data.Components) != 1 || b.Data.Components[0].ID != api.PublicID || calls[1].path != "/hook?key=very-secret" {
		t.Errorf("%s %s", calls[1].path, calls[1].body)
	}
	if _, err := w.door.Leave(t.Context(), b.Links.Unsubscribe[strings.LastIndexByte(b.Links.Unsubscribe, '/')+1:]); err != nil {
		t.Fatal(err)
	}
	w.post(i, models.Monitoring, "It is back.")
	w.finished(w.notification().PublicID)
	if len(r.all()) != 2 {
		t.Error("a webhook that left was called")
	}
}

// TestAFailingReceiverIsTriedAgain counts the tries: one id, a stamp for each.
func TestAFailingReceiverIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, func(n int, _ call, w http.ResponseWriter) {
		if n < 3 {
			http.Error(w, "not now", http.StatusInternalServerError)
		}
	})
	s, secret := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: r.URL})
	_, again, err := w.audience.RotateSecret(t.Context(), s.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	w.start(w.posting())
	w.open("Errors", modelstest.Component(t, w.store, "API"))
	n := w.finished(w.notification().PublicID)
	calls := r.all()
	if n.Outcomes[audience.Accepted] != 1 || len(calls) != 3 {
		t.Fatalf("%v after %d calls\n%s", n.Outcomes, len(calls), w.log)
	}
	for _, c := range calls {
		proven(t, c, again, secret)
		if c.header.Get("Webhook-Id") != calls[0].header.Get("Webhook-Id") {
			t.Error("the id changed between tries")
		}
	}
	if e, err := w.audience.Endpoint(t.Context(), s.PublicID); err != nil || e.FailingSince != nil || e.SucceededAt == nil {
		t.Errorf("%+v, %v", e, err)
	}
}

// TestWhatAReceiverAnswersDecides is trial F40.
func TestWhatAReceiverAnswersDecides(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	gone := receive(t, func(_ int, _ call, w http.ResponseWriter) { w.WriteHeader(http.StatusGone) })
	busy := receive(t, func(_ int, _ call, w http.ResponseWriter) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	aside := receive(t, func(_ int, _ call, w http.ResponseWriter) {
		w.Header().Set("Location", "https://127.0.0.1:1/")
		w.WriteHeader(http.StatusFound)
	})
	over, _ := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: gone.URL})
	slow, _ := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: busy.URL})
	led, _ := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: aside.URL})
	inside, _ := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: "https://10.0.0.7/"})
	w.start(w.posting())
	i := w.open("Errors", modelstest.Component(t, w.store, "API"))
	byPerson := func() map[string]audience.Delivery {
		rows := map[string]audience.Delivery{}
		for _, d := range w.deliveries(w.notification().PublicID) {
			rows[d.Subscriber] = d
		}
		return rows
	}
	var rows map[string]audience.Delivery
	w.until("each was judged", func() bool {
		rows = byPerson()
		return len(rows) == 4 && rows[over.PublicID].State == audience.Failed && rows[inside.PublicID].State == audience.Failed &&
			rows[led.PublicID].State == audience.Failed && rows[slow.PublicID].Attempts == 1 && rows[slow.PublicID].State == audience.Awaiting
	})
	if d := rows[over.PublicID]; d.Code != 410 || d.Attempts != 1 {
		t.Errorf("gone: %+v", d)
	}
	if d := rows[slow.PublicID]; d.Code != 429 || d.NextTryAt == nil || d.NextTryAt.Before(time.Now().Add(59*time.Minute)) {
		t.Errorf("busy: %+v", d)
	}
	if d := rows[led.PublicID]; d.Code != 302 || d.Attempts != 4 || !strings.Contains(d.Detail, "do not follow") {
		t.Errorf("led elsewhere: %+v", d)
	}
	if d := rows[inside.PublicID]; d.Attempts != 1 || !strings.Contains(d.Detail, "not on the public internet") {
		t.Errorf("inside: %+v", d)
	}
	e, err := w.audience.Endpoint(t.Context(), over.PublicID)
	if err != nil || e.DisabledAt == nil || e.FailingSince == nil {
		t.Fatalf("%+v, %v", e, err)
	}
	w.post(i, models.Identified, "We know more.")
	w.until("the next news passed the one that is gone over", func() bool { return byPerson()[over.PublicID].State == audience.Suppressed })
	if len(gone.all()) != 1 {
		t.Errorf("what is gone was called %d times", len(gone.all()))
	}
}

// TestOneSlowReceiverHoldsNobodyUp lets one host be silent, with more calls waiting
// for it than there are workers, and sees everybody else told meanwhile.
func TestOneSlowReceiverHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	release := make(chan struct{})
	slow := receive(t, func(int, call, http.ResponseWriter) { <-release })
	quick := receive(t, nil)
	for n := range 26 {
		w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: fmt.Sprintf("%s/%d", slow.URL, n)})
	}
	for n := range 5 {
		w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: fmt.Sprintf("%s/%d", quick.URL, n)})
	}
	w.subscribe("sam@customer.example")
	w.start(w.posting())
	w.open("Errors", modelstest.Component(t, w.store, "API"))
	w.until("everybody else is told", func() bool { return len(quick.all()) == 5 && len(w.server.all()) == 1 })
	for _, d := range w.deliveries(w.notification().PublicID) {
		if strings.Contains(d.Email, strings.TrimPrefix(slow.URL, "https://")) && d.State == audience.Accepted {
			t.Error("the slow one answered: the test shows nothing")
		}
	}
	close(release)
}

// TestAWorkerThatDiedLeavesNothingBehind takes up a call whose process is gone.
func TestAWorkerThatDiedLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, nil)
	w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: r.URL})
	_, stop := w.start(w.posting())
	w.open("Errors", modelstest.Component(t, w.store, "API"))
	w.finished(w.notification().PublicID)
	stop()
	w.run("UPDATE deliveries SET state = 'sending', started_at = ?, done_at = NULL", models.Clock().Add(-2*time.Minute))
	w.run("UPDATE notifications SET finished_at = NULL")
	w.start(w.posting())
	n := w.finished(w.notification().PublicID)
	calls := r.all()
	if n.Outcomes[audience.Accepted] != 1 || len(calls) != 2 || calls[0].header.Get("Webhook-Id") != calls[1].header.Get("Webhook-Id") {
		t.Errorf("%v, %d calls", n.Outcomes, len(calls))
	}
}
