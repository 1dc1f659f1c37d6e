package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// bilingual is a house whose site is in English and German.
func bilingual(t *testing.T) *house {
	t.Helper()
	h := build(t)
	if _, err := h.Site.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Press.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAnIncidentIsSaidInTwoLanguagesAtOnce(t *testing.T) {
	t.Parallel()
	h := bilingual(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new").wants(t, 200, "In other languages", "Title in German")
	typed := map[string]string{"title": "Sign-in fails", "body": "Most sign-ins fail.", "title_de": "Anmeldung gestört", "body_de": "Der Server web-prod-3 klemmt.", "origin_de": "machine"}
	held := b.submit("/incidents", "quiet", typed)
	held.wants(t, 422, "Look at this before it goes out", "web-prod-3", "the text in German", "Der Server web-prod-3 klemmt.", "Anmeldung gestört")
	preview := b.submit("/incidents", "preview", map[string]string{"body_de": "Die meisten Anmeldungen schlagen fehl."})
	preview.wants(t, 200, "Page in German", "Email in German", "Subject: [Status] Anmeldung gestört.")
	if !strings.Contains(preview.body, "Maschinell aus dem Englischen") {
		t.Error("the preview does not say who translated it")
	}
	b.submit("/incidents", "quiet", nil).wants(t, 200, "Published", "Title in German: by a machine", "In German: by a machine")
	list, err := h.Site.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if de := list[0].In("de"); de.Title != "Anmeldung gestört" || de.Updates[0].Body != "Die meisten Anmeldungen schlagen fehl." || de.Updates[0].Translated.Origin != models.ByMachine {
		t.Errorf("in German: %+v", de)
	}
}

func TestAnUpdateIsTranslatedBesideItsOriginal(t *testing.T) {
	t.Parallel()
	h := bilingual(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	u, page := i.Updates[0], "/incidents/"+i.PublicID
	path := page + "/updates/" + u.PublicID + "/translate"
	b := h.as(staff.Responder)
	b.get(page).wants(t, 200, "In German: not translated")
	b.get(path+"?language=fr").wants(t, 404, "not offered in this language")
	b.get(path+"?language=de").wants(t, 200, "An update in German", u.Body)
	b.submit(path, "quiet", map[string]string{"body": "Auf web-prod-3 klemmt es."}).wants(t, 422, "web-prod-3", "Auf web-prod-3 klemmt es.", u.Body)
	b.submit(path, "quiet", map[string]string{"body": "Wir suchen die Ursache."}).wants(t, 200, "Readers of that language read it now", "German: by us")

	mine, theirs := h.as(staff.Responder), h.as(staff.Responder)
	mine.get(path + "?language=de")
	theirs.get(path + "?language=de")
	theirs.submit(path, "quiet", map[string]string{"body": "Wir suchen noch."}).wants(t, 200, "German: by us")
	mine.submit(path, "quiet", map[string]string{"body": "Wir suchen weiter."}).wants(t, 409, "Somebody else saved this translation first", "Wir suchen noch.", "Wir suchen weiter.")

	if _, err := h.Site.CorrectUpdate(t.Context(), u.PublicID, models.Correction{Body: "We found the cause."}); err != nil {
		t.Fatal(err)
	}
	b.get(page).wants(t, 200, "In German: of an older wording, not shown")
	b.get(path+"?language=de").wants(t, 200, "The original was corrected after this was translated", "Confirm, no email", "We found the cause.")
	b.submit(path, "quiet", map[string]string{"body": "Wir kennen die Ursache."}).wants(t, 200, "German: by us")
	b.get(path + "?language=de")
	b.submit(path, "remove", nil).wants(t, 200, "Removed", "In German: not translated")
}

func TestATranslationOfWhatWasCorrectedMeanwhileComesBack(t *testing.T) {
	t.Parallel()
	h := bilingual(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	path := "/incidents/" + i.PublicID + "/translate"
	b := h.as(staff.Responder)
	b.get(path+"?language=de").wants(t, 200, "The title in German", "Sign-in fails")
	title := "Sign-in is slow"
	if _, err := h.Site.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{Title: &title}); err != nil {
		t.Fatal(err)
	}
	b.submit(path, "quiet", map[string]string{"body": "Anmeldung gestört"}).wants(t, 409, "was corrected while you were translating", "Sign-in is slow", "Anmeldung gestört")
	b.submit(path, "quiet", map[string]string{"body": "Anmeldung langsam"}).wants(t, 200, "Published", "German: by us")
}

func TestACorrectionAsksWhetherTranslationsStayRight(t *testing.T) {
	t.Parallel()
	h := bilingual(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	u := i.Updates[0]
	w := models.Wording{Noun: "update", ID: u.PublicID}
	if _, err := h.Site.Translate(t.Context(), models.TranslationEdit{Wording: w, Language: "de", Origin: models.ByTeam, Body: "Wir suchen."}); err != nil {
		t.Fatal(err)
	}
	path := "/incidents/" + i.PublicID + "/updates/" + u.PublicID + "/correct"
	b := h.as(staff.Responder)
	told := func() string {
		got, err := h.Site.Incident(t.Context(), i.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		return got.In("de").Updates[0].Body
	}
	b.get(path).wants(t, 200, "Wir suchen.", "Still right, although I left it as it is")
	b.submit(path, "quiet", map[string]string{"body": "We are still looking.", "right_de": "yes"}).wants(t, 200, "Corrected")
	if got := told(); got != "Wir suchen." {
		t.Errorf("confirmed, Germans read %q", got)
	}
	b.get(path)
	b.submit(path, "quiet", map[string]string{"body": "We found it.", "body_de": "Wir haben es gefunden."}).wants(t, 200, "Corrected")
	if got := told(); got != "Wir haben es gefunden." {
		t.Errorf("written anew, Germans read %q", got)
	}
	b.get(path)
	if after := b.submit(path, "quiet", map[string]string{"body": "We lost it."}); !strings.Contains(after.words(), "of an older wording") || told() != "We lost it." {
		t.Errorf("left as it was, Germans read %q", told())
	}
}

func TestATranslationOfWhatWasJustSaidIsNotLostInSilence(t *testing.T) {
	t.Parallel()
	h := bilingual(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	page := "/incidents/" + i.PublicID
	b := h.as(staff.Responder)
	b.get(page)
	b.submit(page+"/updates", "quiet", map[string]string{"body": "We know more.", "body_de": "Wir wissen mehr."}).wants(t, 200, "Published")
	b.get(page)
	b.submit(page+"/updates", "quiet", map[string]string{"body": "We know more.", "body_de": "Wir wissen mehr."}).wants(t, 200, "This had been sent before.")
	b.get(page)
	b.submit(page+"/updates", "quiet", map[string]string{"body": "We know more.", "body_de": "Wir wissen viel mehr."}).wants(t, 200, "What else you changed was not taken over")
	if got, err := h.Site.Incident(t.Context(), i.PublicID); err != nil || len(got.Updates) != 2 {
		t.Errorf("%d updates, %v", len(got.Updates), err)
	}
}

// TestARetiredTranslationIsOfferedAndConfirmed: it lives where the public side reads
// nothing until somebody confirms it.
func TestARetiredTranslationIsOfferedAndConfirmed(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	s.corrects("We look into it.", "")
	retired := func(want bool) {
		t.Helper()
		if list, err := s.Site.Translations(t.Context(), "incident", s.incident.ID); err != nil || len(list) != 1 || list[0].Retired != want {
			t.Errorf("%+v, %v; want it retired: %t", list, err, want)
		}
	}
	retired(true)
	b := s.as(staff.Responder)
	b.get(s.page).wants(t, 200, "of an older wording, not shown")
	b.get(s.update+"/translate?language=de").wants(t, 200, "The original was corrected after this was translated", "Wir suchen.", "Confirm, no email")
	b.submit(s.update+"/translate", "quiet", nil).wants(t, 200, "German: by us")
	s.wants("Wir suchen.", true)
	retired(false)
	s.corrects("We look.", "")
	s.corrects("We look into it.", "")
	b.get(s.page).wants(t, 200, "of an older wording, not shown") // although the text reads as when it was confirmed
	b.get(s.update+"/translate?language=de").wants(t, 200, "The original was corrected after this was translated", "Confirm, no email")
}

// TestASiteInAnotherLanguageTranslatesWhatItSaidBefore into that language, too.
func TestASiteInAnotherLanguageTranslatesWhatItSaidBefore(t *testing.T) {
	t.Parallel()
	s := inGerman(t, "Wir suchen.")
	own := "de"
	if _, err := s.Site.EditSettings(t.Context(), models.SettingsEdit{Language: &own, Languages: &[]string{"en"}}); err != nil {
		t.Fatal(err)
	}
	b := s.as(staff.Responder)
	b.get(s.page).wants(t, 200, "In <a", "German</a>: by us", "Title in <a")
	b.get(s.update+"/translate?language=en").wants(t, 404, "not offered in this language")
	b.get(s.update+"/translate").wants(t, 200, "An update in German", "English</h2>", "Wir suchen.")
	b.get(s.page+"/edit").wants(t, 200, "Written in")
	b.submit(s.page+"/edit", "", map[string]string{"title": "Anmeldung gestört", "language": "de"}).wants(t, 200, "Saved")
	b.get(s.update+"/correct").wants(t, 200, "Written in", "Text in German")
	b.submit(s.update+"/correct", "quiet", map[string]string{"body": "Wir suchen.", "language": "de", "body_de": "Wir schauen."}).wants(t, 422, "The text itself is in German now. Empty the field for German.", "Wir schauen.")
	b.submit(s.update+"/correct", "quiet", map[string]string{"body": "Wir suchen.", "language": "de", "body_de": ""}).wants(t, 200, "Corrected", "English</a>: not translated")
	b.get(s.update+"/correct").wants(t, 200, "Text in English")
	got, err := s.Site.Incident(t.Context(), s.incident.PublicID)
	if err != nil || got.Language != "de" || got.Updates[0].Language != "de" || got.Updates[0].Body != "Wir suchen." {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestAStaleEditShowsTheLanguageItWasWrittenIn: what one person typed in the language of
// before is not saved as what the other made of it, nor the other way round.
func TestAStaleEditShowsTheLanguageItWasWrittenIn(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/edit", "/correct"} {
		s := inGerman(t, "Wir suchen.")
		own := "de"
		if _, err := s.Site.EditSettings(t.Context(), models.SettingsEdit{Language: &own, Languages: &[]string{"en"}}); err != nil {
			t.Fatal(err)
		}
		field, at, step := "title", s.page+"/edit", ""
		if path == "/correct" {
			field, at, step = "body", s.update+"/correct", "quiet"
		}
		mine, theirs := s.as(staff.Responder), s.as(staff.Responder)
		mine.get(at)
		theirs.get(at)
		theirs.submit(at, step, map[string]string{field: "Langsam.", "language": "de", "body_de": ""}).wants(t, 200)
		stale := mine.submit(at, step, map[string]string{field: "Slow."})
		stale.wants(t, 409, "Written in, yours", `<option value="en" selected>`, "Written in, saved</p>", "Deutsch")
		mine.submit(at, step, map[string]string{field: "Langsamer.", "language": "de"}).wants(t, 200)
		later := s.as(staff.Responder) // from here the form does not ask: the text is in the site's own language
		later.get(at)
		theirs.get(at)
		if _, err := s.Site.EditIncident(t.Context(), s.incident.PublicID, models.IncidentEdit{Title: pointer("Slow again."), Language: "en"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Site.CorrectUpdate(t.Context(), s.wording.ID, models.Correction{Body: "Slow again.", Language: "en"}); err != nil {
			t.Fatal(err)
		}
		later.submit(at, step, map[string]string{field: "Am langsamsten."}).wants(t, 409, "Written in, yours", `<option value="de" selected>`, "English")
	}
}
