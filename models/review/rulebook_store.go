package review

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
	"vitrine/redact"
)

// Rulebook returns the rulebook, in the format of redact.ParseRules, and its
// version; nothing and 0 when none was saved.
func (s *Store) Rulebook(ctx context.Context) (yaml string, version int64, err error) {
	b, err := storedRulebook(s.query(ctx))
	return b.YAML, b.Version, err
}

// SaveRulebook replaces the rulebook. version is the one that was read; another
// one in place is Stale. The next text that leaves is judged by the new rules.
func (s *Store) SaveRulebook(ctx context.Context, yaml string, version int64) error {
	rules, err := checkRulebook(yaml)
	if err != nil {
		return err
	}
	return s.deed(ctx, func(s *Store) error {
		before, err := storedRulebook(s.query(ctx))
		if err != nil {
			return err
		}
		if before.Version != version {
			return models.StaleEdit("rulebook")
		}
		if err := s.writeRulebook(ctx, rulebook{ID: 1, YAML: yaml, Version: version + 1, UpdatedAt: s.Now()}, version); err != nil {
			return err
		}
		if err := s.rememberNames(ctx, rules); err != nil {
			return err
		}
		return s.record(ctx, "rulebook.saved", "rulebook", "", fingerprint(before.YAML), fingerprint(yaml))
	})
}

func (s *Store) writeRulebook(ctx context.Context, b rulebook, version int64) error {
	if version == 0 {
		return models.Fault(gorm.G[rulebook](s.query(ctx)).Create(ctx, &b), "rulebook")
	}
	done := s.query(ctx).Model(&rulebook{}).Where("id = 1 AND version = ?", version).
		Updates(map[string]any{"yaml": b.YAML, "version": b.Version, "updated_at": b.UpdatedAt})
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit("rulebook")
	}
	return models.Fault(done.Error, "rulebook")
}

// rememberNames keeps when a name first stood in the rulebook.
func (s *Store) rememberNames(ctx context.Context, rules redact.Rules) error {
	var names []rulebookName
	for _, n := range personNames(rules) {
		names = append(names, rulebookName{plain(n), s.Now()})
	}
	if len(names) == 0 {
		return nil
	}
	err := s.query(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&names, 500).Error
	return models.Fault(err, "rulebook")
}

// rulebookSince is when each name of the rulebook first stood there.
func rulebookSince(db *gorm.DB) (map[string]time.Time, error) {
	var names []rulebookName
	if err := db.Find(&names).Error; err != nil {
		return nil, models.Fault(err, "rulebook")
	}
	since := map[string]time.Time{}
	for _, n := range names {
		since[n.Name] = n.Since
	}
	return since, nil
}

func storedRulebook(db *gorm.DB) (rulebook, error) {
	var b rulebook
	err := db.Where("id = 1").Find(&b).Error
	return b, models.Fault(err, "rulebook")
}

// storedRules are the rules of the rulebook in place.
func storedRules(db *gorm.DB) (redact.Rules, error) {
	b, err := storedRulebook(db)
	if err != nil {
		return redact.Rules{}, err
	}
	rules, err := redact.ParseRules([]byte(b.YAML))
	if err != nil {
		return redact.Rules{}, &models.Error{Kind: models.Conflict, Err: err,
			Message: "The rulebook cannot be read, so nothing may leave. Correct the rulebook and try again."}
	}
	return rules, nil
}
