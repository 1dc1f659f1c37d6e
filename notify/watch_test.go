package notify_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vitrine/models"
	"vitrine/models/audience"
)

// alarms are the kinds of the alarms that go on.
func (w *world) alarms() string {
	w.Helper()
	list, err := w.audience.Alarms(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	var kinds []string
	for _, a := range list {
		kinds = append(kinds, string(a.Kind))
	}
	return strings.Join(kinds, " ")
}

// TestRefusalsForWhatMailsAreHoldAllBackUntilStaffResume: twenty in a row are
// enough (F22). Nobody is struck off, another process holds back too, and one deed
// of staff lets everything go.
func TestRefusalsForWhatMailsAreHoldAllBackUntilStaffResume(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	const people = 60
	w.crowd(people)
	var tried atomic.Int64
	w.server.behave(nil, func(to string) error {
		tried.Add(1)
		return refusal(554, smtp.EnhancedCode{5, 7, 1}, "rejected: person7@customer.example would get spam")
	})
	w.open("Elevated API errors")
	c := w.config()
	c.Workers, c.WatchEvery = 4, 20*time.Millisecond
	_, stop := w.start(c)
	w.until("mails are held back", func() bool { return w.alarms() == "policy" })
	stop()
	if log := w.log.String(); !strings.Contains(log, "5.7.1") || strings.Contains(log, "@customer.example") {
		t.Errorf("the log leaves out why, or says who:\n%s", log)
	}
	if got := tried.Load(); got > 20+8 {
		t.Errorf("%d people were tried", got)
	}
	w.server.behave(nil, nil)
	n, _ := w.start(c) // knows nothing but what is written down
	w.until("it holds back too", func() bool { return n.Health(t.Context()).DownSince != nil })
	if h := n.Health(t.Context()); !strings.Contains(h.Detail, "5.7.1") || strings.Contains(h.Detail, "@") || len(w.server.all()) > 0 {
		t.Errorf("%d mails left; %+v", len(w.server.all()), h)
	}
	for _, d := range w.deliveries(w.notification().PublicID) {
		if d.State != audience.Awaiting {
			t.Errorf("a mail is %s", d.State)
		}
	}
	w.run("UPDATE deliveries SET next_try_at = ? WHERE code > 0", models.Clock().Add(time.Hour)) // as after many tries
	w.run("UPDATE river_job SET scheduled_at = ? WHERE state = 'scheduled'", models.Clock().Add(time.Hour))
	if err := w.audience.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if done := w.finished(w.notification().PublicID); done.Outcomes[audience.Accepted] != people || w.alarms() != "" {
		t.Errorf("outcomes %v, alarms %q", done.Outcomes, w.alarms())
	}
	if err := w.audience.Resume(t.Context()); models.KindOf(err) != models.Conflict {
		t.Errorf("resumed what is not held back: %v", err)
	}
	if active, reports := (&postbox{world: w}).state(); active != people || reports != 0 {
		t.Errorf("%d active, %d reports", active, reports)
	}
}

// TestReportsOfRefusalsForWhatMailsAreHoldAllBack: the mail server takes all, and
// the reports come later.
func TestReportsOfRefusalsForWhatMailsAreHoldAllBack(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 30)
	c := p.config()
	c.BounceDomain, c.BouncePoll, c.WatchEvery, c.Bounces = bounceDomain, 10*time.Millisecond, 10*time.Millisecond, []string{"maildir:" + p.dir}
	p.start(c)
	report := func(from, to int) {
		for n := from; n < to; n++ {
			who := fmt.Sprintf("person%d@customer.example", n)
			p.drop(fmt.Sprintf("report%d", n), dsn(p.paths[who], who, "failed", "5.7.26", "550 5.7.26 this mail is unauthenticated"))
		}
		p.empty()
	}
	report(0, 19)
	if active, reports := p.state(); active != 30 || reports != 19 || p.alarms() != "" {
		t.Errorf("%d active, %d reports, alarms %q", active, reports, p.alarms())
	}
	report(19, 21)
	p.until("mails are held back", func() bool { return p.alarms() == "policy" })
	counted, err := p.audience.Refused(t.Context())
	if err != nil || counted == nil || !strings.Contains(counted.Words, "5.7.26") {
		t.Fatalf("%+v, %v", counted, err)
	}
	if err := p.audience.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if raised, err := p.audience.HoldBack(t.Context(), *counted); err != nil || raised { // counted before staff resumed
		t.Fatal(raised, err)
	}
	report(21, 30) // about mails that left before
	if refusals, err := p.audience.Refused(t.Context()); err != nil || refusals != nil {
		t.Errorf("%+v, %v", refusals, err)
	}
	p.until("the alarm ends", func() bool { return p.alarms() == "" })
	if active, _ := p.state(); active != 30 {
		t.Errorf("%d active", active)
	}
	p.run("UPDATE deliveries SET started_at = ?", models.Clock()) // as if all had left after that
	p.until("mails are held back again", func() bool { return p.alarms() == "policy" })
}

