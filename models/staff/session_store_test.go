package staff_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	store, db, _ := open(t)
	ctx := t.Context()
	u := add(t, store, "dana", staff.Reviewer)
	token := signIn(t, store, "dana")
	s, err := store.Session(ctx, token)
	if err != nil || s.User.ID != u.ID || s.User.Role != staff.Reviewer || len(s.CSRF) < 22 {
		t.Errorf("session = %+v, %v", s, err)
	}
	other, err := store.Session(ctx, signIn(t, store, "dana"))
	if err != nil || other.CSRF == s.CSRF || other.ID == s.ID {
		t.Errorf("another session = %+v, %v", other, err)
	}
	if _, err := store.EditUser(ctx, u.ID, staff.UserEdit{Role: to(staff.Viewer)}); err != nil {
		t.Fatal(err)
	}
	if s, err := store.Session(ctx, token); err != nil || s.User.Role != staff.Viewer {
		t.Errorf("the role of a running session = %s, %v; want the new one", s.User.Role, err)
	}
	var kept string
	if err := db.Read(ctx).Raw("SELECT MIN(token_hash) FROM sessions").Scan(&kept).Error; err != nil || kept == "" || strings.Contains(kept, token) {
		t.Errorf("kept %q, %v; want no token in clear", kept, err)
	}
	if err := store.SignOut(ctx, token); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, token); kind(err) != models.Unknown {
		t.Errorf("after signing out: %v, want unknown", err)
	}
	if open, err := store.Sessions(ctx, u.ID); err != nil || len(open) != 1 || open[0].Address != "192.0.2.7" || open[0].Agent != "Test" {
		t.Errorf("sessions = %+v, %v", open, err)
	}
}

func TestStrangersAllGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	add(t, store, "dana", staff.Viewer)
	if _, err := store.AddUser(t.Context(), staff.NewUser{Email: "new@example.org", Name: "New", Role: staff.Viewer}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []staff.Credentials{
		{Email: "dana@example.org", Password: "not the password"},
		{Email: "nobody@example.org", Password: "not the password"},
		{Email: "new@example.org", Password: ""},
		{Email: "", Password: ""},
	} {
		_, _, err := store.SignIn(t.Context(), c)
		if kind(err) != models.Unknown || models.MessageOf(err) != "The email or the password is not right." {
			t.Errorf("%q: %v", c.Email, err)
		}
	}
}

