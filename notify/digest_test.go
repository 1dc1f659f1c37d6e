package notify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models/audience"
)

// morningZone is a zone in which it was eight o'clock last, and when that was.
func morningZone() (zone string, due time.Time) {
	due = time.Now().UTC().Truncate(time.Hour)
	hours := (8-due.Hour()+36)%24 - 12 // ahead of UTC
	return fmt.Sprintf("Etc/GMT%+d", -hours), due
}

// TestSummariesReachEveryReaderOnce sends one morning's summaries on all
// connections at once.
func TestSummariesReachEveryReaderOnce(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	const readers = 60
	w.crowd(readers)
	zone, due := morningZone()
	w.run("UPDATE subscribers SET digest = 'daily', zone = ?, confirmed_at = ?", zone, due.AddDate(0, 0, -3))
	w.open("Elevated API errors")
	w.open("Sign-in fails")
	w.run("UPDATE notifications SET send_at = ?", due.Add(-time.Hour))
	if err := w.audience.Digests(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.notification().Kind; got != audience.Digest {
		t.Fatalf("the newest notification is %s", got)
	}
	w.start(w.config())
	if n := w.finished(w.notification().PublicID); n.Outcomes[audience.Accepted] != readers {
		t.Errorf("outcomes %v", n.Outcomes)
	}
	told := map[string]int{}
	for _, m := range w.server.all() {
		told[m.To]++
		if !strings.Contains(m.Text, "Elevated API errors") || !strings.Contains(m.Text, "Sign-in fails") {
			t.Errorf("%s was told\n%s", m.To, m.Text)
		}
	}
	if len(told) != readers {
		t.Errorf("%d people were told", len(told))
	}
	for to, n := range told {
		if n != 1 {
			t.Errorf("%s was told %d times", to, n)
		}
	}
}
