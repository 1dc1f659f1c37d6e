package audience_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// figures skips what prints a figure, unless figures were asked for.
func figures(t *testing.T) {
	t.Helper()
	if os.Getenv("VITRINE_BENCH") == "" {
		t.Skip("a figure: make bench")
	}
}

// A million rows, of people or of the ledger, written by the database itself.
const (
	joinPostgres = `INSERT INTO subscribers (public_id, email, state, manage_hash, manage_sealed, leave_hash, all_components, wants_incidents, source, consent, requested_at, confirmed_at, created_at, updated_at)
		SELECT 'p' || lpad(n::text, 11, '0'), 'person' || n || '@customer' || n %% 50 || '.example', 'active', md5('m' || n), 'sealed', md5('l' || n), true, true, 'import', 'bench', now(), now(), now(), now()
		FROM generate_series(%d, %d) n`
	joinSQLite = `WITH RECURSIVE g (n) AS (SELECT %d UNION ALL SELECT n + 1 FROM g WHERE n < %d)
		INSERT INTO subscribers (public_id, email, state, manage_hash, manage_sealed, leave_hash, all_components, wants_incidents, source, consent, requested_at, confirmed_at, created_at, updated_at)
		SELECT printf('p%%011d', n), printf('person%%d@customer%%d.example', n, n %% 50), 'active', printf('m%%d', n), 'sealed', printf('l%%d', n), true, true, 'import', 'bench', ?1, ?1, ?1, ?1 FROM g`
	// What is long over: everybody was told of everything.
	pastNotifications = `INSERT INTO notifications (public_id, kind, thread, subject_id, title, recipients, send_at, fanned_at, finished_at, created_at)
		SELECT 'old' || n, 'incident', 'inc-old' || n, 1000000 + n, 'Errors', ?, ?, ?, ?, ? FROM `
	pastDeliveries = `INSERT INTO deliveries (notification_id, subscriber_id, channel, state, attempts, message_id, code, started_at, done_at)
		SELECT n.id, s.id, 'email', 'accepted', 1, '<inc-' || n.public_id || '.root.s' || s.public_id || '@status.example.com>', 250, ?, ?
		FROM notifications n CROSS JOIN subscribers s WHERE n.public_id LIKE 'old%' ORDER BY n.id, s.id`
)

// join writes the people from first to last.
func (h *hall) join(first, last int) {
	h.Helper()
	if h.db.Postgres() {
		h.run(fmt.Sprintf(joinPostgres, first, last))
		h.run("ANALYZE subscribers")
		return
	}
	h.run(fmt.Sprintf(joinSQLite, first, last), models.Clock())
}

// taken announces a new incident to everybody and takes the audience.
func (h *hall) taken() (n *audience.Notification, ranges []audience.Range, took time.Duration) {
	h.Helper()
	n = h.told(modelstest.Incident(h.T, h.site, "Errors"))
	begun := time.Now()
	ranges = h.fan(n.ID)
	return n, ranges, time.Since(begun)
}

// crew is how many workers a turn of these figures has.
const crew = 10

// deliver takes ranges from anywhere as the workers do, each mail accepted, until
// so many are told; it returns what each of them cost.
func (h *hall) deliver(id int64, ranges []audience.Range, people int) time.Duration {
	h.Helper()
	rand.Shuffle(len(ranges), func(i, j int) { ranges[i], ranges[j] = ranges[j], ranges[i] })
	done, begun := 0, time.Now()
	for _, r := range ranges {
		if done < people {
			done += h.work(id, r)
		}
	}
	return time.Since(begun) / time.Duration(max(1, done))
}

