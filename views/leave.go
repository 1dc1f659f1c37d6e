package views

// Leave is the page behind the unsubscribe link of every mail: one button.
var Leave = page[LeavePage]("leave")

// LeavePage asks once, or says that it is done.
type LeavePage struct {
	Frame
	Token string
	Email string // shortened; may be empty
	Done  bool
	Later bool // it is noted and will be done: the database is away

	Asked  bool // the address is a list: everybody on it is asked by mail
	Erased bool // everything that named the person is gone
}

// Title implements the layout's need for a title.
func (p LeavePage) Title() string {
	switch {
	case p.Asked:
		return p.Speech().Say("We have asked the list")
	case p.Erased:
		return p.Speech().Say("Everything is erased")
	case p.Done:
		return p.Speech().Say("You will hear no more from us")
	case p.Later:
		return p.Speech().Say("We have noted your wish")
	}
	return p.Speech().Say("Stop these updates?")
}

// Hidden keeps it out of search engines.
func (p LeavePage) Hidden() bool { return true }

// Live is off: there is nothing to follow.
func (p LeavePage) Live() bool { return false }

// Action is where its form is sent.
func (p LeavePage) Action() string { return p.Prefix() + "/u/" + p.Token }
