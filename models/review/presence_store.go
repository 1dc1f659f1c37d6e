package review

import (
	"context"

	"vitrine/models"
)

// arrive writes that somebody is there. In a section it does nothing while
// another one of whom something was heard lately writes there, unless it takes
// over.
const arrive = `INSERT INTO review_presences (review_id, section, reader, user_id, since, seen_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (review_id, section, reader) DO UPDATE SET user_id = excluded.user_id, seen_at = excluded.seen_at,
  since = CASE WHEN review_presences.user_id = excluded.user_id AND review_presences.seen_at >= ? THEN review_presences.since ELSE excluded.since END
WHERE review_presences.user_id = excluded.user_id OR review_presences.seen_at < ? OR ? = 1`

const (
	leave  = "DELETE FROM review_presences WHERE review_id = ? AND section = ? AND reader = ? AND user_id = ?"
	forget = "DELETE FROM review_presences WHERE seen_at < ?"
)

// Beat says that the one who asks has a review open, and returns who else has.
// No deed: it changes nothing that lasts, and the trail does not hear of it.
func (s *Store) Beat(ctx context.Context, reviewID string, b Beat) (Room, error) {
	r, err := s.beaten(ctx, reviewID, b.Section)
	if err != nil {
		return Room{}, err
	}
	if b.Section != "" && r.text(b.Section) == nil {
		return Room{}, errNoSection
	}
	row := presenceRow{r.ID, b.Section, models.ActorOf(ctx).ID}
	if b.Leave || b.Take || s.presences.due(row, s.Now()) {
		if err := s.writePresence(ctx, row, b); err != nil {
			return Room{}, err
		}
	}
	return s.room(ctx, r)
}

// beaten is the review that a beat is about, with the section that is written in.
func (s *Store) beaten(ctx context.Context, reviewID string, name Section) (r Review, err error) {
	if name.Own() {
		r, _, err = s.sectioned(ctx, reviewID)
		return r, err
	}
	return find[Review](ctx, s, reviewID, "review")
}

func (s *Store) writePresence(ctx context.Context, row presenceRow, b Beat) error {
	now, reader, take := s.Now(), row.user, 0
	if row.section != "" {
		reader = 0
	}
	if b.Take {
		take = 1
	}
	gone := now.Add(-FadesAfter)
	err := s.db.Tx(ctx, func(tx *models.Tx) error {
		q := tx.DB().WithContext(ctx)
		if b.Leave {
			return q.Exec(leave, row.review, row.section, reader, row.user).Error
		}
		if err := q.Exec(forget, now.Add(-20*FadesAfter)).Error; err != nil {
			return err
		}
		return q.Exec(arrive, row.review, row.section, reader, row.user, now, now, gone, gone, take).Error
	})
	if err == nil {
		s.presences.wrote(row, now, !b.Leave)
	}
	return models.Fault(err, "presence")
}

// Room returns who has a review open.
func (s *Store) Room(ctx context.Context, reviewID string) (Room, error) {
	r, err := find[Review](ctx, s, reviewID, "review")
	if err != nil {
		return Room{}, err
	}
	return s.room(ctx, r)
}

func (s *Store) room(ctx context.Context, r Review) (Room, error) {
	now := s.Now()
	if room, ok := s.presences.room(r.ID, now); ok {
		return room, nil
	}
	room := Room{Versions: map[Section]int64{}}
	const there = `SELECT user_id, users.name, section, since, seen_at FROM review_presences JOIN users ON users.id = user_id
WHERE review_id = ? AND seen_at >= ? ORDER BY section, since, user_id`
	if err := s.query(ctx).Raw(there, r.ID, now.Add(-FadesAfter)).Scan(&room.Present).Error; err != nil {
		return Room{}, models.Fault(err, "presence")
	}
	var marks []sectionMark
	if err := s.query(ctx).Raw("SELECT section, version FROM review_sections WHERE review_id = ?", r.ID).Scan(&marks).Error; err != nil {
		return Room{}, models.Fault(err, "section")
	}
	for _, m := range marks {
		room.Versions[m.Section] = m.Version
	}
	const count = "SELECT COUNT(*) AS comments, COUNT(settled_at) AS settled FROM review_comments WHERE review_id = ?"
	if err := s.query(ctx).Raw(count, r.ID).Row().Scan(&room.Comments, &room.Settled); err != nil {
		return Room{}, models.Fault(err, "comment")
	}
	s.presences.keep(r.ID, room, now)
	return room, nil
}
