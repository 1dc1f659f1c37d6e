package staff

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"vitrine/models"
)

// AuditRecord is one deed in the trail. Each record carries a MAC over itself
// and the one before, so that a changed, inserted or missing record shows. A tail
// that was cut off does not: compare with a head that was noted elsewhere.
type AuditRecord struct {
	ID         int64     `gorm:"primaryKey;autoIncrement:false"` // counts up from 1 without a gap
	At         time.Time // UTC, microseconds
	ActorID    int64     // 0: the system or a visitor
	Actor      string
	Origin     string // where it came from
	Deed       string // "incident.opened"
	Noun       string // "incident"
	Subject    string // its id
	Before     string // JSON, or empty
	After      string // JSON, or empty
	PrevDigest string
	Digest     string // hex
}

// TableName implements gorm's Tabler.
func (AuditRecord) TableName() string { return "audit_entries" }

// AuditQuery chooses records; its zero value is every record.
type AuditQuery struct {
	Noun    string
	Subject string
	Before  int64 // only records older than this id
	Limit   int   // 0: no limit
}

// canonical is the text that a record's MAC is taken over: number, digest of
// the record before, and every field in a fixed order.
func (r AuditRecord) canonical() (string, error) {
	fields, err := json.Marshal([]any{r.At.UTC().Format(time.RFC3339Nano), r.ActorID, r.Actor, r.Origin, r.Deed, r.Noun, r.Subject, r.Before, r.After})
	if err != nil {
		return "", fmt.Errorf("audit record: %w", err)
	}
	return fmt.Sprintf("%d|%s|%s", r.ID, r.PrevDigest, fields), nil
}

// seal links the record to the one before it.
func (r *AuditRecord) seal(key models.Key, last AuditRecord) error {
	r.ID, r.PrevDigest = last.ID+1, last.Digest
	text, err := r.canonical()
	r.Digest = hex.EncodeToString(key.MAC("audit", text))
	return err
}

// check reports what is wrong with the record behind last.
func (r AuditRecord) check(key models.Key, last AuditRecord) error {
	if r.ID != last.ID+1 {
		return models.Fail(models.Conflict, "The audit trail has a gap: record %d is followed by record %d.", last.ID, r.ID)
	}
	text, err := r.canonical()
	if err != nil {
		return err
	}
	digest, err := hex.DecodeString(r.Digest)
	if err != nil || r.PrevDigest != last.Digest || !key.Proves("audit", text, digest) {
		return models.Fail(models.Conflict, "The audit trail was changed at record %d, or was written with another secret key.", r.ID)
	}
	return nil
}
