package console

import "vitrine/models/audience"

// Subscribers lists who is told.
var Subscribers = page[SubscribersPage]("subscribers")

// SubscribersPage is what Subscribers shows.
type SubscribersPage struct {
	Frame       Frame
	Counts      audience.Counts
	Subscribers []audience.Subscriber
	State       string
	Channel     string
	Search      string
	Older       string
}

// Title implements the layout's need for one.
func (p SubscribersPage) Title() string { return "Subscribers" }

// States are the states the list can be narrowed to.
func (p SubscribersPage) States() []Choice {
	return []Choice{{Name: "any"}, {Value: "active", Name: "Active"}, {Value: "pending", Name: "Not confirmed"}, {Value: "left", Name: "Left"}}
}

// ChoiceForm is the part of a form that says what somebody hears of.
type ChoiceForm struct {
	All             bool     `form:"all"`
	Components      []string `form:"components"`
	Incidents       bool     `form:"incidents"`
	Maintenance     bool     `form:"maintenance"`
	Postmortems     bool     `form:"postmortems"`
	Countermeasures bool     `form:"countermeasures"`
}

// SubscriberForm is a subscriber whom staff add.
type SubscriberForm struct {
	Form
	ChoiceForm
	Email   string `form:"email"`
	Consent string `form:"consent"`
}

func allOrSome() []Choice {
	return []Choice{{Value: "yes", Name: "Every service, those of the future included"}, {Name: "Some services alone"}}
}

// NewSubscriber is the form for a subscriber.
var NewSubscriber = page[NewSubscriberPage]("new_subscriber")

// NewSubscriberPage is what NewSubscriber shows.
type NewSubscriberPage struct {
	Frame    Frame
	Form     SubscriberForm
	Services []Tick
}

// Title implements the layout's need for one.
func (p NewSubscriberPage) Title() string { return "Add a subscriber" }

// Subscriber is one subscriber.
var Subscriber = page[SubscriberPage]("subscriber")

// SubscriberPage is what Subscriber shows.
type SubscriberPage struct {
	Frame      Frame
	Subscriber audience.Subscriber
	Services   string        // names of what they follow
	Channel    *ChannelFacts // nil: mail
	Told       []audience.Told
}

// When says how and when they hear, one phrase for each choice that is not the
// usual one.
func (p SubscriberPage) When() []string {
	var list []string
	s := p.Subscriber
	if s.Digest != "" {
		list = append(list, "a "+string(s.Digest)+" summary at 08:00")
	}
	if least := s.Choice().Least(); least != "none" {
		list = append(list, "incidents from "+string(least)+" impact")
	}
	if s.QuietFrom != "" {
		list = append(list, "no maintenance from "+s.QuietFrom+" until "+s.QuietUntil)
	}
	if s.Zone != "" {
		list = append(list, "zone "+s.Zone)
	}
	if s.Language != "" {
		list = append(list, "would like "+s.Language)
	}
	return list
}

// retriable reports whether a mail may be tried again by hand.
func retriable(d audience.Delivery) bool {
	return d.State == audience.Failed || d.State == audience.Uncertain && d.NextTryAt == nil
}

// Title implements the layout's need for one.
func (p SubscriberPage) Title() string { return p.Subscriber.Email }

// Import takes over a list of subscribers.
var Import = page[ImportPage]("import")

// ImportPage is what Import shows, before and after.
type ImportPage struct {
	Frame  Frame
	Form   Form
	Report *audience.Report
}

// Title implements the layout's need for one.
func (p ImportPage) Title() string { return "Import subscribers" }
