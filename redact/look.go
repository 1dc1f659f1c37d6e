package redact

import (
	"slices"
	"sort"
	"strings"
)

// maxDepth bounds how many payloads inside payloads are opened.
const maxDepth = 3

// looking is one pass of a scanner over one text.
type looking struct {
	s             *Scanner
	view          *view
	text          string
	depth         int
	hits          []hit
	keyStop       int             // where the last private key block ends
	openStop      int             // where the last link found that leads to a public place ends
	linkStop      int             // where the last link found ends
	numberStop    int             // where the last card number found ends
	toldStop      int             // where the last number in words ends
	insertStop    int             // where the last row of an INSERT ends
	turnStop      int             // where the last address written backwards ends
	pathStop      int             // where the last relative path looked at ends
	listedStop    int             // where the last list of secrets of one form ends
	toldLaterStop int             // where the last text behind a word for a secret ends
	shownStop     int             // where the last word of mixed characters looked at ends
	treeStop      int             // where the last path with backslashes looked at ends
	pairedStop    int             // where the last two words with capitals looked at end
	morseStop     int             // where the last run of dots and dashes looked at ends
	pairStop      int             // where the last text looked through for a user and a password ends
	versions      map[string]bool // the versions of four numbers seen, and their first three
	people        map[*met]bool   // of the directory, those whom the text has named
	maybes        []maybeMet      // words that may be the names of members of the directory
	turns         map[bool]bool   // whether people head lines, with a colon and with a dash
	months        *bool           // whether a table of months stands in the text
	usualStop     int             // where the last words beside a deed of logging in end
	labels        map[string]int  // how often a word and a colon head a line
	leet          bool            // digits and signs are read as letters
	greetingStop  int             // where the last line looked at for a greeting ends
	greetingLines []int           // where lines that greet somebody begin
	collects      bool            // what is encoded is kept in openings alone
	openings      []opening
}

func (l *looking) add(start, end int, r *rule) { l.addHit(hit{start: start, end: end, rule: r}) }

// addWeight adds a hit with a severity of its own.
func (l *looking) addWeight(start, end int, r *rule, weight Severity) {
	l.addHit(hit{start: start, end: end, rule: r, weight: weight})
}

func (l *looking) addHit(h hit) {
	if h.start < 0 || h.end > len(l.text) || h.start >= h.end || l.s.pass.text(l.text[h.start:h.end]) || l.s.pass.around(l.text, h.start, h.end) {
		return
	}
	if n := h.end - h.start; n > 13 && n < 65 && (h.rule.kind == Identifier || h.rule.kind == Secret || h.rule.kind == Path) && lowIn(famousWords, l.text[h.start:h.end]) {
		return
	}
	if l.onlyShown(h) || l.openForm(h) {
		return
	}
	h = l.withMarks(h)
	if h.rule == nameGuess && saintWords[foldWord(strings.TrimRight(wordBefore(l.text, h.start-2*btoi(strings.HasSuffix(l.text[:h.start], ". "))).in(l.text), "."))] {
		return // São Paulo
	}
	if h.rule.kind == PersonName {
		if h.rule != personRule && chatMember(strings.TrimPrefix(l.text[h.start:h.end], "@")) {
			h.rule = idRule
			l.hits = append(l.hits, h)
			return
		}
		if h.rule != personRule && h.rule != nameEcho && l.s.zones.names[foldWord(wordAt(l.text, h.start).in(l.text))] && strings.IndexByte(l.text[h.start:h.end], ' ') > 0 {
			return // Northpole University
		}
		if h.rule != personRule && l.ownWord(foldWord(l.text[h.start:h.end])) {
			return
		}
		if byteAt(l.text, h.start-1) == '@' && !wordByte(l.text, h.start-2) {
			h.start--
		}
	}
	l.hits = append(l.hits, h)
}

// edited reports whether the view differs from the source inside a span: somebody
// wrote a word so that a search for it would fail.
func (l *looking) edited(start, end int) bool {
	v, offset := l.view, l.view.offset
	if len(v.edits) == 0 && v.parent != nil {
		v = v.parent
	}
	start, end = start+offset, end+offset
	i := sort.Search(len(v.edits), func(i int) bool { return v.edits[i].end > start })
	return i < len(v.edits) && v.edits[i].start < end
}

// look finds hits in every view of a text, in the text's own offsets.
func (s *Scanner) look(text string) []hit {
	whole := source(text)
	hits := s.lookAt(whole, 0)
	var seen []*view
	hits = append(hits, s.lookDerived(whole, 0, &seen)...)
	hits = append(hits, s.echo(whole, seen, hits)...)
	hits = append(hits, attributes(text, hits)...)
	hits = append(hits, shownComments(text, hits)...)
	hits = append(hits, shownElements(text, hits)...)
	return append(hits, s.hidden(text)...)
}

