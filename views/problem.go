package views

// Problem is the page shown for any error.
var Problem = page[ProblemPage]("problem")

// ProblemPage says what happened, what is safe and where to go on.
type ProblemPage struct {
	Frame
	Status    int    // HTTP status
	Message   string // whole public sentences
	RequestID string // for asking the operator; may be empty
}

// Title implements the layout's need for a title.
func (p ProblemPage) Title() string {
	switch {
	case p.Status == 404:
		return p.Speech().Say("Not found")
	case p.Status == 410:
		return p.Speech().Say("Gone")
	case p.Status == 429:
		return p.Speech().Say("A little slower, please")
	case p.Status == 503:
		return p.Speech().Say("Not right now")
	case p.Status >= 500:
		return p.Speech().Say("Our mistake")
	default:
		return p.Speech().Say("That did not work")
	}
}

// Hidden keeps it out of search engines.
func (p ProblemPage) Hidden() bool { return true }

// Live is off: there is nothing to follow.
func (p ProblemPage) Live() bool { return false }
