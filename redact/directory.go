package redact

import (
	"slices"
	"strings"
	"unicode"
)

// addPerson adds the forms in which one member of the directory is written; seen is an empty
// set to be used.
func (d *dictionary) addPerson(p Person, seen map[string]bool) {
	who := &met{p.Name}
	if d.names == nil {
		d.names, d.firsts = map[string]bool{}, map[string]bool{}
	}
	parts := nameParts(foldWord(p.Name))
	if len(parts) > 0 {
		d.firsts[parts[0]] = true
	}
	sure := func(l *looking, start, end int) {
		if l.twoWords(start, end) {
			return
		}
		l.meet(who)
		l.add(start, end, personRule)
	}
	for _, names := range nameSpellings(p.Name) {
		for _, f := range fullForms(names) {
			if !seen[f] && (len(f) > 8 || !ordinary(f) && !plainWords[f]) {
				seen[f] = true
				d.addBending(f, sure)
			}
		}
		for _, n := range singleNames(names) {
			if !seen[n] {
				seen[n] = true
				d.addSingle(n, who)
			}
		}
	}
	for _, f := range doubleInitials(p.Name) {
		d.add(f, sure)
	}
	d.addInitials(parts)
	d.addMixedInitials(parts, who)
	d.addFirstTwo(parts, who)
	d.addDottedInitials(parts, who)
	d.addSurnameFirst(parts, who)
	if len(parts) > 1 {
		for _, short := range shortNames(parts[0]) {
			if seen[short] {
				continue
			}
			seen[short] = true
			d.addSingle(short, who)
			for _, f := range []string{short + " " + parts[len(parts)-1], short + "." + parts[len(parts)-1], short + " " + parts[len(parts)-1][:1] + "."} {
				d.addBending(f, sure)
			}
		}
	}
	for _, h := range p.Handles {
		d.addHandle(strings.TrimPrefix(h, "@"), who)
	}
	for _, e := range p.Emails {
		if local, _, ok := strings.Cut(e, "@"); ok && len(local) > 4 && !plainWords[foldWord(local)] && !roles[strings.ToLower(local)] {
			d.add(local, sure)
		}
		d.addMailName(e, who, seen)
	}
}

// addSurnameFirst adds a surname with the first letter of the name behind it:
// Kjærgaard S.
func (d *dictionary) addSurnameFirst(parts []string, who *met) {
	if len(parts) < 2 || len(parts[len(parts)-1]) <= 3 {
		return
	}
	d.add(parts[len(parts)-1]+" "+parts[0][:1], func(l *looking, start, end int) {
		if capitalised(l.text[start:]) && classAt(l.text, end-1)&upper != 0 && !wordByte(l.text, end) {
			l.meet(who)
			l.add(start, end, personRule)
		}
	})
}

// spelledOut are letters that people without them on their keyboard write as two,
// and shortened what such pairs may stand for.
var (
	spelledOut = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa", "æ", "ae", "ñ", "ny", "ğ", "gh", "đ", "dj", "ð", "dh")
	shortened  = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a")
)

// nameSpellings are the words of a name in each of its spellings: without marks,
// with the letters spelled out, and with pairs of letters shortened.
func nameSpellings(name string) (out [][]string) {
	lowered := strings.ToLower(name)
	plain := foldWord(lowered)
	for i, s := range [...]string{plain, foldWord(spelledOut.Replace(lowered)), shortened.Replace(plain), likeLatin(name)} {
		if i > 0 && s == plain {
			continue
		}
		if parts := nameParts(s); len(parts) > 0 && !slices.ContainsFunc(out, func(p []string) bool { return slices.Equal(p, parts) }) {
			out = append(out, parts)
		}
	}
	return out
}

// nameParts are the words of a folded name, without titles and suffixes.
func nameParts(name string) (parts []string) {
	for _, w := range strings.Fields(strings.ReplaceAll(name, ",", " ")) {
		switch strings.Trim(w, ".") {
		case "dr", "prof", "mr", "mrs", "ms", "jr", "sr", "ii", "iii", "phd", "":
		default:
			parts = append(parts, w)
		}
	}
	return parts
}

