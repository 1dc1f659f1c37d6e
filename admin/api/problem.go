package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

const problemType = "application/problem+json"

// problem is a failure as RFC 9457 has it, with three members of our own: kind,
// errors and findings.
type problem struct {
	Type     string      `json:"type" doc:"Always about:blank: the status and the kind say what sort of problem it is." example:"about:blank"`
	Title    string      `json:"title" doc:"The status in words." example:"Unprocessable Entity"`
	Status   int         `json:"status" doc:"The HTTP status." example:"422"`
	Kind     string      `json:"kind" doc:"What went wrong in one word a program can act on." enum:"invalid,not_found,conflict,stale,denied,unknown,gone,too_large,too_many,away,internal" example:"invalid"`
	Detail   string      `json:"detail" doc:"What happened, in whole sentences for a person." example:"The title is missing. Write something."`
	Errors   []flaw      `json:"errors,omitempty" nullable:"false" doc:"What is wrong with which part of the request."`
	Findings []finding   `json:"findings,omitempty" nullable:"false" doc:"What the leak gate stopped. Remove it, or accept it by its key with a reason."`
	headers  http.Header // sent with the answer
}

// flaw is one thing wrong with a request.
type flaw struct {
	Location string `json:"location" doc:"Where: body.title, query.limit, header.If-Match." example:"body.title"`
	Message  string `json:"message" doc:"What, in a sentence." example:"The title is missing. Write something."`
}

// Error implements error.
func (p *problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *problem) GetStatus() int { return p.Status }

// GetHeaders implements huma.HeadersError.
func (p *problem) GetHeaders() http.Header { return p.headers }

// ContentType implements huma.ContentTypeFilter.
func (p *problem) ContentType(string) string { return problemType }

// statuses maps the kinds of failure to HTTP. A stale edit is 412 here: the
// request carried the version it was made for.
var statuses = map[models.Kind]int{
	models.Internal: http.StatusInternalServerError,
	models.Invalid:  http.StatusUnprocessableEntity,
	models.NotFound: http.StatusNotFound,
	models.Conflict: http.StatusConflict,
	models.Stale:    http.StatusPreconditionFailed,
	models.Denied:   http.StatusForbidden,
	models.Unknown:  http.StatusUnauthorized,
	models.Gone:     http.StatusGone,
	models.TooLarge: http.StatusRequestEntityTooLarge,
	models.TooMany:  http.StatusTooManyRequests,
	models.Away:     http.StatusServiceUnavailable,
}

// failure turns an error into a problem. An unknown cause is private: it goes to
// the log, and the answer carries a fixed sentence.
func (a *API) failure(err error) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	err = a.lost(err)
	kind := models.KindOf(err)
	p := newProblem(statuses[kind], models.MessageOf(err))
	p.Kind = string(kind)
	if e, ok := errors.AsType[*models.Error](err); ok && kind != models.Internal {
		p.Errors, p.Findings = flaws(e.Fields), held(e.Findings)
	}
	switch kind {
	case models.Internal:
		a.Log.Error("an API call failed", slog.Any("error", err))
	case models.TooMany, models.Away:
		p.retryAfter(err)
	}
	return p
}

// newProblem is a problem with the kind that its status usually has.
func newProblem(status int, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Kind: kindOf(status), Detail: detail}
}

// kindOf is the kind of a status that did not come from a store.
func kindOf(status int) string {
	for kind, s := range statuses {
		if s == status {
			return string(kind)
		}
	}
	switch {
	case status == http.StatusMethodNotAllowed:
		return string(models.NotFound)
	case status < http.StatusInternalServerError:
		return string(models.Invalid)
	}
	return string(models.Internal)
}

// with adds a header to the answer.
func (p *problem) with(name, value string) *problem {
	if p.headers == nil {
		p.headers = http.Header{}
	}
	p.headers.Set(name, value)
	return p
}

var waitIn = regexp.MustCompile(`(\d+) (second|minute|hour)s?`)

// seconds of the units in which a message names a wait.
var seconds = map[string]int{"second": 1, "minute": 60, "hour": 3600}

// retryAfter adds Retry-After where the message names the wait.
func (p *problem) retryAfter(err error) {
	if m := waitIn.FindStringSubmatch(models.MessageOf(err)); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			p.with("Retry-After", strconv.Itoa(n*seconds[m[2]]))
		}
	}
}

// flaws lists complaints about fields in a steady order.
func flaws(fields map[string]string) []flaw {
	var fs []flaw
	for field, message := range fields {
		fs = append(fs, flaw{Location: "body." + field, Message: message})
	}
	slices.SortFunc(fs, func(a, b flaw) int { return cmp.Compare(a.Location, b.Location) })
	return fs
}

// send writes the problem as the answer to c.
func (p *problem) send(c *fiber.Ctx) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	for name, values := range p.headers {
		for _, v := range values {
			c.Set(name, v)
		}
	}
	c.Status(p.Status)
	c.Set(fiber.HeaderContentType, problemType)
	return c.Send(body)
}

// Failed answers an error that came up outside the calls (a body over the limit
// of the server, a panic) with a problem document, for the error handler of the
// app.
func (a *API) Failed(c *fiber.Ctx, err error) error {
	if e, ok := errors.AsType[*fiber.Error](err); ok && models.KindOf(err) == models.Internal {
		if e.Code == http.StatusRequestEntityTooLarge {
			return tooLarge(maxBody).send(c)
		}
		return newProblem(e.Code, e.Message+".").send(c)
	}
	return a.failure(err).send(c)
}

// ErrorHandler is the error handler of an app that serves the interface and
// something else: what came up under Base is answered by Failed.
func (a *API) ErrorHandler(otherwise fiber.ErrorHandler) fiber.ErrorHandler {
	return func(c *fiber.Ctx, err error) error {
		if strings.HasPrefix(c.Path(), Base+"/") {
			return a.Failed(c, err)
		}
		return otherwise(c, err)
	}
}

// retell is a huma.Transformer: what huma found wrong with a request is told as
// a problem of ours, and never echoes the value that was sent.
func retell(_ huma.Context, _ string, v any) (any, error) {
	e, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	p := newProblem(e.Status, "The request cannot be understood as it is. The errors say which parts; nothing was changed.")
	for _, d := range e.Errors {
		p.Errors = append(p.Errors, flaw{Location: cmp.Or(d.Location, "body"), Message: plain(d.Message)})
	}
	switch {
	case e.Status == http.StatusUnsupportedMediaType:
		p.Detail, p.Errors = "Send the body as JSON, with the header Content-Type: application/json.", nil
	case len(p.Errors) == 0:
		p.Detail = plain(e.Detail)
	}
	return p, nil
}
