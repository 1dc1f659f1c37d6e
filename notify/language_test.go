package notify_test

import (
	"bytes"
	"encoding/json"
	"mime"
	"regexp"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
)

// speak offers the site in more languages than its own.
func (w *world) speak(tags ...string) {
	w.Helper()
	if _, err := w.store.EditSettings(w.Context(), models.SettingsEdit{Languages: &tags}); err != nil {
		w.Fatal(err)
	}
}

// reader is a confirmed subscriber of everything who wishes for a language.
func (w *world) reader(email, language string) {
	w.Helper()
	c := everything
	c.Language = language
	if _, err := w.audience.Add(w.Context(), audience.NewSubscriber{Email: email, Choice: c, Consent: "test"}); err != nil {
		w.Fatal(err)
	}
}

// subject is a mail's subject as its reader has it.
func (m received) subject(t *testing.T) string {
	t.Helper()
	text, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestEachReaderOfABatchGetsTheirLanguage: the frame, the links and the days; a wish
// that the site does not offer falls back to its own language; what the team wrote
// and the way to leave are the same for all.
func TestEachReaderOfABatchGetsTheirLanguage(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("de", "fr", "ar", "pt")
	for email, language := range map[string]string{"de@r.example": "de", "fr@r.example": "fr", "ar@r.example": "ar", "pt@r.example": "pt-BR", "ja@r.example": "ja", "none@r.example": ""} {
		w.reader(email, language)
	}
	w.run("UPDATE subscribers SET confirmed_at = '2026-03-04T09:00:00.000000Z'")
	api := modelstest.Component(t, w.store, "API")
	w.start(w.config())
	w.open("Elevated API errors", api)
	if n := w.finished(w.notification().PublicID); n.Outcomes[audience.Accepted] != 6 {
		t.Fatalf("outcomes %v", n.Outcomes)
	}
	for tag, want := range map[string]struct{ lang, page, over, day, footer string }{
		"de": {"de", "/de/", "Betroffen: API (Kompletter Ausfall).", "am 4. März 2026", "Abmelden oder auswählen"},
		"fr": {"fr", "/fr/", "Services touchés : API (panne majeure).", "le 4 mars 2026", "Se désabonner"},
		"ar": {"ar", "/ar/", "الخدمات المتأثرة: API", "4 مارس 2026", "إلغاء الاشتراك"},
		"pt": {"pt", "/pt/", "Serviços afetados: API", "em 4 de março de 2026", "Cancelar a assinatura"},
		"ja": {"en", "/en/", "Affected: API (major outage).", "on 4 March 2026", "Unsubscribe, or choose"}, "none": {"en", "/en/", "Affected: API (major outage).", "on 4 March 2026", "Unsubscribe, or choose"},
	} {
		m := w.server.to(tag + "@r.example")[0]
		incident, manage := "https://status.acme.example"+want.page+"incidents/", "https://status.acme.example"+want.page+"subscriptions/"
		for _, text := range []string{m.Text, m.HTML} {
			for _, must := range []string{incident, manage, want.over, want.day, want.footer, "We are looking into it."} {
				if !strings.Contains(text, must) {
					t.Errorf("%s lacks %q:\n%s", tag, must, text)
				}
			}
		}
		if got := m.Header.Get("Content-Language"); got != want.lang || !strings.Contains(m.HTML, `<html lang="`+want.lang+`"`) || m.subject(t) != "[Acme Status] Elevated API errors" {
			t.Errorf("%s: Content-Language %q, subject %q", tag, got, m.subject(t))
		}
		if !oneClick.MatchString(m.Header.Get("List-Unsubscribe")) || m.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
			t.Errorf("%s leaves by %q", tag, m.Header.Get("List-Unsubscribe"))
		}
		if len(m.Raw) > 102<<10 {
			t.Errorf("%s has %d bytes", tag, len(m.Raw))
		}
	}
	if strings.Contains(w.log.String(), "written one by one") {
		t.Errorf("a language has no sheet:\n%s", w.log)
	}
}

// oneClick is the address to leave at: the same in every language.
var oneClick = regexp.MustCompile(`^<https://status\.acme\.example/u/[A-Za-z0-9_-]+>`)

