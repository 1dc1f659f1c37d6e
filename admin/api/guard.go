package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

const (
	maxBody   = 1 << 20 // bytes of a JSON body
	maxImport = 4 << 20 // bytes of a file of subscribers
	maxGraph  = 5 << 20 // bytes of a body with a picture of 3 MB, in base64
	patience  = 20 * time.Second
)

// guard stands before every call: no answer is kept by a cache, no body is too
// large or packed, no call runs for ever, and no failure leaves the interface as
// anything but a problem document.
func (a *API) guard(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			a.Log.Error("an API call panicked", slog.Any("panic", r), slog.String("stack", string(debug.Stack())))
			err = newProblem(http.StatusInternalServerError, models.MessageOf(nil)).send(c)
		}
	}()
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	if p := refuseBody(c); p != nil {
		return p.send(c)
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), patience)
	defer cancel()
	c.SetUserContext(ctx)
	done, err := a.turn(ctx, c)
	if err != nil {
		return a.Failed(c, err)
	}
	defer done()
	if err := c.Next(); err != nil {
		return a.Failed(c, err)
	}
	return nil
}

// refuseBody refuses a body that is too large or compressed: unpacked, a small
// one may fill the memory.
func refuseBody(c *fiber.Ctx) *problem {
	limit := maxBody
	switch path := strings.TrimSuffix(c.Path(), "/"); {
	case strings.HasSuffix(path, "/subscribers/import"):
		limit = maxImport
	case strings.HasPrefix(path, Base+"/reviews/") && strings.HasSuffix(path, "/graphs"):
		limit = maxGraph
	}
	if len(c.Request().Body()) > limit {
		return tooLarge(limit)
	}
	if coding := c.Get(fiber.HeaderContentEncoding); coding != "" && !strings.EqualFold(coding, "identity") {
		return newProblem(http.StatusUnsupportedMediaType, "Send the body as it is, without a content coding.")
	}
	return nil
}

func tooLarge(limit int) *problem {
	return newProblem(http.StatusRequestEntityTooLarge, fmt.Sprintf("The body is too large. Up to %d MB are taken; nothing was changed.", limit>>20))
}

// unknownCall answers what no call matched: a path that is not there, or a
// method the path does not have.
func (a *API) unknownCall(c *fiber.Ctx) error {
	if methods := a.methods(c.Path()); len(methods) > 0 {
		list := strings.Join(methods, ", ")
		return newProblem(http.StatusMethodNotAllowed, "This path answers to "+list+" alone.").with("Allow", list).send(c)
	}
	return newProblem(http.StatusNotFound, "There is no such call. "+Base+"/openapi.json lists them all.").send(c)
}

// methods lists what the path answers to, nothing for one that is not there.
func (a *API) methods(path string) []string {
	parts := strings.Split(strings.TrimSuffix(path, "/"), "/")
	var found []string
	for pattern, item := range a.huma.OpenAPI().Paths {
		if !matches(strings.Split(pattern, "/"), parts) {
			continue
		}
		for _, op := range methodsOf(item) {
			found = append(found, op.Method)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// matches reports whether a path fits a pattern with {parts}.
func matches(pattern, path []string) bool {
	if len(pattern) != len(path) {
		return false
	}
	for i, part := range pattern {
		if part != path[i] && !strings.HasPrefix(part, "{") {
			return false
		}
	}
	return true
}
