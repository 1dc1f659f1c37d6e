package redact

import "strings"

// What is looked for by its bones: the names of the rules, and what a text itself has shown.

// addBones adds the names of the rules to those looked for by their bones.
func (d *dictionary) addBones(r Rules) {
	known := 5*len(r.People) + 4*len(r.Customers) + 2*len(r.Terms)
	d.bones = &boneSet{words: make([]boneWord, 0, known), next: make([]int32, 0, known), seen: make(map[string]bool, known)}
	for _, p := range r.People {
		use := func(l *looking, start, end int) { l.add(start, end, personRule) }
		for _, names := range nameSpellings(p.Name) {
			d.bones.add(strings.Join(names, " "), use)
			if n := len(names); n > 1 {
				d.bones.add(names[n-1]+" "+strings.Join(names[:n-1], " "), use)
			}
			for _, n := range names {
				if !particles[n] && !ordinary(n) && !plainWords[n] {
					d.bones.add(n, use)
				}
			}
		}
		for _, h := range p.Handles {
			d.bones.add(h, use)
		}
	}
	for _, c := range r.Customers {
		use := func(l *looking, start, end int) { l.add(start, end, customerRule) }
		words := customerWords(foldWord(c))
		d.bones.add(strings.Join(words, " "), use)
		if plain, ends := bareOf(strings.Join(words, " ")); len(words) > 2 && len(plain) < 160 {
			d.bones.addTurned(plain, ends, use)
		}
		if short := withoutBusiness(words); len(short) < len(words) && telling(short) {
			d.bones.add(strings.Join(short, " "), use)
		}
	}
	for _, t := range r.Terms {
		use := termUse(t)
		d.bones.add(t.Match, use)
	}
}

// learnBones adds what hits have shown to the things looked for by their bones.
func (e *echoes) learnBones(s string, h hit) {
	switch h.rule.kind {
	case Hidden, TermUse:
		return
	}
	if h.rule == passwordRule && (!strongSecret(s) || len(s) < 8) && !hyphenated(s) && len(s) < 12 || h.rule == shownRule {
		return
	}
	if h.rule == spelledID || h.rule == spelledPhone || h.rule == spelledSecret || h.rule == spelledName || h.rule == nameGuess || len(e.d.bones.words) > 3000 {
		return
	}
	use := func(l *looking, start, end int) {
		l.addHit(hit{start: start, end: end, rule: h.rule, instead: h.instead, weight: Warn})
	}
	if h.rule.kind == PersonName && bits(s)&digit == 0 && ordinaryName(s) {
		return
	}
	e.d.bones.addKind(s, h.rule.kind, use)
	if h.rule == imageRule {
		host, path, _ := strings.Cut(s, "/")
		path, _, _ = strings.Cut(path, ":")
		e.d.bones.addKind(host, Hostname, use)
		e.d.bones.addKind(path, Path, use)
	}
	switch h.rule.kind {
	case Phone:
		for _, n := range nationalForms(s) {
			e.d.bones.add(n, use)
		}
	case InternalURL:
		if n := strings.Index(s, "://"); n > 0 {
			s = s[n+3:]
			e.d.bones.addKind(s, InternalURL, use)
		}
		host, path, _ := strings.Cut(s, "/")
		e.d.bones.addKind(host, InternalURL, use)
		if path, _, _ = strings.Cut(path, ":"); strings.Contains(path, "/") && !strings.ContainsAny(path, "?#") {
			e.d.bones.addKind(path, Path, use)
		}
	case Path, IPAddress, Hostname:
		if n := strings.LastIndexByte(s, ':'); n > 0 {
			e.d.bones.add(s[:n], use)
		}
	}
}

// ordinaryName reports whether every word of a name is an ordinary one.
func ordinaryName(s string) bool {
	for w := range strings.FieldsSeq(foldWord(s)) {
		if !ordinary(w) && !plainWords[w] {
			return false
		}
	}
	return true
}

// nationalForms are the ways in which a telephone number is told without the code of
// its country.
func nationalForms(s string) (out []string) {
	bare, _ := bareOf(s)
	if bits(bare)&^digit != 0 {
		return nil
	}
	bare = strings.TrimLeft(bare, "0")
	for n := range min(4, max(0, len(bare)-7)) {
		out = append(out, bare[n:], "0"+bare[n:])
	}
	return append(out, "00"+bare)
}
