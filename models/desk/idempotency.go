package desk

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// keepReplies is how long a repeated request gets the first one's reply.
const keepReplies = 24 * time.Hour

// maxKey is the longest idempotency key in characters.
const maxKey = 255

// Reply is what a request was answered.
type Reply struct {
	Status      int64
	ContentType string
	Location    string
	ETag        string
	Body        []byte
}

// Request names a request that must not be carried out twice.
type Request struct {
	ActorID    int64
	Route, Key string
	Digest     string // SHA-256 of everything it asks for, hex
}

// idempotencyKey remembers one request of one person on one route.
type idempotencyKey struct {
	ID          int64
	IdemKey     string
	ActorID     int64
	Route       string
	Digest      string // SHA-256 of the request, hex
	Status      int64
	ContentType string
	Location    string
	ETag        string `gorm:"column:etag"`
	Body        []byte
	CreatedAt   time.Time
}

// Once carries a request out a single time. What do does on the database with
// the context it is given and the reply that is kept of it are one transaction:
// whatever breaks off, either the deed is done and its reply is kept, or nothing
// happened and the request may come again. A repeated request gets the reply of
// the first (again); one that comes while the first is carried out waits for it.
// An error of do undoes everything.
func (s *Store) Once(ctx context.Context, r Request, do func(context.Context) (Reply, error)) (reply Reply, again bool, err error) {
	row, err := s.row(r.ActorID, r.Route, r.Key, r.Digest)
	if err != nil {
		return reply, false, err
	}
	if err := s.sweep(ctx); err != nil {
		return reply, false, err
	}
	done := false
	err = s.db.Together(ctx, func(ctx context.Context) error {
		first, err := s.begin(ctx, row)
		if err != nil {
			return err
		}
		if again = first != nil; again {
			reply = *first
			return nil
		}
		if reply, err = do(ctx); err != nil {
			return err
		}
		done = true
		return s.finish(ctx, row, reply)
	})
	if err != nil && done && models.KindOf(err) != models.Away { // then the database said that it did not take it
		err = &models.Error{Kind: models.Away, Err: err, Message: Unconfirmed}
	}
	return reply, again, err
}

// ErrReused answers a request whose key came with another request before.
var ErrReused = models.Fail(models.Conflict, "This idempotency key was used for another request. Nothing was done; use a new key for a new request.")

// Unconfirmed is the answer where nobody knows whether the database took it.
const Unconfirmed = "The database did not confirm that this was done. Send the same request with the same key again: it is done once."

// row is a request as it is kept.
func (s *Store) row(actorID int64, route, key, digest string) (idempotencyKey, error) {
	bad := models.Complaints{}
	key = bad.Line("Idempotency-Key", key, 1, maxKey)
	return idempotencyKey{IdemKey: key, ActorID: actorID, Route: route, Digest: digest, CreatedAt: s.Now()}, bad.Err()
}

// sweep forgets the requests of yesterday.
func (s *Store) sweep(ctx context.Context) error {
	before := s.Now().Add(-keepReplies)
	return s.deed(ctx, func(s *Store) error {
		_, err := gorm.G[idempotencyKey](s.query(ctx)).Where("created_at < ?", before).Delete(ctx)
		return models.Fault(err, "idempotency key")
	})
}

// begin writes the row of a request, or returns the reply to an earlier one.
func (s *Store) begin(ctx context.Context, row idempotencyKey) (reply *Reply, err error) {
	err = s.deed(ctx, func(s *Store) error {
		made := s.query(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error != nil || made.RowsAffected == 1 {
			return models.Fault(made.Error, "idempotency key")
		}
		reply, err = s.repeated(ctx, row)
		return err
	})
	return reply, err
}

// repeated returns the reply to the first request with the key of row.
func (s *Store) repeated(ctx context.Context, row idempotencyKey) (*Reply, error) {
	first, err := gorm.G[idempotencyKey](s.query(ctx)).
		Where("actor_id = ? AND route = ? AND idem_key = ?", row.ActorID, row.Route, row.IdemKey).First(ctx)
	switch {
	case err != nil:
		return nil, models.Fault(err, "idempotency key")
	case first.Digest != row.Digest:
		return nil, ErrReused
	}
	return &Reply{Status: first.Status, ContentType: first.ContentType, Location: first.Location, ETag: first.ETag, Body: first.Body}, nil
}

// finish stores the reply of a request.
func (s *Store) finish(ctx context.Context, row idempotencyKey, r Reply) error {
	return s.deed(ctx, func(s *Store) error {
		done := s.query(ctx).Table("idempotency_keys").Where("actor_id = ? AND route = ? AND idem_key = ?", row.ActorID, row.Route, row.IdemKey).
			Updates(map[string]any{"status": r.Status, "content_type": r.ContentType, "location": r.Location, "etag": r.ETag, "body": r.Body})
		return models.Fault(done.Error, "idempotency key")
	})
}
