package models_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestTheNounAndItsArticle(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ one, many, title, titles, a string }{
		{"", "", "Postmortem", "Postmortems", "a postmortem"},
		{"incident review", "incident reviews", "Incident review", "Incident reviews", "an incident review"},
		{"Learning Review", "Learning Reviews", "Learning Review", "Learning Reviews", "a Learning Review"},
		{"debriefing", "debriefings", "Debriefing", "Debriefings", "a debriefing"},
		{"8D report", "8D reports", "8D report", "8D reports", "an 8D report"},
		{"RCA", "RCAs", "RCA", "RCAs", "an RCA"},
		{"PIR", "PIRs", "PIR", "PIRs", "a PIR"},
		{"after-action report", "after-action reports", "After-action report", "After-action reports", "an after-action report"},
		{"useful lesson", "useful lessons", "Useful lesson", "Useful lessons", "a useful lesson"},
		{"unimpeded look back", "looks back", "Unimpeded look back", "Looks back", "an unimpeded look back"},
		{"honest account", "honest accounts", "Honest account", "Honest accounts", "an honest account"},
		{"éclaircissement", "éclaircissements", "Éclaircissement", "Éclaircissements", "an éclaircissement"},
	} {
		n := models.NewNoun(tc.one, tc.many)
		if n.Title() != tc.title || n.Titles() != tc.titles || n.A() != tc.a {
			t.Errorf("%q: %q, %q, %q", tc.one, n.Title(), n.Titles(), n.A())
		}
	}
}

func TestTheNounIsASettingThatPassesTheGate(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	got, err := store.EditSettings(t.Context(), models.SettingsEdit{NounSingular: to(" learning review "), NounPlural: to("learning reviews")})
	if err != nil || got.Noun().One() != "learning review" || got.Noun().Titles() != "Learning reviews" {
		t.Fatalf("%q, %v", got.Noun().One(), err)
	}
	for name, tc := range map[string]struct {
		edit  models.SettingsEdit
		field string
	}{
		"half of it":      {models.SettingsEdit{NounPlural: to("")}, "noun_plural"},
		"the other half":  {models.SettingsEdit{NounSingular: to("")}, "noun_singular"},
		"markup":          {models.SettingsEdit{NounSingular: to("<b>review</b>")}, "noun_singular"},
		"a link":          {models.SettingsEdit{NounPlural: to("[reviews](https://example.org)")}, "noun_plural"},
		"no letter":       {models.SettingsEdit{NounSingular: to("5-5")}, "noun_singular"},
		"a whole history": {models.SettingsEdit{NounSingular: to("a very long word for what is nothing but a short review")}, "noun_singular"},
	} {
		_, err := store.EditSettings(t.Context(), tc.edit)
		if fields(t, err)[tc.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.Gate.Stop = func(text models.Text) error {
		return models.Fail(models.Conflict, "%s: %s", text.Field, text.Body)
	}
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{NounSingular: to("Kestrel review")}); err == nil || err.Error() != "noun_singular: Kestrel review" {
		t.Errorf("the gate was not asked: %v", err)
	}
	if got, err := store.EditSettings(t.Context(), models.SettingsEdit{NounSingular: to(""), NounPlural: to("")}); err != nil || got.Noun() != (models.Noun{}) {
		t.Errorf("back to ours: %v, %v", got.Noun(), err)
	}
}
