package notify_test

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/notify"
)

// workerEnv turns this test binary into a process that works until it is killed.
const workerEnv = "VITRINE_TEST_NOTIFY_WORKER"

// TestWorkerProcess is no test: it is the process that the next test kills.
func TestWorkerProcess(t *testing.T) {
	url := os.Getenv(workerEnv)
	if url == "" {
		t.Skip("started by TestNobodyIsForgottenWhenTheProcessIsKilled")
	}
	db, err := models.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	key, err := models.LoadKey(os.Getenv(workerEnv + "_KEY"))
	if err != nil {
		t.Fatal(err)
	}
	a := audience.NewStore(db, key, &modelstest.Audit{})
	n, err := notify.New(notify.Config{DB: db, Audience: a, Site: models.NewStore(db, &modelstest.Audit{}, &modelstest.Queue{}, &modelstest.Gate{}),
		Key: key, PublicURL: "https://status.acme.example", SMTPURL: os.Getenv(workerEnv + "_SMTP"), From: "a@status.acme.example",
		RescueAfter: 6 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Minute)
}

// TestNobodyIsForgottenWhenTheProcessIsKilled kills the sending process again and
// again. Nobody is left out, and a mail comes twice at most where it was on its
// way at a kill, with the same Message-ID.
func TestNobodyIsForgottenWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("needs some seconds, on PostgreSQL some minutes")
	}
	const people = 400
	w := create(t, 0)
	dir, deaths := t.TempDir(), 5
	if w.db.Postgres() { // a process that died is found out there by waiting
		deaths = 2
	}
	var err error
	if w.key, err = models.LoadKey(dir); err != nil {
		t.Fatal(err)
	}
	w.audience = audience.NewStore(w.db, w.key, w.audit)
	w.crowd(people)
	w.server.behave(nil, func(string) error { time.Sleep(10 * time.Millisecond); return nil })
	w.open("Elevated API errors")
	id := w.notification().PublicID

	kills := 0
	for wait := 150 * time.Millisecond; kills < deaths; wait += 70 * time.Millisecond {
		w.work(dir, func(kill func()) {
			before := len(w.server.all())
			w.until("the process sends", func() bool { return len(w.server.all()) > before || w.notification().FinishedAt != nil })
			time.Sleep(wait)
			kill()
		})
		kills++
	}
	w.work(dir, func(kill func()) {
		w.finished(id)
		kill()
	})
	w.toldOnce(id, people, kills*8)
}

// work starts the process, with the key in dir, and hands over the way to kill it.
func (w *world) work(dir string, fn func(kill func())) {
	w.Helper()
	url := "sqlite:" + w.db.Path()
	if w.db.Postgres() {
		url = w.db.Pool().Config().ConnString()
	}
	c := exec.Command(os.Args[0], "-test.run", "^TestWorkerProcess$", "-test.timeout", "6m")
	c.Env = append(os.Environ(), workerEnv+"="+url, workerEnv+"_KEY="+dir, workerEnv+"_SMTP="+w.server.URL)
	if err := c.Start(); err != nil {
		w.Fatal(err)
	}
	dead := false
	kill := func() {
		dead = true
		_ = c.Process.Kill()
		_ = c.Wait() // killed: its answer says nothing
	}
	defer func() {
		if !dead {
			kill()
		}
	}()
	fn(kill)
}

// toldOnce checks the ledger against the mailboxes.
func (w *world) toldOnce(id string, people, doubtful int) {
	w.Helper()
	n, err := w.audience.Notification(w.Context(), id)
	if err != nil {
		w.Fatal(err)
	}
	if n.Outcomes[audience.Accepted] != int64(people) {
		w.Errorf("outcomes %v", n.Outcomes)
	}
	copies, ids := map[string]int{}, map[string]string{}
	for _, m := range w.server.all() {
		if first, ok := ids[m.To]; ok && first != m.Header.Get("Message-ID") {
			w.Errorf("%s got two different Message-IDs", m.To)
		}
		copies[m.To]++
		ids[m.To] = m.Header.Get("Message-ID")
	}
	twice := 0
	for i := range people {
		switch n := copies["person"+strconv.Itoa(i)+"@customer.example"]; {
		case n == 0:
			w.Errorf("person %d was forgotten", i)
		case n > 1:
			twice += n - 1
		}
	}
	if twice > doubtful {
		w.Errorf("%d mails came twice, at most %d were on their way", twice, doubtful)
	}
	w.Logf("%d people, %d mails twice", people, twice)
}
