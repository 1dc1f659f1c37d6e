package admin

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/staff"
)

// recognise is how long the first question of a request, who asks, may take: a
// database that hangs keeps nobody waiting longer.
const recognise = 4 * time.Second

// left is how much of that is left to a request that may have waited for its turn: a
// second at least.
func left(ctx context.Context) time.Duration {
	end, ok := ctx.Deadline()
	if !ok {
		return recognise
	}
	return max(time.Second, recognise-(patience-time.Until(end)))
}

// turn waits until one more reader may ask the database, so that a hundred slow
// pages leave it free for whoever publishes. Changes never wait. It returns what
// ends the turn.
func (h *Handler) turn(ctx context.Context, c *fiber.Ctx, need staff.Role) (func(), error) {
	if h.Readers == nil || need == open || c.Method() != fiber.MethodGet {
		return func() {}, nil
	}
	for begun := time.Now(); ; {
		select {
		case h.Readers <- struct{}{}:
			return func() { <-h.Readers }, nil
		case <-ctx.Done():
			return nil, models.Fail(models.Away, "Too many pages are being made at once. Forms are still taken; try this page again in a moment.")
		case <-time.After(recognise / 8): // behind a database that hangs nobody waits for a turn
			if h.Press.DataAwaySince() != nil && time.Since(begun) > recognise {
				return nil, models.Fail(models.Away, "Too many pages are being made at once. Forms are still taken; try this page again in a moment.")
			}
		}
	}
}

// lostSince says since when the database has not answered, "" while it does.
func (h *Handler) lostSince() string {
	since := h.Press.DataAwaySince()
	if since == nil {
		return ""
	}
	return "The database has not answered since " + since.UTC().Format("2006-01-02 15:04") + " UTC, so nothing was done. The public pages are served as they were then, and we go on trying."
}
