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

// abandonAfter is when a request that never finished (the process died) may be
// tried again under its key.
const abandonAfter = 2 * time.Minute

// maxKey is the longest idempotency key in characters.
const maxKey = 255

// Reply is what a request was answered. Status 0 means that it is still being
// carried out.
type Reply struct {
	Status      int64
	ContentType string
	Location    string
	Body        []byte
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
	Body        []byte
	CreatedAt   time.Time
}

// Begin notes that a request is about to be carried out. It returns nil for the
// first one; the stored reply for a repeated one; a Conflict when the same key
// came with another request, or while the first is still being carried out.
func (s *Store) Begin(ctx context.Context, actorID int64, route, key, digest string) (reply *Reply, err error) {
	bad := models.Complaints{}
	key = bad.Line("Idempotency-Key", key, 1, maxKey)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	err = s.deed(ctx, func(s *Store) error {
		now := s.Now()
		if _, err := gorm.G[idempotencyKey](s.query(ctx)).
			Where("created_at < ? OR status = 0 AND created_at < ?", now.Add(-keepReplies), now.Add(-abandonAfter)).Delete(ctx); err != nil {
			return models.Fault(err, "idempotency key")
		}
		row := idempotencyKey{IdemKey: key, ActorID: actorID, Route: route, Digest: digest, CreatedAt: now}
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
		return nil, models.Fail(models.Conflict, "This idempotency key was used for another request. Nothing was done; use a new key for a new request.")
	case first.Status == 0:
		return nil, models.Fail(models.Conflict, "The same request is being carried out at this moment. Wait a few seconds and look at the result.")
	}
	return &Reply{Status: first.Status, ContentType: first.ContentType, Location: first.Location, Body: first.Body}, nil
}

// Finish stores the reply of a request that Begin let through.
func (s *Store) Finish(ctx context.Context, actorID int64, route, key string, r Reply) error {
	return s.deed(ctx, func(s *Store) error {
		done := s.query(ctx).Table("idempotency_keys").Where("actor_id = ? AND route = ? AND idem_key = ?", actorID, route, key).
			Updates(map[string]any{"status": r.Status, "content_type": r.ContentType, "location": r.Location, "body": r.Body})
		return models.Fault(done.Error, "idempotency key")
	})
}

// Forget lets a request be tried again under its key: it failed without doing
// anything.
func (s *Store) Forget(ctx context.Context, actorID int64, route, key string) error {
	return s.deed(ctx, func(s *Store) error {
		_, err := gorm.G[idempotencyKey](s.query(ctx)).Where("actor_id = ? AND route = ? AND idem_key = ? AND status = 0", actorID, route, key).Delete(ctx)
		return models.Fault(err, "idempotency key")
	})
}
