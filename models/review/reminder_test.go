package review_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// desk is a house with people who can be written to.
type desk struct {
	*house
	staff *staff.Store
}

func openDesk(t *testing.T) *desk {
	t.Helper()
	h := open(t)
	d := &desk{h, staff.NewStore(h.DB, models.Key{})}
	d.staff.Now = h.Clock.Now
	return d
}

func nothingMore(*models.Tx, []int64) error { return nil }

// told lists what the mails of a kind to a user tell of, a mail each.
func (d *desk) told(t *testing.T, user int64, kind staff.MailKind) (told []string) {
	t.Helper()
	mails := must(d.staff.Mails(t.Context(), false, 100))(t)
	slices.Reverse(mails)
	for _, m := range mails {
		if m.UserID != user || m.Kind != kind {
			continue
		}
		var bodies []string
		for _, b := range must(d.RemindedOf(t.Context(), m.ID))(t) {
			bodies = append(bodies, b.Body)
		}
		told = append(told, m.Period+": "+strings.Join(bodies, ", "))
	}
	return told
}

// add adds an action item of Gary Olsen's.
func (d *desk) add(t *testing.T, r review.Review, body string, due time.Time) review.Action {
	t.Helper()
	return must(d.AddAction(as(t, author), r.PublicID, review.NewAction{Body: body, Kind: review.Prevent, Owner: "Gary Olsen", DueOn: &due}))(t)
}