// fullForms are the forms of a name that name the person beyond doubt.
func fullForms(names []string) []string {
	n := len(names)
	if n < 2 {
		return nil
	}
	first, last, f := names[0], names[n-1], firstLetter(names[0])
	forms := make([]string, 0, 40)
	forms = append(forms, strings.Join(names, " "), last+", "+first, last+" "+first, last+", "+f+".",
		f+". "+last, f+"."+last, f+" "+last, last+" "+f+".", first+" "+firstLetter(last)+".",
		first+"."+last, first+"_"+last, first+"-"+last, last+"-"+first, last+"_"+first, last+"_"+f, first+last, f+last, f+"-"+last, f+"_"+last,
		last+"."+first, last+"."+f, last+first, last+f, first+"."+firstLetter(last), first+" ("+last+")", last+" ("+first+")")
	if short := first + firstLetter(last); len(short) > 4 && !plainWords[first] && !ordinary(short) && !givenNames[short] {
		forms = append(forms, short)
	}
	if a, b, ok := strings.Cut(last, "-"); ok && a != "" && b != "" { // Grace A.-C.
		a, b = firstLetter(a), firstLetter(b)
		forms = append(forms, first+" "+a+".-"+b+".", first+" "+a+"-"+b+".", first+" "+a+". "+b+".", f+". "+a+".-"+b+".", f+"."+a+".-"+b+".")
	}
	if a, b, ok := strings.Cut(first, "-"); ok && a != "" && b != "" { // J.-B. Renard, JB Renard
		forms = append(forms, a[:1]+b[:1]+" "+last, a[:1]+".-"+b[:1]+". "+last, a[:1]+"-"+b[:1]+" "+last, a[:1]+"."+b[:1]+". "+last, a[:1]+". "+b[:1]+". "+last, a+" "+b+" "+last, a+b+" "+last, a+" "+b, last+" "+a[:1]+".-"+b[:1]+".", last+" "+a[:1]+". "+b[:1]+".", last+", "+a[:1]+".-"+b[:1]+".")
	}
	if n > 2 && particles[names[1]] { // van den Heuvel; Heuvel, Bram van den; B. v. d. Heuvel
		between, short := strings.Join(names[1:n-1], " "), ""
		for _, p := range names[1 : n-1] {
			short += p[:1] + ". "
		}
		forms = append(forms, between+" "+last, last+", "+first+" "+between, last+" "+first+" "+between, f+". "+short+last, short+last, last+", "+f+". "+between, strings.ReplaceAll(between, " ", "")+last)
	}
	forms = append(forms, particleForms(names)...)
	if n > 2 {
		rest := strings.Join(names[1:], " ")
		forms = append(forms, first+" "+last, first+" "+strings.Join(names[n-2:], " "), first+" "+firstLetter(names[1])+". "+last, strings.Join(names[:2], " "),
			f+". "+firstLetter(names[1])+". "+last, f+"."+firstLetter(names[1])+". "+last, strings.Join(names[n-2:], " "), rest+", "+first, f+". "+rest, f+strings.Join(names[1:], ""),
			strings.Join(names, "-"), strings.Join(names, "."), strings.Join(names, "_"), strings.Join(names, ""))
	}
	return forms
}

// singleNames are the words of a name that may stand alone for the person, the
// halves of a double name among them.
func singleNames(names []string) (out []string) {
	for i, n := range names {
		if particles[n] || len(n) < 2 || i > 0 && len(n) < 3 {
			continue
		}
		out = append(out, n)
		if bare := strings.ReplaceAll(n, "'", ""); bare != n && len(bare) > 4 && !ordinary(bare) {
			out = append(out, bare)
		}
		for half := range strings.SplitSeq(strings.ReplaceAll(n, "'", "-"), "-") {
			if half != n && len(half) > 3 && !ordinary(half) && !particles[half] {
				out = append(out, half)
			}
		}
	}
	return out
}

