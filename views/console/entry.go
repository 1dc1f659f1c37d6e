package console

import "vitrine/models/review"

// EntryForm is a line of the timeline as it is typed.
type EntryForm struct {
	Form
	At         string `form:"at" label:"Time" kind:"datetime-local"`
	Kind       string `form:"kind" label:"Kind" of:"entry_kinds"`
	Phase      string `form:"phase" label:"Phase" of:"phases"`
	Who        string `form:"who" label:"Who"`
	What       string `form:"what" label:"What" long:"yes"`
	Effect     string `form:"effect" label:"Effect on recovery" of:"effects"`
	Thought    string `form:"thought" label:"What was thought at the time" long:"yes"`
	PublicText string `form:"public_text" label:"Public wording" long:"yes"`
}

// Entry is the form for a line of the timeline, new or not.
var Entry = page[EntryPage]("entry")

// EntryPage is what Entry shows.
type EntryPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Form       EntryForm
}

// Title implements the layout's need for one.
func (p EntryPage) Title() string { return "Timeline entry" }

func entryKinds() []Choice {
	var list []Choice
	for _, c := range choices(review.EntryKinds, word) {
		if c.Value != string(review.StatusUpdate) { // those come by themselves
			list = append(list, c)
		}
	}
	return list
}

func effects() []Choice {
	return []Choice{{Value: "positive", Name: "brought us closer"}, {Value: "none", Name: "made no difference"}, {Value: "negative", Name: "set us back"}}
}

func phases() []Choice { return unsaid(choices(review.Phases, word)) }
