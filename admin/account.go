package admin

import (
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/staff"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showAccount(c *fiber.Ctx) error { return h.account(c, nil) }

func (h *Handler) account(c *fiber.Ctx, wrong error) error {
	var f console.PasswordForm
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	me := session(c)
	sessions, err := h.Staff.Sessions(c.UserContext(), me.User.ID)
	if err != nil {
		return err
	}
	wants, err := h.Staff.MailChoice(c.UserContext(), me.User.ID)
	if err != nil {
		return err
	}
	return views.Show(c, console.Account, console.AccountPage{Frame: h.frame(c, "account"), Email: me.User.Email, Sessions: sessions, Current: me.ID, Form: f,
		Mail: console.MailForm{Form: fresh(0), Reminders: wants.Reminders, Nags: wants.Nags, Agenda: wants.Agenda, Asks: wants.Asks, Texts: wants.Texts}})
}

// changePassword ends every session of the person and starts this one anew.
func (h *Handler) changePassword(c *fiber.Ctx) error {
	f, me, ctx := decode[console.PasswordForm](c), session(c).User, c.UserContext()
	if err := h.Staff.CheckPassword(ctx, me.ID, f.Old, h.Address(c)); err != nil {
		return h.account(c, err)
	}
	if err := h.Staff.SetPassword(ctx, me.ID, f.New); err != nil {
		return h.account(c, err)
	}
	token, _, err := h.Staff.SignIn(ctx, staff.Credentials{Email: me.Email, Password: f.New, Address: h.Address(c), Agent: c.Get(fiber.HeaderUserAgent)})
	if err != nil {
		return err
	}
	h.setCookie(c, token)
	return c.Redirect("/account?did=password", fiber.StatusSeeOther)
}

func (h *Handler) endSession(c *fiber.Ctx) error {
	id, err := strconv.ParseInt(c.Params("session"), 10, 64)
	if err != nil {
		return models.Fail(models.NotFound, "There is no such session.")
	}
	return h.save(c, "ended", func(ctx context.Context) (string, error) {
		return "/account", h.Staff.EndSession(ctx, session(c).User.ID, id)
	}, nowhere)
}

func (h *Handler) showAudit(c *fiber.Ctx) error {
	const perPage = 100
	before, _ := strconv.ParseInt(c.Query("before"), 10, 64) // what is no number starts at the newest
	q := staff.AuditQuery{Noun: c.Query("noun"), Subject: c.Query("subject"), Before: before, Limit: perPage}
	records, err := h.Staff.Audit(c.UserContext(), q)
	if err != nil {
		return err
	}
	page := console.AuditPage{Frame: h.frame(c, "audit"), Records: records, Noun: q.Noun, Subject: q.Subject, Checked: c.Query("check") != ""}
	if len(records) == perPage {
		page.Older = records[perPage-1].ID
	}
	if page.Checked {
		if err := h.Staff.VerifyAudit(c.UserContext()); err != nil {
			page.Broken = models.MessageOf(err)
		}
	}
	return views.Show(c, console.Audit, page)
}