// TestAMaintenanceAndItsEventAreInTheReadersLanguage, subject of the sentence and all.
func TestAMaintenanceAndItsEventAreInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("de")
	w.reader("de@r.example", "de")
	w.start(w.config())
	api := modelstest.Component(t, w.store, "API")
	w.maintained(api, func(_ string, deed func()) {
		before := len(w.server.all())
		deed()
		w.until("the mail comes", func() bool { return len(w.server.all()) > before })
	})
	for n, want := range []string{"Wir planen eine Wartung von ", "Erinnerung: Diese Wartung beginnt am ", "Diese Wartung findet nicht statt."} {
		m := w.server.to("de@r.example")[n]
		if !strings.Contains(m.Text, want) || !strings.Contains(m.Text, "/de/maintenance/") {
			t.Errorf("mail %d says\n%s", n, m.Text)
		}
		event := strings.ReplaceAll(strings.ReplaceAll(m.Calendar, "\r\n ", ""), "\n ", "")
		if !strings.Contains(event, "Betroffen: API.") || !strings.Contains(event, "URL:https://status.acme.example/de/maintenance/") {
			t.Errorf("event %d:\n%s", n, event)
		}
	}
}

// TestASignUpIsAnsweredInItsLanguage: the question, the link to a subscription that is
// there, and the message to a list.
func TestASignUpIsAnsweredInItsLanguage(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("de")
	c := everything
	c.Language = "de"
	ask := func(email string) {
		t.Helper()
		if err := w.door.Ask(t.Context(), signup.Request{Email: email, Choice: c, Consent: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	w.reader("known@r.example", "de")
	ask("new@r.example")
	ask("known@r.example")
	i := w.open("Elevated API errors")
	if err := w.door.Ask(t.Context(), signup.Request{Email: "one@r.example", Choice: signup.Choice{Language: "de"}, Follow: signup.Follow{IncidentID: i.PublicID}, Consent: "test"}); err != nil {
		t.Fatal(err)
	}
	w.start(w.config())
	for email, want := range map[string][2]string{
		"new@r.example": {"Statusnachrichten von Acme Status bestätigen", "hat Acme Status gebeten, Statusnachrichten an"},
		"one@r.example": {"Statusnachrichten von Acme Status bestätigen", "Danach endet"},
	} {
		w.until("the question comes", func() bool { return len(w.server.to(email)) > 0 })
		if m := w.server.to(email)[0]; m.subject(t) != want[0] || !strings.Contains(m.Text, want[1]) || !strings.Contains(m.Text, "https://status.acme.example/de/subscriptions/") || m.Header.Get("Content-Language") != "de" {
			t.Errorf("%s: %s\n%s", email, m.subject(t), m.Text)
		}
	}
	w.until("who is known hears too", func() bool {
		return bytes.Contains([]byte(w.texts("known@r.example")), []byte("Sie sind bereits angemeldet"))
	})
}

// texts are all that came to one address.
func (w *world) texts(email string) (all string) {
	for _, m := range w.server.to(email) {
		all += m.Text
	}
	return all
}

// TestAChatIsToldInItsLanguage, to the words on its buttons.
func TestAChatIsToldInItsLanguage(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("fr")
	rooms := w.chats()
	w.run("UPDATE subscribers SET language = 'fr' WHERE channel <> 'email'")
	w.start(w.posting())
	i := w.open("Elevated API errors", modelstest.Component(t, w.store, "API"))
	w.finished(w.notification().PublicID)
	for _, s := range standIns {
		body := rooms[s.channel].all()[0].body
		var decoded any
		if err := json.Unmarshal([]byte(body), &decoded); err != nil {
			t.Fatal(err)
		}
		said := strings.Join(stringsOf(decoded), "\n")
		for _, must := range []string{"En cours d’analyse", "panne majeure", "Modifier ou arrêter ces messages", "/fr/incidents/" + i.PublicID, "/fr/subscriptions/", "We are looking into it."} {
			if !strings.Contains(strings.ReplaceAll(said, "\\", ""), must) {
				t.Errorf("%s lacks %q:\n%s", s.channel, must, said)
			}
		}
	}
}

// stringsOf are all texts of a JSON value.
func stringsOf(v any) (list []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, one := range v {
			list = append(list, stringsOf(one)...)
		}
	case map[string]any:
		for _, one := range v {
			list = append(list, stringsOf(one)...)
		}
	}
	return list
}
