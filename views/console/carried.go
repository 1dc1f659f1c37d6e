package console

import (
	"cmp"
	"reflect"
)

// Carried is one value of a form on its way through a page in between: a
// preview, a new sign-in.
type Carried struct{ Name, Value string }

// Pair is one field of two versions of the same thing.
type Pair struct {
	Name, Label  string
	Yours, Saved string
	Kind         string   // the type of its control: "date"; empty: text
	Choices      []Choice // what it can be; empty: anything
	Box          bool     // it is ticked ("yes") or not
	Long         bool
}

// Differs reports whether the two versions say different things.
func (p Pair) Differs() bool { return p.Yours != p.Saved }

// Lines is how tall the field is drawn.
func (p Pair) Lines() int { return min(16, max(3, len(p.Yours)/70+2)) }

// Options are the choices with yours chosen.
func (p Pair) Options() []Choice { return Field{Value: p.Yours}.Of(p.Choices).Choices }

// Said is the saved version in words.
func (p Pair) Said() string {
	for _, c := range p.Choices {
		if c.Value == p.Saved {
			return c.Name
		}
	}
	if p.Box && p.Saved == "" {
		return "no"
	}
	return p.Saved
}

// lists are the choices that an "of" tag of a form's field names.
var lists = map[string]func() []Choice{
	"impacts": impacts, "severities": Words{}.SeverityChoices, "roles": Words{}.RoleChoices, "template_kinds": templateKinds, "states": func() []Choice { return unsaid(incidentStates()) },
	"priorities": priorities, "participant_roles": participantRoles, "sources": sources, "entry_kinds": entryKinds, "line_kinds": lineKinds, "phases": phases, "effects": effects, "action_kinds": actionKinds,
	"languages": languageChoices, "origins": origins, "action_states": actionStates, "weights": weights, "verdicts": verdicts,
}

// Pairs lays two filled forms of one type beside each other: every text and every
// box that has a label tag, in the order of the struct.
func Pairs[T any](yours, saved T) []Pair {
	return pairs(nil, reflect.ValueOf(yours), reflect.ValueOf(saved))
}

func pairs(list []Pair, yours, saved reflect.Value) []Pair {
	for i := range yours.NumField() {
		f := yours.Type().Field(i)
		p := Pair{Name: f.Tag.Get("form"), Label: f.Tag.Get("label"), Kind: f.Tag.Get("kind"), Long: f.Tag.Get("long") != ""}
		if choices, ok := lists[f.Tag.Get("of")]; ok {
			p.Choices = choices()
		}
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			list = pairs(list, yours.Field(i), saved.Field(i))
		case p.Label != "" && f.Type.Kind() == reflect.String:
			p.Yours, p.Saved = yours.Field(i).String(), saved.Field(i).String()
			list = append(list, p)
		case p.Label != "" && f.Type.Kind() == reflect.Bool:
			p.Box, p.Yours, p.Saved = true, yes(yours.Field(i).Bool()), yes(saved.Field(i).Bool())
			list = append(list, p)
		}
	}
	return list
}

// Stale shows two versions of one thing after somebody else saved first.
var Stale = page[StalePage]("stale")

// StalePage holds what the person wrote and what was saved meanwhile. Sending it
// saves the left side over the version on the right.
type StalePage struct {
	Frame   Frame
	Noun    string // "incident"
	Heading string // what happened; empty: somebody else saved first
	Lead    string // what to do about it; empty: what the page says by itself
	Yours   string // what the left side is called; empty: "yours"
	Action  string // where the form goes
	Back    string // the thing as it is now
	Version int64  // of the saved text
	Key     string // the same for every click
	Pairs   []Pair
	Rest    []Carried // fields of the form that are not shown
	Step    string    // the button that was pressed, where the form had several
	Mail    string    // what the mailing button does besides: "email 3 people"; empty: there is none
}

// Mine is what the left side is called.
func (p StalePage) Mine() string { return cmp.Or(p.Yours, "yours") }

// Title implements the layout's need for one.
func (p StalePage) Title() string { return "Two versions of this " + p.Noun }
