package redact

import "strings"

var customerRule = &rule{Customer, "customer", Block, "a customer",
	"This names a customer or partner; the public text should not say who is affected."}

// addCustomer adds a customer's name, written apart or together, and the words of
// it that point to the customer by themselves.
func (d *dictionary) addCustomer(name string) {
	use := func(l *looking, start, end int) { l.add(start, withPlural(l.text, end), customerRule) }
	seen := map[string]bool{}
	add := func(form string) {
		if form != "" && !seen[form] {
			seen[form] = true
			d.addBending(form, use)
			if len(form) > 4 && !ordinary(form) && all(form, lower) {
				d.addHumped(form, func(l *looking, start, end int) {
					if (wordByte(l.text, start-1) || wordByte(l.text, end)) && humped(l.text, start, end) {
						l.add(start, end, customerRule)
					}
				})
			}
		}
	}
	for _, spelling := range []string{strings.ToLower(name), spelledOut.Replace(strings.ToLower(name))} {
		words := customerWords(foldWord(spelling))
		for _, f := range markedForms(strings.Join(strings.Fields(foldWord(spelling)), " ")) {
			add(f)
		}
		for _, f := range spellings(strings.Join(words, " ")) {
			add(f)
		}
		if short := withoutBusiness(words); len(short) < len(words) && telling(short) {
			for _, f := range spellings(strings.Join(short, " ")) {
				add(f)
			}
		}
		for i, w := range words {
			if len(words) > 1 && distinctive(w, i == 0) {
				add(w)
			}
		}
	}
	d.addCustomerInitials(foldWord(name))
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
	if plain := strings.NewReplacer("'", "", ".", "", ",", "").Replace(name); plain != name {
		forms = append(forms, plain)
	}
	return forms
}

// customerWords are the words of a folded name without its marks.
func customerWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune(" ,.&+/()\"'“”", r) })
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
`)
