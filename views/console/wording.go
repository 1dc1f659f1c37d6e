package console

import (
	"fmt"

	"vitrine/models"
)

// Words are what this house calls things.
type Words struct {
	Noun       models.Noun // a postmortem
	Severities models.SeverityNames
}

// WordsOf are the words of a site's settings.
func WordsOf(s models.SiteSettings) Words {
	return Words{Noun: s.Noun(), Severities: s.SeverityNames()}
}

// Say says a key of the domain as this house does: "postmortem" is "Learning
// review" where that is its word.
func (w Words) Say(key any) string {
	said := anyWord(key)
	if said == "Postmortem" {
		return w.Noun.Title()
	}
	return said
}

// Severity is what a severity is called, or that nobody said.
func (w Words) Severity(n int64) string {
	if label := w.Severities.Label(n); label != "" {
		return label
	}
	return "not said"
}

// SeverityChoices are the severities with what each means.
func (w Words) SeverityChoices() []Choice {
	list := []Choice{{Value: "0", Name: "Not said"}}
	for n := int64(1); n <= models.Severities; n++ {
		list = append(list, Choice{Value: text(n), Name: w.Severities.Label(n) + " – " + w.Severities.Meaning(n)})
	}
	return list
}

// AnySeverity are the severities with a choice for all of them before.
func (w Words) AnySeverity() []Choice {
	list := w.SeverityChoices()
	list[0].Name = "any"
	return list
}

// Expected is the label over the day a postmortem is promised for.
func (w Words) Expected() string { return w.Noun.Title() + " expected by" }

// Waived is what a waiver says.
func (w Words) Waived(noun any) string {
	if anyWord(noun) == "Postmortem" {
		return "No " + w.Noun.One() + " will be published"
	}
	return "No review is needed"
}

// Worded gives pairs the words of this house.
func (w Words) Worded(list []Pair) []Pair {
	for i, p := range list {
		switch p.Name {
		case "severity":
			if p.Choices != nil {
				list[i].Choices = w.SeverityChoices()
			}
		case "postmortem_expected_by":
			list[i].Label = w.Expected()
		}
	}
	return list
}

// WordingForm is the words of the house as they are typed; what is left empty is
// as it came.
type WordingForm struct {
	Form
	NounSingular string `form:"noun_singular" label:"One is called"`
	NounPlural   string `form:"noun_plural" label:"Several are called"`
	Label1       string `form:"severity_1_label" label:"Severity 1"`
	Meaning1     string `form:"severity_1_meaning" label:"Meaning of severity 1"`
	Label2       string `form:"severity_2_label" label:"Severity 2"`
	Meaning2     string `form:"severity_2_meaning" label:"Meaning of severity 2"`
	Label3       string `form:"severity_3_label" label:"Severity 3"`
	Meaning3     string `form:"severity_3_meaning" label:"Meaning of severity 3"`
	Label4       string `form:"severity_4_label" label:"Severity 4"`
	Meaning4     string `form:"severity_4_meaning" label:"Meaning of severity 4"`
	Label5       string `form:"severity_5_label" label:"Severity 5"`
	Meaning5     string `form:"severity_5_meaning" label:"Meaning of severity 5"`
	LanguagesForm
}

// FilledWording is the form filled with what is saved.
func FilledWording(s models.SiteSettings, form Form) WordingForm {
	n := s.SeverityNames()
	return WordingForm{form, s.NounSingular, s.NounPlural, n[0].Label, n[0].Meaning, n[1].Label, n[1].Meaning, n[2].Label, n[2].Meaning,
		n[3].Label, n[3].Meaning, n[4].Label, n[4].Meaning, filledLanguages(s)}
}

// Names are the words for the severities as they were typed.
func (f WordingForm) Names() models.SeverityNames {
	return models.SeverityNames{{Label: f.Label1, Meaning: f.Meaning1}, {Label: f.Label2, Meaning: f.Meaning2}, {Label: f.Label3, Meaning: f.Meaning3},
		{Label: f.Label4, Meaning: f.Meaning4}, {Label: f.Label5, Meaning: f.Meaning5}}
}

// Wording is the form for what this house calls things.
var Wording = page[WordingPage]("wording")

// WordingPage is what Wording shows.
type WordingPage struct {
	Frame Frame
	Form  WordingForm
}

// Title implements the layout's need for one.
func (p WordingPage) Title() string { return "Words" }

// WordingRow is one severity on the page.
type WordingRow struct{ Label, Meaning Field }

// Rows are the severities, the gravest first, with what each is called where its
// fields are empty.
func (p WordingPage) Rows() []WordingRow {
	var list []WordingRow
	ours := models.SeverityNames{}
	for i, name := range p.Form.Names() {
		n := int64(i + 1)
		key := fmt.Sprintf("severity_%d_", n)
		list = append(list, WordingRow{
			Label:   field(key+"label", fmt.Sprintf("Severity %d", n), name.Label, p.Form.Form).Like(ours.Label(n)),
			Meaning: field(key+"meaning", "Means", name.Meaning, p.Form.Form).Like(ours.Meaning(n)),
		})
	}
	return list
}
