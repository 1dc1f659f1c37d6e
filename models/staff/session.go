package staff

import "time"

// How long a session lasts. NIST SP 800-63B-4 suggests one hour idle and a day
// in all at this level; a night shift that loses a half-written update costs
// more than it gains, so a session outlives one shift and dies within a week.
const (
	IdleLimit    = 12 * time.Hour
	SessionLimit = 7 * 24 * time.Hour
)

// seenEvery is how often the last sight of a session or token is written down.
const seenEvery = time.Minute

// Credentials are what a person signs in with.
type Credentials struct {
	Email    string
	Password string
	Address  string // network address the attempt came from
	Agent    string // the browser, as it calls itself
}

// Session is a signed-in user, with the role they have now.
type Session struct {
	User User
	ID   int64
	CSRF string // token that every changing form must carry
}

// OpenSession is one of a user's sessions, for their list.
type OpenSession struct {
	ID         int64
	Address    string
	Agent      string
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time
}

// sessionRow is a session as it is kept.
type sessionRow struct {
	OpenSession `gorm:"embedded"`
	TokenHash   string
	UserID      int64
}

// TableName implements gorm's Tabler.
func (sessionRow) TableName() string { return "sessions" }

// alive reports whether the session is still good at now.
func (r sessionRow) alive(now time.Time) bool {
	return now.Before(r.ExpiresAt) && now.Sub(r.LastSeenAt) < IdleLimit
}
