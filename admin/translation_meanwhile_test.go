package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// told is an incident that is told in English and German, with the address of its
// update and what Germans read of it.
type told struct {
	t *testing.T
	*house
	page, update string
	incident     models.Incident
	wording      models.Wording
}

func inGerman(t *testing.T, body string) told {
	t.Helper()
	h := bilingual(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	page, id := "/incidents/"+i.PublicID, i.Updates[0].PublicID
	s := told{t, h, page, page + "/updates/" + id, i, models.Wording{Noun: "update", ID: id}}
	s.says(body)
	return s
}

// says translates the update, as somebody else does meanwhile.
func (s told) says(body string) {
	s.t.Helper()
	if _, err := s.Site.Translate(s.t.Context(), models.TranslationEdit{Wording: s.wording, Language: "de", Origin: models.ByTeam, Body: body}); err != nil {
		s.t.Fatal(err)
	}
}

// corrects corrects the update, as somebody else does meanwhile.
func (s told) corrects(body, german string) {
	s.t.Helper()
	n := models.Correction{Body: body}
	if german != "" {
		n.Translations = []models.NewTranslation{{Language: "de", Origin: models.ByTeam, Body: german}}
	}
	if _, err := s.Site.CorrectUpdate(s.t.Context(), s.wording.ID, n); err != nil {
		s.t.Fatal(err)
	}
}

// kept is the translation of the update that is stored, and whether readers get it.
func (s told) kept() (body string, holds bool) {
	s.t.Helper()
	list, err := s.Site.Translations(s.t.Context(), "incident", s.incident.ID)
	if err != nil || len(list) > 1 {
		s.t.Fatalf("%+v, %v", list, err)
	}
	u, err := s.Site.Update(s.t.Context(), s.wording.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, one := range list {
		body, holds = one.Body, one.Holds(u.Body)
	}
	return body, holds
}

func (s told) wants(body string, holds bool) {
	s.t.Helper()
	if got, now := s.kept(); got != body || now != holds {
		s.t.Errorf("in German %q, shown %t; want %q, %t", got, now, body, holds)
	}
}

func TestACorrectionOverAnotherLeavesTranslationsThatNobodyChanged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ theirs, kept string }{
		"the original alone":          {"", "Wir suchen."},
		"the original and its German": {"Wir haben es.", "Wir haben es."},
	} {
		for _, right := range []string{"", "yes"} {
			s := inGerman(t, "Wir suchen.")
			b := s.as(staff.Responder)
			b.get(s.update+"/correct").wants(t, 200, "Still right, although I left it as it is")
			s.corrects("They found it.", c.theirs)
			typed := map[string]string{"body": "I found it."}
			if right != "" {
				typed["right_de"] = right
			}
			both := b.submit(s.update+"/correct", "quiet", typed)
			both.wants(t, 409, "They found it.", "I found it.", "Translations that you left as they were do not come along")
			if strings.Contains(both.body, "_de") {
				t.Errorf("%s: both versions carry what nobody changed", name)
			}
			b.submit(s.update+"/correct", "quiet", nil).wants(t, 200, "Corrected")
			s.wants(c.kept, false)
		}
	}
}

func TestACorrectionOverAnotherShowsTheTranslationsThatItBrings(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	b := s.as(staff.Responder)
	b.get(s.update + "/correct")
	s.corrects("They found it.", "Sie haben es.")
	b.submit(s.update+"/correct", "mail", map[string]string{"body": "I found it.", "body_de": "Ich habe es.", "origin_de": "machine", "right_de": "yes"}).
		wants(t, 409, "Text in German, yours", "Ich habe es.", "Text in German, saved", "Sie haben es.", "German translated by")
	b.submit(s.update+"/correct", "quiet", nil).wants(t, 200, "Corrected")
	s.wants("Ich habe es.", true)
}

