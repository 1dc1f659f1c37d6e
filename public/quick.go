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
	path, bare := pathOf(ctx)
	e := h.press.Current()
	if e == nil || !bare {
		return false
	}
	f, ok := e.FileAt(path)
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

// pathOf is the path that is asked for, and whether nothing else is. What stands in most
// requests is a path already, which is not taken apart for it.
func pathOf(ctx *fasthttp.RequestCtx) (path []byte, bare bool) {
	asked := ctx.Request.Header.RequestURI()
	if len(asked) == 0 || asked[0] != '/' {
		return ctx.Path(), len(ctx.URI().QueryString()) == 0
	}
	for at, sign := range asked {
		named := sign-'a' < 26 || sign-'A' < 26 || sign-'0' < 10 || sign == '-' || sign == '_'
		if !named && (sign != '/' && sign != '.' || at > 0 && asked[at-1] == '/') { // escapes, queries, dots that lead elsewhere
			return ctx.Path(), len(ctx.URI().QueryString()) == 0
		}
	}
	return asked, true
}
