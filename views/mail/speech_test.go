package mail

import (
	"html"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// everyExample lists the mails in every language.
func everyExample() []Example {
	var list []Example
	for _, l := range locale.All() {
		for _, e := range ExamplesIn(l) {
			e.Name = l.Tag() + "/" + e.Name
			list = append(list, e)
		}
	}
	return list
}

// TestAnIncidentIsToldInEveryLanguage pins the text of one mail in each language,
// and the page of the one that is written from right to left.
func TestAnIncidentIsToldInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, e := range everyExample() {
		tag, name, _ := strings.Cut(e.Name, "/")
		if name != "incident_update/identified" || tag == "en" {
			continue
		}
		r, err := e.Render()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", "languages", tag+".txt"), []byte("Subject: "+r.Subject+"\n\n"+r.Text))
		if tag == "ar" {
			golden(t, filepath.Join("testdata", "languages", tag+".html"), []byte(r.HTML))
		}
	}
}

// TestNothingOfOursStaysEnglish: a line that a mail says in English as well is one
// that the team wrote, a link or the mark before the foot.
func TestNothingOfOursStaysEnglish(t *testing.T) {
	t.Parallel()
	english := map[string][]string{}
	for _, e := range Examples() {
		english[e.Name] = linesOf(t, e)
	}
	f := exampleFrame()
	theirs := []string{f.SiteName(), f.Settings.PostalAddress, exampleIncident().Title, exampleMaintenance().Title}
	for _, i := range exampleIncident().Updates {
		theirs = append(theirs, i.Body)
	}
	theirs = append(theirs, exampleMaintenance().Updates[0].Body, "About 1 in 20 requests fails, not 1 in 5 as we wrote.", "We sent you a text that we have withdrawn.", "Please delete the mail.")
	for _, s := range examplePostmortem(2).Current().Sections() {
		theirs = append(theirs, s.Body)
	}
	theirs = append(theirs, "Postmortem: "+examplePostmortem(2).Current().Title) // German has the word as well
	plainly := strings.NewReplacer("*", "", "`", "", "[", "", "]", "").Replace(strings.Join(theirs, "\n"))
	for _, e := range everyExample() {
		tag, name, _ := strings.Cut(e.Name, "/")
		if tag == "en" || name == "trial" { // that one is for staff
			continue
		}
		for _, line := range linesOf(t, e) {
			bare := strings.NewReplacer("*", "", "`", "", "[", "", "]", "").Replace(strings.TrimLeft(line, "- "))
			if slices.Contains(english[name], line) && !strings.Contains(plainly, bare) && !strings.Contains(line, "://") && strings.Trim(line, "-=") != "" {
				t.Errorf("%s says %q", e.Name, line)
			}
		}
	}
}

// linesOf are the subject and the lines of a mail's text.
func linesOf(t *testing.T, e Example) []string {
	t.Helper()
	r, err := e.Render()
	if err != nil {
		t.Fatal(err)
	}
	return append(strings.Split(r.Text, "\n"), strings.TrimPrefix(r.Subject, "[Northpole Status] "))
}

func TestWhatTheTeamWroteIsMarkedWithItsLanguage(t *testing.T) {
	t.Parallel()
	german, _ := locale.Find("de")
	arabic, _ := locale.Find("ar")
	i := exampleIncident()
	render := func(f Frame) string {
		r, err := IncidentUpdate.Render(IncidentUpdateMail{Frame: f, Incident: i, Update: i.Updates[1], Components: exampleComponents()})
		if err != nil {
			t.Fatal(err)
		}
		return r.HTML
	}
	title, body := html.EscapeString(i.Title)+"</span></h1>", "<p>Some requests"
	got := render(exampleFrame().in(arabic))
	for _, must := range []string{`<html lang="ar" dir="rtl">`, `<span lang="en" dir="ltr">` + title, `<div lang="en" dir="ltr" style="text-align:left;">` + body, "text-align:right;", "padding-right:20px"} {
		if !strings.Contains(got, must) {
			t.Errorf("the Arabic mail lacks %s:\n%s", must, got)
		}
	}
	f := exampleFrame()
	f.Settings.Language, f.Settings.Languages, f.Language = "ar", "de", german
	if got := render(f); !strings.Contains(got, `<html lang="de" dir="ltr">`) || !strings.Contains(got, `<div lang="ar" dir="rtl" style="text-align:right;">`+body) {
		t.Errorf("the German mail of an Arabic site:\n%s", got)
	}
	f.Language = arabic
	if got := render(f); strings.Contains(got, `<div lang=`) || strings.Contains(got, `<span lang=`) || !strings.Contains(got, `dir="rtl"`) {
		t.Errorf("the Arabic mail of an Arabic site:\n%s", got)
	}
}

// TestLinksLeadToPagesOfTheLanguage, where the site is in more than one.
func TestLinksLeadToPagesOfTheLanguage(t *testing.T) {
	t.Parallel()
	for _, e := range everyExample() {
		r, err := e.Render()
		if err != nil {
			t.Fatal(err)
		}
		tag, name, _ := strings.Cut(e.Name, "/")
		for _, l := range links.FindAllString(r.Text, -1) {
			path, ours := strings.CutPrefix(l, "https://status.northpole.example")
			if handed := strings.HasPrefix(name, "confirmation") || name == "leave_list"; !ours || handed {
				continue // the program that sends these writes their links
			}
			if strings.HasPrefix(path, "/"+tag+"/") == (tag == "en") {
				t.Errorf("%s leads to %s", e.Name, l)
			}
		}
	}
}

func TestMomentsAreWrittenAsTheReaderWritesThem(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC)
	for tag, want := range map[string]string{
		"de": "Fr., 20. Nov. 2026, 23:30 UTC (Sa., 21. Nov., 00:30 CET)",
		"fr": "ven. 20 nov. 2026, 23:30 UTC (sam. 21 nov., 00:30 CET)",
		"es": "vie, 20 nov 2026, 23:30 UTC (sáb, 21 nov, 00:30 CET)",
		"pt": "sex., 20 nov. 2026, 23:30 UTC (sáb., 21 nov., 00:30 CET)",
		"ja": "2026年11月20日(金) 23:30 UTC (11月21日(土) 00:30 CET)",
		"ar": "الجمعة، 20 نوفمبر 2026، \u206623:30 UTC\u2069 (السبت، 21 نوفمبر، \u206600:30 CET\u2069)",
	} {
		l, _ := locale.Find(tag)
		if got := (Frame{Language: l, Settings: models.SiteSettings{TimeZone: "Europe/Berlin"}}).Moment(late); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// TestAFullMailOfEveryLanguageIsNotCutOff: letters of other alphabets weigh more.
func TestAFullMailOfEveryLanguageIsNotCutOff(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		m := DigestMail{Frame: exampleFrame().in(l), Days: 7, Until: at(21, 7, 0)}
		for n := range mostItems + 9 {
			i := exampleIncident()
			i.PublicID = models.NewID()
			i.Updates[0].Body, i.Updates[0].DisplayAt = strings.Repeat("Wörter ", 80), at(20, n%24, 0)
			item := DigestOfIncident(i, i.Updates[0])
			m.Add(&item)
		}
		r, err := Digest.Render(m)
		if err != nil || len(r.HTML) > 102<<10 || !strings.Contains(r.HTML, m.Many(9, "And {0} more.")) {
			t.Errorf("%s: %d bytes, %v", l.Tag(), len(r.HTML), err)
		}
	}
}
