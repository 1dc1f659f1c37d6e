package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// nagFor is how long somebody is nagged about an incident that nobody promised
// anything about.
const nagFor = 30 * 24 * time.Hour

// Due is a review or a postmortem that somebody waits for.
type Due struct {
	Kind       string    // "review", "postmortem" or "full_report"
	Title      string    // of the review, or of the incident
	ReviewID   string    // public id; empty: no review was started
	IncidentID string    // public id; empty: a review without an incident
	Day        time.Time // midnight UTC; it is overdue when that day is over
	Slug       string    // of the preliminary postmortem that a full report follows
	Overdue    bool
	Who        string  // who answers for it, by name; empty: nobody in particular
	Users      []int64 // the users among them; the admins where there is none

	people []string // who answers for it: names, or ids of users
}

func midnight(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// reviewDue is the day a review of its incidents is due; nil when none is
// serious or one still goes on.
func (r Review) reviewDue(d Deadlines) *time.Time {
	var last *time.Time
	needed := r.Severity != 0 && d.serious(r.Severity, "")
	for _, i := range r.Incidents {
		if i.ResolvedAt == nil {
			return nil
		}
		needed = needed || d.serious(i.Severity, i.Impact)
		if last == nil || i.ResolvedAt.After(*last) {
			last = i.ResolvedAt
		}
	}
	if !needed || last == nil {
		return nil
	}
	due := d.reviewDay(*last)
	return &due
}

// dueColumns are what Due needs of an open review: the texts of all of them would
// be megabytes.
const dueColumns = "id, public_id, title, severity, due_at, facilitator, created_by"

// Due lists the reviews and postmortems that are due, the soonest first.
// Incidents that were entered afterwards ask for nothing unless a postmortem was
// promised.
func (s *Store) Due(ctx context.Context) ([]Due, error) {
	open, err := gorm.G[Review](s.query(ctx)).Select(dueColumns).Where("state = ?", Open).Find(ctx)
	if err != nil {
		return nil, models.Fault(err, "review")
	}
	rules, err := s.Deadlines(ctx)
	if err != nil {
		return nil, err
	}
	dues, err := s.openDue(ctx, open, rules)
	if err != nil {
		return nil, err
	}
	asked, err := s.asked(ctx, rules)
	if err != nil {
		return nil, err
	}
	more, err := s.fullReportsDue(ctx)
	if err != nil {
		return nil, err
	}
	dues = slices.Concat(dues, asked, more)
	if err := s.findAnswering(ctx, dues); err != nil {
		return nil, err
	}
	for n := range dues {
		dues[n].Overdue = dues[n].Day.Before(rules.day(s.Now()))
	}
	slices.SortStableFunc(dues, func(a, b Due) int { return cmp.Compare(a.Cursor(), b.Cursor()) })
	return dues, nil
}

// Cursor is where a list goes on after d: the day, and what tells things of one
// day apart.
func (d Due) Cursor() string {
	return d.Day.Format("20060102") + "." + d.Kind + "." + d.ReviewID + "." + d.IncidentID + "." + d.Slug
}

// DueAfter is the part of a list of Due that follows a cursor, at most limit long,
// and whether the list goes on behind it. An empty cursor begins at the start; of
// a thing that is not due any more the list goes on where it stood.
func DueAfter(all []Due, cursor string, limit int) (page []Due, more bool) {
	from, found := slices.BinarySearchFunc(all, cursor, func(d Due, at string) int { return cmp.Compare(d.Cursor(), at) })
	if found {
		from++
	}
	page = all[from:]
	return page[:min(len(page), limit)], len(page) > limit
}

// asked is what resolved incidents ask for.
func (s *Store) asked(ctx context.Context, rules Deadlines) ([]Due, error) {
	incidents, err := gorm.G[models.Incident](s.query(ctx)).Where(askingQuery, s.Now().Add(-nagFor)).Order("resolved_at, id").Find(ctx)
	if err != nil {
		return nil, models.Fault(err, "incident")
	}
	return s.askedBy(ctx, incidents, rules)
}

// askedBy is what some incidents ask for.
func (s *Store) askedBy(ctx context.Context, incidents []models.Incident, rules Deadlines) ([]Due, error) {
	ids := make([]int64, len(incidents))
	for n, i := range incidents {
		ids[n] = i.ID
	}
	reviewed, told, err := s.covered(ctx, ids)
	if err != nil {
		return nil, err
	}
	given, err := s.Waivers(ctx, ids)
	if err != nil {
		return nil, err
	}
	waived := map[int64]map[WaiverNoun]bool{}
	for _, w := range given {
		if waived[w.IncidentID] == nil {
			waived[w.IncidentID] = map[WaiverNoun]bool{}
		}
		waived[w.IncidentID][w.Noun] = true
	}
	var dues []Due
	for _, i := range incidents {
		dues = append(dues, rules.dueFor(i, reviewed[i.ID], told[i.ID], waived[i.ID], s.Now())...)
	}
	return dues, nil
}

// openDue are the open reviews that are due, by the day somebody set or by the
// end of their incidents.
func (s *Store) openDue(ctx context.Context, open []Review, rules Deadlines) ([]Due, error) {
	if _, err := s.fillIncidentIDs(ctx, open); err != nil {
		return nil, err
	}
	if err := s.fillAnswering(ctx, open); err != nil {
		return nil, err
	}
	incidents, err := s.incidentRows(ctx, open)
	if err != nil {
		return nil, err
	}
	var dues []Due
	for _, r := range open {
		for _, id := range r.IncidentIDs {
			r.Incidents = append(r.Incidents, incidents[id])
		}
		due := r.DueAt
		if due == nil {
			due = r.reviewDue(rules)
		}
		if due == nil {
			continue
		}
		d := Due{Kind: "review", Title: r.Title, ReviewID: r.PublicID, Day: midnight(*due), people: r.answerable()}
		if len(r.Incidents) > 0 {
			d.IncidentID = r.Incidents[0].PublicID
		}
		dues = append(dues, d)
	}
	return dues, nil
}

// incidentRows reads of the incidents of reviews what Due needs, by row id.
func (s *Store) incidentRows(ctx context.Context, rs []Review) (map[int64]models.Incident, error) {
	rows := map[int64]models.Incident{}
	var ids []int64
	for _, r := range rs {
		ids = append(ids, r.IncidentIDs...)
	}
	for some := range slices.Chunk(ids, 500) {
		is, err := gorm.G[models.Incident](s.query(ctx)).Select("id, public_id, severity, impact, resolved_at").Where("id IN ?", some).Find(ctx)
		if err != nil {
			return nil, models.Fault(err, "incident")
		}
		for _, i := range is {
			rows[i.ID] = i
		}
	}
	return rows, nil
}

// dueFor is what a resolved incident asks for: a review when it was serious and
// has none, a postmortem when one was promised or it was serious, unless somebody
// said why not. r is its review, told whether a postmortem is out. What was
// promised in public is asked for whatever was said inside.
func (d Deadlines) dueFor(i models.Incident, r Review, told bool, waived map[WaiverNoun]bool, now time.Time) []Due {
	if i.ResolvedAt == nil {
		return nil
	}
	asks := d.serious(i.Severity, i.Impact) && !i.Backfilled && now.Sub(*i.ResolvedAt) < nagFor
	var dues []Due
	if asks && r.ID == 0 && !waived[WaivedReview] {
		dues = append(dues, Due{Kind: "review", Title: i.Title, IncidentID: i.PublicID, Day: d.reviewDay(*i.ResolvedAt)})
	}
	if told || i.PostmortemExpectedBy == nil && (!asks || waived[WaivedPostmortem]) {
		return dues
	}
	day := d.publicDay(*i.ResolvedAt)
	if i.PostmortemExpectedBy != nil {
		day = midnight(*i.PostmortemExpectedBy)
	}
	return append(dues, Due{Kind: "postmortem", Title: i.Title, ReviewID: r.PublicID, IncidentID: i.PublicID, Day: day, people: r.answerable()})
}

// fullReportQuery reads the preliminary reports that are read now.
// SQLite begins with what stands first of a CROSS JOIN: there are few of those.
const fullReportQuery = `SELECT p.slug, r.title, r.full_by, COALESCE(d.review_id, 0) AS review_id FROM postmortem_revisions r CROSS JOIN postmortems p
 LEFT JOIN drafts d ON d.postmortem_id = p.id
 WHERE r.full_by IS NOT NULL AND r.withdrawn_at IS NULL AND p.id = r.postmortem_id AND p.revision = r.number AND p.withdrawn_at IS NULL ORDER BY p.id`

// fullReportsDue are the full reports that preliminary ones promise.
func (s *Store) fullReportsDue(ctx context.Context) ([]Due, error) {
	var rows []struct {
		Slug, Title string
		FullBy      time.Time
		ReviewID    int64
	}
	if err := s.query(ctx).Raw(fullReportQuery).Scan(&rows).Error; err != nil {
		return nil, models.Fault(err, "postmortem")
	}
	ids := make([]int64, len(rows))
	for n, r := range rows {
		ids[n] = r.ReviewID
	}
	reviews, err := s.answeredFor(ctx, ids)
	var dues []Due
	for _, r := range rows {
		dues = append(dues, Due{Kind: "full_report", Title: r.Title, Slug: r.Slug, Day: midnight(r.FullBy), people: reviews[r.ReviewID].answerable()})
	}
	return dues, err
}

const (
	// askingQuery finds the resolved incidents that may ask for something: recent
	// ones, and those with a promise that was not kept yet. Each half has an index.
	askingQuery = `id IN (SELECT id FROM incidents WHERE resolved_at > ?
 UNION SELECT i.id FROM incidents i WHERE i.postmortem_expected_by IS NOT NULL AND i.resolved_at IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM postmortem_incidents pi WHERE pi.incident_id = i.id))`

	// coveredQuery reads which incidents have a review, toldQuery which have a
	// postmortem that was not withdrawn.
	coveredQuery = `SELECT incident_id, review_id FROM review_incidents WHERE incident_id IN ? ORDER BY review_id`
	toldQuery    = `SELECT pi.incident_id FROM postmortem_incidents pi JOIN postmortems p ON p.id = pi.postmortem_id WHERE p.withdrawn_at IS NULL AND pi.incident_id IN ?`
)

// covered reads which incidents have a review, as far as Due needs it, and which
// have a postmortem.
func (s *Store) covered(ctx context.Context, incidents []int64) (reviewed map[int64]Review, told map[int64]bool, err error) {
	reviewed, told = map[int64]Review{}, map[int64]bool{}
	for some := range slices.Chunk(incidents, 500) {
		var links []struct{ IncidentID, ReviewID int64 }
		if err := s.query(ctx).Raw(coveredQuery, some).Scan(&links).Error; err != nil {
			return nil, nil, models.Fault(err, "review")
		}
		ids := make([]int64, len(links))
		for n, l := range links {
			ids[n] = l.ReviewID
		}
		reviews, err := s.answeredFor(ctx, ids)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range links {
			reviewed[l.IncidentID] = reviews[l.ReviewID]
		}
		var out []int64
		if err := s.query(ctx).Raw(toldQuery, some).Scan(&out).Error; err != nil {
			return nil, nil, models.Fault(err, "postmortem")
		}
		for _, id := range out {
			told[id] = true
		}
	}
	return reviewed, told, nil
}
