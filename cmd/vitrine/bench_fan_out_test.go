package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/valyala/fasthttp"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify"
)

// benchLines is how many connections to the mail server each sender uses.
const benchLines = 10

// amount is a number that the environment may change.
func amount(t testing.TB, name string, usual int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// crowd is a running program with many subscribers, its mail server and its
// database.
type crowd struct {
	*server
	sink   *mailSink
	db     *models.DB
	key    models.Key
	told   *audience.Store
	writer *client
	people int
}

// newCrowd starts the program on a database of its own, reached without a detour.
func newCrowd(t *testing.T, database string, env ...string) *crowd {
	t.Helper()
	c := &crowd{sink: newMailSink(t)}
	if database == "PostgreSQL" {
		p := newPostgres(t)
		env = append(env, "VITRINE_DATABASE_URL="+p.address(p.url.User, p.url.Host))
	}
	c.server = prepare(t, append([]string{"VITRINE_SMTP_URL=smtp://" + c.sink.address + "?tls=none", "VITRINE_SEND_DELAY=2s"}, env...)...)
	c.start()
	c.writer = c.user("jonas@northpole.example", "Jonas Feldt", "admin")
	var err error
	if c.db, err = models.Open(t.Context(), or(c.variable("VITRINE_DATABASE_URL"), "sqlite:"+c.variable("VITRINE_DATA_DIR")+"/vitrine.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.db.Close() })
	if c.key, err = models.LoadKey(c.variable("VITRINE_DATA_DIR")); err != nil {
		t.Fatal(err)
	}
	c.told = audience.NewStore(c.db, c.key, nil)
	return c
}

var crowdColumns = []string{"public_id", "email", "state", "manage_hash", "manage_sealed", "leave_hash", "source", "consent", "requested_at", "confirmed_at", "created_at", "updated_at"}

// member is a subscriber as the table keeps one.
func (c *crowd) member(n int) []any {
	id, token, now := models.NewID(), models.NewToken(), models.Clock()
	confirmed := now.AddDate(0, 0, -n%900)
	return []any{id, fmt.Sprintf("person%d@customer%d.example", n, n%50), "active", models.HashToken(token), c.key.Seal("manage", token),
		models.HashToken(c.key.Derive("leave", id)), "import", "bench", confirmed, confirmed, confirmed, now}
}

// join adds subscribers until there are so many.
func (c *crowd) join(people int) {
	c.t.Helper()
	ctx := context.Background()
	if c.db.Postgres() {
		_, err := c.db.Pool().CopyFrom(ctx, pgx.Identifier{"subscribers"}, crowdColumns, pgx.CopyFromFunc(func() ([]any, error) {
			if c.people == people {
				return nil, nil
			}
			c.people++
			return c.member(c.people), nil
		}))
		if err != nil {
			c.t.Fatal(err)
		}
		execute(c.t, c.variable("VITRINE_DATABASE_URL"), "ANALYZE subscribers")
		return
	}
	row := "(" + strings.Repeat("?,", len(crowdColumns)-1) + "?)"
	for c.people < people {
		var rows []string
		var args []any
		for range min(500, people-c.people) {
			c.people++
			rows, args = append(rows, row), append(args, c.member(c.people)...)
		}
		c.run("INSERT INTO subscribers ("+strings.Join(crowdColumns, ", ")+") VALUES "+strings.Join(rows, ", "), args...)
	}
}

// run changes the database behind the program's back.
func (c *crowd) run(query string, args ...any) {
	c.t.Helper()
	if err := c.db.Tx(context.Background(), func(tx *models.Tx) error { return tx.DB().Exec(query, args...).Error }); err != nil {
		c.t.Fatal(err)
	}
}

// publish tells everybody of a new incident.
func (c *crowd) publish() audience.Notification {
	c.t.Helper()
	c.writer.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating",
		"body": "Some of you cannot sign in since 16:00 UTC. Who is signed in already notices nothing.\n\nWe look into it and write again **within half an hour**.", "notify": true})
	return c.newest()
}

func (c *crowd) newest() audience.Notification {
	c.t.Helper()
	list, err := c.told.Notifications(context.Background(), audience.NotificationQuery{Limit: 1})
	if err != nil || len(list) == 0 {
		c.t.Fatalf("no notification: %v", err)
	}
	return list[0]
}

// finished waits until the newest notification is settled, and wants everybody
// told exactly once.
func (c *crowd) finished(got tally, people int) audience.Notification {
	c.t.Helper()
	var n audience.Notification
	eventually(c.t, time.Minute, func() error {
		if n = c.newest(); n.FinishedAt == nil {
			return fmt.Errorf("not finished: %v", n.Outcomes)
		}
		return nil
	})
	if n.Outcomes[audience.Accepted] != int64(people) || got.Mails != people || got.IDs != people {
		c.t.Errorf("%d people, outcomes %v, %d mails with %d Message-IDs", people, n.Outcomes, got.Mails, got.IDs)
	}
	return n
}

// fanRun is one fan-out that is measured.
type fanRun struct {
	name, database string
	people         int    // in the database
	way            string // to the mail server, as its control takes it
	signed         bool   // by DKIM with an RSA key, as the mail library's mails are then
	goal           string
}

// TestBenchFanOut tells everybody of an incident, with the mail server and the
// sender in processes of their own, and compares with the mail library alone.
func TestBenchFanOut(t *testing.T) {
	figures(t)
	many, fewer := amount(t, "VITRINE_BENCH_POSTGRESQL", 100_000), amount(t, "VITRINE_BENCH_SQLITE", 20_000)
	const ratio, rate = "ratio at least 0.8", "at least 100/s"
	for _, run := range []fanRun{
		{"PostgreSQL", "PostgreSQL", many, "", false, ratio},
		{"PostgreSQL, PIPELINING offered", "PostgreSQL", many, "pipelining=1", false, ratio},
		{"PostgreSQL, signed", "PostgreSQL", min(many, 20_000), "", true, ratio},
		{"PostgreSQL, answers after 20 ms", "PostgreSQL", min(many, 2_000), "delay=20ms", false, rate},
		{"PostgreSQL, answers after 20 ms, PIPELINING offered", "PostgreSQL", min(many, 2_000), "delay=20ms&pipelining=1", false, rate},
		{"SQLite", "SQLite", fewer, "", false, ratio},
		{"SQLite, PIPELINING offered", "SQLite", fewer, "pipelining=1", false, ratio},
	} {
		t.Run(run.name, run.measure)
	}
}

func (run fanRun) measure(t *testing.T) {
	var env []string
	key := ""
	if run.signed {
		key = keyFile(t)
		env = append(env, "VITRINE_DKIM_KEY="+key)
	}
	c := newCrowd(t, run.database, env...)
	c.sink.ask("/way?" + run.way)
	c.join(1)
	c.publish()
	c.sink.until(1, time.Minute)
	sample, err := readLetter(c.sink.ask("/sample"))
	if err != nil {
		t.Fatal(err)
	}
	if signed := sample.head.Get("DKIM-Signature") != ""; signed != run.signed {
		t.Fatalf("signed: %t", signed)
	}
	c.finished(c.sink.tally(), 1)
	c.join(run.people)
	idle := c.visit(func() { time.Sleep(3 * time.Second) })
	before := c.sink.alone(min(run.people, 20_000), benchLines, sample, key)
	c.sink.ask("/reset")
	var n audience.Notification
	var got tally
	spent := processorTime(t, c.cmd.Process.Pid)
	busy := c.visit(func() {
		n = c.publish()
		got = c.sink.until(run.people, 20*time.Minute)
	})
	spent = processorTime(t, c.cmd.Process.Pid) - spent
	done := c.finished(got, run.people)
	after := c.sink.alone(min(run.people, 20_000), benchLines, sample, key)
	theirs := (before.perSecond() + after.perSecond()) / 2
	fmt.Printf("%s: %d mails of %d bytes on %d connections: %.0f/s; go-mail alone %.0f/s and %.0f/s; ratio %.2f (goal: %s)\n",
		run.name, run.people, len(sample.raw), got.Lines, got.perSecond(), before.perSecond(), after.perSecond(), got.perSecond()/theirs, run.goal)
	fmt.Printf("    first mail %s after the undo window (goal: 2 s), audience taken after %s, finished %s after the last mail; %.1f MiB at most (goal: under 200), %s of the sender's processor for each mail; load %s\n",
		got.First.Sub(n.SendAt).Round(time.Millisecond), done.FannedAt.Sub(n.SendAt).Round(time.Millisecond), done.FinishedAt.Sub(got.Last).Round(time.Millisecond),
		c.memory("VmHWM"), (spent / time.Duration(run.people)).Round(time.Microsecond), load(t))
	fmt.Printf("    home page while nothing is sent: %s; while everything is: %s\n", idle, busy)
}

// keyFile makes an RSA key for DKIM and returns its file.
func keyFile(t *testing.T) string {
	t.Helper()
	text, err := notify.NewSigningKey("rsa")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "dkim.pem")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// latency is how long the home page took.
type latency []time.Duration

func (l latency) String() string {
	if len(l) == 0 {
		return "never asked"
	}
	slices.Sort(l)
	return fmt.Sprintf("p50 %s, p99 %s, most %s (%d times)", l[len(l)/2].Round(10*time.Microsecond), l[len(l)*99/100].Round(10*time.Microsecond), l[len(l)-1].Round(10*time.Microsecond), len(l))
}

// visit asks for the home page a hundred times a second while during runs.
func (c *crowd) visit(during func()) (took latency) {
	c.t.Helper()
	home := &fasthttp.HostClient{Addr: strings.TrimPrefix(c.public, "http://")}
	defer home.CloseIdleConnections()
	end := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
		ask(req, home.Addr)
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			begin := time.Now()
			if err := home.Do(req, res); err != nil || res.StatusCode() != 200 {
				c.t.Errorf("the home page answered %d, %v", res.StatusCode(), err)
			}
			took = append(took, time.Since(begin))
			select {
			case <-end:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	})
	during()
	close(end)
	done.Wait()
	return took
}
