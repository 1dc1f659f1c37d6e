package redact

import "strings"

// dictation is what somebody reads out as a secret, word by word: Otter, capital O,
// dash, four two.
type dictation struct {
	start, end                   int
	pieces, figures, marks, caps int
}

// dictationLinks stand between the word for a secret and what is read out, and
// dictationFillers between its parts.
var (
	dictationLinks   = wordSet("is was are now still the it its it's that that's to be set as reads read goes spells spelled ist lautet war est es jetzt maintenant ahora ready so ok okay well again new old current")
	dictationFillers = wordSet("then and followed by with a an the again all in one word no spaces space letter number digit figure symbol sign mark character case und dann et puis y luego e poi en dan i potem mit avec con met danach lower point")
)

// dictationRules are words of what a secret must hold.
var dictationRules = wordSet("digits letters characters capitals symbols signs figures numbers least minimum maximum zeichen ziffern buchstaben caractères chiffres lettres dígitos")

// dictated judges what is read out behind a word for a secret.
func (l *looking) dictated(end int) {
	at := end
	for range 6 {
		at = dictationGap(l.text, at)
		w := letterRun(l.text, at)
		if w.end == at || !dictationLinks[foldWord(w.in(l.text))] {
			break
		}
		at = w.end
	}
	if l.dictatedFrom(at, end) {
		return
	}
	rest := l.text[end:min(len(l.text), end+90)]
	if n := strings.IndexByte(rest, ':'); n > 0 && !strings.Contains(rest[:n], "\n\n") && !strings.Contains(rest[:n], ". ") && byteAt(rest, n+1) == ' ' {
		l.dictatedFrom(dictationGap(l.text, end+n+1), end)
	}
}

// dictatedFrom judges what is read out from an offset on, behind a key that ends at end.
func (l *looking) dictatedFrom(at, end int) bool {
	if at == end {
		return false
	}
	d := l.dictationAt(at)
	if told := d.figures + d.marks + d.caps; told > 1 && d.marks+d.caps > 0 && d.pieces+told > 2 {
		start, stop := d.start, d.end
		if c := byteAt(l.text, start-1); c == '"' || c == '\'' {
			start--
		}
		if c := byteAt(l.text, stop); c == '"' || c == '\'' {
			stop++
		}
		l.add(start, stop, spelledSecret)
		return true
	}
	return false
}

// letterRun is the span of the letters from an offset on, up to as many as a word has.
func letterRun(t string, at int) span {
	end := at
	for end < len(t) && end-at < 24 && classes[t[end]]&letters != 0 {
		end++
	}
	return span{at, end}
}

// dictationGap is where the next word begins over the marks between what is read out,
// and one line break; or the offset where the sentence ends.
func dictationGap(t string, at int) int {
	breaks := 0
	for i := at; i < len(t) && i-at < 8; i++ {
		switch c := t[i]; {
		case c == '\n':
			if breaks++; breaks > 1 {
				return at
			}
		case strings.IndexByte(" ,\"'`*:=>()-", c) >= 0, c == '.' && i > at && t[i-1] == '"', c == '?' && i == at:
		case wordByte(t, i):
			return i
		default:
			return at
		}
	}
	return at
}

// dictationAt reads what is read out from an offset on.
func (l *looking) dictationAt(at int) (d dictation) {
	t := l.text
	d.start = at
	for range 48 {
		if !wordByte(t, at) {
			return d
		}
		it := itemAt(t, at)
		word := foldWord(t[it.start:it.end])
		switch {
		case it.sort == plainItem && dictationRules[word]:
			return dictation{}
		case it.sort == plainItem && dictationFillers[word]:
		case it.sort == plainItem && !d.tells(t, it):
			return d
		case it.sort == plainItem:
			d.pieces++
			d.end = it.end
		default:
			d.count(it.sort)
			d.end = signEnd(t, it.end)
			it.end = d.end
		}
		next := dictationGap(t, it.end)
		if next == it.end {
			return d
		}
		at = next
	}
	return d
}

// tells reports whether a plain word is a part of what is read out: it stands in
// quotation marks, has a capital or mixes characters, or is the first and a comma
// follows.
func (d *dictation) tells(t string, it item) bool {
	s := t[it.start:it.end]
	if c := byteAt(t, it.start-1); c == '"' || c == '\'' || bits(s)&digit != 0 || bits(s)&upper != 0 && !sentenceStops[strings.ToLower(s)] {
		return true
	}
	if len(s) < 5 && d.caps+d.marks > 0 && !sentenceStops[s] && !prose[s] {
		return true // what is left of a word whose capital was told
	}
	if d.caps+d.marks > 0 && byteAt(t, it.start-1) == ' ' && byteAt(t, it.start-2) == ',' && !sentenceStops[s] && !prose[s] && (byteAt(t, it.end) == ',' || d.figures+d.pieces > 0 && lineEnds(t, it.end+btoi(byteAt(t, it.end) == '.'))) {
		return true // between two commas, or the last of all
	}
	return it.start == d.start && byteAt(t, it.end) == ',' && !sentenceStops[s]
}

func (d *dictation) count(sort int) {
	switch sort {
	case markItem:
		d.marks++
	case caseItem:
		d.caps++
	case figureItem, digitItem:
		d.figures++
	case letterItem:
		d.pieces++
	}
}
