package console

import "strings"

// PointForm is a factor or a learning as it is typed.
type PointForm struct {
	Form
	Body     string `form:"body" label:"Text" long:"yes"`
	Position string `form:"position" label:"Place in the list" kind:"number"`
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
