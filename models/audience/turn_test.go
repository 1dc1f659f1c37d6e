package audience_test

import (
	"testing"

	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// TestOfTwoWorkersWhoAskForTheSameMailOneGetsIt: after a crash a range of the
// ledger may be worked by two jobs for a while.
func TestOfTwoWorkersWhoAskForTheSameMailOneGetsIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.add("sam@example.com", everything)
	id := h.fan(h.told(modelstest.Incident(t, h.site, "Errors")).ID)[0].First
	for _, email := range []string{"sam@example.com", ""} { // claimed with the others, and by itself
		h.run("UPDATE deliveries SET state = 'pending', attempts = 0, started_at = NULL, next_try_at = ?", h.store.Now())
		turn := audience.Turn{Next: id, Email: email}
		letters, err := h.store.Turns(t.Context(), []audience.Turn{turn, turn, turn})
		if err != nil || len(letters) != 3 || letters[0] == nil || letters[1] != nil || letters[2] != nil {
			t.Errorf("%v, %v", letters, err)
		}
	}
}
