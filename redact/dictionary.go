package redact

import "strings"

// dictionary is every word the scanner looks for, in one automaton: the rules'
// people, customers and terms, and the words that announce something built in.
type dictionary struct {
	auto    *automaton
	entries []entry
}

// entry is one word and what is done where it stands.
type entry struct {
	word  string
	loose bool // it may stand inside a longer word
	use   func(l *looking, start, end int)
}

// newDictionary compiles the words of the rules and the built-in ones.
func newDictionary(r Rules) *dictionary {
	d := &dictionary{}
	for _, p := range r.People {
		d.addPerson(p)
	}
	for _, c := range r.Customers {
		d.addCustomer(c)
	}
	for _, t := range r.Terms {
		d.addTerm(t)
	}
	d.addGivenNames()
	d.addPersonShapes()
	d.addSecrets()
	d.addAssignments()
	d.addNumbered()
	d.addPrefixes(r.TicketPrefixes)
	d.addResources()
	words := make([]string, len(d.entries))
	for i, e := range d.entries {
		words[i] = e.word
	}
	d.auto = newAutomaton(words)
	return d
}

func (d *dictionary) add(word string, use func(l *looking, start, end int)) {
	if word = strings.TrimSpace(foldWord(word)); word != "" {
		d.entries = append(d.entries, entry{word: word, use: use})
	}
}

func (d *dictionary) addLoose(word string, use func(l *looking, start, end int)) {
	d.entries = append(d.entries, entry{word: word, loose: true, use: use})
}

// lookUp finds the dictionary's words in the text of l.
func (d *dictionary) lookUp(l *looking) {
	f := fold(l.text)
	d.auto.find(f.text, func(word, end int) {
		e := &d.entries[word]
		start := end - len(e.word)
		if !e.loose && !bounded(f.text, start, end) {
			return
		}
		from := f.origin(start)
		to := f.origin(end-1) + 1
		for to < len(l.text) && l.text[to]&0xC0 == 0x80 {
			to++
		}
		e.use(l, from, to)
	})
}

// bounded reports whether a word of the folded text ends where the match does;
// the ending of a plural or a possessive may follow.
func bounded(text []byte, start, end int) bool {
	if start > 0 && classes[text[start-1]]&(letters|digit) != 0 && classes[text[start]]&(letters|digit) != 0 {
		return false
	}
	return end >= len(text) || classes[text[end]]&(letters|digit) == 0 ||
		classes[text[end-1]]&(letters|digit) == 0 || pluralEnd(text, end) > end
}

// pluralEnd is where the plural ending at an offset of the folded text ends.
func pluralEnd(text []byte, at int) int {
	for _, ending := range []string{"es", "s"} {
		end := at + len(ending)
		if end <= len(text) && string(text[at:end]) == ending && (end == len(text) || classes[text[end]]&(letters|digit) == 0) {
			return end
		}
	}
	return at
}

// withPlural is the end of a match together with its plural ending.
func withPlural(text string, end int) int {
	if end < len(text) && classes[text[end]]&letters != 0 {
		return pluralEnd([]byte(strings.ToLower(text[end:min(len(text), end+3)])), 0) + end
	}
	return end
}

var (
	customerRule = &rule{Customer, "customer", Block, "a customer",
		"This names a customer or partner; the public text should not say who is affected."}
	termRule = &rule{TermUse, "glossary", Block, "an internal system",
		"This is an internal name from the glossary; readers outside do not know it and should not."}
)

// addCustomer adds a customer's name, written apart or together, and its first
// word where that alone points to the customer.
func (d *dictionary) addCustomer(name string) {
	use := func(l *looking, start, end int) { l.add(start, withPlural(l.text, end), customerRule) }
	forms := spellings(name)
	words := strings.Fields(foldWord(name))
	if n := len(words); n > 1 && (businessWords[strings.Trim(words[n-1], ".,")] || n > 2 && businessWords[words[1]]) &&
		len(words[0]) > 3 && !plainWords[words[0]] {
		forms = append(forms, words[0])
	}
	for _, f := range forms {
		d.add(f, use)
	}
}

// addTerm adds a glossary term with its public replacement.
func (d *dictionary) addTerm(t Term) {
	r := *termRule
	if t.Kind != "" {
		r.kind = t.Kind
	}
	if t.Replace != "" {
		r.instead = t.Replace
	}
	use := func(l *looking, start, end int) { l.add(start, withPlural(l.text, end), &r) }
	for _, f := range spellings(t.Match) {
		d.add(f, use)
		if len(f) > 4 && !plainWords[f] && all(f, lower) {
			d.addLoose(f, func(l *looking, start, end int) {
				if !wordByte(l.text, start-1) && !wordByte(l.text, end) || !humped(l.text, start, end) {
					return
				}
				l.add(start, end, &r)
			})
		}
	}
}

// humped reports whether a match stands as a part of its own in a name like
// KestrelWorker or runKestrel.
func humped(text string, start, end int) bool {
	left := !wordByte(text, start-1) || classAt(text, start-1)&(lower|digit) != 0 && classAt(text, start)&upper != 0
	right := !wordByte(text, end) || classAt(text, end)&(upper|digit) != 0 && classAt(text, end-1)&lower != 0
	return left && right
}

// spellings are the ways in which a name of several words is written.
func spellings(name string) []string {
	words := strings.Fields(foldWord(name))
	if len(words) < 2 {
		return words
	}
	return []string{strings.Join(words, " "), strings.Join(words, "-"), strings.Join(words, "_"), strings.Join(words, "")}
}

// businessWords end the names of businesses and say little about which.
var businessWords = wordSet(`
	bank group inc inc. ltd ltd. limited gmbh ag corp corp. corporation company co co. llc plc sa sas bv nv oy ab kg
	health healthcare hospital clinic insurance logistics airlines airways freight retail foods energy power systems
	software technologies technology tech labs media networks telecom mobile university college school council
	solutions services partners capital finance financial industries international holdings foundation trust pharma
	motors electric stores supermarkets hotels travel studios games publishing consulting robotics analytics
	markets payments credit union mutual brothers sons
`)

// wordSet is the set of the words in a text.
func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
