package notify

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// refuse is a worker that was refused one address and has not said so yet.
func refuse(t *testing.T) (*round, audience.Letter) {
	t.Helper()
	key, err := models.LoadKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	site, f := modelstest.Open(t)
	a := audience.NewStore(f.DB, key, f.Audit)
	n, err := New(Config{DB: f.DB, Audience: a, Site: site, Key: key, PublicURL: "https://status.example.com", From: "a@status.example.com",
		SMTPURL: "smtp://127.0.0.1:1?tls=none"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Add(t.Context(), audience.NewSubscriber{Email: "sam@example.com", Consent: "test", Choice: audience.Choice{AllComponents: true, Incidents: true}})
	if err != nil {
		t.Fatal(err)
	}
	var told *audience.Notification
	var ranges []audience.Range
	job := models.UpdatePublished{UpdateID: modelstest.Incident(t, site, "Errors").Updates[0].ID}
	err = f.DB.Tx(t.Context(), func(tx *models.Tx) (err error) {
		told, err = a.Announce(t.Context(), tx, job, a.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.FanOut(t.Context(), told.ID, "status.example.com", func(_ *models.Tx, rs []audience.Range) error { ranges = rs; return nil })
	if err != nil {
		t.Fatal(err)
	}
	letter, err := a.Step(t.Context(), nil, ranges[0].First)
	if err != nil || letter == nil {
		t.Fatalf("%v, %v", letter, err)
	}
	return &round{Notifier: n, notification: *told}, *letter
}

func TestARefusalIsInTheLedgerBeforeItCounts(t *testing.T) {
	t.Parallel()
	r, letter := refuse(t)
	result := audience.Result{DeliveryID: letter.DeliveryID, State: audience.Failed, Code: 550}
	r.last = &result
	if err := r.watch(t.Context(), letter, result); err != nil {
		t.Fatal(err)
	}
	if d, err := r.Audience.DeliveryByID(t.Context(), letter.DeliveryID); err != nil || d.State != audience.Failed {
		t.Errorf("another worker that finds everybody refused would miss a row that is %s, %v", d.State, err)
	}
}

func TestWhatIsTakenBackAfterTheEndGoesOn(t *testing.T) {
	t.Parallel()
	r, letter := refuse(t)
	for n := range tripAfter - 1 { // by other workers, in notifications of long ago
		r.breaker.refused(int64(-n), r.breaker.now(), "no", true)
	}
	result := audience.Result{DeliveryID: letter.DeliveryID, State: audience.Failed, Code: 550}
	if _, err := r.Audience.Step(t.Context(), &result, 0); err != nil {
		t.Fatal(err)
	}
	if err := r.Audience.Settled(t.Context(), r.notification.ID, 0); err != nil { // by another worker
		t.Fatal(err)
	}
	if err := r.watch(t.Context(), letter, result); err != nil {
		t.Fatal(err)
	}
	n, err := r.Audience.NotificationByID(t.Context(), r.notification.ID)
	if err != nil || n.FinishedAt != nil {
		t.Errorf("finished at %v with a mail to go, %v", n.FinishedAt, err)
	}
}

// TestRefusalsForWhatMailsAreCountOverPauses: as many in a row hold everything back,
// whatever else was wrong before, and each alone makes a pause.
func TestRefusalsForWhatMailsAreCountOverPauses(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(*breaker){
		"a server that was not reached":       func(b *breaker) { b.unreachable(errors.New("connection refused")) },
		"an address that does not exist":      func(b *breaker) { b.refused(99, b.now(), "550 5.1.1 unknown", true) },
		"a mail that was taken, then a pause": func(b *breaker) { b.accepted(); b.unreachable(errors.New("connection refused")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)
			b := &breaker{now: func() time.Time { return now }}
			refused := func(times int) {
				for n := range times {
					now = now.Add(b.wait() + time.Second)
					b.refused(int64(n), now, "554 5.7.1 rejected: sam@example.com", false)
				}
			}
			refused(tripAfter - 1)
			b.accepted()
			before(b)
			if refused(tripAfter - 1); b.held {
				t.Fatal("held back too early")
			}
			if refused(1); !b.held || b.wait() != heldNap || !strings.Contains(b.unsaid, "5.7.1") || strings.Contains(b.unsaid, "@") {
				t.Fatalf("held %t, for %q", b.held, b.unsaid)
			}
			b.accepted() // a mail that had left before
			b.unreachable(errors.New("connection refused"))
			if why := b.news(); why == nil || !strings.Contains(why.Words, "5.7.1") {
				t.Fatalf("why mails are held back is forgotten: %v", why)
			}
			heard := now
			now = now.Add(time.Minute)
			if b.kept(); !b.hold(audience.Outgoing{}) || b.wait() > 0 {
				t.Fatal("staff let them leave, and they do not")
			}
			for n := range tripAfter { // by workers that say it late
				b.refused(int64(n), heard, "554 5.7.1 rejected", false)
			}
			if b.held {
				t.Error("what was heard before staff let mails leave holds them back")
			}
		})
	}
}
