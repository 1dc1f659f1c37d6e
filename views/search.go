package views

import "strings"

// SearchPath is where a reader looks for words.
const SearchPath = "/search"

// Search is the page on which a reader's browser finds what happened by its words.
var Search = page[SearchPage]("search")

// SearchPage leads the browser to the lists it searches.
type SearchPage struct {
	Frame
	Periods []string // of the lists, newest first: "2026-11", "2025"
}

// Title implements the layout's need for a title.
func (p SearchPage) Title() string { return p.Speech().Say("Search") }

// Description implements the layout's need for one.
func (p SearchPage) Description() string {
	return p.Speech().Say("Find past incidents and maintenance of {0} by their words.", p.SiteName())
}

// Hidden keeps it out of search engines, which have the pages themselves.
func (p SearchPage) Hidden() bool { return true }

// Live is off: a reader's words stay where they are.
func (p SearchPage) Live() bool { return false }

// Listed are the periods as the script takes them.
func (p SearchPage) Listed() string { return strings.Join(p.Periods, " ") }
