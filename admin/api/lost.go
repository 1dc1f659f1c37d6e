package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// recognise is how long the first question of a call, whose token it is, may take:
// a database that hangs keeps no caller waiting longer.
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

// turn waits until one more reader may ask the database, so that many slow calls
// leave it free for whoever publishes. Changes never wait. It returns what ends the
// turn.
func (a *API) turn(ctx context.Context, c *fiber.Ctx) (func(), error) {
	if a.Readers == nil || c.Method() != fiber.MethodGet {
		return func() {}, nil
	}
	for begun := time.Now(); ; {
		select {
		case a.Readers <- struct{}{}:
			return func() { <-a.Readers }, nil
		case <-ctx.Done():
			return nil, models.Fail(models.Away, "Too many calls read at once. Changes are still taken; try again in 10 seconds.")
		case <-time.After(recognise / 8): // behind a database that hangs nobody waits for a turn
			if a.Press != nil && a.Press.DataAwaySince() != nil && time.Since(begun) > recognise {
				return nil, models.Fail(models.Away, "Too many calls read at once. Changes are still taken; try again in 10 seconds.")
			}
		}
	}
}

// lost is err, unless the database is known to be away and err tells no more: then
// it says since when.
func (a *API) lost(err error) error {
	if a.Press == nil || models.KindOf(err) != models.Internal {
		return err
	}
	since := a.Press.DataAwaySince()
	if since == nil {
		return err
	}
	return &models.Error{Kind: models.Away, Err: err, Message: "The database has not answered since " + since.UTC().Format(time.RFC3339) +
		", so nobody knows whether this was done. Try again with the same Idempotency-Key; the public pages are served meanwhile."}
}
