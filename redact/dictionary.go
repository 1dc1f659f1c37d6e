package redact

import (
	"strings"
	"sync"
)

// dictionary is words the scanner looks for and what is done where they stand.
// The built-in words are one dictionary for the whole process, those of the rules
// another for each scanner.
type dictionary struct {
	entries  []entry
	trie     *trie           // the words that begin where a word of the text does
	inner    *automaton      // the loose words, which stand anywhere
	numbers  []int32         // the entries of the words in inner
	starts   *firstWords     // where all words stand alone; or nil
	heads    *heads          // of the rules' words, which are found in disguise too; or nil
	moved    *heads          // of the same words with their letters moved on by thirteen
	initials map[string]bool // of the members of the directory
	names    map[string]bool // of the directory, single words
	firsts   map[string]bool // of them, first names
	bones    *boneSet        // what is found by its letters and digits alone; or nil
}

// entry is one word and what is done where it stands.
type entry struct {
	word  string
	loose bool // it may stand inside a longer word
	head  bool // of a loose one: it begins a word
	bends bool // an inflected ending may follow it
	hump  bool // it may be a part of a word in humps
	use   func(l *looking, start, end int)
}

// open reports whether letters may follow that are no plural.
func (e *entry) open() bool { return e.hump || e.bends && len(e.word) >= shortestBent }

// newDictionary compiles the words of the rules.
func newDictionary(r Rules) *dictionary {
	d := &dictionary{entries: make([]entry, 0, 44*len(r.People)+16*len(r.Customers)+10*len(r.Terms)+64)}
	seen := make(map[string]bool, 128)
	for _, p := range r.People {
		for form := range seen {
			delete(seen, form)
		}
		d.addPerson(p, seen)
	}
	for _, c := range r.Customers {
		d.addCustomer(c)
	}
	for _, t := range r.Terms {
		d.addTerm(t)
	}
	d.addPrefixes(r.TicketPrefixes)
	d.addTurned(r)
	d.addTurnedNames(r)
	d.addOwnDomains(r)
	d.fillHeads()
	d.compile()
	d.addBones(r)
	return d
}

// builtIn is the dictionary of the words that are the same for everybody.
var builtIn = sync.OnceValue(func() *dictionary {
	d := &dictionary{entries: make([]entry, 0, 1<<14)}
	d.addGivenNames()
	d.addPersonShapes()
	d.addSecrets()
	d.addAssignments()
	d.addDriverLinks()
	d.addLogins()
	d.addSecretSettings()
	d.addDeviceSecrets()
	d.addNamedDevices()
	d.addHostNouns()
	d.addStores()
	d.addProjects()
	d.addFileNouns()
	d.addPasswordsOf()
	d.addMoreIDs()
	d.addHostSettings()
	d.addHostReports()
	d.addQuotedHosts()
	d.addNumbered()
	d.addResources()
	d.addHostFields()
	d.addIDFields()
	d.addNationalIDs()
	d.addNumbers()
	d.addPhoneFields()
	d.addExtensions()
	d.addInsidePhones()
	d.addInserts()
	d.addNumberWords()
	d.addLoginPairs()
	d.addSecretBlocks()
	d.addConditions()
	d.addProgramsSaid()
	d.addApart()
	d.addPeopleTold()
	d.addActors()
	d.addTasks()
	d.addTradeIDs()
	d.addPlacedSecrets()
	d.addCalled()
	d.addHabits()
	d.addStoreSettings()
	d.addTitles()
	d.addHeardSecrets()
	d.addMarkedSecrets()
	d.addRecordIDs()
	d.addStoreCalls()
	d.addRooms()
	d.addDiskHosts()
	d.addTransferKeys()
	d.addUsualSecrets()
	d.compile()
	return d
})

// fillHeads fills the filters over words that are found in disguise too.
func (d *dictionary) fillHeads() {
	d.heads, d.moved = &heads{}, &heads{}
	for i := range d.entries {
		if w := d.entries[i].word; !d.entries[i].loose && len(w) > 4 {
			d.heads.set(headBit(w[0], w[1], w[2], w[3]))
			d.moved.set(headBit(moved(w[0]), moved(w[1]), moved(w[2]), moved(w[3])))
		}
	}
}

