package public_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
	"vitrine/public"
	"vitrine/public/edition"
)

// TestTheHistoryOfOneComponentSurvivesARestart starts a second process on the
// first one's edition while the database is away.
func TestTheHistoryOfOneComponentSurvivesARestart(t *testing.T) {
	t.Parallel()
	store, fix := modelstest.Open(t)
	modelstest.Incident(t, store, "The API fails", modelstest.Component(t, store, "API"))
	cfg := edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Version: "test", Log: slog.New(slog.DiscardHandler)}
	if _, err := edition.New(cfg).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, Press: edition.New(cfg)}
	if err := s.Press.Load(); err != nil {
		t.Fatal(err)
	}
	s.Handler = public.New(s.Press, signup.NewDoor(fix.DB, models.Key{}), public.Config{PublicURL: "https://status.example.org", Dir: t.TempDir(), Log: cfg.Log})
	s.listen()
	got, _ := s.ask(http.MethodGet, "/history?component=api", "")
	if got.StatusCode != http.StatusServiceUnavailable || strings.Contains(got.Header.Get("Cache-Control"), "max-age") {
		t.Errorf("before the facts are known: %d, %q", got.StatusCode, got.Header.Get("Cache-Control"))
	}
	if _, err := s.Press.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	s.Press.Tick()
	if got, body := s.ask(http.MethodGet, "/history?component=api", ""); got.StatusCode != http.StatusOK || !strings.Contains(body, "The API fails") {
		t.Errorf("with the facts from disk: %d", got.StatusCode)
	}
	if got, _ := s.ask(http.MethodGet, "/history?component=nobody", ""); got.StatusCode != http.StatusNotFound {
		t.Errorf("a component that is not there: %d", got.StatusCode)
	}
}
