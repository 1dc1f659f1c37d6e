package audience

import (
	"context"

	"vitrine/models"
)

// Audience names the people a publication would be sent to.
type Audience struct {
	Kind         Kind    // Incident, Maintenance, Postmortem or Countermeasures
	ComponentIDs []int64 // what it is about; empty: only those who follow everything
	IncidentID   int64   // that an update would belong to; 0: a new one
	Impact       models.Impact
	Over         bool // the incident would be over
}

// Reach counts who would be told now, for the button that says so. Without an
// impact, everybody is counted whatever least impact they chose.
func (s *Store) Reach(ctx context.Context, a Audience) (int64, error) {
	about := news{kind: a.Kind, components: a.ComponentIDs, over: a.Over}
	if a.IncidentID != 0 {
		about.incidents = []int64{a.IncidentID}
	}
	if a.Impact != "" {
		about.impacts = models.ReachedBy(a.Impact)
	}
	condition, args := about.listening()
	n, err := count(s.read(ctx), "SELECT count(*) FROM subscribers s WHERE "+condition, args...)
	return n, models.Fault(err, "subscriber")
}
