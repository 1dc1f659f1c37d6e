package review

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// StartDraft begins the external summary of a review: each section from the
// fields that feed it, internal terms already in their public wording. It is
// scanned at once, so that nobody sees it without what is found in it.
func (s *Store) StartDraft(ctx context.Context, reviewID string) (d Draft, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := s.Review(ctx, reviewID)
		if err != nil {
			return err
		}
		if r.Draft != nil {
			return models.Fail(models.Conflict, "This review has a draft already. Edit that one.")
		}
		names, err := s.componentNames(ctx)
		if err != nil {
			return err
		}
		summary, err := s.summarise(ctx, r, names)
		if err != nil {
			return err
		}
		d = Draft{PublicID: models.NewID(), ReviewID: r.ID, State: Drafting, Summary: summary, Sources: sources(feeding(r, names)),
			Version: 1, CreatedAt: s.Now(), UpdatedAt: s.Now(), Review: r.PublicID}
		if d.Slug, err = s.freeSlug(ctx, r, summary.Title); err != nil {
			return err
		}
		if err := gorm.G[Draft](s.query(ctx)).Create(ctx, &d); err != nil {
			return models.Fault(err, "draft")
		}
		if err := s.firstAuthors(ctx, d.ID, r); err != nil {
			return err
		}
		if d.Authors, err = s.authors(ctx, d.ID); err != nil {
			return err
		}
		if err := s.record(ctx, "draft.started", "draft", d.PublicID, nil, map[string]any{"review": r.PublicID, "slug": d.Slug}); err != nil {
			return err
		}
		_, err = s.scan(ctx, d, r)
		return err
	})
	return d, err
}

// summarise words the external summary of a review in public terms. names are
// the component names by row id.
func (s *Store) summarise(ctx context.Context, r Review, names map[int64]string) (models.Summary, error) {
	rules, err := s.gate.ruleset(s.query(ctx))
	if err != nil {
		return models.Summary{}, err
	}
	g, err := newGlossary(rules)
	if err != nil {
		return models.Summary{}, err
	}
	return g.summary(summarise(r, names)), nil
}

// freeSlug is the address of the postmortem: the day and the public title, made
// different from any that is taken.
func (s *Store) freeSlug(ctx context.Context, r Review, title string) (string, error) {
	day := s.Now()
	if t := r.Times(); t.Started != nil {
		day = *t.Started
	}
	base := models.Slug(day.UTC().Format("2006-01-02") + " " + title)
	for n := 1; ; n++ {
		slug := base
		if n > 1 {
			slug = fmt.Sprintf("%s-%d", base[:min(len(base), 76)], n)
		}
		var taken int64
		err := s.query(ctx).Raw("SELECT (SELECT COUNT(*) FROM postmortems WHERE slug = ?) + (SELECT COUNT(*) FROM drafts WHERE slug = ?)", slug, slug).Scan(&taken).Error
		if err != nil || taken == 0 {
			return slug, models.Fault(err, "draft")
		}
	}
}

// Draft returns one draft.
func (s *Store) Draft(ctx context.Context, draftID string) (Draft, error) {
	d, err := find[Draft](ctx, s, draftID, "draft")
	if err != nil {
		return Draft{}, err
	}
	return d, s.fillDraft(ctx, &d)
}

func (s *Store) fillDraft(ctx context.Context, d *Draft) (err error) {
	if err := s.query(ctx).Raw("SELECT public_id FROM reviews WHERE id = ?", d.ReviewID).Scan(&d.Review).Error; err != nil {
		return models.Fault(err, "review")
	}
	d.Authors, err = s.authors(ctx, d.ID)
	return err
}

