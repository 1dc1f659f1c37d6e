package notify_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// TestAReaderGetsTheTranslation: the subject, the words and who translated them, where
// their language has them; the others read the original and which language it is in;
// programs get what the team wrote.
func TestAReaderGetsTheTranslation(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("de", "fr")
	for _, language := range []string{"de", "fr", "en"} {
		w.reader(language+"@r.example", language)
	}
	rooms, hook := w.chats(), receive(t, nil)
	w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: hook.URL})
	w.run("UPDATE subscribers SET language = 'de' WHERE channel <> 'email'")
	w.start(w.posting())
	i, err := w.store.OpenIncident(t.Context(), models.NewIncident{Title: "Elevated API errors", State: models.Investigating, Body: "We are looking into it.", Notify: true,
		Translations: []models.NewTranslation{{Language: "de", Origin: models.ByMachine, Title: "API gestört", Body: "Wir **suchen** die Ursache."}}})
	if err != nil {
		t.Fatal(err)
	}
	w.finished(w.notification().PublicID)
	for tag, want := range map[string][4]string{
		"de": {"[Acme Status] API gestört", "Wir suchen die Ursache.", "Wir <strong>suchen</strong> die Ursache.", "Maschinell aus dem Englischen übersetzt"},
		"fr": {"[Acme Status] Elevated API errors", "We are looking into it.", `<div lang="en" dir="ltr"`, "Ce message est en anglais."},
		"en": {"[Acme Status] Elevated API errors", "We are looking into it.", "<p>We are looking into it.</p>", ""},
	} {
		m := w.server.to(tag + "@r.example")[0]
		if m.subject(t) != want[0] || !strings.Contains(m.Text, want[1]) || !strings.Contains(m.HTML, want[2]) || !strings.Contains(m.Text, want[3]) || !strings.Contains(m.HTML, want[3]) {
			t.Errorf("%s: %s\n%s\n%s", tag, m.subject(t), m.Text, m.HTML)
		}
		if tag != "de" && strings.Contains(m.Text+m.HTML, "suchen") || tag == "en" && strings.Contains(m.Text, "English") {
			t.Errorf("%s also reads:\n%s", tag, m.Text)
		}
	}
	for _, s := range standIns {
		if body := rooms[s.channel].all()[0].body; !strings.Contains(body, "die Ursache.") || !strings.Contains(body, "API gest") || !strings.Contains(body, "Maschinell") {
			t.Errorf("%s tells:\n%s", s.channel, body)
		}
	}
	if body := hook.all()[0].body; !strings.Contains(body, "We are looking into it.") || !strings.Contains(body, "Elevated API errors") || strings.Contains(body, "Ursache") {
		t.Errorf("a program is told:\n%s", body)
	}
	w.correctsInGerman(i)
}

// correctsInGerman corrects the first update and its translation together, and then
// the original alone.
func (w *world) correctsInGerman(i models.Incident) {
	w.Helper()
	id, heard := i.Updates[0].PublicID, "de@r.example"
	for n, c := range []struct {
		in   []models.NewTranslation
		want string
	}{
		{[]models.NewTranslation{{Language: "de", Origin: models.ByTeam, Body: "Wir kennen die Ursache."}}, "Wir kennen die Ursache.\n\nVom Team aus dem Englischen übersetzt"},
		{nil, "Version 1.\n\nDiese Nachricht ist auf Englisch."},
	} {
		w.must(w.store.CorrectUpdate(w.Context(), id, models.Correction{Body: "Version " + string(rune('0'+n)) + ".", Notify: true, Translations: c.in}))
		w.until("the correction comes", func() bool { return len(w.server.to(heard)) == n+2 })
		if m := w.server.to(heard)[n+1]; m.subject(w.T) != "[Acme Status] API gestört" || !strings.Contains(m.Text, c.want) {
			w.Errorf("correction %d: %s\n%s", n, m.subject(w.T), m.Text)
		}
	}
}

func TestAPostmortemContinuesTheTranslatedConversation(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("de")
	w.reader("de@r.example", "de")
	w.start(w.config())
	i := w.open("Elevated API errors", modelstest.Component(t, w.store, "API"))
	w.must(w.store.Translate(t.Context(), models.TranslationEdit{Wording: models.Wording{Noun: "incident", ID: i.PublicID}, Language: "de", Origin: models.ByTeam, Body: "API gestört"}))
	w.finished(w.notification().PublicID)
	w.publish(i)
	w.until("the postmortem comes", func() bool { return len(w.server.to("de@r.example")) == 2 })
	if n := w.notification(); n.Kind != audience.Postmortem {
		t.Fatalf("the newest notification is %+v", n)
	}
	if m := w.server.to("de@r.example")[1]; m.subject(t) != "[Acme Status] API gestört" {
		t.Errorf("subject %q", m.subject(t))
	}
}
