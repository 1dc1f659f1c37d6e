package views

import (
	"cmp"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"vitrine/models"
)

// Show answers c with page p filled by data.
func Show[T any](c *fiber.Ctx, p Page[T], data T) error {
	c.Type("html", "utf-8")
	return p.Write(c.Response().BodyWriter(), data)
}

// statuses is the one place where a kind becomes an HTTP status.
var statuses = map[models.Kind]int{
	models.Invalid:  fiber.StatusUnprocessableEntity,
	models.NotFound: fiber.StatusNotFound,
	models.Conflict: fiber.StatusConflict,
	models.Stale:    fiber.StatusConflict,
	models.Denied:   fiber.StatusForbidden,
	models.Unknown:  fiber.StatusUnauthorized,
	models.Gone:     fiber.StatusGone,
	models.TooLarge: fiber.StatusRequestEntityTooLarge,
	models.TooMany:  fiber.StatusTooManyRequests,
	models.Away:     fiber.StatusServiceUnavailable,
	models.Internal: fiber.StatusInternalServerError,
}

// Verdict reports the HTTP status of err and the sentence to show for it. For an
// API a stale edit is 412, because there it failed a stated precondition.
func Verdict(err error, api bool) (int, string) {
	if e, ok := errors.AsType[*fiber.Error](err); ok {
		return e.Code, plainStatus(e.Code)
	}
	kind := models.KindOf(err)
	if kind == models.Stale && api {
		return fiber.StatusPreconditionFailed, models.MessageOf(err)
	}
	return cmp.Or(statuses[kind], fiber.StatusInternalServerError), models.MessageOf(err)
}

// plainStatus says a bare HTTP status in a sentence.
func plainStatus(code int) string {
	switch code {
	case fiber.StatusNotFound:
		return "There is no page at this address."
	case fiber.StatusMethodNotAllowed:
		return "This address does not take that kind of request."
	case fiber.StatusRequestEntityTooLarge:
		return "That was more than we can take at once."
	case fiber.StatusRequestTimeout:
		return "The request took too long to arrive. Please try again."
	case fiber.StatusTooManyRequests:
		return "That was a lot at once. Please wait a minute and try again."
	case fiber.StatusServiceUnavailable:
		return "We cannot do this right now. Please try again in a few minutes."
	}
	if code >= fiber.StatusInternalServerError {
		return models.MessageOf(nil)
	}
	return utils.StatusMessage(code) + "."
}

// ProblemDocument is an error for machines (RFC 9457), sent as
// application/problem+json.
type ProblemDocument struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"` // request id, as a URN
	Errors   []ProblemField `json:"errors,omitempty"`
	Findings []models.Held  `json:"findings,omitempty"` // what the leak gate stopped
}

// ProblemField is what is wrong with one part of the request.
type ProblemField struct {
	Message  string `json:"message"`
	Location string `json:"location"` // "body.title"
}

// Document is err as a problem document.
func Document(err error) ProblemDocument {
	status, message := Verdict(err, true)
	d := ProblemDocument{Type: "about:blank", Title: utils.StatusMessage(status), Status: status, Detail: message}
	if e, ok := errors.AsType[*models.Error](err); ok {
		d.Errors, d.Findings = problemFields(e.Fields), e.Findings
	}
	return d
}

// problemFields lists complaints in the order of their names.
func problemFields(fields map[string]string) []ProblemField {
	var list []ProblemField
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		list = append(list, ProblemField{Message: fields[name], Location: "body." + name})
	}
	return list
}

// ShowDocument answers c with err as a problem document.
func ShowDocument(c *fiber.Ctx, err error) error {
	d := Document(err)
	if id := c.GetRespHeader(fiber.HeaderXRequestID); id != "" {
		d.Instance = "urn:request:" + id
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return c.Status(d.Status).Send(body)
}

// Failed is Fiber's error handler for the public side. It logs the cause of a
// fault once and shows the Problem page in the frame of that visitor, or a problem
// document under /api. It needs nothing but its arguments: the database may be what
// failed.
func Failed(log *slog.Logger, frame func(*fiber.Ctx) Frame) fiber.ErrorHandler {
	return func(c *fiber.Ctx, err error) error {
		api := strings.HasPrefix(c.Path(), "/api/")
		status, message := Verdict(err, api)
		Report(log, c, status, err)
		c.Status(status).Response().ResetBody()
		c.Set(fiber.HeaderCacheControl, "no-store")
		if api {
			return ShowDocument(c, err)
		}
		return Show(c, Problem, ProblemPage{Frame: frame(c), Status: status, Message: message, RequestID: c.GetRespHeader(fiber.HeaderXRequestID)})
	}
}

// Report logs err when the fault is ours.
func Report(log *slog.Logger, c *fiber.Ctx, status int, err error) {
	if status >= fiber.StatusInternalServerError {
		log.ErrorContext(c.UserContext(), "request failed", "method", c.Method(), "path", c.Path(),
			"request", c.GetRespHeader(fiber.HeaderXRequestID), "err", err)
	}
}
