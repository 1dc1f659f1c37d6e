package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// fields returns the complaints an error carries.
func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	e, ok := errors.AsType[*models.Error](err)
	if !ok {
		t.Fatalf("error = %v, want complaints", err)
	}
	return e.Fields
}

// kind reports the kind of err, empty for none.
func kind(err error) models.Kind {
	if err == nil {
		return ""
	}
	return models.KindOf(err)
}

func to[T any](v T) *T { return &v }

func TestComponentsAreShownInOrder(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	second, err := store.CreateGroup(ctx, models.NewGroup{Name: "Website", Position: 2})
	if err != nil {
		t.Fatal(err)
	}
	first, err := store.CreateGroup(ctx, models.NewGroup{Name: "API", Position: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []models.NewComponent{
		{Name: "Alone"},
		{Name: "Checkout", GroupID: second.PublicID, Position: 1},
		{Name: "Login", GroupID: second.PublicID, Position: 0},
		{Name: "Webhooks", GroupID: first.Slug},
	} {
		if _, err := store.CreateComponent(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.Components(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range got {
		names = append(names, c.Name)
	}
	if want := "Webhooks Login Checkout Alone"; strings.Join(names, " ") != want {
		t.Errorf("order = %v, want %s", names, want)
	}
	if err := store.DeleteGroup(ctx, second.PublicID); err != nil {
		t.Fatal(err)
	}
	login, err := store.Component(ctx, "login")
	if err != nil || login.GroupID != nil || login.Version != 2 {
		t.Errorf("after its group went, login = %+v, %v", login, err)
	}
}

func TestCreateComponentRefuses(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	modelstest.Component(t, store, "API")
	for _, tc := range []struct {
		name  string
		n     models.NewComponent
		field string
	}{
		{"a missing name", models.NewComponent{Name: "  "}, "name"},
		{"a slug in use", models.NewComponent{Name: "Other", Slug: "api"}, "slug"},
		{"a slug with capitals", models.NewComponent{Name: "Other", Slug: "API"}, "slug"},
		{"a status nobody knows", models.NewComponent{Name: "Other", Status: "fine"}, "status"},
		{"a group nobody knows", models.NewComponent{Name: "Other", GroupID: "nope"}, "group_id"},
		{"a history that begins tomorrow", models.NewComponent{Name: "Other", StartDate: to(time.Now().AddDate(0, 0, 2))}, "start_date"},
		{"an invisible name", models.NewComponent{Name: "A\u200bB"}, "name"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := store.CreateComponent(t.Context(), tc.n)
			if got := fields(t, err); got[tc.field] == "" || len(got) != 1 {
				t.Errorf("complaints = %v, want one about %s", got, tc.field)
			}
		})
	}
}

func TestEditComponent(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	c := modelstest.Component(t, store, "API")
	edited, err := store.EditComponent(ctx, c.PublicID, models.ComponentEdit{Name: to("Public API"), Status: to(models.Degraded), Version: c.Version})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := store.Component(ctx, c.PublicID)
	if err != nil || stored.Name != "Public API" || stored.Status != models.Degraded || stored.Slug != "api" || stored.Version != edited.Version {
		t.Errorf("stored %+v, returned version %d, %v", stored, edited.Version, err)
	}
	if _, err := store.EditComponent(ctx, c.PublicID, models.ComponentEdit{Name: to("Lost"), Version: c.Version}); kind(err) != models.Stale {
		t.Errorf("an edit of an old version: %v, want stale", err)
	}
	if got := f.Audit.Deeds(); strings.Join(got, " ") != "component.created component.edited" {
		t.Errorf("deeds = %v", got)
	}
}

func TestSetComponentStatusKeepsHistory(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.March, 10, 12, 0))
	start := modelstest.At(time.January, 5, 15, 30)
	c, err := store.CreateComponent(ctx, models.NewComponent{Name: "Mail", StartDate: &start})
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []models.Status{models.MajorOutage, models.MajorOutage, models.Operational} {
		f.Clock.Advance(time.Hour)
		if _, err := store.SetComponentStatus(ctx, c.Slug, status); err != nil {
			t.Fatal(err)
		}
	}
	f.Clock.Advance(-5 * time.Hour) // a clock that goes back turns no order round
	if _, err := store.SetComponentStatus(ctx, c.Slug, models.Degraded); err != nil {
		t.Fatal(err)
	}
	changes, err := store.ComponentChanges(ctx, modelstest.At(time.March, 1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	want := []models.ComponentChange{
		{Status: models.Operational, At: modelstest.At(time.January, 5, 0, 0)},
		{Status: models.MajorOutage, At: modelstest.At(time.March, 10, 13, 0)},
		{Status: models.Operational, At: modelstest.At(time.March, 10, 15, 0)},
		{Status: models.Degraded, At: modelstest.At(time.March, 10, 15, 0).Add(time.Microsecond)},
	}
	if len(changes) != len(want) {
		t.Fatalf("changes = %+v", changes)
	}
	for n, w := range want {
		if changes[n].Status != w.Status || !changes[n].At.Equal(w.At) || changes[n].At.Location() != time.UTC {
			t.Errorf("change %d = %s at %s, want %s at %s", n, changes[n].Status, changes[n].At, w.Status, w.At)
		}
	}
}

func TestComponentChangesOfSomeAreThoseOfAllForThem(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.March, 1, 12, 0))
	cs := []models.Component{modelstest.Component(t, store, "One"), modelstest.Component(t, store, "Two"), modelstest.Component(t, store, "Three")}
	for _, status := range []models.Status{models.PartialOutage, models.Operational, models.MajorOutage} {
		f.Clock.Advance(time.Hour)
		for _, c := range cs {
			if _, err := store.SetComponentStatus(ctx, c.PublicID, status); err != nil {
				t.Fatal(err)
			}
		}
	}
	since := modelstest.At(time.March, 1, 13, 30)
	all, err := store.ComponentChanges(ctx, since)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(all, func(c models.ComponentChange) bool { return c.ComponentID == cs[1].ID })
	got, err := store.ComponentChangesOf(ctx, []int64{cs[2].ID, cs[0].ID, cs[2].ID, 999}, since)
	if err != nil || len(got) != 6 || !slices.Equal(got, want) {
		t.Errorf("changes = %+v, %v; want %+v", got, err, want)
	}
	if none, err := store.ComponentChangesOf(ctx, nil, since); err != nil || len(none) != 0 {
		t.Errorf("of none = %+v, %v", none, err)
	}
}

func TestDeleteComponentKeepsWhatIsInUse(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	c := modelstest.Component(t, store, "API")
	i := modelstest.Incident(t, store, "Errors", c)
	if err := store.DeleteComponent(ctx, c.PublicID); kind(err) != models.Conflict {
		t.Errorf("deleting a component in an open incident: %v, want conflict", err)
	}
	if _, err := store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Resolved, Body: "Fixed."}); err != nil {
		t.Fatal(err)
	}
	if err := store.DeleteComponent(ctx, c.PublicID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Component(ctx, c.PublicID); kind(err) != models.NotFound {
		t.Errorf("the deleted component: %v, want not found", err)
	}
	if got, err := store.Incident(ctx, i.PublicID); err != nil || len(got.Updates) != 2 {
		t.Errorf("its incident = %+v, %v", got, err)
	}
}