// addSingle adds a first or last name that stands alone.
func (d *dictionary) addSingle(name string, who *met) {
	if unspacedScript(name) {
		d.addLoose(name, func(l *looking, start, end int) { l.add(start, end, personRule) })
		return
	}
	d.names[name] = true
	if plainWords[name] || len(name) < 3 || ordinary(name) {
		word := wordRule(name)
		d.add(name, func(l *looking, start, end int) {
			l.plainSingle(start, end, who, word)
		})
		return
	}
	if wordsToo[name] {
		d.add(name, func(l *looking, start, end int) {
			if s := l.text[start:end]; s != strings.ToLower(s) && !l.asCurrency(start, end) || l.edited(start, end) || l.speaker(start, end) || l.lowThanked(start, end) || l.lowTurn(start, end) {
				l.add(start, l.withSurname(start, end), personRule)
			}
		})
		return
	}
	if len(name) < 4 { // Thi is no part of This
		d.add(name, func(l *looking, start, end int) {
			if publicShort[name] && l.text[start:end] == strings.ToUpper(name) && !l.edited(start, end) && !l.speaker(start, end) {
				return
			}
			if !wordByte(l.text, end) && !l.dated(start, end) && (capitalised(l.text[start:]) || l.text[start:end] == strings.ToUpper(name) || len(name) == len(foldWord(l.text[start:end])) && l.edited(start, end) || l.speaker(start, end)) {
				l.add(start, l.withSurname(start, end), personRule)
			}
		})
		return
	}
	product := programs[name] || notNames[name]
	d.addBending(name, func(l *looking, start, end int) {
		if !product || !l.product(start, end) { // Cassandra 4.1
			l.add(start, l.withSurname(start, end), personRule)
		}
	})
	if stem, ok := strings.CutSuffix(name, "ka"); ok && len(stem) > 3 {
		d.add(stem+"kiej", func(l *looking, start, end int) { l.add(start, end, personRule) })
	}
	if stem, ok := strings.CutSuffix(name, "a"); ok && len(stem) > 3 && !ordinary(stem) {
		for _, ending := range []string{"i", "y", "e", "o", "ie", "ou", "u"} { // the cases of Slavic names
			if form := stem + ending; !ordinary(form) && !givenNames[form] {
				d.add(form, func(l *looking, start, end int) {
					if capitalised(l.text[start:]) {
						l.add(start, end, personRule)
					}
				})
			}
		}
	}
}

// plainSingle judges a name that is an ordinary word too.
func (l *looking) plainSingle(start, end int, who *met, word *rule) {
	switch {
	case l.headword(start, end), asksWhether(l.text, start, end):
	case l.plainName(start, end), l.lowThanked(start, end), l.leetName(start, end):
		l.meet(who)
		l.add(start, l.withSurname(start, end), personRule)
	case l.wordName(start, end), l.lowTurn(start, end):
		l.add(start, end, word)
	default:
		l.maybes = append(l.maybes, maybeMet{span{start, end}, who})
	}
}

// unspacedScript reports whether a name is written in a script that sets no blanks
// between words, so that it stands inside longer runs of letters.
func unspacedScript(name string) bool {
	count := 0
	for _, r := range name {
		if !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer) {
			return false
		}
		count++
	}
	return count > 1
}

// stormWords stand before names that are not a colleague's.
var stormWords = wordSet("storm hurricane typhoon cyclone saint st st. mount lake river hotel cafe street port fort lord king queen operation project codename the a an")

// calendar are names that stand in every calendar.
var calendar = wordSet("april may june july august summer autumn winter spring easter march day sunday monday friday")

// titled reports whether a word stands in a heading, where many words have a capital.
func (l *looking) titled(start int) bool {
	line := l.text[lineStart(l.text, start):min(len(l.text), start+80)]
	line, _, _ = strings.Cut(line, "\n")
	if strings.HasPrefix(strings.TrimLeft(line, " >"), "#") {
		return true
	}
	words, capitals, begins := 0, 0, true
	for w := range strings.FieldsSeq(line) {
		words++
		if capitalised(w) && !(begins && words > 1) {
			capitals++
		}
		begins = strings.IndexByte(".!?:;", w[len(w)-1]) >= 0
	}
	return capitals*2 > words
}

// addInitials adds the initials of a name and of a first name with a hyphen, believed where
// only a person fits.
func (d *dictionary) addInitials(names []string) {
	short := ""
	for _, n := range names {
		if !particles[n] {
			short += n[:1]
		}
	}
	d.addShort(short)
	if n := len(names); n > 2 && particles[names[1]] && n < 5 { // GDS of Guillaume de Saint-Aubin
		all := ""
		for _, p := range names {
			all += firstLetter(p)
		}
		d.addShort(all)
	}
	if n := len(names); n == 2 { // SOM of Siobhán O'Malley
		if a, b, ok := strings.Cut(names[1], "'"); ok && a != "" && b != "" {
			d.addShort(names[0][:1] + a[:1] + b[:1])
		}
	}
	if len(names) == 0 {
		return
	}
	if a, b, ok := strings.Cut(names[0], "-"); ok && len(a) > 1 && len(b) > 1 {
		d.addShort(a[:1] + b[:1])
		if n := len(names); n > 1 {
			d.addShort(a[:1] + b[:1] + firstLetter(names[n-1])) // JBL of Jean-Baptiste Lacombe
		}
		d.addHyphened(firstLetter(a) + "-" + firstLetter(b))
	}
	if a, b, ok := strings.Cut(names[len(names)-1], "-"); ok && len(names) > 1 && a != "" && b != "" { // HEA and HA of Hassan El-Amrani
		d.addShort(firstLetter(names[0]) + firstLetter(a) + firstLetter(b))
		d.addShort(firstLetter(names[0]) + firstLetter(b))
	}
}

