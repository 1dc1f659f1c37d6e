package edition_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestTwoNodesWithDifferentClocksShowOneOrder (F42): two processes on one database whose
// clocks are five minutes apart post in turn, and each makes its own edition. Page and
// feeds of both tell the updates in the order of the deeds.
func TestTwoNodesWithDifferentClocksShowOneOrder(t *testing.T) {
	t.Parallel()
	one, fix := open(t)
	two := models.NewStore(fix.DB, fix.Audit, fix.Queue, fix.Gate)
	two.Now = func() time.Time { return fix.Clock.Now().Add(-5 * time.Minute) }
	i := modelstest.Incident(t, one, "Errors")
	var newest []string
	for n := range 6 {
		word := fmt.Sprintf("Word number %d.", n)
		newest = append([]string{word}, newest...)
		if _, err := []*models.Store{two, one}[n%2].PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: word}); err != nil {
			t.Fatal(err)
		}
		fix.Clock.Advance(time.Second)
	}
	for name, store := range map[string]*models.Store{"ahead": one, "behind": two} {
		p, _ := press(t, store)
		catchUp(t, p)
		for _, path := range []string{"/incidents/" + i.PublicID, "/feed.atom", "/feed.json", "/updates/feed.rss", "/updates/feed.atom", "/updates/feed.json", "/api/v2/incidents.json"} {
			text := read(t, p, path)
			var told []string
			for at := range text {
				for _, word := range newest {
					if strings.HasPrefix(text[at:], word) && !slices.Contains(told, word) {
						told = append(told, word)
					}
				}
			}
			if !slices.Equal(told, newest) {
				t.Errorf("%s by the clock that is %s: %q", path, name, told)
			}
		}
	}
}
