package redact

import (
	"strings"
	"unicode/utf8"
)

// Passwords as everybody makes them, and what else opens something.

// habitWords are what many passwords begin with, and a number and a sign end.
var habitWords = strings.Fields("summer winter autumn spring sommer herbst frühling fruehling januar january february march april june july august september october november december welcome willkommen password passw0rd p@ssw0rd passwort changeme letmein qwerty qwertz monday tuesday friday start bienvenue hiver verano invierno sommar vinter kesä talvi")

// addHabits adds these words, and words for what a code opens.
func (d *dictionary) addHabits() {
	for _, word := range habitWords {
		d.addHead(foldWord(word), func(l *looking, start, end int) { l.habit(start, end) })
	}
	for _, word := range []string{"pin", "code", "combination", "key code", "zahlencode", "kode"} {
		for _, of := range []string{" of", " for", " to", " von", " der", " für", " de", " du", " di"} {
			d.add(word+of, func(l *looking, start, end int) { l.codeOf(end) })
		}
	}
	for _, words := range []string{"opens with", "open with", "opened with", "unlocks with", "unlock with", "disarm with", "öffnet mit", "s'ouvre avec", "se abre con", "si apre con"} {
		d.add(words, func(l *looking, start, end int) { l.opensWith(start, end) })
	}
	for _, mark := range []string{"dash", "hyphen", "underscore", "exclamation mark", "bang", "hash", "dot", "full stop", "ampersand", "dollar", "asterisk", "plus", "bindestrich", "tiret", "guion", "trattino", "streepje"} {
		d.add(mark, func(l *looking, start, end int) { l.spokenInQuotes(start, end) })
	}
	d.add("using", func(l *looking, start, end int) {
		if near := strings.ToLower(l.text[max(0, start-48):start]); strings.Contains(near, "user ") && (strings.Contains(near, "connect") || strings.Contains(near, "attach")) {
			l.usedValue(end)
		}
	})
	for _, command := range []string{"sqlplus", "sqlldr", "expdp", "impdp", "rman", "connect", "conn", "tnsping", "sqlcl", "dblink"} {
		d.add(command, func(l *looking, start, end int) { l.oracleLogin(end) })
	}
	for _, words := range []string{"as password", "as the password", "as a password", "as passphrase", "as the passphrase", "as pin", "as the pin", "als passwort", "als kennwort", "comme mot de passe", "como contraseña", "come password", "als wachtwoord", "as its password", "as their password", "for a password"} {
		d.add(words, func(l *looking, start, end int) { l.asPassword(start) })
	}
}

// habit judges such a word with a number and a sign behind it: Summer2025!
func (l *looking) habit(start, end int) {
	t := l.text
	n := digitsFrom(t, end)
	if n == 0 {
		for end < len(t) && strings.IndexByte("@_-.", t[end]) >= 0 {
			end++
		}
		n = digitsFrom(t, end)
	}
	at := end + n
	if n < 2 || n > 4 || wordByte(t, start-1) || !capitalised(t[start:]) {
		return
	}
	signs := 0
	for at < len(t) && strings.IndexByte("!#$%&*?@", t[at]) >= 0 {
		signs++
		at++
	}
	if signs == 0 || signs == 1 && (t[at-1] == '*' || t[at-1] == '?') || wordByte(t, at) {
		return
	}
	if signs == 1 && t[at-1] == '!' && n == 4 && t[end-1] == ' ' {
		return // See you in June 2026!
	}
	l.addWeight(start, at, shownRule, Warn)
}

// codeOf judges the digits behind what a code is for: PIN of the weighbridge: 0733.
func (l *looking) codeOf(end int) {
	t := l.text
	rest := t[end:min(len(t), end+48)]
	n := -1
	for _, link := range []string{": ", " is ", " ist ", " est ", " es ", " è ", " = "} {
		if i := strings.Index(rest, link); i > 2 && (n < 0 || i < n) && !strings.ContainsAny(rest[:i], ".,;\n()") {
			n = i + len(link)
		}
	}
	if n < 0 {
		return
	}
	at := end + n
	for at < len(t) && strings.IndexByte("`\"'*", t[at]) >= 0 {
		at++
	}
	size := digitsFrom(t, at)
	if w := wordAt(t, at); cabinetCode(w.in(t)) && codeOpens(rest) {
		l.addWeight(w.start, w.end, passwordRule, Warn)
		return
	}
	if stop := at + size + btoi(byteAt(t, at+size) == '#'); size > 3 && size < 9 && !wordByte(t, stop) && !counting(t, stop) && (size != 4 || !yearOnly(t[at:at+size])) {
		l.add(at, stop, passwordRule)
	}
}

