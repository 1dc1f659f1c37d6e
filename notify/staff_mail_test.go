package notify_test

import (
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/notify"
	crew "vitrine/notify/staff"
)

const console = "https://console.acme.example"

// office is a world with people who work there, at a time of its own.
type office struct {
	*world
	staff  *staff.Store
	review *review.Store
	people []staff.User

	mu   sync.Mutex
	from time.Time // real time at which it was at
	at   time.Time
}

// openOffice opens an office with n people at a time, from which its clock goes on.
func openOffice(t *testing.T, at time.Time, n int) *office {
	t.Helper()
	o := &office{world: create(t, 0)}
	o.set(at)
	o.staff, o.review = rooms(o.db, o.key, o.now)
	for i := range n {
		u, err := o.staff.AddUser(t.Context(), staff.NewUser{Email: fmt.Sprintf("person%d@acme.example", i), Name: fmt.Sprintf("Person %d", i), Role: staff.Reviewer})
		if err != nil {
			t.Fatal(err)
		}
		o.people = append(o.people, u)
	}
	return o
}

// rooms are the inside rooms that mails to staff come from.
func rooms(db *models.DB, key models.Key, now func() time.Time) (*staff.Store, *review.Store) {
	people := staff.NewStore(db, key)
	site := models.NewStore(db, people, &modelstest.Queue{}, &modelstest.Gate{})
	r := review.NewStore(db, site, people, review.NewGate(db))
	site.Now, people.Now, r.Now = now, now, now
	return people, r
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.at.Add(time.Since(o.from)).Truncate(time.Microsecond)
}

// set moves the office to another time.
func (o *office) set(at time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.from, o.at = time.Now(), at
}

// crew starts a notifier whose crew looks at the clock all the time.
func (o *office) crew() (stop func()) {
	o.Helper()
	_, stop = o.start(o.crewConfig())
	return stop
}

func (o *office) crewConfig() notify.Config {
	c := o.config()
	c.CrewEvery = 20 * time.Millisecond
	c.Crew = &crew.Crew{Review: o.review, Staff: o.staff, Site: o.store, DB: o.db, AdminURL: console, Log: slog.New(slog.NewTextHandler(o.log, nil)),
		Every: time.Millisecond, Retry: 50 * time.Millisecond}
	return c
}

// owe gives somebody an action item that is due on a day.
func (o *office) owe(u staff.User, body string, day time.Time) review.Action {
	o.Helper()
	rs, err := o.review.StartReview(o.Context(), review.NewReview{Title: "Review of " + body})
	if err != nil {
		o.Fatal(err)
	}
	a, err := o.review.AddAction(o.Context(), rs.PublicID, review.NewAction{Body: body, Kind: review.Prevent, Owner: u.Name, DueOn: &day})
	if err != nil {
		o.Fatal(err)
	}
	return a
}

// settled waits until no mail waits and n were queued, and returns them, the
// oldest first.
func (o *office) settled(n int) (mails []staff.Mail) {
	o.Helper()
	o.until(fmt.Sprintf("%d mails to staff are settled", n), func() bool {
		var err error
		if mails, err = o.staff.Mails(o.Context(), false, 500); err != nil {
			o.Fatal(err)
		}
		return len(mails) >= n && !slices.ContainsFunc(mails, func(m staff.Mail) bool { return m.DoneAt == nil })
	})
	slices.Reverse(mails)
	return mails
}

// quiet looks at the clock some more times and says how many mails arrived in all.
func (o *office) quiet() int {
	time.Sleep(150 * time.Millisecond)
	return len(o.server.all())
}

func day(d int) time.Time { return modelstest.At(time.November, d, 0, 0) }

var links = regexp.MustCompile(`https?://[^\s"<>)]+`)

