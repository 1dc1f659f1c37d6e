package mail

import (
	"net/url"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Frame is what every mail knows.
type Frame struct {
	Settings      models.SiteSettings
	Language      locale.Language // the mail is written in
	BaseURL       string          // "https://status.example.org", no slash at the end
	ManageURL     string          // where the person changes or ends it; empty in a confirmation
	AllComponents bool            // the person follows everything
	ConfirmedAt   *time.Time      // when the person agreed
	Replies       bool            // answers are read by people
	Reader        string          // public id of whom it is for, where what it says depends on it
	Zone          string          // IANA name of the reader's zone
}

// SiteName is the operator's name for the page.
func (f Frame) SiteName() string {
	if name := Line(f.Settings.Name); name != "" {
		return name
	}
	return f.Say("Status")
}

// Noun is what the operator calls a postmortem.
func (f Frame) Noun() models.Noun { return f.Speech().Noun(f.Settings) }

// Host is the name of the page's machine, for people.
func (f Frame) Host() string {
	if u, err := url.Parse(f.BaseURL); err == nil && u.Host != "" {
		return u.Host
	}
	return f.BaseURL
}

// Because says why the person gets the mail.
func (f Frame) Because() string {
	host := f.Host()
	switch {
	case f.ConfirmedAt == nil && f.AllComponents:
		return f.Say("You get this mail because you subscribed to updates for all services at {0}.", host)
	case f.ConfirmedAt == nil:
		return f.Say("You get this mail because you subscribed to updates for the services you chose at {0}.", host)
	case f.AllComponents:
		return f.Say("You get this mail because you confirmed updates for all services on {0} at {1}.", f.Confirmed(), host)
	}
	return f.Say("You get this mail because you confirmed updates for the services you chose on {0} at {1}.", f.Confirmed(), host)
}

// Confirmed is the day on which the person agreed: "4 March 2026".
func (f Frame) Confirmed() string { return f.Language.Date(f.ConfirmedAt.UTC()) }

// location is the reader's zone, the site's where the reader has none.
func (f Frame) location() *time.Location {
	if f.Zone != "" {
		if zone, err := models.Zone(f.Zone); err == nil {
			return zone
		}
	}
	return f.Settings.Location()
}

// subject puts the site's name before a title: the same for a whole
// conversation, so that mail programs keep it together.
func (f Frame) subject(title string) string { return "[" + f.SiteName() + "] " + title }
