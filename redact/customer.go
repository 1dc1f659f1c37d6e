package redact

import (
	"slices"
	"strings"
)

var customerRule = &rule{Customer, "customer", Block, "a customer",
	"This names a customer or partner; the public text should not say who is affected."}

// addCustomer adds a customer's name, written apart or together, and the words of
// it that point to the customer by themselves.
func (d *dictionary) addCustomer(name string) {
	use := func(l *looking, start, end int) { l.addCustomerUse(start, end) }
	seen := map[string]bool{}
	add := func(form string) {
		if form != "" && !seen[form] {
			seen[form] = true
			d.addBending(form, use)
			if len(form) > 4 && !ordinary(form) && all(form, lower) {
				d.addHumped(form, func(l *looking, start, end int) {
					if (wordByte(l.text, start-1) || wordByte(l.text, end)) && humped(l.text, start, end) {
						l.addCustomerUse(start, end)
					}
				})
			}
		}
	}
	for _, spelling := range []string{strings.ToLower(name), spelledOut.Replace(strings.ToLower(name))} {
		folded := strings.Join(strings.Fields(foldWord(spelling)), " ")
		words := customerWords(folded)
		for _, f := range writtenForms(folded, words) {
			add(f)
		}
		if short := withoutBusiness(words); len(short) < len(words) && telling(short) && !(len(short) == 1 && distinctive(short[0], short[0] == words[0])) {
			for _, f := range spellings(strings.Join(short, " ")) {
				add(f)
			}
		}
		for i, w := range words {
			if len(words) > 1 && distinctive(w, i == 0) && !seen[w] {
				d.addBending(w, func(l *looking, start, end int) {
					if from, to := l.shortened(words, i, start, end); from == start && to == end && l.thingOfWorld(start, end) {
						return
					} else if i == 0 || from < start || to > end || l.text[start:end] != w || l.edited(start, end) {
						l.addCustomerUse(from, to)
					}
				})
				if i == 0 && !seen[w] {
					seen[w] = true
					d.addBending(w, func(l *looking, start, end int) {
						if !l.thingOfWorld(start, end) {
							use(l, start, end)
						}
					})
				}
			}
		}
		d.addCustomerParts(strings.Fields(folded), seen)
	}
	d.addCustomerInitials(foldWord(name))
	d.addPairInitials(foldWord(name))
	d.addCustomerShort(customerWords(strings.Join(strings.Fields(foldWord(name)), " ")))
}

// thingOfWorld reports whether the first word of a customer's name stands in small letters where a
// sentence has an ordinary word: a tidal wave, the monarch of all.
func (l *looking) thingOfWorld(start, end int) bool {
	t := l.text
	if t[start:end] == strings.ToLower(t[start:end]) && l.wordItself(start, end) {
		return true
	}
	if t[start:end] != strings.ToLower(t[start:end]) || l.edited(start, end) || byteAt(t, start-1) != ' ' && byteAt(t, start-1) != '\n' || codeOfLine(t, start) {
		return false
	}
	stop := withPlural(t, end)
	if c := byteAt(t, stop); c != ' ' && c != ',' && c != '.' && c != ';' && c != '\n' {
		return false
	}
	prev, next := wordBefore(t, start), wordAfter(t, stop)
	before, after := strings.ToLower(prev.in(t)), ""
	if gap := t[stop:next.start]; gap == " " || gap == "\n" {
		after = strings.ToLower(next.in(t))
	}
	noun := ordinary(after) && len(after) > 3 && !systemWords[after] && !prose[after]
	return stop > end && severalThings(before, after) || (before == "a" || before == "an") && (noun || after == "") || before == "the" && after == "of"
}

// addCustomerShort adds a name of two words whose first is an ordinary one with the second
// cut short: Castellan Ins.
func (d *dictionary) addCustomerShort(words []string) {
	if len(words) != 2 || len(words[0]) < 4 || len(words[1]) < 6 || distinctive(words[0], true) {
		return
	}
	for n := 3; n < min(6, len(words[1])); n++ {
		d.add(words[0]+" "+words[1][:n], func(l *looking, start, end int) {
			if capitalised(l.text[start:]) {
				l.add(start, end+btoi(byteAt(l.text, end) == '.'), customerRule)
			}
		})
	}
}

