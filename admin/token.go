package admin

import (
	"cmp"
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/staff"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) listTokens(c *fiber.Ctx) error {
	return h.tokenList(c, console.TokenForm{Form: fresh(0), Role: string(staff.Responder)}, "", nil)
}

// tokenList shows the tokens, and the clear text of one that was just made.
func (h *Handler) tokenList(c *fiber.Ctx, f console.TokenForm, clear string, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	tokens, err := h.Staff.Tokens(c.UserContext())
	if err != nil {
		return err
	}
	users, err := h.Staff.Users(c.UserContext())
	if err != nil {
		return err
	}
	owners := map[int64]string{}
	for _, u := range users {
		owners[u.ID] = u.Name
	}
	return views.Show(c, console.Tokens, console.TokensPage{Frame: h.frame(c, "tokens"), Tokens: tokens, Owners: owners, Form: f, Clear: clear})
}

// errTokenMade answers the second click: the text of the token went with the
// answer to the first.
var errTokenMade = models.Fail(models.Conflict, "This had been sent before, and the token was made then. If its text did not reach you, revoke it and make another.")

// addToken makes a token and shows it at once: it is not kept anywhere to be
// shown after a redirect.
func (h *Handler) addToken(c *fiber.Ctx) error {
	f := decode[console.TokenForm](c)
	clear, me := "", session(c).User.ID
	r := desk.Request{ActorID: me, Route: c.Path(), Key: cmp.Or(c.FormValue("key"), models.NewID()), Digest: digest(c)}
	_, again, err := h.Desk.Once(c.UserContext(), r, func(ctx context.Context) (reply desk.Reply, err error) {
		clear, _, err = h.Staff.CreateToken(ctx, staff.NewToken{Name: f.Name, UserID: me, Role: staff.Role(f.Role)})
		return desk.Reply{Status: fiber.StatusOK}, err
	})
	if again {
		err = errTokenMade
	}
	if err != nil {
		return h.tokenList(c, f, "", inWords(err))
	}
	return h.tokenList(c, console.TokenForm{Form: fresh(0), Role: f.Role}, clear, nil)
}

func (h *Handler) revokeToken(c *fiber.Ctx) error {
	id, err := strconv.ParseInt(c.Params("token"), 10, 64)
	if err != nil {
		return models.Fail(models.NotFound, "There is no such token.")
	}
	return h.save(c, "revoked", func(ctx context.Context) (string, error) {
		return "/tokens", h.Staff.RevokeToken(ctx, id)
	}, nowhere)
}
