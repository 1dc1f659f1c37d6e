package views

import (
	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/signup"
)

// Subscribe is the page to sign up on.
var Subscribe = page[SubscribePage]("subscribe")

// Consent is what a person agrees to by signing up; it is kept as proof.
const Consent locale.Key = "Send me the updates chosen here by email. I can change this or leave at any time by a link in every message."

// ConsentOne is what a person agrees to who follows one incident.
const ConsentOne locale.Key = "Write to me about this incident alone. Afterwards my subscription ends by itself."

// SubscribePage is the sign-up form, for the first time and after a refusal.
type SubscribePage struct {
	Frame
	Groups   []ServiceGroup
	Email    string
	Choice   signup.Choice
	Follow   signup.Follow     // one incident alone, instead of the choice
	Incident string            // its title; may be empty
	Fields   map[string]string // field to complaint
	Refusal  string            // why nothing was sent, where no field is to blame
}

// Single reports whether the form is about one incident.
func (p SubscribePage) Single() bool { return p.Follow.IncidentID != "" }

// NewSubscribePage is the form as it is first shown: everything is chosen.
func NewSubscribePage(f Frame, groups []ServiceGroup) SubscribePage {
	return SubscribePage{Frame: f, Groups: groups, Choice: everything(f)}
}

// everything is the choice that a form shows first: all of it, in the language of
// the page.
func everything(f Frame) signup.Choice {
	c := signup.Choice{AllComponents: true, Incidents: true, Maintenance: true, Postmortems: true, Countermeasures: true}
	if len(f.Offered) > 1 {
		c.Language = f.Language.Tag()
	}
	return c
}

// Following is the form about one incident.
func (p SubscribePage) Following() Following { return Following{p.Follow, p.Noun()} }

// Following is what a reader wants to hear about one incident, as a form shows it.
type Following struct {
	signup.Follow
	Noun models.Noun
}

// FollowPath is where the form for one incident is.
func FollowPath(publicID string) string { return "/incidents/" + publicID + "/follow" }

// NewFollowPage is the form with which a reader follows one incident.
func NewFollowPage(f Frame, i models.Incident) SubscribePage {
	return SubscribePage{Frame: f, Follow: signup.Follow{IncidentID: i.PublicID}, Incident: i.Title}
}

// Hidden keeps the form for one incident out of search engines.
func (p SubscribePage) Hidden() bool { return p.Single() || p.Frame.Hidden() }

// Title implements the layout's need for a title.
func (p SubscribePage) Title() string {
	title := p.Speech().Say("Get updates")
	if p.Single() {
		title = p.Speech().Say("Tell me when this is over")
	}
	if len(p.Fields) > 0 {
		return p.Speech().Say("Please check the form: {0}", title)
	}
	return title
}

// Description implements the layout's need for one.
func (p SubscribePage) Description() string {
	return p.Speech().Say("Updates from {0} by email, feed or calendar.", p.SiteName())
}

// Live is off: what a person types must not be replaced.
func (p SubscribePage) Live() bool { return false }

// Consent is what the person agrees to.
func (p SubscribePage) Consent() string {
	if p.Single() {
		return p.Speech().Say(ConsentOne)
	}
	return p.Speech().Say(Consent)
}

// Picker is the choice of what to hear about.
func (p SubscribePage) Picker() Picker {
	return Picker{p.Groups, p.Choice, p.Fields, p.Noun(), true, p.Frame}
}
