package review

import (
	"context"
	"time"

	"vitrine/models"
)

// ImportTimeline adds the entries of a CSV file to a review, all or none. A row
// that stands on the timeline already, word for word, is passed over: known says
// how many.
func (s *Store) ImportTimeline(ctx context.Context, reviewID string, text []byte, zone *time.Location) (added []Entry, known int, err error) {
	rows, err := ReadTimeline(text, zone)
	if err != nil {
		return nil, 0, err
	}
	r, err := s.Review(ctx, reviewID)
	if err != nil {
		return nil, 0, err
	}
	there := map[NewEntry]int{}
	for _, e := range r.Timeline {
		if !e.Merged {
			there[NewEntry{e.At.UTC(), e.Kind, e.Phase, e.Who, e.What, e.Effect, e.Thought, e.PublicText}]++
		}
	}
	var fresh []NewEntry
	for _, n := range rows {
		e := n.entry()
		key := NewEntry{e.At.UTC(), e.Kind, e.Phase, e.Who, e.What, e.Effect, e.Thought, e.PublicText}
		if there[key] > 0 {
			there[key]--
			known++
			continue
		}
		fresh = append(fresh, n)
	}
	if len(fresh) == 0 && known == 0 {
		return nil, 0, models.Fail(models.Invalid, "The file has no rows below its header.")
	}
	added, err = s.AddEntries(ctx, reviewID, fresh)
	return added, known, err
}
