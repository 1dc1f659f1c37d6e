package audience

import (
	"context"

	"vitrine/models"
)

// Audience names the people a publication would be sent to.
type Audience struct {
	Kind         Kind          // Incident, Maintenance, Postmortem or Countermeasures
	ComponentIDs []int64       // what it is about; empty: only those who follow everything
	IncidentID   int64         // that an update would belong to; 0: a new one
	Impact       models.Impact // of the incident; empty: not known yet
	Over         bool          // the incident would be over
}

const threadOfIncident = "SELECT 'inc-' || public_id FROM incidents WHERE id = ?"

// Reach counts who would be told now, for the button that says so. Without an
// impact, everybody is counted whatever least impact they chose.
func (s *Store) Reach(ctx context.Context, a Audience) (int64, error) {
	about := news{kind: a.Kind, components: a.ComponentIDs, over: a.Over}
	if a.IncidentID != 0 {
		about.incidents = []int64{a.IncidentID}
		if err := s.read(ctx).Raw(threadOfIncident, a.IncidentID).Scan(&about.thread).Error; err != nil {
			return 0, models.Fault(err, "incident")
		}
	}
	if a.Impact != "" {
		about.impacts = models.ReachedBy(a.Impact)
	}
	condition, args := about.listening()
	n, err := count(s.read(ctx), "SELECT count(*) FROM subscribers s WHERE "+condition, args...)
	return n, models.Fault(err, "subscriber")
}
