package review

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
	"vitrine/models/staff"
)

// people are the users who may own something, by what they can be called: name,
// address, handle. What would name two of them names nobody.
func (s *Store) people(ctx context.Context) (map[string]staff.User, error) {
	us, err := gorm.G[staff.User](s.query(ctx)).Where("disabled_at IS NULL").Order("id").Find(ctx)
	if err != nil {
		return nil, models.Fault(err, "user")
	}
	called, twice := map[string]staff.User{}, map[string]bool{}
	for _, u := range us {
		for _, name := range []string{u.Name, u.Email, u.Handle, "@" + u.Handle} {
			key := foldName(name)
			if key == "" || key == "@" {
				continue
			}
			if other, there := called[key]; there && other.ID != u.ID {
				twice[key] = true
			}
			called[key] = u
		}
	}
	for key := range twice {
		delete(called, key)
	}
	return called, nil
}

// foldName is the form in which names of people are compared.
func foldName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}
