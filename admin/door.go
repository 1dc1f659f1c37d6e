package admin

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/staff"
	"vitrine/views"
	"vitrine/views/console"
)

// askWho answers a request without a session with the sign-in page. What a form
// brought along waits in the page and comes back afterwards.
func (h *Handler) askWho(c *fiber.Ctx) error {
	page := console.SignInPage{Frame: h.frame(c, "")}
	switch {
	case c.Method() == fiber.MethodGet:
		page.Next = local(c.OriginalURL())
	case c.Path() == "/account/password": // passwords are all there is in it
		page.Next, page.Unkept = "/account", true
	default:
		page.Action, page.Carried, page.Unkept = local(c.OriginalURL()), carried(c, append(slices.Clone(secrets), "csrf")...), secretly(c)
	}
	c.Status(fiber.StatusUnauthorized)
	return views.Show(c, console.SignIn, page)
}

// secrets are the fields that no page ever shows again or carries on.
var secrets = []string{"password", "present_password"}

// secretly reports whether a form brought a password along.
func secretly(c *fiber.Ctx) bool {
	return slices.ContainsFunc(secrets, func(name string) bool { return c.FormValue(name) != "" })
}

func (h *Handler) showSignIn(c *fiber.Ctx) error {
	return views.Show(c, console.SignIn, console.SignInPage{Frame: h.frame(c, ""), Next: local(c.Query("next"))})
}

func (h *Handler) signIn(c *fiber.Ctx) error {
	f := decode[console.SignInForm](c)
	token, user, err := h.Staff.SignIn(c.UserContext(), staff.Credentials{
		Email: f.Email, Password: f.Password, Address: h.Address(c), Agent: c.Get(fiber.HeaderUserAgent),
	})
	if err != nil {
		h.refuse(c, &f.Form, err)
		return views.Show(c, console.SignIn, console.SignInPage{Frame: h.frame(c, ""), Form: f,
			Next: c.FormValue("next"), Action: c.FormValue("carry-to"), Carried: waiting(c), Unkept: c.FormValue("unkept") != ""})
	}
	h.setCookie(c, token)
	if action := c.FormValue("carry-to"); action != "" {
		return h.resume(c, token, user, local(action))
	}
	return c.Redirect(local(c.FormValue("next")), fiber.StatusSeeOther)
}

// waiting are the fields of a form that arrived without a session.
func waiting(c *fiber.Ctx) []console.Carried {
	var list []console.Carried
	for _, f := range carried(c) {
		if name, ok := strings.CutPrefix(f.Name, "carry:"); ok {
			list = append(list, console.Carried{Name: name, Value: f.Value})
		}
	}
	return list
}

// resume shows what was typed before the session had ended. A person sends it
// again by a click: nothing is published by signing in.
func (h *Handler) resume(c *fiber.Ctx, token string, _ staff.User, action string) error {
	s, err := h.Staff.Session(c.UserContext(), token)
	if err != nil {
		return err
	}
	c.Locals(sessionKey{}, s)
	return views.Show(c, console.Resume, console.ResumePage{Frame: h.frame(c, ""), Action: action, Fields: waiting(c), Unkept: c.FormValue("unkept") != "",
		Effect: effectOf(action, c.FormValue("carry:step"))})
}

// otherSession gives a form back that was drawn in another session of the same
// browser: somebody signed in anew in a second window. A file cannot be given
// back, and a password is not.
func (h *Handler) otherSession(c *fiber.Ctx) error {
	if _, err := c.MultipartForm(); err == nil {
		return models.Fail(models.Denied, "This form does not belong to your session, so nothing was done. Go back, reload the page and send it again.")
	}
	c.Status(fiber.StatusForbidden)
	return views.Show(c, console.Resume, console.ResumePage{Frame: h.frame(c, ""), Action: local(c.OriginalURL()), Foreign: true, Unkept: secretly(c),
		Fields: carried(c, append(slices.Clone(secrets), "csrf")...), Effect: effectOf(c.Path(), step(c))})
}

func (h *Handler) signOut(c *fiber.Ctx) error {
	if err := h.Staff.SignOut(c.UserContext(), c.Cookies(h.cookie())); err != nil {
		return err
	}
	h.setCookie(c, "")
	return c.Redirect("/sign-in", fiber.StatusSeeOther)
}

// showSetup answers with the form for the first account while there is none,
// and as if the address had never existed afterwards.
func (h *Handler) showSetup(c *fiber.Ctx) error {
	if err := h.settingUp(c); err != nil {
		return err
	}
	return views.Show(c, console.Setup, console.SetupPage{Frame: h.frame(c, ""), Token: c.Params("token")})
}

func (h *Handler) setup(c *fiber.Ctx) error {
	if err := h.settingUp(c); err != nil {
		return err
	}
	f := decode[console.SetupForm](c)
	_, err := h.Staff.Setup(c.UserContext(), c.Params("token"), staff.NewUser{Email: f.Email, Name: f.Name, Password: f.Password, Role: staff.Admin})
	if models.KindOf(err) == models.NotFound {
		return err
	}
	if err != nil {
		h.refuse(c, &f.Form, err)
		return views.Show(c, console.Setup, console.SetupPage{Frame: h.frame(c, ""), Token: c.Params("token"), Form: f})
	}
	return h.signIn(c)
}
