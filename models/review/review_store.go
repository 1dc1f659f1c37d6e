package review

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

// Query says which reviews to list.
type Query struct {
	Open     *bool  // nil: open and completed
	Search   string // words in the title, overview or description
	Incident string // public id: those that cover it
	Before   string // cursor: those listed after this public id
	Limit    int    // 0: 50; at most 201, a page of 200 and the one that says there are more
}

// maxListed is how many reviews one question lists at most.
const maxListed = 201

// Reviews lists reviews, newest first, with their incident ids and drafts.
func (s *Store) Reviews(ctx context.Context, q Query) ([]Review, error) {
	var rs []Review
	if err := q.scope(s.query(ctx)).Order("id DESC").Find(&rs).Error; err != nil {
		return nil, models.Fault(err, "review")
	}
	return rs, s.fillLinks(ctx, rs)
}

func (q Query) scope(db *gorm.DB) *gorm.DB {
	if q.Open != nil {
		db = db.Where("state = ?", map[bool]State{true: Open, false: Completed}[*q.Open])
	}
	for _, word := range strings.Fields(strings.ToLower(q.Search)) {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(word) + "%"
		db = db.Where(`(LOWER(title) LIKE ? ESCAPE '\' OR LOWER(overview) LIKE ? ESCAPE '\' OR LOWER(description) LIKE ? ESCAPE '\')`, like, like, like)
	}
	if q.Incident != "" {
		db = db.Where("id IN (SELECT review_id FROM review_incidents JOIN incidents ON incidents.id = incident_id WHERE public_id = ?)", q.Incident)
	}
	if q.Before != "" {
		db = db.Where("id < (SELECT id FROM reviews WHERE public_id = ?)", q.Before)
	}
	if q.Limit <= 0 {
		q.Limit = 50
	}
	return db.Limit(min(q.Limit, maxListed))
}

// Review returns one review with all its parts, and the public updates of its
// incidents in its timeline.
func (s *Store) Review(ctx context.Context, publicID string) (Review, error) {
	r, err := find[Review](ctx, s, publicID, "review")
	if err != nil {
		return Review{}, err
	}
	return r, s.fill(ctx, &r)
}

// reviewByID returns one review with all its parts.
func (s *Store) reviewByID(ctx context.Context, id int64) (Review, error) {
	r, err := gorm.G[Review](s.query(ctx)).Where("id = ?", id).Take(ctx)
	if err != nil {
		return Review{}, models.Fault(err, "review")
	}
	return r, s.fill(ctx, &r)
}

