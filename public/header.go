package public

import (
	"bytes"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"vitrine/assets"
	"vitrine/public/edition"
)

// header is one header field, ready to be written.
type header struct{ name, value []byte }

func field(name, value string) header { return header{[]byte(name), []byte(value)} }

// The page needs nothing from elsewhere and nothing inline but the style that the
// front page carries, named by its hash, and says so. The one policy of trusted types names the worker that shows messages on a device.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types push"

// securityHeaders are on every answer. Over plain HTTP the two that speak of
// HTTPS are left out.
func securityHeaders(https bool) []header {
	policy := contentPolicy
	if https {
		policy += "; upgrade-insecure-requests"
	}
	list := []header{
		field("Content-Security-Policy", policy),
		field("X-Content-Type-Options", "nosniff"),
		field("Referrer-Policy", "no-referrer"),
		field("Cross-Origin-Opener-Policy", "same-origin"),
		field("Cross-Origin-Embedder-Policy", "require-corp"),
		field("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
	}
	if https {
		list = append(list, field("Strict-Transport-Security", "max-age=63072000; includeSubDomains"))
	}
	return list
}

// styled is the policy of a page that carries its style in itself.
type styled struct {
	style  string // the source expression that allows it
	policy []byte
}

// policyFor is the policy that allows one style inside the page besides our files.
// There is one such style at a time.
func (h *Handler) policyFor(style string) []byte {
	if last := h.styled.Load(); last != nil && last.style == style {
		return last.policy
	}
	one := &styled{style: style}
	for _, f := range h.fixed {
		if bytes.Equal(f.name, namePolicy) {
			one.policy = bytes.Replace(f.value, []byte("style-src 'self'"), []byte("style-src 'self' "+style), 1)
		}
	}
	h.styled.Store(one)
	return one.policy
}

var (
	sameOrigin  = field("Cross-Origin-Resource-Policy", "same-origin")
	crossOrigin = field("Cross-Origin-Resource-Policy", "cross-origin")
	anyOrigin   = field("Access-Control-Allow-Origin", "*")
	vary        = field("Vary", "Accept-Encoding")
	varyBoth    = field("Vary", "Accept-Encoding, Accept-Language")

	fresh     = field("Cache-Control", edition.CacheControl)
	unchanged = field("Cache-Control", assets.CacheControl)
	noStore   = field("Cache-Control", "no-store")

	nameETag     = []byte("Etag")
	nameModified = []byte("Last-Modified")
	nameLanguage = []byte("Content-Language")
	namePolicy   = []byte("Content-Security-Policy")
)

func set(r *fasthttp.ResponseHeader, f header) { r.SetCanonical(f.name, f.value) }

// secure writes what every answer carries.
func (h *Handler) secure(r *fasthttp.ResponseHeader) {
	for _, f := range h.fixed {
		set(r, f)
	}
}

// kind is what decides which headers a file has beside its own validators.
type kind uint8

const (
	openKind   kind = 1 << iota // scripts of any origin may read it
	packedKind                  // it is kept in several encodings
	steadyKind                  // its bytes never change
	framedKind                  // other pages may show it in a frame

	kinds = framedKind << 1
)

func kindOf(f *edition.File) (k kind) {
	if f.Open {
		k |= openKind
	}
	if f.Has(edition.Gzip) {
		k |= packedKind
	}
	if strings.HasPrefix(f.Path, "/assets/") {
		k |= steadyKind
	}
	if f.Path == edition.EmbedPath {
		k |= framedKind
	}
	return k
}

// write puts the headers of the kind into r: a read copies them in one go.
func (k kind) write(r *fasthttp.ResponseHeader, fixed []header) {
	list := slices.Clone(fixed)
	if k&packedKind != 0 {
		list = append(list, vary)
	}
	if k&openKind != 0 {
		list = append(list, crossOrigin, anyOrigin)
	} else {
		list = append(list, sameOrigin)
	}
	if k&steadyKind != 0 {
		list = append(list, unchanged)
	} else {
		list = append(list, fresh)
	}
	for _, f := range list {
		if k&framedKind != 0 && bytes.Equal(f.name, namePolicy) {
			f.value = bytes.Replace(f.value, []byte("frame-ancestors 'none'"), []byte("frame-ancestors *"), 1)
		}
		set(r, f)
	}
}

// guard is first: it turns a panic into an error.
func (h *Handler) guard(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			h.cfg.Log.Error("a request panicked", "method", c.Method(), "path", redacted(c.Path()), "panic", r)
			err = fiber.ErrInternalServerError
		}
	}()
	return c.Next()
}

// dress gives what is not a file of the edition what every answer carries.
func (h *Handler) dress(c *fiber.Ctx) error {
	h.secure(&c.Context().Response.Header)
	if len(c.Request().Header.Peek(CarriedHeader)) > 0 {
		c.Set(CarriedHeader, "1") // says that Vitrine took it, and no proxy before it
	}
	return c.Next()
}

// private marks the answer as one visitor's: kept by no cache, found by no
// search engine.
func private(c *fiber.Ctx) {
	set(&c.Context().Response.Header, noStore)
	set(&c.Context().Response.Header, sameOrigin)
	c.Set("X-Robots-Tag", "noindex")
}

// fail is the error handler: every answer carries the headers, and no token
// reaches the log.
func (h *Handler) fail(c *fiber.Ctx, err error) error {
	h.secure(&c.Context().Response.Header)
	private(c)
	if h.gate != nil {
		defer hidden(c)
	}
	if c.GetRespHeader(fiber.HeaderXRequestID) == "" {
		c.Set(fiber.HeaderXRequestID, requestID())
	}
	c.Path(redacted(c.Path()))
	return h.failed(c, err)
}

// redacted is path without the token of one visitor.
func redacted(path string) string {
	path, _, _ = named(path, spoken)
	for _, stem := range []string{"/subscriptions/", "/u/"} {
		if len(path) > len(stem) && path[:len(stem)] == stem {
			return stem + "-"
		}
	}
	return path
}

// accepts reports which encodings the request takes, by quality (RFC 9110,
// section 12.5.3).
func accepts(value []byte) (br, gz bool) {
	for len(value) > 0 {
		var part []byte
		part, value, _ = bytes.Cut(value, []byte{','})
		name, params, _ := bytes.Cut(part, []byte{';'})
		if refused(params) {
			continue
		}
		switch string(bytes.TrimSpace(name)) {
		case "br":
			br = true
		case "gzip":
			gz = true
		}
	}
	return br, gz
}

// refused reports whether the parameters say q=0.
func refused(params []byte) bool {
	name, q, ok := bytes.Cut(bytes.TrimSpace(params), []byte{'='})
	if !ok || len(name) != 1 || name[0]|0x20 != 'q' {
		return false
	}
	return len(bytes.Trim(bytes.TrimSpace(q), "0.")) == 0
}
