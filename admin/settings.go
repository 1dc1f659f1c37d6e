package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showSettings(c *fiber.Ctx) error {
	page, err := h.settingsPage(c)
	if err != nil {
		return err
	}
	return views.Show(c, console.Settings, page)
}

// settingsPage is the page with what is saved.
func (h *Handler) settingsPage(c *fiber.Ctx) (console.SettingsPage, error) {
	set, err := h.Site.Settings(c.UserContext())
	if err != nil {
		return console.SettingsPage{}, err
	}
	mine, err := h.Desk.Settings(c.UserContext())
	return console.SettingsPage{Frame: h.frame(c, "settings"), Form: filledSettings(set), HasLogo: len(set.Logo) > 0, Sender: filledSender(mine)}, err
}

// filledSettings is the form filled with what is saved.
func filledSettings(s models.SiteSettings) console.SettingsForm {
	return console.SettingsForm{Form: fresh(s.Version), Name: s.Name, Intro: s.Intro, HomeURL: s.HomeURL, SupportURL: s.SupportURL, SupportEmail: s.SupportEmail,
		PostalAddress: s.PostalAddress, Accent: s.Accent, TimeZone: s.TimeZone, LogoAlt: s.LogoAlt, Privacy: s.Privacy, Imprint: s.Imprint}
}

// filledSender is the form filled with what is saved.
func filledSender(s desk.Settings) console.SenderForm {
	return console.SenderForm{Form: fresh(s.Version), FromName: s.MailFromName, From: s.MailFrom, ReplyTo: s.ReplyTo, SecondPerson: s.SecondPerson}
}

// settingsAgain shows the page with one of its forms as it was typed.
func (h *Handler) settingsAgain(c *fiber.Ctx, put func(*console.SettingsPage) *console.Form, wrong error) error {
	page, err := h.settingsPage(c)
	if err != nil {
		return err
	}
	h.refuse(c, put(&page), wrong)
	return views.Show(c, console.Settings, page)
}

func (h *Handler) saveSettings(c *fiber.Ctx) error {
	f := decode[console.SettingsForm](c)
	edit := models.SettingsEdit{Name: &f.Name, Intro: &f.Intro, HomeURL: &f.HomeURL, SupportURL: &f.SupportURL, SupportEmail: &f.SupportEmail,
		PostalAddress: &f.PostalAddress, Accent: &f.Accent, TimeZone: &f.TimeZone, LogoAlt: &f.LogoAlt, Privacy: &f.Privacy, Imprint: &f.Imprint,
		Version: f.Version, Accept: acceptances(f.Accept, f.Because)}
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.EditSettings(ctx, edit)
		return "/settings", err
	}, func(err error) error { return h.settingsRefused(c, f, err) })
}

func (h *Handler) settingsRefused(c *fiber.Ctx, f console.SettingsForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		set, err := h.Site.Settings(c.UserContext())
		if err != nil {
			return err
		}
		return h.showStale(c, "page's settings", "/settings", set.Version, console.Pairs(f, filledSettings(set)))
	}
	return h.settingsAgain(c, func(p *console.SettingsPage) *console.Form { p.Form = f; return &p.Form.Form }, wrong)
}

func (h *Handler) saveSender(c *fiber.Ctx) error {
	f := decode[console.SenderForm](c)
	edit := desk.SettingsEdit{MailFromName: &f.FromName, MailFrom: &f.From, ReplyTo: &f.ReplyTo, SecondPerson: &f.SecondPerson, Version: f.Version,
		Accept: acceptances(f.Accept, f.Because)}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Desk.EditSettings(ctx, edit)
		return "/settings", err
	}, func(err error) error { return h.senderRefused(c, f, err) })
}

func (h *Handler) senderRefused(c *fiber.Ctx, f console.SenderForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		set, err := h.Desk.Settings(c.UserContext())
		if err != nil {
			return err
		}
		return h.showStale(c, "sender", "/settings", set.Version, console.Pairs(f, filledSender(set)))
	}
	return h.settingsAgain(c, func(p *console.SettingsPage) *console.Form { p.Sender = f; return &p.Sender.Form }, wrong)
}

func (h *Handler) showLogo(c *fiber.Ctx) error {
	set, err := h.Site.Settings(c.UserContext())
	if err != nil {
		return err
	}
	if len(set.Logo) == 0 {
		return models.Fail(models.NotFound, "There is no logo.")
	}
	c.Set(fiber.HeaderContentType, set.LogoType)
	return c.Send(set.Logo)
}

// maxUpload is the largest picture that may be sent, in bytes. It is drawn anew,
// and smaller, before it is kept.
const maxUpload = 2 << 20

func (h *Handler) saveLogo(c *fiber.Ctx) error {
	again := func(err error) error {
		return h.settingsAgain(c, func(p *console.SettingsPage) *console.Form { return &p.Logo }, err)
	}
	edit := models.SettingsEdit{Logo: new([]byte)}
	if step(c) != "remove" {
		logo, err := uploadedLogo(c)
		if err != nil {
			return again(err)
		}
		edit.Logo = &logo
	}
	return h.release(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.EditSettings(ctx, edit)
		return "/settings", err
	}, again)
}

// uploadedLogo reads the picture of the form.
func uploadedLogo(c *fiber.Ctx) ([]byte, error) {
	logo, err := file(c, "logo")
	switch {
	case err != nil:
		return nil, err
	case len(logo) == 0:
		return nil, models.Fail(models.Invalid, "No picture arrived. Choose a PNG or JPEG file and try again.")
	case len(logo) > maxUpload:
		return nil, models.Fail(models.TooLarge, "The picture has more than 2 MB. Choose a smaller one.")
	}
	return logo, nil
}
