package models

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Job is a fact in the past tense; its Kind names the worker that follows it.
type Job interface{ Kind() string }

// Queue takes jobs inside the running transaction. Whether a job waits (the undo
// window) is the queue's to know.
type Queue interface {
	Enqueue(ctx context.Context, tx *Tx, jobs ...Job) error
}

// AuditEntry is one deed for the trail. Before and After become JSON.
type AuditEntry struct {
	Deed, Noun, Subject string
	Before, After       any
}

// Audit keeps the trail inside the running transaction.
type Audit interface {
	Record(ctx context.Context, tx *Tx, e AuditEntry) error
}

// Text is one text on its way out of the building.
type Text struct{ Field, Body string }

// Acceptance lets one find through, by a named person for a reason. It holds for
// exactly the text it was given for.
type Acceptance struct {
	Key    string `json:"key"` // Held.Key
	Reason string `json:"reason"`
}

// Gate stops what must not leave. Check returns an Invalid *Error with the
// findings while any blocking find in texts is not accepted.
type Gate interface {
	Check(ctx context.Context, tx *Tx, texts []Text, accept []Acceptance) error
}

// Promises knows what countermeasures were made of. Moved is told, inside the
// running transaction, of each one that moves by itself and not with a revision;
// it moves along what the countermeasure was made of, or refuses. Told is told of
// each incident that changed, by its row.
type Promises interface {
	Moved(ctx context.Context, tx *Tx, before, after Countermeasure) error
	Told(ctx context.Context, tx *Tx, incidentID int64) error
}

// Store is the staff's door: everything a Site can read, and the deeds.
type Store struct {
	Site
	audit    Audit
	queue    Queue
	gate     Gate
	promises Promises // nil: countermeasures are made of nothing
}

// NewStore returns a Store over db. Every argument is required.
func NewStore(db *DB, audit Audit, queue Queue, gate Gate) *Store {
	return &Store{Site: Site{db: db, Now: Clock}, audit: audit, queue: queue, gate: gate}
}

// Follow makes the store tell p of countermeasures. It belongs to the building of
// the house, before the store is used.
func (s *Store) Follow(p Promises) { s.promises = p }

// In returns the store bound to a running transaction of the same database.
func (s *Store) In(tx *Tx) *Store {
	bound := *s
	bound.tx = tx
	return &bound
}

// deed runs fn in the running transaction, or in a new one, after every deed
// that began before it.
func (s *Store) deed(ctx context.Context, fn func(*Store) error) error {
	if s.tx != nil {
		return fn(s)
	}
	return s.db.Tx(ctx, func(tx *Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		return fn(s.In(tx))
	})
}

// record writes the deed into the trail and moves the edition on.
func (s *Store) record(ctx context.Context, e AuditEntry, subjectID int64) error {
	if err := s.audit.Record(ctx, s.tx, e); err != nil {
		return fmt.Errorf("audit %s: %w", e.Deed, err)
	}
	if e.Noun == "incident" && s.promises != nil {
		if err := s.promises.Told(ctx, s.tx, subjectID); err != nil {
			return err
		}
	}
	return s.announce(ctx, e.Noun, subjectID)
}

// announce numbers the change, so that every edition learns of it in order. The
// row lock on the counter makes numbers commit in the order they were given.
func (s *Store) announce(ctx context.Context, noun string, subjectID int64) error {
	var edition int64
	err := s.query(ctx).Raw("UPDATE site_settings SET edition = edition + 1 WHERE id = 1 RETURNING edition").Scan(&edition).Error
	if err != nil {
		return fmt.Errorf("number the edition: %w", err)
	}
	p := Publication{Edition: edition, Noun: noun, SubjectID: subjectID, At: s.Now()}
	return Fault(gorm.G[Publication](s.query(ctx)).Create(ctx, &p), "publication")
}

// enqueue adds jobs to the running transaction.
func (s *Store) enqueue(ctx context.Context, jobs ...Job) error {
	return s.queue.Enqueue(ctx, s.tx, jobs...)
}

// pass sends texts through the gate.
func (s *Store) pass(ctx context.Context, accept []Acceptance, texts ...Text) error {
	return s.gate.Check(ctx, s.tx, texts, accept)
}

// Site is the public side's door: it reads what is published and nothing else.
type Site struct {
	db  *DB
	tx  *Tx
	Now func() time.Time // the only clock
}

// NewSite returns the door for a handle that may be the public role's.
func NewSite(db *DB) *Site { return &Site{db: db, Now: Clock} }

// query returns the running transaction, or the reading pool.
func (s *Site) query(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.db.WithContext(ctx)
	}
	return s.db.Read(ctx)
}

// Publication is one numbered change of what is public. Subject is the row of
// the noun ("incident", "component", "site" …) that changed.
type Publication struct {
	Edition   int64 `gorm:"primaryKey;autoIncrement:false"`
	Noun      string
	SubjectID int64
	At        time.Time
}

// Edition returns the number of the newest publication.
func (s *Site) Edition(ctx context.Context) (int64, error) {
	var n int64
	err := s.query(ctx).Raw("SELECT edition FROM site_settings WHERE id = 1").Scan(&n).Error
	return n, Fault(err, "edition")
}

// Publications returns what changed after edition since, oldest first.
func (s *Site) Publications(ctx context.Context, since int64) ([]Publication, error) {
	ps, err := gorm.G[Publication](s.query(ctx)).Where("edition > ?", since).Order("edition").Find(ctx)
	return ps, Fault(err, "publication")
}

// encode is for values that always have a JSON form.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("encode: " + err.Error())
	}
	return string(b)
}
