package models

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Choice is what a subscriber wants to hear about, and when.
type Choice struct {
	AllComponents bool     // every component, those of the future included
	ComponentIDs  []string // public ids, where not all
	GroupIDs      []string // public ids of groups, what they hold later included, where not all
	Incidents     bool
	Maintenance   bool
	Postmortems   bool

	// Countermeasures: when the last promise of a postmortem is kept.
	Countermeasures bool

	LeastImpact Impact // of incidents and of what their postmortems are about; empty: any
	Digest      Digest
	Quiet       Quiet  // for maintenance; incidents are never held
	Zone        string // IANA name; empty: the site's
	Language    string // BCP 47, "de"; a wish: it holds where the site is offered in it. Empty: the site's own
	List        bool   // the address stands for many people: leaving takes a mail to all of them
}

// Check refuses a choice that would never bring a mail, and words that mean
// nothing.
func (c Choice) Check() error {
	complaints := Complaints{}
	if !c.AllComponents && len(c.ComponentIDs) == 0 && len(c.GroupIDs) == 0 {
		complaints.Add("components", "Choose at least one service, or all of them.")
	}
	if !c.Incidents && !c.Maintenance && !c.Postmortems && !c.Countermeasures {
		complaints.Add("kinds", "Choose at least one kind of news to hear about.")
	}
	c.when(complaints)
	return complaints.Err()
}

// language is what a language tag looks like (RFC 5646), as far as we keep it.
var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$`)

// when checks the part of the choice that says when.
func (c Choice) when(complaints Complaints) {
	if !slices.Contains(Impacts, c.Least()) {
		complaints.Add("least_impact", "Choose from which impact on to hear of an incident.")
	}
	if !slices.Contains(Digests, c.Digest) {
		complaints.Add("digest", "Choose how often to hear: as it happens, daily or weekly.")
	}
	if sentence := c.Quiet.wrong(); sentence != "" {
		complaints.Add("quiet", "%s", sentence)
	}
	if _, err := Zone(c.Zone); err != nil {
		complaints.Add("zone", "We do not know the time zone %q. It looks like Europe/Berlin.", shortened(c.Zone))
	}
	if c.Language != "" && !language.MatchString(c.Language) {
		complaints.Add("language", "A language is written like en or pt-BR.")
	}
}

// Least is LeastImpact as it is kept.
func (c Choice) Least() Impact {
	if c.LeastImpact == "" {
		return NoImpact
	}
	return c.LeastImpact
}

// Zone returns the zone with an IANA name, UTC for an empty one.
func Zone(name string) (*time.Location, error) {
	if len(name) > 64 || name == "Local" {
		return nil, fmt.Errorf("no zone %q", shortened(name))
	}
	return time.LoadLocation(name)
}

func shortened(text string) string {
	if letters := []rune(text); len(letters) > 40 {
		return string(letters[:40]) + "…"
	}
	return text
}

// ReachedBy lists the least impacts that let an incident of impact i through.
func ReachedBy(i Impact) []Impact {
	return Impacts[:max(0, slices.Index(Impacts, i))+1]
}

// Quiet is a time of the day in which maintenance is not told, in the reader's
// zone. It may run over midnight.
type Quiet struct{ From, Until string } // "22:00", "07:00"; both empty: none

// clock is a time of the day.
var clock = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

func (q Quiet) wrong() string {
	switch {
	case q == Quiet{}:
		return ""
	case q.From == "" || q.Until == "":
		return "Quiet hours need a beginning and an end, or neither."
	case !clock.MatchString(q.From) || !clock.MatchString(q.Until):
		return "Quiet hours are written like 22:00 and 07:00."
	case q.From == q.Until:
		return "Quiet hours that begin and end at the same time are none. Change one, or leave both empty."
	}
	return ""
}

// Ends returns when the quiet time that at lies in ends, and whether it lies in
// one.
func (q Quiet) Ends(at time.Time, zone *time.Location) (end time.Time, quiet bool) {
	if q.From == "" || q.wrong() != "" {
		return time.Time{}, false
	}
	local := at.In(zone)
	for _, back := range []int{1, 0} { // what began yesterday, and today
		from, until := onDay(local, -back, q.From), onDay(local, -back, q.Until)
		if !until.After(from) {
			until = onDay(local, 1-back, q.Until)
		}
		if !at.Before(from) && at.Before(until) {
			return until.UTC(), true
		}
	}
	return time.Time{}, false
}

// onDay is a time of the day on the day that lies so many days from t.
func onDay(t time.Time, days int, clock string) time.Time {
	var hour, minute int
	if _, err := fmt.Sscanf(clock, "%d:%d", &hour, &minute); err != nil {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day()+days, hour, minute, 0, 0, t.Location())
}

// Digest is how often somebody hears.
type Digest string

// The digests.
const (
	AsItHappens Digest = ""
	Daily       Digest = "daily"
	Weekly      Digest = "weekly" // on Mondays
)

// Digests lists them.
var Digests = []Digest{AsItHappens, Daily, Weekly}

// digestAt is the time of the day at which summaries leave, in the reader's zone.
const digestAt = "08:00"

// Due returns the last moment up to now at which a summary was due in zone, and
// the one before it, from which on it tells. Neither is set for AsItHappens.
func (d Digest) Due(now time.Time, zone *time.Location) (due, from time.Time) {
	local, days := now.In(zone), 1
	switch d {
	case AsItHappens:
		return due, from
	case Weekly:
		days = 7
		local = local.AddDate(0, 0, -(int(local.Weekday())+6)%7) // Monday
	}
	if due = onDay(local, 0, digestAt); due.After(now) {
		due = onDay(local, -days, digestAt)
	}
	return due.UTC(), onDay(due.In(zone), -days, digestAt).UTC()
}

// ParseDigest reads how often in the words of files and interfaces:
// "as_it_happens" or nothing, "daily", "weekly".
func ParseDigest(text string) (Digest, error) {
	d := Digest(strings.ToLower(strings.TrimSpace(text)))
	if d == "as_it_happens" {
		d = AsItHappens
	}
	if !slices.Contains(Digests, d) {
		return "", Fail(Invalid, "%q is neither as_it_happens nor daily nor weekly.", shortened(text))
	}
	return d, nil
}

// Word is the digest as files and interfaces say it.
func (d Digest) Word() string {
	if d == AsItHappens {
		return "as_it_happens"
	}
	return string(d)
}