func TestAnOwnerIsRemindedByOneMailThatBelongsToNoList(t *testing.T) {
	t.Parallel()
	o := openOffice(t, modelstest.At(time.November, 19, 9, 0), 3)
	lee, muted := o.people[0], o.people[1]
	o.subscribe("sam@customer.example")
	item := o.owe(lee, "Alarm before the disk is full <b>", day(20))
	o.owe(lee, "Write down how to move traffic", day(12))
	o.owe(muted, "Not to be told", day(19))
	if err := o.staff.ChooseMail(t.Context(), staff.MailChoice{UserID: muted.ID, Nags: true}); err != nil {
		t.Fatal(err)
	}
	o.crew()
	mails := o.settled(1)
	if n := o.quiet(); n != 1 || len(mails) != 1 || mails[0].State != staff.MailSent || mails[0].UserID != lee.ID {
		t.Fatalf("%d mails arrived: %+v", n, mails)
	}
	m := o.server.to(lee.Email)[0]
	for name, want := range map[string]string{"Subject": "2 action items of yours, 1 overdue", "Auto-Submitted": "auto-generated",
		"Message-Id": fmt.Sprintf("<staff.%d.2026-11-19@status.acme.example>", mails[0].ID), "List-Id": "", "List-Unsubscribe": "", "Precedence": ""} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, text := range []string{m.Text, m.HTML} {
		if !strings.Contains(text, "Person 0") || !strings.Contains(text, console+"/reviews/") || !strings.Contains(text, "/actions/"+item.PublicID) || strings.Contains(text, "Not to be told") {
			t.Errorf("the mail says\n%s", text)
		}
		for _, link := range links.FindAllString(text, -1) {
			if !strings.HasPrefix(link, console+"/") {
				t.Errorf("a link that is not from the configuration: %s", link)
			}
		}
	}
	if strings.Contains(m.HTML, "<b>") || !strings.Contains(m.Text, "full <b>") {
		t.Error("what people write is not shown as they wrote it")
	}
}

// TestAMailToStaffIsTriedUntilTheServerTakesIt: put off twice, then taken; refused
// for good, it is settled, and told anew with the next morning.
func TestAMailToStaffIsTriedUntilTheServerTakesIt(t *testing.T) {
	t.Parallel()
	o := openOffice(t, modelstest.At(time.November, 19, 9, 0), 2)
	var mu sync.Mutex
	tries := map[string]int{}
	o.server.behave(func(to string) error {
		mu.Lock()
		defer mu.Unlock()
		tries[to]++
		switch {
		case to == o.people[0].Email && tries[to] <= 2:
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "come back later"}
		case to == o.people[1].Email && tries[to] == 1:
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "unknown"}
		}
		return nil
	}, nil)
	for _, u := range o.people {
		o.owe(u, "Test the copies for "+u.Name, day(20))
	}
	stop := o.crew()
	late, refused := o.settled(2)[0], o.settled(2)[1]
	if late.UserID != o.people[0].ID {
		late, refused = refused, late
	}
	if late.State != staff.MailSent || late.Attempts != 3 || refused.State != staff.MailFailed || refused.Attempts != 1 || !strings.Contains(refused.LastError, "5.1.1") {
		t.Errorf("late %+v\nrefused %+v", late, refused)
	}
	stop()
	o.set(modelstest.At(time.November, 20, 9, 0))
	o.crew()
	o.until("both are told on the next day", func() bool { return len(o.server.all()) == 3 })
	if n := o.quiet(); n != 3 || len(o.server.to(o.people[1].Email)) != 1 {
		t.Errorf("%d mails, %d for who was refused once", n, len(o.server.to(o.people[1].Email)))
	}
}

// TestAMailToStaffWhoseAnswerWasLostComesUnderTheSameMessageID: the server takes
// it, and the line drops before it can say so.
func TestAMailToStaffWhoseAnswerWasLostComesUnderTheSameMessageID(t *testing.T) {
	t.Parallel()
	o := openOffice(t, modelstest.At(time.November, 19, 9, 0), 2)
	once, always := o.people[0].Email, o.people[1].Email
	kept := map[string]int{}
	o.server.onKept = func(to string) bool { kept[to]++; return to == always || kept[to] == 1 }
	for _, u := range o.people {
		o.owe(u, "Test the copies for "+u.Name, day(20))
	}
	o.crew()
	o.settled(2)
	o.quiet()
	for address, copies := range map[string]int{once: 2, always: 4} {
		got := o.server.to(address)
		ids := map[string]bool{}
		for _, m := range got {
			ids[m.Header.Get("Message-Id")] = true
		}
		if len(got) != copies || len(ids) != 1 {
			t.Errorf("%s: %d mails under %d ids, want %d under one", address, len(got), len(ids), copies)
		}
	}
	for _, m := range o.settled(2) {
		if want := map[int64]staff.MailState{o.people[0].ID: staff.MailSent, o.people[1].ID: staff.MailUncertain}[m.UserID]; m.State != want {
			t.Errorf("user %d: %s after %d attempts, want %s", m.UserID, m.State, m.Attempts, want)
		}
	}
}

