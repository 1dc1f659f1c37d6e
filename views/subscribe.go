package views

import (
	"slices"

	"vitrine/models"
	"vitrine/models/signup"
)

// Subscribe is the page to sign up on.
var Subscribe = page[SubscribePage]("subscribe")

// Names of the fields of the subscription forms.
const (
	EmailField       = "email"
	ScopeField       = "scope" // "all" or "some"
	ComponentField   = "component"
	IncidentsField   = "incidents"
	MaintenanceField = "maintenance"
	PostmortemsField = "postmortems"
	TrapField        = "website" // people leave it empty, machines do not
	DeedField        = "deed"    // "confirm", "change" or "leave"
)

// Consent is what a person agrees to by signing up; it is kept as proof.
const Consent = "Send me the updates chosen here by email. I can change this or leave at any time by a link in every message."

// SubscribePage is the sign-up form, for the first time and after a mistake.
type SubscribePage struct {
	Frame
	Groups []ServiceGroup
	Email  string
	Choice signup.Choice
	Fields map[string]string // field to complaint
}

// NewSubscribePage is the form as it is first shown: everything is chosen.
func NewSubscribePage(f Frame, groups []ServiceGroup) SubscribePage {
	return SubscribePage{Frame: f, Groups: groups, Choice: signup.Choice{AllComponents: true, Incidents: true, Maintenance: true, Postmortems: true, Countermeasures: true}}
}

// Title implements the layout's need for a title.
func (p SubscribePage) Title() string {
	if len(p.Fields) > 0 {
		return "Please check the form: Get updates"
	}
	return "Get updates"
}

// Description implements the layout's need for one.
func (p SubscribePage) Description() string {
	return "Updates from " + p.SiteName() + " by email, feed or calendar."
}

// Live is off: what a person types must not be replaced.
func (p SubscribePage) Live() bool { return false }

// Consent is what the person agrees to.
func (p SubscribePage) Consent() string { return Consent }

// Picker is the choice of what to hear about.
func (p SubscribePage) Picker() Picker { return Picker{p.Groups, p.Choice, p.Fields} }

// Picker is the part of a form in which a person chooses what to hear about.
type Picker struct {
	Groups []ServiceGroup
	Choice signup.Choice
	Fields map[string]string
}

// Options are the components to choose from, in groups.
func (p Picker) Options() []OptionGroup {
	var list []OptionGroup
	for _, g := range p.Groups {
		group := OptionGroup{Name: g.Group.Name}
		for _, s := range g.Services {
			group.Options = append(group.Options, Option{s.Component, slices.Contains(p.Choice.ComponentIDs, s.Component.PublicID)})
		}
		list = append(list, group)
	}
	return list
}

// OptionGroup is a group of components to choose from.
type OptionGroup struct {
	Name    string // empty: no heading
	Options []Option
}

// Option is a component and whether it is chosen.
type Option struct {
	Component models.Component
	Chosen    bool
}

// ChoiceComplaint is what is wrong with the choice; empty: nothing.
func (p Picker) ChoiceComplaint() string { return p.Fields["kinds"] }

// ComponentsComplaint is what is wrong with the components; empty: nothing.
func (p Picker) ComponentsComplaint() string { return p.Fields["components"] }
