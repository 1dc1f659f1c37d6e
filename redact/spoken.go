package redact

import "strings"

// Sorts of words in what somebody spells out.
const (
	plainItem  = iota
	markItem   // dash, slash, dot
	figureItem // three, thirty
	digitItem  // 38
	letterItem // g, Golf
	caseItem   // capital, double: about the one behind
)

// spokenMarks are words for marks.
var spokenMarks = map[string]string{"dash": "-", "hyphen": "-", "minus": "-", "slash": "/", "colon": ":", "underscore": "_", "dot": ".", "hash": "#", "backslash": "\\", "tilde": "~",
	"bindestrich": "-", "schrägstrich": "/", "doppelpunkt": ":", "unterstrich": "_", "tiret": "-", "guion": "-", "guión": "-", "dos-points": ":", "asterisk": "*", "exclamation": "!", "ampersand": "&", "percent": "%",
	"koppelteken": "-", "streepje": "-", "liggend": "_", "raute": "#", "dollar": "$", "octothorpe": "#", "pound-sign": "#", "at-sign": "@", "punkt": ".", "punto": ".", "point": ".", "kropka": ".", "barre": "/", "plus": "+"}

// spokenLetters are the words of spelling alphabets, with their letters.
var spokenLetters = func() map[string]string {
	out := map[string]string{}
	for w := range strings.FieldsSeq(`alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky
		xray x-ray yankee zulu anton berta cäsar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm
		xanthippe ypsilon zacharias zeppelin`) {
		out[foldWord(w)] = foldWord(w)[:1]
	}
	return out
}()

// spokenCases are words about the letter behind them.
var spokenCases = map[string]string{"capital": "up", "upper-case": "up", "uppercase": "up", "big": "up", "cap": "up", "upper": "up", "lower-case": "low", "lowercase": "low", "small": "low", "lower": "low",
	"double": "2", "triple": "3", "treble": "3", "gross": "up", "klein": "low", "groß": "up", "majuscule": "up", "minuscule": "low"}

// spokenWord is what one such word says.
type spokenWord struct {
	sort int
	says string
}

// spokenWords are all of these words, and spokenSizes the sizes they have by their
// first two bytes.
var spokenWords, spokenSizes = func() (map[string]spokenWord, *[1 << 16]uint16) {
	words, sizes := map[string]spokenWord{}, new([1 << 16]uint16)
	for sort, set := range map[int]map[string]string{letterItem: spokenLetters, figureItem: numberWords} {
		for w, says := range set {
			words[w] = spokenWord{sort, says}
		}
	}
	for w, says := range spokenCases {
		words[w] = spokenWord{caseItem, says}
	}
	for w, says := range spokenMarks {
		words[w] = spokenWord{markItem, says}
	}
	for w := range words {
		head, _, _ := strings.Cut(w, "-") // upper-case
		for _, first := range []byte{w[0], w[0] &^ 0x20} {
			for _, second := range []byte{w[1], w[1] &^ 0x20} {
				sizes[uint16(first)<<8|uint16(second)] |= 1 << len(head)
			}
		}
	}
	return words, sizes
}()

// item is one word of what is spelled out.
type item struct {
	span
	sort int
	says string // what stands for it, its case as it is meant
}

