package review

import (
	"context"
	"time"

	"vitrine/models"
)

// maxBoard is how many items one question lists at most.
const maxBoard = 1_001

// Board lists action items of all reviews: what is overdue first, then by day,
// those without a day last; what is settled after what is not.
func (s *Store) Board(ctx context.Context, q BoardQuery) ([]BoardItem, error) {
	rules, err := s.Deadlines(ctx)
	if err != nil {
		return nil, err
	}
	today := rules.day(s.Now())
	query, args, err := s.boardSQL(q, today)
	if err != nil {
		return nil, err
	}
	var items []BoardItem
	if err := s.query(ctx).Raw(query, args...).Scan(&items).Error; err != nil {
		return nil, models.Fault(err, "action item")
	}
	for n := range items {
		items[n].Overdue = items[n].late(today)
	}
	return items, nil
}

// boardSQL is the question that Board asks.
func (s *Store) boardSQL(q BoardQuery, today time.Time) (string, []any, error) {
	due, w := s.dueKey(), q.narrow()
	if end, ok := q.before(today); ok {
		w.and(due+" < ?", end)
	}
	if q.After != "" {
		rank, day, id, err := cursor(q.After)
		if err != nil {
			return "", nil, err
		}
		if q.State == BoardAll {
			w.and("("+boardRank+", "+due+", a.id) > (?, ?, ?)", rank, day, id)
		} else {
			w.and("("+due+", a.id) > (?, ?)", day, id)
		}
	}
	if q.Limit <= 0 {
		q.Limit = 50
	}
	order := due + ", a.id"
	if q.State == BoardAll { // elsewhere it is one and the same
		order = boardRank + ", " + order
	}
	return boardRows + w.String() + " ORDER BY " + order + " LIMIT ?", append(w.args, min(q.Limit, maxBoard)), nil
}

// before is the day before which a query wants its items to be due.
func (q BoardQuery) before(today time.Time) (time.Time, bool) {
	switch q.Due {
	case BoardOverdue:
		return today, true
	case BoardWeek:
		return today.AddDate(0, 0, 8), true
	default:
		return today, false
	}
}

// late reports whether an action item should have been done before today.
func (a Action) late(today time.Time) bool {
	return a.rank() == 0 && a.DueOn != nil && a.DueOn.Before(today)
}

// Tally counts what is still to be done among what a query asks for, whatever
// state and day it asks for.
func (s *Store) Tally(ctx context.Context, q BoardQuery) (t Tally, err error) {
	rules, err := s.Deadlines(ctx)
	if err != nil {
		return t, err
	}
	q.State = BoardAll
	today, w := rules.day(s.Now()), q.narrow()
	w.and(toBeDone)
	const sums = `SELECT count(*) AS open, COALESCE(sum(CASE WHEN a.due_on < ? THEN 1 ELSE 0 END), 0) AS overdue,
 COALESCE(sum(CASE WHEN a.due_on < ? THEN 1 ELSE 0 END), 0) AS week,
 COALESCE(sum(CASE WHEN a.owner = '' THEN 1 ELSE 0 END), 0) AS nobody FROM action_items a`
	args := append([]any{today, today.AddDate(0, 0, 8)}, w.args...)
	err = s.query(ctx).Raw(sums+w.String(), args...).Scan(&t).Error
	return t, models.Fault(err, "action item")
}

// Owners lists who owns an action item that is still to be done, by name.
func (s *Store) Owners(ctx context.Context) (names []string, err error) {
	const owners = "SELECT DISTINCT a.owner FROM action_items a WHERE " + toBeDone + " AND a.owner <> '' ORDER BY a.owner LIMIT 500"
	err = s.query(ctx).Raw(owners).Scan(&names).Error
	return names, models.Fault(err, "action item")
}

// BoardItem returns one action item with its review.
func (s *Store) BoardItem(ctx context.Context, publicID string) (b BoardItem, err error) {
	if err = s.query(ctx).Raw(boardRows+" WHERE a.public_id = ?", publicID).Scan(&b).Error; err != nil {
		return b, models.Fault(err, "action item")
	}
	if b.ID == 0 {
		return b, models.Fail(models.NotFound, "There is no such action item.")
	}
	rules, err := s.Deadlines(ctx)
	b.Overdue = b.late(rules.day(s.Now()))
	return b, err
}
