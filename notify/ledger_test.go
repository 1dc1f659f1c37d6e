package notify_test

import (
	"context"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/notify"
)

// later answers that the mail should come again.
var later = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}

func TestCancelWithinTheUndoWindowTellsNobody(t *testing.T) {
	t.Parallel()
	w := create(t, time.Hour)
	w.crowd(5)
	w.start(w.config())
	w.open("Elevated API errors")
	n := w.notification()
	if !n.Undoable(models.Clock()) {
		t.Fatalf("not undoable: %+v", n)
	}
	if err := w.audience.Cancel(t.Context(), n.PublicID); err != nil {
		t.Fatal(err)
	}
	if err := w.audience.SendNow(t.Context(), n.PublicID); models.KindOf(err) != models.Conflict {
		t.Errorf("sending what was cancelled: %v", err)
	}
	w.run("UPDATE notifications SET send_at = ?", models.Clock())
	time.Sleep(1500 * time.Millisecond)
	if got := len(w.server.all()); got != 0 {
		t.Errorf("%d people were told", got)
	}
	if n = w.notification(); n.CancelledAt == nil || n.FinishedAt == nil || n.CancelledBy != "system" {
		t.Errorf("%+v", n)
	}
}

func TestSendNowEndsTheUndoWindow(t *testing.T) {
	t.Parallel()
	w := create(t, time.Hour)
	w.crowd(5)
	w.start(w.config())
	w.open("Elevated API errors")
	if err := w.audience.SendNow(t.Context(), w.notification().PublicID); err != nil {
		t.Fatal(err)
	}
	if n := w.finished(w.notification().PublicID); n.Outcomes[audience.Accepted] != 5 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
}

func TestCancelHalfwayStopsTheRest(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(200)
	c := w.config()
	c.Workers = 10
	var n, late atomic.Int64
	var cancelled atomic.Bool
	w.server.behave(nil, func(string) error {
		if cancelled.Load() {
			late.Add(1)
		}
		if n.Add(1) == 20 {
			if err := w.audience.Cancel(context.Background(), w.notification().PublicID); err != nil {
				w.Error(err)
			}
			cancelled.Store(true)
		}
		return nil
	})
	w.open("Elevated API errors")
	w.start(c)
	done := w.finished(w.notification().PublicID)
	if a, c := done.Outcomes[audience.Accepted], done.Outcomes[audience.Withheld]; c == 0 || a+c != 200 {
		t.Errorf("outcomes %v", done.Outcomes)
	}
	if late.Load() > int64(c.Workers) { // one on each connection was on its way
		t.Errorf("%d mails came after everything was cancelled", late.Load())
	}
}

func TestWhoLeavesBeforeTheMailGetsNone(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	sam, kim, lou := w.subscribe("sam@customer.example"), w.subscribe("kim@customer.example"), w.subscribe("lou@customer.example")
	w.open("Elevated API errors")
	config := w.config()
	config.SMTPURL = "" // the audience is taken, nobody is told yet
	_, stop := w.start(config)
	w.until("the audience is taken", func() bool { return w.notification().FannedAt != nil })
	stop()
	if _, err := w.door.Leave(t.Context(), w.key.Derive("leave", sam.PublicID)); err != nil {
		t.Fatal(err)
	}
	if err := w.audience.Remove(t.Context(), kim.PublicID); err != nil {
		t.Fatal(err)
	}
	w.run("UPDATE river_job SET scheduled_at = ?", models.Clock())
	w.start(w.config())
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Suppressed] != 1 || n.Outcomes[audience.Accepted] != 1 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
	if all := w.server.all(); len(all) != 1 || all[0].To != lou.Email {
		t.Errorf("told %v", all)
	}
}

func TestMailWaitsForAServerAndIsShown(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.subscribe("sam@customer.example")
	w.open("Elevated API errors")
	config := w.config()
	config.SMTPURL = ""
	n, stop := w.start(config)
	w.until("the mail is in the outbox", func() bool {
		out, err := w.audience.Outbox(t.Context(), audience.OutboxMail{}, 200)
		return err == nil && len(out) == 1
	})
	out, _ := w.audience.Outbox(t.Context(), audience.OutboxMail{}, 200)
	raw, err := n.Render(t.Context(), out[0].DeliveryID)
	if err != nil {
		t.Fatal(err)
	}
	if m := read("", raw); m.Header.Get("Subject") != "[Acme Status] Elevated API errors" || !strings.Contains(m.Text, "We are looking into it.") {
		t.Errorf("preview:\n%s", raw)
	}
	if h := n.Health(t.Context()); h.Configured || h.Waiting != 1 {
		t.Errorf("health %+v", h)
	}
	stop()
	w.run("UPDATE river_job SET scheduled_at = ?", models.Clock())
	w.start(w.config())
	w.finished(w.notification().PublicID)
	if len(w.server.all()) != 1 {
		t.Error("the mail did not go when there was a server")
	}
}

