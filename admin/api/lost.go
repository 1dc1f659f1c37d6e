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

// turn waits until one more reader may ask the database, so that many slow calls
// leave it free for whoever publishes. Changes never wait. It returns what ends the
// turn.
func (a *API) turn(ctx context.Context, c *fiber.Ctx) (func(), error) {
	if a.Readers == nil || c.Method() != fiber.MethodGet {
		return func() {}, nil
	}
	select {
	case a.Readers <- struct{}{}:
		return func() { <-a.Readers }, nil
	case <-ctx.Done():
		return nil, models.Fail(models.Away, "Too many calls read at once. Changes are still taken; try again in 10 seconds.")
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
