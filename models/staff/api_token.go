package staff

import "time"

// tokenPrefix lets leak scanners and people recognise an API token.
const tokenPrefix = "vitrine_"

// APIToken lets a program act for a user. Its clear text is shown once, when it
// is made.
type APIToken struct {
	ID         int64
	Name       string
	UserID     int64
	Role       Role // the most it may do; never more than its user
	LastUsedAt *time.Time
	RevokedAt  *time.Time
	CreatedAt  time.Time
}

// NewToken is what is said to make an API token.
type NewToken struct {
	Name   string
	UserID int64
	Role   Role
}

// tokenRow is an API token as it is kept.
type tokenRow struct {
	APIToken  `gorm:"embedded"`
	TokenHash string
}

// TableName implements gorm's Tabler.
func (tokenRow) TableName() string { return "api_tokens" }

// TableName implements gorm's Tabler.
func (APIToken) TableName() string { return "api_tokens" }