func TestNewerNewsReplacesWhatWasNotSent(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.subscribe("sam@customer.example")
	w.server.behave(func(string) error { return later }, nil)
	w.start(w.config())
	i := w.open("Elevated API errors")
	first := w.notification().PublicID
	w.until("the first mail was refused", func() bool { d := w.deliveries(first); return len(d) == 1 && d[0].Code == 451 })
	w.post(i, models.Identified, "We found the cause.")
	second := w.notification().PublicID
	w.until("the second mail was refused", func() bool { d := w.deliveries(second); return len(d) == 1 && d[0].Code == 451 })
	w.publish(i)
	w.server.behave(nil, nil)
	w.finished(w.notification().PublicID)
	if d := w.deliveries(first)[0]; d.State != audience.Expired {
		t.Errorf("the first is %s: %s", d.State, d.Detail)
	}
	if d := w.deliveries(second)[0]; d.State != audience.Accepted {
		t.Errorf("a postmortem replaced the update before it: %s", d.State)
	}
	mails := w.server.to("sam@customer.example")
	if len(mails) != 2 || !strings.Contains(mails[0].Text, "We found the cause.") || !strings.Contains(mails[1].Text, "postmortem") {
		t.Errorf("%d mails, or in the wrong order", len(mails))
	}
}