// itemAt reads the word at an offset.
func itemAt(t string, at int) item {
	end := at
	for end < len(t) && end-at < 40 && classes[t[end]]&(letters|digit) != 0 {
		end++
	}
	it := item{span: span{at, end}, says: t[at:end]}
	size := end - at
	switch {
	case size == 1 && classes[t[at]]&(lower|upper) != 0:
		it.sort = letterItem
		if long := t[at:min(len(t), at+5)]; len(long) == 5 && strings.EqualFold(long, "x-ray") && !wordByte(t, at+5) {
			it.end = at + 5
		}
		it.end = letterTold(t, t[at], it.end)
		return it
	case all(t[at:end], digit):
		it.sort = digitItem
		return it
	case !maybeSpoken(t, at, size) && !stuckHead(t[at:end]):
		return it.longer(t)
	}
	if rest := t[end:]; len(rest) > 4 && rest[0] == '-' && strings.EqualFold(rest[1:5], "case") && !wordByte(rest, 5) {
		end += 5
	}
	if says, ok := stuckFigures(t[at:end]); ok {
		return item{span{at, end}, figureItem, says}
	}
	if w, ok := spokenWords[foldWord(t[at:end])]; ok {
		if w.sort == markItem {
			end = signEnd(t, end)
		}
		return item{span{at, end}, w.sort, w.says}
	}
	return it.longer(t)
}

// longer is a plain word with the marks inside it: Amsel-Nest-2, wiki.corp.
func (it item) longer(t string) item {
	for it.end < len(t) && it.end-it.start < 80 && classes[t[it.end]]&(dot|dash|under) != 0 && wordByte(t, it.end+1) {
		for it.end++; wordByte(t, it.end); it.end++ {
		}
	}
	it.says = t[it.start:it.end]
	return it
}

// signEnd is the end of a word for a mark together with the word sign behind it.
func signEnd(t string, end int) int {
	if len(t)-end > 4 && (t[end] == '-' || t[end] == ' ') {
		for _, word := range []string{"sign", "mark", "zeichen", "symbol"} {
			if w := wordAt(t, end+1); strings.EqualFold(w.in(t), word) {
				return w.end
			}
		}
	}
	return end
}

// maybeSpoken reports whether a word of a size at an offset may be one of those words.
func maybeSpoken(t string, at, size int) bool {
	return size < 14 && (t[at] >= 0x80 || t[at+1] >= 0x80 || spokenSizes[uint16(t[at])<<8|uint16(t[at+1])]>>size&1 != 0)
}

// nextItem is where the next word begins over the marks that people put between
// what they spell, or -1.
func nextItem(t string, end int) int {
	at, breaks := end, 0
	for at < len(t) && at-end < 6 && (strings.IndexByte(" ,-[](){}", t[at]) >= 0 || t[at] == '\n' && breaks == 0) {
		if t[at] == '\n' {
			if head := strings.TrimLeft(t[at+1:min(len(t), at+6)], " "); head == "" || strings.IndexByte("-*[|#+", head[0]) >= 0 {
				return -1 // the next point of a list
			}
			breaks++
		}
		at++
	}
	if at >= len(t) || !wordByte(t, at) {
		return -1
	}
	return at
}

// spelled is what a run of words spells.
type spelled struct {
	items                                []item
	marks, figures, letterWords, singles int
}

// runAt reads the run that a spelled word at an offset begins or goes on, with the
// plain word before it where that word joins it.
func runAt(t string, at int) (run spelled) {
	for range 64 {
		it := itemAt(t, at)
		last := len(run.items) - 1
		if it.sort == plainItem && (last < 0 || run.items[last].sort != markItem) {
			next := nextItem(t, it.end)
			if last >= 0 || next < 0 || itemAt(t, next).sort != markItem {
				break
			}
		}
		run.items = append(run.items, it)
		switch it.sort {
		case markItem:
			run.marks++
		case figureItem:
			run.figures++
		case letterItem:
			if it.end-it.start > 1 {
				run.letterWords++
			} else {
				run.singles++
			}
		}
		next := nextItem(t, it.end)
		if next < 0 {
			break
		}
		at = next
	}
	if n := len(run.items); n > 1 && run.items[n-1].says == "I" && run.items[n-1].end-run.items[n-1].start == 1 && strings.HasPrefix(t[run.items[n-1].end:], " ") {
		run.items = run.items[:n-1] // the next sentence
		run.singles--
	}
	return run
}

