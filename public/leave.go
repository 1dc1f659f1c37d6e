package public

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
)

// leaveLimit is how long the database may take before a request to leave is
// written down instead: mail services give up early.
const leaveLimit = 700 * time.Millisecond

// tokenShape keeps what cannot be a token out of the spool.
var tokenShape = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)

// askToLeave is the page with one button. It needs no database and says nothing
// about the token.
func (h *Handler) askToLeave(c *fiber.Ctx) error {
	private(c)
	return views.Show(c, views.Leave, views.LeavePage{Frame: h.frame(c, ""), Token: c.Params("token")})
}

// leave is one-click unsubscribing (RFC 8058) and the page's button. The answer
// is the same for a token that nobody has. Without the database the request is
// kept on disk and done later.
func (h *Handler) leave(c *fiber.Ctx) error {
	private(c)
	token := c.Params("token")
	later, asked := false, false
	if tokenShape.MatchString(token) && (h.door != nil || h.cfg.Onward != nil) {
		var err error
		if asked, err = h.leaveNow(token); err != nil {
			h.cfg.Log.Warn("a request to leave waits for the database", "err", err)
			if err := h.spool.add(token); err != nil {
				c.Set(fiber.HeaderRetryAfter, "300")
				return &models.Error{Kind: models.Away, Err: err,
					Message: "We cannot take your request right now. Please try again in a few minutes, or answer the mail."}
			}
			later = true
		}
	}
	if !strings.Contains(c.Get(fiber.HeaderAccept), "text/html") {
		switch {
		case asked:
			return c.SendString("This address is a mailing list. We have sent a message to it: the link in it ends the mail for everybody.\n")
		case later:
			return c.SendString("We have noted it and will do it as soon as our database is back.\n")
		}
		return c.SendString("You are unsubscribed.\n")
	}
	return views.Show(c, views.Leave, views.LeavePage{Frame: h.frame(c, ""), Token: token, Done: !later && !asked, Later: later, Asked: asked})
}

// errBusy says that enough requests to leave hang at the database already.
var errBusy = errors.New("the database is busy")

// leaveNow asks the door and does not wait longer than a mail service would,
// whatever the database does with its deadline. It reports whether a list is
// asked first.
func (h *Handler) leaveNow(token string) (asked bool, err error) {
	if h.door == nil {
		return false, errFar
	}
	select {
	case h.leaving <- struct{}{}:
	default:
		return false, errBusy
	}
	ctx, cancel := context.WithTimeout(context.Background(), leaveLimit)
	type left struct {
		asked bool
		err   error
	}
	done := make(chan left, 1)
	go func() {
		defer func() { cancel(); <-h.leaving }()
		asked, err := h.door.Leave(ctx, token)
		done <- left{asked, err}
	}()
	select {
	case l := <-done:
		return l.asked, l.err
	case <-time.After(leaveLimit):
		return false, context.DeadlineExceeded
	}
}
