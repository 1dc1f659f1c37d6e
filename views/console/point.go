package console

import (
	"strings"

	"vitrine/models/review"
)

// PointForm is a factor or a learning as it is typed.
type PointForm struct {
	Form
	Body     string `form:"body" label:"Text" long:"yes"`
	Position string `form:"position" label:"Place in the list" kind:"number"`

	ContributedTo string `form:"contributed_to" label:"Contributed to"` // of a factor, as the next two
	Influence     string `form:"influence" label:"Helpful or harmful"`
	Unconfirmed   bool   `form:"unconfirmed" label:"Unconfirmed"`
}

// Point is the form for a factor or a learning.
var Point = page[PointPage]("point")

// PointPage is what Point shows.
type PointPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Noun       string // "factor" or "learning"
	Form       PointForm
}

// Title implements the layout's need for one.
func (p PointPage) Title() string { return strings.ToUpper(p.Noun[:1]) + p.Noun[1:] }

// factorParts are what a factor can contribute to.
func factorParts() []Choice {
	return []Choice{{Name: "not said"}, {Value: string(review.ToProblem), Name: "the problem"}, {Value: string(review.ToRecovery), Name: "the recovery"}}
}

// factorInfluences are the influences of a factor.
func factorInfluences() []Choice {
	return []Choice{{Name: "not said"}, {Value: string(review.Harmful), Name: "harmful"}, {Value: string(review.Helpful), Name: "helpful"}}
}
