package review

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"vitrine/models"
)

// ReviewTemplate returns the template of every review, as this house has
// adapted it.
func (s *Store) ReviewTemplate(ctx context.Context) (ReviewTemplate, error) {
	var row reviewTemplate
	if err := s.query(ctx).Where("id = 1").Find(&row).Error; err != nil {
		return ReviewTemplate{}, models.Fault(err, "review template")
	}
	t := ReviewTemplate{Version: row.Version}
	if row.Version == 0 {
		t = BuiltIn()
	} else if err := json.Unmarshal([]byte(row.Body), &t); err != nil {
		return t, fmt.Errorf("review template: %w", err)
	}
	return t.completed(), nil
}

// SaveReviewTemplate replaces the template. A heading, or a shipped question,
// that is left empty is as it came with the program; an own question that is
// left empty is taken away. version is the one that was read; another one in
// place is Stale.
func (s *Store) SaveReviewTemplate(ctx context.Context, t ReviewTemplate, version int64) (saved ReviewTemplate, err error) {
	t = t.tidied()
	if err := t.check(); err != nil {
		return t, err
	}
	body, err := json.Marshal(t)
	if err != nil {
		return t, fmt.Errorf("review template: %w", err)
	}
	err = s.deed(ctx, func(s *Store) error {
		before, err := s.ReviewTemplate(ctx)
		if err != nil {
			return err
		}
		if before.Version != version {
			return models.StaleEdit("review template")
		}
		t.Version = version + 1
		if err := s.writeReviewTemplate(ctx, reviewTemplate{ID: 1, Body: string(body), Version: t.Version, UpdatedAt: s.Now()}); err != nil {
			return err
		}
		return s.record(ctx, "review_template.saved", "review_template", "", nil, fingerprint(string(body)))
	})
	return t, err
}

func (s *Store) writeReviewTemplate(ctx context.Context, row reviewTemplate) error {
	if row.Version == 1 {
		return models.Fault(gorm.G[reviewTemplate](s.query(ctx)).Create(ctx, &row), "review template")
	}
	done := s.query(ctx).Model(&reviewTemplate{}).Where("id = 1 AND version = ?", row.Version-1).
		Updates(map[string]any{"body": row.Body, "version": row.Version, "updated_at": row.UpdatedAt})
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit("review template")
	}
	return models.Fault(done.Error, "review template")
}