// handOver settles every mail that is due as the mail server's answer would.
func (d *desk) handOver(t *testing.T, state staff.MailState) {
	t.Helper()
	for _, id := range must(d.staff.MailsDue(t.Context()))(t) {
		m, _, err := d.staff.ClaimMail(t.Context(), id)
		if err == nil && m != nil {
			err = d.staff.SettleMail(t.Context(), *m, state, "", nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (d *desk) remind(t *testing.T) {
	t.Helper()
	if err := d.Remind(t.Context(), d.staff, nothingMore); err != nil {
		t.Fatal(err)
	}
}

func TestAnOwnerIsRemindedOnceOfEachStageInOneMail(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	on := func(day int) time.Time { return modelstest.At(time.November, day, 0, 0) }
	d.Clock.Set(modelstest.At(time.November, 16, 7, 59))
	r := must(d.StartReview(as(t, author), review.NewReview{Title: "Nearly"}))(t)
	item := d.add(t, r, "first", on(20))
	d.add(t, r, "second", on(19))
	d.add(t, r, "far", on(30))
	must(d.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "stranger's", Kind: review.Prevent, Owner: "Somebody Else", DueOn: ptr(on(17))}))(t)
	d.remind(t)
	if got := d.told(t, author, staff.ReminderMail); len(got) != 0 {
		t.Errorf("before the morning: %q", got)
	}
	for day := 16; day <= 30; day++ { // Saturdays and Sundays are left alone
		for _, hour := range []int{8, 9, 23} { // the second and third look finds nothing more to say
			d.Clock.Set(modelstest.At(time.November, day, hour, 0))
			d.remind(t)
			d.handOver(t, staff.MailSent)
		}
	}
	want := []string{"2026-11-16: second", "2026-11-17: first", "2026-11-19: second", "2026-11-20: second, first", "2026-11-23: first", "2026-11-27: second, far", "2026-11-30: first, far"}
	if got := d.told(t, author, staff.ReminderMail); !slices.Equal(got, want) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	must(d.EditAction(as(t, author), item.PublicID, review.ActionEdit{DueOn: ptr(on(29).AddDate(0, 0, 3))}))(t)
	d.Clock.Set(modelstest.At(time.December, 2, 9, 0))
	d.remind(t)
	if got := d.told(t, author, staff.ReminderMail); got[len(got)-1] != "2026-12-02: far, first" {
		t.Errorf("with a new day: %q", got)
	}
}

// TestAReminderThatToldNobodyIsGivenAnew: a mail that the server refused, or
// that was too old before one could be reached, told nobody; one that waits takes
// in what comes meanwhile, so that nobody gets two.
func TestAReminderThatToldNobodyIsGivenAnew(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	on := func(day int) time.Time { return modelstest.At(time.November, day, 0, 0) }
	at := func(day int) {
		d.Clock.Set(on(day).Add(9 * time.Hour))
		if err := d.staff.TidyMails(t.Context()); err != nil {
			t.Fatal(err)
		}
		d.remind(t)
	}
	d.Clock.Set(on(16))
	r := must(d.StartReview(as(t, author), review.NewReview{Title: "Nearly"}))(t)
	d.add(t, r, "first", on(17))
	d.add(t, r, "second", on(20))
	at(16)
	d.handOver(t, staff.MailFailed)
	at(17) // the mail of this day waits for a mail server
	at(18)
	if got, want := d.told(t, author, staff.ReminderMail), []string{"2026-11-16: first", "2026-11-17: first, second"}; !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	at(20) // that one is too old by now
	d.handOver(t, staff.MailSent)
	at(20)
	if got := d.told(t, author, staff.ReminderMail); len(got) != 3 || got[2] != "2026-11-20: first, second" {
		t.Errorf("told %q", got)
	}
	var states []staff.MailState
	for _, m := range must(d.staff.Mails(t.Context(), false, 9))(t) {
		states = append(states, m.State)
	}
	if !slices.Equal(states, []staff.MailState{staff.MailSent, staff.MailExpired, staff.MailFailed}) {
		t.Errorf("the mails are %q", states)
	}
}

func TestWhoMutedRemindersOrIsDoneIsNotReminded(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.Clock.Set(modelstest.At(time.November, 20, 9, 0))
	r := must(d.StartReview(as(t, author), review.NewReview{Title: "Nearly"}))(t)
	item := d.add(t, r, "today", modelstest.At(time.November, 20, 0, 0))
	if err := d.staff.ChooseMail(as(t, author), staff.MailChoice{UserID: author, Nags: true}); err != nil {
		t.Fatal(err)
	}
	d.remind(t)
	if got := d.told(t, author, staff.ReminderMail); len(got) != 0 {
		t.Errorf("muted, and told %q", got)
	}
	if err := d.staff.ChooseMail(as(t, author), staff.MailChoice{UserID: author, Reminders: true}); err != nil {
		t.Fatal(err)
	}
	d.remind(t)
	must(d.EditAction(as(t, author), item.PublicID, review.ActionEdit{State: ptr(review.ActionDone)}))(t)
	if got := d.told(t, author, staff.ReminderMail); !slices.Equal(got, []string{"2026-11-20: "}) {
		t.Errorf("what was done meanwhile is told of: %q", got)
	}
}

// TestAReminderThatFailsInTheMiddleIsWholeTheNextTime breaks the transaction
// after its rows were written.
func TestAReminderThatFailsInTheMiddleIsWholeTheNextTime(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.Clock.Set(modelstest.At(time.November, 20, 9, 0))
	r := must(d.StartReview(as(t, author), review.NewReview{Title: "Nearly"}))(t)
	d.add(t, r, "today", modelstest.At(time.November, 20, 0, 0))
	crash := errors.New("the queue is away")
	if err := d.Remind(t.Context(), d.staff, func(*models.Tx, []int64) error { return crash }); !errors.Is(err, crash) {
		t.Fatalf("%v", err)
	}
	if got := must(d.staff.Mails(t.Context(), false, 10))(t); len(got) != 0 {
		t.Errorf("half a reminder was kept: %+v", got)
	}
	var jobs []int64
	for range 2 {
		err := d.Remind(t.Context(), d.staff, func(_ *models.Tx, ids []int64) error { jobs = append(jobs, ids...); return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := d.told(t, author, staff.ReminderMail); !slices.Equal(got, []string{"2026-11-20: today"}) || len(jobs) != 1 {
		t.Errorf("told %q by %d jobs", got, len(jobs))
	}
}

func TestWhoAnswersIsNaggedOnceAWorkingDay(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	i := d.outage(t) // it ends on Thursday, 19 November: its review is due on Friday
	d.Clock.Set(modelstest.At(time.November, 19, 18, 0))
	r := must(d.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}, Facilitator: "@msorel"}))(t)
	nag := func(day, hour int) {
		d.Clock.Set(modelstest.At(time.November, day, hour, 0))
		if err := d.Nag(t.Context(), d.staff, nothingMore); err != nil {
			t.Fatal(err)
		}
		d.handOver(t, staff.MailSent)
	}
	for day := 19; day <= 23; day++ { // Saturday and Sunday are left alone
		nag(day, 7)
		nag(day, 9)
		nag(day, 17)
	}
	var periods []string
	for _, m := range must(d.staff.Mails(t.Context(), false, 100))(t) {
		if m.Kind != staff.NagMail || m.UserID != approver {
			t.Errorf("a mail for user %d of kind %s", m.UserID, m.Kind)
		}
		periods = append(periods, m.Period)
	}
	if !slices.Equal(periods, []string{"2026-11-23", "2026-11-20"}) {
		t.Errorf("nagged on %q", periods)
	}
	if dues := must(d.DueFor(t.Context(), approver))(t); len(dues) != 1 || dues[0].ReviewID != r.PublicID || !dues[0].Overdue {
		t.Errorf("due for the facilitator: %+v", dues)
	}
	if dues := must(d.DueFor(t.Context(), author))(t); len(dues) != 0 {
		t.Errorf("due for somebody else: %+v", dues)
	}
}

// TestANagThatWaitsOverANightIsTheNextDaysToo: the mail server is away from Friday
// to Monday, and one mail tells what is due then.
func TestANagThatWaitsOverANightIsTheNextDaysToo(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	i := d.outage(t)
	d.Clock.Set(modelstest.At(time.November, 19, 18, 0))
	must(d.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}, Facilitator: "@msorel"}))(t)
	for _, at := range []time.Time{modelstest.At(time.November, 20, 9, 0), modelstest.At(time.November, 23, 9, 0)} {
		d.Clock.Set(at)
		if err := d.Nag(t.Context(), d.staff, nothingMore); err != nil {
			t.Fatal(err)
		}
	}
	d.handOver(t, staff.MailSent)
	if err := d.Nag(t.Context(), d.staff, nothingMore); err != nil {
		t.Fatal(err)
	}
	if mails := must(d.staff.Mails(t.Context(), false, 100))(t); len(mails) != 1 || mails[0].Period != "2026-11-23" || mails[0].State != staff.MailSent {
		t.Errorf("the nags are %+v", mails)
	}
}

func TestTheAgendaGoesToWhoAskedOnTheFirstWorkingDayOfAWeek(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.Clock.Set(modelstest.At(time.November, 1, 0, 0))
	if err := d.staff.ChooseMail(as(t, author), staff.MailChoice{UserID: author, Agenda: true}); err != nil {
		t.Fatal(err)
	}
	must(d.EditDeadlines(as(t, approver), review.DeadlinesEdit{Holidays: ptr("2026-11-23")}))(t)
	for day := 14; day <= 27; day++ {
		d.Clock.Set(modelstest.At(time.November, day, 9, 0))
		if err := d.SendAgenda(context.WithoutCancel(t.Context()), d.staff, nothingMore); err != nil {
			t.Fatal(err)
		}
		d.handOver(t, staff.MailSent)
	}
	var sent []string
	for _, m := range must(d.staff.Mails(t.Context(), false, 100))(t) {
		sent = append(sent, m.Period+" on "+m.CreatedAt.Format("Monday"))
	}
	if !slices.Equal(sent, []string{"2026-W48 on Tuesday", "2026-W47 on Monday"}) {
		t.Errorf("sent %q", sent)
	}
}
