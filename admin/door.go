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
	if c.Method() == fiber.MethodGet {
		page.Next = local(c.OriginalURL())
	} else {
		page.Action, page.Carried = local(c.OriginalURL()), carried(c, "csrf")
	}
	c.Status(fiber.StatusUnauthorized)
	return views.Show(c, console.SignIn, page)
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
			Next: c.FormValue("next"), Action: c.FormValue("carry-to"), Carried: waiting(c)})
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
	page := console.ResumePage{Frame: h.frame(c, ""), Action: action, Fields: waiting(c), Effect: effects[c.FormValue("carry:step")]}
	for _, f := range page.Fields {
		if len(f.Value) > 3 && !slices.Contains(own, f.Name) {
			page.Texts = append(page.Texts, f)
		}
	}
	return views.Show(c, console.Resume, page)
}

// effects say what sending a form again does, by the button that was pressed.
var effects = map[string]string{"mail": "Publish it now, with email", "quiet": "Publish it now, no email", "preview": "Go on to the preview"}

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
