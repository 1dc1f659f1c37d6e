// Package console turns typed data into the pages staff work on. It decides
// nothing: who may do what, and what a deed does, is settled before a page is
// asked for. Every form works without a script, and everything a person typed
// comes back to them until it is saved.
package console

import (
	"embed"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

//go:embed layout.html part/*.html page/*.html mail/*
var files embed.FS

// page binds page/name.html, inside the layout and with every part at hand, to
// the type of its data.
func page[T any](name string) views.Page[T] {
	return views.NewPage[T](files, funcs, "layout.html", "part/*.html", "page/"+name+".html")
}

// Frame is what every page of the console knows.
type Frame struct {
	SiteName  string
	PublicURL string // where visitors go; no slash at the end
	Section   string // the entry of the list on the left that is marked: "incidents"
	Person    string // who is signed in; empty on the pages before that
	Role      string // "approver"
	CSRF      string // the session's token for forms
	Notice    string // what the last deed did, one sentence
	Warning   string // what the last deed could not do, one sentence
	Done      bool   // it was done all the same
	Undo      []Undo // mails that wait for their undo window to close
	Alarms    []Alarm
	Held      []Held // public files that keep their last good version
	Now       time.Time
	Zone      *time.Location
	Own       locale.Language   // the public site's, in which everything is said first
	Others    []locale.Language // that it is in besides
	Version   string
	Assets    Assets
	May       May
	Words     // what this house calls things
}

// Assets are the paths of the files every page loads, and of those a review
// loads besides.
type Assets struct{ Site, Console, Script, ReviewStyle, ReviewScript, TimelineStyle, TimelineScript string }

// May says which parts of the console the person can use.
type May struct{ Respond, Review, Approve, Administer bool }

// Held is a public file that was stopped by the second look at the finished
// pages.
type Held struct{ Path, Why string }

// Undo is a notification that can still be taken back.
type Undo struct {
	ID         string
	Title      string
	Recipients int64
	SendAt     time.Time
}

// SignedIn reports whether somebody is signed in.
func (f Frame) SignedIn() bool { return f.Person != "" }

// ZoneName is the name under which times are read and typed: "UTC".
func (f Frame) ZoneName() string { return f.zone().String() }

func (f Frame) zone() *time.Location {
	if f.Zone == nil {
		return time.UTC
	}
	return f.Zone
}

// Section is one entry of the list on the left.
type Section struct {
	Key, Name, Path string
	Current         bool
}

// sections lists the console's parts in their order.
var sections = []struct {
	Section
	may func(May) bool
}{
	{Section{"dashboard", "Now", "/", false}, nil},
	{Section{"incidents", "Incidents", "/incidents", false}, nil},
	{Section{"maintenances", "Maintenance", "/maintenances", false}, nil},
	{Section{"reviews", "Reviews", "/reviews", false}, nil},
	{Section{"search", "Search", "/search", false}, nil},
	{Section{"insights", "Insights", "/insights", false}, nil},
	{Section{"actions", "Action items", "/actions", false}, nil},
	{Section{"postmortems", "Postmortems", "/postmortems", false}, nil},
	{Section{"components", "Components", "/components", false}, nil},
	{Section{"templates", "Templates", "/templates", false}, nil},
	{Section{"notifications", "Mail sent", "/notifications", false}, nil},
	{Section{"outbox", "Outbox", "/outbox", false}, func(m May) bool { return m.Respond }},
	{Section{"subscribers", "Subscribers", "/subscribers", false}, func(m May) bool { return m.Respond }},
	{Section{"rulebook", "Rulebook", "/rulebook", false}, func(m May) bool { return m.Review }},
	{Section{"users", "People", "/users", false}, func(m May) bool { return m.Administer }},
	{Section{"tokens", "API tokens", "/tokens", false}, func(m May) bool { return m.Administer }},
	{Section{"audit", "Audit trail", "/audit", false}, func(m May) bool { return m.Administer }},
	{Section{"settings", "Settings", "/settings", false}, func(m May) bool { return m.Administer }},
}

// Sections lists what the person can open, the present one marked.
func (f Frame) Sections() []Section {
	var list []Section
	for _, s := range sections {
		if s.may == nil || s.may(f.May) {
			s.Current = s.Key == f.Section
			if s.Key == "postmortems" {
				s.Name = f.Noun.Titles()
			}
			list = append(list, s.Section)
		}
	}
	return list
}

// Form is what a form carries beside its fields: what went wrong with it, what
// the leak gate stopped, and the marks that make a second click harmless.
type Form struct {
	Problem string            // the whole sentence on top
	Errors  map[string]string // field to complaint
	Held    []models.Held     // what the gate found in it
	Note    string            // what a button of the form did to its text, one sentence
	Key     string            // the same for every click on the same form
	Version int64             `form:"version"` // of the thing when the form was drawn; 0: any
	Accept  map[string]string `form:"accept"`  // key of a find to the reason picked for letting it through
	Because map[string]string `form:"because"` // key of a find to a reason in a person's own words
}

// Error returns the complaint about a field, or nothing.
func (f Form) Error(name string) string { return f.Errors[name] }

// Repeated names the field whose complaint the heading says already; empty when
// there is more to list.
func (f Form) Repeated() string {
	for name, complaint := range f.Errors {
		if len(f.Errors) == 1 && complaint == f.Problem {
			return name
		}
	}
	return ""
}
