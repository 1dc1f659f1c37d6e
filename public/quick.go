package public

import (
	"strings"

	"github.com/valyala/fasthttp"
)

// quick answers what nearly every request is, a file without a query, before the
// router; everything else goes on to slow. What may be read by some alone always
// does.
func (h *Handler) quick(slow fasthttp.RequestHandler) fasthttp.RequestHandler {
	if h.gate != nil {
		return slow
	}
	return func(ctx *fasthttp.RequestCtx) {
		if !h.serveQuickly(ctx) {
			slow(ctx)
		}
	}
}

// serveQuickly reports whether it answered. Whatever goes wrong is left to the way
// that knows how to say so.
func (h *Handler) serveQuickly(ctx *fasthttp.RequestCtx) (answered bool) {
	if !ctx.IsGet() && !ctx.IsHead() {
		return false
	}
	e := h.press.Current()
	if e == nil || len(ctx.URI().QueryString()) > 0 {
		return false
	}
	f, ok := e.FileAt(ctx.Path())
	if !ok || len(e.Languages()) > 1 && strings.HasPrefix(f.Type, "text/html") { // which language is asked for takes a look
		return false
	}
	defer func() {
		if r := recover(); r != nil {
			h.cfg.Log.Error("a file could not be served at once", "path", f.Path, "panic", r)
			ctx.Response.Reset()
			answered = false
		}
	}()
	if err := h.serveFile(ctx, f); err != nil {
		ctx.Response.Reset()
		return false
	}
	return true
}
