package review

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"vitrine/models"
)

// Toll is what an incident cost customers, in figures. A nil figure is not known,
// which is not 0: then somebody looked, and nobody was.
type Toll struct {
	UsersAffected  *int64
	RequestsFailed *int64 // or transactions, mails, jobs: what customers ask of the service
	FailedShare    *int64 // of all requests while it lasted, in hundredths of a percent
	WorstCase      string // what the worst of it was for one customer; Markdown
	SLAMinutes     *int64 // that count against the service level
	SLABroken      Verdict
}

// Verdict is whether a promise to customers was broken.
type Verdict string

// The verdicts; an empty one is not known.
const (
	Broken  Verdict = "yes"
	Unhurt  Verdict = "no"
	Unknown Verdict = ""
)

// Verdicts lists the verdicts that can be given.
var Verdicts = []Verdict{Broken, Unhurt}

// NotKnown as a figure of an edit takes the figure away again.
const NotKnown int64 = -1

// WholeShare is a share of everything, in hundredths of a percent.
const WholeShare int64 = 100_00

// TollEdit changes what is not nil.
type TollEdit struct {
	UsersAffected  *int64 // NotKnown clears it, like the others
	RequestsFailed *int64
	FailedShare    *int64 // in hundredths of a percent
	WorstCase      *string
	SLAMinutes     *int64
	SLABroken      *Verdict
}

// Known reports whether anything of it is known.
func (t Toll) Known() bool { return t != Toll{} }

func (e TollEdit) apply(c *changes, t *Toll) {
	c.figure("users_affected", &t.UsersAffected, e.UsersAffected)
	c.figure("requests_failed", &t.RequestsFailed, e.RequestsFailed)
	c.figure("failed_share", &t.FailedShare, e.FailedShare)
	c.words("worst_case", &t.WorstCase, e.WorstCase)
	c.figure("sla_minutes", &t.SLAMinutes, e.SLAMinutes)
	put(c, "sla_broken", &t.SLABroken, e.SLABroken)
}

// figure moves a figure that may be unknown, when one is given.
func (c *changes) figure(column string, field **int64, to *int64) {
	if to == nil || *field != nil && **field == *to || *field == nil && *to == NotKnown {
		return
	}
	c.before[column] = *field
	if *to == NotKnown {
		c.after[column], c.set[column], *field = nil, nil, nil
		return
	}
	n := *to
	c.after[column], c.set[column], *field = n, n, &n
}

// check says which figures cannot stand as they are.
func (t Toll) check(bad models.Complaints) {
	for _, f := range []struct {
		name string
		n    *int64
		most int64
	}{{"users_affected", t.UsersAffected, 1e12}, {"requests_failed", t.RequestsFailed, 1e15}, {"sla_minutes", t.SLAMinutes, 10 * 366 * 24 * 60}} {
		if f.n != nil {
			between(bad, f.name, *f.n, 0, f.most)
		}
	}
	if t.FailedShare != nil && (*t.FailedShare < 0 || *t.FailedShare > WholeShare) {
		bad.Add("failed_share", "The share of requests that failed must be a number from 0 to 100, in percent.")
	}
	choice(bad, "sla_broken", t.SLABroken, Verdicts)
	bad.Body("worst_case", t.WorstCase, 0, maxBody)
}

// Percent says a share in hundredths of a percent: "12.5 %".
func Percent(share int64) string {
	text := strconv.FormatFloat(float64(share)/100, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + " %"
}

// Hundredths is a percentage as it is kept, in hundredths of a percent. What is far
// from any percentage stays so.
func Hundredths(percent float64) int64 {
	return int64(math.Round(100 * max(-1e6, min(1e6, percent))))
}

// SLAWords say what the service level lost: "20 minutes count, the promise was
// broken". Empty where nothing of it is known.
func (t Toll) SLAWords() string {
	var says []string
	switch {
	case t.SLAMinutes == nil:
	case *t.SLAMinutes == 1:
		says = append(says, "1 minute counts")
	default:
		says = append(says, grouped(*t.SLAMinutes)+" minutes count")
	}
	switch t.SLABroken {
	case Broken:
		says = append(says, "the promise was broken")
	case Unhurt:
		says = append(says, "the promise was kept")
	}
	return strings.Join(says, ", ")
}

// grouped is a number with its thousands apart: "1,204".
func grouped(n int64) string {
	text := digits(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// TollSum is what one figure comes to over several reviews: never a bare sum, but
// with how many of them know it.
type TollSum struct {
	Known, All int
	Sum        int64
	Median     int64 // of those that are known, rounded up
	Ninth      int64 // 90 of a hundred were not more; 0 below EnoughForNinth
	Most       int64
	Worst      Figures // the review with the most
}

// TollFigure is one of the figures that are added up.
type TollFigure string

// The figures that are added up.
const (
	Users      TollFigure = "users_affected"
	SLAMinutes TollFigure = "sla_minutes"
)

// TollFigures lists the figures that are added up.
var TollFigures = []TollFigure{Users, SLAMinutes}

// of is a figure of one review; nil where it is not known.
func (t TollFigure) of(f Figures) *int64 {
	if t == Users {
		return f.UsersAffected
	}
	return f.SLAMinutes
}

// SumUp adds a figure up over reviews.
func SumUp(of TollFigure, fs []Figures) TollSum {
	s := TollSum{All: len(fs)}
	var known []int64
	for _, f := range fs {
		n := of.of(f)
		if n == nil {
			continue
		}
		known = append(known, *n)
		s.Sum += *n
		if len(known) == 1 || *n > s.Most {
			s.Most, s.Worst = *n, f
		}
	}
	slices.Sort(known)
	if s.Known = len(known); s.Known > 0 {
		s.Median = (known[(s.Known-1)/2] + known[s.Known/2] + 1) / 2
	}
	if s.Known >= EnoughForNinth {
		s.Ninth = known[int(math.Ceil(.9*float64(s.Known)))-1]
	}
	return s
}

// PromisesBroken is in how many reviews a promise to customers was broken, of
// those that say whether one was.
func PromisesBroken(fs []Figures) Share {
	var s Share
	for _, f := range fs {
		if f.SLABroken != Unknown {
			s.All++
		}
		if f.SLABroken == Broken {
			s.Of++
		}
	}
	return s
}
