package admin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
)

// deed does something for a form and returns the page that shows the result.
type deed func(ctx context.Context) (location string, err error)

// publish does a deed that changes the public page, once per drawn form: a
// second click, or the back button, shows the first result. did names the notice
// that follows. again shows the form with what is wrong.
func (h *Handler) publish(c *fiber.Ctx, did string, do deed, again func(error) error) error {
	return h.once(c, h.release, did, do, again)
}

// save is publish for a deed that stays inside.
func (h *Handler) save(c *fiber.Ctx, did string, do deed, again func(error) error) error {
	return h.once(c, h.keep, did, do, again)
}

// way does a deed and leads to its result.
type way func(c *fiber.Ctx, did string, do deed, again func(error) error) error

// once goes a way once per drawn form. The deed and the memory of it are one
// transaction, so that no fault between them makes a second click do it again.
func (h *Handler) once(c *fiber.Ctx, walk way, did string, do deed, again func(error) error) error {
	if put := swappedIn(c); put != nil {
		return again(put)
	}
	key := c.FormValue("key")
	if key == "" {
		return walk(c, did, do, again)
	}
	r := desk.Request{ActorID: session(c).User.ID, Route: c.Path(), Key: key, Digest: digest(c)}
	before, repeated, err := h.Desk.Once(c.UserContext(), r, func(ctx context.Context) (desk.Reply, error) {
		location, err := do(ctx)
		return desk.Reply{Status: fiber.StatusSeeOther, Location: location}, err
	})
	switch {
	case err != nil:
		return again(inWords(err))
	case repeated:
		return c.Redirect(with(before.Location, "but", "again"), fiber.StatusSeeOther)
	}
	return walk(c, did, func(context.Context) (string, error) { return before.Location, nil }, again)
}

// errResent answers a form that was sent before with something else in it.
var errResent = models.Fail(models.Conflict, "You sent this form before with something else in it, and that was done. What it says now was not. Look at the result first; then send this again if it should be done as well.")

// inWords says to a person at a form what the desk says to a program.
func inWords(err error) error {
	if errors.Is(err, desk.ErrReused) {
		return errResent
	}
	if e, ok := errors.AsType[*models.Error](err); ok && e.Message == desk.Unconfirmed {
		told := *e
		told.Message = "The database did not confirm that this was done. Press the button again: it is done once."
		return &told
	}
	return err
}

// release does the deed, renders the public page in the same request and goes to
// the result.
func (h *Handler) release(c *fiber.Ctx, did string, do deed, again func(error) error) error {
	location, err := do(c.UserContext())
	if err != nil {
		return again(err)
	}
	location = with(location, "did", did)
	if _, err := h.Press.CatchUp(c.UserContext()); err != nil {
		h.Log.ErrorContext(c.UserContext(), "published but not rendered", "path", c.Path(), "err", err)
		location = with(location, "but", "later")
	}
	return c.Redirect(location, fiber.StatusSeeOther)
}

// keep does a deed that stays inside and goes to the result.
func (h *Handler) keep(c *fiber.Ctx, did string, do deed, again func(error) error) error {
	location, err := do(c.UserContext())
	if err != nil {
		return again(err)
	}
	return c.Redirect(with(location, "did", did), fiber.StatusSeeOther)
}

// digest tells two contents of the same form apart, files included.
func digest(c *fiber.Ctx) string {
	vs := values(c)
	vs.Del("csrf")
	sum := sha256.New()
	sum.Write([]byte(vs.Encode()))
	if m, err := c.MultipartForm(); err == nil {
		for _, name := range slices.Sorted(maps.Keys(m.File)) {
			body, _ := file(c, name) // one that cannot be read is refused by whoever needs it
			sum.Write([]byte(name))
			sum.Write(body)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// with adds a query value to a path of the console, before its fragment.
func with(path, name, value string) string {
	path, fragment, found := strings.Cut(path, "#")
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	path += sign + name + "=" + url.QueryEscape(value)
	if found {
		path += "#" + fragment
	}
	return path
}

// mailing reports whether the button that was pressed tells subscribers.
func mailing(c *fiber.Ctx) bool { return step(c) == "mail" }

// deciding reports whether a publishing button was pressed. A form that was sent
// by any other means, the Enter key among them, is only previewed.
func deciding(c *fiber.Ctx) bool { return mailing(c) || step(c) == "quiet" }

// errUndecided answers a publishing form that arrived without the word of one of
// its buttons.
var errUndecided = models.Fail(models.Invalid, "Nothing was published yet. Press the button that says what it does.")

// nowhere is a form that has nothing of its own to show again.
func nowhere(err error) error { return err }

// pointer is for edits, in which nil means "as before".
func pointer[T any](v T) *T { return &v }

// statusesOf are the components of a form that take a status.
func statusesOf(picked map[string]string) []models.ComponentChoice {
	var list []models.ComponentChoice
	for id, status := range picked {
		list = append(list, models.ComponentChoice{ID: id, Status: models.Status(status)})
	}
	return list
}
