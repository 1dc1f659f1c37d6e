package console

import (
	"strconv"

	"vitrine/models"
)

// Postmortems lists what was published.
var Postmortems = page[PostmortemsPage]("postmortems")

// PostmortemsPage is what Postmortems shows.
type PostmortemsPage struct {
	Frame       Frame
	Postmortems []models.Postmortem
	Outdated    map[int64]bool // row ids of those whose review changed since they were published
	Older       string         // public id of the last one, when the list goes on
}

// Title implements the layout's need for one.
func (p PostmortemsPage) Title() string { return p.Frame.Noun.Titles() }

// Postmortem is one published postmortem with its revisions and promises.
var Postmortem = page[PostmortemPage]("postmortem")

// PostmortemPage is what Postmortem shows.
type PostmortemPage struct {
	Frame         Frame
	Postmortem    models.Postmortem
	Draft         string // public id of the draft it came from
	Review        string
	Outdated      bool // the review changed since it was published
	Notifications []Told
	Form          Form                  // why a promise could not be changed
	Typed         models.Countermeasure // what it was to be
}

// Asked is how a promise is to stand in its form: as it was typed, or as it is.
func (p PostmortemPage) Asked(c models.Countermeasure) models.Countermeasure {
	if p.Typed.PublicID == c.PublicID {
		return p.Typed
	}
	return c
}

// Title implements the layout's need for one.
func (p PostmortemPage) Title() string { return p.Postmortem.Current().Title }

// States are the states of a promise, its present one chosen.
func (p PostmortemPage) States(c models.Countermeasure) []Choice {
	list := choices([]models.CountermeasureState{models.Planned, models.Underway, models.Done, models.Dropped}, word)
	for i := range list {
		list[i].Chosen = list[i].Value == string(c.State)
	}
	return list
}

func text(n int64) string { return strconv.FormatInt(n, 10) }