// TestACanaryThatStaysAwayIsToldByAnotherWay: small mails go by the mail server,
// which hands them back to us. When it does not, a chat hears of it, and when it
// does again, too.
func TestACanaryThatStaysAwayIsToldByAnotherWay(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	lmtp := l.Addr().String()
	l.Close()
	var lost atomic.Bool
	w.server.onKept = func(to string) bool {
		if raw := w.server.mails[len(w.server.mails)-1].Raw; !lost.Load() && strings.HasPrefix(to, "b+c") {
			go handOver(lmtp, to, raw)
		}
		return false
	}
	room := receive(t, nil)
	s, _ := w.room(audience.NewEndpoint{Channel: models.ByMattermost, Address: room.URL + "/hooks/ops"})
	if _, err := w.audience.SetAlarms(t.Context(), s.PublicID, true); err != nil {
		t.Fatal(err)
	}
	c := w.posting()
	c.BounceDomain, c.Bounces, c.BouncePoll = bounceDomain, []string{"lmtp://" + lmtp}, 50*time.Millisecond
	c.Canary, c.CanaryEvery, c.WatchEvery = "home", 250*time.Millisecond, 20*time.Millisecond
	w.start(c)
	w.until("a canary comes home", func() bool {
		state, err := w.audience.Canaries(t.Context(), time.Minute)
		return err == nil && state.ReturnedAt != nil
	})
	if mail := w.server.all()[0]; mail.Header.Get("X-Vitrine-Canary") != strings.Trim(mail.Header.Get("To"), "<>") || mail.Header.Get("List-Id") != "" {
		t.Errorf("the canary:\n%s", mail.Raw)
	}
	heard := func(words string) func() bool {
		return func() bool {
			for _, c := range room.all() {
				if strings.Contains(c.body, words) {
					return true
				}
			}
			return false
		}
	}
	if w.until("no alarm goes on", func() bool { return w.alarms() == "" }); heard("Alarm from")() {
		w.until("and none is left to be told", heard("Alarm over")) // a slow machine
	}
	before := len(room.all())
	lost.Store(true)
	w.until("the room hears of it", func() bool { return w.alarms() == "canary" && len(room.all()) > before })
	lost.Store(false)
	w.until("the room hears that it is over", heard("Alarm over at Acme Status"))
	w.until("it is forgotten", func() bool { return w.alarms() == "" })
	if !heard("do not come back")() || heard("@")() {
		t.Errorf("the room heard %v", room.all())
	}
}

// handOver hands a mail to whoever reads LMTP; what fails is lost, as mails are.
func handOver(address, to, raw string) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	c := smtp.NewClientLMTP(conn)
	defer c.Close()
	if c.Mail("", nil) != nil || c.Rcpt(to, nil) != nil {
		return
	}
	if w, err := c.Data(); err == nil {
		_, _ = io.WriteString(w, raw)
		_ = w.Close()
	}
}

// TestACanaryIsFoundInAMailbox: it goes to somebody's mailbox, which we read as a
// maildir. A report that it could not be brought there is none that came home.
func TestACanaryIsFoundInAMailbox(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 1)
	var path atomic.Value
	p.server.mu.Lock()
	p.server.onMail = func(from string) { path.Store(from) }
	p.server.mu.Unlock()
	p.server.behave(nil, nil)
	c := p.config()
	c.BounceDomain, c.BouncePoll, c.WatchEvery, c.Bounces = bounceDomain, 10*time.Millisecond, 10*time.Millisecond, []string{"maildir:" + p.dir}
	c.Canary, c.CanaryEvery = "canary@acme.example", time.Hour
	p.start(c)
	p.until("a canary leaves", func() bool { return len(p.server.to(c.Canary)) == 1 })
	home := func() bool {
		state, err := p.audience.Canaries(t.Context(), c.CanaryEvery)
		if err != nil {
			t.Fatal(err)
		}
		return state.ReturnedAt != nil
	}
	p.drop("report", dsn(path.Load().(string), c.Canary, "failed", "5.1.1", "550 5.1.1 unknown"))
	if left := p.empty(); left != 1 || home() {
		t.Errorf("a report is taken for the canary: %d left", left)
	}
	p.drop("canary", p.server.to(c.Canary)[0].Raw)
	p.until("it is home", home)
	if left := p.empty(); left != 1 {
		t.Errorf("%d mails are left for a person", left)
	}
}

// TestAlarmsOfCanariesEndWithThem: nobody waits for small mails that are not sent.
func TestAlarmsOfCanariesEndWithThem(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	if err := w.audience.Raise(t.Context(), audience.CanaryAlarm, "None ever did."); err != nil {
		t.Fatal(err)
	}
	c := w.config()
	c.WatchEvery = 20 * time.Millisecond
	w.start(c)
	w.until("the alarm ends", func() bool { return w.alarms() == "" })
}

// TestSlowChannelsOfAlarmsKeepNobodyFromWorking: all are called at once, and the
// workers give their sign of life meanwhile.
func TestSlowChannelsOfAlarmsKeepNobodyFromWorking(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	var called atomic.Int64
	answer := make(chan struct{})
	slow := receive(t, func(int, call, http.ResponseWriter) {
		called.Add(1)
		<-answer
		called.Add(-1)
	})
	release := sync.OnceFunc(func() { close(answer) })
	t.Cleanup(release)
	for _, path := range []string{"/one", "/two"} {
		s, _ := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: slow.URL + path})
		if _, err := w.audience.SetAlarms(t.Context(), s.PublicID, true); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.audience.Raise(t.Context(), audience.PolicyAlarm, "554 5.7.1 rejected"); err != nil {
		t.Fatal(err)
	}
	c := w.posting()
	c.Outward = strangers(time.Minute)
	c.WatchEvery = 20 * time.Millisecond
	w.start(c)
	w.until("both are called at once", func() bool { return called.Load() == 2 })
	before, err := w.audience.Beaten(t.Context())
	if err != nil || before == nil {
		t.Fatalf("%v, %v", before, err)
	}
	w.until("the workers give a sign of life", func() bool {
		at, err := w.audience.Beaten(t.Context())
		return err == nil && at.After(*before)
	})
	if called.Load() != 2 {
		t.Error("the calls ended before")
	}
	release()
	w.until("it is told", func() bool {
		due, _, err := w.audience.AlarmsDue(t.Context())
		return err == nil && len(due) == 0 && called.Load() == 0
	})
}
