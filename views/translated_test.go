package views

import (
	"bytes"
	"strings"
	"testing"

	"vitrine/locale"
	"vitrine/models"
)

// halfTranslated is an incident whose title and newest update are also in German.
func halfTranslated(origin models.Origin) models.Incident {
	i := exampleOutage()
	i.Updates = append([]models.Update{told("u9", models.Identified, at(16, 20, 0), "We **know** why.")}, i.Updates...)
	i.Translations = []models.Translation{{Language: "de", Origin: models.ByTeam, Body: "Anmeldung gestört"}}
	i.Updates[0].Translations = []models.Translation{{Language: "de", Origin: origin, Body: "Wir **wissen**, warum."}}
	return i
}

func incidentIn(t *testing.T, l locale.Language, i models.Incident) string {
	t.Helper()
	var b bytes.Buffer
	if err := Incident.Write(&b, IncidentPage{Frame: tongue("/incidents/"+i.PublicID, l), Incident: i}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnIncidentIsToldInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	german := locale.Or("de", locale.English)
	i := halfTranslated(models.ByMachine)
	page := incidentIn(t, german, i.In("de"))
	for _, want := range []string{
		`<span dir="auto">Anmeldung gestört</span></h1>`, `<summary>Vom Team aus dem Englischen übersetzt</summary><p lang="en" dir="auto">` + i.Title + `</p>`,
		`<div class="words" dir="auto"><p>Wir <strong>wissen</strong>, warum.</p>`, `<summary>Maschinell aus dem Englischen übersetzt</summary><div class="words" lang="en" dir="auto"><p>We <strong>know</strong> why.</p>`,
		`<p class="soft">Ein Teil der Nachrichten ist auf Englisch.</p>`, `<div class="words" dir="auto" lang="en">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the German page lacks %s", want)
		}
	}
	if mute := i.In("de"); true {
		mute.Updates = append([]models.Update{}, mute.Updates[0], models.Update{PublicID: "u0", State: string(models.Investigating), DisplayAt: at(16, 0, 0)})
		if page := incidentIn(t, german, mute); strings.Contains(page, "auf Englisch") {
			t.Error("an update without words is said to be in English")
		}
	}
	if n := strings.Count(page, "auf Englisch"); n != 1 {
		t.Errorf("it says %d times which language the messages are in", n)
	}
	if own := incidentIn(t, locale.English, i); strings.Contains(own, "original") || strings.Contains(own, "Anmeldung") || strings.Contains(own, `dir="auto" lang=`) || strings.Contains(own, "messages are in") {
		t.Errorf("the page in the site's own language tells of others:\n%s", own)
	}
	plain := incidentIn(t, german, exampleOutage())
	if !strings.Contains(plain, "Die Nachrichten sind auf Englisch.") || strings.Contains(plain, "<details") || !strings.Contains(plain, `<span dir="auto" lang="en">`) {
		t.Errorf("an incident that nobody translated reads:\n%s", plain)
	}
}

// TestAPageInTheOwnLanguageTellsWhatWasWrittenBeforeInAnother: the site's own became
// German after the incident was told in English, and one update in French.
func TestAPageInTheOwnLanguageTellsWhatWasWrittenBeforeInAnother(t *testing.T) {
	t.Parallel()
	german := locale.Or("de", locale.English)
	i := halfTranslated(models.ByTeam)
	i.Language = "en"
	for n := range i.Updates {
		i.Updates[n].Language = "en"
	}
	i.Updates[1].Language = "fr"
	page := func(l locale.Language) string {
		f := tongue("/incidents/"+i.PublicID, l)
		f.Settings.Language, f.Offered = "de", []locale.Language{german, locale.English}
		var b bytes.Buffer
		if err := Incident.Write(&b, IncidentPage{Frame: f, Incident: i.In(l.Tag())}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for words, in := range map[string]string{
		`<span dir="auto">Anmeldung gestört</span></h1>`:                           page(german),
		`<summary>Vom Team aus dem Englischen übersetzt</summary><p lang="en"`:     page(german),
		"Ein Teil der Nachrichten ist auf Französisch und Englisch.":               page(german),
		`<div class="words" dir="auto" lang="fr">`:                                 page(german),
		`<span dir="auto">` + i.Title + `</span></h1>`:                             page(locale.English),
		"Some of the messages are in French.":                                      page(locale.English),
		`<div class="words" dir="auto"><p>We <strong>know</strong> why.</p></div>`: page(locale.English),
	} {
		if !strings.Contains(in, words) {
			t.Errorf("%s is not on:\n%s", words, in)
		}
	}
	if strings.Contains(page(locale.English), "Translated from") {
		t.Error("the page in the language of the words tells of a translation")
	}
}

func TestEveryLanguageNamesEveryOther(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		seen := map[string]bool{}
		for _, own := range locale.All() {
			s := Speech{Language: l, Own: own}
			for _, line := range []string{s.Origin(models.Translated{Origin: models.ByTeam}), s.Origin(models.Translated{Origin: models.ByMachine}), s.untranslated([]models.Update{{}})} {
				if seen[line] && line != "" {
					t.Errorf("%s says %q twice", l.Tag(), line)
				}
				seen[line] = true
				if !l.IsEnglish() && (strings.Contains(line, "ranslated") || strings.Contains(line, own.InEnglish())) {
					t.Errorf("%s says %q", l.Tag(), line)
				}
			}
		}
	}
	if got := (Speech{Language: locale.Or("fr", locale.English)}).Origin(models.Translated{Origin: models.ByTeam}); got != "Traduction de l’équipe, langue d’origine : anglais" {
		t.Error(got)
	}
}

func TestSearchEnginesAreToldTheLanguageOfTheWords(t *testing.T) {
	t.Parallel()
	german := locale.Or("de", locale.English)
	for want, i := range map[string]models.Incident{"de": halfTranslated(models.ByTeam).In("de"), "en": exampleOutage()} {
		page := incidentIn(t, german, i)
		_, article, _ := strings.Cut(page, `"@type":"NewsArticle"`)
		if article, _, _ = strings.Cut(article, "}"); !strings.Contains(article, `"inLanguage":"`+want+`"`) {
			t.Errorf("in %s: %s", want, article)
		}
	}
}