func (h *hall) work(id int64, r audience.Range) (done int) {
	h.Helper()
	w, err := h.store.Work(h.Context(), id, r)
	if err != nil {
		h.Fatal(err)
	}
	last := make([]*audience.Result, crew)
	for part := range slices.Chunk(w.Ready, crew) {
		turns := make([]audience.Turn, len(part))
		for i, delivery := range part {
			turns[i] = audience.Turn{Last: last[i], Next: delivery, Email: w.Emails[delivery]}
		}
		letters, err := h.store.Turns(h.Context(), turns)
		if err != nil {
			h.Fatal(err)
		}
		for i, l := range letters {
			if l == nil {
				h.Fatalf("delivery %d was not claimed", part[i])
			}
			last[i] = &audience.Result{DeliveryID: l.DeliveryID, State: audience.Accepted, Code: 250}
			done++
		}
	}
	for _, r := range last {
		if r != nil {
			if _, err := h.store.Step(h.Context(), r, 0); err != nil {
				h.Fatal(err)
			}
		}
	}
	return done
}

// TestBenchTheLedgerGrowsWide prints what taking an audience and telling one
// person cost with 1,000 people in the ledger and with 1,000,000.
func TestBenchTheLedgerGrowsWide(t *testing.T) {
	figures(t)
	h, people := open(t), 0
	h.join(1, 1000)
	h.taken() // the first of all prepares its statements
	people = 1000
	var firstFan, firstMail time.Duration
	for _, size := range []int{1_000, 10_000, 100_000, 1_000_000} {
		if size > people {
			h.join(people+1, size)
			people = size
		}
		n, ranges, took := h.taken()
		fan, mail := took/time.Duration(size), h.deliver(n.ID, ranges, 5_000)
		if size == 1_000 {
			firstFan, firstMail = fan, mail
		}
		fmt.Printf("%s: audience of %d taken in %s (%s for each, %.2f times the smallest); each mail's ledger %s, %.2f times the smallest\n",
			h.database(), size, took.Round(time.Millisecond), fan.Round(100*time.Nanosecond), float64(fan)/float64(firstFan),
			mail.Round(time.Microsecond), float64(mail)/float64(firstMail))
		if size == 1_000_000 && h.db.Postgres() && took > 30*time.Second {
			t.Errorf("a million people were taken in %s, not in 30 s", took)
		}
	}
}

// TestBenchTheLedgerGrowsLong prints what telling a thousand people costs when
// they were told of nothing yet, and of a thousand things.
func TestBenchTheLedgerGrowsLong(t *testing.T) {
	figures(t)
	h := open(t)
	h.join(1, 1000)
	fan, mail := h.quickest()
	h.remember(1000)
	later, then := h.quickest()
	fmt.Printf("%s: 1000 people taken in %s, each mail's ledger %s; with 1,000,000 rows of the past %s (%.2f times) and %s (%.2f times)\n", h.database(),
		fan.Round(time.Millisecond), mail.Round(time.Microsecond), later.Round(time.Millisecond), float64(later)/float64(fan),
		then.Round(time.Microsecond), float64(then)/float64(mail))
}

// quickest tells everybody of three incidents; it returns what taking the audience
// and each mail cost at least.
func (h *hall) quickest() (fan, mail time.Duration) {
	h.Helper()
	h.taken() // once for the database to come to rest
	for range 3 {
		n, ranges, took := h.taken()
		each := h.deliver(n.ID, ranges, 1000)
		if fan == 0 || took < fan {
			fan = took
		}
		if mail == 0 || each < mail {
			mail = each
		}
	}
	return fan, mail
}

// remember writes so many notifications of the past, with a row for everybody.
func (h *hall) remember(many int) {
	h.Helper()
	past := models.Clock().AddDate(0, -1, 0)
	series := fmt.Sprintf("generate_series(1, %d) n", many)
	if !h.db.Postgres() {
		series = fmt.Sprintf("(WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < %d) SELECT n FROM g)", many)
	}
	h.run(pastNotifications+series, 1000, past, past, past, past)
	h.run(pastDeliveries, past, past)
	if h.db.Postgres() {
		h.run("ANALYZE deliveries")
		h.run("ANALYZE notifications")
	}
}

func (h *hall) database() string {
	if h.db.Postgres() {
		return "PostgreSQL"
	}
	return "SQLite"
}
