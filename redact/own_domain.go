package redact

import "strings"

// addOwnDomains adds the organisation's domains where another mark than a dot or an
// at stands in them: tariq#northpole.example, holt pg 2, bf, internal.
func (d *dictionary) addOwnDomains(r Rules) {
	seen := map[string]bool{}
	for _, list := range [][]string{r.InternalDomains, r.PublicDomains} {
		for _, domain := range list {
			name := bareDomain(domain)
			if seen[name] || len(name) < 6 {
				continue
			}
			seen[name] = true
			for _, dot := range []string{".", " . ", "<dot>", " 'dot' ", ",", "_", " "} {
				d.add(strings.ReplaceAll(name, ".", dot), func(l *looking, start, end int) { l.markedMail(start, end) })
			}
		}
	}
	for _, domain := range r.InternalDomains {
		name := bareDomain(domain)
		for _, sep := range []string{", ", " ", "-", "_", ",", "/", ";", "\\"} {
			if form := strings.ReplaceAll(name, ".", sep); form != name && len(form) > 7 && !seen[form] {
				seen[form] = true
				d.add(form, func(l *looking, start, end int) { l.markedHost(start, end, sep) })
			}
		}
	}
}

// markedMail judges the word that stands with another mark than an at, or with a word
// for it, before a domain of ours.
func (l *looking) markedMail(start, end int) {
	t := l.text
	at := start
	for at > 0 && start-at < 3 && strings.IndexByte(" '\"<>()[]{}_", t[at-1]) >= 0 {
		at--
	}
	c := byteAt(t, at-1)
	word := wordBefore(t, at)
	for from := word.start; from < word.end; from++ { // the end of tariq_at
		if t[from] == '_' {
			word.start = from + 1
		}
	}
	switch w := strings.ToLower(word.in(t)); {
	case c == '@' && (at < start || byteAt(t, at-2) == ' ' || strings.Trim(t[start:end], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") != ""), at == start && strings.IndexByte("#$!*^|%&+=~?", c) >= 0 && c != 0:
		at--
	case word.end == at && at < start && w != "a" && atWords[w]:
		at = word.start
	default:
		return
	}
	for at > 0 && start-at < 16 && strings.IndexByte(" '\"<>()[]{}_", t[at-1]) >= 0 {
		at--
	}
	from := at
	for from > 0 && at-from < 64 && classes[t[from-1]]&wordPart != 0 {
		from--
	}
	local := strings.ToLower(t[from:at])
	if from == at || strings.IndexByte("/?&", byteAt(t, from-1)) >= 0 && from > 0 || byteAt(t, end) == '/' || bits(local)&(dot|digit|under) == 0 && ordinary(foldWord(local)) && c != '@' && start-at > 1 {
		return
	}
	l.add(from, end, emailRule)
}

// markedHost adds the name of a machine before an inside domain that is written with
// other marks than dots.
func (l *looking) markedHost(start, end int, sep string) {
	if byteAt(l.text, end) == '.' && wordByte(l.text, end+1) || l.text[start:end] == strings.ToUpper(l.text[start:end]) {
		return
	}
	from := start
	for range 4 {
		at := from
		for at > 0 && from-at < 3 && strings.IndexByte(" ,-_/;.\\", l.text[at-1]) >= 0 {
			at--
		}
		w := wordBefore(l.text, at)
		if s := strings.ToLower(w.in(l.text)); at == from || w.end != at || w.start == w.end || !all(s, digit) && ordinary(s) && len(s) > 2 && !insideWords[s] {
			break
		}
		from = w.start
	}
	if from < start || sep != " " {
		l.addWeight(from, end, hostRule, Warn)
	}
}
