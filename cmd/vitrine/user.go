package main

import (
	"bufio"
	"fmt"
	"strings"

	"vitrine/models"
	"vitrine/models/staff"
)

type userCommand struct {
	Add     userAdd     `cmd:"" help:"Add an account."`
	List    userList    `cmd:"" help:"List the accounts."`
	Disable userDisable `cmd:"" help:"Disable an account and end its sessions."`
}

type userAdd struct {
	Email         string `required:"" help:"Address to sign in with."`
	Name          string `required:"" help:"Full name; the scanner will stop it in public texts."`
	Role          string `required:"" enum:"viewer,responder,reviewer,approver,admin" help:"${enum}."`
	PasswordStdin bool   `help:"Read the password from standard input; otherwise one is made and printed once."`
}

// Run adds an account.
func (c *userAdd) Run(s *session) error {
	return s.withHouse(func(h *house) error {
		password := models.NewToken()[:20]
		if c.PasswordStdin {
			line, err := bufio.NewReader(s.in).ReadString('\n')
			if err != nil && line == "" {
				return fmt.Errorf("read the password from standard input: %w", err)
			}
			password = strings.TrimRight(line, "\r\n")
		}
		u, err := h.staff.AddUser(s.deed(), staff.NewUser{Email: c.Email, Name: c.Name, Role: staff.Role(c.Role), Password: password})
		if err != nil {
			return err
		}
		s.printf("%s may sign in as %s.\n", u.Email, u.Role)
		if !c.PasswordStdin {
			s.printf("Password, shown once: %s\n", password)
		}
		return nil
	})
}

type userList struct{}

// Run lists the accounts.
func (userList) Run(s *session) error {
	return s.withHouse(func(h *house) error {
		users, err := h.staff.Users(s.ctx)
		for _, u := range users {
			state := ""
			if u.DisabledAt != nil {
				state = " (disabled)"
			}
			s.printf("%-10s %s <%s>%s\n", u.Role, u.Name, u.Email, state)
		}
		return err
	})
}

type userDisable struct {
	Email string `required:"" help:"Address of the account."`
}

// Run disables an account.
func (c *userDisable) Run(s *session) error {
	return s.withHouse(func(h *house) error {
		u, err := h.userByEmail(s.ctx, c.Email)
		if err != nil {
			return err
		}
		if err := h.staff.DisableUser(s.deed(), u.ID); err != nil {
			return err
		}
		s.printf("%s can no longer sign in; every session has ended.\n", u.Email)
		return nil
	})
}
