package mail

import (
	"strings"
	"testing"

	"vitrine/locale"
	"vitrine/models"
)

// TestASummaryTellsWhatWasTranslated, and by whom.
func TestASummaryTellsWhatWasTranslated(t *testing.T) {
	t.Parallel()
	i := models.Incident{PublicID: "inc0inc0inc0", Title: "Sign-in fails", Translations: []models.Translation{{Language: "de", Origin: models.ByTeam, Body: "Anmeldung gestört"}}}
	u := models.Update{State: "identified", Body: "We **know** why.", Translations: []models.Translation{{Language: "de", Origin: models.ByMachine, Body: "Wir **wissen**, warum."}}}
	german, _ := locale.Find("de")
	for language, want := range map[string][]string{"de": {"Anmeldung gestört", "Wir wissen, warum.", "Maschinell aus dem Englischen übersetzt"}, "": {"Sign-in fails", "We know why."}} {
		m := DigestMail{Frame: Frame{Settings: models.SiteSettings{Languages: "de"}, Language: german, BaseURL: "https://status.example.org"}, Days: 1}
		item := DigestOfIncident(i.In(language), u.In(language))
		m.Add(&item)
		r, err := Digest.Render(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if !strings.Contains(r.Text, words) || !strings.Contains(r.HTML, words) {
				t.Errorf("%q is not in the summary:\n%s\n%s", words, r.Text, r.HTML)
			}
		}
		if marked := strings.Contains(r.HTML, `<span lang="en" dir="ltr">Sign-in fails`); marked != (language == "") {
			t.Errorf("in %q the title is marked as English: %t", language, marked)
		}
	}
}

// TestAWithdrawalStaysInTheConversationOfItsReader: its subject is the one that the
// reader knows.
func TestAWithdrawalStaysInTheConversationOfItsReader(t *testing.T) {
	t.Parallel()
	german, _ := locale.Find("de")
	for language, want := range map[locale.Language]string{german: "[Status] Karten werden abgelehnt", locale.English: "[Status] Cards are refused"} {
		r, err := Retraction.Render(RetractionMail{Frame: Frame{Settings: models.SiteSettings{Name: "Status", Languages: "de"}, Language: language, BaseURL: "https://status.example.org"},
			Thread: "Cards are refused", Threads: []models.Translation{{Language: "de", Body: "Karten werden abgelehnt"}}, Body: "It named a customer."})
		if err != nil {
			t.Fatal(err)
		}
		if r.Subject != want {
			t.Errorf("the subject is %q, not %q", r.Subject, want)
		}
	}
}

// TestAMailTellsWhatWasWrittenInAnotherLanguageThanTheSites: the site's own became
// German since.
func TestAMailTellsWhatWasWrittenInAnotherLanguageThanTheSites(t *testing.T) {
	t.Parallel()
	german, _ := locale.Find("de")
	french, _ := locale.Find("fr")
	i := models.Incident{PublicID: "inc0inc0inc0", Title: "Sign-in fails", Language: "en", Translations: []models.Translation{{Language: "de", Origin: models.ByTeam, Body: "Anmeldung gestört"}}}
	u := models.Update{State: "identified", Body: "We **know** why.", Language: "en", Translations: []models.Translation{{Language: "de", Origin: models.ByTeam, Body: "Wir **wissen**, warum."}}}
	for language, want := range map[locale.Language][]string{
		german:         {"Anmeldung gestört", "<p>Wir <strong>wissen</strong>, warum.</p>", "Vom Team aus dem Englischen übersetzt"},
		french:         {`<span lang="en" dir="ltr">Sign-in fails</span>`, `<div lang="en" dir="ltr"`, "Ce message est en anglais."},
		locale.English: {">Sign-in fails</h1>", "<p>We <strong>know</strong> why.</p>"},
	} {
		f := Frame{Settings: models.SiteSettings{Language: "de", Languages: "en fr"}, Language: language, BaseURL: "https://status.example.org"}
		r, err := IncidentUpdate.Render(IncidentUpdateMail{Frame: f, Incident: i, Update: u})
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if !strings.Contains(r.HTML, words) {
				t.Errorf("%s: %q is not in\n%s", language.Tag(), words, r.HTML)
			}
		}
		if language == locale.English && (strings.Contains(r.Text, "ranslated") || strings.Contains(r.Text, "message is in") || strings.Contains(r.HTML, `<div lang=`)) {
			t.Errorf("who reads what was written is told of another language:\n%s", r.Text)
		}
	}
}
