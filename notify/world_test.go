package notify_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
	"vitrine/notify"
)

// world is everything between a deed and a mailbox, all of it real.
type world struct {
	*testing.T
	db       *models.DB
	key      models.Key
	store    *models.Store
	audience *audience.Store
	door     *signup.Door
	server   *mailServer
	audit    *modelstest.Audit
	log      *journal
}

// journal keeps what was logged.
type journal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String()
}

// testKey is the secret key of tests.
func testKey(t testing.TB) models.Key {
	t.Helper()
	key, err := models.ParseKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// create makes a world whose undo window is delay.
func create(t *testing.T, delay time.Duration) *world {
	t.Helper()
	w := &world{T: t, db: modelstest.OpenDB(t), key: testKey(t), server: serve(t), audit: &modelstest.Audit{}, log: &journal{}}
	if err := notify.MigrateRiver(t.Context(), w.db); err != nil {
		t.Fatal(err)
	}
	w.audience = audience.NewStore(w.db, w.key, w.audit)
	queue, err := notify.NewQueue(w.db, w.audience, delay)
	if err != nil {
		t.Fatal(err)
	}
	w.store = models.NewStore(w.db, w.audit, queue, &modelstest.Gate{})
	w.door = signup.NewDoor(w.db, w.key)
	name := "Acme Status"
	if _, err := w.store.EditSettings(t.Context(), models.SettingsEdit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	return w
}

// config is that of a notifier of this world.
func (w *world) config() notify.Config {
	return notify.Config{
		DB: w.db, Audience: w.audience, Site: w.store, Key: w.key, PublicURL: "https://status.acme.example", SMTPURL: w.server.URL,
		From: "Acme Status <updates@status.acme.example>", Log: slog.New(slog.NewTextHandler(w.log, nil)),
		RescueAfter: 6 * time.Second, Retry: []time.Duration{200 * time.Millisecond},
	}
}

// start lets a notifier work until the test ends or stop is called.
func (w *world) start(c notify.Config) (n *notify.Notifier, stop func()) {
	w.Helper()
	n, err := notify.New(c)
	if err != nil {
		w.Fatal(err)
	}
	if err := n.Start(w.Context()); err != nil {
		w.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := n.Stop(ctx); err != nil {
			w.Errorf("stop: %v", err)
		}
	})
	w.Cleanup(stop)
	return n, stop
}

// subscribe adds a confirmed subscriber of everything, or of some components.
func (w *world) subscribe(email string, components ...models.Component) audience.Subscriber {
	w.Helper()
	c := audience.Choice{AllComponents: len(components) == 0, Incidents: true, Maintenance: true, Postmortems: true}
	for _, one := range components {
		c.ComponentIDs = append(c.ComponentIDs, one.PublicID)
	}
	s, err := w.audience.Add(w.Context(), audience.NewSubscriber{Email: email, Choice: c, Consent: "test"})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// crowd imports n subscribers of everything.
func (w *world) crowd(n int) {
	w.Helper()
	var csv strings.Builder
	csv.WriteString("email\n")
	for i := range n {
		fmt.Fprintf(&csv, "person%d@customer.example\n", i)
	}
	r, err := w.audience.Import(w.Context(), strings.NewReader(csv.String()))
	if err != nil || r.Added != n {
		w.Fatalf("import: %+v, %v", r, err)
	}
}

// open opens an incident that everyone is told of.
func (w *world) open(title string, down ...models.Component) models.Incident {
	w.Helper()
	return modelstest.Incident(w.T, w.store, title, down...)
}

func (w *world) post(i models.Incident, state models.IncidentState, body string) models.Update {
	w.Helper()
	u, err := w.store.PostUpdate(w.Context(), i.PublicID, models.NewUpdate{State: state, Body: body, Notify: true})
	if err != nil {
		w.Fatal(err)
	}
	return u
}

// notification returns the newest notification.
func (w *world) notification() audience.Notification {
	w.Helper()
	list, err := w.audience.Notifications(w.Context(), audience.NotificationQuery{Limit: 1})
	if err != nil || len(list) == 0 {
		w.Fatalf("no notification: %v", err)
	}
	return list[0]
}

// finished waits until the notification is settled, and returns it.
func (w *world) finished(publicID string) (n audience.Notification) {
	w.Helper()
	w.until("the notification is finished", func() bool {
		var err error
		if n, err = w.audience.Notification(w.Context(), publicID); err != nil {
			w.Fatal(err)
		}
		return n.FinishedAt != nil
	})
	return n
}

// until waits for a condition.
func (w *world) until(what string, ok func() bool) {
	w.Helper()
	for deadline := time.Now().Add(4 * time.Minute); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.Fatalf("waited in vain until %s\n%s", what, w.log)
		}
	}
}

// run changes the database behind everybody's back.
func (w *world) run(query string, args ...any) {
	w.Helper()
	err := w.db.Tx(w.Context(), func(tx *models.Tx) error { return tx.DB().Exec(query, args...).Error })
	if err != nil {
		w.Fatal(err)
	}
}

// deliveries returns the rows of a notification's ledger.
func (w *world) deliveries(publicID string) []audience.Delivery {
	w.Helper()
	list, err := w.audience.Deliveries(w.Context(), publicID, audience.DeliveryQuery{Limit: 500})
	if err != nil {
		w.Fatal(err)
	}
	return list
}
