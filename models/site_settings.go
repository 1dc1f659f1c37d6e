package models

import "time"

// SiteSettings is what the operator says about the whole page. One row.
type SiteSettings struct {
	ID            int64
	PublicID      string
	Name          string // "Northpole Status"
	Intro         string // Markdown under the answer, may be empty
	HomeURL       string // the operator's own site
	SupportURL    string
	SupportEmail  string
	PostalAddress string // one line at the foot of every mail
	Accent        string // "#1f4fa3", empty for ours
	TimeZone      string // IANA name; "UTC"
	LogoType      string // media type of Logo, empty without one
	Logo          []byte
	LogoAlt       string
	Privacy       string // Markdown of /privacy, empty: no page
	Imprint       string // Markdown of /imprint, empty: no page
	NounSingular  string // what a postmortem is called, see Noun; empty: ours
	NounPlural    string
	Severities    string // JSON of the operator's words, see SeverityNames; empty: ours
	Shape         string // JSON, see PageShape; empty: ours
	Language      string // of the site where a reader asks for none that is offered: "de"; empty: English
	Languages     string // those offered beside it: "fr ja"; empty: none
	Edition       int64
	Version       int64
	UpdatedAt     time.Time

	KeptInside int `gorm:"-" json:"-"` // translations that the edit just made did not bring back with their language: the gate stops them
}

// Location returns the site's time zone, UTC when it is unknown.
func (s SiteSettings) Location() *time.Location {
	if loc, err := time.LoadLocation(s.TimeZone); err == nil {
		return loc
	}
	return time.UTC
}

// SettingsEdit changes what is given and leaves what is nil.
type SettingsEdit struct {
	Name          *string
	Intro         *string
	HomeURL       *string
	SupportURL    *string
	SupportEmail  *string
	PostalAddress *string
	Accent        *string
	TimeZone      *string
	Logo          *[]byte // an uploaded file, drawn anew; pointer to nothing: no logo
	LogoAlt       *string
	Privacy       *string
	Imprint       *string
	NounSingular  *string // within a sentence: "learning review"; both empty: ours
	NounPlural    *string
	Severities    *SeverityNames
	Shape         *PageShape
	Language      *string   // the site's own: "de"; empty: English
	Languages     *[]string // all that the site is offered in; its own is always among them
	Version       int64     // the version that was read; 0: any
	Accept        []Acceptance
}
