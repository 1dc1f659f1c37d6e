package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestPagesOutliveTheDatabase stops the database under a running server, and
// starts the server again while it is still away.
// It is trial F12 and F16.
func TestPagesOutliveTheDatabase(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		p := newPostgres(t)
		outlive(t, p.env(), p.door.close, p.door.reopen)
	})
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "db", "vitrine.db")
		move := func(from, to string) func() {
			return func() {
				if err := os.Rename(filepath.Dir(from), filepath.Dir(to)); err != nil {
					t.Error(err)
				}
			}
		}
		elsewhere := filepath.Join(filepath.Dir(filepath.Dir(file)), "gone", "vitrine.db")
		outlive(t, []string{"VITRINE_DATABASE_URL=sqlite:" + file}, move(file, elsewhere), move(elsewhere, file))
	})
}

// TestStoppingDoesNotWaitForADatabaseThatHangs stops while the database takes
// every question and answers none.
// It is trial F13.
func TestStoppingDoesNotWaitForADatabaseThatHangs(t *testing.T) {
	t.Parallel()
	p, box := newPostgres(t), newMailbox(t)
	s := prepare(t, append(p.env(), "VITRINE_SMTP_URL="+box.url)...).start()
	s.await(s.admin+"/healthz", 30*time.Second)
	p.door.silence.Lock()
	defer p.door.silence.Unlock()
	time.Sleep(2 * time.Second) // so that everything that asks now and then has asked
	if took := s.stop(); took > 25*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

func outlive(t *testing.T, env []string, stop, again func()) {
	s := prepare(t, env...).start()
	st := newStudy(t, s)
	st.tellIncident()
	_, paths := s.export()
	check := func(when string) {
		t.Helper()
		for _, path := range paths {
			status, _, body := s.get(path)
			if want := http.StatusOK; status != want && path != "/404.html" {
				t.Errorf("%s: %s answered %d %s", when, path, status, tail(body, 200))
			}
		}
		if status, _, _ := s.get("/readyz"); status != http.StatusOK {
			t.Errorf("%s: /readyz answers %d", when, status)
		}
		if _, _, page := s.get("/"); !dated.MatchString(page) {
			t.Errorf("%s: the front page does not say of when it is", when)
		}
		if _, _, page := s.get("/incidents/" + st.incident); !strings.Contains(page, "stopped, and the sign-in page answers again") {
			t.Errorf("%s: the incident lost its words", when)
		}
	}
	check("with the database")
	stop()
	check("with the database stopped")
	s.throng(t, 3000)
	if _, last := s.export(); !slices.Equal(last, paths) {
		t.Errorf("with the database stopped, %d paths are exported, want %d", len(last), len(paths))
	}
	if took := s.stop(); took > 25*time.Second {
		t.Errorf("stopping took %s", took)
	}
	s.start()
	check("after a restart without the database")
	eventually(t, 30*time.Second, func() error { // the console opens after the first look for the database
		res, err := http.Get(s.admin + "/")
		if err != nil {
			return err
		}
		defer res.Body.Close()
		if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), "The database has not answered since 20") {
			return fmt.Errorf("without its database the console says %d %s", res.StatusCode, tail(string(body), 300))
		}
		return nil
	})
	again()
	s.await(s.admin+"/healthz", 30*time.Second) // the console opens after the first look for the database
	eventually(t, 40*time.Second, func() error {
		status, answer := st.writer.try("GET", "/incidents/"+st.incident, nil)
		if status != http.StatusOK {
			return &answerError{status, answer}
		}
		return nil
	})
	st.writer.do("POST", "/incidents/"+st.incident+"/updates", object{"state": "resolved", "body": "The database is back, and so are we."})
	if _, _, page := s.get("/incidents/" + st.incident); !strings.Contains(page, "so are we") {
		t.Error("a new word did not appear after the database came back")
	}
}

// dated is how a page says of when it is, or since when it may be old.
var dated = regexp.MustCompile(`(updated|could not refresh it since) <time datetime="20`)

// throng asks for the front page so many times from 32 connections, and wants it
// whole each time.
func (s *server) throng(t *testing.T, times int64) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}, Timeout: patience}
	defer client.CloseIdleConnections()
	var asked, failed atomic.Int64
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			for asked.Add(1) <= times {
				if !answersWhole(client, s.public+"/") {
					failed.Add(1)
				}
			}
		})
	}
	all.Wait()
	if n := failed.Load(); n > 0 {
		t.Errorf("%d of %d readers got no page", n, times)
	}
}

func answersWhole(client *http.Client, address string) bool {
	res, err := client.Get(address)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return err == nil && res.StatusCode == http.StatusOK && strings.HasSuffix(strings.TrimSpace(string(body)), "</html>")
}

// TestTortureTenMinutesWithoutADatabase keeps PostgreSQL away for ten minutes while
// five hundred ask each second (F12): everybody gets the page, which comes to say
// since when it may be old, and the program stays ready.
func TestTortureTenMinutesWithoutADatabase(t *testing.T) {
	if os.Getenv("VITRINE_TORTURE") == "" {
		t.Skip("ten minutes: make torture")
	}
	p := newPostgres(t)
	s := prepare(t, p.env()...).start()
	st := newStudy(t, s)
	st.tellIncident()
	st.writer.do("POST", "/incidents", object{"title": "Something is slow", "state": "investigating", "body": "We look."})
	p.door.close()
	noticed := false
	for begin := time.Now(); time.Since(begin) < 10*time.Minute; {
		second := time.Now()
		s.throng(t, 500)
		if status, _, _ := s.get("/readyz"); status != http.StatusOK {
			t.Errorf("after %s /readyz answers %d", time.Since(begin), status)
		}
		_, _, page := s.get("/")
		noticed = noticed || strings.Contains(page, "could not refresh it since")
		if !dated.MatchString(page) {
			t.Errorf("after %s the page does not say of when it is", time.Since(begin))
		}
		time.Sleep(time.Until(second.Add(time.Second)))
	}
	if !noticed {
		t.Error("the page never said since when it may be old")
	}
	p.door.reopen()
	eventually(t, time.Minute, func() error {
		if status, answer := st.writer.try("POST", "/incidents/"+st.incident+"/updates", object{"state": "resolved", "body": "The database is back."}); status > 299 {
			return &answerError{status, answer}
		}
		return nil
	})
}

// answerError is an answer that was not wanted.
type answerError struct {
	status int
	answer object
}

func (e *answerError) Error() string {
	return http.StatusText(e.status) + " " + text(e.answer, "detail")
}
