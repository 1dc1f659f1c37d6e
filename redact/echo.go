package redact

import "strings"

// What the words around it gave away once is known in the rest of the text too: the
// surname of somebody introduced above, the sisters of a machine, a key used twice.

var (
	nameEcho = &rule{PersonName, "named_elsewhere", Block, "an engineer",
		"Another place in this text shows that this is a person's name; public texts speak of roles, not of people."}
	hostEcho = &rule{Hostname, "host_named_elsewhere", Block, "an internal server",
		"Another place in this text shows that this is the name of a machine."}
	secretEcho = &rule{Secret, "secret_used_elsewhere", Block, "[removed]",
		"Another place in this text shows that this is a password or a key; change it now, removing it here is not enough."}
	idEcho = &rule{Identifier, "id_used_elsewhere", Block, "[id]",
		"Another place in this text shows that this identifies an account, a user or a request."}
)

// echoes are the words of one text to be looked for again.
type echoes struct {
	s    *Scanner
	d    dictionary
	seen map[string]bool
}

// echo finds again what hits have shown, in the source and in the views derived from it.
func (s *Scanner) echo(whole *view, views []*view, hits []hit) []hit {
	if len(hits) == 0 {
		return nil
	}
	e := &echoes{s: s, seen: map[string]bool{}}
	e.d.bones = &boneSet{}
	text := whole.text
	for _, h := range hits {
		if h.end-h.start < 128 && !strings.Contains(text[h.start:h.end], "\n") {
			e.learnBones(text[h.start:h.end], h)
			e.learn(text[h.start:h.end], h)
			e.learnAbbreviations(text, h)
			e.learnTitled(text, h)
		}
	}
	if len(e.d.entries)+len(e.d.bones.words) == 0 {
		return nil
	}
	e.d.fillHeads()
	e.d.compile()
	l := &looking{s: s, view: whole, text: text}
	l.walk(&e.d)
	for _, v := range views {
		l.hits = append(l.hits, s.echoIn(v, &e.d)...)
	}
	return l.hits
}

// echoIn finds the words of one text again near the edits of a view.
func (s *Scanner) echoIn(v *view, d *dictionary) (hits []hit) {
	for _, w := range v.windows() {
		l := &looking{s: s, view: v.slice(w.start, w.end)}
		l.text = l.view.text
		l.walk(d)
		for _, h := range l.hits {
			if l.edited(h.start, h.end) {
				h.start, h.end = l.view.origin(h.start, h.end)
				hits = append(hits, h)
			}
		}
	}
	return hits
}

func (e *echoes) learn(s string, h hit) {
	switch h.rule {
	case nameRule, nameEcho:
		for w := range strings.FieldsFuncSeq(foldWord(s), func(r rune) bool { return r == ' ' || r == ',' }) {
			e.addTurned(w)
		}
		if len(s) > 3 && handleLike(s) {
			e.add(s, func(l *looking, start, end int) {
				if c := byteAt(l.text, end); c != '(' && c != '=' && c != '/' && c != '-' && byteAt(l.text, start-1) != '/' && byteAt(l.text, start-1) != '-' {
					l.addWeight(start, end, nameEcho, Warn)
				}
			})
		} else if h.weight == "" {
			e.learnName(s)
		}
	case nameGuess:
		for w := range strings.FieldsFuncSeq(foldWord(s), func(r rune) bool { return r == ' ' || r == ',' }) {
			e.addTurned(w)
		}
	case handleRule:
		if name := strings.TrimPrefix(strings.ToLower(s), "@"); len(name) > 3 && handleLike(name) {
			e.add(name, func(l *looking, start, end int) { l.add(start, end, nameEcho) })
		}
	case emailRule:
		if local, _, ok := strings.Cut(s, "@"); ok && !roles[strings.ToLower(local)] {
			if first, last, ok := strings.Cut(local, "."); ok && all(first, letters) && all(last, letters) && (givenNames[foldWord(first)] || len(first) == 1) {
				e.learnName(last)
			}
		}
	case hostNamed, hostShape, hostRule:
		e.learnHost(strings.ToLower(s), h.rule)
	case credentialsRule:
		e.learnPassword(s)
	case passwordRule:
		if len(s) >= 8 && strongSecret(s) {
			e.addExact(s, secretEcho)
		}
	case idRule:
		if len(s) > 5 || len(s) > 4 && bits(s)&(upper|lower) != 0 {
			e.addExact(s, idEcho)
		}
		e.learnIDRow(s)
	case linkRule, imageRule:
		e.learnPage(s)
	case pathRule:
		e.learnFolders(s)
	}
}

func (e *echoes) add(word string, use func(l *looking, start, end int)) {
	if !e.seen[word] && len(e.seen) < 2000 {
		e.seen[word] = true
		e.d.addBending(word, use)
	}
}

