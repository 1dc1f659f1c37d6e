package redact

import "strings"

// addExtensions adds the words that the short number of a telephone inside follows.
func (d *dictionary) addExtensions() {
	for _, word := range []string{"ext", "ext.", "extn", "extension", "durchwahl", "dw", "nebenstelle", "poste", "toestel", "wewn.", "wewnętrzny", "interno", "ramal", "anknytning", "lokalnummer", "linja", "klapka", "dect", "pager", "bleep", "hausapparat", "apparat", "dienstapparat", "kurzwahl", "short code", "speed dial", "internal phone", "internal line", "house phone", "desk phone", "tel", "tel.", "phone", "telefon", "tlf", "tlf.", "int.", "snom", "hausruf"} {
		d.add(word, func(l *looking, start, end int) { l.extension(end) })
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
	if n := stop - at; at == end || n < 3 || n > 5 || wordByte(t, stop) || counting(t, stop) || yearOnly(t[at:stop]) || strings.HasPrefix(t[stop:], "/") {
		return
	}
	if byteAt(t, at-1) == '-' {
		at--
	}
	l.add(at, stop, phoneRule)
}
