package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

func TestTheDoctorAsksTheHostThatIsConfigured(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{"127.0.0.1:8080": "127.0.0.1:8080", "0.0.0.0:8080": "127.0.0.1:8080", ":8080": "127.0.0.1:8080", "[::]:8080": "[::1]:8080",
		"127.0.0.2:81": "127.0.0.2:81", "[fd00::7]:81": "[fd00::7]:81", "status.internal:81": "status.internal:81", "[::ffff:0.0.0.0]:81": "127.0.0.1:81"} {
		if got := near(addr); got != want {
			t.Errorf("%s is asked at %s, want %s", addr, got, want)
		}
	}
}

// TestDoctorReady asks each kind of process whether it is ready.
func TestDoctorReady(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	for n, addr := range []string{"127.0.0.2", "127.0.0.3"} { // not where it was asked always
		name := []string{"VITRINE_PUBLIC_ADDR=", "VITRINE_ADMIN_ADDR="}[n]
		s.env = append(s.env, strings.Replace(name+s.variable(strings.TrimSuffix(name, "=")), "127.0.0.1", addr, 1))
	}
	s.public, s.admin = strings.Replace(s.public, "127.0.0.1", "127.0.0.2", 1), strings.Replace(s.admin, "127.0.0.1", "127.0.0.3", 1)
	for _, part := range []string{"", "--public-only", "--admin-only", "--worker-only"} {
		if out, errs, code := s.vitrine("", "doctor", "--ready"); code != 1 || !strings.Contains(out, "not ready") {
			t.Errorf("before serve %s: ended with %d %s%s", part, code, out, errs)
		}
		s.args = append([]string{"serve"}, strings.Fields(part)...)
		s.spawn()
		eventually(t, 30*time.Second, func() error {
			if out, _, code := s.vitrine("", "doctor", "--ready"); code != 0 {
				return &answerError{code, object{"detail": out}}
			}
			return nil
		})
		s.stop()
	}
}

var errNotNoticed = errors.New("the edition's keeper does not know that the database is away")

func TestHealthAnswersHEADLikeGET(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	s.await(s.admin+"/healthz", 30*time.Second)
	for _, address := range []string{s.public + "/healthz", s.public + "/readyz", s.admin + "/healthz"} {
		get, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(get.Body)
		get.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		head, err := http.Head(address)
		if err != nil {
			t.Fatal(err)
		}
		head.Body.Close()
		if head.StatusCode != get.StatusCode || head.ContentLength != int64(len(body)) || head.Header.Get("Content-Security-Policy") != get.Header.Get("Content-Security-Policy") {
			t.Errorf("%s: HEAD answers %d with %d bytes, GET %d with %d", address, head.StatusCode, head.ContentLength, get.StatusCode, len(body))
		}
	}
}

// inHouse builds a house with a site of its own in this process.
func inHouse(t *testing.T, publicURL string) *house {
	t.Helper()
	ports := prepare(t)
	c := &Config{DataDir: t.TempDir(), PublicURL: publicURL, AdminURL: "http://localhost:8081", PublicAddr: strings.TrimPrefix(ports.public, "http://"),
		AdminAddr: strings.TrimPrefix(ports.admin, "http://"), MailFrom: "Status <status@localhost>", SendDelay: "1s", LogFormat: "text", LogLevel: "info"}
	c.DatabaseURL = "sqlite:" + filepath.Join(c.DataDir, "db", "vitrine.db")
	h := rebuild(t, c)
	if err := h.migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

func rebuild(t *testing.T, c *Config) *house {
	t.Helper()
	if err := c.check(); err != nil {
		t.Fatal(err)
	}
	h, err := build(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.close() })
	return h
}

func TestThePagesOwnHostIsPublic(t *testing.T) {
	t.Parallel()
	found := func(url string) int {
		h := inHouse(t, url)
		finds, err := h.gate.Scan(t.Context(), []models.Text{{Field: "body", Body: "Follow https://status-prod-1.corp/history for news."}})
		if err != nil {
			t.Fatal(err)
		}
		return len(finds)
	}
	if n := found("https://status-prod-1.corp:8443"); n != 0 {
		t.Errorf("%d finds in the page's own address", n)
	}
	if n := found("https://status.example.org"); n == 0 {
		t.Error("any host passes, so this proves nothing")
	}
}

// TestTheEditionIsWatchedWhileTheDatabaseIsAway starts without the database: the
// edition from disk notices that it is away.
func TestTheEditionIsWatchedWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	h := inHouse(t, "http://localhost:8080")
	if _, err := h.press.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	file := strings.TrimPrefix(h.config.DatabaseURL, "sqlite:")
	if err := os.Rename(filepath.Dir(file), filepath.Dir(file)+".away"); err != nil {
		t.Fatal(err)
	}
	again := rebuild(t, h.config)
	ctx, stop := context.WithCancel(t.Context())
	sv := &serving{session: &session{ctx: ctx, config: again.config, streams: streams{strings.NewReader(""), io.Discard, io.Discard}}, house: again}
	ended := make(chan error, 1)
	go func() { ended <- sv.run() }()
	eventually(t, 40*time.Second, func() error {
		if again.press.DataAwaySince() == nil {
			return errNotNoticed
		}
		return nil
	})
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestAProcessThatOnlySendsMailRendersNothing: its editions would be seen, and
// swept, by nobody.
func TestAProcessThatOnlySendsMailRendersNothing(t *testing.T) {
	t.Parallel()
	h := inHouse(t, "http://localhost:8080")
	for _, c := range []struct {
		serveCommand
		renders bool
	}{{serveCommand{WorkerOnly: true}, false}, {serveCommand{AdminOnly: true, WorkerOnly: true}, true}, {serveCommand{}, true}} {
		sv := &serving{session: &session{ctx: t.Context(), config: h.config}, house: h, serveCommand: c.serveCommand}
		if _, err := sv.wake(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := h.notifier.Advanced != nil; got != c.renders || got != sv.renders() || exists(h.editionDir()) != c.renders {
			t.Errorf("%+v renders: %t, want %t; an edition on disk: %t", c.serveCommand, got, c.renders, exists(h.editionDir()))
		}
		if _, _, worker := sv.parts(); worker {
			if err := h.notifier.Stop(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}
}
