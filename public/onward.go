package public

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// A machine that follows another one has no database. What one visitor asks of it is
// carried to the other machine while that answers; nobody is told that it worked who
// was not heard there.

// onwardLimit is how long a visitor waits for the other machine.
const onwardLimit = 6 * time.Second

var (
	errFar    = models.Fail(models.Away, "This is not possible at this address just now, because the machine that keeps the list of subscribers does not answer. Please try again in a few minutes.")
	errCircle = fiber.NewError(http.StatusLoopDetected, "This request was carried here by a machine that does the same.")
)

// carried answers with what the other machine says, and with near where there is none
// or it does not answer.
func (h *Handler) carried(near fiber.Handler) fiber.Handler {
	if h.cfg.Onward == nil {
		return near
	}
	return func(c *fiber.Ctx) error {
		if c.Get(CarriedHeader) != "" {
			return errCircle
		}
		res, err := h.onward(c)
		if whole := (*url.Error)(nil); errors.As(err, &whole) {
			err = whole.Err // the rest names the address, and with it what the visitor alone may know
		}
		if err != nil {
			h.cfg.Log.Info("a request could not be carried to the other machine", "path", redacted(c.Path()), "err", err)
			return near(c)
		}
		defer res.Body.Close()
		return relay(c, res)
	}
}

// onward carries a request to the other machine. An answer that is none of Vitrine's,
// or that it cannot work, is an error.
func (h *Handler) onward(c *fiber.Ctx) (*http.Response, error) {
	at := url.URL{Path: c.Path(), RawQuery: string(c.Context().URI().QueryString())}
	if !strings.HasPrefix(at.Path, "/api/") {
		at.Path = h.frame(c, "").Prefix() + at.Path
	}
	req, err := http.NewRequest(c.Method(), at.String(), bytes.NewReader(bytes.Clone(c.Request().Body())))
	if err != nil {
		return nil, err
	}
	for _, name := range []string{fiber.HeaderContentType, fiber.HeaderContentEncoding, fiber.HeaderAccept, fiber.HeaderAcceptLanguage} {
		if value := c.Get(name); value != "" {
			req.Header.Set(name, value)
		}
	}
	req.Header.Set(VisitorHeader, h.visitor(c).String())
	return h.carry(c.UserContext(), req, onwardLimit)
}

// carry sends a request to the other machine and reads the whole answer.
func (h *Handler) carry(ctx context.Context, req *http.Request, limit time.Duration) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req.Header.Set(CarriedHeader, "1")
	res, err := h.cfg.Onward(req.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, bodyLimit+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > bodyLimit:
		return nil, errors.New("the answer is too large")
	case res.Header.Get(CarriedHeader) == "" || res.StatusCode >= http.StatusInternalServerError:
		return nil, fmt.Errorf("it answers %s", res.Status)
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// relay hands an answer of the other machine to the visitor.
func relay(c *fiber.Ctx, res *http.Response) error {
	private(c)
	for _, name := range []string{fiber.HeaderContentType, fiber.HeaderContentDisposition, fiber.HeaderContentLanguage, fiber.HeaderRetryAfter, fiber.HeaderAllow,
		fiber.HeaderAccessControlAllowOrigin, fiber.HeaderAccessControlAllowMethods, fiber.HeaderAccessControlAllowHeaders, fiber.HeaderAccessControlMaxAge} {
		if value := res.Header.Get(name); value != "" {
			c.Set(name, value)
		}
	}
	if to := res.Header.Get(fiber.HeaderLocation); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
		c.Set(fiber.HeaderLocation, to)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	return c.Status(res.StatusCode).Send(body)
}

// leaveOnward brings one request to leave that waited to the other machine.
func (h *Handler) leaveOnward(ctx context.Context, token string) error {
	req, err := http.NewRequest(http.MethodPost, "/u/"+token, http.NoBody)
	if err != nil {
		return err
	}
	res, err := h.carry(ctx, req, doorLimit)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("it answers %s", res.Status)
	}
	return nil
}
