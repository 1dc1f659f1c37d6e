package public

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"vitrine/public/edition"
)

// nameHub says in the head of a feed which hub tells of it (WebSub, section 4).
func (h *Handler) nameHub(r *fasthttp.ResponseHeader, hub string, f *edition.File) {
	for _, format := range []string{"application/rss+xml", "application/atom+xml", "application/feed+json"} {
		if strings.HasPrefix(f.Type, format) {
			r.Set(fiber.HeaderLink, "<"+hub+`>; rel="hub", <`+h.press.BaseURL()+f.Path+`>; rel="self"`)
		}
	}
}
