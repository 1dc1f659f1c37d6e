package console

import "vitrine/models"

// Components lists components under their groups.
var Components = page[ComponentsPage]("components")

// ComponentsPage is what Components shows.
type ComponentsPage struct {
	Frame      Frame
	Groups     []models.ComponentGroup
	Components []models.Component
	Problem    string // the last status change could not be made
}

// Title implements the layout's need for one.
func (p ComponentsPage) Title() string { return "Components" }

// In lists the components of a group; of none for 0.
func (p ComponentsPage) In(group int64) []models.Component {
	var list []models.Component
	for _, c := range p.Components {
		if c.GroupID == nil && group == 0 || c.GroupID != nil && *c.GroupID == group {
			list = append(list, c)
		}
	}
	return list
}

// Statuses are the choices of a component's status, its present one chosen.
func (p ComponentsPage) Statuses(c models.Component) []Choice {
	list := statusChoices()
	for i := range list {
		list[i].Chosen = list[i].Value == string(c.Status)
	}
	return list
}

// ComponentForm is a component as it is typed.
type ComponentForm struct {
	Form
	Name           string `form:"name" label:"Name"`
	Slug           string `form:"slug" label:"Address"`
	Description    string `form:"description" label:"Description" long:"yes"`
	Group          string `form:"group_id" label:"Group"`
	Position       string `form:"position" label:"Place in the list" kind:"number"`
	StartDate      string `form:"start_date" label:"History since" kind:"date"`
	Showcase       bool   `form:"showcase" label:"Show its last 90 days on the first page"`
	OnlyIfDegraded bool   `form:"only_if_degraded" label:"Leave it out of the first page while it works"`
}

// Component is the form for a component, new or not.
var Component = page[ComponentPage]("component")

// ComponentPage is what Component shows.
type ComponentPage struct {
	Frame  Frame
	ID     string // public id; empty for a new one
	Form   ComponentForm
	Groups []Choice
}

// Title implements the layout's need for one.
func (p ComponentPage) Title() string {
	if p.ID == "" {
		return "New component"
	}
	return "Edit component"
}

// GroupForm is a component group as it is typed.
type GroupForm struct {
	Form
	Name        string `form:"name" label:"Name"`
	Slug        string `form:"slug" label:"Address"`
	Description string `form:"description" label:"Description" long:"yes"`
	Position    string `form:"position" label:"Place in the list" kind:"number"`
}

// ComponentGroup is the form for a group, new or not.
var ComponentGroup = page[ComponentGroupPage]("component_group")

// ComponentGroupPage is what ComponentGroup shows.
type ComponentGroupPage struct {
	Frame Frame
	ID    string // public id; empty for a new one
	Form  GroupForm
}

// Title implements the layout's need for one.
func (p ComponentGroupPage) Title() string {
	if p.ID == "" {
		return "New group"
	}
	return "Edit group"
}
