package review

import (
	"context"

	"vitrine/models"
)

// Origins tells for each section of a draft which parts of the review it was made
// from, and which of them say something else now than when the draft was started,
// the sentence was brought over, the change was seen, or the text last published.
func (s *Store) Origins(ctx context.Context, draftID string) ([]SectionOrigins, error) {
	d, r, err := s.draftAndReview(ctx, draftID)
	if err != nil {
		return nil, err
	}
	return s.origins(ctx, d, r)
}

func (s *Store) origins(ctx context.Context, d Draft, r Review) ([]SectionOrigins, error) {
	names, err := s.componentNames(ctx)
	return traced(d.sourcesOf(), r, names), err
}

// Outdated lists the sections (by the names of their fields) for which the
// review says something else now: see Origins.
func (s *Store) Outdated(ctx context.Context, draftID string) ([]string, error) {
	list, err := s.Origins(ctx, draftID)
	var changed []string
	for _, o := range list {
		if o.Changed() {
			changed = append(changed, o.Field)
		}
	}
	return changed, err
}

// SeeChanges says that somebody has looked at what changed in the review for a
// section and leaves the text as it is. With all sections seen, field is empty.
// The text and its approval stay.
func (s *Store) SeeChanges(ctx context.Context, draftID, field string) (d Draft, err error) {
	err = s.deed(ctx, func(s *Store) error {
		var r Review
		if d, r, err = s.work(ctx, draftID); err != nil {
			return err
		}
		if _, ok := sectionOf(field); !ok && field != "" {
			return models.Fail(models.NotFound, "There is no such section.")
		}
		list, err := s.origins(ctx, d, r)
		if err != nil {
			return err
		}
		kept := d.sourcesOf()
		for _, o := range list {
			if field == "" || o.Field == field {
				kept[o.Field] = o.seen()
			}
		}
		c := newChanges()
		c.set["sources"] = sources(kept)
		if err := s.saveState(ctx, &d, c); err != nil {
			return err
		}
		d.Sources = sources(kept)
		if err := s.note(ctx, d.ReviewID); err != nil {
			return err
		}
		return s.record(ctx, "draft.changes_seen", "draft", draftID, nil, map[string]any{"section": field})
	})
	return d, err
}

// componentNames are the public names of the components by row id.
func (s *Store) componentNames(ctx context.Context) (map[int64]string, error) {
	components, err := s.site.Components(ctx)
	names := map[int64]string{}
	for _, c := range components {
		names[c.ID] = c.Name
	}
	return names, err
}

// seen are the origins of all sections as the review has them now.
func (s *Store) seen(ctx context.Context, d Draft, r Review) (map[string][]Origin, error) {
	list, err := s.origins(ctx, d, r)
	kept := map[string][]Origin{}
	for _, o := range list {
		kept[o.Field] = o.seen()
	}
	return kept, err
}
