package staff

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"vitrine/models"
)

// Record implements models.Audit: it appends a deed of the context's actor to
// the trail, inside the running transaction. Appends wait for each other.
func (s *Store) Record(ctx context.Context, tx *models.Tx, e models.AuditEntry) error {
	q := tx.DB().WithContext(ctx)
	if err := tx.Serialise(); err != nil {
		return err
	}
	actor := models.ActorOf(ctx)
	r := AuditRecord{At: s.Now(), ActorID: actor.ID, Actor: actor.Name, Origin: actor.From, Deed: e.Deed, Noun: e.Noun, Subject: e.Subject}
	var err error
	if r.Before, err = told(e.Before); err != nil {
		return err
	}
	if r.After, err = told(e.After); err != nil {
		return err
	}
	last, err := head(ctx, q)
	if err != nil {
		return err
	}
	if err := r.seal(s.key, last); err != nil {
		return err
	}
	return models.Fault(gorm.G[AuditRecord](q).Create(ctx, &r), "audit record")
}

// told is the JSON of what an entry says, empty for nothing.
func told(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("audit entry: %w", err)
	}
	return string(text), nil
}

func head(ctx context.Context, q *gorm.DB) (AuditRecord, error) {
	rs, err := gorm.G[AuditRecord](q).Order("id DESC").Limit(1).Find(ctx)
	if err != nil || len(rs) == 0 {
		return AuditRecord{}, models.Fault(err, "audit record")
	}
	return rs[0], nil
}

// Audit returns records of the trail, the newest first.
func (s *Store) Audit(ctx context.Context, q AuditQuery) ([]AuditRecord, error) {
	find := gorm.G[AuditRecord](s.db.Read(ctx)).Order("id DESC")
	if q.Noun != "" {
		find = find.Where("noun = ?", q.Noun)
	}
	if q.Subject != "" {
		find = find.Where("subject = ?", q.Subject)
	}
	if q.Before > 0 {
		find = find.Where("id < ?", q.Before)
	}
	if q.Limit > 0 {
		find = find.Limit(q.Limit)
	}
	rs, err := find.Find(ctx)
	return rs, models.Fault(err, "audit record")
}

// AuditHead returns the newest record, whose number and digest may be noted
// elsewhere; the zero record when there is none.
func (s *Store) AuditHead(ctx context.Context) (AuditRecord, error) {
	return head(ctx, s.db.Read(ctx))
}

// VerifyAudit walks the whole trail and returns a Conflict that names the first
// record that is not as it was written.
func (s *Store) VerifyAudit(ctx context.Context) error {
	var last AuditRecord
	for {
		rs, err := gorm.G[AuditRecord](s.db.Read(ctx)).Where("id > ?", last.ID).Order("id").Limit(1_000).Find(ctx)
		if err != nil {
			return models.Fault(err, "audit record")
		}
		for _, r := range rs {
			if err := r.check(s.key, last); err != nil {
				return err
			}
			last = r
		}
		if len(rs) == 0 {
			return nil
		}
	}
}
