package redact

import (
	"slices"
	"strings"
)

// addTurned adds what links and the organisation's own domains look like when they
// are written backwards, or with their letters moved on by thirteen.
func (d *dictionary) addTurned(r Rules) {
	words := map[string]bool{"//:sptth": true, "//:ptth": true, "uggcf://": true, "uggc://": true}
	for _, domain := range append(append([]string{}, r.InternalDomains...), r.PublicDomains...) {
		low := bareDomain(domain)
		words[backwards(low)] = true
		words[movedOn(low)] = true
	}
	for word := range words {
		if len(word) > 6 {
			d.add(word, func(l *looking, start, end int) {
				if strings.EqualFold(l.text[start:end], word) { // not the plain one, turned once more
					l.turnedAddress(start, end)
				}
			})
		}
	}
}

// addTurnedNames adds what the people, the customers and the terms of the rules look like when they
// are written backwards, from seven letters on.
func (d *dictionary) addTurnedNames(r Rules) {
	seen := map[string]bool{}
	for _, p := range r.People {
		d.addTurnedName(p.Name, personRule, seen)
	}
	for _, c := range r.Customers {
		d.addTurnedName(c, customerRule, seen)
	}
	for _, t := range r.Terms {
		d.addTurnedName(t.Match, termOf(t), seen)
	}
}

// addTurnedName adds one name backwards, and those of its words that are no ordinary ones.
func (d *dictionary) addTurnedName(name string, r *rule, seen map[string]bool) {
	whole := strings.TrimSpace(foldWord(name))
	for i, word := range append([]string{whole}, strings.Fields(whole)...) {
		turned := []rune(strings.Trim(word, ".,'()-"))
		slices.Reverse(turned)
		low := string(turned)
		if len(turned) < 7 || low == word || seen[low] || inLexicon(low) || i > 0 && (ordinary(word) || plainWords[word] || businessWords[word]) {
			continue
		}
		seen[low] = true
		d.add(low, func(l *looking, start, end int) {
			if foldWord(l.text[start:end]) == low && !wordByte(l.text, end) {
				l.add(start, end, r)
			}
		})
	}
}

// turnedAddress judges the run of characters around a domain that was turned.
func (l *looking) turnedAddress(start, end int) {
	t := l.text
	if start < l.turnStop {
		return
	}
	for n := 0; start > 0 && n < 200 && !linkBreak(t[start-1]); n++ {
		start--
	}
	for n := 0; end < len(t) && n < 200 && !linkBreak(t[end]); n++ {
		end++
	}
	end = trimLink(t, start, end)
	l.turnStop = end
	for start < end && strings.IndexByte(".,;:!?'*_~([", t[start]) >= 0 {
		start++
	}
	for _, plain := range []string{backwards(strings.ToLower(t[start:end])), movedOn(strings.ToLower(t[start:end]))} {
		inner := &looking{s: l.s, view: source(plain), depth: maxDepth}
		inner.text = inner.view.text
		inner.tokens()
		for _, h := range inner.hits {
			if k := h.rule.kind; k == InternalURL || k == Hostname || k == EmailAddress || k == Secret {
				l.add(start, end, h.rule)
				return
			}
		}
	}
}

func linkBreak(c byte) bool { return c <= ' ' || strings.IndexByte("<>\"`|", c) >= 0 }

func backwards(s string) string {
	out := make([]byte, len(s))
	for i := range len(s) {
		out[len(s)-1-i] = s[i]
	}
	return string(out)
}

func movedOn(s string) string {
	out := []byte(s)
	for i, c := range out {
		out[i] = moved(c)
	}
	return string(out)
}

// turnedHost judges a token that begins with a number as the name of a machine
// written backwards: 30-dorp-bew.
func (l *looking) turnedHost(start, end int, name string) {
	n := strings.IndexByte(name, '-')
	if n < 1 || n > 4 || end-start > 40 || !all(name[:n], digit) || bits(name[n:])&digit != 0 || strings.Count(name, "-") < 2 || wordByte(l.text, start-1) {
		return
	}
	for part := range strings.SplitSeq(name[n+1:], "-") {
		if ordinary(part) && len(part) > 2 || len(part) < 2 {
			return
		}
	}
	if shapeOf(backwards(name)) == hostShape {
		l.addHost(start, end, hostShape)
	}
}