// writtenForms are the ways in which a whole name is written: with its marks and without,
// apart and together, with a number in it told otherwise, and the last word first.
func writtenForms(folded string, words []string) (forms []string) {
	for _, f := range markedForms(folded) {
		forms = append(forms, f)
		if strings.Contains(f, " and ") || strings.Contains(f, " und ") || strings.Contains(f, " et ") {
			forms = append(forms, spellings(f)...)
		}
	}
	forms = append(forms, saintForms(folded)...)
	forms = append(forms, spellings(strings.Join(words, " "))...)
	forms = append(forms, numberedForms(words)...)
	if n := len(words); n > 1 && n < 4 && !joiners[words[0]] && !joiners[words[n-1]] && !joiners[words[1]] { // Bank Contoso
		forms = append(forms, spellings(strings.Join(words[1:], " ")+" "+words[0])...)
	}
	return forms
}

// addCustomerUse adds the use of a customer's name, with the mark of a channel before it.
func (l *looking) addCustomerUse(start, end int) {
	if byteAt(l.text, start-1) == '#' && !wordByte(l.text, start-2) {
		start--
	}
	l.add(start, withPlural(l.text, end), customerRule)
	l.customerPeople(start, withPlural(l.text, end))
}

// customerPeople judges the names that stand around a customer's: Rosalinde Overbeek
// of Contoso, Contoso (Rosalinde Overbeek), Contoso's Rosalinde Overbeek.
func (l *looking) customerPeople(start, end int) {
	head := l.text[max(0, start-8):start]
	for _, joint := range []string{" of ", " from ", " at ", " of the ", " bei ", " von ", " de ", " chez ", " van ", " bij ", " del ", " da ", " od ", " z ", ", ", " (", " @ ", "/", " - "} {
		if !strings.HasSuffix(head, joint) {
			continue
		}
		l.namedBeforeCustomer(start-len(joint), len(joint) < 3 || joint == " - ")
	}
	rest := l.text[end:min(len(l.text), end+24)]
	for _, joint := range []string{"'s ", "’s ", " (", ": ", ", ", " - ", " / "} {
		if strings.HasPrefix(rest, joint) {
			if n := nameAt(l.text, end+len(joint)); n.words > 1 && n.words < 4 && (n.known > 0 || n.unknown == n.words && joint != ", ") || n.words == 1 && n.known == 1 && n.grade(l.text) == likelyName && joint != ": " {
				l.add(n.start, n.end, nameRule)
			}
		}
	}
}

// namedBeforeCustomer adds the name of up to three words that ends at an offset.
func (l *looking) namedBeforeCustomer(at int, loose bool) {
	begin, words := at, 0
	for words < 3 {
		w := wordBefore(l.text, begin)
		if l.text[w.end:begin] != "" && l.text[w.end:begin] != " " || w.start == w.end || !isName(w.in(l.text)) && !(particles[w.in(l.text)] && words > 0) {
			break
		}
		begin = w.start
		words++
	}
	for words > 0 {
		n := nameAt(l.text, begin)
		if n.end == at && (n.words > 1 && (n.known > 0 || n.unknown == n.words) || n.words == 1 && n.known == 1 && n.grade(l.text) == likelyName || n.words == 1 && n.unknown == 1 && !loose && !sentenceStart(l.text, begin)) {
			l.add(n.start, n.end, nameRule)
			return
		}
		next := wordAfter(l.text, wordAt(l.text, begin).end)
		begin = next.start
		words--
	}
}

// shortened is the span of a word of a customer's name with those of its words around
// it that stand there in short: Severnside Animal Hosp., Hartwell-Vet-Grp.
func (l *looking) shortened(words []string, i, start, end int) (from, to int) {
	t := l.text
	from, to = start, end
	for _, word := range words[i+1:] {
		at := to
		for at < len(t) && at-to < 4 && strings.IndexByte(" -_./&+,\n", t[at]) >= 0 {
			at++
		}
		stop := at
		for stop < len(t) && classes[t[stop]]&letters != 0 {
			stop++
		}
		if at == to || stop == at || !shortOf(foldWord(t[at:stop]), word) {
			break
		}
		to = stop
		if byteAt(t, to) == '.' && foldWord(t[at:stop]) != word {
			to++
		}
	}
	for j := i - 1; j >= 0; j-- {
		at := from
		for at > 0 && from-at < 4 && strings.IndexByte(" -_./&+,", t[at-1]) >= 0 {
			at--
		}
		begin := at
		for begin > 0 && classes[t[begin-1]]&letters != 0 {
			begin--
		}
		if at == from || begin == at || !shortOf(foldWord(t[begin:at]), words[j]) {
			break
		}
		from = begin
	}
	return from, to
}

