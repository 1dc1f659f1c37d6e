package main

import (
	"context"
	"strings"

	"vitrine/models"
	"vitrine/models/staff"
)

type tokenCommand struct {
	Add    tokenAdd    `cmd:"" help:"Make an API token and print it once."`
	List   tokenList   `cmd:"" help:"List the tokens."`
	Revoke tokenRevoke `cmd:"" help:"Revoke a token."`
}

type tokenAdd struct {
	Name string `required:"" help:"What the token is for."`
	Role string `required:"" enum:"viewer,responder,reviewer,approver,admin" help:"${enum}."`
	User string `help:"Address of the account the token acts for; the oldest admin when not given." placeholder:"EMAIL"`
}

// Run makes a token.
func (c *tokenAdd) Run(s *session) error {
	return s.withHouse(func(h *house) error {
		u, err := h.userByEmail(s.ctx, c.User)
		if err != nil {
			return err
		}
		clear, t, err := h.staff.CreateToken(s.deed(), staff.NewToken{Name: c.Name, UserID: u.ID, Role: staff.Role(c.Role)})
		if err != nil {
			return err
		}
		s.printf("Token %d acts for %s as %s. Shown once:\n%s\n", t.ID, u.Email, t.Role, clear)
		return nil
	})
}

type tokenList struct{}

// Run lists the tokens, never their secrets.
func (tokenList) Run(s *session) error {
	return s.withHouse(func(h *house) error {
		tokens, err := h.staff.Tokens(s.ctx)
		for _, t := range tokens {
			state := ""
			if t.RevokedAt != nil {
				state = " (revoked)"
			}
			s.printf("%5d  %-10s %s%s\n", t.ID, t.Role, t.Name, state)
		}
		return err
	})
}

type tokenRevoke struct {
	ID int64 `arg:"" help:"Number of the token, from token list."`
}

// Run revokes a token.
func (c *tokenRevoke) Run(s *session) error {
	return s.withHouse(func(h *house) error {
		if err := h.staff.RevokeToken(s.deed(), c.ID); err != nil {
			return err
		}
		s.printf("Token %d is refused from now on.\n", c.ID)
		return nil
	})
}

// userByEmail finds an account; without an address the oldest admin.
func (h *house) userByEmail(ctx context.Context, email string) (staff.User, error) {
	users, err := h.staff.Users(ctx)
	if err != nil {
		return staff.User{}, err
	}
	for _, u := range users {
		if email == "" && u.Role == staff.Admin && u.DisabledAt == nil || strings.EqualFold(u.Email, email) && email != "" {
			return u, nil
		}
	}
	if email == "" {
		return staff.User{}, models.Fail(models.NotFound, "There is no admin yet. Add one: vitrine user add --email … --name … --role admin")
	}
	return staff.User{}, models.Fail(models.NotFound, "There is no account with the address %s. vitrine user list shows all.", email)
}