// lockDraft reads a draft for a deed; on PostgreSQL a second deed waits for the
// first.
func (s *Store) lockDraft(ctx context.Context, where string, value any) (Draft, error) {
	db := s.query(ctx)
	if s.db.Postgres() {
		db = db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var d Draft
	if err := db.Where(where, value).Take(&d).Error; err != nil {
		return Draft{}, models.Fault(err, "draft")
	}
	return d, s.fillDraft(ctx, &d)
}

// draftAndReview reads a draft, and its review with all parts.
func (s *Store) draftAndReview(ctx context.Context, draftID string) (Draft, Review, error) {
	d, err := s.Draft(ctx, draftID)
	if err != nil {
		return Draft{}, Review{}, err
	}
	r, err := s.reviewByID(ctx, d.ReviewID)
	return d, r, err
}

// work reads a draft for a deed, and its review with all parts.
func (s *Store) work(ctx context.Context, draftID string) (Draft, Review, error) {
	d, err := s.lockDraft(ctx, "public_id = ?", draftID)
	if err != nil {
		return Draft{}, Review{}, err
	}
	r, err := s.reviewByID(ctx, d.ReviewID)
	return d, r, err
}

// EditDraft changes the text of a draft. Whatever it was, it is drafting again:
// an approval does not outlive a change of the text.
func (s *Store) EditDraft(ctx context.Context, draftID string, e DraftEdit) (d Draft, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if d, err = s.lockDraft(ctx, "public_id = ?", draftID); err != nil {
			return err
		}
		c := e.apply(&d)
		if c.touches("slug") && d.PostmortemID != nil {
			return &models.Error{Kind: models.Invalid, Message: "The address is public already and stays as it is.",
				Fields: map[string]string{"slug": "The address is public already and stays as it is."}}
		}
		if err := d.check(); err != nil {
			return err
		}
		if len(c.set) == 0 {
			return s.draftRow(d, e.Version).fresh()
		}
		if e.WhileDrafting && d.State != Drafting {
			return models.Fail(models.Conflict, "This text is %s. Saving a change takes it back to drafting, so it is not saved by itself.", d.State)
		}
		if err := s.rewrite(ctx, &d, e.Version, c); err != nil {
			return err
		}
		return s.record(ctx, "draft.edited", "draft", draftID, c.before, c.after)
	})
	return d, err
}

func (s *Store) draftRow(d Draft, asked int64) row {
	return row{"drafts", "draft", d.ID, d.Version, asked}
}

// saveDraft writes changes of a draft.
func (s *Store) saveDraft(ctx context.Context, d *Draft, asked int64, c *changes) error {
	if err := s.amend(ctx, s.draftRow(*d, asked), c); err != nil {
		return err
	}
	d.Version++
	d.UpdatedAt = s.Now()
	return nil
}

// rewrite writes a change of the text: the draft is open again, and whoever made
// it is an author.
func (s *Store) rewrite(ctx context.Context, d *Draft, asked int64, c *changes) error {
	for column, value := range d.reopen().set {
		c.set[column] = value
	}
	if err := s.saveDraft(ctx, d, asked, c); err != nil {
		return err
	}
	by := models.ActorOf(ctx).ID
	if err := s.addAuthors(ctx, d.ID, by); err != nil {
		return err
	}
	authors, err := s.authors(ctx, d.ID)
	d.Authors = authors
	return err
}

// Publishable returns everything that would leave if the draft were published
// now.
func (s *Store) Publishable(ctx context.Context, draftID string) (models.Publishable, error) {
	d, r, err := s.draftAndReview(ctx, draftID)
	if err != nil {
		return models.Publishable{}, err
	}
	return s.publishable(ctx, d, r)
}

func (s *Store) publishable(ctx context.Context, d Draft, r Review) (models.Publishable, error) {
	promises := map[int64]string{}
	if d.PostmortemID != nil {
		var rows []struct {
			ID       int64
			PublicID string
		}
		err := s.query(ctx).Raw("SELECT id, public_id FROM countermeasures WHERE postmortem_id = ?", *d.PostmortemID).Scan(&rows).Error
		if err != nil {
			return models.Publishable{}, models.Fault(err, "countermeasure")
		}
		for _, row := range rows {
			promises[row.ID] = row.PublicID
		}
	}
	return d.publication(r, promises), nil
}
