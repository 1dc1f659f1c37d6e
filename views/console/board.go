package console

import (
	"net/url"

	"vitrine/models/review"
)

// Board lists the action items of all reviews.
var Board = page[BoardPage]("board")

// BoardPage is what Board shows.
type BoardPage struct {
	Frame      Frame
	Items      []review.BoardItem
	Tally      review.Tally
	Query      BoardFilter
	Owners     []string
	Components []Choice // public ids and names
	Older      string   // cursor of the next page; empty: this is the last
	Moved      MoveForm // the row that came back, as it was typed
	MovedID    string   // its action item
}

// BoardFilter is what narrows a board, as it stands in the address.
type BoardFilter struct{ Owner, Kind, State, Component, Review, Due, After string }

// Values are the filter for an address, without the place in the list.
func (f BoardFilter) Values() url.Values {
	vs := url.Values{}
	for name, value := range map[string]string{"owner": f.Owner, "kind": f.Kind, "state": f.State, "component": f.Component, "review": f.Review, "due": f.Due} {
		if value != "" {
			vs.Set(name, value)
		}
	}
	return vs
}

// MoveForm is the change of one row in place.
type MoveForm struct {
	Form
	State  string `form:"state" label:"State" of:"action_states"`
	DueOn  string `form:"due_on" label:"Due" kind:"date"`
	Reason string `form:"reason" label:"Why it was dropped" long:"yes"`
	Back   string `form:"back"`
}

// Title implements the layout's need for one.
func (p BoardPage) Title() string {
	if p.Tally.Overdue > 0 {
		return "(" + number(p.Tally.Overdue) + " overdue) Action items"
	}
	return "Action items"
}

// Path is the board with another state or day; the rest of the filter stays.
func (p BoardPage) Path(name, value string) string {
	vs := p.Query.Values()
	vs.Del("due")
	vs.Del("state")
	if value != "" {
		vs.Set(name, value)
	}
	return "/actions?" + vs.Encode()
}

// Next is the address of the next page.
func (p BoardPage) Next() string {
	vs := p.Query.Values()
	vs.Set("after", p.Older)
	return "/actions?" + vs.Encode()
}

// Table is the address of the same list as CSV.
func (p BoardPage) Table() string { return "/actions.csv?" + p.Query.Values().Encode() }

// Back is where a row's form leads back to.
func (p BoardPage) Back() string {
	vs := p.Query.Values()
	if p.Query.After != "" {
		vs.Set("after", p.Query.After)
	}
	return vs.Encode()
}

// Rows are the items with their forms.
func (p BoardPage) Rows() []BoardRow {
	rows := make([]BoardRow, len(p.Items))
	for i, b := range p.Items {
		rows[i] = BoardRow{BoardItem: b, Frame: p.Frame, Back: p.Back(), Form: MoveForm{Form: Form{Version: b.Version}, State: string(b.State), DueOn: Day(b.DueOn), Reason: b.Reason}}
		if b.PublicID == p.MovedID {
			rows[i].Form, rows[i].Wrong = p.Moved, true
		}
	}
	return rows
}

// BoardRow is one item of the board.
type BoardRow struct {
	review.BoardItem
	Frame Frame
	Back  string
	Form  MoveForm
	Wrong bool // the form came back
}

// Promised reports whether the item stands in a published postmortem.
func (r BoardRow) Promised() bool { return r.CountermeasureID != nil }

// Reasoned reports whether the row asks for a reason.
func (r BoardRow) Reasoned() bool { return r.Wrong || r.State == review.ActionDropped }

// OwnerChoices are the owners the board can be narrowed to.
func (p BoardPage) OwnerChoices() []Choice {
	list := []Choice{{Name: "anybody"}, {Value: "me", Name: "me"}, {Value: review.NoOwner, Name: "nobody yet"}}
	for _, name := range p.Owners {
		list = append(list, Choice{Value: name, Name: name})
	}
	return list
}

// KindChoices are the kinds the board can be narrowed to.
func (p BoardPage) KindChoices() []Choice { return append([]Choice{{Name: "any"}}, actionKinds()...) }

// StateChoices are the states the board can be narrowed to.
func (p BoardPage) StateChoices() []Choice {
	list := append([]Choice{{Name: "to be done"}}, actionStates()...)
	return append(list, Choice{Value: review.BoardParked, Name: "Parking lot"}, Choice{Value: review.BoardAll, Name: "all"})
}

// DueChoices are the days the board can be narrowed to.
func (p BoardPage) DueChoices() []Choice {
	return []Choice{{Name: "any day"}, {Value: review.BoardOverdue, Name: "overdue"}, {Value: review.BoardWeek, Name: "within 7 days"}}
}

// ComponentChoices are the components the board can be narrowed to.
func (p BoardPage) ComponentChoices() []Choice {
	return append([]Choice{{Name: "any"}}, p.Components...)
}
