package admin

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// fiveHundredMore copies the action item there is.
const fiveHundredMore = `INSERT INTO action_items (public_id, review_id, body, kind, state, created_at, updated_at)
 SELECT public_id || n, review_id, body, kind, state, created_at, updated_at FROM action_items
 CROSS JOIN (WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 500) SELECT n FROM k) AS numbers`

func TestABoardOfMoreThanOneReadIsExportedWhole(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	h := over(t, db)
	h.owed(review.NewAction{Body: "Raise an alarm"}, 3)
	if err := db.Tx(t.Context(), func(tx *models.Tx) error { return tx.DB().Exec(fiveHundredMore).Error }); err != nil {
		t.Fatal(err)
	}
	p := h.as(staff.Viewer).get("/actions.csv")
	rows, err := csv.NewReader(strings.NewReader(p.body)).ReadAll()
	if err != nil || len(rows) != 502 || strings.Contains(p.body, cutShort) {
		t.Errorf("%d rows, want 501 below the heading (%v): …%s", len(rows), err, p.body[max(0, len(p.body)-200):])
	}
}

func TestATableOutlivesItsRequestAndSaysWhenItEndsEarly(t *testing.T) {
	t.Parallel()
	h := build(t)
	for name, tc := range map[string]struct {
		then func() error
		want string
	}{
		"to its end":                   {func() error { return nil }, "a\n"},
		"a read fails":                 {func() error { return errors.New("no answer") }, "a\n" + cutShort + "\n"},
		"a fault of ours in the midst": {func() error { panic("oh") }, "a\n" + cutShort + "\n"},
	} {
		app := fiber.New()
		app.Get("/", func(c *fiber.Ctx) error {
			ctx, cancel := context.WithCancel(c.UserContext())
			cancel() // as the guard does when the handler has returned
			c.SetUserContext(ctx)
			h.sendTable(c, "a.csv", func(ctx context.Context, w *csv.Writer) error {
				return errors.Join(ctx.Err(), w.Write([]string{"a"}), tc.then())
			})
			return nil
		})
		res, err := app.Test(httptest.NewRequest("GET", "/", nil), -1)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(res.Body); err != nil || string(body) != tc.want {
			t.Errorf("%s: %q (%v), want %q", name, body, err, tc.want)
		}
	}
}
