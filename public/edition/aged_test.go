package edition_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// told is what a client of the status API reads first.
type told struct {
	Page struct {
		UpdatedAt string `json:"updated_at"`
	} `json:"page"`
	Components []struct{ Status string }
	Incidents  []struct{ Name string }
	Status     struct{ Indicator, Description string }
}

func askStatus(t *testing.T, p *edition.Press, path string) (s told) {
	t.Helper()
	if err := json.Unmarshal([]byte(read(t, p, path)), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

const machinesOld = "(data may be old since 2026-11-"

// silent wants nothing for machines and nothing for readers to say that all is
// well.
func silent(t *testing.T, p *edition.Press, since time.Time) {
	t.Helper()
	for _, path := range []string{"/api/v2/status.json", "/api/v2/summary.json"} {
		if s := askStatus(t, p, path).Status; s.Indicator != "minor" || s.Description != "Status Unknown (data may be old since "+since.Format("2006-01-02 15:04")+" UTC)" {
			t.Errorf("%s says %+v", path, s)
		}
	}
	for _, path := range []string{"/badge.svg", "/badge/sign-in.svg"} {
		if got := read(t, p, path); !strings.Contains(got, ": Unknown</title>") || strings.Contains(got, "#1f6f43") {
			t.Errorf("%s is green: %s", path, got)
		}
	}
	if got := read(t, p, "/"); strings.Count(got, oldData) != 1 {
		t.Error("the front page does not say once that it may be old")
	}
}

func TestWhatMayBeOldIsNotGreenForMachines(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	seen, before := store.Now(), askStatus(t, p, "/api/v2/summary.json")
	if before.Status.Indicator != "none" || !strings.Contains(read(t, p, "/badge.svg"), "Operational") {
		t.Fatal("all is well, and it is called something else")
	}
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	fix.Clock.Advance(5 * time.Hour)
	p.Tick()
	if s := askStatus(t, p, "/api/v2/status.json").Status; s.Indicator != "none" {
		t.Errorf("on a quiet page the last word is true for a while: %+v", s)
	}
	fix.Clock.Advance(2 * time.Hour)
	p.Tick()
	silent(t, p, seen)
	if got := read(t, p, "/"); !strings.Contains(got, "All services were working when we last looked.") || !strings.Contains(got, "icon-unknown") {
		t.Error("the front page says that all is well")
	}
	after := askStatus(t, p, "/api/v2/summary.json")
	if after.Page != before.Page || len(after.Components) != len(before.Components) || after.Components[0].Status != "operational" {
		t.Error("more than the summing up was changed, or the page claims to be newer than it is")
	}
}

// TestTroubleThatWasSeenIsStillTold however old it is.
func TestTroubleThatWasSeenIsStillTold(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	pay := mustComponent(t, store, "payments")
	modelstest.Incident(t, store, "Cards are refused", pay)
	p, _ := press(t, store)
	catchUp(t, p)
	was := askStatus(t, p, "/api/v2/status.json").Status
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	fix.Clock.Advance(3 * time.Minute)
	p.Tick()
	if s := askStatus(t, p, "/api/v2/status.json").Status; s.Indicator != was.Indicator || !strings.HasPrefix(s.Description, was.Description+" "+machinesOld) {
		t.Errorf("%+v became %+v", was, s)
	}
	if got := read(t, p, "/badge/payments.svg"); !strings.Contains(got, ": Major outage</title>") {
		t.Errorf("the badge of the trouble: %s", got)
	}
	if got := read(t, p, "/badge/sign-in.svg"); !strings.Contains(got, ": Unknown</title>") {
		t.Errorf("the badge of the others: %s", got)
	}
}

// TestFilesOfWhichOnlyTheBytesAreKnownSaySoToo once, and not in what has no age.
func TestFilesOfWhichOnlyTheBytesAreKnownSaySoToo(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	name := `Status: "A & B"`
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	p, cfg := press(t, store)
	catchUp(t, p)
	before, seen := whole(t, p), store.Now()
	if err := os.Remove(filepath.Join(cfg.Dir, "facts")); err != nil {
		t.Fatal(err)
	}
	again := restarted(t, cfg, fix)
	fix.Clock.Advance(time.Hour)
	for range 2 {
		again.Tick()
		silent(t, again, seen)
	}
	if got := read(t, again, "/badge.svg"); !strings.Contains(got, `<title>Status: &#34;A &amp; B&#34;: Unknown</title>`) {
		t.Errorf("the name of the badge was lost: %s", got)
	}
	for path, body := range whole(t, again) {
		if strings.HasPrefix(path, "/feed") || strings.HasPrefix(path, "/assets/") || path == "/api/v2/components.json" {
			if string(body) != string(before[path]) {
				t.Errorf("%s changed", path)
			}
		}
	}
}

// TestWhatIsHeldBackSaysThatItMayBeOld on every kind of file that tells a state,
// once, from the first refusal on, and not any more when it passes.
func TestWhatIsHeldBackSaysThatItMayBeOld(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, cfg := press(t, store, func(c *edition.Config) {
		c.Watch = func(context.Context) func(string, string, []byte) error {
			return func(_, _ string, body []byte) error {
				if strings.Contains(string(body), "web-prod-3") {
					return errors.New("a forbidden word")
				}
				return nil
			}
		}
	})
	catchUp(t, p)
	i := modelstest.Incident(t, store, "web-prod-3 is slow", mustComponent(t, store, "sign-in"))
	since := store.Now()
	catchUp(t, p)
	fix.Clock.Advance(time.Hour)
	p.Tick() // tried again and refused again
	for _, press := range []*edition.Press{p, reopened(t, cfg)} {
		for _, path := range []string{"/", "/history"} {
			if got := read(t, press, path); strings.Count(got, oldData) != 1 || !strings.Contains(got, since.Format("15:04")) {
				t.Errorf("%s does not say once since when it may be old", path)
			}
		}
		s := askStatus(t, press, "/api/v2/summary.json")
		if s.Status.Indicator != "minor" || strings.Count(s.Status.Description, machinesOld) != 1 || len(s.Incidents) != 0 {
			t.Errorf("the summary says %+v", s)
		}
	}
	clean := "One server is slow"
	if _, err := store.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{Title: &clean}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if strings.Contains(read(t, p, "/"), oldData) || strings.Contains(read(t, p, "/api/v2/summary.json"), "may be old") {
		t.Error("what passes at last still says that it may be old")
	}
	full, _ := press(t, store)
	catchUp(t, full)
	same(t, whole(t, p), whole(t, full))
}

// reopened is a press that knows nothing but the disk.
func reopened(t *testing.T, cfg edition.Config) *edition.Press {
	t.Helper()
	p := edition.New(cfg)
	if err := p.Load(); err != nil {
		t.Fatal(err)
	}
	return p
}
