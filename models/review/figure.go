package review

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// Figures are what charts and lists need of a review, worked out anew in every
// transaction that changes it or one of its incidents. Lengths are in seconds,
// nil where a time is missing.
type Figures struct {
	ReviewID        int64 `gorm:"primaryKey;autoIncrement:false"`
	Format          int64 // of the words and figures, as this program makes them
	PublicID        string
	Title           string
	State           State
	Severity        int64  // 0: not said
	DetectionSource Source // "" not said
	Vendor          string // names, separated by commas
	Components      string // row ids between commas: ",3,17,"
	At              time.Time
	Detect          *int64
	Acknowledge     *int64
	Inform          *int64
	Known           *int64 // from detection to the first public word
	Recover         *int64
	Phases          string // JSON of phase to seconds
	Updates         int64  // public updates of its incidents
	LongestGap      *int64 // between two of them
	Promises        int64  // of a next update, as far as their time has come
	Kept            int64
	SupportCases    int64
	UsersAffected   *int64
	RequestsFailed  *int64
	FailedShare     *int64 // in hundredths of a percent
	SLAMinutes      *int64
	SLABroken       Verdict
	Outdated        bool // it says something else than when its postmortem was last published
}

// TableName names the table of figures.
func (Figures) TableName() string { return "review_figures" }

// figuresFormat numbers the way figures and words are made. A review whose row
// has another number is made anew when the program starts.
const figuresFormat = 5

// figures works out the figures of a whole review at now.
func (r Review) figures(now time.Time) Figures {
	m, c := r.Metrics(), r.Cadence(now)
	f := Figures{ReviewID: r.ID, Format: figuresFormat, PublicID: r.PublicID, Title: r.Title, State: r.State, Severity: r.Severity,
		DetectionSource: r.DetectionSource, Vendor: r.Vendor, Components: r.components(), At: r.began(),
		Detect: whole(m.Detect), Acknowledge: whole(m.Acknowledge), Inform: whole(m.Inform), Known: whole(m.Known), Recover: whole(m.Recover),
		Updates: int64(len(c.Words)), LongestGap: whole(c.Longest), Promises: int64(c.Promises), Kept: int64(c.Kept), SupportCases: r.SupportCases,
		UsersAffected: r.Toll.UsersAffected, RequestsFailed: r.Toll.RequestsFailed, FailedShare: r.Toll.FailedShare, SLAMinutes: r.Toll.SLAMinutes, SLABroken: r.Toll.SLABroken}
	lengths := map[Phase]int64{}
	for _, p := range m.Phases {
		lengths[p.Phase] = int64(p.Length / time.Second)
	}
	text, _ := json.Marshal(lengths) // a map of texts to numbers always has a form
	f.Phases = string(text)
	return f
}

// began is when what the review is about began; without a known time, when the
// review was started.
func (r Review) began() time.Time {
	if t := r.Times(); t.Started != nil {
		return *t.Started
	}
	if es := own(r.Timeline, false); len(es) > 0 {
		return es[0].At
	}
	return r.CreatedAt
}

// components are the row ids of the components its incidents touched.
func (r Review) components() string {
	var ids []string
	for _, i := range r.Incidents {
		for _, id := range i.ComponentIDs() {
			if text := strconv.FormatInt(id, 10); !slices.Contains(ids, text) {
				ids = append(ids, text)
			}
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return "," + strings.Join(ids, ",") + ","
}

// whole is a length in whole seconds.
func whole(d *time.Duration) *int64 {
	if d == nil {
		return nil
	}
	s := int64(*d / time.Second)
	return &s
}

// ComponentIDs are the row ids of the components its incidents touched.
func (f Figures) ComponentIDs() []int64 {
	var ids []int64
	for text := range strings.SplitSeq(strings.Trim(f.Components, ","), ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// Vendors are the names of the vendors that were part of it.
func (f Figures) Vendors() []string { return vendors(f.Vendor) }

func vendors(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// PhaseLengths are the lengths of its phases, in their usual order.
func (f Figures) PhaseLengths() []PhaseLength {
	lengths := map[Phase]int64{}
	if json.Unmarshal([]byte(f.Phases), &lengths) != nil {
		return nil
	}
	var list []PhaseLength
	for p, s := range lengths {
		list = append(list, PhaseLength{p, time.Duration(s) * time.Second})
	}
	slices.SortFunc(list, func(a, b PhaseLength) int {
		return cmp.Compare(slices.Index(Phases, a.Phase), slices.Index(Phases, b.Phase))
	})
	return list
}

// Cadence is how steadily the public was told.
type Cadence struct {
	Words    []Word         // every public update, oldest first
	Longest  *time.Duration // between two of them; nil for fewer than two
	Promises int            // of a next update, whose time has come or that were followed by a word
	Kept     int
	Latest   time.Duration // the longest a promise was missed by
}

// Word is one public update and the promise it made.
type Word struct {
	At       time.Time
	Gap      *time.Duration // since the one before; nil for the first
	Promised *time.Time     // when the next was to come; nil: no promise
	Kept     bool           // it came in time
	Late     time.Duration  // by how much it was late, so far where none came
	Due      bool           // the promise is still ahead, or was not made
}

// grace is how far after a promised minute a word still keeps the promise: the
// forms in which promises are made know no seconds.
const grace = time.Minute

// Cadence is how steadily the public was told of the incidents of the review, as
// of now.
func (r Review) Cadence(now time.Time) Cadence {
	var c Cadence
	for _, i := range r.Incidents {
		c.add(i, now)
	}
	slices.SortStableFunc(c.Words, func(a, b Word) int { return a.At.Compare(b.At) })
	return c
}

// add counts the words of one incident.
func (c *Cadence) add(i models.Incident, now time.Time) {
	for n := len(i.Updates) - 1; n >= 0; n-- { // newest first
		u := i.Updates[n]
		w := Word{At: u.DisplayAt, Promised: u.NextUpdateAt, Due: u.NextUpdateAt == nil}
		if n+1 < len(i.Updates) {
			gap := u.DisplayAt.Sub(i.Updates[n+1].DisplayAt)
			w.Gap = &gap
			if c.Longest == nil || gap > *c.Longest {
				c.Longest = &gap
			}
		}
		if w.Promised != nil {
			next := now
			if n > 0 {
				next = i.Updates[n-1].DisplayAt
			}
			w.judge(next, n == 0)
		}
		c.Words = append(c.Words, w)
		if w.Due {
			continue
		}
		c.Promises++
		if w.Kept {
			c.Kept++
		}
		c.Latest = max(c.Latest, w.Late)
	}
}

// judge says whether the promise was kept by a word at next; waiting says that
// none has come until then.
func (w *Word) judge(next time.Time, waiting bool) {
	inTime := !next.After(w.Promised.Add(grace))
	w.Due, w.Kept = waiting && inTime, !waiting && inTime
	if !inTime {
		w.Late = next.Sub(*w.Promised)
	}
}
