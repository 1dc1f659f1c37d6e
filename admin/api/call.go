package api

import (
	"context"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vitrine/models/staff"
)

// call declares one operation: where it is, who may use it and what it is for.
type call struct {
	id, method, path string // path below Base
	role             staff.Role
	tag              string
	summary          string // a few words
	description      string // sentences
	publishes        bool   // something public changes: render the edition in the same request
	answers          int    // status of success; 0: 200, or 204 where there is nothing to say
	file             string // media type of an answer that is a file
	failures         []int  // statuses of problems beside those every call has
}

// get is the call that reads at the same path.
func (c call) get(id string, role staff.Role, summary, description string) call {
	return c.as(http.MethodGet, id, role, summary, description)
}

// post is the call that adds something at the same path.
func (c call) post(id string, role staff.Role, summary, description string) call {
	c.answers = http.StatusCreated
	return c.as(http.MethodPost, id, role, summary, description)
}

// deed is the call that does something to what is at the path.
func (c call) deed(id string, role staff.Role, summary, description string) call {
	c.answers = http.StatusOK
	return c.as(http.MethodPost, id, role, summary, description).fails(http.StatusConflict)
}

// patch is the call that edits at the same path.
func (c call) patch(id string, role staff.Role, summary, description string) call {
	return c.as(http.MethodPatch, id, role, summary, description).fails(http.StatusPreconditionFailed)
}

// delete is the call that removes at the same path.
func (c call) delete(id string, role staff.Role, summary, description string) call {
	return c.as(http.MethodDelete, id, role, summary, description)
}

func (c call) as(method, id string, role staff.Role, summary, description string) call {
	c.method, c.id, c.role, c.summary, c.description = method, id, role, summary, description
	if strings.Contains(c.path, "{") {
		return c.fails(http.StatusNotFound)
	}
	return c
}

// public is the call when it changes what the public sees.
func (c call) public() call {
	c.publishes = true
	return c
}

// fails is the call with further problems it may answer with.
func (c call) fails(statuses ...int) call {
	c.failures = append(slices.Clone(c.failures), statuses...)
	return c
}

// usual are the problems any call may answer with.
var usual = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity,
	http.StatusInternalServerError, http.StatusServiceUnavailable}

// handle registers a call with its handler.
func handle[I, O any](a *API, c call, do func(context.Context, *I) (*O, error)) {
	op := a.operation(c)
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, a.failure(err)
		}
		switch then := afterwardsOf(ctx); {
		case !c.publishes:
		case then != nil: // the deed is not certain yet
			then.publish = true
		default:
			a.publish(ctx)
		}
		return out, nil
	})
}

// operation is the call as huma and the OpenAPI document know it.
func (a *API) operation(c call) huma.Operation {
	op := huma.Operation{
		OperationID: c.id, Method: c.method, Path: Base + c.path, DefaultStatus: c.answers,
		Tags: []string{c.tag}, Summary: c.summary, Description: c.description + "\n\nNeeds the role " + string(c.role) + " or a higher one.",
		Security:                     []map[string][]string{{"bearer": {string(c.role)}}},
		RejectUnknownQueryParameters: true,
		MaxBodyBytes:                 -1, // the guard has measured it
		BodyReadTimeout:              -1, // and the server has read it
		Responses:                    map[string]*huma.Response{},
		Middlewares:                  huma.Middlewares{a.authenticate(c.role), a.legible},
	}
	if c.method == http.MethodPost {
		op.Middlewares = append(op.Middlewares, a.once)
		op.Parameters = append(op.Parameters, idempotencyKey())
		c.failures = append(c.failures, http.StatusConflict)
	}
	if c.file != "" {
		op.Responses["200"] = fileAnswer(c.file)
	}
	if c.method != http.MethodGet && c.method != http.MethodDelete {
		c.failures = append(c.failures, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	a.failuresOf(&op, c)
	return op
}

// failuresOf documents the problems a call may answer with.
func (a *API) failuresOf(op *huma.Operation, c call) {
	schema := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem](), true, "Problem")
	for _, status := range append(usual, c.failures...) {
		op.Responses[strconv.Itoa(status)] = &huma.Response{
			Description: http.StatusText(status),
			Content:     map[string]*huma.MediaType{problemType: {Schema: schema}},
		}
	}
}

// publish brings the edition up to date. The deed is done either way: a failure
// is logged, and the press tries again by itself.
func (a *API) publish(ctx context.Context) {
	if a.Press == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	if _, err := a.Press.CatchUp(ctx); err != nil {
		a.Log.Error("the edition lags behind", slog.Any("error", err))
	}
}

// ByID names the subject of a call.
type ByID struct {
	ID string `path:"id" doc:"Its id." example:"k3v9x2m8q1ab"`
}
