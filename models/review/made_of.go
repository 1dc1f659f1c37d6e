package review

import (
	"context"
	"slices"
	"strings"

	"vitrine/models"
)

// MadeFrom is the part of a review that an action item was made from, or is to be.
type MadeFrom struct {
	Key  string // "learning/ID", "entry/ID", "comment/ID"
	Text string // what it says; empty when it is gone
}

// MadeFrom finds a part of a review by its key; false when there is none.
func (s *Store) MadeFrom(ctx context.Context, r Review, key string) (MadeFrom, bool, error) {
	noun, id, _ := strings.Cut(key, "/")
	m := MadeFrom{Key: key}
	switch noun {
	case "learning":
		if n := slices.IndexFunc(r.Learnings, func(l Learning) bool { return l.PublicID == id }); n >= 0 {
			m.Text = r.Learnings[n].Body
		}
	case "entry":
		if n := slices.IndexFunc(r.Timeline, func(e Entry) bool { return e.PublicID == id }); n >= 0 {
			m.Text = r.Timeline[n].What
		}
	case "comment":
		text, err := s.commentText(ctx, r, id)
		if err != nil {
			return m, false, err
		}
		m.Text = text
	}
	return m, m.Text != "", nil
}

// commentText is what a comment or an answer in a review says; empty for none.
func (s *Store) commentText(ctx context.Context, r Review, id string) (string, error) {
	threads, err := s.Threads(ctx, r)
	for _, t := range threads {
		for _, c := range append([]Comment{t.Comment}, t.Answers...) {
			if c.PublicID == id {
				return c.Body, nil
			}
		}
	}
	return "", err
}

// origin refuses an action item that was made from something the review does not
// have.
func (s *Store) origin(ctx context.Context, r Review, a Action) error {
	if a.MadeOf == "" {
		return nil
	}
	if err := s.fill(ctx, &r); err != nil {
		return err
	}
	if strings.HasPrefix(a.MadeOf, "entry/mail-") || strings.HasPrefix(a.MadeOf, "entry/alert-") {
		return nil // a deed reads neither mails nor alerts
	}
	if _, ok, err := s.MadeFrom(ctx, r, a.MadeOf); err != nil || ok {
		return err
	}
	return &models.Error{Kind: models.Invalid, Message: "What this action item is to be made from is not in the review any more.",
		Fields: map[string]string{"made_of": "There is no such part of the review."}}
}
