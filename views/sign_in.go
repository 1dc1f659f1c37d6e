package views

// SignIn is the way into a site that is not for everybody.
var SignIn = page[SignInPage]("sign_in")

// SignInPage asks for the password or leads to who signs people in, or tells who is
// inside what they can do.
type SignInPage struct {
	Frame
	To       string // where to go on; a path of ours
	Password bool   // there is one; without it and a provider, networks alone let people in
	Wrong    string // why the last password opened nothing
	Provider string // the name of who signs people in; empty: nobody does
	Start    string // where that begins; a path of ours
	Failed   string // why the last try there signed nobody in
	Inside   bool   // they are in
	Key      string // for one feed reader; empty: there is none
	Year     bool   // it works for a year
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

// Masthead leads nowhere until somebody is in.
func (p SignInPage) Masthead() Masthead {
	m := p.Frame.Masthead()
	m.Outside = !p.Inside
	return m
}

// Footing leads nowhere until somebody is in.
func (p SignInPage) Footing() Footing {
	f := p.Frame.Footing()
	f.Outside = !p.Inside
	return f
}

// Live is off: there is nothing to follow.
func (p SignInPage) Live() bool { return false }
