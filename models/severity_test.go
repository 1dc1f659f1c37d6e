package models_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestSeveritiesHaveTheOperatorsNamesAndKeepTheirNumbers(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	names := models.SeverityNames{0: {Label: " P1 ", Meaning: "everything is down"}, 3: {Meaning: "a spare part failed"}}
	got, err := store.EditSettings(t.Context(), models.SettingsEdit{Severities: &names})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := store.Settings(t.Context())
	if err != nil || stored.Severities != got.Severities {
		t.Fatalf("stored %q, %v", stored.Severities, err)
	}
	s := stored.SeverityNames()
	for n, want := range map[int64][2]string{0: {"", ""}, 1: {"P1", "everything is down"}, 2: {"Sev2", "major function broken"},
		4: {"Sev4", "a spare part failed"}, 5: {"Sev5", "false alarm"}, 6: {"", ""}} {
		if s.Label(n) != want[0] || s.Meaning(n) != want[1] {
			t.Errorf("%d is %q, %q; want %q", n, s.Label(n), s.Meaning(n), want)
		}
	}
	if !s.Own(1) || s.Own(2) || !s.Own(4) {
		t.Error("what the operator said is not told apart from what we say")
	}
	asked := map[string]string{}
	for _, text := range f.Gate.Texts() {
		asked[text.Field] = text.Body
	}
	if asked["severity_1_label"] != "P1" || asked["severity_4_meaning"] != "a spare part failed" {
		t.Errorf("the gate was asked about %v", asked)
	}
	same := models.SeverityNames{0: {Label: "sev2"}}
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Severities: &same}); fields(t, err)["severity_2_label"] == "" {
		t.Errorf("two of one name: %v", err)
	}
	long := models.SeverityNames{4: {Label: strings.Repeat("a", 25), Meaning: "two\nlines"}}
	_, err = store.EditSettings(t.Context(), models.SettingsEdit{Severities: &long})
	if c := fields(t, err); c["severity_5_label"] == "" || c["severity_5_meaning"] == "" {
		t.Errorf("complaints %v", c)
	}
	if back, err := store.EditSettings(t.Context(), models.SettingsEdit{Severities: &models.SeverityNames{}}); err != nil || back.Severities != "" {
		t.Errorf("back to ours: %q, %v", back.Severities, err)
	}
}
