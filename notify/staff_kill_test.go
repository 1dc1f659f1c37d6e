package notify_test

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
	"vitrine/notify"
	crew "vitrine/notify/staff"
)

// staffEnv turns this test binary into a process that writes to staff until it is
// killed.
const staffEnv = "VITRINE_TEST_STAFF_WORKER"

// TestStaffWorkerProcess is no test: it is the process that the next test kills.
func TestStaffWorkerProcess(t *testing.T) {
	url := os.Getenv(staffEnv)
	if url == "" {
		t.Skip("started by TestNobodyOnTheStaffIsForgottenWhenTheProcessIsKilled")
	}
	at, err := time.Parse(time.RFC3339Nano, os.Getenv(staffEnv+"_AT"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := models.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	people, reviews := rooms(db, models.Key{}, func() time.Time { return at.Add(time.Since(begun)).Truncate(time.Microsecond) })
	site := models.NewStore(db, people, &modelstest.Queue{}, &modelstest.Gate{})
	n, err := notify.New(notify.Config{DB: db, Audience: audience.NewStore(db, models.Key{}, people), Site: site,
		PublicURL: "https://status.acme.example", SMTPURL: os.Getenv(staffEnv + "_SMTP"), From: "a@status.acme.example", CrewEvery: 20 * time.Millisecond,
		Crew: &crew.Crew{Review: reviews, Staff: people, Site: site, DB: db, AdminURL: console, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Every: time.Millisecond, Retry: 50 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Minute)
}

// TestNobodyOnTheStaffIsForgottenWhenTheProcessIsKilled kills the process while
// the reminders of a morning leave: everybody is reminded, and a mail comes twice
// only where it was on its way at a kill, under the same Message-ID.
func TestNobodyOnTheStaffIsForgottenWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	const people, inHand = 36, 2
	kills := 3
	if testing.Short() {
		kills = 1
	}
	o := openOffice(t, modelstest.At(time.November, 19, 9, 0), people)
	for _, u := range o.people {
		o.owe(u, "Test the copies for "+u.Name, day(20))
	}
	o.server.behave(nil, func(string) error { time.Sleep(15 * time.Millisecond); return nil })
	killed := func() bool {
		ms, err := o.staff.Mails(t.Context(), true, 500)
		return err == nil && len(ms) > 0 // it died in the middle
	}
	for n := range kills {
		o.works(func() {
			before := len(o.server.all())
			o.until("the process sends", func() bool { return len(o.server.all()) > before+n })
		})
		if !killed() {
			t.Fatalf("nothing was left to do at kill %d", n)
		}
		if o.db.Postgres() { // a process that died is found out there by waiting
			o.run("DELETE FROM river_job")
			o.set(o.now().Add(2 * time.Minute))
		}
	}
	var mails []staff.Mail
	o.works(func() { mails = o.settled(people) })
	twice := 0
	for _, u := range o.people {
		got := o.server.to(u.Email)
		if len(got) == 0 {
			t.Errorf("%s was forgotten", u.Name)
			continue
		}
		for _, m := range got[1:] {
			twice++
			if m.Header.Get("Message-Id") != got[0].Header.Get("Message-Id") {
				t.Errorf("%s got two different mails", u.Name)
			}
		}
	}
	if twice > kills*inHand || len(mails) != people {
		t.Errorf("%d mails, %d came twice; at most %d were on their way", len(mails), twice, kills*inHand)
	}
	t.Logf("%d people, %d kills, %d mails twice", people, kills, twice)
}

// works lets a process work while fn runs, and kills it then.
func (o *office) works(fn func()) {
	o.Helper()
	url := "sqlite:" + o.db.Path()
	if o.db.Postgres() {
		url = o.db.Pool().Config().ConnString()
	}
	c := exec.Command(os.Args[0], "-test.run", "^TestStaffWorkerProcess$", "-test.timeout", "2m")
	c.Env = append(os.Environ(), staffEnv+"="+url, staffEnv+"_SMTP="+o.server.URL, staffEnv+"_AT="+o.now().Format(time.RFC3339Nano))
	c.Stdout, c.Stderr = o.log, o.log
	if err := c.Start(); err != nil {
		o.Fatal(err)
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait() // killed: its answer says nothing
	}()
	fn()
}