func TestTheTrailNotesEveryFailedSignInAlike(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	add(t, store, "dana", staff.Viewer)
	for _, email := range []string{"dana@example.org", "nobody@example.org", "dana@example.org", ""} {
		before, err := store.AuditHead(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := store.SignIn(t.Context(), staff.Credentials{Email: email, Password: "not the password", Address: "192.0.2.7"}); kind(err) != models.Unknown {
			t.Errorf("%q: %v", email, err)
		}
		after, err := store.AuditHead(t.Context())
		if err != nil || after.ID != before.ID+1 || after.Deed != "user.sign_in_failed" || after.Origin != "192.0.2.7" {
			t.Errorf("%q is noted as %+v after %d, %v", email, after, before.ID, err)
		}
		if after.Subject != "" && email != "dana@example.org" || strings.Contains(after.After, "nobody") {
			t.Errorf("%q: the trail keeps what a stranger typed: %+v", email, after)
		}
	}
}

func TestFailedSignInsAreSlowedDown(t *testing.T) {
	t.Parallel()
	store, _, clock := open(t)
	ctx := t.Context()
	clock.Set(modelstest.At(time.May, 4, 12, 0))
	add(t, store, "dana", staff.Viewer)
	wrong := staff.Credentials{Email: "dana@example.org", Password: "wrong", Address: "192.0.2.7"}
	for n := range 4 {
		if _, _, err := store.SignIn(ctx, wrong); kind(err) != models.Unknown {
			t.Fatalf("attempt %d: %v", n+1, err)
		}
	}
	right := staff.Credentials{Email: "DANA@example.org", Password: password, Address: "192.0.2.99"}
	_, _, err := store.SignIn(ctx, right)
	if kind(err) != models.TooMany || !strings.Contains(models.MessageOf(err), "Try again in 1 second.") {
		t.Errorf("the fifth attempt from the same network: %v, want a wait", err)
	}
	right.Address = "198.51.100.1"
	if _, _, err := store.SignIn(ctx, right); err != nil {
		t.Errorf("the person themselves, from elsewhere: %v", err)
	}
	clock.Advance(2 * time.Second)
	if _, _, err := store.SignIn(ctx, wrong); kind(err) != models.Unknown {
		t.Errorf("after the wait: %v", err)
	}
	clock.Advance(time.Second)
	if _, _, err := store.SignIn(ctx, wrong); kind(err) != models.TooMany {
		t.Errorf("the wait does not grow: %v", err)
	}
	clock.Advance(time.Minute)
	right.Address = wrong.Address
	if _, _, err := store.SignIn(ctx, right); err != nil {
		t.Errorf("the right password after the wait: %v", err)
	}
	if _, _, err := store.SignIn(ctx, wrong); kind(err) != models.Unknown {
		t.Errorf("success did not end the count: %v", err)
	}
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	store, _, clock := open(t)
	ctx := t.Context()
	clock.Set(modelstest.At(time.May, 4, 12, 0))
	u := add(t, store, "dana", staff.Viewer)
	idle, busy := signIn(t, store, "dana"), signIn(t, store, "dana")
	for clock.Now().Before(modelstest.At(time.May, 11, 11, 0)) {
		clock.Advance(6 * time.Hour)
		_, err := store.Session(ctx, busy)
		if over := !clock.Now().Before(modelstest.At(time.May, 11, 12, 0)); (err != nil) != over {
			t.Fatalf("%s: %v", clock.Now(), err)
		}
	}
	if _, err := store.Session(ctx, idle); kind(err) != models.Unknown {
		t.Errorf("an idle session: %v, want unknown", err)
	}
	if open, err := store.Sessions(ctx, u.ID); err != nil || len(open) != 0 {
		t.Errorf("living sessions = %+v, %v", open, err)
	}
}

func TestANewPasswordEndsSessions(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	u := add(t, store, "dana", staff.Viewer)
	token := signIn(t, store, "dana")
	if err := store.CheckPassword(ctx, u.ID, "wrong", "192.0.2.7"); kind(err) != models.Denied {
		t.Errorf("a wrong password: %v, want denied", err)
	}
	if err := store.CheckPassword(ctx, u.ID, password, "192.0.2.7"); err != nil {
		t.Errorf("the present password: %v", err)
	}
	if err := store.SetPassword(ctx, u.ID, "another five words of nobody"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, token); kind(err) != models.Unknown {
		t.Errorf("the old session: %v, want unknown", err)
	}
	if _, _, err := store.SignIn(ctx, staff.Credentials{Email: u.Email, Password: password}); kind(err) != models.Unknown {
		t.Errorf("the old password: %v, want unknown", err)
	}
	if _, _, err := store.SignIn(ctx, staff.Credentials{Email: u.Email, Password: "another five words of nobody"}); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if err := store.SetPassword(ctx, u.ID, "qwertyuiop123"); fields(err)["password"] == "" {
		t.Errorf("a common password: %v", err)
	}
}

func TestEndSessions(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	u, other := add(t, store, "dana", staff.Viewer), add(t, store, "lee", staff.Viewer)
	first, second := signIn(t, store, "dana"), signIn(t, store, "dana")
	s, err := store.Session(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.EndSession(ctx, other.ID, s.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, first); err != nil {
		t.Errorf("somebody else ended the session: %v", err)
	}
	if err := store.EndSession(ctx, u.ID, s.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, first); kind(err) != models.Unknown {
		t.Errorf("the ended session: %v", err)
	}
	if err := store.EndSessions(ctx, u.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Session(ctx, second); kind(err) != models.Unknown {
		t.Errorf("the other session: %v", err)
	}
}
