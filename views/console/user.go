package console

import (
	"vitrine/models/staff"
)

// Users lists the people who work here.
var Users = page[UsersPage]("users")

// UsersPage is what Users shows.
type UsersPage struct {
	Frame   Frame
	Users   []staff.User
	Problem string
}

// Title implements the layout's need for one.
func (p UsersPage) Title() string { return "People" }

// UserForm is an account as it is typed; the password never comes back.
type UserForm struct {
	Form
	Name     string `form:"name" label:"Name"`
	Email    string `form:"email" label:"Email"`
	Handle   string `form:"handle" label:"Handle"`
	Role     string `form:"role" label:"Role" of:"roles"`
	Password string `form:"password"`
}

// User is the form for an account, new or not.
var User = page[UserPage]("user")

// UserPage is what User shows.
type UserPage struct {
	Frame    Frame
	ID       int64 // 0 for a new one
	Form     UserForm
	Disabled bool
	Myself   bool
}

// Title implements the layout's need for one.
func (p UserPage) Title() string {
	if p.ID == 0 {
		return "New account"
	}
	return "Edit account"
}

// PasswordLabel names the password's field.
func (p UserPage) PasswordLabel() string {
	if p.ID == 0 {
		return "Password"
	}
	return "New password"
}

// PasswordHelp says what the password's field does.
func (p UserPage) PasswordHelp() string {
	if p.ID == 0 {
		return "At least 15 characters. Empty: they cannot sign in until one is set."
	}
	return "Empty: as before. Setting one ends every session of this person."
}

// RoleChoices are the roles with what each may do.
func (w Words) RoleChoices() []Choice {
	return []Choice{
		{Value: "viewer", Name: "viewer – reads"}, {Value: "responder", Name: "responder – incidents and maintenance"},
		{Value: "reviewer", Name: "reviewer – also reviews and drafts"}, {Value: "approver", Name: "approver – also approves and publishes " + w.Noun.Many()},
		{Value: "admin", Name: "admin – also settings, people, rules"},
	}
}

// Tokens lists API tokens.
var Tokens = page[TokensPage]("tokens")

// TokensPage is what Tokens shows.
type TokensPage struct {
	Frame  Frame
	Tokens []staff.APIToken
	Owners map[int64]string
	Form   TokenForm
	Clear  string // of the token just made; shown this once
}

// TokenForm is an API token to make.
type TokenForm struct {
	Form
	Name string `form:"name"`
	Role string `form:"role"`
}

// Title implements the layout's need for one.
func (p TokensPage) Title() string { return "API tokens" }

// Account is the person's own page.
var Account = page[AccountPage]("account")

// AccountPage is what Account shows.
type AccountPage struct {
	Frame    Frame
	Email    string
	Sessions []staff.OpenSession
	Current  int64 // id of this session
	Form     PasswordForm
	Mail     MailForm
}

// MailForm is what a person wants to be written about.
type MailForm struct {
	Form
	Reminders bool `form:"reminders"`
	Nags      bool `form:"nags"`
	Agenda    bool `form:"agenda"`
	Asks      bool `form:"asks"`
	Texts     bool `form:"texts"`
}

// PasswordForm changes a password; neither comes back.
type PasswordForm struct {
	Form
	Old string `form:"present_password"`
	New string `form:"password"`
}

// Title implements the layout's need for one.
func (p AccountPage) Title() string { return "Your account" }

// Audit shows who did what.
var Audit = page[AuditPage]("audit")

// AuditPage is what Audit shows.
type AuditPage struct {
	Frame         Frame
	Records       []staff.AuditRecord
	Noun, Subject string
	Older         int64
	Broken        string // what is wrong with the chain; empty: it holds
	Checked       bool
}

// Title implements the layout's need for one.
func (p AuditPage) Title() string { return "Audit trail" }
