package redact

import (
	"slices"
	"strings"
)

// A text that names somebody in full often goes on with initials: Dana Whitfield
// (DW, chair) … DW opened. Customers are shortened the same way.

// learnAbbreviations learns what stands for a person or a customer in the rest of a
// text whose hit is at h: initials, those in parentheses right behind the name above
// all, and the first word of a customer's name.
func (e *echoes) learnAbbreviations(text string, h hit) {
	name := text[h.start:h.end]
	person := h.rule == personRule || h.rule == nameRule && h.weight == ""
	if !person && h.rule != customerRule || strings.IndexByte(name, ' ') < 0 || !capitalised(name) && name != strings.ToUpper(name) {
		return
	}
	if short := introduced(text, h.end); short != "" && shortFor(short, name, person) {
		e.addExact(short, h.rule)
	}
	if person {
		for _, short := range initialsOf(name) {
			if strings.Contains(text, "("+short+",") || strings.Contains(text, "("+short+")") || strings.Contains(text, "["+short+"]") {
				e.addExact(short, h.rule)
			}
			e.addInitials(short, h.rule)
		}
		return
	}
	first, _, _ := strings.Cut(foldWord(name), " ")
	if len(first) > 3 && ordinary(first) && !businessWords[first] && !joiners[first] && !notNames[first] && !gazetteer[first] {
		e.add(first, func(l *looking, start, end int) {
			if l.plainName(start, end) {
				l.addWeight(start, end, customerRule, Warn)
			}
		})
	}
}

// introduced is the abbreviation that stands in parentheses behind a name: (DW, chair).
func introduced(text string, end int) string {
	at := end
	for _, open := range []string{" (", " [", ", ", " / ", " aka ", " - "} {
		if strings.HasPrefix(text[end:], open) {
			at = end + len(open)
			break
		}
	}
	for at < len(text) && at > end && at-end < 8 && strings.IndexByte("\"'*`", text[at]) >= 0 {
		at++
	}
	w := wordAt(text, at)
	if s := w.in(text); at > end && len(s) > 1 && len(s) < 7 && s == strings.ToUpper(s) && bits(s)&upper != 0 && byteAt(text, end+1) != ' ' &&
		(byteAt(text, end+1) == '(' || byteAt(text, end+1) == '[') {
		return s
	}
	return ""
}

// shortFor reports whether capitals may stand for a name: initials of a person's
// words, a beginning of a customer's.
func shortFor(short, name string, person bool) bool {
	low := foldWord(short)
	if acronyms[low] || jobs[low] || teams[low] || bits(short)&^upper != 0 {
		return false
	}
	if !person {
		return low[0] == foldWord(name)[0]
	}
	for _, s := range initialsOf(name) {
		if s == short {
			return true
		}
	}
	return false
}

// initialsOf are the initials of a name in capitals, with and without those of its
// particles.
func initialsOf(name string) (out []string) {
	var all, short strings.Builder
	for w := range strings.FieldsFuncSeq(foldWord(name), func(r rune) bool { return r == ' ' || r == '-' || r == '.' }) {
		if classes[w[0]]&lower == 0 {
			return nil
		}
		all.WriteByte(w[0] &^ 0x20)
		if !particles[w] {
			short.WriteByte(w[0] &^ 0x20)
		}
	}
	var heads strings.Builder // HE of Hassan El-Amrani
	for w := range strings.FieldsSeq(foldWord(name)) {
		heads.WriteByte(w[0] &^ 0x20)
	}
	for _, s := range []string{short.String(), all.String(), heads.String()} {
		if len(s) > 1 && len(s) < 5 && !acronyms[strings.ToLower(s)] && !jobs[strings.ToLower(s)] && !teams[strings.ToLower(s)] && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// addInitials finds initials again where only a person fits.
func (e *echoes) addInitials(short string, r *rule) {
	key := "initials " + short
	if e.seen[key] || e.seen[short] || len(e.seen) >= 2000 || notTrackers[short] {
		return
	}
	e.seen[key] = true
	e.d.add(short, func(l *looking, start, end int) {
		if l.text[start:end] != short || classAt(l.text, start-1)&(dash|under|dot) != 0 || classAt(l.text, end)&(dash|under|digit) != 0 {
			return
		}
		next := wordAfter(l.text, end)
		word := strings.ToLower(next.in(l.text))
		verb := l.text[end:next.start] == " " && (personVerbs[word] || onlyPeople[word] || pastTense(word) || word == "to" || word == "will" || word == "has")
		prev := strings.ToLower(wordBefore(l.text, start).in(l.text))
		c := byteAt(l.text, start-1)
		if verb || c == '(' && byteAt(l.text, end) == ')' || c == '@' || byteAt(l.text, end) == ':' || c == '/' || byteAt(l.text, end) == '/' ||
			lineEnds(l.text, end) || prev == "by" || personBefore[prev] || peopleLabels[prev] && byteAt(l.text, start-2) == ':' || strings.HasPrefix(l.text[end:], " (= ") || strings.HasPrefix(l.text[end:], "'s ") || strings.HasPrefix(l.text[end:], " and ") || strings.HasPrefix(l.text[end:], " + ") {
			l.addWeight(start, end, r, Warn)
		}
	})
}

// pastTense reports whether a word is a verb of what somebody did.
func pastTense(word string) bool {
	return len(word) > 4 && strings.HasSuffix(word, "ed") || irregularPast[word]
}

// irregularPast are verbs whose past has no ending.
var irregularPast = wordSet(`was had did went came saw said told took gave got knew thought found left felt kept began brought bought built caught chose cut drew
	drove fell flew forgot froze held heard hit led lent let lost made meant met paid put quit read rang ran rose sat sent set shot shut slept spoke spent stood
	stuck swore taught threw understood woke won wrote rewrote undid oversaw misread became broke does says thinks wants knows has can could should would might must`)
