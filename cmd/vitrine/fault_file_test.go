package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/libtnb/sqlite"
)

// TestADamagedDatabaseFileIsNeitherUsedNorReplaced (F08): the program starts on a
// file that was damaged in several ways. It serves the last pages, says how to put
// a good copy back, writes nothing to the file and makes none in its place; with
// the copy in place everything is there again.
func TestADamagedDatabaseFileIsNeitherUsedNorReplaced(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	st := newStudy(t, s)
	st.tellIncident()
	s.stop()
	file := filepath.Join(s.data(), "vitrine.db")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func([]byte) []byte{
		"emptied":       func([]byte) []byte { return nil },
		"cut in half":   func(b []byte) []byte { return b[:len(b)/2] },
		"another head":  func(b []byte) []byte { return append(bytes.Repeat([]byte{0x5a}, 512), b[512:]...) },
		"zeros between": func(b []byte) []byte { return slices.Concat(b[:len(b)/4], make([]byte, len(b)/2), b[len(b)*3/4:]) },
	} {
		bad := damage(slices.Clone(good))
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		s.log = &logs{}
		s.start()
		if status, _, page := s.get("/incidents/" + st.incident); status != http.StatusOK || !strings.Contains(page, "the sign-in page answers again") {
			t.Errorf("%s: the page answers %d", name, status)
		}
		s.await(s.admin+"/healthz", 30*time.Second)
		if status, answer := st.writer.try("POST", "/incidents", object{"title": "x", "state": "investigating", "body": "We look."}); status != http.StatusServiceUnavailable {
			t.Errorf("%s: a deed is answered with %d %v", name, status, answer)
		}
		if said := s.log.String(); !strings.Contains(said, "vitrine.db is damaged") || !strings.Contains(said, "cp BACKUP "+file) {
			t.Errorf("%s: the log does not say how to go on: %s", name, tail(said, 800))
		}
		s.stop()
		if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, bad) {
			t.Errorf("%s: the file was written to (%v)", name, err)
		}
	}
	if err := errors.Join(os.WriteFile(file, good, 0o600), os.RemoveAll(file+"-wal"), os.RemoveAll(file+"-shm")); err != nil {
		t.Fatal(err)
	}
	s.start().await(s.admin+"/healthz", 30*time.Second)
	st.writer.do("POST", "/incidents/"+st.incident+"/updates", object{"state": "monitoring", "body": "The copy is back."})
	if _, _, page := s.get("/incidents/" + st.incident); !strings.Contains(page, "The copy is back.") {
		t.Error("with the copy back nothing can be published")
	}
}

// data is the server's data folder.
func (s *server) data() string {
	for _, v := range slices.Backward(s.env) {
		if dir, ok := strings.CutPrefix(v, "VITRINE_DATA_DIR="); ok {
			return dir
		}
	}
	return ""
}

// TestALogThatLostCommitsIsNotUsed (F08): after a crash a part of the log beside the
// database is gone, and with it a word that stands on the page. The word stays; the
// database is neither used nor changed until the log is back.
func TestALogThatLostCommitsIsNotUsed(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	st := newStudy(t, s)
	st.tellIncident()
	const word = "This word is in the log alone."
	st.writer.do("POST", "/incidents/"+st.incident+"/updates", object{"state": "monitoring", "body": word})
	s.kill()
	log := filepath.Join(s.data(), "vitrine.db-wal")
	good, err := os.ReadFile(log)
	if err != nil || len(good) < 8<<10 {
		t.Fatalf("the log has %d bytes: %v", len(good), err)
	}
	bad := good[:len(good)/2]
	if err := os.WriteFile(log, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // a restart alone mends nothing
		s.log = &logs{}
		s.start().await(s.admin+"/healthz", 30*time.Second)
		if _, _, page := s.get("/incidents/" + st.incident); !strings.Contains(page, word) {
			t.Error("what was published is gone")
		}
		if status, answer := st.writer.try("POST", "/incidents", object{"title": "x", "state": "investigating", "body": "We look."}); status != http.StatusServiceUnavailable {
			t.Errorf("a deed is answered with %d %v", status, answer)
		}
		if said := s.log.String(); !strings.Contains(said, "vitrine.db is damaged") || !strings.Contains(said, "cp BACKUP ") {
			t.Errorf("the log does not say how to go on: %s", tail(said, 800))
		}
		s.stop()
		if now, err := os.ReadFile(log); err != nil || !bytes.Equal(now, bad) {
			t.Fatalf("the log was changed (%v)", err)
		}
	}
	if err := errors.Join(os.WriteFile(log, good, 0o600), os.RemoveAll(filepath.Join(s.data(), "vitrine.db-shm"))); err != nil {
		t.Fatal(err)
	}
	s.start().await(s.admin+"/healthz", 30*time.Second)
	st.writer.do("POST", "/incidents/"+st.incident+"/updates", object{"state": "resolved", "body": "The log is back."})
	if _, _, page := s.get("/incidents/" + st.incident); !strings.Contains(page, word) || !strings.Contains(page, "The log is back.") {
		t.Error("with the log back something is missing")
	}
}

// TestALongWriterHoldsUpNoReader (F10): another process holds the lock of the
// database, as a backup does. Every page answers at once; a form waits and comes
// back with its text and a sentence; afterwards it goes out once.
func TestALongWriterHoldsUpNoReader(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	st := newStudy(t, s)
	st.tellIncident()
	jonas := s.console(t, "jonas@northpole.example", "admin")
	page, updates := "/incidents/"+st.incident, "/incidents/"+st.incident+"/updates"
	jonas.open(page)
	db, err := sql.Open(sqlite.DriverName, "file:"+filepath.Join(s.data(), "vitrine.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	writer, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	answered := make(chan sheet, 1)
	go func() { answered <- jonas.send(updates, "quiet", "state", "monitoring", "body", typedText) }()
	var got sheet
	for pages, waiting := 0, true; waiting; pages++ {
		if status, _, body := s.get(page); status != http.StatusOK || strings.Contains(body, "look &amp; search") {
			t.Fatalf("page %d answers %d", pages, status)
		}
		select {
		case got = <-answered:
			if waiting = false; pages < 50 {
				t.Errorf("only %d pages were answered while the form waited", pages)
			}
		default:
		}
	}
	got.says(t, http.StatusServiceUnavailable, "The database is busy with something long, so nothing was saved.")
	got.holds(t, typedText)
	if _, err := writer.ExecContext(context.Background(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	jonas.send(updates, "quiet").says(t, http.StatusOK, "Most sign-ins fail since 16:00 UTC.")
	if _, _, public := s.get(page); strings.Count(public, "<p>Most sign-ins fail since 16:00 UTC.") != 1 {
		t.Error("the word is not on the page once")
	}
}
