package review

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
	"vitrine/redact"
)

// ruleset is the rules of the house and what this review alone knows.
func (s *Store) ruleset(ctx context.Context, r Review) (ruleset, error) {
	return s.gate.forReview(s.query(ctx), r)
}

// freeOfFinds refuses a public text with a blocking find where nothing can be
// accepted: notes and reasons are short enough to be worded differently.
func (s *Store) freeOfFinds(ctx context.Context, r Review, t models.Text) error {
	set, err := s.ruleset(ctx, r)
	if err != nil {
		return err
	}
	hs := slices.DeleteFunc(set.held(t), func(h models.Held) bool { return h.Severity != redact.Block })
	if len(hs) == 0 {
		return nil
	}
	return &models.Error{Kind: models.Invalid, Findings: hs,
		Message: "The " + t.Field + " is public and names " + quoted(hs) + ". Say it in other words.",
		Fields:  map[string]string{t.Field: "This names " + quoted(hs) + "."}}
}

func quoted(hs []models.Held) string {
	var texts []string
	for _, h := range hs {
		if q := "“" + h.Text + "”"; !slices.Contains(texts, q) {
			texts = append(texts, q)
		}
	}
	return strings.Join(texts, ", ")
}

// ScanDraft looks at everything the draft would publish (its sections, its slug,
// the public timeline and the promises) and returns every find: the unsettled
// first, then the accepted, then the record of what was removed or replaced.
func (s *Store) ScanDraft(ctx context.Context, draftID string) (fs []Finding, err error) {
	err = s.deed(ctx, func(s *Store) error {
		d, r, err := s.work(ctx, draftID)
		if err != nil {
			return err
		}
		fs, err = s.scan(ctx, d, r)
		return err
	})
	return fs, err
}

// scan brings the finds of a draft up to date and returns them.
func (s *Store) scan(ctx context.Context, d Draft, r Review) ([]Finding, error) {
	gone, fresh, err := s.compare(ctx, d, r)
	if err != nil {
		return nil, err
	}
	if err := s.store(ctx, gone, fresh); err != nil {
		return nil, err
	}
	if len(gone)+len(fresh) > 0 {
		if err := s.record(ctx, "draft.scanned", "draft", d.PublicID, nil, map[string]any{"new": len(fresh), "gone": len(gone)}); err != nil {
			return nil, err
		}
	}
	return s.findings(ctx, d.ID)
}

// Unscanned counts what stops publication now and did not at the last scan: the public
// timeline, the promises or the rulebook may have changed since.
func (s *Store) Unscanned(ctx context.Context, d Draft, r Review) (n int, err error) {
	_, fresh, err := s.compare(ctx, d, r)
	for _, f := range fresh {
		if f.Stops() {
			n++
		}
	}
	return n, err
}

// compare looks at everything the draft would publish and says which finds in place are gone
// and which are new.
func (s *Store) compare(ctx context.Context, d Draft, r Review) (gone, fresh []Finding, err error) {
	set, err := s.ruleset(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	var now []Finding
	for _, t := range d.texts(r) {
		for _, f := range set.find(t.Body) {
			now = append(now, s.finding(d, t, f))
		}
	}
	have, err := s.findings(ctx, d.ID)
	if err != nil {
		return nil, nil, err
	}
	gone, fresh = reconcile(have, now)
	return gone, fresh, nil
}

func (s *Store) finding(d Draft, t models.Text, f redact.Finding) Finding {
	return Finding{PublicID: models.NewID(), DraftID: d.ID, Field: t.Field, FieldDigest: digest(t.Body), StartAt: int64(f.Start),
		EndAt: int64(f.End), Kind: f.Kind, Rule: f.Rule, Found: f.Text, Severity: f.Severity, Suggestion: f.Suggestion, Why: f.Why,
		CreatedAt: s.Now()}
}

// store deletes and adds rows of finds.
func (s *Store) store(ctx context.Context, gone, fresh []Finding) error {
	for _, f := range gone {
		if err := s.query(ctx).Exec("DELETE FROM findings WHERE id = ?", f.ID).Error; err != nil {
			return models.Fault(err, "finding")
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return models.Fault(s.query(ctx).CreateInBatches(&fresh, 50).Error, "finding")
}

// Findings returns the finds of the last scan, in the order of ScanDraft.
func (s *Store) Findings(ctx context.Context, draftID string) ([]Finding, error) {
	d, err := find[Draft](ctx, s, draftID, "draft")
	if err != nil {
		return nil, err
	}
	return s.findings(ctx, d.ID)
}

func (s *Store) findings(ctx context.Context, draftID int64) ([]Finding, error) {
	fs, err := gorm.G[Finding](s.query(ctx)).Where("draft_id = ?", draftID).Order("id").Find(ctx)
	slices.SortStableFunc(fs, byUrgency)
	return fs, models.Fault(err, "finding")
}
