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

func (h *Handler) listUsers(c *fiber.Ctx) error { return h.userList(c, nil) }

func (h *Handler) userList(c *fiber.Ctx, wrong error) error {
	users, err := h.Staff.Users(c.UserContext())
	if err != nil {
		return err
	}
	var f console.Form
	if wrong != nil {
		h.refuse(c, &f, wrong)
	}
	return views.Show(c, console.Users, console.UsersPage{Frame: h.frame(c, "users"), Users: users, Problem: f.Problem})
}

func (h *Handler) newUser(c *fiber.Ctx) error {
	return h.userForm(c, staff.User{}, console.UserForm{Form: fresh(0), Role: string(staff.Responder)}, nil)
}

// userForm shows the form for an account; u is the zero User for a new one.
func (h *Handler) userForm(c *fiber.Ctx, u staff.User, f console.UserForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		now, err := h.Staff.User(c.UserContext(), u.ID)
		if err != nil {
			return err
		}
		return h.showStale(c, "account", "/users/"+text(u.ID), now.Version, console.Pairs(f, filledUser(now)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.User, console.UserPage{Frame: h.frame(c, "users"), ID: u.ID, Form: f,
		Disabled: u.DisabledAt != nil, Myself: u.ID == session(c).User.ID})
}

// filledUser is the form filled with what is saved.
func filledUser(u staff.User) console.UserForm {
	return console.UserForm{Form: fresh(u.Version), Name: u.Name, Email: u.Email, Handle: u.Handle, Role: string(u.Role)}
}

func (h *Handler) addUser(c *fiber.Ctx) error {
	f := decode[console.UserForm](c)
	n := staff.NewUser{Email: f.Email, Name: f.Name, Handle: f.Handle, Role: staff.Role(f.Role), Password: f.Password}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Staff.AddUser(ctx, n)
		return "/users", err
	}, func(err error) error { return h.userForm(c, staff.User{}, f, err) })
}

// namedUser is the account an address names.
func (h *Handler) namedUser(c *fiber.Ctx) (staff.User, error) {
	id, err := strconv.ParseInt(c.Params("user"), 10, 64)
	if err != nil {
		return staff.User{}, models.Fail(models.NotFound, "There is no such account.")
	}
	return h.Staff.User(c.UserContext(), id)
}

func (h *Handler) editUser(c *fiber.Ctx) error {
	u, err := h.namedUser(c)
	if err != nil {
		return err
	}
	return h.userForm(c, u, filledUser(u), nil)
}

func (h *Handler) saveUser(c *fiber.Ctx) error {
	u, err := h.namedUser(c)
	if err != nil {
		return err
	}
	f := decode[console.UserForm](c)
	edit := staff.UserEdit{Email: &f.Email, Name: &f.Name, Handle: &f.Handle, Role: pointer(staff.Role(f.Role)), Version: f.Version}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Staff.EditUserWithPassword(ctx, u.ID, edit, f.Password)
		return "/users", err
	}, func(err error) error { return h.userForm(c, u, f, err) })
}

func (h *Handler) disableUser(c *fiber.Ctx) error {
	u, err := h.namedUser(c)
	if err != nil {
		return err
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		return "/users", h.Staff.DisableUser(ctx, u.ID)
	}, func(err error) error { return h.userList(c, err) })
}

func (h *Handler) enableUser(c *fiber.Ctx) error {
	u, err := h.namedUser(c)
	if err != nil {
		return err
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		return "/users/" + text(u.ID), h.Staff.EnableUser(ctx, u.ID)
	}, func(err error) error { return h.userList(c, err) })
}
