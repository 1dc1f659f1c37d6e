package staff_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

const password = "four words of nobody"

// key returns a secret key whose bytes are all letter.
func key(t *testing.T, letters string) models.Key {
	t.Helper()
	var parts []string
	for _, letter := range letters {
		parts = append(parts, base64.StdEncoding.EncodeToString([]byte(strings.Repeat(string(letter), 32))))
	}
	k, err := models.ParseKey(strings.Join(parts, ","))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// open returns a store with a clock that can be set.
func open(t *testing.T) (*staff.Store, *models.DB, *modelstest.Clock) {
	t.Helper()
	db := modelstest.OpenDB(t)
	store, clock := staff.NewStore(db, key(t, "k")), &modelstest.Clock{}
	store.Now = clock.Now
	return store, db, clock
}

// add adds a user called name with a role and the password above.
func add(t *testing.T, store *staff.Store, name string, role staff.Role) staff.User {
	t.Helper()
	u, err := store.AddUser(t.Context(), staff.NewUser{Email: name + "@example.org", Name: name, Handle: "@" + name, Role: role, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// signIn starts a session of name.
func signIn(t *testing.T, store *staff.Store, name string) string {
	t.Helper()
	token, _, err := store.SignIn(t.Context(), staff.Credentials{Email: name + "@example.org", Password: password, Address: "192.0.2.7", Agent: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// kind reports the kind of err, empty for none.
func kind(err error) models.Kind {
	if err == nil {
		return ""
	}
	return models.KindOf(err)
}

func fields(err error) map[string]string {
	if e, ok := errors.AsType[*models.Error](err); ok {
		return e.Fields
	}
	return nil
}

func to[T any](v T) *T { return &v }

func TestRoles(t *testing.T) {
	t.Parallel()
	for n, role := range staff.Roles {
		for k, other := range staff.Roles {
			if got := role.AtLeast(other); got != (n >= k) {
				t.Errorf("%s at least %s = %v", role, other, got)
			}
		}
		if staff.Role("owner").AtLeast(role) || role.AtLeast("owner") {
			t.Errorf("a role that is none compares with %s", role)
		}
	}
}
