package staff

import "slices"

// Role says what a user may do. Each role may do what the ones before it may.
type Role string

// The roles, from the least to the most.
const (
	Viewer    Role = "viewer"    // reads everything inside
	Responder Role = "responder" // posts incidents, updates and maintenances
	Reviewer  Role = "reviewer"  // writes reviews and external summaries
	Approver  Role = "approver"  // approves and publishes postmortems
	Admin     Role = "admin"     // keeps users, settings, rules and subscribers
)

// Roles lists the roles from the least to the most.
var Roles = []Role{Viewer, Responder, Reviewer, Approver, Admin}

// AtLeast reports whether r may do what other may. No role may do anything that
// is not on the list.
func (r Role) AtLeast(other Role) bool {
	mine, theirs := slices.Index(Roles, r), slices.Index(Roles, other)
	return mine >= 0 && theirs >= 0 && mine >= theirs
}

// lesser returns the role that may do less.
func lesser(a, b Role) Role {
	if a.AtLeast(b) {
		return b
	}
	return a
}
