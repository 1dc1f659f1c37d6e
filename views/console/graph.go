package console

import "vitrine/models/review"

// GraphForm is what is written of a graph, as it is typed. The picture itself comes
// as a file.
type GraphForm struct {
	Form
	Caption string `form:"caption" label:"Caption" long:"yes"`
	Alt     string `form:"alt" label:"In words" long:"yes"`
	SeenAt  string `form:"seen_at" label:"Seen at" kind:"datetime-local"`
}

// Graph is the form for what is written of a graph.
var Graph = page[GraphPage]("graph")

// GraphPage is what Graph shows.
type GraphPage struct {
	Frame         Frame
	Review, About string // public id and title
	Graph         review.Graph
	Form          GraphForm
}

// Title implements the layout's need for one.
func (p GraphPage) Title() string { return "Graph" }

// graphFields is the data of the fields of a graph.
type graphFields struct {
	Form GraphForm
	Zone string
}

func newGraphFields(f Frame, form GraphForm) graphFields { return graphFields{form, f.ZoneName()} }

// GraphsLeft is how many graphs the review still takes.
func (p ReviewPage) GraphsLeft() int { return max(0, review.MostGraphs-len(p.Review.Graphs)) }
