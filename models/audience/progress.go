package audience

import (
	"context"
	"time"

	"vitrine/models"
)

// lately is how far back the speed of a notification is measured.
const lately = 30 * time.Second

// Progress is how far a notification has come.
type Progress struct {
	Channels []ChannelTally // in the order of models.Channels
	Reasons  []Reason       // the most frequent first, 12 at most
	Speed    float64        // settled deliveries a second, lately; 0: none
	Open     int64          // deliveries that have no outcome yet
	Settled  int64
	NextTry  *time.Time // when the next of those that wait is due; nil: none waits for a time to come
}

// ChannelTally counts the deliveries by one channel.
type ChannelTally struct {
	Channel  Channel
	Outcomes map[Outcome]int64
}

// Reason is why deliveries did not arrive, or not yet.
type Reason struct {
	Channel Channel
	State   Outcome
	Code    int64  // what the mail server or the receiver said; 0: nothing
	Detail  string // in words; empty for what a mail server said, which differs from person to person
	N       int64
}

// Left is how long the rest will take at this speed; 0: not known.
func (p Progress) Left() time.Duration {
	if p.Speed <= 0 {
		return 0
	}
	return time.Duration(float64(p.Open) / p.Speed * float64(time.Second)).Round(time.Second)
}

const (
	finishedRows = "SELECT channel, state, n FROM notification_outcomes WHERE notification_id = @id" // kept when persons are erased
	progressRows = `SELECT channel, state, count(*) AS n, min(CASE WHEN state IN ('pending', 'unknown') AND next_try_at > @now THEN next_try_at END) AS next_try_at,
			sum(CASE WHEN state = 'unknown' AND next_try_at IS NOT NULL THEN 1 ELSE 0 END) AS doubted
		FROM deliveries WHERE notification_id = @id GROUP BY channel, state`
	progressReasons = `SELECT channel, state, code, CASE WHEN channel = 'email' AND code > 0 THEN '' ELSE detail END AS detail, count(*) AS n
		FROM deliveries WHERE notification_id = ? AND state <> 'accepted' AND state <> 'sending' AND (code > 0 OR detail <> '')
		GROUP BY 1, 2, 3, 4 ORDER BY n DESC, 1, 2, 3, 4 LIMIT 12`
	progressSpeed = `SELECT count(*) AS n, min(done_at) AS first, max(done_at) AS last FROM deliveries
		WHERE notification_id = ? AND state IN ('accepted', 'failed') AND done_at > ?`
)

// progressRow counts the deliveries of one channel with one outcome.
type progressRow struct {
	Channel   Channel
	State     Outcome
	N         int64
	Doubted   int64 // of Uncertain: those that are tried again
	NextTryAt *time.Time
}

// Progress tells how far a notification has come. NotFound for none.
func (s *Store) Progress(ctx context.Context, publicID string) (p Progress, err error) {
	n, err := s.Notification(ctx, publicID)
	if err != nil {
		return p, err
	}
	var rows []progressRow
	db, now := s.read(ctx), s.Now()
	query := progressRows
	if n.FinishedAt != nil {
		query = finishedRows
	}
	if err := db.Raw(query, map[string]any{"now": now, "id": n.ID}).Scan(&rows).Error; err != nil {
		return p, models.Fault(err, "delivery")
	}
	p.add(rows)
	if err := db.Raw(progressReasons, n.ID).Scan(&p.Reasons).Error; err != nil {
		return p, models.Fault(err, "delivery")
	}
	var span struct {
		N           int64
		First, Last *time.Time
	}
	err = db.Raw(progressSpeed, n.ID, now.Add(-lately)).Scan(&span).Error
	if span.First != nil && span.N > 1 {
		p.Speed = float64(span.N) / max(now.Sub(*span.First), time.Second).Seconds()
	}
	return p, models.Fault(err, "delivery")
}

// add sums rows up.
func (p *Progress) add(rows []progressRow) {
	by := map[Channel]map[Outcome]int64{}
	for _, r := range rows {
		if by[r.Channel] == nil {
			by[r.Channel] = map[Outcome]int64{}
		}
		by[r.Channel][r.State] = r.N
		open := r.Doubted
		if r.State == Awaiting || r.State == Sending {
			open = r.N
		}
		p.Open, p.Settled = p.Open+open, p.Settled+r.N-open
		if at := r.NextTryAt; at != nil && (p.NextTry == nil || at.Before(*p.NextTry)) {
			p.NextTry = at
		}
	}
	for _, c := range models.Channels {
		if by[c] != nil {
			p.Channels = append(p.Channels, ChannelTally{c, by[c]})
		}
	}
}
