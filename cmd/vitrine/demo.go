package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vitrine/models"
)

type demoCommand struct {
	Keep string `help:"Keep the demo's data in this folder and go on with it next time." type:"path" placeholder:"DIR"`
}

// Run serves a throw-away house filled with a year of history.
func (c *demoCommand) Run(s *session) (err error) {
	dir := c.Keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "vitrine-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	s.config.DataDir, s.config.DatabaseURL, s.config.PublicDatabaseURL = dir, "sqlite:"+filepath.Join(dir, "vitrine.db"), ""
	if err := s.config.check(); err != nil {
		return err
	}
	h, err := build(s.ctx, s.config, s.logger())
	if err != nil {
		return err
	}
	defer h.close()
	password, err := h.furnish(s.ctx)
	if err != nil {
		return err
	}
	sv := &serving{session: s, house: h, welcome: func() { s.printf("%s", login(password)) }}
	return sv.run()
}

// furnish fills an empty house with the story and returns the password of its
// people; a furnished one is left as it is.
func (h *house) furnish(ctx context.Context) (password string, err error) {
	if err := h.migrate(ctx); err != nil {
		return "", err
	}
	users, err := h.staff.Users(ctx)
	if err != nil || len(users) > 0 {
		return "", err
	}
	password = models.NewToken()[:16]
	for _, u := range demoStaff {
		u.Password = password
		if _, err := h.staff.AddUser(models.By(ctx, models.Actor{Name: "demo"}), u); err != nil {
			return "", err
		}
	}
	s, err := readStory()
	if err != nil {
		return "", err
	}
	return password, h.tell(ctx, s, models.Clock())
}

// login tells how to sign in to the demo.
func login(password string) string {
	if password == "" {
		return "Sign in as before.\n"
	}
	var b strings.Builder
	b.WriteString("\nThis is a demo with invented data. Sign in with the password " + password + " as\n")
	for _, u := range demoStaff {
		fmt.Fprintf(&b, "  %-26s %s\n", u.Email, u.Role)
	}
	return b.String() + "\n"
}

// tellSubscribers adds invented subscribers, without a mail to anybody.
func (t *teller) tellSubscribers(ctx context.Context) error {
	var list strings.Builder
	list.WriteString("email,components,consent,confirmed_at\n")
	for n := range t.story.Subscribers.Count {
		only := ""
		if n%3 == 1 {
			only = t.story.Components[n%len(t.story.Components)].Slug
		}
		at := t.clock.AddDate(0, 0, n%390).Format("2006-01-02T15:04:05Z07:00")
		fmt.Fprintf(&list, "reader%04d@example.com,%s,demo,%s\n", n+1, only, at)
	}
	report, err := t.house.audience.Import(ctx, strings.NewReader(list.String()))
	if err == nil && report.Added != t.story.Subscribers.Count {
		return fmt.Errorf("%d of %d subscribers were added: %v", report.Added, t.story.Subscribers.Count, report.Problems)
	}
	return err
}
