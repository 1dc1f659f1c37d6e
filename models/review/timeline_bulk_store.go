package review

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"vitrine/models"
)

// AddEntries adds several lines to the timeline of a review, all or none.
func (s *Store) AddEntries(ctx context.Context, reviewID string, ns []NewEntry) (added []Entry, err error) {
	if len(ns) > maxMessages {
		return nil, models.Fail(models.TooLarge, "These are %d lines. Add at most %d at once.", len(ns), maxMessages)
	}
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil || len(ns) == 0 {
			return err
		}
		return s.changing(ctx, r.ID, func() error {
			added, err = s.insertEntries(ctx, r.ID, ns)
			if err != nil {
				return err
			}
			return s.record(ctx, "timeline.added", "review", reviewID, nil, map[string]any{"entries": len(added)})
		})
	})
	return added, err
}

// insertEntries writes new entries in their order, and how to undo that.
func (s *Store) insertEntries(ctx context.Context, reviewID int64, ns []NewEntry) ([]Entry, error) {
	entries, before := make([]Entry, len(ns)), linesBefore{Now: map[string]int64{}}
	for i, n := range ns {
		e := n.entry()
		e.PublicID, e.ReviewID, e.CreatedAt, e.UpdatedAt = models.NewID(), reviewID, s.Now(), s.Now()
		e.PublicBy = wordedBy(ctx, e.PublicText)
		if err := e.check(); err != nil {
			return nil, inLine(err, i+1, len(ns))
		}
		entries[i] = e
		before.Added, before.Now[e.PublicID] = append(before.Added, e.PublicID), e.Version
	}
	if err := s.query(ctx).CreateInBatches(&entries, 100).Error; err != nil {
		return nil, models.Fault(err, "timeline entry")
	}
	return entries, s.keepChange(ctx, reviewID, entriesIn(len(entries))+" added", before)
}

// inLine says in which of several lines something is wrong.
func inLine(err error, line, of int) error {
	if of == 1 || models.KindOf(err) != models.Invalid {
		return err
	}
	why := fmt.Sprintf("Line %d: %s", line, models.MessageOf(err))
	return &models.Error{Kind: models.Invalid, Message: why + " Nothing was added.", Fields: map[string]string{"text": why}, Err: err}
}

func entriesIn(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// LinesEdit changes what is not nil of several lines.
type LinesEdit struct {
	Kind   *EntryKind
	Phase  *Phase
	Effect *Effect
	Delete bool // entries go, lines that come by themselves are put aside
}

// what says the edit in words.
func (e LinesEdit) what(n int) string {
	if e.Delete {
		return entriesIn(n) + " deleted"
	}
	text := entriesIn(n)
	if e.Kind != nil {
		text += ", kind " + spoken(string(*e.Kind))
	}
	if e.Phase != nil {
		text += ", phase " + spoken(string(*e.Phase))
	}
	if e.Effect != nil {
		text += ", effect " + string(*e.Effect)
	}
	return text
}

// EditLines changes several lines of a timeline at once, all or none. It can be
// undone.
func (s *Store) EditLines(ctx context.Context, reviewID string, lines []string, edit LinesEdit) error {
	if len(lines) == 0 {
		return &models.Error{Kind: models.Invalid, Message: "Tick the entries first.", Fields: map[string]string{"lines": "Tick the entries first."}}
	}
	if !edit.Delete && edit.Kind == nil && edit.Phase == nil && edit.Effect == nil {
		return &models.Error{Kind: models.Invalid, Message: "Choose what to change of them.", Fields: map[string]string{"lines": "Choose what to change of them."}}
	}
	whole, err := s.Review(ctx, reviewID) // with the mails, which a deed does not read
	if err != nil {
		return err
	}
	return s.deed(ctx, func(s *Store) error {
		return s.changing(ctx, whole.ID, func() error {
			before := linesBefore{Now: map[string]int64{}}
			for _, id := range lines {
				if err := s.editLine(ctx, whole, id, edit, &before); err != nil {
					return err
				}
			}
			if err := s.keepChange(ctx, whole.ID, edit.what(len(lines)), before); err != nil {
				return err
			}
			return s.record(ctx, "timeline.edited", "review", reviewID, nil, map[string]any{"lines": lines, "change": edit.what(len(lines))})
		})
	})
}

// editLine changes one of several lines and notes how it was.
func (s *Store) editLine(ctx context.Context, r Review, id string, edit LinesEdit, before *linesBefore) error {
	at := slices.IndexFunc(r.Timeline, func(e Entry) bool { return e.PublicID == id })
	if at < 0 {
		return models.Fail(models.NotFound, "One of the entries is gone. Nothing was changed.")
	}
	if e := r.Timeline[at]; e.Merged {
		remark := RemarkEdit{Kind: edit.Kind, Phase: edit.Phase, Effect: edit.Effect}
		if edit.Delete {
			remark.Hidden = new(true)
		}
		was, now, err := s.putRemark(ctx, r.ID, e, remark)
		before.Remarks, before.Now[id] = append(before.Remarks, was), now.Version
		return err
	}
	e, err := find[Entry](ctx, s, id, "timeline entry")
	if err != nil || e.ReviewID != r.ID {
		return models.Fail(models.NotFound, "One of the entries is gone. Nothing was changed.")
	}
	before.Entries = append(before.Entries, e)
	if edit.Delete {
		return s.remove(ctx, row{"timeline_entries", "timeline entry", e.ID, e.Version, 0})
	}
	c := EntryEdit{Kind: edit.Kind, Phase: edit.Phase, Effect: edit.Effect}.apply(&e)
	if err := e.check(); err != nil {
		return err
	}
	before.Now[id] = e.Version
	if len(c.set) > 0 {
		before.Now[id]++
	}
	return s.amend(ctx, row{"timeline_entries", "timeline entry", e.ID, e.Version, 0}, c)
}

// MoveEntry moves an entry up (negative) or down among those of the same moment.
func (s *Store) MoveEntry(ctx context.Context, entryID string, by int) error {
	return s.deed(ctx, func(s *Store) error {
		e, err := find[Entry](ctx, s, entryID, "timeline entry")
		if err != nil {
			return err
		}
		same, err := gorm.G[Entry](s.query(ctx)).Where("review_id = ? AND at = ?", e.ReviewID, e.At).Order("position, id").Find(ctx)
		if err != nil {
			return models.Fault(err, "timeline entry")
		}
		from := slices.IndexFunc(same, func(o Entry) bool { return o.ID == e.ID })
		if from < 0 || by == 0 {
			return nil
		}
		to := min(max(from+by, 0), len(same)-1)
		if to == from {
			return models.Fail(models.Conflict, "Entries of one moment can change places; this one has no neighbour there. Change its time instead.")
		}
		same = slices.Insert(slices.Delete(same, from, from+1), to, e)
		return s.changing(ctx, e.ReviewID, func() error {
			for place, o := range same { // below zero: what is added later stands behind them
				if err := s.query(ctx).Exec("UPDATE timeline_entries SET position = ? WHERE id = ?", place-len(same), o.ID).Error; err != nil {
					return models.Fault(err, "timeline entry")
				}
			}
			return s.record(ctx, "timeline.moved", "timeline_entry", entryID, nil, map[string]any{"at": e.At, "place": to + 1})
		})
	})
}
