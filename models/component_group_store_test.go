package models_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestEditGroup(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	g, err := store.CreateGroup(ctx, models.NewGroup{Name: "Web site"})
	if err != nil || g.Slug != "web-site" {
		t.Fatalf("group = %+v, %v", g, err)
	}
	if _, err := store.CreateGroup(ctx, models.NewGroup{Name: "Other", Slug: "web-site"}); fields(t, err)["slug"] == "" {
		t.Errorf("a slug in use: %v", err)
	}
	edited, err := store.EditGroup(ctx, g.Slug, models.GroupEdit{Name: to("Website"), Position: to(int64(4)), Version: g.Version})
	if err != nil || edited.Name != "Website" || edited.Slug != "web-site" || edited.Position != 4 || edited.Version != 2 {
		t.Errorf("edited = %+v, %v", edited, err)
	}
	if stored, err := store.Group(ctx, g.PublicID); err != nil || stored.Name != "Website" || stored.Version != 2 {
		t.Errorf("stored = %+v, %v", stored, err)
	}
	if _, err := store.EditGroup(ctx, g.Slug, models.GroupEdit{Name: to("x"), Version: 1}); kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
	if _, err := store.EditGroup(ctx, g.Slug, models.GroupEdit{Name: to("")}); fields(t, err)["name"] == "" {
		t.Errorf("no name: %v", err)
	}
	if gs, err := store.Groups(ctx); err != nil || len(gs) != 1 {
		t.Errorf("groups = %+v, %v", gs, err)
	}
}
