package admin

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// policy lets a page of the console load what the console itself serves and
// nothing else. Frames are previews, which may not run a script.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// drawn is the policy of a page that shows mails in frames: mails carry their
// style sheets in themselves. Scripts stay as forbidden as everywhere.
var drawn = strings.Replace(policy, "style-src 'self'", "style-src 'self' 'unsafe-inline'", 1)

// headers gives every answer of the console, errors and files included, what it
// must carry.
func (h *Handler) headers(c *fiber.Ctx) error {
	h.setHeaders(c)
	return c.Next()
}

func (h *Handler) setHeaders(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Embedder-Policy", "require-corp")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set("X-Robots-Tag", "noindex")
	c.Set(fiber.HeaderCacheControl, "no-store")
	if c.GetRespHeader(fiber.HeaderXRequestID) == "" {
		c.Set(fiber.HeaderXRequestID, models.NewID())
	}
	if h.secure() {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=63072000; includeSubDomains")
	}
}

// secure reports whether the console is reached over TLS.
func (h *Handler) secure() bool { return strings.HasPrefix(h.AdminURL, "https://") }
