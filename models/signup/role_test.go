package signup_test

import (
	"context"
	"net/url"
	"os"
	"testing"

	"vitrine/models"
	"vitrine/models/signup"
)

// TestThePublicRoleNeedsNothingElse goes through the door as the public side's
// own role, which may not read a single row of the audience.
func TestThePublicRoleNeedsNothingElse(t *testing.T) {
	t.Parallel()
	server := os.Getenv("VITRINE_TEST_POSTGRES")
	if server == "" {
		t.Skip("SQLite has no roles")
	}
	v := open(t)
	role := "public_" + models.NewID()
	public := v.as(server, role)
	door := signup.NewDoor(public, v.key)
	if err := door.Ask(t.Context(), signup.Request{Email: "sam@example.com", Choice: everything, From: "203.0.113.7"}); err != nil {
		t.Fatal(err)
	}
	token := v.mails("sam@example.com")[0]
	if err := door.Confirm(t.Context(), token, ""); err != nil {
		t.Fatal(err)
	}
	manage := v.manage("sam@example.com")
	if err := door.Change(t.Context(), manage, signup.Choice{AllComponents: true, Incidents: true}); err != nil {
		t.Fatal(err)
	}
	if s, err := door.Subscription(t.Context(), manage); err != nil || s.Choice.Maintenance || s.State != signup.Active {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := door.Leave(t.Context(), v.leaveToken("sam@example.com")); err != nil {
		t.Fatal(err)
	}
	if _, err := door.Kept(t.Context(), manage); err != nil {
		t.Error(err)
	}
	if err := door.Erase(t.Context(), manage); err != nil {
		t.Error(err)
	}
	if err := door.Plug(t.Context(), signup.Plug{Channel: models.BySlack, Address: "https://hooks.slack.com/services/T0/B0/x", Choice: everything}); err != nil || v.posts(models.BySlack) != 1 {
		t.Errorf("a chat room: %v", err)
	}
	v.hasPushKey(door)
	for _, query := range []string{
		"SELECT private_sealed FROM push_keys",
		"SELECT address_sealed FROM endpoints", "SELECT email FROM subscribers", "SELECT * FROM signup_mails", "SELECT * FROM suppressions", "DELETE FROM subscribers",
		"UPDATE subscribers SET email = 'x'", "SELECT choose_components(1, '')", "SELECT * FROM subscriber_components",
		"SELECT * FROM subscriber_groups", "SELECT * FROM subscriber_incidents", "SELECT * FROM signup_asks", "SELECT keep_choice(1, '{}')", "SELECT keep_follow(1, 'x', true, true)",
	} {
		if err := public.Read(t.Context()).Exec(query).Error; err == nil {
			t.Errorf("the public role may %s", query)
		}
	}
	var rows []struct{ Email string }
	if err := public.Read(t.Context()).Raw("SELECT * FROM signup_subscription('')").Scan(&rows).Error; err != nil || len(rows) != 0 {
		t.Errorf("an empty token opens %v, %v", rows, err)
	}
	// A temporary table of the visitor's own must not stand in for ours.
	if err := public.Read(t.Context()).Exec("CREATE TEMP TABLE suppressions (email_mac text)").Error; err == nil {
		if err := door.Ask(t.Context(), signup.Request{Email: "kim@example.com", Choice: everything}); err != nil {
			t.Error(err)
		}
	}
}

// hasPushKey gives the site a key for push services, and wants the door to tell it.
func (v *visit) hasPushKey(door *signup.Door) {
	v.Helper()
	v.run("INSERT INTO push_keys (id, public_key, private_sealed, created_at) VALUES (1, 'BPublic', 'sealed', now())")
	if key, err := door.PushKey(v.Context()); err != nil || key != "BPublic" {
		v.Errorf("the key for push services is %q, %v", key, err)
	}
}

// as opens the test's database as the public role, which it makes.
func (v *visit) as(server, role string) *models.DB {
	v.Helper()
	u, err := url.Parse(server)
	if err != nil {
		v.Fatal(err)
	}
	u.User = url.UserPassword(role, "secret")
	u.Path = "/" + v.db.Pool().Config().ConnConfig.Database
	if err := models.GrantPublic(v.Context(), v.db, u.String()); err != nil {
		v.Fatal(err)
	}
	db, err := models.Open(v.Context(), u.String())
	if err != nil {
		v.Fatal(err)
	}
	v.Cleanup(func() {
		if err := db.Close(); err != nil {
			v.Error(err)
		}
		ctx := context.Background() // the test's own is over
		for _, statement := range []string{"DROP OWNED BY " + role, "DROP ROLE " + role} {
			if _, err := v.db.Pool().Exec(ctx, statement); err != nil {
				v.Error(err)
			}
		}
	})
	return db
}
