package redact

// How the words of dictionaries are found in a text.

// lookUp finds the words of the rules and the built-in ones in the text of l.
func (l *looking) lookUp() { l.walk(l.s.words, builtIn()) }

// walk finds the words of dictionaries in the text of l.
func (l *looking) walk(dictionaries ...*dictionary) {
	f := fold(l.text)
	for _, d := range dictionaries {
		d.walk(l, &f)
	}
}

// walk finds the words of the dictionary in a folded text: those that stand at the
// beginning of a word or of a mark first, then the loose ones.
func (d *dictionary) walk(l *looking, f *folded) {
	if d.trie.whole && d.heads == nil {
		d.walkWhole(l, f)
		return
	}
	found := func(word, end int) { d.match(l, f, word, end) }
	t, begun := f.text, 0
	for i := 0; i < len(t); {
		if !inWord[t[i]] {
			if d.trie.root[t[i]] != 0 {
				d.trie.walk(t, i, found)
			}
			i++
			continue
		}
		end := i + 1
		for end < len(t) && inWord[t[end]] {
			end++
		}
		if d.heads == nil {
			if d.trie.root[t[i]] != 0 && d.trie.mayBegin(t, i) {
				d.trie.walk(t, i, found)
			}
		} else {
			d.ownWords(l, f, i, found)
			l.turnedRound(d, f, [2]int{begun, i}, end)
		}
		begun, i = i, end
	}
	for _, i := range f.humps {
		if i < len(t) {
			d.trie.walk(t, i, found)
		}
	}
	if d.inner != nil {
		d.inner.find(t, func(word, end int) { d.match(l, f, int(d.numbers[word]), end) })
	}
}

// walkWhole is walk for a dictionary whose words stand alone: words of one spelling are judged
// together.
func (d *dictionary) walkWhole(l *looking, f *folded) {
	t := f.text
	found := func(words []int32, end int) {
		from, to := f.place(l.text, end-len(d.entries[words[0]].word), end)
		for _, w := range words {
			d.entries[w].use(l, from, to)
		}
	}
	for i := 0; i < len(t); {
		if !inWord[t[i]] {
			if d.trie.root[t[i]] != 0 {
				d.trie.walkWhole(t, i, found)
			}
			i++
			continue
		}
		end, known := d.starts.word(t, i)
		if known {
			d.trie.walkWhole(t, i, found)
		}
		i = end
	}
	if d.inner != nil {
		d.inner.find(t, func(word, end int) { d.match(l, f, int(d.numbers[word]), end) })
	}
}

// inWord are the bytes of letters and digits.
var inWord = func() (table [256]bool) {
	for c := range table {
		table[c] = classes[c]&(letters|digit) != 0
	}
	return table
}()

// ownWords finds the words of the rules that begin where a word does, in disguise too.
func (d *dictionary) ownWords(l *looking, f *folded, i int, found func(word, end int)) {
	t := f.text
	if d.bones != nil {
		d.bones.search(l, f, i)
	}
	if !d.trie.mayBegin(t, i) {
		return
	}
	stop := d.trie.walk(t, i, found)
	gap := stop < len(t) && cuts[t[stop]] && stop > i
	if gap {
		l.gapped(d, f, i)
	}
	if stop-i > 2 && (!gap || stop-i >= shortestSlip-1 && t[stop] == ' ') {
		if end := wordEnd(t, i); end >= stop && end-i >= shortestSlip-1 && end-i < 24 && (end == len(t) || classes[t[end]]&digit == 0) {
			l.slipped(d, f, i, end)
		}
	}
}

// match uses a word that ends at an offset of the folded text, where it stands as
// it must.
func (d *dictionary) match(l *looking, f *folded, word, end int) {
	e := &d.entries[word]
	if !e.loose && !e.open() && !endsWord(f.text, end) {
		return // the most of them: the word goes on
	}
	start := end - len(e.word)
	bent := -1
	if e.head && start > 0 && classes[f.text[start-1]]&(letters|digit) != 0 && classes[f.text[start]]&(letters|digit) != 0 {
		return
	}
	if !e.loose && !e.hump {
		whole := bounded(f.text, start, end)
		if e.bends && end < len(f.text) && classes[f.text[end]]&letters != 0 {
			bent = bentEnd(f.text, end, len(e.word))
		}
		if !whole && bent < 0 || start > 0 && bent > 0 && !whole && classes[f.text[start-1]]&(letters|digit) != 0 {
			return
		}
	}
	if bent > 0 {
		plural := string(f.text[end:bent])
		if end = bent; plural != "s" && plural != "es" {
			if from, _ := f.place(l.text, start, end); !capitalised(l.text[from:]) {
				return
			}
		}
	}
	from, to := f.place(l.text, start, end)
	e.use(l, from, to)
}
