package edition_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

const oldData = "could not refresh it since"

// restarted is a press on the same directory whose database does not answer.
func restarted(t *testing.T, cfg edition.Config, fix *modelstest.Fixtures) *edition.Press {
	t.Helper()
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	p := edition.New(cfg)
	if err := p.Load(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	return p
}

func TestAfterARestartWithoutADatabaseThePagesAreStillEdited(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	pay, err := store.Component(t.Context(), "payments")
	if err != nil {
		t.Fatal(err)
	}
	p, cfg := press(t, store)
	catchUp(t, p)
	modelstest.Incident(t, store, "Cards are refused", pay) // appended to the facts
	catchUp(t, p)
	seen := store.Now()
	fix.Clock.Advance(5 * time.Minute)
	again := restarted(t, cfg, fix)
	again.Tick()
	for _, path := range []string{"/", "/components/payments", "/components/sign-in", "/history", "/history/2026-11", "/postmortems"} {
		if got := read(t, again, path); !strings.Contains(got, oldData) || !strings.Contains(got, seen.Format("15:04")) {
			t.Errorf("%s does not say since when its data may be old", path)
		}
	}
	if !strings.Contains(read(t, again, "/"), "Cards are refused") {
		t.Error("the front page lost the incident")
	}
	if f, ok := again.ComponentHistory(locale.English, "payments"); !ok || f.Status != 200 {
		t.Error("there is no history of one component")
	}
	if len(again.Services()) == 0 {
		t.Error("there is nothing to choose from on a form")
	}
}

func TestWhatIsRecalledIsWhatWasPublished(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, cfg := press(t, store)
	catchUp(t, p)
	i := modelstest.Incident(t, store, "One story", mustComponent(t, store, "sign-in"))
	postmortem(t, store, "story", "A title", "What happened.", i.ID)
	if _, err := store.SetComponentStatus(t.Context(), "payments", models.Degraded); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	want := whole(t, p)
	again := restarted(t, cfg, fix)
	again.Tick()
	if !again.Knows() {
		t.Fatal("nothing was recalled")
	}
	same(t, whole(t, again), want)
}

func mustComponent(t *testing.T, store *models.Store, slug string) models.Component {
	t.Helper()
	c, err := store.Component(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFactsThatCannotBeUsedLeaveThePagesAlone but for the notice that they may be
// old.
func TestFactsThatCannotBeUsedLeaveThePagesAlone(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]func(text string) string{
		"missing":                    func(string) string { return "" },
		"of another program":         func(text string) string { return strings.Replace(text, "vitrine facts 1 ", "vitrine facts 1 0", 1) },
		"damaged in the middle":      func(text string) string { return strings.Replace(text, `{"noun":"components"`, `{"noun":"com`, 1) },
		"older than the pages":       func(text string) string { return text[:strings.LastIndex(text[:len(text)-1], `{"noun":"edition"`)] },
		"cut short in the last line": func(text string) string { return text[:len(text)-3] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, fix := open(t)
			p, cfg := press(t, store)
			catchUp(t, p)
			modelstest.Incident(t, store, "Told last")
			catchUp(t, p)
			want, number := whole(t, p), p.Current().Number
			path := filepath.Join(cfg.Dir, "facts")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			put(t, path, harm(string(text)))
			fix.Clock.Advance(time.Minute)
			again := restarted(t, cfg, fix)
			again.Tick()
			same(t, whole(t, again), want)
			fix.Clock.Advance(time.Hour)
			again.Tick()
			for _, path := range []string{"/", "/components/payments", "/history"} {
				if got := read(t, again, path); strings.Count(got, oldData) != 1 || !strings.Contains(read(t, again, "/"), "Told last") {
					t.Errorf("%s does not say once that it may be old", path)
				}
			}
			if strings.Contains(read(t, again, "/subscribe"), oldData) || again.Current().Number != number {
				t.Error("more was changed than the notice")
			}
		})
	}
}

func TestFactsWithAnInterruptedEndAreWhole(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, cfg := press(t, store)
	catchUp(t, p)
	text, err := os.ReadFile(filepath.Join(cfg.Dir, "facts"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(cfg.Dir, "facts"), string(text)+`{"noun":"components","id":0,"value":[]}`+"\n"+`{"noun":"edi`)
	again := restarted(t, cfg, fix)
	again.Tick()
	if _, ok := again.ComponentHistory(locale.English, "payments"); !ok {
		t.Error("the facts before the interruption were not used")
	}
}

// TestADatabaseThatComesBackIsBelieved has a database that was restored to an
// earlier story meanwhile: the facts on disk must not outlive it.
func TestADatabaseThatComesBackIsBelieved(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, cfg := press(t, store)
	modelstest.Incident(t, store, "Told to one database alone")
	catchUp(t, p)
	again := restarted(t, cfg, fix)
	again.Tick()
	other, otherFix := open(t)
	otherFix.Clock.Set(store.Now().Add(time.Minute))
	modelstest.Incident(t, other, "Told to another database")
	*cfg.Site = other.Site
	catchUp(t, again)
	if got := read(t, again, "/"); strings.Contains(got, "to one database") || !strings.Contains(got, "to another database") {
		t.Error("the page tells what the database does not")
	}
	if again.DataAwaySince() != nil {
		t.Error("the database still counts as away")
	}
}

// fillDisk makes the blobs of an edition unwritable, as a full disk does, and
// returns how to undo it.
func fillDisk(t *testing.T, dir string) (undo func()) {
	t.Helper()
	blobs := filepath.Join(dir, "blobs")
	if err := os.Rename(blobs, blobs+".away"); err != nil {
		t.Fatal(err)
	}
	put(t, blobs, "a file where the folder was")
	return func() {
		if err := errors.Join(os.Remove(blobs), os.Rename(blobs+".away", blobs)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPageThatCannotFollowSaysSo(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	modelstest.Incident(t, store, "Cards are refused")
	p, cfg := press(t, store)
	catchUp(t, p)
	undo := fillDisk(t, cfg.Dir)
	modelstest.Incident(t, store, "Nobody can write this down")
	for range 3 { // each second the database answers and the disk does not
		fix.Clock.Advance(time.Minute)
		if _, err := p.CatchUp(t.Context()); err == nil {
			t.Fatal("the disk is not full")
		}
		p.Tick()
	}
	if !strings.Contains(read(t, p, "/"), oldData) {
		t.Error("the frozen page does not say that it may be old")
	}
	undo()
	catchUp(t, p)
	if got := read(t, p, "/"); strings.Contains(got, oldData) || !strings.Contains(got, "Nobody can write this down") {
		t.Error("the page did not recover when the disk did")
	}
	again := edition.New(cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	same(t, whole(t, again), whole(t, p))
}

func TestANoticeFromMemoryReachesTheDiskWithTheNextEdition(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	modelstest.Incident(t, store, "Cards are refused")
	p, cfg := press(t, store)
	catchUp(t, p)
	undo := fillDisk(t, cfg.Dir)
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	fix.Clock.Advance(3 * time.Minute)
	if _, err := p.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	p.Tick()
	undo()
	fix.Clock.Set(modelstest.At(time.December, 1, 0, 0)) // a new month, and no page of the old one changes
	p.Tick()
	again := edition.New(cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	same(t, whole(t, again), whole(t, p))
}

func TestDaysThatWereNotSeenAreNotGreen(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	fix.Clock.Advance(time.Hour)
	p, _ := press(t, store)
	catchUp(t, p)
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	fix.Clock.Set(modelstest.At(time.November, 20, 13, 0)) // two midnights later
	p.Tick()
	got := read(t, p, "/components/payments")
	for day, want := range map[string]string{
		"18": `<td class="ok" title="Wed 18 Nov: Operational">18`, "19": `<td class="none" title="Thu 19 Nov: No data">19`, "20": `<td class="none" title="Fri 20 Nov: No data">20`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the %s of November is not %s", day, want)
		}
	}
}

func TestTodayHasAStateFromItsFirstMomentOn(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	if _, err := store.SetComponentStatus(t.Context(), "payments", models.MajorOutage); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	for _, tc := range []struct {
		at          time.Time
		down, quiet string
	}{
		{modelstest.At(time.November, 18, 15, 0), `title="Wed 18 Nov: Major outage, trouble for 3 h">18`, `title="Wed 18 Nov: Operational">18`},
		{modelstest.At(time.November, 19, 0, 0), `title="Thu 19 Nov: Major outage for less than a minute">19`, `title="Thu 19 Nov: Operational">19`},
		{modelstest.At(time.November, 19, 0, 10), `title="Thu 19 Nov: Major outage, trouble for 10 min">19`, `title="Thu 19 Nov: Operational">19`},
	} {
		fix.Clock.Set(tc.at)
		p.Tick()
		if !strings.Contains(read(t, p, "/components/payments"), tc.down) {
			t.Errorf("at %s the calendar of an outage does not say %s", tc.at.Format("2 Jan 15:04"), tc.down)
		}
		if !strings.Contains(read(t, p, "/components/sign-in"), tc.quiet) {
			t.Errorf("at %s the calendar of a quiet service does not say %s", tc.at.Format("2 Jan 15:04"), tc.quiet)
		}
		full, _ := press(t, store)
		catchUp(t, full)
		same(t, whole(t, p), whole(t, full))
	}
}
