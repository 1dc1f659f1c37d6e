package admin

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
)

// tablePatience is how long one table may take to leave: its reader may be slow.
const tablePatience = 10 * time.Minute

// cutShort is the last row of a table that we could not finish.
const cutShort = "This table is incomplete: the server failed. Please load it again."

// sendTable answers with a CSV file of which write sends the rows while it reads
// them. That goes on after the handler has returned, when the time of the request
// is over: write has a time of its own.
func (h *Handler) sendTable(c *fiber.Ctx, name string, write func(context.Context, *csv.Writer) error) {
	ctx := context.WithoutCancel(c.UserContext())
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	c.Context().SetBodyStreamWriter(func(out *bufio.Writer) {
		ctx, cancel := context.WithTimeout(ctx, tablePatience)
		defer cancel()
		w := csv.NewWriter(out)
		if err := safely(func() error { return write(ctx, w) }); err != nil && w.Error() == nil {
			h.Log.ErrorContext(ctx, "a table ends early", "name", name, "err", err)
			_ = w.Write([]string{cutShort})
		} // or else who asked is gone
		w.Flush()
	})
}

// safely turns a panic into an error: nothing else would keep one from ending
// the process where no request is under way.
func safely(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}
