package admin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
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

// once goes a way once per drawn form.
func (h *Handler) once(c *fiber.Ctx, walk way, did string, do deed, again func(error) error) error {
	key := c.FormValue("key")
	if key == "" {
		return walk(c, did, do, again)
	}
	ctx, who := c.UserContext(), session(c).User.ID
	before, err := h.Desk.Begin(ctx, who, c.Path(), key, digest(c))
	if err != nil {
		return again(err)
	}
	if before != nil {
		return c.Redirect(with(before.Location, "but", "again"), fiber.StatusSeeOther)
	}
	return walk(c, did, func(ctx context.Context) (string, error) {
		location, err := do(ctx)
		if err != nil {
			return "", h.forget(ctx, who, c.Path(), key, err)
		}
		h.remember(ctx, who, c.Path(), key, location)
		return location, nil
	}, again)
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

// forget gives the key of a failed deed free and returns why it failed.
func (h *Handler) forget(ctx context.Context, who int64, path, key string, err error) error {
	if failed := h.Desk.Forget(ctx, who, path, key); failed != nil {
		h.Log.ErrorContext(ctx, "key not given free", "path", path, "err", failed)
	}
	return err
}

// remember keeps the result of a deed for a second click. The deed is done: a
// fault here may not look like a failure of it.
func (h *Handler) remember(ctx context.Context, who int64, path, key, location string) {
	err := h.Desk.Finish(ctx, who, path, key, desk.Reply{Status: fiber.StatusSeeOther, Location: location})
	if err != nil {
		h.Log.ErrorContext(ctx, "result of a form not kept", "path", path, "err", err)
	}
}

// digest tells two contents of the same form apart.
func digest(c *fiber.Ctx) string {
	vs := values(c)
	vs.Del("csrf")
	sum := sha256.Sum256([]byte(vs.Encode()))
	return hex.EncodeToString(sum[:])
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
