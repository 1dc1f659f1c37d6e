package audience

import (
	"context"

	"vitrine/models"
)

// Audience names the people a publication would be sent to.
type Audience struct {
	Kind         Kind    // Incident, Maintenance, Postmortem or Countermeasures
	ComponentIDs []int64 // what it is about; empty: only those who follow everything
}

// Reach counts who would be told now, for the button that says so.
func (s *Store) Reach(ctx context.Context, a Audience) (int64, error) {
	n, err := count(s.read(ctx), "SELECT count(*) FROM subscribers s WHERE "+a.Kind.listening(), a.ComponentIDs)
	return n, models.Fault(err, "subscriber")
}

// following is the condition on a subscriber s to hear of components (?).
const following = ` (s.all_components OR EXISTS (SELECT 1 FROM subscriber_components c WHERE c.subscriber_id = s.id AND c.component_id IN (?)))`

// listening is the condition on a subscriber s to hear of a notification of this
// kind; its one parameter is the list of components.
func (k Kind) listening() string {
	switch k {
	case Maintenance, Reminder:
		return "s.state = 'active' AND s.wants_maintenance AND" + following
	case Countermeasures:
		return "s.state = 'active' AND s.wants_countermeasures AND" + following
	case Postmortem:
		return "s.state = 'active' AND s.wants_postmortems AND" + following
	default:
		return "s.state = 'active' AND s.wants_incidents AND" + following
	}
}
