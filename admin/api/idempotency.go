package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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

// errUndone takes back what a refused request did; its answer is written already.
var errUndone = errors.New("the request was refused")

// once does a request with an Idempotency-Key a single time: repeated, it is
// answered as the first one was. The deed and its kept answer are one
// transaction. A request that failed may be tried again under its key, for it
// changed nothing.
func (a *API) once(ctx huma.Context, next func(huma.Context)) {
	c := humafiber.Unwrap(ctx)
	key := ctx.Header(keyHeader)
	if key == "" {
		next(ctx)
		return
	}
	if !visible(key) {
		a.refuse(ctx, badKey())
		return
	}
	then := &afterwards{}
	r := desk.Request{ActorID: models.ActorOf(ctx.Context()).ID, Route: c.Method() + " " + c.Path(), Key: key, Digest: digest(c)}
	reply, again, err := a.Desk.Once(ctx.Context(), r, func(inner context.Context) (desk.Reply, error) {
		next(huma.WithContext(ctx, context.WithValue(inner, thenKey{}, then)))
		return answered(c)
	})
	switch {
	case errors.Is(err, errUndone):
	case err != nil:
		a.unconfirmed(ctx, c, err)
	case again:
		replay(c, reply)
	case then.publish:
		a.publish(ctx.Context())
	}
}

// afterwards is what a request that is done once leaves to do when its deed is
// certain.
type afterwards struct{ publish bool }

type thenKey struct{}

// afterwardsOf is that of a request with an Idempotency-Key, nil for another.
func afterwardsOf(ctx context.Context) *afterwards {
	then, _ := ctx.Value(thenKey{}).(*afterwards)
	return then
}

// answered is the answer of a request that did something, as it is kept.
func answered(c *fiber.Ctx) (desk.Reply, error) {
	status := c.Response().StatusCode()
	if status >= http.StatusMultipleChoices {
		return desk.Reply{}, errUndone
	}
	return desk.Reply{Status: int64(status), ContentType: string(c.Response().Header.ContentType()),
		Location: c.GetRespHeader(fiber.HeaderLocation), ETag: c.GetRespHeader(fiber.HeaderETag),
		Body: append([]byte(nil), c.Response().Body()...)}, nil
}

// unconfirmed answers where the database failed, in place of the answer that was
// written in the hope of it.
func (a *API) unconfirmed(ctx huma.Context, c *fiber.Ctx, err error) {
	for _, name := range []string{fiber.HeaderLocation, fiber.HeaderETag} {
		c.Response().Header.Del(name)
	}
	if models.KindOf(err) == models.Away {
		a.Log.Error("an idempotent request was not confirmed", slog.Any("error", err))
	}
	a.refuse(ctx, err)
}

// replay gives the answer of the first request again.
func replay(c *fiber.Ctx, r desk.Reply) {
	c.Set("Idempotency-Replayed", "true")
	for name, value := range map[string]string{fiber.HeaderLocation: r.Location, fiber.HeaderETag: r.ETag} {
		if value != "" {
			c.Set(name, value)
		}
	}
	c.Set(fiber.HeaderContentType, r.ContentType)
	c.Status(int(r.Status)).Response().SetBody(r.Body)
}

// digest is the SHA-256 of everything a request asks for, hex.
func digest(c *fiber.Ctx) string {
	h := sha256.New()
	for _, part := range []string{string(c.Request().URI().QueryString()), c.Get(fiber.HeaderIfMatch), c.Get(fiber.HeaderIfNoneMatch)} {
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
