package review

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// BoardQuery says which action items of all reviews to list. Empty fields do not
// narrow.
type BoardQuery struct {
	OwnerID   int64  // a user
	Owner     string // an owner by name; NoOwner: items that nobody owns
	Kind      ActionKind
	State     string // an ActionState, or BoardParked, BoardAll; empty: what is still to be done
	Component string // public id of one that an incident of the review touched
	Review    string // public id
	Due       string // BoardOverdue, BoardWeek; empty: any
	After     string // cursor: BoardItem.Cursor of the last one seen
	Limit     int    // 50 when 0; at most 1,001
}

// Further values of a BoardQuery.
const (
	BoardParked  = "parked"
	BoardAll     = "all"
	BoardOverdue = "overdue"
	BoardWeek    = "week" // due within seven days, overdue ones included
	NoOwner      = "-"
)

// BoardItem is an action item on the board, with its review.
type BoardItem struct {
	Action         `gorm:"embedded"`
	ReviewPublicID string
	ReviewTitle    string

	Overdue bool `gorm:"-"`
}

// Cursor is where a list goes on after the item.
func (b BoardItem) Cursor() string {
	due := farAway
	if b.DueOn != nil {
		due = b.DueOn.UTC()
	}
	return fmt.Sprintf("%d.%s.%d", b.rank(), due.Format("20060102"), b.ID)
}

// rank is the first key of the board: 0 to be done, 1 settled, 2 parked.
func (a Action) rank() int64 {
	switch {
	case a.Parked:
		return 2
	case a.State == ActionDone || a.State == ActionDropped:
		return 1
	default:
		return 0
	}
}

// farAway stands for the day of an item that has none.
var farAway = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Tally counts what a board holds that is still to be done.
type Tally struct {
	Open    int64
	Overdue int64
	Week    int64 // due within seven days, overdue ones included: as many as BoardWeek lists
	Nobody  int64 // owned by nobody
}

const (
	// boardRank and boardDue are the keys of the index action_items_board: written
	// otherwise, the index is of no use.
	boardRank = "(CASE WHEN a.parked THEN 2 WHEN a.state IN ('done', 'dropped') THEN 1 ELSE 0 END)"
	boardDue  = "(COALESCE(a.due_on, %s))"

	// toBeDone is the first rank for sums over every action item: the columns of the
	// index action_items_sums, which holds all that they add up.
	toBeDone = "a.parked = FALSE AND a.state IN ('open', 'in_progress')"

	boardRows = `SELECT a.*, r.public_id AS review_public_id, r.title AS review_title FROM action_items a JOIN reviews r ON r.id = a.review_id`

	// ofComponent finds the reviews of incidents that touched a component.
	ofComponent = `a.review_id IN (SELECT ri.review_id FROM review_incidents ri JOIN updates u ON u.incident_id = ri.incident_id
 JOIN update_components uc ON uc.update_id = u.id JOIN components c ON c.id = uc.component_id WHERE c.public_id = ?)`
)

// where is a condition in the making.
type where struct {
	parts []string
	args  []any
}

func (w *where) and(part string, args ...any) {
	w.parts, w.args = append(w.parts, part), append(w.args, args...)
}

func (w *where) String() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}

// dueKey is boardDue for a dialect.
func (s *Store) dueKey() string {
	if s.db.Postgres() {
		return fmt.Sprintf(boardDue, "'9999-12-31 00:00:00+00'::timestamptz")
	}
	return fmt.Sprintf(boardDue, "'9999-12-31 00:00:00+00:00'")
}

// narrow makes the condition of a query, without the day and the cursor.
func (q BoardQuery) narrow() *where {
	w := &where{}
	switch q.State {
	case "":
		w.and(boardRank + " = 0")
	case BoardAll:
	case BoardParked:
		w.and(boardRank + " = 2")
	case string(ActionDone), string(ActionDropped):
		w.and(boardRank+" = 1 AND a.state = ?", q.State)
	default:
		w.and(boardRank+" = 0 AND a.state = ?", q.State)
	}
	if q.OwnerID != 0 {
		w.and("a.owner_id = ?", q.OwnerID)
	}
	switch {
	case q.Owner == NoOwner:
		w.and("a.owner = ''")
	case q.Owner != "":
		w.and("a.owner = ?", q.Owner)
	}
	if q.Kind != "" {
		w.and("a.kind = ?", q.Kind)
	}
	if q.Component != "" {
		w.and(ofComponent, q.Component)
	}
	if q.Review != "" {
		w.and("a.review_id = (SELECT id FROM reviews WHERE public_id = ?)", q.Review)
	}
	return w
}

// cursor reads a cursor of ours.
func cursor(text string) (rank int64, due time.Time, id int64, err error) {
	parts := strings.Split(text, ".")
	if len(parts) == 3 {
		var one, two, three error
		rank, one = strconv.ParseInt(parts[0], 10, 64)
		due, two = time.Parse("20060102", parts[1])
		id, three = strconv.ParseInt(parts[2], 10, 64)
		if one == nil && two == nil && three == nil {
			return rank, due, id, nil
		}
	}
	return 0, due, 0, models.Fail(models.Invalid, "This place in the list does not exist. Start from its beginning.")
}
