package models

import (
	"context"

	"gorm.io/gorm"
)

// maxPostmortems is how many postmortems one question lists at most.
const maxPostmortems = 201

// PostmortemList lists postmortems with their revisions, the latest first: those
// that come after the one with the public id before, or the first ones. limit is
// at most 201; 0 is 50.
func (s *Site) PostmortemList(ctx context.Context, before string, limit int) ([]Postmortem, error) {
	if limit <= 0 {
		limit = 50
	}
	find := gorm.G[Postmortem](s.query(ctx)).Order("published_at DESC, id DESC").Limit(min(limit, maxPostmortems))
	if before != "" {
		last, err := gorm.G[Postmortem](s.query(ctx)).Where("public_id = ?", before).Take(ctx)
		if err != nil {
			return nil, Fault(err, "postmortem")
		}
		find = find.Where("(published_at, id) < (?, ?)", last.PublishedAt, last.ID)
	}
	ps, err := find.Find(ctx)
	if err != nil {
		return nil, Fault(err, "postmortem")
	}
	return ps, s.fillPostmortems(ctx, ps)
}

// PostmortemAbout returns the slug of the latest postmortem about an incident
// that was not withdrawn; empty when there is none.
func (s *Site) PostmortemAbout(ctx context.Context, incidentID int64) (slug string, err error) {
	const about = `SELECT p.slug FROM postmortem_incidents pi JOIN postmortems p ON p.id = pi.postmortem_id
 WHERE pi.incident_id = ? AND p.withdrawn_at IS NULL ORDER BY p.published_at DESC, p.id DESC LIMIT 1`
	return slug, Fault(s.query(ctx).Raw(about, incidentID).Scan(&slug).Error, "postmortem")
}
