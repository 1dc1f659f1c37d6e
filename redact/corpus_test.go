package redact

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// A corpus document marks what must be found as ⟦kind|text⟧, or ⟦kind!|text⟧
// where the writer tried to hide it. Marks may nest.
type labelled struct {
	name   string
	text   string
	labels []mark
}

type mark struct {
	span
	kind       Kind
	obfuscated bool
}

// readLabelled takes the marks out of a document.
func readLabelled(name, marked string) (labelled, error) {
	d := labelled{name: name}
	var text strings.Builder
	var open []mark
	for i := 0; i < len(marked); {
		switch {
		case strings.HasPrefix(marked[i:], "⟦"):
			i += len("⟦")
			head, _, ok := strings.Cut(marked[i:], "|")
			kind, hidden := strings.CutSuffix(head, "!")
			if !ok || !slices.Contains(Kinds(), Kind(kind)) {
				return d, fmt.Errorf("%s: bad mark %.20q", name, marked[i:])
			}
			open = append(open, mark{span{text.Len(), 0}, Kind(kind), hidden})
			i += len(head) + 1
		case strings.HasPrefix(marked[i:], "⟧"):
			if len(open) == 0 {
				return d, fmt.Errorf("%s: a mark closes that is not open", name)
			}
			m := open[len(open)-1]
			open, m.end = open[:len(open)-1], text.Len()
			d.labels = append(d.labels, m)
			i += len("⟧")
		default:
			_, n := utf8.DecodeRuneInString(marked[i:])
			text.WriteString(marked[i : i+n])
			i += n
		}
	}
	d.text = text.String()
	if len(open) > 0 {
		return d, fmt.Errorf("%s: a mark is not closed", name)
	}
	return d, nil
}

// openHouses are the folders of the corpus that are looked at freely.
var openHouses = []string{
	"open/northpole", "open/lumenworks", "open/harborline", "open/saltmarsh", "open/lumenfels", "open/tidewell", "open/brackenfold", "open/zefirra", "open/ottermead", "open/pellwick", "open/aldermeer", "open/gloomkite", "open/kreekhaven", "open/tallpenny", "open/vallescura", "open/rowanmere", "open/vellamarpost", "open/lindhamn", "open/torvald", "open/brennick", "open/quaymoor", "open/fennmarch", "open/alderhythe", "open/hostmere", "open/portmere", "open/paymere", "open/meetmere", "open/deskmere", "open/dnsmere", "open/shopmere", "open/chatmere", "open/statmere", "open/bankmere", "open/schoolmere", "open/ferrymere", "open/buildmere"}

