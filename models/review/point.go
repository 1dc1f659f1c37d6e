package review

import (
	"time"

	"vitrine/models"
)

// point is one numbered thought of a review's analysis. What a factor
// contributed to is said of factors alone.
type point struct {
	ID            int64
	PublicID      string
	ReviewID      int64
	Body          string
	ContributedTo Part
	Influence     Influence
	Unconfirmed   bool
	Position      int64
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// ofFactors are the fields that learnings lack.
var ofFactors = []string{"ContributedTo", "Influence", "Unconfirmed"}

// learning is the point as a learning.
func (p point) learning() Learning {
	return Learning{ID: p.ID, PublicID: p.PublicID, ReviewID: p.ReviewID, Body: p.Body, Position: p.Position, Version: p.Version, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt}
}

// PointEdit changes the wording or the place of a factor or a learning, and what
// is said of a factor. Version 0 overwrites whatever is there.
type PointEdit struct {
	Body          *string
	Position      *int64
	ContributedTo *Part // of factors alone, as the next two
	Influence     *Influence
	Unconfirmed   *bool
	Version       int64
}

// apply makes the edit on a point and returns what it changed.
func (e PointEdit) apply(p *point) *changes {
	c := newChanges()
	c.words("body", &p.Body, e.Body)
	put(c, "position", &p.Position, e.Position)
	put(c, "contributed_to", &p.ContributedTo, e.ContributedTo)
	put(c, "influence", &p.Influence, e.Influence)
	put(c, "unconfirmed", &p.Unconfirmed, e.Unconfirmed)
	return c
}

func (p point) check() error {
	bad := models.Complaints{}
	bad.Body("body", p.Body, 1, maxBody)
	choice(bad, "contributed_to", p.ContributedTo, Parts)
	choice(bad, "influence", p.Influence, Influences)
	between(bad, "position", p.Position, 0, 1_000_000)
	return bad.Err()
}
