package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"vitrine/models"
	"vitrine/models/staff"
)

// authenticate lets through who shows a bearer token (RFC 6750) of the role or
// a higher one, and names them as the actor of what follows.
func (a *API) authenticate(role staff.Role) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		u, err := a.bearer(ctx)
		if err == nil && !u.Role.AtLeast(role) {
			err = newProblem(http.StatusForbidden, "This needs the role "+string(role)+"; the token has the role "+string(u.Role)+".").
				with("WWW-Authenticate", `Bearer realm="Vitrine", error="insufficient_scope"`)
		}
		if err != nil {
			a.refuse(ctx, err)
			return
		}
		actor := models.Actor{ID: u.ID, Name: u.Name, From: a.Address(humafiber.Unwrap(ctx))}
		next(huma.WithContext(ctx, context.WithValue(models.By(ctx.Context(), actor), roleKey{}, u.Role)))
	}
}

type roleKey struct{}

// needs refuses who has a lower role than role, for what only some uses of a
// call ask for.
func needs(ctx context.Context, role staff.Role, what string) error {
	if has, _ := ctx.Value(roleKey{}).(staff.Role); !has.AtLeast(role) {
		return models.Fail(models.Denied, "%s needs the role %s; the token has the role %s.", what, role, has)
	}
	return nil
}

// bearer returns the user whose token the request shows.
func (a *API) bearer(ctx huma.Context) (staff.User, error) {
	scheme, token, _ := strings.Cut(ctx.Header("Authorization"), " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
		return staff.User{}, newProblem(http.StatusUnauthorized, "Show an API token in the header Authorization: Bearer TOKEN.").
			with("WWW-Authenticate", `Bearer realm="Vitrine"`)
	}
	brief, cancel := context.WithTimeout(ctx.Context(), left(ctx.Context()))
	defer cancel()
	u, err := a.Staff.Bearer(brief, token)
	if models.KindOf(err) == models.Unknown {
		return u, a.failure(err).with("WWW-Authenticate", `Bearer realm="Vitrine", error="invalid_token"`)
	}
	return u, err
}

// refuse answers a request that never reaches its handler.
func (a *API) refuse(ctx huma.Context, err error) {
	if err := a.failure(err).send(humafiber.Unwrap(ctx)); err != nil {
		a.Log.Error("a refusal could not be written", "error", err)
	}
}