// compile makes the tables for the words added so far.
func (d *dictionary) compile() {
	words := make([]string, len(d.entries))
	var loose []string
	for i, e := range d.entries {
		if e.loose {
			loose = append(loose, e.word)
			d.numbers = append(d.numbers, int32(i))
		} else {
			words[i] = e.word
		}
	}
	d.trie = newTrie(words, func(word int32) bool { return d.entries[word].open() })
	if d.trie.whole {
		d.starts = newFirstWords(words)
	}
	if len(loose) > 0 {
		d.inner = newAutomaton(loose)
	}
}

func (d *dictionary) add(word string, use func(l *looking, start, end int)) {
	if word = strings.TrimSpace(foldWord(word)); word != "" {
		d.entries = append(d.entries, entry{word: word, use: use})
	}
}

// addBending adds a name that may stand with an inflected ending.
func (d *dictionary) addBending(word string, use func(l *looking, start, end int)) {
	if word = strings.TrimSpace(foldWord(word)); word != "" {
		d.entries = append(d.entries, entry{word: word, bends: true, use: use})
	}
}

// addLoose adds a word, folded already, that may stand inside another.
func (d *dictionary) addLoose(word string, use func(l *looking, start, end int)) {
	d.entries = append(d.entries, entry{word: word, loose: true, use: use})
}

// addHead adds a word, folded already, that another may go on from.
func (d *dictionary) addHead(word string, use func(l *looking, start, end int)) {
	d.entries = append(d.entries, entry{word: word, loose: true, head: true, use: use})
}

