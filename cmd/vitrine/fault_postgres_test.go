package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// faults is a server on PostgreSQL, with the story begun and its database behind a
// door.
type faults struct {
	*study
	db *postgres
}

// TestWhatPostgreSQLCanDoToUs tries its ways to fail, one after the other, on one
// running program that is never restarted.
func TestWhatPostgreSQLCanDoToUs(t *testing.T) {
	t.Parallel()
	p := newPostgres(t)
	s := prepare(t, p.env()...).start()
	f := &faults{newStudy(t, s), p}
	f.tellIncident()
	for _, test := range []struct {
		name string
		try  func(*faults, *testing.T)
	}{
		{"the answer to a commit is lost (F14)", (*faults).lostCommit},
		{"a hundred slow questions leave room to publish (F15)", (*faults).slowQuestions},
		{"the server becomes a replica that only reads (F17)", (*faults).onlyReads},
		{"the server takes every question and answers none (F13)", (*faults).hangs},
	} {
		t.Run(test.name, func(t *testing.T) {
			f.t, f.writer.t = t, t
			test.try(f, t)
		})
	}
}

// word posts an update and returns the answer.
func (f *faults) word(text string, headers ...string) (int, object) {
	return f.writer.try("POST", "/incidents/"+f.incident+"/updates", object{"state": "monitoring", "body": text}, headers...)
}

// shown counts how often a text stands on the incident's page.
func (f *faults) shown(words string) int {
	_, _, page := f.s.get("/incidents/" + f.incident)
	return strings.Count(page, "<p>"+words)
}

// lostCommit cuts the connection between a commit and its answer. The caller hears
// that nobody knows; the same key makes it one update and one mailing.
func (f *faults) lostCommit(t *testing.T) {
	told := len(list(f.writer.do("GET", "/notifications", nil), "items"))
	const words = "The commit of this word was answered by nobody."
	f.db.door.cutCommitOf(words)
	body := object{"state": "monitoring", "body": words, "notify": true}
	try := func() (int, object) {
		return f.writer.try("POST", "/incidents/"+f.incident+"/updates", body, "Idempotency-Key", "lost-commit")
	}
	status, answer := try()
	if !f.db.door.wasCut() {
		t.Fatal("no commit was cut")
	}
	if status < 500 {
		t.Errorf("a lost answer is told as %d %v", status, answer)
	}
	eventually(t, 20*time.Second, func() error {
		if status, answer = try(); status > 299 {
			return &answerError{status, answer}
		}
		return nil
	})
	if n := f.shown(words); n != 1 {
		t.Errorf("the word stands on the page %d times", n)
	}
	if now := len(list(f.writer.do("GET", "/notifications", nil), "items")); now != told+1 {
		t.Errorf("%d mailings were made", now-told)
	}
}

// slowQuestions has a hundred readers wait on a locked table.
func (f *faults) slowQuestions(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), f.db.address(f.db.url.User, f.db.url.Host))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), "BEGIN; LOCK TABLE subscribers IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 100 {
		readers.Go(func() { f.askFor(ctx, "/subscribers") })
	}
	eventually(t, 10*time.Second, func() error {
		var waiting int
		err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()").Scan(&waiting)
		if err == nil && waiting < 8 {
			err = fmt.Errorf("%d questions wait", waiting)
		}
		return err
	})
	status, answer := f.writer.try("PATCH", "/components/sign-in", object{"status": "degraded_performance"})
	if status > 299 {
		t.Errorf("beside a hundred slow questions a deed is answered with %d %v", status, answer)
	}
	if status, _, page := f.s.get("/"); status != http.StatusOK || !strings.Contains(page, "Degraded") {
		t.Errorf("the page answers %d and does not show it", status)
	}
	leave()
	if _, err := conn.Exec(context.Background(), "ROLLBACK"); err != nil {
		t.Error(err)
	}
	readers.Wait()
}

