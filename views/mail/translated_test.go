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
