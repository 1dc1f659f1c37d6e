package review

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

// highest comes after every word that begins with what it follows.
const highest = "\U0010ffff"

// Search finds reviews. Those in which the words count most come first; without
// words the newest.
func (s *Store) Search(ctx context.Context, q Search) (Found, error) {
	q.Limit = min(q.Limit, 100)
	if q.Limit <= 0 {
		q.Limit = 20
	}
	terms := q.terms()
	if len(terms) == 0 && strings.TrimSpace(q.Words+q.Factor+q.Person+q.Vendor) != "" {
		return Found{}, nil // signs alone are no words
	}
	sql, args := q.sql(terms)
	var rows []struct {
		ReviewID, Total int64
	}
	if err := s.query(ctx).Raw(sql, args...).Scan(&rows).Error; err != nil {
		return Found{}, models.Fault(err, "review")
	}
	if len(rows) == 0 {
		return Found{}, nil
	}
	ids := make([]int64, len(rows))
	for n, r := range rows {
		ids[n] = r.ReviewID
	}
	hits, err := s.hits(ctx, ids, terms)
	return Found{Total: int(rows[0].Total), Reviews: hits}, err
}

// sql is the question for one page of row ids, each with how many there are in
// all. Every term adds what its best place in a review weighs. More than every
// term cannot be met: ">=" stands there since PostgreSQL takes "=" for a sign that
// hardly a review is left, and then looks at all of them for each.
func (q Search) sql(terms []term) (string, []any) {
	var b strings.Builder
	var args []any
	b.WriteString("SELECT f.review_id, COUNT(*) OVER () AS total FROM review_figures f")
	if len(terms) > 0 {
		b.WriteString(" JOIN (SELECT review_id, SUM(weight) AS score FROM (")
		for n, t := range terms {
			if n > 0 {
				b.WriteString(" UNION ALL ")
			}
			b.WriteString("SELECT review_id, MAX(weight) AS weight FROM review_words WHERE ")
			args = append(args, t.where(&b)...)
			b.WriteString(" GROUP BY review_id")
		}
		b.WriteString(") AS met GROUP BY review_id HAVING COUNT(*) >= ?) AS m ON m.review_id = f.review_id")
		args = append(args, len(terms))
	}
	b.WriteString(" WHERE 1 = 1")
	for _, cond := range q.conditions() {
		b.WriteString(" AND " + cond.sql)
		args = append(args, cond.arg)
	}
	order := " ORDER BY f.at DESC, f.review_id DESC"
	if len(terms) > 0 {
		order = " ORDER BY m.score DESC, f.at DESC, f.review_id DESC"
	}
	b.WriteString(order + " LIMIT ? OFFSET ?")
	return b.String(), append(args, q.Limit, q.Skip)
}

// where writes the condition under which a kept word is meant.
func (t term) where(b *strings.Builder) []any {
	args := []any{t.word}
	if t.starts() {
		b.WriteString("word >= ? AND word < ?")
		args = append(args, t.word+highest)
	} else {
		b.WriteString("word = ?")
	}
	if t.parts != nil {
		b.WriteString(" AND part IN ?")
		args = append(args, t.parts)
	}
	return args
}

// condition is one further demand on the figures f.
type condition struct {
	sql string
	arg any
}

func (q Search) conditions() []condition {
	var list []condition
	put := func(given bool, sql string, arg any) {
		if given {
			list = append(list, condition{sql, arg})
		}
	}
	put(q.Component != 0, "f.components LIKE ?", "%,"+digits(q.Component)+",%")
	put(q.Severity != 0, "f.severity = ?", q.Severity)
	put(!q.From.IsZero(), "f.at >= ?", utc(q.From))
	put(!q.Until.IsZero(), "f.at < ?", utc(q.Until))
	return list
}

