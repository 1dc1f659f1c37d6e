package models

import "time"

// Redirect sends an address of a former status page to where the same thing
// stands now. Both are paths from the root, without a query.
type Redirect struct {
	Path      string `gorm:"primaryKey"`
	Target    string
	CreatedAt time.Time
}
