package models_test

import (
	"errors"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestTheLanguagesOfASite(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	for _, step := range []struct {
		name string
		edit models.SettingsEdit
		want string
	}{
		{"a new site is in English", models.SettingsEdit{}, "en"},
		{"others beside it have an order of their own", models.SettingsEdit{Languages: &[]string{"ar", "de", "de", "en"}}, "en de ar"},
		{"an edit of something else leaves them", models.SettingsEdit{Name: to("Northpole Status")}, "en de ar"},
		{"its own is among them once", models.SettingsEdit{Language: to("de")}, "de ar"},
		{"both at once", models.SettingsEdit{Language: to("ja"), Languages: &[]string{"en", "ja"}}, "ja en"},
		{"back", models.SettingsEdit{Language: to(""), Languages: &[]string{}}, "en"},
	} {
		set, err := store.EditSettings(t.Context(), step.edit)
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		got := ""
		for n, l := range set.Offered() {
			if n > 0 {
				got += " "
			}
			got += l.Tag()
		}
		if got != step.want {
			t.Errorf("%s: %s", step.name, got)
		}
	}
	for field, edit := range map[string]models.SettingsEdit{"language": {Language: to("tlh")}, "languages": {Languages: &[]string{"de", "xx"}}} {
		_, err := store.EditSettings(t.Context(), edit)
		if e, ok := errors.AsType[*models.Error](err); !ok || e.Kind != models.Invalid || e.Fields[field] == "" {
			t.Errorf("%s that is not known: %v", field, err)
		}
	}
}