// hexBefore puts the first group of an IPv6 address before a run that begins behind it.
func (r *spelled) hexBefore(t string, start, at int) {
	w := wordAt(t, start)
	if len(w.in(t)) < 5 && isHexWord(w.in(t)) && nextItem(t, w.end) == at && strings.Count(r.text(), ":") > 1 && len(r.items) > 0 && r.items[0].start == at {
		r.items = append([]item{{span: w, says: w.in(t)}}, r.items...)
	}
}

// believed reports whether a run spells something, and is no sentence with such words.
func (r spelled) believed() bool {
	n := len(r.items)
	if n < 2 {
		return false
	}
	if r.items[0].says[0] == '+' && n > 2 && r.figures > 1 {
		return true // plus31 20 triple5
	}
	if r.marks > 0 && n > r.marks+1-btoi(r.items[0].sort == markItem) && r.items[n-1].sort != markItem {
		return true
	}
	return r.figures > 2 || r.letterWords > 2 || r.letterWords+r.figures > 0 && r.singles+r.letterWords+r.figures > 4
}

// text is what the run spells.
func (r spelled) text() string {
	var out strings.Builder
	mode, times, ten := "", 1, false
	for i, it := range r.items {
		s := it.says
		switch it.sort {
		case caseItem:
			switch s {
			case "2", "3":
				times = int(s[0] - '0')
			default:
				mode = s
			}
			continue
		case letterItem:
			if it.end-it.start > 1 && out.Len() == 0 || mode == "up" {
				s = strings.ToUpper(s)
			} else if it.end-it.start > 1 || mode == "low" {
				s = strings.ToLower(s)
			}
		case figureItem:
			if ten && len(s) == 1 && s != "0" {
				before := out.String()
				out.Reset()
				out.WriteString(before[:len(before)-1])
			}
		case plainItem:
			if i > 0 && r.items[i-1].sort == plainItem {
				out.WriteByte(' ')
			}
		}
		ten = it.sort == figureItem && len(it.says) == 2 && it.says[1] == '0' && it.says != "10" && times == 1
		out.WriteString(strings.Repeat(s, times))
		mode, times = "", 1
	}
	return out.String()
}

// spoken is a view in which what words spell stands as it is meant: sip-gw-2 for
// "sip hyphen g w hyphen two"; with the hits that spelling at length is by itself.
// The view is nil when nothing is spelled.
func (s *Scanner) spoken(v *view) (*view, []hit) {
	b, t := derive(v), v.text
	l := &looking{s: s, view: v, text: t}
	before := -1 // where a plain word right before begins
	for i := 0; i < len(t); {
		if classes[t[i]]&(letters|digit) == 0 {
			i++
			continue
		}
		end := i + 1
		for end < len(t) && classes[t[end]]&(letters|digit) != 0 {
			end++
		}
		if size := end - i; size > 1 && !maybeSpoken(t, i, size) && !stuckHead(t[i:end]) {
			before, i = i, end
			continue
		}
		it := itemAt(t, i)
		if it.sort == plainItem || it.sort == digitItem {
			before, i = i, it.end
			continue
		}
		from := i
		if it.sort == markItem && (it.says != "/" || classAt(t, before)&digit != 0 || before > 1 && t[before-1] == '.' && wordByte(t, before-2)) && (it.says != "+" || it.end-i > 4) && before >= 0 && nextItem(t, itemAt(t, before).end) == i && before >= b.at {
			from = before
		}
		run := runAt(t, from)
		if from == i && it.sort == figureItem && before >= b.at && strings.Contains(run.text(), ":") {
			run.hexBefore(t, before, i)
		}
		if from == i && before >= b.at {
			run.machineBefore(t, before, i)
		}
		n := len(run.items)
		if n == 0 || !run.believed() && !(it.sort == figureItem && classAt(t, i-1)&(dash|under) != 0 && wordByte(t, i-2) && run.figures == n) && !run.amidFigures(t) {
			before, i = i, it.end
			continue
		}
		end, from = run.items[n-1].end, run.items[0].start
		l.spelledOut(run)
		said := run.text()
		if rest := t[end:]; strings.Contains(said, "://") && strings.HasPrefix(rest, " at ") && wordByte(rest, 4) {
			said += "@"
			end += 4
		}
		b.replace(from, end, said)
		before, i = -1, end
	}
	for i := range l.hits {
		h := &l.hits[i]
		h.start, h.end = v.origin(h.start, h.end)
	}
	return b.done(), l.hits
}

