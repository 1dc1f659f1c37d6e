package admin

import (
	"context"
	"encoding/csv"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

const actionsPerPage = 50

// boardFilter is what the address of a board asks for.
func boardFilter(ask func(name string) string) console.BoardFilter {
	return console.BoardFilter{Owner: ask("owner"), Kind: ask("kind"), State: ask("state"), Component: ask("component"), Review: ask("review"),
		Due: ask("due"), After: ask("after")}
}

// boardQuery is the filter for the store; "me" is who is signed in.
func boardQuery(c *fiber.Ctx, f console.BoardFilter) review.BoardQuery {
	q := review.BoardQuery{Owner: f.Owner, Kind: review.ActionKind(f.Kind), State: f.State, Component: f.Component, Review: f.Review, Due: f.Due, After: f.After}
	if f.Owner == "me" {
		q.Owner, q.OwnerID = "", session(c).User.ID
	}
	return q
}

func (h *Handler) listActions(c *fiber.Ctx) error {
	return h.board(c, boardFilter(func(name string) string { return c.Query(name) }), console.BoardPage{})
}

// board shows the board; page holds the row that came back, if one did.
func (h *Handler) board(c *fiber.Ctx, f console.BoardFilter, page console.BoardPage) (err error) {
	ctx, q := c.UserContext(), boardQuery(c, f)
	q.Limit = actionsPerPage + 1
	page.Frame, page.Query = h.frame(c, "actions"), f
	if page.Items, err = h.Review.Board(ctx, q); err != nil {
		return err
	}
	if len(page.Items) > actionsPerPage {
		page.Items = page.Items[:actionsPerPage]
		page.Older = page.Items[actionsPerPage-1].Cursor()
	}
	if page.Tally, err = h.Review.Tally(ctx, q); err != nil {
		return err
	}
	if page.Owners, err = h.Review.Owners(ctx); err != nil {
		return err
	}
	components, err := h.Site.Components(ctx)
	for _, m := range components {
		page.Components = append(page.Components, console.Choice{Value: m.PublicID, Name: m.Name})
	}
	if err != nil {
		return err
	}
	return views.Show(c, console.Board, page)
}

// moveAction changes state and day of an action item on the board. What was
// promised in public moves there at once.
func (h *Handler) moveAction(c *fiber.Ctx) error {
	id, f, t := c.Params("action"), decode[console.MoveForm](c), reading(nil)
	back, _ := url.ParseQuery(f.Back) // what is no query of ours narrows nothing
	filter := boardFilter(back.Get)
	again := func(err error) error { return h.moveRefused(c, id, f, filter, err) }
	edit := review.ActionEdit{State: pointer(review.ActionState(f.State)), DueOn: cleared(t.day("due_on", f.DueOn)), Version: f.Version}
	if values(c).Has("reason") {
		edit.Reason = &f.Reason
	}
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.release(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditAction(ctx, id, edit)
		return boardAt(filter, id), err
	}, again)
}

// boardAt is the board where it was, at an item.
func boardAt(f console.BoardFilter, id string) string {
	vs := f.Values()
	if f.After != "" {
		vs.Set("after", f.After)
	}
	path := "/actions"
	if len(vs) > 0 {
		path += "?" + vs.Encode()
	}
	return path + "#item-" + id
}

func (h *Handler) moveRefused(c *fiber.Ctx, id string, f console.MoveForm, filter console.BoardFilter, wrong error) error {
	item, err := h.Review.BoardItem(c.UserContext(), id)
	if err != nil {
		return err
	}
	if models.KindOf(wrong) == models.Stale {
		saved := console.MoveForm{Form: fresh(item.Version), State: string(item.State), DueOn: console.Day(item.DueOn), Reason: item.Reason}
		return h.showStale(c, "action item", boardAt(filter, id), item.Version, console.Pairs(f, saved))
	}
	h.refuse(c, &f.Form, wrong)
	f.Errors = nil // the sentence stands in the row itself
	if f.Version == 0 {
		f.Version = item.Version
	}
	return h.board(c, filter, console.BoardPage{Moved: f, MovedID: id})
}

// boardColumns head the board as CSV.
var boardColumns = []string{"id", "review", "review_id", "action", "kind", "owner", "only_if", "priority", "due_on", "overdue", "state", "reason", "ticket", "ticket_url",
	"ticket_state", "immediate", "parked", "public_wording", "promised", "done_at", "created_at", "updated_at"}

// exportedAtOnce is how many action items are read and sent at once.
const exportedAtOnce = 500

// exportActions answers with everything the board would show. What is read is
// sent at once, so that a long board waits for nobody and fills no memory.
func (h *Handler) exportActions(c *fiber.Ctx) error {
	q := boardQuery(c, boardFilter(func(name string) string { return c.Query(name) }))
	q.Limit, q.After = exportedAtOnce, ""
	items, err := h.Review.Board(c.UserContext(), q)
	if err != nil {
		return err
	}
	h.sendTable(c, "actions.csv", func(ctx context.Context, w *csv.Writer) error {
		if err := w.Write(boardColumns); err != nil {
			return err
		}
		for {
			if err := writeBoard(w, items); err != nil || len(items) < q.Limit {
				return err
			}
			q.After = items[len(items)-1].Cursor()
			var err error
			if items, err = h.Review.Board(ctx, q); err != nil {
				return err
			}
		}
	})
	return nil
}

// writeBoard sends action items on their way.
func writeBoard(w *csv.Writer, items []review.BoardItem) error {
	for _, b := range items {
		if err := w.Write(boardRecord(b)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func boardRecord(b review.BoardItem) []string {
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	said := map[bool]string{true: "yes", false: "no"}
	record := []string{b.PublicID, b.ReviewTitle, b.ReviewPublicID, b.Body, string(b.Kind), b.Owner, b.OnlyIf, string(b.Priority), console.Day(b.DueOn), said[b.Overdue],
		string(b.State), b.Reason, b.Ticket, b.TicketURL, b.TicketState, said[b.Immediate], said[b.Parked], b.PublicText, said[b.CountermeasureID != nil],
		at(b.DoneAt), at(&b.CreatedAt), at(&b.UpdatedAt)}
	for i, cell := range record {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			record[i] = "'" + cell // a spreadsheet must not take it for a formula
		}
	}
	return record
}
