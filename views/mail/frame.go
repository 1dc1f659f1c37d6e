package mail

import (
	"net/url"
	"time"

	"vitrine/models"
)

// Frame is what every mail knows.
type Frame struct {
	Settings      models.SiteSettings
	BaseURL       string     // "https://status.example.org", no slash at the end
	ManageURL     string     // where the person changes or ends it; empty in a confirmation
	AllComponents bool       // the person follows everything
	ConfirmedAt   *time.Time // when the person agreed
	Replies       bool       // answers are read by people
	Reader        string     // public id of whom it is for, where what it says depends on it
	Zone          string     // IANA name of the reader's zone
}

// SiteName is the operator's name for the page.
func (f Frame) SiteName() string {
	if name := Line(f.Settings.Name); name != "" {
		return name
	}
	return "Status"
}

// Noun is what the operator calls a postmortem.
func (f Frame) Noun() models.Noun { return f.Settings.Noun() }

// Host is the name of the page's machine, for people.
func (f Frame) Host() string {
	if u, err := url.Parse(f.BaseURL); err == nil && u.Host != "" {
		return u.Host
	}
	return f.BaseURL
}

// Because says why the person gets the mail.
func (f Frame) Because() string {
	what := "the services you chose"
	if f.AllComponents {
		what = "all services"
	}
	if f.ConfirmedAt == nil {
		return "You get this mail because you subscribed to updates for " + what + " at " + f.Host() + "."
	}
	return "You get this mail because you confirmed updates for " + what + " on " + f.ConfirmedAt.UTC().Format("2 January 2006") + " at " + f.Host() + "."
}

// location is the reader's zone, the site's where the reader has none.
func (f Frame) location() *time.Location {
	if f.Zone != "" {
		if zone, err := models.Zone(f.Zone); err == nil {
			return zone
		}
	}
	return f.Settings.Location()
}

// Moment is a time in full: weekday, date, UTC, and the reader's zone where that is
// another.
func (f Frame) Moment(t time.Time) string {
	text := t.UTC().Format("Mon 2 Jan 2006, 15:04") + " UTC"
	local := t.In(f.location())
	if _, offset := local.Zone(); offset == 0 {
		return text
	}
	if local.YearDay() != t.UTC().YearDay() {
		return text + local.Format(" (Mon 2 Jan, 15:04 MST)")
	}
	return text + local.Format(" (15:04 MST)")
}

// Day is a whole date with its weekday.
func (f Frame) Day(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006") }

// subject puts the site's name before a title: the same for a whole
// conversation, so that mail programs keep it together.
func (f Frame) subject(title string) string { return "[" + f.SiteName() + "] " + title }
