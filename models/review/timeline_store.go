package review

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"vitrine/models"
)

// fillTimeline reads the entries of a review and merges what comes by itself. In
// a deed mails and alerts are left out: they change nothing that a deed looks at.
func (s *Store) fillTimeline(ctx context.Context, r *Review) error {
	entries, err := gorm.G[Entry](s.query(ctx)).Where("review_id = ?", r.ID).Order("at, position, id").Find(ctx)
	if err != nil {
		return models.Fault(err, "timeline entry")
	}
	r.remarks, err = gorm.G[Remark](s.query(ctx)).Where("review_id = ?", r.ID).Order("line").Find(ctx)
	if err != nil {
		return models.Fault(err, "timeline line")
	}
	mails, alerts, err := s.besides(ctx, r.Incidents)
	if err != nil {
		return err
	}
	r.Timeline = merge(append(entries, seenAt(r.Graphs)...), r.Incidents, mails, alerts, r.remarks, r.severities)
	if err := s.fillBeside(ctx, r, r.remarks); err != nil {
		return err
	}
	r.Intervals, err = gorm.G[Interval](s.query(ctx)).Where("review_id = ?", r.ID).Order("starts_at, id").Find(ctx)
	return models.Fault(err, "impact interval")
}

// fillBeside adds what stands beside the lines of the timeline: the names of the
// components that updates speak of; and in a deed, which reads neither mails nor
// alerts, what people said of those.
func (s *Store) fillBeside(ctx context.Context, r *Review, remarks []Remark) error {
	r.unseen = nil
	if s.tx != nil {
		for _, m := range remarks {
			if e, ok := m.unseen(); ok {
				r.unseen = append(r.unseen, e)
			}
		}
	}
	if !slices.ContainsFunc(r.Timeline, func(e Entry) bool { return len(e.Statuses) > 0 }) {
		return nil
	}
	names, err := s.componentNames(ctx)
	for _, e := range r.Timeline {
		for n := range e.Statuses {
			e.Statuses[n].Name = names[e.Statuses[n].ComponentID]
		}
	}
	return err
}

// besides reads what other rooms know of incidents; in a deed nothing.
func (s *Store) besides(ctx context.Context, about []models.Incident) (mails []Mailing, alerts []Alert, err error) {
	if s.tx != nil || len(about) == 0 {
		return nil, nil, nil
	}
	if s.Mails != nil {
		if mails, err = s.Mails(ctx, about); err != nil {
			return nil, nil, err
		}
	}
	if s.Alerts != nil {
		alerts, err = s.Alerts(ctx, about)
	}
	return mails, alerts, err
}

// AddEntry adds a line to the timeline of a review.
func (s *Store) AddEntry(ctx context.Context, reviewID string, n NewEntry) (e Entry, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		e = n.entry()
		e.PublicID, e.ReviewID, e.CreatedAt, e.UpdatedAt = models.NewID(), r.ID, s.Now(), s.Now()
		e.PublicBy = wordedBy(ctx, e.PublicText)
		if err := e.check(); err != nil {
			return err
		}
		return s.changing(ctx, r.ID, func() error {
			if err := gorm.G[Entry](s.query(ctx)).Create(ctx, &e); err != nil {
				return models.Fault(err, "timeline entry")
			}
			return s.record(ctx, "timeline.added", "review", reviewID, nil,
				map[string]any{"entry": e.PublicID, "at": e.At, "kind": e.Kind, "public": e.PublicText != ""})
		})
	})
	return e, err
}

func (n NewEntry) entry() Entry {
	if n.Effect == "" {
		n.Effect = NoEffect
	}
	return Entry{At: utc(n.At), Kind: n.Kind, Phase: n.Phase, Who: clean(n.Who), What: clean(n.What), Effect: n.Effect,
		Thought: clean(n.Thought), PublicText: clean(n.PublicText), Version: 1}
}

// wordedBy is who wrote a public wording: the one who does the deed, nobody
// when there is none.
func wordedBy(ctx context.Context, text string) int64 {
	if text == "" {
		return 0
	}
	return models.ActorOf(ctx).ID
}

// EditEntry changes a line of a timeline.
func (s *Store) EditEntry(ctx context.Context, entryID string, edit EntryEdit) (e Entry, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if e, err = find[Entry](ctx, s, entryID, "timeline entry"); err != nil {
			return err
		}
		c := edit.apply(&e)
		if c.touches("public_text") {
			e.PublicBy = wordedBy(ctx, e.PublicText)
			c.set["public_by"] = e.PublicBy
		}
		if err := e.check(); err != nil {
			return err
		}
		return s.changing(ctx, e.ReviewID, func() error {
			err := s.amend(ctx, row{"timeline_entries", "timeline entry", e.ID, e.Version, edit.Version}, c)
			if err != nil || len(c.set) == 0 {
				return err
			}
			e.Version++
			return s.record(ctx, "timeline.edited", "timeline_entry", entryID, c.before, c.after)
		})
	})
	return e, err
}

// DeleteEntry takes a line out of a timeline. version is the one that was read;
// 0 is any.
func (s *Store) DeleteEntry(ctx context.Context, entryID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		e, err := find[Entry](ctx, s, entryID, "timeline entry")
		if err != nil {
			return err
		}
		return s.changing(ctx, e.ReviewID, func() error {
			if err := s.remove(ctx, row{"timeline_entries", "timeline entry", e.ID, e.Version, version}); err != nil {
				return err
			}
			if err := s.keepChange(ctx, e.ReviewID, "1 entry deleted", linesBefore{Entries: []Entry{e}, Now: map[string]int64{}}); err != nil {
				return err
			}
			return s.record(ctx, "timeline.deleted", "timeline_entry", entryID,
				map[string]any{"at": e.At, "kind": e.Kind, "what": fingerprint(e.What)}, nil)
		})
	})
}