// lookDerived finds hits in the views derived from v, in the source's offsets, and
// puts these views into seen.
func (s *Scanner) lookDerived(v *view, depth int, seen *[]*view) []hit {
	var hits []hit
	note := func(d *view) *view {
		*seen = append(*seen, d)
		return d
	}
	plain := v
	if n := normalised(v); n != nil {
		hits = append(hits, s.lookAround(note(n), depth)...)
		plain = n
	}
	hits = append(hits, s.lookInside(plain, depth, note)...)
	written := plain
	if j := joined(plain); j != nil {
		for _, h := range s.lookAround(note(j), depth) {
			hits = append(hits, balanced(root(v), h))
		}
		plain = j
	}
	for _, from := range []*view{v, plain} {
		if set, long := unspaced(from); set != nil {
			hits = append(append(hits, s.lookCut(note(set), depth)...), s.setApart(from, long)...)
		}
		if plain == v {
			break
		}
	}
	if said, found := s.spoken(plain); said != nil {
		hits = append(append(hits, found...), s.lookCut(note(said), depth)...)
	}
	if tight := tightened(plain); tight != nil {
		hits = append(hits, s.lookTight(note(tight), depth)...)
	}
	if m := misread(plain); m != nil {
		for _, h := range s.lookCut(note(m), depth) {
			if numberKinds[h.rule.kind] {
				h.weight = Warn
				hits = append(hits, h)
			}
		}
	}
	for _, one := range []string{"i", "l"} {
		u := unleeted(plain, one)
		if u == nil {
			break // no such word; none with a 1 either
		}
		hits = append(hits, s.lookNames(note(u), depth)...)
	}
	for _, from := range []*view{written, plain} {
		if u := unwrapped(from); u != nil && (from == plain || strings.Contains(from.text, "\\\n")) {
			hits = append(hits, s.lookAcross(note(u), depth)...)
		}
		if written == plain {
			break
		}
	}
	return hits
}

// lookInside finds hits in the views of what programs put together, of what touches another
// script, of what is encoded and of what stands in brackets.
func (s *Scanner) lookInside(plain *view, depth int, note func(*view) *view) (hits []hit) {
	if e := evaluated(plain); e != nil {
		hits, plain = append(hits, s.lookCut(note(e), depth)...), e
	}
	if p := parted(plain); p != nil {
		hits, plain = append(hits, s.lookAround(note(p), depth)...), p
	}
	if u := s.unpacked(plain, depth); u != nil {
		hits, plain = append(hits, s.lookCut(note(u), maxDepth)...), u
	}
	if u := unbracketed(plain); u != nil {
		for _, h := range s.lookAround(note(u), maxDepth) {
			if h.rule.kind == Secret || h.rule.kind == Identifier {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// lookAt finds hits in a view, in the source's offsets.
func (s *Scanner) lookAt(v *view, depth int) []hit {
	l := s.looking(v, depth)
	for i := range l.hits {
		h := &l.hits[i]
		h.start, h.end = v.origin(h.start, h.end)
	}
	return l.hits
}

// looking finds hits in a view, in its own offsets.
func (s *Scanner) looking(v *view, depth int) *looking {
	l := &looking{s: s, view: v, text: v.text, depth: depth}
	l.lookUp()
	l.meetAgain()
	l.tokens()
	l.lines()
	l.payloads()
	l.lonelyWords()
	if depth == 0 && (strings.IndexByte(l.text, "ɐ"[0]) >= 0 || strings.IndexByte(l.text, "ʇ"[0]) >= 0) {
		l.upsideDown()
	}
	return l
}

// lookAround finds hits near the edits of a view.
func (s *Scanner) lookAround(v *view, depth int) []hit {
	var hits []hit
	for _, w := range v.windows() {
		hits = append(hits, s.lookAt(v.slice(w.start, w.end), depth)...)
	}
	return hits
}

// lookCut keeps the hits that contain an edit of a view.
func (s *Scanner) lookCut(v *view, depth int) []hit {
	var hits []hit
	for _, w := range v.windows() {
		l := s.looking(v.slice(w.start, w.end), depth)
		for _, h := range l.hits {
			if l.edited(h.start, h.end) && h.rule != nameGuess {
				h.start, h.end = l.view.origin(h.start, h.end)
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// lookNames keeps the hits of the rules' own words that contain an edit of a view.
func (s *Scanner) lookNames(v *view, depth int) []hit {
	var hits []hit
	for _, w := range v.windows() {
		l := &looking{s: s, view: v.slice(w.start, w.end), depth: depth, leet: true}
		l.text = l.view.text
		l.walk(s.words)
		for _, h := range l.hits {
			if l.edited(h.start, h.end) {
				h.start, h.end = l.view.origin(h.start, h.end)
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// lookAcross keeps the hits that cross an edit of a view.
func (s *Scanner) lookAcross(v *view, depth int) []hit {
	cuts := make([]int, len(v.edits))
	for i, e := range v.edits {
		cuts[i], _ = v.origin(e.start, e.start+1)
	}
	var hits []hit
	for _, h := range s.lookAround(v, depth) {
		i, _ := slices.BinarySearch(cuts, h.start+1)
		if i < len(cuts) && cuts[i] < h.end && (crossing[h.rule.kind] || h.rule == personRule || h.rule == customerRule) {
			hits = append(hits, h)
		}
	}
	return hits
}

// crossing are the kinds believed when a line break runs through them.
var crossing = map[Kind]bool{Secret: true, IPAddress: true, Hostname: true, InternalURL: true, EmailAddress: true,
	Ticket: true, Path: true, TermUse: true, Identifier: true, Phone: true}

// saintWords begin the names of places that are called after somebody.
var saintWords = wordSet("sao san santa santo saint sainte st")