// shortOf reports whether s is short for a word: its beginning, or its first letter
// and some of the others in order, the last one among them: Grp for Group.
func shortOf(s, word string) bool {
	if strings.HasPrefix(word, s) {
		return len(s) > 1 || len(word) > 3
	}
	if len(s) < 2 || len(s) > 5 || s[0] != word[0] {
		return false
	}
	at := 0
	for i := range len(word) {
		if at < len(s) && word[i] == s[at] {
			at++
		}
	}
	return at == len(s) && strings.IndexByte(word[len(word)-3+btoi(len(word) < 3)*(3-len(word)):], s[len(s)-1]) >= 0
}

// addCustomerParts adds the runs of two words and more of a customer's name that
// leave words of it out: Drie Linden of Ziekenhuis Drie Linden. A run of ordinary
// words must stand in capitals.
func (d *dictionary) addCustomerParts(words []string, seen map[string]bool) {
	for i := range words {
		for j := i + 2; j <= len(words); j++ {
			part := words[i:j]
			if len(part) == len(words) || joiners[part[0]] || joiners[part[len(part)-1]] || !specific(part) {
				continue
			}
			plain := !slices.ContainsFunc(part, func(w string) bool { return !ordinary(w) && !plainWords[w] && !businessWords[w] && !joiners[w] })
			for _, form := range []string{strings.Join(part, " "), strings.ReplaceAll(strings.Join(part, " "), " & ", " and "), strings.ReplaceAll(strings.Join(part, ""), "&", ""), strings.Trim(strings.Join(part, " "), ".,"), strings.Join(customerWords(strings.Join(part, " ")), "-"), strings.Join(customerWords(strings.Join(part, " ")), "")} {
				if seen[form] || len(form) < 7 {
					continue
				}
				seen[form] = true
				d.add(form, func(l *looking, start, end int) {
					if !plain || l.text[start:end] != strings.ToLower(l.text[start:end]) && l.headsCapital(start, end) || l.edited(start, end) {
						l.addCustomerUse(start, end)
					}
				})
			}
		}
	}
}

// specific reports whether a run of words holds two that say more than a sort of business.
func specific(words []string) bool {
	count := 0
	for _, w := range words {
		w = strings.Trim(w, ".,&+()")
		count += btoi(w != "" && !joiners[w] && !businessWords[w] && !gazetteer[w])
	}
	return count > 1 || count == 1 && len(words) == 2 && businessWords[strings.Trim(words[1], ".,")] && len(words[0]) > 4 || count == 1 && len(words) > 1 && !joiners[words[1]] && !ordinary(strings.Trim(words[0], ".,"))
}

// headsCapital reports whether the first and the last word of a span begin with a capital.
func (l *looking) headsCapital(start, end int) bool {
	last := wordBefore(l.text, end)
	return classAt(l.text, start)&(upper|beyond) != 0 && classAt(l.text, last.start)&(upper|beyond) != 0
}

// saintForms are the spellings of a name that begins with a saint, and its words
// without the business at the end: St. Brannoc's, Saint Brannocs, St Brannoc.
func saintForms(name string) (forms []string) {
	for _, short := range []string{"st. ", "st ", "saint ", "sankt ", "ste. ", "sainte ", "san "} {
		rest, ok := strings.CutPrefix(name, short)
		if !ok {
			continue
		}
		words := strings.Fields(rest)
		for n := len(words); n > 0; n-- {
			if n < len(words) && n == 1 && len(words[0]) < 4 {
				break
			}
			part := strings.Join(words[:n], " ")
			for _, other := range []string{"st. ", "st ", "saint ", "st.", "st-", short} {
				forms = append(forms, other+part, other+strings.ReplaceAll(part, "'", ""), other+strings.TrimSuffix(part, "'s"))
			}
		}
	}
	return forms
}

