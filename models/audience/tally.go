package audience

import (
	"context"

	"vitrine/models"
)

// Tally is how many there are of what this room keeps, for whoever watches the
// program.
type Tally struct {
	Subscribers   map[State]int64
	Deliveries    map[Outcome]int64
	Notifications int64 // with somebody still to be told
	SignupMails   int64 // that have not left
}

// Tally counts. Of the deliveries it reads only those of notifications that go on.
func (s *Store) Tally(ctx context.Context) (t Tally, err error) {
	db := s.read(ctx)
	t.Subscribers, t.Deliveries = map[State]int64{}, map[Outcome]int64{}
	for query, into := range map[string]func(state string, n int64){
		"SELECT state, count(*) AS n FROM subscribers GROUP BY state": func(state string, n int64) { t.Subscribers[State(state)] = n },
		outcomesOfAll: func(state string, n int64) { t.Deliveries[Outcome(state)] = n },
	} {
		var rows []struct {
			State string
			N     int64
		}
		if err := db.Raw(query).Scan(&rows).Error; err != nil {
			return t, models.Fault(err, "tally")
		}
		for _, r := range rows {
			into(r.State, r.N)
		}
	}
	if t.Notifications, err = count(db, "SELECT count(*) FROM notifications WHERE finished_at IS NULL AND cancelled_at IS NULL"); err != nil {
		return t, models.Fault(err, "tally")
	}
	t.SignupMails, err = count(db, "SELECT count(*) FROM signup_mails WHERE channel = 'email' AND state IN ('pending', 'sending')")
	return t, models.Fault(err, "tally")
}
