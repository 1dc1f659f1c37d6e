package views

// SignIn is the way into a site that is not for everybody.
var SignIn = page[SignInPage]("sign_in")

// SignInPage asks for the password, or tells who is inside what they can do.
type SignInPage struct {
	Frame
	To       string // where to go on; a path of ours
	Password bool   // there is one; otherwise networks alone let people in
	Wrong    string // why the last try opened nothing
	Inside   bool   // they are in
	Key      string // for one feed reader; empty: there is none
}

// Title implements the layout's need for a title.
func (p SignInPage) Title() string {
	if p.Inside {
		return p.Speech().Say("You are signed in")
	}
	return p.Speech().Say("This page is private")
}

// Hidden keeps it out of search engines.
func (p SignInPage) Hidden() bool { return true }

// Masthead leads nowhere until the password was right.
func (p SignInPage) Masthead() Masthead {
	m := p.Frame.Masthead()
	m.Outside = !p.Inside
	return m
}

// Footing leads nowhere until the password was right.
func (p SignInPage) Footing() Footing {
	f := p.Frame.Footing()
	f.Outside = !p.Inside
	return f
}

// Live is off: there is nothing to follow.
func (p SignInPage) Live() bool { return false }
