package review

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// Meetings returns the meetings of a review, oldest first.
func (s *Store) Meetings(ctx context.Context, r Review) ([]Meeting, error) {
	list, err := gorm.G[Meeting](s.query(ctx)).Where("review_id = ?", r.ID).Order("held_at, id").Find(ctx)
	return list, models.Fault(err, "meeting")
}

// AddMeeting writes a meeting down.
func (s *Store) AddMeeting(ctx context.Context, reviewID string, n NewMeeting) (m Meeting, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		m = Meeting{PublicID: models.NewID(), ReviewID: r.ID, HeldAt: utc(n.HeldAt), Minutes: n.Minutes, Attendees: clean(n.Attendees), Notes: clean(n.Notes),
			Version: 1, CreatedAt: s.Now(), UpdatedAt: s.Now()}
		if err := m.check(s.Now()); err != nil {
			return err
		}
		return s.changed(ctx, r.ID, func() error {
			if err := gorm.G[Meeting](s.query(ctx)).Create(ctx, &m); err != nil {
				return models.Fault(err, "meeting")
			}
			return s.record(ctx, "meeting.added", "review", reviewID, nil, map[string]any{"meeting": m.PublicID, "held_at": m.HeldAt, "minutes": m.Minutes, "notes": fingerprint(m.Notes)})
		})
	})
	return m, err
}

// EditMeeting changes what is written of a meeting.
func (s *Store) EditMeeting(ctx context.Context, publicID string, e MeetingEdit) (m Meeting, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if m, err = find[Meeting](ctx, s, publicID, "meeting"); err != nil {
			return err
		}
		c := e.apply(&m)
		if err := m.check(s.Now()); err != nil {
			return err
		}
		at := row{"review_meetings", "meeting", m.ID, m.Version, e.Version}
		if err := at.fresh(); err != nil || len(c.set) == 0 {
			return err
		}
		m.Version++
		return s.changed(ctx, m.ReviewID, func() error {
			if err := s.amend(ctx, at, c); err != nil {
				return err
			}
			return s.record(ctx, "meeting.edited", "meeting", publicID, c.before, c.after)
		})
	})
	return m, err
}

// DeleteMeeting takes a meeting away. version is the one that was read; 0 is
// any.
func (s *Store) DeleteMeeting(ctx context.Context, publicID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		m, err := find[Meeting](ctx, s, publicID, "meeting")
		if err != nil {
			return err
		}
		return s.changed(ctx, m.ReviewID, func() error {
			if err := s.remove(ctx, row{"review_meetings", "meeting", m.ID, m.Version, version}); err != nil {
				return err
			}
			return s.record(ctx, "meeting.deleted", "meeting", publicID, map[string]any{"held_at": m.HeldAt, "notes": fingerprint(m.Notes)}, nil)
		})
	})
}
