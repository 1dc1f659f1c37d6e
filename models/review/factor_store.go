package review

import "context"

// AddFactor adds a contributing factor, of which no more is said, at the end of
// the list.
func (s *Store) AddFactor(ctx context.Context, reviewID, body string) (Factor, error) {
	return s.WriteFactor(ctx, reviewID, NewFactor{Body: body})
}

// WriteFactor adds a contributing factor at the end of the list.
func (s *Store) WriteFactor(ctx context.Context, reviewID string, n NewFactor) (Factor, error) {
	p, err := s.addPoint(ctx, factors, reviewID, point{Body: clean(n.Body), ContributedTo: n.ContributedTo, Influence: n.Influence, Unconfirmed: n.Unconfirmed})
	return Factor(p), err
}

// EditFactor changes a contributing factor.
func (s *Store) EditFactor(ctx context.Context, factorID string, e PointEdit) (Factor, error) {
	p, err := s.editPoint(ctx, factors, factorID, e)
	return Factor(p), err
}

// DeleteFactor takes a contributing factor away. version is the one that was
// read; 0 is any.
func (s *Store) DeleteFactor(ctx context.Context, factorID string, version int64) error {
	return s.deletePoint(ctx, factors, factorID, version)
}
