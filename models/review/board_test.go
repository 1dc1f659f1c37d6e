package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// boardOf names what a board lists, in its order.
func boardOf(t *testing.T, h *house, q review.BoardQuery) string {
	t.Helper()
	var bodies []string
	for _, b := range must(h.Board(t.Context(), q))(t) {
		bodies = append(bodies, b.Body)
	}
	return strings.Join(bodies, " ")
}

// boarded is a house with a board: today is Friday, 20 November.
func boarded(t *testing.T) (*house, review.Review) {
	t.Helper()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{h.outage(t).PublicID}}))(t)
	h.Clock.Set(modelstest.At(time.November, 20, 10, 0))
	on := func(day int) *time.Time { return ptr(modelstest.At(time.November, day, 0, 0)) }
	for _, n := range []review.NewAction{
		{Body: "someday", Owner: "Nobody Known"},
		{Body: "today", DueOn: on(20), Owner: "GARY.olsen@northpole.example"},
		{Body: "late", DueOn: on(10), Kind: review.Monitoring},
		{Body: "later", DueOn: on(12), OnlyIf: "we can confirm that retries help"},
		{Body: "next", DueOn: on(27)},
		{Body: "far", DueOn: on(29)},
		{Body: "done", DueOn: on(1), State: review.ActionDone},
		{Body: "dropped", State: review.ActionDropped, Reason: "not needed"},
		{Body: "parked", DueOn: on(2), Parked: true},
	} {
		if n.Kind == "" {
			n.Kind = review.Prevent
		}
		must(h.AddAction(as(t, author), r.PublicID, n))(t)
	}
	return h, r
}

func TestTheBoardBeginsWithWhatIsOverdue(t *testing.T) {
	t.Parallel()
	h, r := boarded(t)
	other := must(h.StartReview(as(t, author), review.NewReview{Title: "Another"}))(t)
	component := must(h.site.Components(t.Context()))(t)[0].PublicID
	for name, tc := range map[string]struct {
		q    review.BoardQuery
		want string
	}{
		"what is to be done, overdue first, without a day last": {review.BoardQuery{}, "late later today next far someday"},
		"overdue":                        {review.BoardQuery{Due: review.BoardOverdue}, "late later"},
		"within seven days":              {review.BoardQuery{Due: review.BoardWeek}, "late later today next"},
		"mine, named by my address":      {review.BoardQuery{OwnerID: author}, "today"},
		"somebody's without an account":  {review.BoardQuery{Owner: "Nobody Known"}, "someday"},
		"nobody's":                       {review.BoardQuery{Owner: review.NoOwner}, "late later next far"},
		"of a kind":                      {review.BoardQuery{Kind: review.Monitoring}, "late"},
		"done":                           {review.BoardQuery{State: "done"}, "done"},
		"dropped":                        {review.BoardQuery{State: "dropped"}, "dropped"},
		"parked":                         {review.BoardQuery{State: review.BoardParked}, "parked"},
		"everything, settled ones after": {review.BoardQuery{State: review.BoardAll}, "late later today next far someday done dropped parked"},
		"of a review":                    {review.BoardQuery{Review: r.PublicID, Due: review.BoardOverdue}, "late later"},
		"of another review":              {review.BoardQuery{Review: other.PublicID}, ""},
		"of a component":                 {review.BoardQuery{Component: component, Due: review.BoardOverdue}, "late later"},
		"of a component of nowhere":      {review.BoardQuery{Component: "nosuchcompon"}, ""},
	} {
		if got := boardOf(t, h, tc.q); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
	var paged []string
	for q := (review.BoardQuery{State: review.BoardAll, Limit: 2}); ; {
		items := must(h.Board(t.Context(), q))(t)
		for _, b := range items {
			paged, q.After = append(paged, b.Body), b.Cursor()
		}
		if len(items) < 2 {
			break
		}
	}
	if got := strings.Join(paged, " "); got != boardOf(t, h, review.BoardQuery{State: review.BoardAll}) {
		t.Errorf("page by page: %s", got)
	}
	if _, err := h.Board(t.Context(), review.BoardQuery{After: "1.x.2"}); models.KindOf(err) != models.Invalid {
		t.Errorf("a cursor of nowhere: %v", err)
	}
	tally := must(h.Tally(t.Context(), review.BoardQuery{}))(t)
	if want := (review.Tally{Open: 6, Overdue: 2, Week: 4, Nobody: 4}); tally != want {
		t.Errorf("tally %+v, want %+v", tally, want)
	}
	if owners := must(h.Owners(t.Context()))(t); !slices.Equal(owners, []string{"Gary Olsen", "Nobody Known"}) {
		t.Errorf("owners = %q", owners)
	}
}

// TestTheBoardIsReadThroughItsIndex asks the database how it would answer.
func TestTheBoardIsReadThroughItsIndex(t *testing.T) {
	t.Parallel()
	h, r := boarded(t)
	explain := "EXPLAIN QUERY PLAN "
	if h.DB.Postgres() {
		explain = "EXPLAIN "
		h.exec(t, fmt.Sprintf(`INSERT INTO action_items (public_id, review_id, body, kind, state, due_on, created_at, updated_at)
			SELECT 'bulk' || n, %d, 'x', 'prevent', CASE WHEN n %% 3 = 0 THEN 'done' ELSE 'open' END, now() + n * interval '1 hour', now(), now() FROM generate_series(1, 5000) n`, r.ID))
		h.exec(t, "ANALYZE action_items")
	}
	for name, q := range map[string]review.BoardQuery{
		"the first page": {}, "a further page": {After: "0.20261120.1"}, "overdue": {Due: review.BoardOverdue}, "everything": {State: review.BoardAll},
	} {
		query, args, err := h.BoardSQL(q, modelstest.At(time.November, 20, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		var plan []map[string]any
		if err := h.DB.Read(t.Context()).Raw(explain+query, args...).Scan(&plan).Error; err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(plan)
		if !strings.Contains(text, "action_items_board") || strings.Contains(text, "TEMP B-TREE FOR ORDER BY") || strings.Contains(text, "Seq Scan on action_items") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
