package edition_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// TestTheListsOfTheSearchHoldWhatIsPublic takes stories of two years through
// publication, correction and withdrawal.
func TestTheListsOfTheSearchHoldWhatIsPublic(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, cfg := press(t, store)
	pay := mustComponent(t, store, "payments")
	fix.Clock.Set(time.Date(2025, time.March, 3, 9, 0, 0, 0, time.UTC))
	modelstest.Incident(t, store, "Reports are late")
	fix.Clock.Set(modelstest.At(time.October, 4, 9, 0))
	i := modelstest.Incident(t, store, "Cards are refused", pay)
	fix.Clock.Set(modelstest.At(time.November, 18, 12, 0))
	postmortem(t, store, "cards", "Cards were refused", "A **kestrel-marker** lapsed.", i.ID)
	catchUp(t, p)

	list := func(period string) ([]found, map[string]string) { t.Helper(); return lists(t, p, period) }
	if old, _ := list("2025"); len(old) != 1 || old[0].Title != "Reports are late" || len(old[0].Services) != 0 {
		t.Errorf("of last year: %+v", old)
	}
	october, services := list("2026-10")
	if len(october) != 1 || october[0].Path != "/incidents/"+i.PublicID || len(october[0].Services) != 1 || services[october[0].Services[0]] != "Payments" {
		t.Errorf("of October: %+v, %v", october, services)
	}
	november, _ := list("2026-11")
	if len(november) != 1 || november[0].Kind != "postmortem" || november[0].Path != "/postmortems/cards" || !strings.Contains(november[0].Text, "A kestrel-marker lapsed. A process ran away.") || len(november[0].Services) != 1 {
		t.Errorf("of November: %+v", november)
	}
	if page := read(t, p, "/search"); !strings.Contains(page, `data-periods="2026-11 2026-10 2026-09`) || !strings.Contains(page, ` 2026-01 2025"`) {
		t.Errorf("the page leads to other lists:\n%s", page)
	}
	if _, there := p.File("/search/2025-03.json"); there {
		t.Error("a month of an earlier year has a list of its own")
	}

	if strings.Contains(read(t, p, "/sitemap.xml"), "/search") {
		t.Error("search engines are sent to a page that sends them away")
	}

	was, _ := p.File("/search/2025.json")
	if _, err := store.WithdrawPostmortem(t.Context(), "cards", 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if november, _ = list("2026-11"); len(november) != 0 {
		t.Errorf("what was withdrawn is found: %+v", november)
	}
	if holds(t, cfg.Dir, "kestrel-marker") {
		t.Error("a withdrawn word lives on in a list")
	}
	if is, _ := p.File("/search/2025.json"); is != was {
		t.Error("the list of another year was made anew")
	}
}

// found is one thing of a list.
type found struct {
	Kind, Path, Title, Text string
	Services                []string
}

// lists reads the list of a period.
func lists(t *testing.T, p *edition.Press, period string) (entries []found, services map[string]string) {
	t.Helper()
	var told struct {
		Services map[string]string
		Entries  []found
	}
	if err := json.Unmarshal([]byte(read(t, p, "/search/"+period+".json")), &told); err != nil {
		t.Fatal(err)
	}
	return told.Entries, told.Services
}