// hits reads the reviews of a page, in its order, with their snippets.
func (s *Store) hits(ctx context.Context, ids []int64, terms []term) ([]Hit, error) {
	figures, err := s.figuresWhere(ctx, "review_id IN ?", ids)
	if err != nil {
		return nil, err
	}
	var rs []Review
	if len(terms) > 0 { // without words nothing is to be shown of the texts
		if rs, err = s.readWhole(ctx, ids); err != nil {
			return nil, err
		}
	}
	hits := make([]Hit, 0, len(ids))
	for _, id := range ids {
		f := slices.IndexFunc(figures, func(f Figures) bool { return f.ReviewID == id })
		r := slices.IndexFunc(rs, func(r Review) bool { return r.ID == id })
		switch {
		case f >= 0 && r >= 0:
			hits = append(hits, Hit{figures[f], snippets(rs[r], terms)})
		case f >= 0 && len(terms) == 0:
			hits = append(hits, Hit{Figures: figures[f]})
		}
	}
	return hits, nil
}

// readWhole reads several reviews with all their parts, a question for each kind
// of part.
func (s *Store) readWhole(ctx context.Context, ids []int64) ([]Review, error) {
	rs, err := gorm.G[Review](s.query(ctx)).Where("id IN ?", ids).Order("id").Find(ctx)
	if err != nil {
		return nil, models.Fault(err, "review")
	}
	if err := s.fillLinks(ctx, rs); err != nil {
		return nil, err
	}
	at := map[int64]*Review{}
	var incidentIDs []int64
	for n := range rs {
		at[rs[n].ID] = &rs[n]
		incidentIDs = append(incidentIDs, rs[n].IncidentIDs...)
	}
	incidents, err := s.site.IncidentsByID(ctx, incidentIDs)
	if err != nil {
		return nil, err
	}
	for n := range rs {
		for i := len(incidents) - 1; i >= 0; i-- {
			if slices.Contains(rs[n].IncidentIDs, incidents[i].ID) {
				rs[n].Incidents = append(rs[n].Incidents, incidents[i])
			}
		}
	}
	if err := s.readOwn(ctx, ids, at); err != nil {
		return nil, err
	}
	return rs, s.readParts(ctx, ids, at)
}

// readParts reads entries, factors, learnings and action items of reviews.
func (s *Store) readParts(ctx context.Context, ids []int64, at map[int64]*Review) error {
	entries, err := gorm.G[Entry](s.query(ctx)).Where("review_id IN ?", ids).Order("review_id, at, id").Find(ctx)
	if err != nil {
		return models.Fault(err, "timeline entry")
	}
	for _, e := range entries {
		at[e.ReviewID].Timeline = append(at[e.ReviewID].Timeline, e)
	}
	graphs, err := gorm.G[Graph](s.query(ctx)).Where("review_id IN ?", ids).Order("review_id, id").Find(ctx)
	if err != nil {
		return models.Fault(err, "graph")
	}
	for _, g := range graphs {
		at[g.ReviewID].Graphs = append(at[g.ReviewID].Graphs, g)
	}
	for _, r := range at {
		r.Timeline = merge(r.Timeline, r.Incidents, nil, nil, nil, models.SeverityNames{})
	}
	for _, l := range []list{factors, learnings} {
		points, err := gorm.G[point](s.query(ctx)).Table(l.table).Where("review_id IN ?", ids).Order("review_id, position, id").Find(ctx)
		if err != nil {
			return models.Fault(err, l.noun)
		}
		for _, p := range points {
			if r := at[p.ReviewID]; l == factors {
				r.Factors = append(r.Factors, Factor(p))
			} else {
				r.Learnings = append(r.Learnings, p.learning())
			}
		}
	}
	people, err := gorm.G[Participant](s.query(ctx)).Where("review_id IN ?", ids).Order("review_id, id").Find(ctx)
	if err != nil {
		return models.Fault(err, "participant")
	}
	for _, p := range people {
		at[p.ReviewID].Participants = append(at[p.ReviewID].Participants, p)
	}
	actions, err := gorm.G[Action](s.query(ctx)).Where("review_id IN ?", ids).Order("review_id, position, id").Find(ctx)
	for _, a := range actions {
		at[a.ReviewID].Actions = append(at[a.ReviewID].Actions, a)
	}
	return models.Fault(err, "action item")
}

// Vendors lists the vendors that reviews name, in alphabetical order.
func (s *Store) Vendors(ctx context.Context) ([]string, error) {
	var lists []string
	if err := s.query(ctx).Raw("SELECT DISTINCT vendor FROM review_figures WHERE vendor <> ''").Scan(&lists).Error; err != nil {
		return nil, models.Fault(err, "review")
	}
	var names []string
	for _, l := range lists {
		names = append(names, vendors(l)...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
