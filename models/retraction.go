package models

import "time"

// Retraction is what those are told who received a text that was withdrawn.
type Retraction struct {
	ID           int64
	PublicID     string
	PostmortemID int64
	Revision     int64  // the revision that was withdrawn; 0: all of them
	Body         string // Markdown
	CreatedAt    time.Time
}

// NewRetraction is a word to the readers of a text that was withdrawn.
type NewRetraction struct {
	Slug     string // of the postmortem, or its public id
	Revision int64  // the revision that was withdrawn; 0: all of them
	Body     string // Markdown
	Accept   []Acceptance
}

// gone reports whether a revision, or with 0 all of it, was withdrawn.
func (p Postmortem) gone(revision int64) bool {
	if p.WithdrawnAt != nil {
		return true
	}
	for _, r := range p.Revisions {
		if r.Number == revision {
			return r.WithdrawnAt != nil
		}
	}
	return false
}