// onlyReads makes the server read-only, as after a switch to a replica.
func (f *faults) onlyReads(t *testing.T) {
	turn := func(how string) {
		execute(t, cluster(t), fmt.Sprintf("ALTER DATABASE %s SET default_transaction_read_only = %s", f.db.name, how))
		f.db.door.close() // every connection is a new one from now on
		f.db.door.reopen()
	}
	jonas := f.s.console(t, "jonas@northpole.example", "admin")
	page, updates := "/incidents/"+f.incident, "/incidents/"+f.incident+"/updates"
	jonas.open(page)
	form := jonas.form(updates, "state", "monitoring", "body", typedText, "step", "quiet")
	turn("on")
	var got sheet
	eventually(t, 15*time.Second, func() error { // the first answers tell of the cut connections
		got = jonas.ask("POST", updates, form)
		if !strings.Contains(got.words(), "The database only reads at the moment") {
			return fmt.Errorf("%d %s", got.status, tail(got.words(), 300))
		}
		return nil
	})
	got.says(t, http.StatusServiceUnavailable, "nothing was saved")
	got.holds(t, typedText)
	turn("off")
	eventually(t, 15*time.Second, func() error {
		if got = jonas.ask("POST", updates, form); got.status != http.StatusOK {
			return fmt.Errorf("%d %s", got.status, tail(got.words(), 300))
		}
		return nil
	})
	eventually(t, 20*time.Second, func() error { // a connection that was cut may have kept the page from following
		if n := f.shown("Most sign-ins fail since 16:00 UTC."); n != 1 {
			return fmt.Errorf("the word stands on the page %d times", n)
		}
		return nil
	})
}

// hangs silences the server. Pages answer, staff hear within five seconds, nothing
// piles up, and afterwards all goes on.
func (f *faults) hangs(t *testing.T) {
	before := f.s.goroutines(f.writer.token)
	f.db.door.silence.Lock()
	over := sync.OnceFunc(f.db.door.silence.Unlock)
	defer over()
	var askers sync.WaitGroup
	for range 40 {
		askers.Go(func() { f.askFor(t.Context(), "/incidents") })
	}
	for range 2 {
		begin := time.Now()
		status, answer := f.writer.try("GET", "/incidents", nil)
		if took := time.Since(begin); status < 500 || took > 5*time.Second+slack {
			t.Errorf("a call is answered with %d %v after %s", status, answer, took)
		}
		for _, path := range []string{"/", "/incidents/" + f.incident, "/readyz", "/api/v2/summary.json"} {
			if status, _, _ := f.s.get(path); status != http.StatusOK {
				t.Errorf("%s answers %d", path, status)
			}
		}
	}
	askers.Wait()
	over()
	eventually(t, 40*time.Second, func() error {
		if status, answer := f.word("The database speaks again."); status > 299 {
			return &answerError{status, answer}
		}
		return nil
	})
	eventually(t, 20*time.Second, func() error {
		if f.shown("The database speaks again.") == 0 {
			return errors.New("the word is not on the page")
		}
		return nil
	})
	eventually(t, 20*time.Second, func() error { // nothing of those who asked is left
		if now := f.s.goroutines(f.writer.token); before == 0 || now > before+12 {
			return fmt.Errorf("%d goroutines were at work, and now %d", before, now)
		}
		return nil
	})
}

// askFor asks the interface and takes any answer, or none.
func (f *faults) askFor(ctx context.Context, path string) {
	req, err := http.NewRequestWithContext(ctx, "GET", f.s.admin+"/api/v1"+path, nil)
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+f.writer.token)
	if res, err := http.DefaultClient.Do(req); err == nil {
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
}

// slack is what a busy machine may add to a limit of the program.
const slack = 4 * time.Second

// cutCommitOf lets the commit of the transaction in which text is sent reach the
// server, and cuts the connection before the answer comes back.
func (d *door) cutCommitOf(text string) { d.marked.Store(&text) }

// wasCut reports whether that happened.
func (d *door) wasCut() bool { return d.marked.Load() == nil }

// conversation is what one connection has said, as far as the cutting asks.
type conversation struct {
	began, ours bool
	committed   atomic.Bool
}

// questions are what goes to the database.
type questions struct {
	io.Reader
	door *door
	said *conversation
}

func (q questions) Read(p []byte) (int, error) {
	n, err := q.Reader.Read(p)
	mark := q.door.marked.Load()
	if mark == nil {
		return n, err
	}
	if bytes.Contains(p[:n], []byte("begin")) {
		q.said.began, q.said.ours = true, false
	}
	q.said.ours = q.said.ours || q.said.began && bytes.Contains(p[:n], []byte(*mark))
	if bytes.Contains(p[:n], []byte("commit\x00")) && q.said.ours {
		q.said.committed.Store(true)
		q.door.marked.Store(nil)
	}
	return n, err
}
