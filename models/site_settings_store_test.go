package models_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestEditSettings(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	picture := append(drawn.Bytes(), "and more behind its end"...)
	got, err := store.EditSettings(ctx, models.SettingsEdit{Name: to("Northpole Status"), Accent: to("#1f4fa3"), TimeZone: to("Europe/Berlin"),
		HomeURL: to("https://northpole.example"), Logo: &picture, Privacy: to("We keep little."), Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := store.Settings(ctx)
	if err != nil || stored.Name != "Northpole Status" || stored.Location().String() != "Europe/Berlin" || stored.LogoType != "image/png" || len(stored.Logo) == 0 || bytes.Contains(stored.Logo, []byte("behind")) ||
		stored.Version != 2 || got.Version != 2 || stored.Edition != 1 {
		t.Errorf("stored = %+v, %v", stored, err)
	}
	if _, err := store.EditSettings(ctx, models.SettingsEdit{Name: to("x"), Version: 1}); kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
	svg := []byte("<svg/>")
	_, err = store.EditSettings(ctx, models.SettingsEdit{Name: to(""), Accent: to("red"), TimeZone: to("Mars/Base"), HomeURL: to("javascript:alert(1)"),
		SupportEmail: to("nobody"), Logo: &svg})
	complaints := fields(t, err)
	for _, field := range []string{"name", "accent", "time_zone", "home_url", "support_email", "logo"} {
		if complaints[field] == "" {
			t.Errorf("%s passed: %v", field, complaints)
		}
	}
	if e := f.Audit.Entries()[0]; e.Deed != "site.edited" || encoded(t, e.After) == "" {
		t.Errorf("the trail keeps %+v", e)
	}
}
