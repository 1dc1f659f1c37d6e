package staff_test

import (
	"errors"
	"sync"
	"testing"

	"vitrine/models"
	"vitrine/models/staff"
)

func TestSetup(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	old, needed, err := store.SetupToken(ctx)
	if err != nil || !needed {
		t.Fatal(needed, err)
	}
	token, _, err := store.SetupToken(ctx)
	if err != nil {
		t.Fatal(err)
	}
	n := staff.NewUser{Email: "first@example.org", Name: "First", Role: staff.Viewer, Password: password}
	if _, err := store.Setup(ctx, old, n); kind(err) != models.Denied {
		t.Errorf("the token of before: %v, want denied", err)
	}
	if err := store.CheckSetup(ctx, token); err != nil {
		t.Errorf("the token: %v", err)
	}
	weak := n
	weak.Password = ""
	if _, err := store.Setup(ctx, token, weak); fields(err)["password"] == "" {
		t.Errorf("no password: %v", err)
	}
	errs := make([]error, 3)
	var wg sync.WaitGroup
	for k := range errs {
		wg.Go(func() {
			n := n
			n.Email = string(rune('a'+k)) + n.Email
			_, errs[k] = store.Setup(ctx, token, n)
		})
	}
	wg.Wait()
	us, err := store.Users(ctx)
	if err != nil || len(us) != 1 || us[0].Role != staff.Admin {
		t.Errorf("after three at once: %+v, %v, %v; want one admin", us, errors.Join(errs...), err)
	}
	if _, needed, err := store.SetupToken(ctx); err != nil || needed {
		t.Errorf("another token: %v, %v", needed, err)
	}
	if err := store.CheckSetup(ctx, token); kind(err) != models.Gone {
		t.Errorf("the used token: %v, want gone", err)
	}
}
