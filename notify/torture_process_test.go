package notify_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// TestTortureOneOfTwoReplicasDies lets two processes work on one PostgreSQL. One
// is killed in the middle, the other finishes.
func TestTortureOneOfTwoReplicasDies(t *testing.T) {
	torture(t)
	if os.Getenv("VITRINE_TEST_POSTGRES") == "" {
		t.Skip("SQLite is for one process")
	}
	w, dir := keyed(t)
	w.crowd(throng)
	w.server.behave(nil, func(string) error { time.Sleep(10 * time.Millisecond); return nil })
	first, second := w.spawnAs(dir, "first.acme.example"), w.spawnAs(dir, "second.acme.example")
	defer second()
	w.open("Elevated API errors")
	id := w.notification().PublicID
	w.until("both have sent", func() bool { a, b := w.shares(); return a > 200 && b > 200 })
	time.Sleep(rand.N(time.Second))
	a, b := w.shares()
	first()
	killed, before := time.Now(), w.reached()
	w.until("the other goes on", func() bool { return w.reached() > before+20 || w.reached() == throng })
	resumed := time.Since(killed)
	w.noEnd(id, func() bool { return w.reached() == throng })
	n := w.finished(id)
	all, rest := w.shares()
	t.Logf("first %d and second %d mails when the first was killed; it went on %s later; in the end %d and %d, finished %s after the kill",
		a, b, resumed.Round(time.Millisecond), all, rest, time.Since(killed).Round(time.Millisecond))
	w.told(n, 2*10)
}

// keyed makes a world whose key lies in dir, for processes of their own.
func keyed(t *testing.T) (w *world, dir string) {
	t.Helper()
	w, dir = create(t, 0), t.TempDir()
	var err error
	if w.key, err = models.LoadKey(dir); err != nil {
		t.Fatal(err)
	}
	w.audience = audience.NewStore(w.db, w.key, w.audit)
	return w, dir
}

// shares counts the mails by the process that sent them.
func (w *world) shares() (first, second int) {
	for _, m := range w.server.all() {
		if strings.Contains(m.Header.Get("List-Help"), "//first.") {
			first++
		} else {
			second++
		}
	}
	return first, second
}

// TestTortureTheDatabaseIsRestarted stops the cluster at random instants of a
// fan-out, as in a crash, and starts it again.
func TestTortureTheDatabaseIsRestarted(t *testing.T) {
	torture(t)
	if os.Getenv("VITRINE_TEST_POSTGRES") == "" {
		t.Skip("SQLite has no server")
	}
	w := create(t, 0)
	w.crowd(throng)
	w.server.behave(nil, func(string) error { time.Sleep(10 * time.Millisecond); return nil })
	w.open("Elevated API errors")
	id := w.notification().PublicID
	w.start(w.config())
	const restarts = 5
	for n := range restarts {
		w.until("it sends", func() bool { return w.reached() > (n+1)*throng/(restarts+2) })
		time.Sleep(rand.N(300 * time.Millisecond))
		at, before := time.Now(), w.reached()
		out, err := exec.Command("pg_ctlcluster", os.Getenv("PGVERSION"), "regress", "restart", "-m", "immediate").CombinedOutput()
		if err != nil {
			t.Fatalf("restart: %v %s", err, out)
		}
		w.until("it goes on", func() bool { return w.reached() > before+20 })
		if took := time.Since(at); took > 2*time.Minute {
			t.Errorf("it went on %s after the restart began", took)
		} else {
			t.Logf("restarted at %d of %d, went on after %s", before, throng, took.Round(time.Millisecond))
		}
	}
	w.until("everybody is told", func() bool { return w.reached() == throng })
	w.told(w.finished(id), restarts*2*10)
}
