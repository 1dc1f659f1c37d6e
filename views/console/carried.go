package console

import "reflect"

// Carried is one value of a form on its way through a page in between: a
// preview, a new sign-in.
type Carried struct{ Name, Value string }

// Pair is one field of two versions of the same thing.
type Pair struct {
	Name, Label  string
	Yours, Saved string
	Long         bool
}

// Differs reports whether the two versions say different things.
func (p Pair) Differs() bool { return p.Yours != p.Saved }

// Lines is how tall the field is drawn.
func (p Pair) Lines() int { return min(16, max(3, len(p.Yours)/70+2)) }

// Pairs lays two filled forms of one type beside each other: every text field
// that has a label tag, in the order of the struct.
func Pairs[T any](yours, saved T) []Pair {
	return pairs(nil, reflect.ValueOf(yours), reflect.ValueOf(saved))
}

func pairs(list []Pair, yours, saved reflect.Value) []Pair {
	for i := range yours.NumField() {
		f := yours.Type().Field(i)
		switch label := f.Tag.Get("label"); {
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			list = pairs(list, yours.Field(i), saved.Field(i))
		case label != "" && f.Type.Kind() == reflect.String:
			list = append(list, Pair{
				Name: f.Tag.Get("form"), Label: label, Long: f.Tag.Get("long") != "",
				Yours: yours.Field(i).String(), Saved: saved.Field(i).String(),
			})
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
	Action  string // where the form goes
	Back    string // the thing as it is now
	Version int64  // of the saved text
	Pairs   []Pair
	Rest    []Carried // fields of the form that are not texts
}

// Title implements the layout's need for one.
func (p StalePage) Title() string { return "Two versions of this " + p.Noun }
