package review

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// ActionAges tells how old the open action items of a kind are, and how long
// those that are done took.
type ActionAges struct {
	Kind    ActionKind
	Open    [4]int // by age: see AgeNames
	Overdue int
	Done    int
	Median  time.Duration // from entry to done, over Timed of them
	Timed   int
}

// ages bound the ages at which open action items are counted: a week, a month, a
// quarter.
var ages = [3]time.Duration{7 * 24 * time.Hour, 30 * 24 * time.Hour, 91 * 24 * time.Hour}

// AgeNames name the ages of open action items, youngest first.
var AgeNames = [4]string{"up to a week", "up to a month", "up to a quarter", "older"}

// Total is how many of the kind are open.
func (a ActionAges) Total() int { return a.Open[0] + a.Open[1] + a.Open[2] + a.Open[3] }

// mostTimed is how many of the last done action items are timed.
const mostTimed = 1_000

// ActionsByAge counts the action items of the reviews asked for, by kind in
// their order. Parked ideas are no tasks and are left out.
func (s *Store) ActionsByAge(ctx context.Context, q InsightQuery) ([]ActionAges, error) {
	const young = "COALESCE(SUM(CASE WHEN a.created_at > ? THEN 1 ELSE 0 END), 0)"
	const open = "SELECT a.kind, COUNT(*) AS n, " + young + " AS week, " + young + " AS month, " + young + ` AS quarter,
 COALESCE(SUM(CASE WHEN a.due_on < ? THEN 1 ELSE 0 END), 0) AS late FROM action_items a WHERE ` + toBeDone
	const settled = "SELECT a.kind, SUM(CASE WHEN a.state = 'done' THEN 1 ELSE 0 END) AS n FROM action_items a WHERE a.parked = FALSE AND a.state IN ('done', 'dropped')"
	now := s.Now()
	and, args := q.ofReviews()
	var rows []struct {
		Kind                          ActionKind
		N, Week, Month, Quarter, Late int
	}
	bounds := []any{now.Add(-ages[0]), now.Add(-ages[1]), now.Add(-ages[2]), midnight(now)}
	if err := s.query(ctx).Raw(open+and+" GROUP BY a.kind", append(bounds, args...)...).Scan(&rows).Error; err != nil {
		return nil, models.Fault(err, "action item")
	}
	at := map[ActionKind]*ActionAges{}
	for _, r := range rows {
		at[r.Kind] = &ActionAges{Kind: r.Kind, Open: [4]int{r.Week, r.Month - r.Week, r.Quarter - r.Month, r.N - r.Quarter}, Overdue: r.Late}
	}
	var done []struct {
		Kind ActionKind
		N    int
	}
	if err := s.query(ctx).Raw(settled+and+" GROUP BY a.kind", args...).Scan(&done).Error; err != nil {
		return nil, models.Fault(err, "action item")
	}
	for _, r := range done {
		if at[r.Kind] == nil {
			at[r.Kind] = &ActionAges{Kind: r.Kind}
		}
		at[r.Kind].Done = r.N
	}
	list := inKindOrder(at)
	return list, s.timeDone(ctx, q, list)
}

// ofReviews is the condition of the question on action items a; empty without one.
func (q InsightQuery) ofReviews() (and string, args []any) {
	var b strings.Builder
	for _, c := range (Search{From: q.From, Until: q.Until, Severity: q.Severity}).conditions() {
		b.WriteString(" AND " + c.sql)
		args = append(args, c.arg)
	}
	if len(args) == 0 {
		return "", nil
	}
	return " AND a.review_id IN (SELECT f.review_id FROM review_figures f WHERE 1 = 1" + b.String() + ")", args
}

func inKindOrder(at map[ActionKind]*ActionAges) []ActionAges {
	var list []ActionAges
	for _, a := range at {
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b ActionAges) int {
		return cmp.Or(cmp.Compare(slices.Index(ActionKinds, a.Kind), slices.Index(ActionKinds, b.Kind)), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// timeDone works out how long the last done action items took.
func (s *Store) timeDone(ctx context.Context, q InsightQuery, list []ActionAges) error {
	and, args := q.ofReviews()
	var rows []struct {
		Kind              ActionKind
		CreatedAt, DoneAt time.Time
	}
	sql := "SELECT a.kind, a.created_at, a.done_at FROM action_items a WHERE a.state = 'done' AND a.done_at IS NOT NULL" + and + " ORDER BY a.done_at DESC LIMIT ?"
	if err := s.query(ctx).Raw(sql, append(args, mostTimed)...).Scan(&rows).Error; err != nil {
		return models.Fault(err, "action item")
	}
	took := map[ActionKind][]time.Duration{}
	for _, r := range rows {
		took[r.Kind] = append(took[r.Kind], max(0, r.DoneAt.Sub(r.CreatedAt)))
	}
	for n := range list {
		lengths := took[list[n].Kind]
		slices.Sort(lengths)
		list[n].Median, list[n].Timed = median(lengths), len(lengths)
	}
	return nil
}
