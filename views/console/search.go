package console

import (
	"html/template"

	"vitrine/models"
	"vitrine/models/review"
)

// SearchReviews finds reviews.
var SearchReviews = page[SearchPage]("search")

// SearchForm is what is looked for, as it is typed.
type SearchForm struct {
	Words, Factor, Person, Role, Vendor, Component, Severity, From, Until string
}

// SearchPage is what SearchReviews shows.
type SearchPage struct {
	Frame      Frame
	Form       SearchForm
	Asked      bool // something is looked for
	Refused    Form // what cannot be looked for
	Found      review.Found
	Names      map[int64]string
	Components []Choice
	Vendors    []Choice
	More       template.URL // query of the next page; empty at the end
	Before     template.URL // query of the page before
}

// Title implements the layout's need for one.
func (p SearchPage) Title() string {
	if p.Form.Words == "" {
		return "Search reviews"
	}
	return p.Form.Words + " in reviews"
}

// Services names the components a review touched.
func (p SearchPage) Services(f review.Figures) string { return names(f.ComponentIDs(), p.Names) }

// Narrow reports whether more than words is asked for.
func (p SearchPage) Narrow() bool {
	f := p.Form
	f.Words = ""
	return f != SearchForm{Severity: f.Severity} || f.Severity != "" && f.Severity != "0"
}

func searchRoles() []Choice {
	list := []Choice{{Name: "in any role"}}
	for _, r := range review.SearchRoles {
		name := word(r)
		if r == "who" {
			name = "Named in the timeline or an action item"
		}
		list = append(list, Choice{Value: r, Name: name})
	}
	return list
}

// ComponentChoices are components as options, with one for any.
func ComponentChoices(list []models.Component) []Choice {
	out := []Choice{{Name: "any"}}
	for _, c := range list {
		out = append(out, Choice{Value: c.PublicID, Name: c.Name})
	}
	return out
}

// Resembling is what resembled an incident before, for the part beside it.
type Resembling struct {
	Frame Frame
	List  []review.Similar
	Names map[int64]string
}

// Why says in a few words what both have in common.
func (r Resembling) Why(s review.Similar) string {
	why := ""
	if len(s.Components) > 0 {
		why = "also " + names(s.Components, r.Names)
	}
	if len(s.Words) > 0 {
		shared := "same words: "
		for n, w := range s.Words[:min(len(s.Words), 4)] {
			if n > 0 {
				shared += ", "
			}
			shared += w
		}
		if why != "" {
			why += "; "
		}
		why += shared
	}
	return why
}