// markedForms are a folded name as it stands, with the marks that people leave out
// or write out: Harper & Sons, Harper and Sons, Harper + Sons.
func markedForms(name string) []string {
	forms := []string{name, strings.Trim(name, ".,")}
	for _, and := range []string{" & ", " and ", " + ", " und ", " et ", " y "} {
		if !strings.Contains(name, and) {
			continue
		}
		for _, other := range []string{" & ", " and ", " + ", "&", " und "} {
			forms = append(forms, strings.ReplaceAll(name, and, other))
		}
	}
	if tight := strings.ReplaceAll(name, "&", " & "); !strings.Contains(name, " & ") && tight != name {
		forms = append(forms, tight)
	}
	if plain := withoutMarks.Replace(name); plain != name {
		forms = append(forms, plain)
	}
	return forms
}

// numberedForms are the spellings of a name of which a number in words stands in figures,
// or one in figures in words: Clinique des 3 Chênes.
func numberedForms(words []string) (forms []string) {
	for i, w := range words {
		other, ok := numberWords[w]
		others := []string{other}
		if !ok {
			others = otherNumber(w)
		}
		for _, o := range others {
			if o != "" && o != w && len(words) > 1 {
				forms = append(forms, spellings(strings.Join(words[:i], " ")+" "+o+" "+strings.Join(words[i+1:], " "))...)
			}
		}
	}
	return forms
}

// customerWords are the words of a folded name without its marks.
func customerWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune(" ,.&+/()\"'", r) })
}

// withoutBusiness is a name without the words at its end, and the article at its
// head, that say what sort of business it is.
func withoutBusiness(words []string) []string {
	for len(words) > 1 && (businessWords[words[len(words)-1]] || joiners[words[len(words)-1]]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && joiners[words[0]] {
		words = words[1:]
	}
	return words
}

// telling reports whether words name one customer and could be nothing else.
func telling(words []string) bool {
	if len(words) > 1 {
		return true
	}
	return distinctive(words[0], true)
}

// distinctive reports whether a word of a customer's name tells which one it is.
func distinctive(w string, first bool) bool {
	return len(w) > 3 && (first || len(w) > 4) && !ordinary(w) && !plainWords[w] && !businessWords[w] && !joiners[w] && !gazetteer[w] && !notNames[w] && !givenNames[w]
}

// addCustomerInitials adds the initials of a name of three words or more, as they
// stand in capitals.
func (d *dictionary) addCustomerInitials(name string) {
	short := ""
	for _, w := range customerWords(name) {
		if !joiners[w] && classes[w[0]]&lower != 0 {
			short += w[:1]
		}
	}
	if len(short) < 3 || len(short) > 5 || acronyms[short] || notNames[short] || inLexicon(short) || notTrackers[strings.ToUpper(short)] {
		return
	}
	d.add(short, func(l *looking, start, end int) {
		if s := l.text[start:end]; s == strings.ToUpper(s) && classAt(l.text, start-1)&(dash|under|dot) == 0 && classAt(l.text, end)&(dash|under|digit) == 0 {
			l.addWeight(start, end, customerRule, Warn)
		}
	})
}

// joiners stand between the words of a name.
var joiners = wordSet("the and of for in at de la le les des du der die das und el los las y et van het en di da do dos e i von zu zum zur am an im on upon")

// businessWords end the names of businesses and say little about which.
var businessWords = wordSet(`
	bank group inc inc. ltd ltd. limited gmbh ag corp corp. corporation company co co. llc plc sa sas bv nv oy ab kg
	health healthcare hospital clinic insurance logistics airlines airways freight retail foods energy power systems
	software technologies technology tech labs media networks telecom mobile university college school council
	solutions services partners capital finance financial industries international holdings foundation trust pharma
	motors electric stores supermarkets hotels travel studios games publishing consulting robotics analytics
	markets payments credit union mutual brothers sons
	stadtwerke gemeinde kommune stadt kreis landkreis klinikum klinik krankenhaus werke verlag sparkasse volksbank versicherung genossenschaft verein universität hochschule schule
	mairie commune société coopérative hôpital banque assurance groupe cooperativa ayuntamiento banco hospital seguros grupo comune azienda banca gruppo gemeente ziekenhuis coöperatie
	stichting vereniging kommun sjukhus kunta spółka szpital urząd zakład
`)

// withoutMarks leaves out the marks in a name.
var withoutMarks = strings.NewReplacer("'", "", ".", "", ",", "")
