package review

import "context"

// AddLearning adds a learning at the end of the list.
func (s *Store) AddLearning(ctx context.Context, reviewID, body string) (Learning, error) {
	p, err := s.addPoint(ctx, learnings, reviewID, point{Body: clean(body)})
	return p.learning(), err
}

// EditLearning changes a learning.
func (s *Store) EditLearning(ctx context.Context, learningID string, e PointEdit) (Learning, error) {
	e.ContributedTo, e.Influence, e.Unconfirmed = nil, nil, nil
	p, err := s.editPoint(ctx, learnings, learningID, e)
	return p.learning(), err
}

// DeleteLearning takes a learning away. version is the one that was read; 0 is
// any.
func (s *Store) DeleteLearning(ctx context.Context, learningID string, version int64) error {
	return s.deletePoint(ctx, learnings, learningID, version)
}
