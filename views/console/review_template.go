package console

import (
	"strings"

	"vitrine/models/review"
	"vitrine/models/review/coach"
)

// ReviewTemplateForm is the review template as it is typed, by sections and keys
// of questions.
type ReviewTemplateForm struct {
	Form
	Heading  map[string]string `form:"heading"`
	Hint     map[string]string `form:"hint"`
	Place    map[string]string `form:"place"`
	Shown    map[string]string `form:"shown"` // sections that are asked for
	NewTitle string            `form:"new_heading"`
	NewHint  string            `form:"new_hint"`
	Question map[string]string `form:"question"`
	Ask      map[string]string `form:"ask"`
	Added    string            `form:"added" label:"Questions of our own" long:"yes"` // one per line
	Known    string            `form:"known" label:"Known abbreviations" long:"yes"`
	Heard    []string          `form:"heard"` // ids of the coach's rules that are on
}

// ReviewTemplate is the form for the template of every review.
var ReviewTemplate = page[ReviewTemplatePage]("review_template")

// ReviewTemplatePage is what ReviewTemplate shows.
type ReviewTemplatePage struct {
	Frame    Frame
	Template review.ReviewTemplate
	Form     ReviewTemplateForm
}

// Title implements the layout's need for one.
func (p ReviewTemplatePage) Title() string { return "Review template" }

// TemplateRow is one section or question of the template, as it is typed.
type TemplateRow struct {
	Key, Place string
	Words      Field
	Hint       Field
	Ask        bool
	Group      string // the heading that begins with this row; empty for most
}

// Sections lists the sections of the template in their order.
func (p ReviewTemplatePage) Sections() []TemplateRow {
	var list []TemplateRow
	for _, s := range p.Template.Sections {
		key := string(s.Section)
		label := "Heading"
		if s.Section.Own() {
			label = "Heading (our own)"
		}
		list = append(list, TemplateRow{Key: key, Place: p.Form.Place[key], Ask: p.Form.Shown[key] != "",
			Words: field("heading["+key+"]", label, p.Form.Heading[key], p.Form.Form),
			Hint:  field("hint["+key+"]", "Help", p.Form.Hint[key], p.Form.Form)})
	}
	return list
}

// Questions lists the questions of the template by group.
func (p ReviewTemplatePage) Questions() []TemplateRow {
	var list []TemplateRow
	group := ""
	for _, q := range p.Template.Questions {
		row := TemplateRow{Key: q.Key, Ask: p.Form.Ask[q.Key] != "", Words: field("question["+q.Key+"]", "Question", p.Form.Question[q.Key], p.Form.Form)}
		if q.Group != group {
			group = q.Group
			row.Group = group
		}
		list = append(list, row)
	}
	return list
}

// Rules lists the rules of the coach as boxes.
func (p ReviewTemplatePage) Rules() []Tick {
	var list []Tick
	for _, r := range coach.Rules() {
		on := false
		for _, id := range p.Form.Heard {
			on = on || id == r.ID
		}
		list = append(list, Tick{Value: r.ID, Name: r.Name, Group: strings.ToLower(word(r.Kinds[0])), Chosen: on})
	}
	return list
}