func (e *echoes) addExact(s string, r *rule) {
	if e.seen[s] || len(e.seen) >= 2000 {
		return
	}
	e.seen[s] = true
	e.d.add(s, func(l *looking, start, end int) {
		if l.text[start:end] == s && !wordByte(l.text, end) {
			l.add(start, end, r)
		}
	})
}

// learnName adds the words of a name that are no ordinary ones.
func (e *echoes) learnName(name string) {
	if whole := foldWord(name); strings.IndexByte(whole, ' ') > 0 && len(whole) > 6 {
		use := func(l *looking, start, end int) { l.add(start, end, nameEcho) }
		e.add(whole, use)
		if family, given, ok := strings.Cut(whole, ", "); ok {
			e.add(given+" "+family, use)
			e.add(given+"_"+family, use)
			e.d.bones.add(given+" "+family, use)
		}
		if n := strings.LastIndexByte(whole, ' '); !strings.Contains(whole, ",") {
			e.add(whole[n+1:]+", "+whole[:n], use)
			e.add(whole[n+1:]+" "+whole[:n], use)
		}
	}
	e.learnWordSurname(name)
	for w := range strings.FieldsSeq(foldWord(name)) {
		w = strings.Trim(w, ".,'")
		if len(w) < 3 || ordinary(w) || plainWords[w] || notNames[w] || gazetteer[w] || particles[w] || givenNames[w] {
			continue
		}
		e.add(w, func(l *looking, start, end int) {
			if loud := l.text[start:end] == strings.ToUpper(l.text[start:end]); capitalised(l.text[start:]) && !(loud && publicShort[w]) || loud && !publicShort[w] {
				l.add(start, end, nameEcho)
			}
		})
	}
}

// learnHost adds a machine's name, the first label of it, and its stem for others
// of the same row.
func (e *echoes) learnHost(name string, r *rule) {
	first, _, dotted := strings.Cut(strings.TrimLeft(name, "["), ".")
	first, _, _ = strings.Cut(first, ":")
	if len(first) < 4 || bits(first)&letters == 0 || toolNames[first] || notHosts[first] || e.s.zones.names[first] {
		return
	}
	use := func(l *looking, start, end int) {
		if c := byteAt(l.text, end); c != '(' && c != '=' && byteAt(l.text, start-1) != '/' && byteAt(l.text, start-1) != '@' && (bits(first)&(digit|dash) != 0 || c != '.' && byteAt(l.text, start-1) != '.' && !capitalised(l.text[start:])) {
			l.add(start, end, hostEcho)
		}
	}
	stem := strings.TrimRight(first, "0123456789")
	if stem != first && (len(stem) > 3 || len(stem) == 3 && len(first) > 4 && all(stem, lower) && !inLexicon(stem) && !versioned[stem]) && !ordinaryParts(stem) {
		e.addStem(stem)
	}
	if (r == hostNamed || dotted) && !ordinary(first) && !notNames[first] && !insideWords[first] && !programs[first] {
		if !e.seen[first] {
			e.seen[first] = true
			e.d.add(first, use)
		}
	}
}

// addStem finds names of the same stem with another number.
func (e *echoes) addStem(stem string) {
	if e.seen[stem] || len(e.seen) >= 2000 || unitWords[strings.Trim(stem, "-")] {
		return
	}
	e.seen[stem] = true
	if n := strings.Count(stem, "-"); n > 1 && strings.HasSuffix(stem, "-") { // cab edge 12
		apart := strings.ReplaceAll(strings.TrimSuffix(stem, "-"), "-", " ")
		e.d.add(apart, func(l *looking, start, end int) {
			n := digitsFrom(l.text, end+1)
			if stop := end + 1 + n; byteAt(l.text, end) == ' ' && n > 0 && n < 5 && !wordByte(l.text, stop) && !counting(l.text, stop) {
				l.addWeight(start, stop, hostEcho, Warn)
			}
		})
	}
	for _, form := range []string{stem, strings.ReplaceAll(stem, "-", "_")} {
		if form == stem || strings.Contains(stem, "-") {
			e.addStemForm(form)
		}
	}
}

func (e *echoes) addStemForm(stem string) {
	e.d.entries = append(e.d.entries, entry{word: stem, hump: true, use: func(l *looking, start, end int) {
		stop := end
		for classAt(l.text, stop)&digit != 0 {
			stop++
		}
		if stop > end && stop-end < 5 && !wordByte(l.text, stop) && !wordByte(l.text, start-1) && classAt(l.text, start-1)&(dash|under) == 0 && byteAt(l.text, start-1) != '/' {
			l.add(start, stop, hostEcho)
		}
	}})
}
