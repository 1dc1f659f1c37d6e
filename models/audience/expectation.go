package audience

import (
	"context"
	"fmt"
	"math"

	"vitrine/models"
)

// Expect counts the people a notification that is not in the ledger yet would go
// to now, by the very rule by which its audience will be taken. Its kind and its
// subject are enough.
func (s *Store) Expect(ctx context.Context, n Notification) (int64, error) {
	f := &fanning{Store: s, db: s.read(ctx), n: n}
	people, args, err := f.people(0)
	if err != nil {
		return 0, models.Fault(err, "subscriber")
	}
	args[len(args)-1] = math.MaxInt32 // all of them, not a page
	of, err := count(f.db, fmt.Sprintf("SELECT count(*) FROM (SELECT s.id %s) x", people), args...)
	return of, models.Fault(err, "subscriber")
}

// Received counts those who got a postmortem by mail, or may have, and can still
// be told: one revision of it, or with 0 any.
func (s *Store) Received(ctx context.Context, postmortemID, revision int64) (int64, error) {
	n, err := count(s.read(ctx), "SELECT count(*) FROM (SELECT s.id "+wereSent+") x", postmortemID, revision, 0, math.MaxInt32)
	return n, models.Fault(err, "subscriber")
}
