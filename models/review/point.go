package review

import (
	"time"

	"vitrine/models"
)

// point is one numbered thought of a review's analysis.
type point struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	Body      string
	Position  int64
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// PointEdit changes the wording or the place of a factor or a learning. Version
// 0 overwrites whatever is there.
type PointEdit struct {
	Body     *string
	Position *int64
	Version  int64
}

// apply makes the edit on a point and returns what it changed.
func (e PointEdit) apply(p *point) *changes {
	c := newChanges()
	c.words("body", &p.Body, e.Body)
	put(c, "position", &p.Position, e.Position)
	return c
}

func (p point) check() error {
	bad := models.Complaints{}
	bad.Body("body", p.Body, 1, maxBody)
	between(bad, "position", p.Position, 0, 1_000_000)
	return bad.Err()
}
