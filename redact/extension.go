package redact

import "strings"

// addExtensions adds the words that the short number of a telephone inside follows.
func (d *dictionary) addExtensions() {
	for _, word := range []string{"ext", "ext.", "extn", "extension", "durchwahl", "dw", "nebenstelle", "poste", "toestel", "wewn.", "wewnętrzny", "interno", "ramal", "anknytning", "lokalnummer", "linja", "klapka", "dect", "pager", "bleep", "hausapparat", "apparat", "dienstapparat", "kurzwahl", "short code", "speed dial", "internal phone", "internal line", "house phone", "desk phone", "tel", "tel.", "phone", "telefon", "tlf", "tlf.", "int.", "snom", "hausruf", "intern", "dahili", "linka", "linky", "mellék", "alanumero", "sisänumero", "anknytningsnummer", "lokalnr", "hotline", "dial", "ring", "desk", "extension number", "ext number", "intercom", "desk extension", "telefon interno", "derivación", "anexo"} {
		d.add(word, func(l *looking, start, end int) { l.extension(end) })
	}
}

// addInsidePhones adds the words in brackets behind such a number: 4417 (DECT).
func (d *dictionary) addInsidePhones() {
	for _, word := range []string{"dect", "internal", "intern", "extension", "ext.", "hausintern", "interne", "interno"} {
		d.add(word, func(l *looking, start, end int) {
			t := l.text
			if byteAt(t, start-1) != '(' || byteAt(t, end) != ')' || byteAt(t, start-2) != ' ' {
				return
			}
			from := start - 2
			for from > 0 && classes[t[from-1]]&digit != 0 {
				from--
			}
			if n := start - 2 - from; n > 2 && n < 6 && !wordByte(t, from-1) && strings.IndexByte(".:-/", byteAt(t, from-1)) < 0 {
				l.addWeight(from, start-2, phoneRule, Warn)
			}
		})
	}
}

// extension judges the three to five digits behind a word for an extension.
func (l *looking) extension(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 5 && strings.IndexByte(" .:#-*", t[at]) >= 0 {
		at++
	}
	stop := at
	for classAt(t, stop)&digit != 0 && stop < len(t) {
		stop++
	}
	if n := stop - at; at == end || n < 3 && (n < 2 || t[at-1] != '-' || t[at-2] != ' ') || n > 5 || wordByte(t, stop) || counting(t, stop) || yearOnly(t[at:stop]) || strings.HasPrefix(t[stop:], "/") || everybodysCalls[t[at:stop]] {
		return
	}
	if stop-at < 3 && byteAt(t, stop) == ' ' && classAt(t, stop+1)&letters != 0 {
		return // The ext. -15 setting
	}
	if byteAt(t, at-1) == '-' {
		at--
	}
	l.add(at, stop, phoneRule)
}

// everybodysCalls are numbers that the whole world knows.
var everybodysCalls = wordSet("112 110 911 999 000")

// crossedExtension judges an x with three to five digits where a telephone is spoken of.
func (l *looking) crossedExtension(start, end int) {
	s := l.text[start:end]
	if len(s) < 4 || len(s) > 6 || s[0] != 'x' || !all(s[1:], digit) || s == "x509" || s == "x264" || s == "x265" {
		return
	}
	if _, weak := l.announcedPhone(start); weak || l.endsSignature(start, end) {
		l.add(start, end, phoneRule)
	}
}

// endsSignature reports whether a number ends the line of a signature that has an address of mail, or
// a telephone number, in it: dana@mail.example | x4417.
func (l *looking) endsSignature(start, end int) bool {
	t := l.text
	head := strings.TrimRight(t[lineStart(t, start):start], " ")
	rest, _, _ := strings.Cut(t[end:min(len(t), end+4)], "\n")
	if head == "" || strings.IndexByte("|,;/-", head[len(head)-1]) < 0 && !strings.HasSuffix(head, "·") || strings.Trim(rest, " \r|*_.") != "" {
		return false
	}
	return strings.IndexByte(head, '@') > 0 || strings.IndexByte(head, '+') >= 0
}
