package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// countermeasureStates lists the states a person may choose.
var countermeasureStates = []CountermeasureState{Planned, Underway, Done, Dropped}

func (c Complaints) countermeasure(field string, state CountermeasureState, reason string) {
	if !slices.Contains(countermeasureStates, state) {
		c.Add(field, "%q is no state of a countermeasure. Choose planned, in_progress, done or dropped.", state)
	}
	c.Body(field, reason, 0, 1_000)
	if state == Dropped && reason == "" {
		c.Add(field, "Say why the countermeasure was dropped: it was promised in public.")
	}
}

// keepCountermeasures makes the countermeasures of a postmortem the given ones.
// Those with a known public id are changed in place, those not given are removed.
func (s *Store) keepCountermeasures(ctx context.Context, postmortemID int64, given []PublicCommitment) error {
	old, err := gorm.G[Countermeasure](s.query(ctx)).Where("postmortem_id = ?", postmortemID).Find(ctx)
	if err != nil {
		return Fault(err, "countermeasure")
	}
	gone := map[string]Countermeasure{}
	for _, m := range old {
		gone[m.PublicID] = m
	}
	for position, g := range given {
		m, there := gone[g.PublicID]
		delete(gone, g.PublicID)
		if !there {
			m = Countermeasure{PublicID: g.PublicID, PostmortemID: postmortemID}
		}
		if err := s.keepCountermeasure(ctx, m, g, int64(position)); err != nil {
			return err
		}
	}
	for _, m := range gone {
		if _, err := gorm.G[Countermeasure](s.query(ctx)).Where("id = ?", m.ID).Delete(ctx); err != nil {
			return Fault(err, "countermeasure")
		}
	}
	return nil
}

func (s *Store) keepCountermeasure(ctx context.Context, m Countermeasure, g PublicCommitment, position int64) error {
	now := s.Now()
	same := m.Body == g.Body && m.State == g.State && m.Reason == g.Reason
	m.Body, m.DueOn, m.Position = g.Body, nil, position
	if g.DueOn != nil && !g.DueOn.IsZero() {
		due := day(*g.DueOn)
		m.DueOn = &due
	}
	m.reach(g.State, g.Reason, now)
	if m.ID == 0 {
		if m.CreatedAt, m.UpdatedAt = now, now; m.PublicID == "" {
			m.PublicID = NewID()
		}
		return Fault(gorm.G[Countermeasure](s.query(ctx)).Create(ctx, &m), "countermeasure")
	}
	if !same {
		m.UpdatedAt = now
	}
	return Fault(s.query(ctx).Model(&m).Where("id = ?", m.ID).Updates(m.columns()).Error, "countermeasure")
}

// reach moves the countermeasure to a state at a time.
func (m *Countermeasure) reach(state CountermeasureState, reason string, at time.Time) {
	if m.State, m.Reason = state, reason; state != Done {
		m.DoneAt = nil
	} else if m.DoneAt == nil {
		m.DoneAt = &at
	}
}

func (m Countermeasure) columns() map[string]any {
	return map[string]any{"position": m.Position, "body": m.Body, "state": m.State, "reason": m.Reason,
		"due_on": m.DueOn, "done_at": m.DoneAt, "updated_at": m.UpdatedAt}
}

// SetCountermeasure says in public how far a countermeasure is. A dropped one
// needs its reason.
func (s *Store) SetCountermeasure(ctx context.Context, publicID string, state CountermeasureState, reason string) (m Countermeasure, err error) {
	c := Complaints{}
	reason = c.Body("reason", reason, 0, 1_000)
	c.countermeasure("state", state, "-")
	if state == Dropped && reason == "" {
		c.Add("reason", "Say why the countermeasure was dropped: it was promised in public.")
	}
	if err := c.Err(); err != nil {
		return Countermeasure{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		if m, err = gorm.G[Countermeasure](s.query(ctx), s.lock()...).Where("public_id = ?", publicID).Take(ctx); err != nil {
			return Fault(err, "countermeasure")
		}
		if err := s.pass(ctx, nil, Text{"reason", reason}); err != nil {
			return err
		}
		before := map[string]any{"countermeasure": publicID, "state": m.State, "reason": m.Reason}
		m.reach(state, reason, s.Now())
		m.UpdatedAt = s.Now()
		if err := s.query(ctx).Model(&m).Where("id = ?", m.ID).Updates(m.columns()).Error; err != nil {
			return Fault(err, "countermeasure")
		}
		ps, err := s.PostmortemsByID(ctx, []int64{m.PostmortemID})
		if err != nil || len(ps) == 0 {
			return Fault(err, "postmortem")
		}
		return s.recordPostmortem(ctx, ps[0], AuditEntry{Deed: "countermeasure.set", Before: before,
			After: map[string]any{"countermeasure": publicID, "state": state, "reason": reason}})
	})
	return m, err
}
