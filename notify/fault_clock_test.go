package notify_test

import (
	"sync/atomic"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// TestAClockThatIsSetWhileMailGoesOutLosesNobody (F41): the clock of the machine is
// set back two hours, or by the second that a leap second repeats, or two hours ahead,
// while a crowd is told. Everybody is told at once, and nobody twice, and the next
// word follows.
func TestAClockThatIsSetWhileMailGoesOutLosesNobody(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]time.Duration{"two hours back": -2 * time.Hour, "a leap second": -time.Second, "two hours ahead": 2 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const people = 60
			w := create(t, 0)
			var ahead, told atomic.Int64
			now := func() time.Time { return models.Clock().Add(time.Duration(ahead.Load())) }
			w.audience.Now, w.store.Now = now, now
			w.crowd(people)
			w.server.behave(nil, func(string) error {
				if told.Add(1) == people/3 {
					ahead.Store(int64(step))
				}
				return nil
			})
			w.start(w.config())
			i := w.open("Elevated API errors")
			n := w.finished(w.notification().PublicID)
			if n.Outcomes[audience.Accepted] != people {
				t.Errorf("outcomes %v, from %s to %s", n.Outcomes, n.CreatedAt, n.FinishedAt)
			}
			w.post(i, models.Resolved, "All is well again.")
			if n = w.finished(w.notification().PublicID); n.Outcomes[audience.Accepted] != people {
				t.Errorf("the next word: outcomes %v", n.Outcomes)
			}
			copies := map[string]int{}
			for _, m := range w.server.all() {
				copies[m.To+" "+m.Header.Get("Message-ID")]++
			}
			for mail, times := range copies {
				if times != 1 {
					t.Errorf("%s came %d times", mail, times)
				}
			}
			if len(copies) != 2*people {
				t.Errorf("%d mails came, want %d", len(copies), 2*people)
			}
		})
	}
}
