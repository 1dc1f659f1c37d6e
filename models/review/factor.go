package review

import "time"

// Factor is one of several things that contributed to the trouble or to its
// end. There is never a single root cause, and it is never a person.
type Factor struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	Body      string
	Position  int64
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}
