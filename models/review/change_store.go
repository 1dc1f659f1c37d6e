package review

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// TimelineChange is a change of one or several lines of a timeline that can be
// undone.
type TimelineChange struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	What      string // "7 entries: brought us closer"
	MadeBy    string
	Before    string // JSON of linesBefore
	CreatedAt time.Time
	UndoneAt  *time.Time
}

// TableName names the table of changes.
func (TimelineChange) TableName() string { return "timeline_changes" }

// linesBefore is what a change is undone to.
type linesBefore struct {
	Entries []Entry          // as they were
	Remarks []Remark         // as they were; version 0: there was none
	Added   []string         // entries that were not there
	Now     map[string]int64 // version of each line after the change
}

// keepChange notes a change, so that it can be undone.
func (s *Store) keepChange(ctx context.Context, reviewID int64, what string, b linesBefore) error {
	text, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("timeline change: %w", err)
	}
	c := TimelineChange{PublicID: models.NewID(), ReviewID: reviewID, What: what, MadeBy: models.ActorOf(ctx).Name, Before: string(text), CreatedAt: s.Now()}
	return models.Fault(gorm.G[TimelineChange](s.query(ctx)).Create(ctx, &c), "timeline change")
}

// LastChange is the newest change of a review's timeline that can be undone; nil
// when there is none of the last day.
func (s *Store) LastChange(ctx context.Context, reviewID string) (*TimelineChange, error) {
	var list []TimelineChange
	err := s.query(ctx).Where("review_id = (SELECT id FROM reviews WHERE public_id = ?) AND undone_at IS NULL AND created_at > ?", reviewID, s.Now().AddDate(0, 0, -1)).
		Order("id DESC").Limit(1).Find(&list).Error
	if err != nil || len(list) == 0 {
		return nil, models.Fault(err, "timeline change")
	}
	return &list[0], nil
}

// UndoChange takes a change of a timeline back. Lines that somebody changed since
// stay as they are; kept says how many.
func (s *Store) UndoChange(ctx context.Context, reviewID, changeID string) (kept int, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		c, err := gorm.G[TimelineChange](s.query(ctx)).Where("public_id = ? AND review_id = ?", changeID, r.ID).Take(ctx)
		if err != nil {
			return models.Fault(err, "change")
		}
		if c.UndoneAt != nil {
			return models.Fail(models.Conflict, "This was undone already.")
		}
		var b linesBefore
		if err := json.Unmarshal([]byte(c.Before), &b); err != nil {
			return fmt.Errorf("timeline change: %w", err)
		}
		return s.changing(ctx, r.ID, func() error {
			if kept, err = s.undoLines(ctx, r.ID, b); err != nil {
				return err
			}
			if err := s.query(ctx).Exec("UPDATE timeline_changes SET undone_at = ? WHERE id = ?", s.Now(), c.ID).Error; err != nil {
				return models.Fault(err, "timeline change")
			}
			return s.record(ctx, "timeline.undone", "review", reviewID, nil, map[string]any{"change": c.What, "kept": kept})
		})
	})
	return kept, err
}

// undoLines puts lines back as they were.
func (s *Store) undoLines(ctx context.Context, reviewID int64, b linesBefore) (kept int, err error) {
	tally := func(done bool, err error) error {
		if err == nil && !done {
			kept++
		}
		return err
	}
	for _, id := range b.Added {
		done := s.query(ctx).Exec("DELETE FROM timeline_entries WHERE public_id = ? AND review_id = ? AND version = ?", id, reviewID, b.Now[id])
		if err := tally(done.RowsAffected > 0, done.Error); err != nil {
			return kept, models.Fault(err, "timeline entry")
		}
	}
	for _, e := range b.Entries {
		if err := tally(s.putBack(ctx, e, b.Now)); err != nil {
			return kept, err
		}
	}
	for _, m := range b.Remarks {
		done := s.query(ctx).Exec(`UPDATE timeline_remarks SET kind = ?, phase = ?, effect = ?, thought = ?, hidden = ?, version = version + 1, updated_at = ?
			WHERE review_id = ? AND line = ? AND version = ?`, m.Kind, m.Phase, m.Effect, m.Thought, m.Hidden, s.Now(), reviewID, m.Line, b.Now[m.Line])
		if err := tally(done.RowsAffected > 0, done.Error); err != nil {
			return kept, models.Fault(err, "timeline line")
		}
	}
	return kept, nil
}

// putBack restores one entry: its fields where it still is as the change left it,
// the whole of it where it was deleted.
func (s *Store) putBack(ctx context.Context, e Entry, now map[string]int64) (done bool, err error) {
	version, stands := now[e.PublicID]
	if !stands {
		e.ID, e.UpdatedAt = 0, s.Now()
		return true, models.Fault(gorm.G[Entry](s.query(ctx)).Create(ctx, &e), "timeline entry")
	}
	put := s.query(ctx).Table("timeline_entries").Where("public_id = ? AND version = ?", e.PublicID, version).Updates(map[string]any{
		"at": e.At, "kind": e.Kind, "phase": e.Phase, "who": e.Who, "what": e.What, "effect": e.Effect, "thought": e.Thought, "position": e.Position,
		"public_text": e.PublicText, "public_by": e.PublicBy, "version": version + 1, "updated_at": s.Now()})
	return put.RowsAffected > 0, models.Fault(put.Error, "timeline entry")
}
