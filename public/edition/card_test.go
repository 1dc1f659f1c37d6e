package edition_test

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// TestAnOpenIncidentHasACardInEachLanguageItIsToldIn: the page in a language shows that
// with its title, others the one with the title as it was written.
func TestAnOpenIncidentHasACardInEachLanguageItIsToldIn(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	ctx := t.Context()
	if _, err := store.EditSettings(ctx, models.SettingsEdit{Languages: &[]string{"de", "fr", "ja"}}); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Body: "Sign-in is stuck.", Translations: []models.NewTranslation{
		{Language: "de", Origin: models.ByTeam, Title: "Anmeldung gestört"}, {Language: "ja", Origin: models.ByTeam, Title: "ログインできません"}}})
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	path := "/incidents/" + i.PublicID
	card := func(page string) string {
		t.Helper()
		_, rest, _ := strings.Cut(read(t, p, page), `<meta property="og:image" content="https://status.example.org`)
		at, _, _ := strings.Cut(rest, `"`)
		return at
	}
	for page, want := range map[string]string{path: path + ".png", "/de" + path: path + ".de.png", "/fr" + path: path + ".png", "/ja" + path: path + ".png", "/": "/card.png"} {
		if at := card(page); at != want {
			t.Errorf("%s shows %s, want %s", page, at, want)
		}
	}
	original, german := read(t, p, path+".png"), read(t, p, path+".de.png")
	for name, body := range map[string]string{"original": original, "German": german} {
		if drawn, err := png.Decode(strings.NewReader(body)); err != nil || drawn.Bounds().Dx() != 1200 {
			t.Errorf("the %s card: %v", name, err)
		}
	}
	if original == german || whole(t, p)[path+".ja.png"] != nil || whole(t, p)[path+".fr.png"] != nil {
		t.Error("a card is drawn for each title that is told, and for no other")
	}
	if _, err := store.Translate(ctx, models.TranslationEdit{Wording: models.Wording{Noun: "incident", ID: i.PublicID}, Language: "de", Origin: models.ByTeam, Body: "Anmeldung klemmt"}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if read(t, p, path+".de.png") == german || read(t, p, path+".png") != original {
		t.Error("another translation is not on its card, or on that of the original")
	}
	if _, err := store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Resolved, Body: "It is over."}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if card(path) != "/card.png" || card("/de"+path) != "/card.png" || whole(t, p)[path+".png"] != nil {
		t.Error("an incident that is over still has cards")
	}
}

// TestWhatACardShowsIsLookedAtTwice: who looks at the finished files cannot read pictures.
func TestWhatACardShowsIsLookedAtTwice(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	watch := func(context.Context) func(path, mime string, body []byte) error {
		return func(_, mime string, body []byte) error {
			if !strings.HasPrefix(mime, "image/") && bytes.Contains(body, []byte("Kestrel")) {
				return errors.New("a word that must not leave")
			}
			return nil
		}
	}
	p, _ := press(t, store, func(c *edition.Config) { c.Watch = watch })
	catchUp(t, p)
	i := modelstest.Incident(t, store, "Kestrel is slow")
	catchUp(t, p)
	at := "/incidents/" + i.PublicID + ".png"
	if !slices.ContainsFunc(p.HeldBack(), func(h edition.Held) bool { return h.Path == at }) || whole(t, p)[at] != nil {
		t.Errorf("the card is shown; held back is %+v", p.HeldBack())
	}
}
