package audience_test

import (
	"maps"
	"regexp"
	"testing"

	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

func TestWhatCameOfANotificationIsKeptWhenAPersonIsErased(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("sam@example.com", everything)
	h.add("kim@example.com", everything)
	n := h.told(modelstest.Incident(t, h.site, "The API fails"))
	first := h.ended(n, audience.Result{State: audience.Accepted, Code: 250})
	counts := func() (audience.Notification, audience.Tally) {
		got, err := h.store.Notification(t.Context(), n.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		tally, err := h.store.Tally(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return got, tally
	}
	before, tally := counts()
	if before.FinishedAt != nil || before.Outcomes[audience.Accepted] != 1 || before.Outcomes[audience.Awaiting] != 1 || tally.Deliveries[audience.Awaiting] != 1 {
		t.Fatalf("half way: %+v, %+v", before, tally)
	}
	rest := first + 1
	if _, err := h.store.Step(t.Context(), nil, rest); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.Step(t.Context(), &audience.Result{DeliveryID: rest, State: audience.Failed, Code: 550}, 0); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Settled(t.Context(), n.ID, rest); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Remove(t.Context(), s.PublicID); err != nil {
		t.Fatal(err)
	}
	after, tally := counts()
	if after.FinishedAt == nil || after.Outcomes[audience.Accepted] != 1 || after.Outcomes[audience.Failed] != 1 || len(after.Outcomes) != 2 {
		t.Errorf("in the end: %+v", after)
	}
	if tally.Deliveries[audience.Accepted] != 1 || tally.Deliveries[audience.Failed] != 1 || tally.Deliveries[audience.Awaiting] != 0 {
		t.Errorf("in the end: %+v", tally)
	}
	p, err := h.store.Progress(t.Context(), n.PublicID)
	if err != nil || len(p.Channels) != 1 || !maps.Equal(p.Channels[0].Outcomes, after.Outcomes) || p.Settled != 2 || p.Open != 0 {
		t.Errorf("in the end, by channel: %+v, %v", p, err)
	}
}

// An index that knows what a mail changes would cost each mail an entry in every
// index (PostgreSQL: heap-only tuples).
func TestNoIndexKnowsWhatAMailChanges(t *testing.T) {
	t.Parallel()
	h := open(t)
	query := "SELECT sql FROM sqlite_schema WHERE tbl_name = 'deliveries' AND sql LIKE '%INDEX%'"
	if h.db.Postgres() {
		query = "SELECT indexdef FROM pg_indexes WHERE tablename = 'deliveries'"
	}
	var indexes []string
	if err := h.db.Read(t.Context()).Raw(query).Scan(&indexes).Error; err != nil || len(indexes) == 0 {
		t.Fatal(indexes, err)
	}
	for _, index := range indexes {
		for _, changes := range []string{"state", "attempts", "code", "detail", "next_try_at", "started_at", "done_at"} {
			if regexp.MustCompile(`\b` + changes + `\b`).MatchString(index) {
				t.Errorf("%s knows %s", index, changes)
			}
		}
	}
}