func TestWhatIsNotPublicAnyMoreIsNotSent(t *testing.T) {
	t.Parallel()
	w := create(t, time.Hour)
	w.crowd(5)
	i := w.open("Elevated API errors")
	full, err := w.store.Incident(t.Context(), i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.store.RemoveUpdate(t.Context(), full.Updates[0].PublicID, "a name leaked"); err != nil {
		t.Fatal(err)
	}
	w.run("UPDATE notifications SET send_at = ?", models.Clock())
	w.start(w.config())
	w.until("the notification is cancelled", func() bool { return w.notification().CancelledAt != nil })
	if len(w.server.all()) != 0 {
		t.Error("a removed update was sent")
	}
}

func TestACorrectionGoesToWhoGotTheWrongText(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	sam := w.subscribe("sam@customer.example")
	w.start(w.config())
	i := w.open("Elevated API errors")
	w.finished(w.notification().PublicID)
	w.subscribe("late@customer.example")
	full, err := w.store.Incident(t.Context(), i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.store.CorrectUpdate(t.Context(), full.Updates[0].PublicID, models.Correction{Body: "One in twenty requests fails.", Notify: true})
	if err != nil {
		t.Fatal(err)
	}
	w.finished(w.notification().PublicID)
	mails := w.server.to(sam.Email)
	if len(mails) != 2 || !strings.Contains(mails[1].Text, "One in twenty") || mails[1].Header.Get("In-Reply-To") != mails[0].Header.Get("Message-ID") {
		t.Errorf("%d mails to who was told", len(mails))
	}
	if len(w.server.to("late@customer.example")) != 0 {
		t.Error("a correction went to somebody who never got the wrong text")
	}
}

func TestOldNewsExpires(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(3)
	w.open("Elevated API errors")
	w.run("UPDATE notifications SET expires_at = ?", models.Clock())
	w.start(w.config())
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Expired] != 3 || len(w.server.all()) != 0 {
		t.Errorf("outcomes %v, %d mails", n.Outcomes, len(w.server.all()))
	}
}

func TestAProcessThatDiedIsContinued(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(30)
	w.open("Elevated API errors")
	config := w.config()
	config.SMTPURL = ""
	_, stop := w.start(config)
	w.until("the audience is taken", func() bool { return w.notification().FannedAt != nil })
	stop()
	// It died with three mails on their way, and its jobs are lost.
	n := w.notification()
	hour := models.Clock().Add(-time.Hour)
	for _, d := range w.deliveries(n.PublicID)[:3] {
		w.run("UPDATE deliveries SET state = 'sending', attempts = 1, started_at = ?, next_try_at = NULL WHERE id = ?", hour, d.ID)
	}
	w.run("DELETE FROM river_job")
	w.start(w.config())
	n = w.finished(n.PublicID)
	if n.Outcomes[audience.Accepted] != 30 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
	for i, d := range w.deliveries(n.PublicID) {
		if want := int64(1); (i < 3) != (d.Attempts == want+1) {
			t.Errorf("row %d after %d attempts", i, d.Attempts)
		}
		if got := w.server.to(d.Email); len(got) != 1 || got[0].Header.Get("Message-ID") != d.MessageID {
			t.Errorf("row %d: %d mails", i, len(got))
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	w := create(t, time.Hour)
	w.subscribe("sam@customer.example")
	name := "Acme \"Status\" <x@y.z>, Ünïcode"
	if _, err := w.store.EditSettings(t.Context(), models.SettingsEdit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	w.start(w.config())
	for _, title := range []string{"Errors\r\nBcc: evil@example.com", "Errors\nX-Evil: 1", "Errors\r\n\r\n<script>alert(1)</script>", "=?utf-8?q?=0D=0ABcc:_evil?="} {
		i := w.open("Errors")
		w.run("UPDATE incidents SET title = ? WHERE id = ?", title, i.ID) // past every rule
		w.run("UPDATE site_settings SET name = ? WHERE id = 1", "Evil\r\nBcc: evil@example.com")
		if err := w.audience.SendNow(t.Context(), w.notification().PublicID); err != nil {
			t.Fatal(err)
		}
		w.finished(w.notification().PublicID)
	}
	if got := len(w.server.all()); got != 4 {
		t.Errorf("%d mails", got)
	}
	for _, m := range w.server.all() {
		if m.Header.Get("Bcc") != "" || m.Header.Get("X-Evil") != "" || m.Header == nil || m.Text == "" {
			t.Errorf("a header was smuggled in:\n%s", m.Raw)
		}
	}
}

func TestConfigurationIsChecked(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	for name, change := range map[string]func(*notify.Config){
		"a mail server that is none":  func(c *notify.Config) { c.SMTPURL = "http://mail.example.com" },
		"an unknown kind of TLS":      func(c *notify.Config) { c.SMTPURL = "smtp://mail.example.com?tls=perhaps" },
		"a sender without an address": func(c *notify.Config) { c.From = "Acme" },
		"a public URL without a host": func(c *notify.Config) { c.PublicURL = "status" },
	} {
		config := w.config()
		change(&config)
		if _, err := notify.New(config); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMaintenanceIsAnnouncedRemindedAndDone(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	api := modelstest.Component(t, w.store, "API")
	w.subscribe("sam@customer.example", api)
	now := models.Clock()
	_, err := w.store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Database upgrade", Body: "We upgrade.", Notify: true,
		ScheduledFor: now.Add(2 * time.Hour), ScheduledUntil: now.Add(3 * time.Hour), ComponentIDs: []string{api.PublicID}, Remind: []string{"1h"}})
	if err != nil {
		t.Fatal(err)
	}
	config := w.config()
	_, stop := w.start(config)
	w.until("the announcement arrives", func() bool { return len(w.server.all()) == 1 })
	stop()
	w.run("UPDATE maintenances SET created_at = ?, scheduled_for = ?", now.Add(-24*time.Hour), now.Add(59*time.Minute))
	w.start(config)
	w.until("the reminder arrives", func() bool { return len(w.server.all()) == 2 })
	mails := w.server.to("sam@customer.example")
	if !strings.Contains(mails[1].Text, "Reminder: this maintenance starts on") || mails[1].Header.Get("Subject") != mails[0].Header.Get("Subject") ||
		mails[1].Header.Get("In-Reply-To") != mails[0].Header.Get("Message-ID") {
		t.Errorf("the reminder:\n%s", mails[1].Raw)
	}
}

func TestTwoProcessesShareTheWork(t *testing.T) {
	t.Parallel()
	if os.Getenv("VITRINE_TEST_POSTGRES") == "" {
		t.Skip("SQLite is for one process")
	}
	w := create(t, 0)
	w.crowd(500)
	w.start(w.config())
	w.start(w.config())
	w.open("Elevated API errors")
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Accepted] != 500 || len(w.server.all()) != 500 {
		t.Errorf("outcomes %v, %d mails", n.Outcomes, len(w.server.all()))
	}
}
