package models

import (
	"context"

	"gorm.io/gorm"
)

// CorrectUpdate replaces the text of an update that is out. Readers see that it
// was corrected; subscribers hear of it when Notify says so.
func (s *Store) CorrectUpdate(ctx context.Context, updateID string, n Correction) (u Update, err error) {
	c := Complaints{}
	body := c.Body("body", n.Body, 1, MaxBody)
	if err := c.Err(); err != nil {
		return Update{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		if u, err = s.Update(ctx, updateID); err != nil {
			return err
		}
		before := u
		if u.Language, err = s.rewritten(ctx, n.Language, u.Language); err != nil {
			return err
		}
		in, texts, err := s.checkTranslations(ctx, n.Translations, u.Language)
		if err != nil {
			return err
		}
		if err := s.pass(ctx, n.Accept, append(texts, Text{"body", body})...); err != nil {
			return err
		}
		now := s.Now()
		u.Body, u.CorrectedAt, u.UpdatedAt = body, &now, now
		u.Version, err = amend[Update](ctx, s, row{"update", u.ID, u.Version, n.Version},
			map[string]any{"body": body, "language": u.Language, "corrected_at": now, "updated_at": now})
		if err != nil {
			return err
		}
		if u.Translations, err = s.retireOld(ctx, u.original(), u.Translations); err != nil {
			return err
		}
		if err := s.addTranslations(ctx, &u, in); err != nil {
			return err
		}
		if n.Notify {
			if err := s.enqueue(ctx, UpdateCorrected{u.ID}); err != nil {
				return err
			}
		}
		return s.recordUpdate(ctx, u, AuditEntry{Deed: "update.corrected", Before: before.worded(nil), After: u.worded(in)})
	})
	return u, err
}

// worded is what the audit trail keeps of the text and what was said with it in other
// languages.
func (u Update) worded(in []NewTranslation) map[string]any {
	kept := map[string]any{"update": u.PublicID, "body": u.Body, "language": u.Language}
	tellTranslations(kept, in)
	return kept
}

// RemoveUpdate takes an update off the page, the feeds and the API. Its text
// stays in the audit trail alone; statuses and states are not turned back.
func (s *Store) RemoveUpdate(ctx context.Context, updateID, reason string) error {
	c := Complaints{}
	reason = c.Line("reason", reason, 1, 500)
	if err := c.Err(); err != nil {
		return err
	}
	return s.deed(ctx, func(s *Store) error {
		u, err := s.Update(ctx, updateID)
		if err != nil {
			return err
		}
		if _, err := gorm.G[Update](s.query(ctx)).Where("id = ?", u.ID).Delete(ctx); err != nil {
			return Fault(err, "update")
		}
		return s.recordUpdate(ctx, u, AuditEntry{Deed: "update.removed",
			Before: map[string]any{"update": u.PublicID, "state": u.State, "body": u.Body, "display_at": u.DisplayAt},
			After:  map[string]any{"reason": reason}})
	})
}

// recordUpdate records what happened to an update as a deed on the incident or
// maintenance it belongs to, which it marks as changed.
func (s *Store) recordUpdate(ctx context.Context, u Update, e AuditEntry) error {
	table, id := "incidents", u.IncidentID
	if e.Noun = "incident"; id == nil {
		table, id, e.Noun = "maintenances", u.MaintenanceID, "maintenance"
	}
	q := s.query(ctx).Table(table).Where("id = ?", *id)
	if err := q.Update("updated_at", s.Now()).Error; err != nil {
		return Fault(err, e.Noun)
	}
	if err := s.query(ctx).Table(table).Where("id = ?", *id).Pluck("public_id", &e.Subject).Error; err != nil {
		return Fault(err, e.Noun)
	}
	if err := s.changedHere(ctx, e.Noun, e.Subject); err != nil {
		return err
	}
	return s.record(ctx, e, *id)
}
