package review

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// InsightQuery says which reviews insights look at, by when what they are about
// began.
type InsightQuery struct {
	From     time.Time // zero: no limit
	Until    time.Time // zero: no limit; the moment itself is left out
	Severity int64     // 0: any
}

// Figures reads the figures of the reviews asked for, the newest first.
func (s *Store) Figures(ctx context.Context, q InsightQuery) ([]Figures, error) {
	where, args := []string{"1 = 1"}, []any{}
	for _, c := range (Search{From: q.From, Until: q.Until, Severity: q.Severity}).conditions() {
		where, args = append(where, strings.TrimPrefix(c.sql, "f.")), append(args, c.arg)
	}
	return s.figuresWhere(ctx, strings.Join(where, " AND "), args...)
}

// Measure is one of the lengths that count.
type Measure string

// The measures.
const (
	ToDetect      Measure = "detect"
	ToAcknowledge Measure = "acknowledge"
	ToInform      Measure = "inform"
	ToRecover     Measure = "recover"
	ToTell        Measure = "inform_from_detection"
)

// Measures lists the measures in the order things happen.
var Measures = []Measure{ToDetect, ToAcknowledge, ToInform, ToTell, ToRecover}

// Length is the measure of one review; false where it is not known.
func (f Figures) Length(m Measure) (time.Duration, bool) {
	var s *int64
	switch m {
	case ToDetect:
		s = f.Detect
	case ToAcknowledge:
		s = f.Acknowledge
	case ToInform:
		s = f.Inform
	case ToTell:
		s = f.Known
	case ToRecover:
		s = f.Recover
	}
	if s == nil {
		return 0, false
	}
	return time.Duration(*s) * time.Second, true
}

// Distribution is how a measure is spread over reviews: every one of them, and
// never a mean by itself.
type Distribution struct {
	Name    string // of the group: "Sev2", "Sign-in"
	Measure Measure
	Reviews []Figures       // those whose measure is known, the shortest first
	Lengths []time.Duration // of those
	Unknown int             // how many others there are
	Median  time.Duration
	Ninth   time.Duration // 90 of a hundred were not longer; zero below EnoughForNinth
	Mean    time.Duration // for sums alone
	Longest time.Duration
}

// EnoughForNinth is from how many reviews on a 90th percentile is told: below,
// it would be the longest by another name.
const EnoughForNinth = 10

// Distribute spreads a measure.
func Distribute(name string, m Measure, fs []Figures) Distribution {
	d := distribute(name, fs, func(n int) (time.Duration, bool) { return fs[n].Length(m) })
	d.Measure = m
	return d
}

// PhaseSpread spreads the lengths of detection, response and remediation over the
// reviews whose timeline names them.
func PhaseSpread(fs []Figures) []Distribution {
	lengths := make([]map[Phase]time.Duration, len(fs))
	for n := range fs {
		lengths[n] = map[Phase]time.Duration{}
		for _, p := range Summed(fs[n].PhaseLengths()) {
			lengths[n][p.Phase] = p.Length
		}
	}
	var list []Distribution
	for _, phase := range []Phase{Detection, Response, Remediation} {
		d := distribute(string(phase), fs, func(n int) (time.Duration, bool) { length, ok := lengths[n][phase]; return length, ok })
		list = append(list, d)
	}
	return list
}

// ResponseShare is how much of the time that is told apart into phases was
// response, in minutes: what the guide calls three quarters of the lifecycle.
func ResponseShare(spread []Distribution) Share {
	var s Share
	for _, d := range spread {
		for _, l := range d.Lengths {
			s.All += int(l / time.Minute)
			if d.Name == string(Response) {
				s.Of += int(l / time.Minute)
			}
		}
	}
	return s
}

// distribute spreads what length says of the nth review.
func distribute(name string, fs []Figures, length func(n int) (time.Duration, bool)) Distribution {
	d := Distribution{Name: name}
	type known struct {
		length time.Duration
		at     int
	}
	var ks []known // sorted in place of the reviews, which are large
	for n := range fs {
		if l, ok := length(n); ok {
			ks = append(ks, known{l, n})
		}
	}
	d.Unknown = len(fs) - len(ks)
	slices.SortStableFunc(ks, func(a, b known) int { return cmp.Compare(a.length, b.length) })
	d.Lengths = make([]time.Duration, len(ks))
	d.Reviews = make([]Figures, 0, len(ks))
	for n, k := range ks {
		d.Lengths[n], d.Reviews = k.length, append(d.Reviews, fs[k.at])
		d.Mean += k.length
	}
	if n := len(d.Lengths); n > 0 {
		d.Median, d.Longest, d.Mean = median(d.Lengths), d.Lengths[n-1], d.Mean/time.Duration(n)
		if n >= EnoughForNinth {
			d.Ninth = d.Lengths[int(math.Ceil(.9*float64(n)))-1]
		}
	}
	return d
}

