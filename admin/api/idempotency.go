package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
)

const keyHeader = "Idempotency-Key"

// once does a request with an Idempotency-Key a single time: repeated, it is
// answered as the first one was. A request that failed may be tried again under
// its key, for a failed deed changes nothing.
func (a *API) once(ctx huma.Context, next func(huma.Context)) {
	c := humafiber.Unwrap(ctx)
	key := ctx.Header(keyHeader)
	if key == "" {
		next(ctx)
		return
	}
	r := request{actor: models.ActorOf(ctx.Context()).ID, route: c.Method() + " " + c.Path(), key: key, digest: digest(c)}
	if !visible(key) {
		a.refuse(ctx, badKey())
		return
	}
	reply, err := a.Desk.Begin(ctx.Context(), r.actor, r.route, r.key, r.digest)
	if err != nil {
		a.refuse(ctx, err)
		return
	}
	if reply != nil {
		replay(c, *reply)
		return
	}
	answered := false
	defer func() { a.remember(context.WithoutCancel(ctx.Context()), c, r, answered) }()
	next(ctx)
	answered = true
}

// request names a request that may be repeated.
type request struct {
	actor              int64
	route, key, digest string
}

// remember keeps the answer of a request that did something, and forgets one
// that did not.
func (a *API) remember(ctx context.Context, c *fiber.Ctx, r request, answered bool) {
	var err error
	status := c.Response().StatusCode()
	if answered && status < http.StatusMultipleChoices {
		err = a.Desk.Finish(ctx, r.actor, r.route, r.key, desk.Reply{Status: int64(status),
			ContentType: string(c.Response().Header.ContentType()), Location: c.GetRespHeader(fiber.HeaderLocation),
			Body: append([]byte(nil), c.Response().Body()...)})
	} else {
		err = a.Desk.Forget(ctx, r.actor, r.route, r.key)
	}
	if err != nil {
		a.Log.Error("the answer to an idempotent request was not kept", slog.Any("error", err))
	}
}

// replay gives the answer of the first request again.
func replay(c *fiber.Ctx, r desk.Reply) {
	c.Set("Idempotency-Replayed", "true")
	if r.Location != "" {
		c.Set(fiber.HeaderLocation, r.Location)
	}
	c.Set(fiber.HeaderContentType, r.ContentType)
	c.Status(int(r.Status)).Response().SetBody(r.Body)
}

// digest is the SHA-256 of everything a request asks for, hex.
func digest(c *fiber.Ctx) string {
	h := sha256.New()
	for _, part := range []string{string(c.Request().URI().QueryString()), c.Get(fiber.HeaderIfMatch)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	h.Write(c.Request().Body())
	return hex.EncodeToString(h.Sum(nil))
}

// visible reports whether a key is 1 to 255 visible ASCII characters.
func visible(key string) bool {
	return len(key) <= 255 && !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
}

func badKey() *problem {
	p := newProblem(http.StatusUnprocessableEntity, "The Idempotency-Key must be up to 255 visible ASCII characters.")
	p.Errors = []flaw{{Location: "header." + keyHeader, Message: p.Detail}}
	return p
}
