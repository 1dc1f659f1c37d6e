package notify_test

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
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
		Key: key, PublicURL: "https://" + os.Getenv(workerEnv+"_HOST"), SMTPURL: os.Getenv(workerEnv + "_SMTP"), From: "a@status.acme.example",
		RescueAfter: 6 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(25 * time.Minute)
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
	w.toldOnce(id, people, kills*2*10) // of each worker, two for a connection, the one in hand
}

// TestTortureKillsOfALargeFanOut kills the sending process at 200 random instants
// of a fan-out to 10,000, on PostgreSQL also one of two processes.
func TestTortureKillsOfALargeFanOut(t *testing.T) {
	torture(t)
	for processes := 1; processes <= 2; processes++ {
		t.Run(strconv.Itoa(processes)+" sending", func(t *testing.T) {
			if processes > 1 && os.Getenv("VITRINE_TEST_POSTGRES") == "" {
				t.Skip("SQLite is for one process")
			}
			killOften(t, processes, 10_000, 200)
		})
	}
}

// killOften kills one of the processes after the other while they write to so
// many people.
func killOften(t *testing.T, processes, people, deaths int) {
	w, dir := keyed(t)
	w.crowd(people)
	w.server.behave(nil, func(string) error { time.Sleep(20 * time.Millisecond); return nil })
	w.open("Elevated API errors")
	id := w.notification().PublicID
	kill := make([]func(), processes)
	for i := range kill {
		kill[i] = w.spawn(dir)
	}
	early := func() bool { return w.notification().FinishedAt != nil && w.reached() < people }
	kills := 0
	for ; kills < deaths && w.reached() < people; kills++ {
		before := w.reached()
		w.until("somebody sends", func() bool { return w.reached() > before || w.notification().FinishedAt != nil })
		time.Sleep(rand.N(200 * time.Millisecond))
		if early() {
			t.Fatalf("finished with %d of %d told", w.reached(), people)
		}
		i := kills % processes
		kill[i]()
		kill[i] = w.spawn(dir)
	}
	last, before := time.Now(), w.reached()
	w.until("it goes on", func() bool { return w.reached() > before || w.notification().FinishedAt != nil })
	resumed := time.Since(last)
	w.finished(id)
	for _, end := range kill {
		end()
	}
	if resumed > 2*time.Minute {
		t.Errorf("it went on %s after the last kill", resumed)
	}
	t.Logf("%d kills of one of %d processes; it went on %s after the last", kills, processes, resumed.Round(time.Millisecond))
	w.toldOnce(id, people, kills*2*10) // of each worker, two for a connection, the one in hand
}

// reached counts the people who got a mail.
func (w *world) reached() int {
	seen := map[string]bool{}
	for _, m := range w.server.all() {
		seen[m.To] = true
	}
	return len(seen)
}

// work starts the process, with the key in dir, and hands over the way to kill it.
func (w *world) work(dir string, fn func(kill func())) {
	w.Helper()
	kill := w.spawn(dir)
	defer kill()
	fn(kill)
}

// spawn starts the process and returns the way to kill it.
func (w *world) spawn(dir string) (kill func()) {
	w.Helper()
	return w.spawnAs(dir, "status.acme.example")
}

// spawnAs starts the process under a host name of its own.
func (w *world) spawnAs(dir, host string) (kill func()) {
	w.Helper()
	url := "sqlite:" + w.db.Path()
	if w.db.Postgres() {
		url = w.db.Pool().Config().ConnString()
	}
	c := exec.Command(os.Args[0], "-test.run", "^TestWorkerProcess$", "-test.timeout", "30m")
	c.Env = append(os.Environ(), workerEnv+"="+url, workerEnv+"_KEY="+dir, workerEnv+"_SMTP="+w.server.URL, workerEnv+"_HOST="+host)
	if err := c.Start(); err != nil {
		w.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = c.Process.Kill()
		_ = c.Wait() // killed: its answer says nothing
	})
	w.Cleanup(kill)
	return kill
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