func corpus(t testing.TB, folder string) (docs []labelled) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "corpus", folder, "*.md"))
	if err != nil || len(names) < 20 {
		t.Fatalf("the corpus %s has %d documents, want 20 or more (%v)", folder, len(names), err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := readLabelled(filepath.Base(name), string(raw))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

func corpusScanner(t testing.TB, folder string) *Scanner {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "corpus", folder, "rules.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseRules(raw)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tally counts what was labelled, found of it, found under the right kind, and
// found at all, and how much of that was right.
type tally struct{ labels, found, named, finds, right int }

func (t tally) recall() float64    { return ratio(t.found, t.labels) }
func (t tally) precision() float64 { return ratio(t.right, t.finds) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

type score struct {
	kinds           map[Kind]*tally
	all, obfuscated tally
	misses          []string
}

func newScore() *score {
	s := &score{kinds: map[Kind]*tally{}}
	for _, k := range Kinds() {
		s.kinds[k] = &tally{}
	}
	return s
}

// grade scores one folder of the corpus. A label is found when finds cover it
// whole; a find is right when it touches a label.
func grade(t testing.TB, folder string) *score {
	s, scanner := newScore(), corpusScanner(t, folder)
	for _, d := range corpus(t, folder) {
		finds := scanner.Scan(d.text)
		s.gradeLabels(d, finds)
		s.gradeFinds(d, finds)
	}
	return s
}

func (s *score) gradeLabels(d labelled, finds []Finding) {
	for _, l := range d.labels {
		covered, named := covers(l, finds)
		for _, t := range []*tally{s.kinds[l.kind], &s.all, &s.obfuscated} {
			if t == &s.obfuscated && !l.obfuscated {
				continue
			}
			t.labels++
			t.found += btoi(covered)
			t.named += btoi(covered && named)
		}
		if !covered {
			s.misses = append(s.misses, fmt.Sprintf("missed  %s: %s %q", d.name, l.kind, d.text[l.start:l.end]))
		} else if !named {
			s.misses = append(s.misses, fmt.Sprintf("misnamed %s: %s %q", d.name, l.kind, d.text[l.start:l.end]))
		}
	}
}

func (s *score) gradeFinds(d labelled, finds []Finding) {
	for _, f := range finds {
		right := slices.ContainsFunc(d.labels, func(l mark) bool { return f.Start < l.end && l.start < f.End })
		for _, t := range []*tally{s.kinds[f.Kind], &s.all} {
			t.finds++
			t.right += btoi(right)
		}
		if !right {
			s.misses = append(s.misses, fmt.Sprintf("false   %s: %s/%s %q", d.name, f.Kind, f.Rule, f.Text))
		}
	}
}

// covers reports whether finds cover a label whole, and whether one of them has its kind.
func covers(l mark, finds []Finding) (covered, named bool) {
	at := l.start
	for _, f := range finds {
		if f.Start < l.end && l.start < f.End {
			named = named || f.Kind == l.kind
			if f.Start <= at {
				at = max(at, f.End)
			}
		}
	}
	return at >= l.end, named
}

func (s *score) String() string {
	var b strings.Builder
	row := func(name string, t tally) {
		fmt.Fprintf(&b, "%-14s %6d %7.3f %7.3f %6d %10.3f\n", name, t.labels, t.recall(), ratio(t.named, t.labels), t.finds, t.precision())
	}
	fmt.Fprintf(&b, "%-14s %6s %7s %7s %6s %10s\n", "kind", "labels", "recall", "named", "finds", "precision")
	for _, k := range Kinds() {
		row(string(k), *s.kinds[k])
	}
	row("all", s.all)
	fmt.Fprintf(&b, "%-14s %6d %7.3f %7.3f\n", "obfuscated", s.obfuscated.labels, s.obfuscated.recall(), ratio(s.obfuscated.named, s.obfuscated.labels))
	return b.String()
}

type marks struct{ recall, obfuscated, precision float64 }

// goal is what an open house must reach; reached is what those that are still short of it have.
var (
	goal    = marks{0.99, 0.95, 0.90}
	reached = map[string]marks{"open/torvald": {0.975, 0.93, 0.92}, "open/brennick": {0.93, 0.88, 0.93}, "open/quaymoor": {0.93, 0.845, 0.905}, "open/portmere": {0.95, 0.925, 0.96}}
)

func TestTheCorpusIsFound(t *testing.T) {
	t.Parallel()
	for _, folder := range openHouses {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			s := grade(t, folder)
			t.Logf("\n%s", s)
			if testing.Verbose() {
				for _, m := range s.misses {
					t.Log(m)
				}
			}
			want, ok := reached[folder]
			if !ok {
				want = goal
			}
			if s.all.recall() < want.recall {
				t.Errorf("recall %.3f, want %.3f", s.all.recall(), want.recall)
			}
			if s.obfuscated.recall() < want.obfuscated {
				t.Errorf("recall of what is obfuscated %.3f, want %.3f", s.obfuscated.recall(), want.obfuscated)
			}
			if s.all.precision() < want.precision {
				t.Errorf("precision %.3f, want %.3f", s.all.precision(), want.precision)
			}
		})
	}
}

// misses, given by hand, prints what was missed of the sets aside; whoever looks
// at it must move the set to the open ones and have a new one written.
var misses = flag.Bool("misses", false, "print what is missed of the corpus set aside")

// TestTheCorpusSetAsideIsScored scores the sets that nobody has looked at, each and all
// together.
func TestTheCorpusSetAsideIsScored(t *testing.T) {
	if os.Getenv("VITRINE_ASIDE") == "" {
		t.Skip("the set aside is scored at milestones alone: set VITRINE_ASIDE=1")
	}
	houses, err := filepath.Glob(filepath.Join("testdata", "corpus", "aside", "*"))
	if err != nil || len(houses) == 0 {
		t.Fatalf("no set is aside: have one written by somebody who does not write rules (%v)", err)
	}
	all := newScore()
	for _, house := range houses {
		folder := filepath.Join("aside", filepath.Base(house))
		s := grade(t, folder)
		t.Logf("%s\n%s", folder, s)
		all.add(s)
	}
	t.Logf("all that is aside\n%s", all)
	if *misses {
		for _, m := range all.misses {
			t.Log(m)
		}
	}
	if got := (marks{all.all.recall(), all.obfuscated.recall(), all.all.precision()}); got.recall < goal.recall || got.obfuscated < goal.obfuscated || got.precision < goal.precision {
		t.Errorf("%.3f, want %.3f", got, goal)
	}
}

// add counts what another score counted.
func (s *score) add(other *score) {
	s.all.add(other.all)
	s.obfuscated.add(other.obfuscated)
	for kind, t := range other.kinds {
		s.kinds[kind].add(*t)
	}
	s.misses = append(s.misses, other.misses...)
}

func (t *tally) add(other tally) {
	t.labels += other.labels
	t.found += other.found
	t.named += other.named
	t.finds += other.finds
	t.right += other.right
}
