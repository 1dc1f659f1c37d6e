package review

import "time"

// Learning is something that at least one person did not know before.
type Learning struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	Body      string
	Position  int64
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}
