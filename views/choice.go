package views

import (
	"slices"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/signup"
)

// Picker is the part of a form in which a person chooses what to hear about, and
// when.
type Picker struct {
	Groups []ServiceGroup
	Choice signup.Choice
	Fields map[string]string
	Noun   models.Noun

	Mailbox bool // only a mailbox gets summaries, and can be a list
	Frame   Frame
}

// Options are the components to choose from, in groups.
func (p Picker) Options() []OptionGroup {
	var list []OptionGroup
	for _, g := range p.Groups {
		group := OptionGroup{Name: g.Group.Name, PublicID: g.Group.PublicID, Chosen: slices.Contains(p.Choice.GroupIDs, g.Group.PublicID)}
		for _, s := range g.Services {
			group.Options = append(group.Options, Option{s.Component, slices.Contains(p.Choice.ComponentIDs, s.Component.PublicID)})
		}
		list = append(list, group)
	}
	return list
}

// OptionGroup is a group of components to choose from.
type OptionGroup struct {
	Name     string // empty: no heading
	PublicID string // of the group; empty: it cannot be chosen as a whole
	Chosen   bool
	Options  []Option
}

// Option is a component and whether it is chosen.
type Option struct {
	Component models.Component
	Chosen    bool
}

// Pick is one of several values.
type Pick struct {
	Value, Name string
	Chosen      bool
}

// Leasts are the impacts from which on an incident is told.
func (p Picker) Leasts() []Pick {
	s := p.Frame.Speech()
	return picks(string(p.Choice.Least()), "none", s.Say("any impact"), "minor", s.Say("minor impact"), "major", s.Say("major impact"), "critical", s.Say("critical impact alone"))
}

// Digests say how often.
func (p Picker) Digests() []Pick {
	s := p.Frame.Speech()
	return picks(string(p.Choice.Digest), "", s.Say("As it happens"), "daily", s.Say("One summary a day, at 08:00"), "weekly", s.Say("One summary a week, on Mondays at 08:00"))
}

// Languages are those that messages come in, in their own names; none on a site in
// one language alone. A wish for another stays as it is until it is changed.
func (p Picker) Languages() []Pick {
	offered, wish := p.Frame.Offered, p.Choice.Language
	if len(offered) < 2 {
		return nil
	}
	list, found := make([]Pick, len(offered)), false
	for n, l := range offered {
		chosen := wish == "" && n == 0 || l.Fits(wish)
		list[n], found = Pick{l.Tag(), l.Name(), chosen}, found || chosen
	}
	if !found {
		name := wish
		if l, ok := locale.Find(wish); ok {
			name = l.Name()
		}
		list = append(list, Pick{wish, name, true})
	}
	return list
}

func picks(chosen string, pairs ...string) []Pick {
	var list []Pick
	for n := 0; n+1 < len(pairs); n += 2 {
		list = append(list, Pick{pairs[n], pairs[n+1], pairs[n] == chosen})
	}
	return list
}

// Zones are some names that the field for the zone offers; it takes any other.
func (p Picker) Zones() []string { return zoneNames }

var zoneNames = []string{"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Bogota", "America/Chicago", "America/Denver",
	"America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto", "Asia/Dubai", "Asia/Hong_Kong",
	"Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo",
	"Australia/Perth", "Australia/Sydney", "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Dublin", "Europe/Helsinki",
	"Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Paris", "Europe/Rome", "Europe/Stockholm",
	"Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland", "UTC"}

// Tuned reports whether the part that says when is worth showing at once.
func (p Picker) Tuned() bool {
	c := p.Choice
	for _, field := range []string{"least_impact", "digest", "quiet", "zone", "language"} {
		if p.Fields[field] != "" {
			return true
		}
	}
	return c.Least() != models.NoImpact || c.Digest != models.AsItHappens || c.Quiet != models.Quiet{} || c.List
}

// ChoiceComplaint is what is wrong with the choice; empty: nothing.
func (p Picker) ChoiceComplaint() string { return p.Fields["kinds"] }

// ComponentsComplaint is what is wrong with the components; empty: nothing.
func (p Picker) ComponentsComplaint() string { return p.Fields["components"] }
