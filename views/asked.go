package views

// Asked is the answer after sign-up: the same for a known and an unknown address.
var Asked = page[AskedPage]("asked")

// AskedPage asks for a look into the mailbox.
type AskedPage struct {
	Frame
	Email string // as it was typed
	Place string // the host of a chat or a webhook, instead
}

// Title implements the layout's need for a title.
func (p AskedPage) Title() string {
	if p.Place != "" {
		return p.Speech().Say("Please look where the updates will go")
	}
	return p.Speech().Say("Please look into your mailbox")
}

// Hidden keeps it out of search engines.
func (p AskedPage) Hidden() bool { return true }

// Live is off: there is nothing to follow.
func (p AskedPage) Live() bool { return false }