// opensWith judges the numbers that open a safe, a door or a lock.
func (l *looking) opensWith(start, end int) {
	t := l.text
	near := strings.ToLower(t[max(0, start-60):start])
	found := false
	for _, thing := range []string{"safe", "door", "cabinet", "locker", "gate", "lock", "cage", "box", "tresor", "tür", "schrank", "coffre", "porte", "caja", "cassaforte", "alarm", "vault", "drawer", "barrier"} {
		found = found || strings.Contains(near, thing)
	}
	at := end + 1
	for at < len(t) && strings.IndexByte("`\"'*", t[at]) >= 0 {
		at++
	}
	stop, digits := at, 0
	for stop < len(t) && stop-at < 24 && (classes[t[stop]]&digit != 0 || strings.IndexByte("-# *", t[stop]) >= 0 && digits > 0 && (classAt(t, stop+1)&digit != 0 || t[stop] == '#')) {
		digits += btoi(classes[t[stop]]&digit != 0)
		stop++
	}
	if found && digits > 3 && !wordByte(t, stop) && byteAt(t, end) == ' ' {
		l.add(at, stop, passwordRule)
	}
}

// asPassword judges what stands in quotation marks before words for a password: it takes
// "letmein88" as password.
func (l *looking) asPassword(start int) {
	t := l.text
	at := start - 1
	if at < 3 || t[at] != ' ' || strings.IndexByte("\"'`", t[at-1]) < 0 {
		return
	}
	mark := t[at-1]
	from := strings.LastIndexByte(t[max(0, at-64):at-1], mark) + max(0, at-64) + 1
	if s := t[from : at-1]; from > max(0, at-64) && len(s) > 3 && !placeholder(s) && strings.IndexByte(s, '\n') < 0 {
		l.add(from, at-1, passwordRule)
	}
}

// spokenInQuotes judges a quoted text of words and numbers with the marks between them said,
// where a password is spoken of: "Obalka dash 7788 dash Modra".
func (l *looking) spokenInQuotes(start, end int) {
	t := l.text
	line := lineStart(t, start)
	from := max(line, start-60)
	n := strings.LastIndexAny(t[from:start], "\"`“„«")
	if n < 0 {
		return
	}
	from += n
	_, size := utf8.DecodeRuneInString(t[from:])
	from += size
	m := strings.IndexAny(t[end:min(len(t), end+60)], "\"`”“»\n")
	if m < 0 || byteAt(t, end+m) == '\n' {
		return
	}
	s := t[from : end+m]
	if len(s) < 8 || bits(s)&digit == 0 || bits(s)&letters == 0 || len(strings.Fields(s)) > 9 || strings.ContainsAny(s, ".,:;?!()=") || !saysLogin(strings.ToLower(t[max(0, from-240):from])) {
		return
	}
	l.add(from, end+m, spelledSecret)
}

// hashPair adds the two hashes of a password that Windows keeps, around the colon at i.
func (l *looking) hashPair(i int) int {
	t := l.text
	if i < 32 || i+33 > len(t) || !isHexWord(t[i-32:i]) || !isHexWord(t[i+1:i+33]) || wordByte(t, i-33) || wordByte(t, i+33) {
		return i
	}
	l.add(i-32, i+33, passwordRule)
	return i + 33
}

// cabinetCode reports whether s is capitals and figures as codes of locks are.
func cabinetCode(s string) bool {
	b := bits(s)
	return len(s) > 3 && len(s) < 11 && b&digit != 0 && b&upper != 0 && b&^(upper|digit) == 0 && !versionLike(s)
}

// codeOpens reports whether what a code is for is something that it opens.
func codeOpens(s string) bool {
	s = strings.ToLower(s)
	for _, thing := range []string{"door", "gate", "safe", "cabinet", "lock", "cage", "barrier", "alarm", "panel", "garage", "room", "box", "tür", "tresor", "porte", "puerta"} {
		if strings.Contains(s, thing) {
			return true
		}
	}
	return false
}

// usedValue judges the password of CONNECT TO x USER y USING 'z'.
func (l *looking) usedValue(end int) {
	at := end
	for at < len(l.text) && strings.IndexByte(" '\"", l.text[at]) >= 0 {
		at++
	}
	v := valueAt(l.text, at, 0)
	if s := strings.TrimRight(v.in(l.text), "'\";"); at > end && len(s) > 3 && !placeholder(s) && s[0] != '$' {
		l.add(v.start, v.start+len(s), passwordRule)
	}
}

// oracleLogin judges user/password@service behind a command of Oracle's.
func (l *looking) oracleLogin(end int) {
	t := l.text
	line, _, _ := strings.Cut(t[end:min(len(t), end+160)], "\n")
	at := end
	for w := range strings.SplitSeq(line, " ") {
		bare := strings.Trim(w, "'\"`")
		user, rest, ok := strings.Cut(bare, "/")
		pass, service, target := strings.Cut(rest, "@")
		if ok && len(user) > 1 && bits(user)&^(lower|upper|digit|under) == 0 && len(pass) > 3 && (target && len(service) > 1 || strongSecret(pass)) && !strings.Contains(pass, "/") && !placeholder(pass) {
			from := at + strings.Index(w, bare)
			l.add(from, from+len(bare), credentialsRule)
			return
		}
		at += len(w) + 1
	}
}
