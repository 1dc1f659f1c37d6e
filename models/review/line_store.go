package review

import (
	"context"
	"time"

	"vitrine/models"
)

// Anchor is a moment near the first line of a review's timeline: what it is known
// to have begun with. It is zero where nothing is known.
func (r Review) Anchor() time.Time {
	if t := r.Times(); t.Started != nil {
		return *t.Started
	}
	for _, e := range r.Timeline {
		return e.At
	}
	return time.Time{}
}

// AddLines adds entries from lines as people write them down. Where one of them
// cannot be read, nothing is added and the error says which and why.
func (s *Store) AddLines(ctx context.Context, reviewID string, l Lines) ([]Entry, error) {
	r, err := s.Review(ctx, reviewID)
	if err != nil {
		return nil, err
	}
	anchor := r.Anchor()
	if n := len(r.Timeline); n > 0 && l.Day == "" {
		anchor = near(r, anchor)
	}
	entries, wrong := ParseLines(l, anchor)
	switch {
	case len(wrong) > 0:
		return nil, refusedLines(wrong)
	case len(entries) == 0:
		return nil, &models.Error{Kind: models.Invalid, Message: "Write one entry in each line, like 16:12 @gary support notices.", Fields: map[string]string{"text": "There is no line."}}
	case len(entries) > maxLines:
		return nil, models.Fail(models.TooLarge, "These are %d lines. Add at most %d at once.", len(entries), maxLines)
	}
	return s.AddEntries(ctx, reviewID, entries)
}

// near is the middle of what a review is known to have lasted, where that is less
// than a day: a line at any time of it then falls on the right day.
func near(r Review, anchor time.Time) time.Time {
	last := anchor
	for _, e := range r.Timeline {
		if !e.Merged && e.At.After(last) {
			last = e.At
		}
	}
	if t := r.Times(); t.Recovered != nil && t.Recovered.After(last) {
		last = *t.Recovered
	}
	if d := last.Sub(anchor); d < 24*time.Hour {
		return anchor.Add(d / 2)
	}
	return anchor
}