// fill reads the parts of a review.
func (s *Store) fill(ctx context.Context, r *Review) error {
	one := []Review{*r}
	if err := s.fillLinks(ctx, one); err != nil {
		return err
	}
	*r = one[0]
	for _, read := range []func(context.Context, *Review) error{s.fillIncidents, s.fillGraphs, s.fillTimeline, s.fillPoints, s.fillActions, s.fillParticipants, s.fillTalk, s.fillOwn} {
		if err := read(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// fillLinks reads which incidents reviews cover, and their drafts.
func (s *Store) fillLinks(ctx context.Context, rs []Review) error {
	at, err := s.fillIncidentIDs(ctx, rs)
	if err != nil {
		return err
	}
	ds, err := gorm.G[Draft](s.query(ctx)).Where("review_id IN ?", slices.Collect(maps.Keys(at))).Find(ctx)
	for i := range ds {
		r := at[ds[i].ReviewID]
		r.Draft = &ds[i]
		r.Draft.Review = r.PublicID
	}
	if err != nil {
		return models.Fault(err, "draft")
	}
	return s.fillOutdated(ctx, ds)
}

// fillOutdated notes on drafts whether their review changed since they went out.
func (s *Store) fillOutdated(ctx context.Context, ds []Draft) error {
	var out []int64
	for _, d := range ds {
		if d.PostmortemID != nil {
			out = append(out, *d.PostmortemID)
		}
	}
	changed, err := s.OutdatedPostmortems(ctx, out)
	for i, d := range ds {
		ds[i].Outdated = d.PostmortemID != nil && changed[*d.PostmortemID]
	}
	return err
}

// fillIncidentIDs reads which incidents reviews cover, and returns the reviews by
// row id.
func (s *Store) fillIncidentIDs(ctx context.Context, rs []Review) (map[int64]*Review, error) {
	at, ids := map[int64]*Review{}, make([]int64, len(rs))
	for i := range rs {
		at[rs[i].ID], ids[i] = &rs[i], rs[i].ID
	}
	for some := range slices.Chunk(ids, 500) {
		var links []struct{ ReviewID, IncidentID int64 }
		err := s.query(ctx).Raw("SELECT review_id, incident_id FROM review_incidents WHERE review_id IN ? ORDER BY incident_id", some).Scan(&links).Error
		if err != nil {
			return nil, models.Fault(err, "review")
		}
		for _, l := range links {
			at[l.ReviewID].IncidentIDs = append(at[l.ReviewID].IncidentIDs, l.IncidentID)
		}
	}
	return at, nil
}

// fillTalk reads what was answered and held to write a review, for signatures.
func (s *Store) fillTalk(ctx context.Context, r *Review) (err error) {
	if r.answers, err = gorm.G[answer](s.query(ctx)).Where("review_id = ?", r.ID).Order("question").Find(ctx); err != nil {
		return models.Fault(err, "answer")
	}
	r.meetings, err = s.Meetings(ctx, *r)
	return err
}

func (s *Store) fillIncidents(ctx context.Context, r *Review) (err error) {
	set, err := s.site.Settings(ctx)
	if err != nil {
		return err
	}
	r.severities = set.SeverityNames()
	if len(r.IncidentIDs) > 0 {
		r.Incidents, err = s.site.IncidentsByID(ctx, r.IncidentIDs)
		slices.Reverse(r.Incidents)
	}
	return err
}

// StartReview starts a review of incidents, or of something that never became
// one.
func (s *Store) StartReview(ctx context.Context, n NewReview) (r Review, err error) {
	err = s.deed(ctx, func(s *Store) error {
		incidents, err := s.incidents(ctx, n.IncidentIDs)
		if err != nil {
			return err
		}
		rules, err := s.Deadlines(ctx)
		if err != nil {
			return err
		}
		r = n.review(incidents, rules)
		r.PublicID, r.CreatedBy = models.NewID(), models.ActorOf(ctx).ID
		r.CreatedAt, r.UpdatedAt = s.Now(), s.Now()
		if err := r.check(); err != nil {
			return err
		}
		if err := gorm.G[Review](s.query(ctx)).Create(ctx, &r); err != nil {
			return models.Fault(err, "review")
		}
		if err := s.cover(ctx, r.ID, incidents); err != nil {
			return err
		}
		if err := s.gather(ctx, &r, func(string) bool { return true }); err != nil {
			return err
		}
		if err := s.record(ctx, "review.started", "review", r.PublicID, nil, map[string]any{"incidents": n.IncidentIDs, "severity": r.Severity}); err != nil {
			return err
		}
		if err := s.fill(ctx, &r); err != nil {
			return err
		}
		if err := s.note(ctx, r.ID); err != nil {
			return err
		}
		return s.wrote(ctx, Review{Incidents: r.Incidents, Timeline: r.Timeline}, r)
	})
	return r, err
}

// review is the new review of incidents, with what they already tell.
func (n NewReview) review(incidents []models.Incident, rules Deadlines) Review {
	r := Review{State: Open, Version: 1, FactsVersion: 1, Title: clean(n.Title), Severity: n.Severity, Priority: n.Priority,
		Environment: clean(n.Environment), DetectionSource: n.DetectionSource, Facilitator: clean(n.Facilitator),
		Commander: clean(n.Commander), Responders: clean(n.Responders), SupportCases: n.SupportCases,
		SLAEffect: clean(n.SLAEffect), Toll: n.Toll, Vendor: clean(n.Vendor), OutsideNumbers: clean(n.OutsideNumbers), Overview: clean(n.Overview), Description: clean(n.Description)}
	r.Toll.WorstCase = clean(r.Toll.WorstCase)
	for _, i := range incidents {
		if r.Title == "" {
			r.Title = i.Title
		}
		if i.Severity > 0 && n.Severity == 0 && (r.Severity == 0 || i.Severity < r.Severity) {
			r.Severity = i.Severity
		}
	}
	r.Incidents = incidents
	r.DueAt = r.reviewDue(rules)
	return r
}

// incidents reads the incidents of public ids.
func (s *Store) incidents(ctx context.Context, publicIDs []string) ([]models.Incident, error) {
	var incidents []models.Incident
	seen := map[string]bool{}
	for _, id := range publicIDs {
		if seen[id] {
			continue
		}
		seen[id] = true
		i, err := s.site.Incident(ctx, id)
		if models.KindOf(err) == models.NotFound && err != nil {
			return nil, &models.Error{Kind: models.Invalid, Message: "One of the incidents does not exist: " + id + ".", Err: err,
				Fields: map[string]string{"incident_ids": "There is no incident " + id + "."}}
		}
		if err != nil {
			return nil, err
		}
		incidents = append(incidents, i)
	}
	return incidents, nil
}

// cover writes which incidents a review covers.
func (s *Store) cover(ctx context.Context, reviewID int64, incidents []models.Incident) error {
	if err := s.query(ctx).Exec("DELETE FROM review_incidents WHERE review_id = ?", reviewID).Error; err != nil {
		return models.Fault(err, "review")
	}
	for _, i := range incidents {
		err := s.query(ctx).Exec("INSERT INTO review_incidents (review_id, incident_id) VALUES (?, ?)", reviewID, i.ID).Error
		if err != nil {
			return models.Fault(err, "review")
		}
	}
	return nil
}

// EditReview changes the facts and the analysis of a review.
func (s *Store) EditReview(ctx context.Context, publicID string, e ReviewEdit) (r Review, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if r, err = s.Review(ctx, publicID); err != nil {
			return err
		}
		at := row{"reviews", "review", r.ID, r.Version, e.Version}
		c := e.apply(&r)
		covered, err := s.editCover(ctx, &r, e.IncidentIDs, c)
		if err != nil {
			return err
		}
		if err := r.check(); err != nil {
			return err
		}
		if err := cmp.Or(at.fresh(), r.factsFresh(e.FactsVersion)); err != nil || len(c.set) == 0 {
			return err
		}
		err = s.changing(ctx, r.ID, func() error {
			if err := s.writeReview(ctx, at, &r, c); err != nil {
				return err
			}
			if covered {
				if err := s.cover(ctx, r.ID, r.Incidents); err != nil {
					return err
				}
			}
			return s.record(ctx, "review.edited", "review", r.PublicID, c.before, c.after)
		})
		if err != nil {
			return err
		}
		r, err = s.Review(ctx, publicID)
		return err
	})
	return r, err
}

// factsFresh fails as Stale when the person had older facts before them.
func (r Review) factsFresh(asked int64) error {
	if asked != 0 && asked != r.FactsVersion {
		return models.StaleEdit("review")
	}
	return nil
}

// writeReview writes the changes of an edit, and moves the versions of those
// parts of the review that have one of their own.
func (s *Store) writeReview(ctx context.Context, at row, r *Review, c *changes) error {
	own := []string{"facilitator", "commander", "responders"}
	for _, section := range written {
		own = append(own, string(section.name))
	}
	for column := range c.set {
		if !slices.Contains(own, column) {
			r.FactsVersion++
			c.set["facts_version"] = r.FactsVersion
			break
		}
	}
	if err := s.amend(ctx, at, c); err != nil {
		return err
	}
	if err := s.gather(ctx, r, func(column string) bool { return c.touches(column) }); err != nil {
		return err
	}
	return s.markSections(ctx, r, c)
}

// editCover changes which incidents a review covers, when another list is given;
// it is written with the review.
func (s *Store) editCover(ctx context.Context, r *Review, publicIDs *[]string, c *changes) (changed bool, err error) {
	if publicIDs == nil {
		return false, nil
	}
	incidents, err := s.incidents(ctx, *publicIDs)
	if err != nil {
		return false, err
	}
	r.Incidents = incidents
	if covers(r.IncidentIDs, incidents) {
		return false, nil
	}
	c.after["incidents"] = *publicIDs
	rules, err := s.Deadlines(ctx)
	if err != nil {
		return false, err
	}
	if due := r.reviewDue(rules); r.DueAt == nil && due != nil {
		c.moment("due_at", &r.DueAt, due)
	}
	c.set["updated_at"] = s.Now() // the list is a table of its own; the version moves with it
	return true, nil
}

// covers reports whether ids are exactly those of incidents.
func covers(ids []int64, incidents []models.Incident) bool {
	return len(ids) == len(incidents) && !slices.ContainsFunc(incidents, func(i models.Incident) bool { return !slices.Contains(ids, i.ID) })
}

// CompleteReview closes a review. Without an action item for right now, or without
// any factor or learning, it needs a note that says why. version is the one that was read; 0 is any.
func (s *Store) CompleteReview(ctx context.Context, publicID, note string, version int64) (r Review, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if r, err = s.Review(ctx, publicID); err != nil {
			return err
		}
		open, err := s.openThreads(ctx, r)
		if err := cmp.Or(err, errUnsettled(r, open)); err != nil {
			return err
		}
		if err := r.complete(note, s.Now()); err != nil {
			return err
		}
		c := newChanges()
		c.set["state"], c.set["completed_at"], c.set["completion_note"] = r.State, *r.CompletedAt, r.CompletionNote
		if err := s.amend(ctx, row{"reviews", "review", r.ID, r.Version, version}, c); err != nil {
			return err
		}
		r.Version++
		if err := s.touch(ctx, r.ID); err != nil {
			return err
		}
		return s.record(ctx, "review.completed", "review", r.PublicID, nil, map[string]any{"note": fingerprint(r.CompletionNote)})
	})
	return r, err
}
