package console

import "vitrine/models/desk"

// Templates lists incident templates.
var Templates = page[TemplatesPage]("templates")

// TemplatesPage is what Templates shows.
type TemplatesPage struct {
	Frame     Frame
	Templates []desk.Template
}

// Title implements the layout's need for one.
func (p TemplatesPage) Title() string { return "Templates" }

// TemplateForm is an incident template as it is typed.
type TemplateForm struct {
	Form
	Name     string `form:"name" label:"Name"`
	Kind     string `form:"kind" label:"For" of:"template_kinds"`
	Heading  string `form:"title" label:"Title"`
	State    string `form:"state" label:"State" of:"states"`
	Impact   string `form:"impact" label:"Impact" of:"impacts"`
	Body     string `form:"body" label:"Text" long:"yes"`
	Position string `form:"position" label:"Place in the list" kind:"number"`
}

// Template is the form for an incident template, new or not.
var Template = page[TemplatePage]("template")

// TemplatePage is what Template shows.
type TemplatePage struct {
	Frame Frame
	ID    string // public id; empty for a new one
	Form  TemplateForm
}

// Title implements the layout's need for one.
func (p TemplatePage) Title() string {
	if p.ID == "" {
		return "New template"
	}
	return "Edit template"
}

func templateKinds() []Choice {
	return []Choice{{Value: "incident", Name: "Incidents"}, {Value: "maintenance", Name: "Maintenance"}}
}