// TestStaffAreWrittenToInTheMorningOfTheirWorkingDays: the site stands in
// Auckland, thirteen hours ahead, and Monday is a holiday there.
func TestStaffAreWrittenToInTheMorningOfTheirWorkingDays(t *testing.T) {
	t.Parallel()
	at := func(d, hour, minute int) time.Time { return modelstest.At(time.November, d, hour, minute) }
	o := openOffice(t, at(19, 18, 50), 2) // Friday, 7:50
	zone, holidays := "Pacific/Auckland", "2026-11-23 A holiday"
	if _, err := o.store.EditSettings(t.Context(), models.SettingsEdit{TimeZone: &zone}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.review.EditDeadlines(t.Context(), review.DeadlinesEdit{Holidays: &holidays}); err != nil {
		t.Fatal(err)
	}
	if err := o.staff.ChooseMail(t.Context(), staff.MailChoice{UserID: o.people[1].ID, Agenda: true}); err != nil {
		t.Fatal(err)
	}
	o.owe(o.people[0], "Due on Saturday", day(21))
	due := day(20)
	r, err := o.review.StartReview(t.Context(), review.NewReview{Title: "Near miss", Facilitator: o.people[0].Name})
	if err == nil {
		_, err = o.review.EditReview(t.Context(), r.PublicID, review.ReviewEdit{DueAt: &due})
	}
	if err != nil {
		t.Fatal(err)
	}
	o.crew()
	arrived := 0
	for _, step := range []struct {
		when string
		at   time.Time
		want []string
	}{
		{"Friday before eight", at(19, 18, 50), nil},
		{"Friday at eight", at(19, 19, 0), []string{"Agenda for Friday, 20 November", "Due in 1 day: Due on Saturday", "Review due: Near miss"}},
		{"Saturday", at(20, 20, 0), nil},
		{"the holiday", at(22, 20, 0), nil},
		{"Tuesday", at(23, 20, 0), []string{"Agenda for Tuesday, 24 November", "Overdue: Due on Saturday", "Review due: Near miss"}},
		{"Wednesday", at(24, 20, 0), []string{"Review due: Near miss"}},
	} {
		o.set(step.at)
		o.until("as many mails as expected came on "+step.when, func() bool { return len(o.server.all()) >= arrived+len(step.want) })
		o.quiet()
		var subjects []string
		for _, m := range o.server.all()[arrived:] {
			subjects = append(subjects, m.Header.Get("Subject"))
		}
		slices.Sort(subjects)
		if !slices.Equal(subjects, step.want) {
			t.Errorf("%s: %q, want %q", step.when, subjects, step.want)
		}
		arrived = len(o.server.all())
	}
}

// TestWhatIsDoneOrMutedMeanwhileIsNotSent: the mail server was away when the mails
// were queued.
func TestWhatIsDoneOrMutedMeanwhileIsNotSent(t *testing.T) {
	t.Parallel()
	o := openOffice(t, modelstest.At(time.November, 19, 9, 0), 3)
	var away atomic.Bool
	away.Store(true)
	o.server.behave(func(string) error {
		if away.Load() {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
		}
		return nil
	}, nil)
	done := o.owe(o.people[0], "First", day(20))
	o.owe(o.people[1], "Second", day(20))
	o.owe(o.people[2], "Third", day(20))
	stop := o.crew()
	o.until("each was tried", func() bool {
		ms, err := o.staff.Mails(t.Context(), true, 9)
		return err == nil && len(ms) == 3 && !slices.ContainsFunc(ms, func(m staff.Mail) bool { return m.Attempts == 0 || m.State != staff.MailWaiting })
	})
	o.owe(o.people[2], "Fourth", day(20))
	o.until("the mail that waits tells of the fourth as well", func() bool {
		var rows int64
		err := o.db.Read(t.Context()).Raw("SELECT count(*) FROM action_reminders").Scan(&rows).Error
		return err == nil && rows == 4
	})
	stop()
	if _, err := o.review.EditAction(t.Context(), done.PublicID, review.ActionEdit{State: new(review.ActionDone)}); err != nil {
		t.Fatal(err)
	}
	if err := o.staff.ChooseMail(t.Context(), staff.MailChoice{UserID: o.people[1].ID}); err != nil {
		t.Fatal(err)
	}
	away.Store(false)
	o.crew()
	o.settled(3)
	o.quiet()
	if got := o.server.all(); len(got) != 1 || got[0].To != o.people[2].Email || !strings.Contains(got[0].Text, "Third") || !strings.Contains(got[0].Text, "Fourth") {
		t.Errorf("%d mails: %+v", len(got), got)
	}
}

var _ notify.Crew = (*crew.Crew)(nil)