// median is the middle of sorted lengths, or the mean of the two in the middle.
func median(sorted []time.Duration) time.Duration {
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// Grouping is by what reviews are told apart.
type Grouping string

// The groupings.
const (
	BySeverity  Grouping = "severity"
	ByComponent Grouping = "component"
	ByVendor    Grouping = "vendor"
	BySource    Grouping = "source"
)

// Groupings lists the groupings.
var Groupings = []Grouping{BySeverity, ByComponent, ByVendor, BySource}

// Group is the reviews that have one thing in common. A review can be in several
// groups: it may have touched two components.
type Group struct {
	Key     string // "2", the row id of a component, the name of a vendor, "customer"; empty: not said
	Reviews []Figures
}

// GroupBy tells reviews apart. Severities and sources come in their order with
// what was not said last; components and vendors by how often they occur.
func GroupBy(by Grouping, fs []Figures) []Group {
	at := map[string]int{}
	var list []Group
	for _, f := range fs {
		for _, key := range f.keys(by) {
			n, there := at[key]
			if !there {
				n, at[key] = len(list), len(list)
				list = append(list, Group{Key: key})
			}
			list[n].Reviews = append(list[n].Reviews, f)
		}
	}
	slices.SortStableFunc(list, func(a, b Group) int {
		if (a.Key == "") != (b.Key == "") {
			return cmp.Compare(len(b.Key), len(a.Key))
		}
		if by == BySeverity {
			return cmp.Compare(a.Key, b.Key)
		}
		return cmp.Or(cmp.Compare(len(b.Reviews), len(a.Reviews)), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// keys are the groups a review belongs to; what was not said is one too.
func (f Figures) keys(by Grouping) []string {
	var keys []string
	switch by {
	case BySeverity:
		if f.Severity > 0 {
			keys = []string{digits(f.Severity)}
		}
	case BySource:
		if f.DetectionSource != "" {
			keys = []string{string(f.DetectionSource)}
		}
	case ByComponent:
		for _, id := range f.ComponentIDs() {
			keys = append(keys, digits(id))
		}
	case ByVendor:
		keys = f.Vendors()
	}
	if len(keys) == 0 {
		return []string{""}
	}
	return keys
}

// Share is how many of how many.
type Share struct{ Of, All int }

// Percent is the share in whole hundredths; 0 where there is nothing.
func (s Share) Percent() int {
	if s.All == 0 {
		return 0
	}
	return int(math.Round(100 * float64(s.Of) / float64(s.All)))
}

// NoticedBy is how many of the reviews that say it were noticed by a source
// first.
func NoticedBy(source Source, fs []Figures) Share {
	var s Share
	for _, f := range fs {
		if f.DetectionSource != "" {
			s.All++
		}
		if f.DetectionSource == source {
			s.Of++
		}
	}
	return s
}

// PromisesKept is how many promises of a next update were kept, of those whose
// time has come.
func PromisesKept(fs []Figures) Share {
	var s Share
	for _, f := range fs {
		s.Of, s.All = s.Of+int(f.Kept), s.All+int(f.Promises)
	}
	return s
}

// Month is what began in one month.
type Month struct {
	Start    time.Time // midnight UTC of its first day
	Reviews  []Figures
	Serious  int // Sev1 and Sev2
	Recovery Distribution
	Promises Share
}

// Months lists the months from the first review to the last, empty ones too.
func Months(fs []Figures) []Month {
	if len(fs) == 0 {
		return nil
	}
	first, last := fs[0].At, fs[0].At
	for _, f := range fs {
		if f.At.Before(first) {
			first = f.At
		}
		if f.At.After(last) {
			last = f.At
		}
	}
	at := map[time.Time][]Figures{}
	for _, f := range fs {
		at[monthOf(f.At)] = append(at[monthOf(f.At)], f)
	}
	var list []Month
	for m := monthOf(first); !m.After(last); m = m.AddDate(0, 1, 0) {
		month := Month{Start: m, Reviews: at[m], Recovery: Distribute("", ToRecover, at[m]), Promises: PromisesKept(at[m])}
		for _, f := range at[m] {
			if f.Severity == 1 || f.Severity == 2 {
				month.Serious++
			}
		}
		list = append(list, month)
	}
	return list
}

func monthOf(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }
