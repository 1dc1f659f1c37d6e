package staff_test

import (
	"sync"
	"testing"

	"vitrine/models"
	"vitrine/models/staff"
)

func TestAddUser(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	u, err := store.AddUser(t.Context(), staff.NewUser{Email: " Dana@Example.org ", Name: "Dana Whitfield", Handle: "@dwhit", Role: staff.Reviewer})
	if err != nil || u.Email != "dana@example.org" || u.Handle != "dwhit" || u.ID == 0 {
		t.Errorf("user = %+v, %v", u, err)
	}
	_, err = store.AddUser(t.Context(), staff.NewUser{Email: "dana@example.org", Name: "Other", Role: staff.Viewer})
	if fields(err)["email"] == "" {
		t.Errorf("an address in use: %v", err)
	}
	_, err = store.AddUser(t.Context(), staff.NewUser{Email: "Dana <dana@example.org>", Role: "boss", Password: "short"})
	for _, field := range []string{"email", "name", "role", "password"} {
		if fields(err)[field] == "" {
			t.Errorf("%s passed: %v", field, err)
		}
	}
	if us, err := store.Users(t.Context()); err != nil || len(us) != 1 {
		t.Errorf("users = %v, %v", us, err)
	}
}

func TestEditUser(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	u := add(t, store, "dana", staff.Viewer)
	edited, err := store.EditUser(t.Context(), u.ID, staff.UserEdit{Role: to(staff.Approver), Name: to("Dana W"), Version: u.Version})
	if err != nil || edited.Role != staff.Approver || edited.Version != 2 {
		t.Errorf("edited = %+v, %v", edited, err)
	}
	if stored, err := store.User(t.Context(), u.ID); err != nil || stored.Name != "Dana W" || stored.Role != staff.Approver {
		t.Errorf("stored = %+v, %v", stored, err)
	}
	if _, err := store.EditUser(t.Context(), u.ID, staff.UserEdit{Name: to("x"), Version: 1}); kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
}

func TestTheLastAdminStays(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	first, second := add(t, store, "first", staff.Admin), add(t, store, "second", staff.Admin)
	add(t, store, "third", staff.Approver)
	errs := make([]error, 2)
	var wg sync.WaitGroup
	wg.Go(func() { errs[0] = store.DisableUser(ctx, first.ID) })
	wg.Go(func() { _, errs[1] = store.EditUser(ctx, second.ID, staff.UserEdit{Role: to(staff.Viewer)}) })
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || kind(errs[0])+kind(errs[1]) != models.Conflict {
		t.Errorf("two admins who go at once: %v, %v; want one conflict", errs[0], errs[1])
	}
}

func TestADisabledUserIsOut(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	add(t, store, "admin", staff.Admin)
	u := add(t, store, "dana", staff.Responder)
	session := signIn(t, store, "dana")
	clear, _, err := store.CreateToken(ctx, staff.NewToken{Name: "deploys", UserID: u.ID, Role: staff.Responder})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.DisableUser(ctx, u.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, session); kind(err) != models.Unknown {
		t.Errorf("the session: %v, want unknown", err)
	}
	if _, err := store.Bearer(ctx, clear); kind(err) != models.Unknown {
		t.Errorf("the token: %v, want unknown", err)
	}
	if _, _, err := store.SignIn(ctx, staff.Credentials{Email: "dana@example.org", Password: password}); kind(err) != models.Unknown {
		t.Errorf("signing in: %v, want unknown", err)
	}
	if err := store.EnableUser(ctx, u.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, session); kind(err) != models.Unknown {
		t.Errorf("the old session lives again: %v", err)
	}
	signIn(t, store, "dana")
}

func TestAnAccountAndItsPasswordAreEditedTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	u := add(t, store, "dana", staff.Viewer)
	session := signIn(t, store, "dana")
	const fresh = "orchard pencil twelve maps"
	refused := func(name string, e staff.UserEdit, word string, want models.Kind) {
		t.Helper()
		if _, err := store.EditUserWithPassword(ctx, u.ID, e, word); kind(err) != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
		if stored, err := store.User(ctx, u.ID); err != nil || stored.Version != 1 || stored.Name != "dana" {
			t.Errorf("%s changed the account: %+v, %v", name, stored, err)
		}
		if _, err := store.Session(ctx, session); err != nil {
			t.Errorf("%s changed the password: %v", name, err)
		}
	}
	refused("an old version", staff.UserEdit{Name: to("Dana W"), Version: 7}, fresh, models.Stale)
	refused("a weak password", staff.UserEdit{Name: to("Dana W")}, "short", models.Invalid)
	refused("a password like the new address", staff.UserEdit{Email: to("orchardpencil@example.org")}, "orchardpencil@example.org", models.Invalid)
	refused("a role that is none", staff.UserEdit{Role: to(staff.Role("owner"))}, fresh, models.Invalid)
	got, err := store.EditUserWithPassword(ctx, u.ID, staff.UserEdit{Name: to("Dana W"), Version: 1}, fresh)
	if err != nil || got.Name != "Dana W" || got.Version != 2 {
		t.Fatalf("edited = %+v, %v", got, err)
	}
	if _, err := store.Session(ctx, session); kind(err) != models.Unknown {
		t.Errorf("the session of the old password: %v, want unknown", err)
	}
	if _, _, err := store.SignIn(ctx, staff.Credentials{Email: u.Email, Password: fresh}); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if got, err = store.EditUserWithPassword(ctx, u.ID, staff.UserEdit{Name: to("Dana X"), Version: 2}, ""); err != nil || got.Name != "Dana X" {
		t.Errorf("without a password: %+v, %v", got, err)
	}
	if _, _, err := store.SignIn(ctx, staff.Credentials{Email: u.Email, Password: fresh}); err != nil {
		t.Errorf("an empty password changed it: %v", err)
	}
}
