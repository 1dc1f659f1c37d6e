package staff

import (
	"net/mail"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// User is a member of the staff.
type User struct {
	ID         int64
	Email      string // lower case
	Name       string
	Handle     string // "dwhit", without @; may be empty
	Role       Role
	DisabledAt *time.Time
	LastSeenAt *time.Time
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Actor returns the user as the audit trail names them; from is where the deed
// came from.
func (u User) Actor(from string) models.Actor {
	return models.Actor{ID: u.ID, Name: u.Name, From: from}
}

// NewUser is what is said to add a user.
type NewUser struct {
	Email    string
	Name     string
	Handle   string
	Role     Role
	Password string // empty: cannot sign in until SetPassword
}

// UserEdit changes what is given and leaves what is nil.
type UserEdit struct {
	Email   *string
	Name    *string
	Handle  *string
	Role    *Role
	Version int64 // the version that was read; 0: any
}

// account is the row of a user with the hash nobody else sees.
type account struct {
	User         `gorm:"embedded"`
	PasswordHash string
}

// TableName implements gorm's Tabler.
func (account) TableName() string { return "users" }

// apply makes the edit, or says everything that is wrong with it.
func (e UserEdit) apply(u *User) error {
	c := models.Complaints{}
	if e.Email != nil {
		u.Email = address(c, *e.Email)
	}
	if e.Name != nil {
		u.Name = c.Line("name", *e.Name, 1, 100)
	}
	if e.Handle != nil {
		u.Handle = strings.TrimPrefix(c.Line("handle", *e.Handle, 0, 50), "@")
	}
	if e.Role != nil {
		u.Role = *e.Role
	}
	if !slices.Contains(Roles, u.Role) {
		c.Add("role", "%q is no role. Choose viewer, responder, reviewer, approver or admin.", u.Role)
	}
	return c.Err()
}

// address checks a user's email address and returns it as it is kept.
func address(c models.Complaints, text string) string {
	text = fold(c.Line("email", text, 1, 254))
	if a, err := mail.ParseAddress(text); err != nil || a.Address != text {
		c.Add("email", "The email must be a plain address like dana@example.org.")
	}
	return text
}

// fold is the form in which addresses are compared.
func fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