// addShort adds initials.
func (d *dictionary) addShort(short string) {
	if len(short) < 2 || len(short) > 4 || classes[short[0]]&lower == 0 {
		return
	}
	if d.initials == nil {
		d.initials = map[string]bool{}
	}
	d.initials[short] = true
	d.add(short, func(l *looking, start, end int) {
		s := l.text[start:end]
		if s == strings.ToUpper(s) && l.initialsTold(start, end) {
			l.addWeight(start, end, personRule, Warn)
			return
		}
		if c := byteAt(l.text, end+2); byteAt(l.text, end) == ':' && (c == '/' || c == ')') {
			return // AV:N/AC:L, of CVSS
		}
		if s != strings.ToUpper(s) || bits(s)&^(upper|beyond) != 0 || notNames[short] || acronyms[short] || publicShort[short] {
			return
		}
		line := strings.Trim(l.text[lineStart(l.text, start):start], " \t>*_")
		tail := l.text[end:min(len(l.text), end+2)]
		atEnd := tail == "" || tail[0] == '\n' || tail[0] == '\r'
		if bits(s)&beyond != 0 && classAt(l.text, start-1)&(dash|under|dot) == 0 && classAt(l.text, end)&(dash|under) == 0 {
			l.addWeight(start, end, personRule, Warn)
			return
		}
		if prev := wordBefore(l.text, start).in(l.text); (prev == "by" || prev == "said" || prev == "von" || prev == "door" || prev == "par") && byteAt(l.text, start-1) == ' ' && !wordByte(l.text, end) && classAt(l.text, end)&(dash|under) == 0 || line == "" && atEnd && lineStart(l.text, start) > 0 {
			l.addWeight(start, end, personRule, Warn)
			return
		}
		if (line == "--" || line == "/") && atEnd || strings.HasSuffix(line, " /") && atEnd ||
			strings.HasPrefix(l.text[end:], " (= ") || byteAt(l.text, start-1) == '(' && byteAt(l.text, end) == ')' && byteAt(l.text, start-2) == ' ' ||
			byteAt(l.text, start-1) == '[' && byteAt(l.text, end) == ']' && line == "[" || byteAt(l.text, end) == ':' && (byteAt(l.text, start-1) == '[' || byteAt(l.text, start-1) == '(' || line == "" || strings.HasSuffix(strings.TrimRight(l.text[max(0, start-4):start], " "), "**")) {
			l.add(start, end, personRule)
		}
	})
}

var acronyms = wordSet("api cpu gpu ram ssd dns tls ssl ssh ftp vpn vm os ui ux id ip io ai ml ci cd pr qa hr it db sla slo sli rca pir eta utc gmt cet mb gb tb kb sre dr ha lb cc as ok am pm no eu us uk")

// addHandle adds a handle, with or without its @.
func (d *dictionary) addHandle(handle string, who *met) {
	plain := plainWords[foldWord(handle)]
	for part := range strings.FieldsFuncSeq(handle, func(r rune) bool { return r == '_' || r == '.' || r == '-' }) {
		if low := foldWord(part); part != handle && len(part) > 3 && all(low, lower) && !ordinary(low) && !plainWords[low] && !d.names[low] && who != nil && strings.Contains(foldWord(who.name), low) {
			d.addSingle(low, who) // Seun of seun_a, Oluwaseun Adebayo
		}
	}
	d.add(handle, func(l *looking, start, end int) {
		if w := wordAt(l.text, end+1); byteAt(l.text, end) == '@' && w.end > w.start && !plain && bits(w.in(l.text))&(digit|dash|under) == 0 && strings.IndexByte(":.$#>", byteAt(l.text, w.end)) < 0 { // with the domain of Windows
			end = w.end
		}
		if byteAt(l.text, start-1) == '@' || !plain {
			l.meet(who)
		}
		if byteAt(l.text, start-1) == '@' {
			l.add(start-1, end, personRule)
		} else if !plain {
			l.add(start, end, personRule)
		}
	})
}
