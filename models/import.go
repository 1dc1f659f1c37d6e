package models

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Import is what another status page published, in our words. Rows carry what is
// to be kept as it is: texts, states, times, positions. Their ids, versions and
// slugs are given here; a PublicID is taken over where it has our form and is free.
type Import struct {
	Source       string // names the page for ever: "statuspage 4q0vyd1xkz7m"
	Page         *ImportedPage
	Groups       []ImportedGroup
	Components   []ImportedComponent
	Incidents    []ImportedIncident
	Maintenances []ImportedMaintenance
	Since        time.Time // nothing is known of the time before; zero: it is whole
	Reason       string    // why texts that the gate stops may pass; empty: they may not
}

// ImportedPage is what the page says about itself.
type ImportedPage struct{ PublicID, Name, TimeZone string }

// ImportedGroup is a component group with its id over there.
type ImportedGroup struct {
	ForeignID string
	ComponentGroup
}

// ImportedComponent is a component with its id and its group's over there.
type ImportedComponent struct {
	ForeignID, ForeignGroup string
	Component
}

// ImportedIncident is an incident with its id over there. Its Updates are empty.
type ImportedIncident struct {
	ForeignID string
	Incident
	Said       []ImportedUpdate // oldest first
	Postmortem *ImportedPostmortem
	OldPaths   []string // where it stood on its host, to be sent on from
}

// ImportedMaintenance is a maintenance with its id over there. Its Updates and
// ComponentIDs are empty.
type ImportedMaintenance struct {
	ForeignID string
	Maintenance
	Said       []ImportedUpdate // oldest first
	Components []string         // foreign ids
	OldPaths   []string
}

// ImportedUpdate is an update and what it said about components.
type ImportedUpdate struct {
	Update
	Touched []ImportedTouch
}

// ImportedTouch is what an update said about one component.
type ImportedTouch struct {
	Component string // foreign id
	Old, New  Status
}

// ImportedPostmortem is the text that explained an incident.
type ImportedPostmortem struct {
	PublicID, Title, Body             string // Body is Markdown
	CreatedAt, UpdatedAt, PublishedAt time.Time
}

// ImportDeed is what an import does with one thing.
type ImportDeed string

// What an import does with a thing.
const (
	ImportNew     ImportDeed = "new"
	ImportChanged ImportDeed = "changed" // over there since the last import, and untouched here
	ImportKnown   ImportDeed = "known"   // nothing to do
	ImportKept    ImportDeed = "kept"    // changed in both places: ours stays
	ImportGone    ImportDeed = "deleted" // here, since the last import: it stays so
)

// ImportLine is what an import does with one thing.
type ImportLine struct {
	Noun      string // "component", "incident" …
	ForeignID string
	Title     string
	Path      string // where it stands here
	Deed      ImportDeed
	Updates   int
	At        time.Time // when it began; zero: not told
	OldPaths  int       // addresses that are sent on
}

// ImportReport is what an import did, or would do.
type ImportReport struct {
	Lines    []ImportLine
	Held     []Held   // what the gate stops; the field names the thing and the text
	Problems []string // what cannot be kept as it is, each a whole sentence
	Accepted int      // finds let through for Import.Reason
}

// Changes reports whether the import does anything.
func (r ImportReport) Changes() bool {
	for _, l := range r.Lines {
		if l.Deed == ImportNew || l.Deed == ImportChanged {
			return true
		}
	}
	return false
}

// imported remembers a thing that was taken over. Version is that of the row as
// the import left it.
type imported struct {
	ID                                       int64
	Source, Noun, ForeignID, Subject, Digest string
	Version                                  int64
	CreatedAt, UpdatedAt                     time.Time
}

// TableName implements gorm's Tabler.
func (imported) TableName() string { return "imports" }

// importDigest tells whether a thing changed over there.
func importDigest(v any) string {
	sum := sha256.Sum256([]byte(encode(v)))
	return hex.EncodeToString(sum[:])
}
