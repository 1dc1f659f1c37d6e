package review

import "time"

// BoardSQL lets a test ask the database how it would answer the board.
func (s *Store) BoardSQL(q BoardQuery, today time.Time) (string, []any, error) {
	return s.boardSQL(q, today)
}