// addHumped adds a word, folded already, that may be a part of a word in humps.
func (d *dictionary) addHumped(word string, use func(l *looking, start, end int)) {
	d.entries = append(d.entries, entry{word: word, hump: true, use: use})
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

// endings are those that the languages of Europe put behind names.
var endings = wordSet(`s es n en er ns a u owi em om e y i ie ego ej emu nin in un nun da de dan den ya ye yi yu ia ov ova ovi lle lta
	ssa nak nek val vel tol ban ben ra re on ko san`)

// shortestBent is the length of the shortest name that is found with an ending.
const shortestBent = 4

// bentEnd is where the inflected ending at an offset of the folded text ends,
// or -1 where no such ending follows a word of a size.
func bentEnd(text []byte, at, size int) int {
	end := at
	for end < len(text) && classes[text[end]]&(lower|beyond) != 0 {
		end++
	}
	if size < shortestBent || end == at || end-at > 10 || end < len(text) && classes[text[end]]&digit != 0 {
		return -1
	}
	if end-at < 5 && endings[string(text[at:end])] || size > 6 && (end-at < 4 || size > 7) {
		return end
	}
	return -1
}

// pluralEnd is where the plural ending at an offset of the folded text ends.
func pluralEnd(text []byte, at int) int {
	end := at
	if end < len(text) && text[end] == 'e' {
		end++
	}
	if end >= len(text) || text[end] != 's' || end+1 < len(text) && classes[text[end+1]]&(letters|digit) != 0 {
		return at
	}
	return end + 1
}

// withPlural is the end of a match together with its plural ending.
func withPlural(text string, end int) int {
	if end < len(text) && classes[text[end]]&letters != 0 {
		return pluralEnd([]byte(strings.ToLower(text[end:min(len(text), end+3)])), 0) + end
	}
	return end
}

var termRule = &rule{TermUse, "glossary", Block, "an internal system",
	"This is an internal name from the glossary; readers outside do not know it and should not."}

// termOf is the rule of a glossary term.
func termOf(t Term) *rule {
	r := *termRule
	if t.Kind != "" {
		r.kind = t.Kind
	}
	if t.Replace != "" {
		r.instead = t.Replace
	}
	return &r
}

// termUse adds the use of a glossary term.
func termUse(t Term) func(l *looking, start, end int) {
	r := termOf(t)
	named := capitalised(t.Match) && t.Kind == ""
	return func(l *looking, start, end int) {
		if !named || !l.wordOfLanguage(start, end) {
			w := l.wholeName(start, withPlural(l.text, end))
			if n := digitsFrom(l.text, w.end+1); t.Kind == Hostname && byteAt(l.text, w.end) == ' ' && n > 0 && n < 3 && !wordByte(l.text, w.end+1+n) && l.text[start:end] == strings.ToUpper(l.text[start:end]) && !counting(l.text, w.end+1+n) && !strings.HasPrefix(l.text[w.end+1+n:], " %") {
				w.end += 1 + n // FWXEDGE 2
			}
			l.add(w.start, w.end, r)
		}
	}
}

// addTerm adds a glossary term with its public replacement.
func (d *dictionary) addTerm(t Term) {
	r, use := termOf(t), termUse(t)
	for _, f := range apartForms(t.Match) {
		d.add(f, func(l *looking, start, end int) { l.apartTerm(start, end, r) })
		if all(f, lower) {
			d.addHumped(f, func(l *looking, start, end int) {
				if (wordByte(l.text, start-1) || wordByte(l.text, end)) && humped(l.text, start, end) {
					l.add(start, end, r)
				}
			})
		}
	}
	for _, f := range termForms(t.Match) {
		d.add(f, use)
		if len(f) > 4 && all(f, lower) && !ordinary(f+"d") {
			d.add(f+"d", func(l *looking, start, end int) { // the program of that name
				if s := l.text[start:end]; s == strings.ToLower(s) {
					l.add(start, end, r)
				}
			})
		}
		if len(f) > 4 && !plainWords[f] && all(f, lower) {
			d.addHumped(f, func(l *looking, start, end int) {
				if !wordByte(l.text, start-1) && !wordByte(l.text, end) || !humped(l.text, start, end) {
					return
				}
				l.add(start, end, r)
			})
		}
	}
}

// termForms are the ways in which a glossary term is written: its spellings, with its
// number in words, and without a word like project that says only what it is.
func termForms(match string) []string {
	forms := spellings(match)
	words := strings.Fields(foldWord(match))
	forms = append(forms, numberedForms(words)...)
	if len(words) == 1 {
		forms = append(forms, halves(words[0])...)
	}
	if n := len(words); n > 1 {
		for _, other := range otherNumber(words[n-1]) {
			forms = append(forms, spellings(strings.Join(words[:n-1], " ")+" "+other)...)
		}
		if sortWords[words[0]] {
			forms = append(forms, strings.Join(words[1:], " ")+", "+words[0], strings.Join(words[1:], " ")+" "+words[0], strings.Join(words[1:], " ")+" ("+words[0]+")")
		}
		rest := words
		if sortWords[words[0]] {
			rest = words[1:]
		} else if sortWords[words[n-1]] {
			rest = words[:n-1]
		}
		if short := strings.Join(rest, " "); len(rest) < n && (len(rest) > 1 || len(short) > 3 && !ordinary(short) && !plainWords[short] && !notNames[short]) {
			forms = append(forms, spellings(short)...)
		}
	}
	return forms
}

// halves are the ways to write a term in two words of which it is made: parcel bus for
// parcelbus.
func halves(word string) (forms []string) {
	if len(word) > 24 || !all(word, lower) {
		return nil
	}
	for i := 3; i < len(word)-2; i++ {
		if a, b := word[:i], word[i:]; inLexicon(a) && inLexicon(b) && !plainWords[word] && !ordinary(word) {
			forms = append(forms, a+" "+b, a+"-"+b, a+"_"+b)
		}
	}
	return forms
}

// sortWords say what sort of thing a term is.
var sortWords = wordSet("project operation codename programme program initiative team squad service system platform cluster app application tool pipeline")

// otherNumber is a small number in figures, words and Roman figures.
func otherNumber(s string) []string {
	rows := [][]string{{"1", "one", "i"}, {"2", "two", "ii"}, {"3", "three", "iii"}, {"4", "four", "iv"}, {"5", "five", "v"}, {"6", "six", "vi"}, {"7", "seven", "vii"}, {"8", "eight", "viii"}, {"9", "nine", "ix"}, {"10", "ten", "x"}}
	for _, row := range rows {
		if row[0] == s || row[1] == s {
			return row
		}
	}
	return nil
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

// wordSet is the set of the words in a text.
func wordSet(text string) map[string]bool {
	words := strings.Fields(text)
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