func TestACorrectionThatLeavesTheGermanDoesNotUndoABetterOne(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	b := s.as(staff.Responder)
	b.get(s.update + "/correct")
	s.says("Wir suchen noch.")
	b.submit(s.update+"/correct", "quiet", map[string]string{"body": "We found it."}).wants(t, 409, "do not come along")
	b.submit(s.update+"/correct", "quiet", nil).wants(t, 200, "Corrected")
	s.wants("Wir suchen noch.", false)
}

func TestWhatWasCorrectedMeanwhileIsSaidAfterASuggestionToo(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	path := s.update + "/translate"
	b := s.as(staff.Responder)
	b.get(path + "?language=de")
	held := b.submit(path, "quiet", map[string]string{"body": "Auf web-prod-3 wird gesucht."})
	held.wants(t, 422, "web-prod-3")
	s.corrects("They found it.", "")
	b.submit(path, swaps(held)[0], nil).wants(t, 200, "Nothing was published yet.", "They found it.")
	b.submit(path, "quiet", map[string]string{"body": " "}).wants(t, 422, "They found it.")
	b.submit(path, "quiet", map[string]string{"body": "Wir suchen weiter."}).wants(t, 409, "was corrected while you were translating", "Wir suchen weiter.")
	s.wants("Wir suchen.", false)
	b.submit(path, "quiet", map[string]string{"body": "Wir haben es."}).wants(t, 200, "German: by us")
	s.wants("Wir haben es.", true)
}

func TestATranslationThatSomebodyElseWroteIsShownAfterACorrection(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	path := s.update + "/translate"
	b := s.as(staff.Responder)
	b.get(path + "?language=de")
	s.corrects("They found it.", "Sie haben es.")
	b.submit(path, "quiet", map[string]string{"body": "Ich suche."}).wants(t, 409, "was corrected while you were translating")
	b.submit(path, "quiet", map[string]string{"body": "Ich habe es."}).wants(t, 409, "Somebody else saved this translation first", "Sie haben es.", "Ich habe es.")
	s.wants("Sie haben es.", true)
	b.submit(path, "quiet", nil).wants(t, 200, "German: by us")
	s.wants("Ich habe es.", true)
}

func TestATranslationThatSomebodyElseWroteIsNotRemovedUnread(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	path := s.update + "/translate"
	b := s.as(staff.Responder)
	b.get(path + "?language=de")
	s.says("Wir suchen noch.")
	b.submit(path, "remove", nil).wants(t, 409, "so it was not deleted", "Wir suchen noch.", "Remove it")
	s.wants("Wir suchen noch.", true)
	b.submit(path, "remove", nil).wants(t, 200, "Removed")
	s.wants("", false)
}

// TestALanguageThatIsDroppedKeepsWhatWasTyped: while a form is open an administrator
// takes a language off the site.
func TestALanguageThatIsDroppedKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	b, corrector, translator := s.as(staff.Responder), s.as(staff.Responder), s.as(staff.Responder)
	b.get("/incidents/new")
	corrector.get(s.update + "/correct")
	translator.get(s.update + "/translate?language=de")
	if _, err := s.Site.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{}}); err != nil {
		t.Fatal(err)
	}
	const gone = "The site is not offered in German any more."
	b.submit("/incidents", "quiet", map[string]string{"title": "Slow", "body": "It is slow.", "title_de": "Langsam"}).wants(t, 422, "Langsam", "in one language alone", gone)
	b.submit("/incidents", "quiet", map[string]string{"title_de": ""}).wants(t, 200, "Published")
	corrector.submit(s.update+"/correct", "quiet", map[string]string{"body": "We found it.", "body_de": "Gefunden."}).wants(t, 422, "Gefunden.", gone)
	corrector.submit(s.update+"/correct", "quiet", map[string]string{"body_de": ""}).wants(t, 200, "Corrected")
	if fresh := corrector.get(s.update + "/correct"); strings.Contains(fresh.body, "In other languages") {
		t.Error("a form that is opened now asks for German")
	}
	translator.submit(s.update+"/translate", "quiet", map[string]string{"body": "Wir haben es."}).wants(t, 422, "Wir haben es.", "in one language alone")
	s.wants("Wir suchen.", false)
}
