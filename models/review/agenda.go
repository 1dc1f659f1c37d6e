package review

import (
	"context"
	"time"

	"vitrine/models"
)

// maxAgenda is how many items of a kind an agenda lists.
const maxAgenda = 50

// Agenda is what a weekly meeting about reviews talks about.
type Agenda struct {
	Day     time.Time // the site's day, midnight UTC
	Dues    []Due     // reviews and reports somebody waits for, the soonest first
	More    int       // how many further ones are due
	Open    []Review  // reviews that are not completed, the newest first
	Done    []Review  // completed within the last seven days: what was learnt is told
	Actions []BoardItem
	Tally   Tally
	Kept    []BoardItem // done within the last seven days
}

// Agenda gathers the agenda of the week: open reviews, those completed lately
// with their learnings, and action items that are due within seven days.
func (s *Store) Agenda(ctx context.Context) (a Agenda, err error) {
	if a.Day, err = s.Today(ctx); err != nil {
		return a, err
	}
	dues, err := s.Due(ctx)
	if err != nil {
		return a, err
	}
	a.Dues, _ = DueAfter(dues, "", maxAgenda)
	a.More = len(dues) - len(a.Dues)
	open := true
	if a.Open, err = s.Reviews(ctx, Query{Open: &open, Limit: maxAgenda}); err != nil {
		return a, err
	}
	week := s.Now().AddDate(0, 0, -7)
	if err := s.query(ctx).Where("state = ? AND completed_at > ?", Completed, week).Order("completed_at DESC").Limit(maxAgenda).Find(&a.Done).Error; err != nil {
		return a, models.Fault(err, "review")
	}
	for n := range a.Done {
		if err := s.fillPoints(ctx, &a.Done[n]); err != nil {
			return a, err
		}
	}
	if a.Tally, err = s.Tally(ctx, BoardQuery{}); err != nil {
		return a, err
	}
	if a.Actions, err = s.Board(ctx, BoardQuery{Due: BoardWeek, Limit: maxAgenda}); err != nil {
		return a, err
	}
	err = s.query(ctx).Raw(boardRows+" WHERE a.state = 'done' AND a.done_at > ? ORDER BY a.done_at DESC LIMIT ?", week, maxAgenda).Scan(&a.Kept).Error
	return a, models.Fault(err, "action item")
}