func spelledRule(kind Kind, instead string) *rule {
	return &rule{kind, "spelled_out", Warn, instead, "Somebody spelled this word by word, so that a search does not find it; read it aloud and decide whether it may be told."}
}

var (
	spelledPhone  = spelledRule(Phone, "[phone number]")
	spelledID     = spelledRule(Identifier, "[id]")
	spelledSecret = spelledRule(Secret, "[removed]")
	spelledName   = spelledRule(PersonName, "an engineer")
)

// spelledOut adds what is spelled at such length that it is no part of a sentence.
func (l *looking) spelledOut(run spelled) {
	n := len(run.items)
	start, end := paired(l.text, run.items[0].start, run.items[n-1].end)
	said := run.text()
	if ip := run.values(l.text); len(ip) == 4 {
		if addr, err := parseIPv4(strings.Join(ip, ".")); err == nil && contains(inside, addr) && !l.s.pass.address(addr) {
			l.addWeight(start, end, ipv4Rule, Warn)
			return
		}
	}
	spelledWords := run.figures + run.letterWords + run.singles
	switch b := bits(said); {
	case run.letterWords > 2 && b&digit == 0 && run.marks == 0:
		l.add(start, end, spelledName)
	case spelledWords < 5:
	case b&letters == 0 && run.figures > 3 && (said[0] == '0' || said[0] == '+'):
		l.add(start, end, spelledPhone)
	case b&letters == 0 && run.figures > 4:
		l.add(withNoun(l.text, start), end, spelledID)
	case b&letters != 0 && run.letterWords+run.figures > 0 && (b&digit != 0 || run.marks > 0) && spelledWords > 5:
		l.add(start, end, spelledSecret)
	}
}

// values are the numbers of a run that commas divide.
func (r spelled) values(t string) (out []string) {
	var part spelled
	for i, it := range r.items {
		if it.sort != figureItem && it.sort != digitItem {
			return nil
		}
		part.items = append(part.items, it)
		if i == len(r.items)-1 || strings.Contains(t[it.end:r.items[i+1].start], ",") {
			out = append(out, part.text())
			part.items = nil
		}
	}
	return out
}

// setApart adds the runs of letters and digits set apart one by one that are no word:
// whoever writes so wants no search to find it.
func (s *Scanner) setApart(v *view, runs []span) []hit {
	l := &looking{s: s, view: v, text: v.text}
	for _, run := range runs {
		said := spokenGaps.Replace(run.in(v.text))
		b := bits(said)
		if spacedHeading(run.in(v.text)) {
			continue
		}
		switch word := foldWord(said); {
		case strings.Contains("abcdefghijklmnopqrstuvwxyz0123456789", word) || strings.Contains("zyxwvutsrqponmlkjihgfedcba9876543210", word):
		case b&letters == 0 && b&^digit == 0 && strings.Count(run.in(v.text), " ")*2 >= len(said) && len(said) > 7:
			l.add(run.start, run.end, spelledID)
		case b&letters != 0 && b&digit != 0 && len(said) > 5:
			l.add(run.start, run.end, spelledSecret)
		case b&digit == 0 && len(said) > 5 && !ordinary(word) && !notNames[word] && b&lower != 0:
			l.add(run.start, run.end, spelledName)
		}
	}
	for i := range l.hits {
		h := &l.hits[i]
		h.start, h.end = v.origin(h.start, h.end)
	}
	return l.hits
}
