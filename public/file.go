package public

import (
	"bytes"
	"cmp"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"
	"github.com/valyala/fasthttp"

	"vitrine/public/edition"
	"vitrine/views"
)

// serveEdition answers everything that is published. It is the path of nearly
// every request: no route, no lock, no copy.
func (h *Handler) serveEdition(c *fiber.Ctx) error {
	e := h.press.Current()
	if e == nil {
		return c.Next()
	}
	ctx := c.Context()
	if len(e.Languages()) > 1 {
		return h.serveSpoken(c, e)
	}
	path := ctx.Path()
	f, ok := e.FileAt(path)
	if ok {
		return h.answerFile(c, e, f)
	}
	return h.serveUnknown(c, e, string(path))
}

// answerFile answers with f what may be asked of a file.
func (h *Handler) answerFile(c *fiber.Ctx, e *edition.Edition, f *edition.File) error {
	ctx := c.Context()
	switch {
	case ctx.IsGet(), ctx.IsHead():
		if len(ctx.URI().QueryString()) > 0 {
			if answered, err := h.askFor(c, e, f); answered {
				return err
			}
		}
		return h.serveFile(ctx, f)
	case c.Path() == "/subscribe", c.Path() == views.ChannelPath:
		return c.Next()
	case ctx.IsOptions():
		return h.preflight(ctx, f)
	}
	return refuseMethod(c, "GET, HEAD, OPTIONS")
}

// redirectSlash sends /history/ to /history, where there is such a file. The
// target is a path of ours, never the request's.
func (h *Handler) redirectSlash(c *fiber.Ctx, e *edition.Edition, path []byte) error {
	if len(path) < 2 || path[len(path)-1] != '/' {
		return c.Next()
	}
	f, ok := e.FileAt(path[:len(path)-1])
	if !ok {
		return c.Next()
	}
	h.secure(&c.Context().Response.Header)
	set(&c.Context().Response.Header, fresh)
	return c.Redirect(f.Path, fiber.StatusMovedPermanently)
}

// serveFile answers with f in the best encoding the visitor takes.
func (h *Handler) serveFile(ctx *fasthttp.RequestCtx, f *edition.File) error {
	r, enc := &ctx.Response.Header, encoding(ctx, f)
	if tag := f.ETag(enc); notModified(ctx, f, tag) {
		h.validate(r, f, tag)
		speak(ctx, r)
		ctx.Response.SetStatusCode(http.StatusNotModified)
		return nil
	}
	body, err := f.Body(enc)
	if err != nil {
		return err
	}
	h.describe(r, f, enc)
	speak(ctx, r)
	ctx.Response.SetBodyRaw(body)
	return nil
}

// described is the header of an answer with a file in one encoding.
type described struct {
	file   *edition.File
	header fasthttp.ResponseHeader
}

// describe writes the header of an answer with f whole. That of the front page, which is
// asked for most, is kept and copied.
func (h *Handler) describe(r *fasthttp.ResponseHeader, f *edition.File, enc edition.Encoding) {
	if front := h.front[enc].Load(); front != nil && front.file == f {
		front.header.CopyTo(r)
		return
	}
	h.validate(r, f, f.ETag(enc))
	if enc != edition.Plain {
		r.SetContentEncoding(enc.String())
	}
	r.SetContentType(f.Type)
	if f.Target != "" {
		r.Set(fiber.HeaderLocation, f.Target)
	}
	if hub := cmp.Or(h.cfg.Hub, h.press.Hub()); hub != "" && strings.Contains(f.Type, "+") {
		h.nameHub(r, hub, f)
	}
	r.SetStatusCode(int(f.Status))
	if f.Path == "/" {
		front := &described{file: f}
		r.CopyTo(&front.header)
		h.front[enc].Store(front)
	}
}

// validate writes what every answer about f has, with a body and without.
func (h *Handler) validate(r *fasthttp.ResponseHeader, f *edition.File, tag string) {
	h.ready[kindOf(f)].CopyTo(r)
	if style := f.Style(); style != "" {
		r.SetCanonical(namePolicy, h.policyFor(style))
	}
	r.SetCanonical(nameETag, utils.UnsafeBytes(tag))
	r.SetCanonical(nameModified, utils.UnsafeBytes(f.Dated()))
}

// speak names the language that was chosen for the visitor.
func speak(ctx *fasthttp.RequestCtx, r *fasthttp.ResponseHeader) {
	if tag, ok := ctx.UserValue(spokenTag).(string); ok {
		r.SetCanonical(nameLanguage, []byte(tag))
	}
	if ctx.UserValue(negotiated) != nil {
		set(r, varyBoth)
	}
}

func encoding(ctx *fasthttp.RequestCtx, f *edition.File) edition.Encoding {
	if !f.Has(edition.Gzip) {
		return edition.Plain
	}
	switch br, gz := accepts(ctx.Request.Header.Peek(fiber.HeaderAcceptEncoding)); {
	case br && f.Has(edition.Brotli):
		return edition.Brotli
	case gz:
		return edition.Gzip
	}
	return edition.Plain
}

// notModified evaluates the conditions of the request (RFC 9110, section 13.2.2):
// the date counts only where no tag is given, and neither for an error.
func notModified(ctx *fasthttp.RequestCtx, f *edition.File, tag string) bool {
	if f.Status != http.StatusOK {
		return false
	}
	if match := ctx.Request.Header.Peek(fiber.HeaderIfNoneMatch); len(match) > 0 {
		return matches(match, tag)
	}
	since := ctx.Request.Header.Peek(fiber.HeaderIfModifiedSince)
	if len(since) == 0 {
		return false
	}
	if string(since) == f.Dated() {
		return true
	}
	t, err := fasthttp.ParseHTTPDate(since)
	return err == nil && !f.Modified().After(t)
}

// matches compares weakly, as If-None-Match does.
func matches(list []byte, tag string) bool {
	for len(list) > 0 {
		var one []byte
		one, list, _ = bytes.Cut(list, []byte{','})
		one = bytes.TrimSpace(one)
		if string(bytes.TrimPrefix(one, []byte("W/"))) == tag || string(one) == "*" {
			return true
		}
	}
	return false
}

// preflight answers a browser that asks before a script of another origin reads.
func (h *Handler) preflight(ctx *fasthttp.RequestCtx, f *edition.File) error {
	h.secure(&ctx.Response.Header)
	ctx.Response.SetStatusCode(http.StatusNoContent)
	ctx.Response.Header.Set(fiber.HeaderAllow, "GET, HEAD, OPTIONS")
	if f.Open {
		set(&ctx.Response.Header, anyOrigin)
		ctx.Response.Header.Set(fiber.HeaderAccessControlAllowMethods, "GET, HEAD, OPTIONS")
		ctx.Response.Header.Set(fiber.HeaderAccessControlAllowHeaders, "If-None-Match, If-Modified-Since")
		ctx.Response.Header.Set(fiber.HeaderAccessControlMaxAge, "86400")
	}
	return nil
}

func refuseMethod(c *fiber.Ctx, allowed string) error {
	c.Set(fiber.HeaderAllow, allowed)
	return fiber.ErrMethodNotAllowed
}
