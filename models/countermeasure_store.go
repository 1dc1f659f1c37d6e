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

// keepCountermeasures makes the countermeasures of a postmortem those given in a
// revision. Those with a known public id are changed in place, those not given are
// removed.
func (s *Store) keepCountermeasures(ctx context.Context, postmortemID, revision int64, given []PublicCommitment) error {
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
		if err := s.keepCountermeasure(ctx, m, g, revision, int64(position)); err != nil {
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

func (s *Store) keepCountermeasure(ctx context.Context, m Countermeasure, g PublicCommitment, revision, position int64) error {
	now := s.Now()
	if m.ID == 0 || m.Body != g.Body || m.Reason != g.Reason {
		m.WordedIn = revision
	}
	same := m.WordedIn != revision && m.State == g.State && (g.DueOn == nil && m.DueOn == nil || g.DueOn != nil && sameDay(g.DueOn, m.DueOn))
	m.Body, m.DueOn, m.Position = g.Body, nil, position
	m.due(g.DueOn)
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

// due moves the day it is promised for; nil and the zero time are none.
func (m *Countermeasure) due(on *time.Time) {
	if m.DueOn = nil; on != nil && !on.IsZero() {
		due := day(*on)
		m.DueOn = &due
	}
}

func (m Countermeasure) columns() map[string]any {
	return map[string]any{"position": m.Position, "body": m.Body, "state": m.State, "reason": m.Reason,
		"due_on": m.DueOn, "done_at": m.DoneAt, "worded_in": m.WordedIn,
		"updated_at": m.UpdatedAt}
}

// SetCountermeasure says in public how far a countermeasure is. A dropped one
// needs its reason.
func (s *Store) SetCountermeasure(ctx context.Context, publicID string, state CountermeasureState, reason string) (Countermeasure, error) {
	return s.EditCountermeasure(ctx, publicID, CountermeasureEdit{State: &state, Reason: &reason})
}

// EditCountermeasure changes how far a countermeasure is and when it is due. What
// it was made of moves with it.
func (s *Store) EditCountermeasure(ctx context.Context, publicID string, e CountermeasureEdit) (m Countermeasure, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if m, err = gorm.G[Countermeasure](s.query(ctx), s.lock()...).Where("public_id = ?", publicID).Take(ctx); err != nil {
			return Fault(err, "countermeasure")
		}
		before := m
		if err := e.apply(&m, s.Now()); err != nil {
			return err
		}
		if m.Reason != before.Reason {
			if err := s.pass(ctx, nil, Text{"reason", m.Reason}); err != nil {
				return err
			}
		}
		if s.promises != nil {
			if err := s.promises.Moved(ctx, s.tx, before, m); err != nil {
				return err
			}
		}
		m.UpdatedAt = s.Now()
		if err := s.query(ctx).Model(&m).Where("id = ?", m.ID).Updates(m.columns()).Error; err != nil {
			return Fault(err, "countermeasure")
		}
		ps, err := s.PostmortemsByID(ctx, []int64{m.PostmortemID})
		if err != nil || len(ps) == 0 {
			return Fault(err, "postmortem")
		}
		if before.open() && settled(ps[0].Countermeasures) {
			if err := s.enqueue(ctx, CountermeasuresDone{m.PostmortemID}); err != nil {
				return err
			}
		}
		return s.recordPostmortem(ctx, ps[0], AuditEntry{Deed: "countermeasure.set", Before: before.told(), After: m.told()})
	})
	return m, err
}

// open reports whether the promise is still to be kept.
func (m Countermeasure) open() bool { return m.State == Planned || m.State == Underway }

// settled reports whether no promise is open any more and one was kept.
func settled(ms []Countermeasure) bool {
	done := func(m Countermeasure) bool { return m.State == Done }
	return slices.ContainsFunc(ms, done) && !slices.ContainsFunc(ms, Countermeasure.open)
}

// apply makes the edit, or says everything that is wrong with it.
func (e CountermeasureEdit) apply(m *Countermeasure, now time.Time) error {
	c := Complaints{}
	state, reason := m.State, m.Reason
	set(&state, e.State)
	if e.Reason != nil {
		reason = c.Body("reason", *e.Reason, 0, 1_000)
	}
	c.countermeasure("state", state, "-")
	if state == Dropped && reason == "" {
		c.Add("reason", "Say why the countermeasure was dropped: it was promised in public.")
	}
	m.reach(state, reason, now)
	if e.DueOn != nil {
		m.due(e.DueOn)
	}
	return c.Err()
}

func (m Countermeasure) told() map[string]any {
	return map[string]any{"countermeasure": m.PublicID, "state": m.State, "reason": m.Reason, "due_on": m.DueOn}
}
