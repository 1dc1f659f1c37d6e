package redact

import "strings"

// Names with the family name first: Tóth Orsolya, Ferrante Ilaria, Breathnach, Fionnuala,
// and as lists of passengers have them.

// familyBefore is where the family name before a first name at start begins, or start: a word
// with a capital that no lexicon knows, a comma between them or none.
func (l *looking) familyBefore(start, end int) int {
	t := l.text
	w := wordBefore(t, start-2*btoi(strings.HasSuffix(t[:start], ", ")))
	gap := t[w.end:start]
	if gap != " " && gap != ", " || w.end-w.start < 3 {
		return start
	}
	s := w.in(t)
	low := foldWord(s)
	if !isName(s) && !(s == strings.ToUpper(s) && bits(s)&(digit|under) == 0) || ordinary(low) || plainWords[low] || givenNames[low] || gazetteer[low] || notNames[low] || greetings[low] || closings[low] || programs[low] || businessWords[low] || l.s.zones.names[low] || innerCapital(s) {
		return start
	}
	before := wordBefore(t, w.start)
	if b := before.in(t); t[before.end:w.start] == " " && capitalised(b) && !ordinary(foldWord(b)) {
		return start // the end of another name
	}
	if gap == ", " {
		before = wordBefore(t, max(0, w.start-2))
		if next := byteAt(t, end); before.end < w.start && t[before.end:w.start] == ", " && capitalised(before.in(t)) || next == ' ' && classAt(t, end+1)&lower != 0 {
			return start // a list, or a new clause
		}
	}
	return w.start
}

// bookedName adds the name before a title as lists of passengers have it: FERRANTE/ILARIA MRS.
func (l *looking) bookedName(start, end int) {
	t := l.text
	at := start
	for at > 0 && t[at-1] == ' ' {
		at--
	}
	from := at
	for from > 0 && at-from < 60 && (classes[t[from-1]]&upper != 0 || t[from-1] == '/') {
		from--
	}
	family, given, ok := strings.Cut(t[from:at], "/")
	if ok && len(family) > 1 && len(given) > 1 && all(family, upper) && all(given, upper) && !wordByte(t, from-1) {
		l.add(from, end, nameRule)
	}
}

// familyCell adds a cell for a person that has the family name before a comma.
func (l *looking) familyCell(start, end int) bool {
	family, given, ok := strings.Cut(l.text[start:end], ", ")
	if !ok || end-start > 60 || len(strings.Fields(family)) > 3 || len(strings.Fields(given)) > 3 || notNames[strings.ToLower(family)] {
		return false
	}
	for w := range strings.FieldsSeq(family + " " + given) {
		if bits(w)&(digit|under) != 0 || !capitalised(w) && !particles[w] || w == strings.ToUpper(w) && len(w) < 3 {
			return false
		}
	}
	odd := false
	for w := range strings.FieldsSeq(given) {
		odd = odd || givenNames[foldWord(w)] || !ordinary(foldWord(w))
	}
	if givenNames[foldWord(family)] && len(strings.Fields(given)) < 2 || !odd {
		return false // two people, or none
	}
	l.add(start, end, nameRule)
	return true
}

// firstNameHeads are headings of first names: a column beside them that is called name holds
// the other one.
var firstNameHeads = wordSet("vorname first_name firstname given_name forename prénom prenom nombre etunimi förnamn fornavn keresztnév keresztnev jméno jmeno imię imie nome voornaam ad first given")

// besideNames are headings that stand beside one of people: what they are called is a name then.
var besideNames = wordSet("phone tel mobile cell telefon telefoon mail e-mail email login username user_name handle dob date_of_birth birthday student_no staff_no matrikel pnr ssn salutation anrede title_of_person")

// namesApart makes the column called name one of people where another holds first names.
func namesApart(line string, sep byte, heads []column) {
	people := false
	for _, h := range heads {
		people = people || h.kind == PersonName && h.loose
	}
	if !people {
		return
	}
	first := false
	for cell := range strings.SplitSeq(line, string(sep)) {
		head := strings.ReplaceAll(foldWord(strings.Trim(cell, " *_`\"'|\t\r()")), " ", "_")
		first = first || firstNameHeads[head] || besideNames[head]
	}
	for i := range heads {
		if first && heads[i].kind == PersonName {
			heads[i].loose = false
		}
	}
}

// initialBehind judges a word that no lexicon knows before a single capital with a dot:
// Lehtovaara P.
func (l *looking) initialBehind(start, end int) {
	w := wordBefore(l.text, start-btoi(strings.HasSuffix(l.text[:start], ", "))*2)
	s := w.in(l.text)
	low := foldWord(s)
	if gap := l.text[w.end:start]; gap == ", " && (w.start > 0 && l.text[w.start-1] == ' ' && strings.HasSuffix(l.text[:w.start], ", ") || !endsItem(l.text[end:min(len(l.text), end+8)]) || strings.HasPrefix(l.text[end:], " and ")) {
		return // of a list
	}
	if end-start != 2 || w.end-w.start < 4 || l.text[w.end:start] != " " && l.text[w.end:start] != ", " || !isName(s) || ordinary(low) || plainWords[low] || gazetteer[low] || notNames[low] || programs[low] || businessWords[low] || innerCapital(s) || l.ownWord(low) {
		return
	}
	if rest := l.text[end:min(len(l.text), end+2)]; len(rest) > 1 && rest[0] == ' ' && classes[rest[1]]&upper != 0 || len(rest) > 0 && wordByte(rest, 0) {
		return
	}
	l.addWeight(w.start, end, nameRule, Warn)
}

// caretName adds a name as messages of hospitals have it, around the ^ at i: Ekdahl^Torsten^B.
func (l *looking) caretName(i int) {
	t := l.text
	start := i
	for start > 0 && i-start < 40 && (classes[t[start-1]]&letters != 0 || t[start-1] == '\'' || t[start-1] == '-' || t[start-1] == ' ') {
		start--
	}
	for start < i && t[start] == ' ' {
		start++
	}
	if start == i || byteAt(t, start-1) == '^' || !capitalised(t[start:]) && !(i-start > 2 && bits(t[start:i])&^upper == 0) || classAt(t, i+1)&(upper|beyond) == 0 || !wordByte(t, i+2) {
		return
	}
	end := i
	for end < len(t) && end-i < 60 && (classes[t[end]]&letters != 0 || t[end] == '^' || t[end] == '-' || t[end] == '.') {
		end++
	}
	for t[end-1] == '^' || t[end-1] == '.' {
		end--
	}
	given := wordAt(t, i+1)
	if bits(t[start:end])&digit != 0 || ordinary(foldWord(t[start:i])) && ordinary(foldWord(given.in(t))) || wordByte(t, end) || given.end-given.start < 2 {
		return
	}
	l.addWeight(start, end, nameRule, Warn)
}

// loudName reports whether a cell for a person is two or three words in capitals: THU TRANG DANG.
func loudName(s string) bool {
	words, odd := 0, false
	for w := range strings.FieldsSeq(s) {
		low := foldWord(w)
		if len(w) < 3 || bits(w)&(lower|digit|under|dot) != 0 || w != strings.ToUpper(w) || notNames[low] || acronyms[low] || businessWords[low] || groupWords[low] {
			return false
		}
		words++
		odd = odd || givenNames[low] || !ordinary(low)
	}
	return odd && words > 1 && words < 5
}
