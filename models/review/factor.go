package review

import (
	"strings"
	"time"
)

// Part is what a factor contributed to.
type Part string

// The parts.
const (
	ToProblem  Part = "problem"
	ToRecovery Part = "recovery"
)

// Parts lists what a factor can contribute to.
var Parts = []Part{ToProblem, ToRecovery}

// Influence is whether a factor made things better or worse.
type Influence string

// The influences.
const (
	Helpful Influence = "helpful"
	Harmful Influence = "harmful"
)

// Influences lists the influences.
var Influences = []Influence{Helpful, Harmful}

// Factor is one of several things that contributed to the trouble or to its
// end. There is never a single root cause, and it is never a person.
type Factor struct {
	ID            int64
	PublicID      string
	ReviewID      int64
	Body          string
	ContributedTo Part      // "" not said
	Influence     Influence // "" not said
	Unconfirmed   bool      // it is thought, not known
	Position      int64
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// NewFactor is a factor to add. Only the body is required.
type NewFactor struct {
	Body          string
	ContributedTo Part
	Influence     Influence
	Unconfirmed   bool
}

// causes reports whether a factor can stand in a public cause: what helped, what
// only bore on the recovery, and what is not known does not.
func (f Factor) causes() bool {
	return f.ContributedTo != ToRecovery && f.Influence != Helpful && !f.Unconfirmed
}

// causes are the factors that can stand in a public cause.
func (r Review) causes() []Factor {
	var list []Factor
	for _, f := range r.Factors {
		if f.causes() {
			list = append(list, f)
		}
	}
	return list
}

// Words says what a factor contributed to, how, and that it is not known: "to the
// recovery, helpful, unconfirmed"; empty where nothing of it was said.
func (f Factor) Words() string {
	var says []string
	if f.ContributedTo != "" {
		says = append(says, "to the "+string(f.ContributedTo))
	}
	if f.Influence != "" {
		says = append(says, string(f.Influence))
	}
	if f.Unconfirmed {
		says = append(says, "unconfirmed")
	}
	return strings.Join(says, ", ")
}
