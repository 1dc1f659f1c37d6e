package redact

import "strings"

// Passwords that stand behind a user, or behind what they open.

// pairedSecret adds a user and a password with a colon between, where the password is the
// word of mixed characters from start to end: feed-in:Vinter!2031.
func (l *looking) pairedSecret(start, end int) {
	t := l.text
	from := start - 1
	for from > 0 && start-from < 40 && classes[t[from-1]]&(wordPart&^beyond) != 0 {
		from--
	}
	user := strings.ToLower(t[from : start-1])
	if len(user) < 3 || bits(user)&letters == 0 || notLogins[user] || from > 0 && !isSpace(t[from-1]) && strings.IndexByte("\"'`(|>", t[from-1]) < 0 {
		return
	}
	l.addWeight(from, end, shownRule, Warn)
}

// addPasswordsOf adds the words that stand before what a password opens, and the option of a
// command with a user in it.
func (d *dictionary) addPasswordsOf() {
	for _, word := range []string{"password", "passphrase", "pw", "pin", "code", "passwort", "kennwort", "mot de passe", "wachtwoord", "hasło", "contraseña", "senha", "palavra-passe", "lösenord", "passord"} {
		for _, of := range []string{" of", " for", " to", " für", " von", " vom", " zum", " zur", " de", " du", " pour", " van", " voor", " do", " da", " para", " till", " til"} {
			d.add(word+of, func(l *looking, start, end int) { l.passwordOf(end) })
		}
	}
	for _, words := range []string{"root on", "root at", "root of", "admin on", "admin of", "login for", "login on", "login of", "root for", "admin for"} {
		d.add(words, func(l *looking, start, end int) { l.passwordOf(end) })
	}
	d.add("/user:", func(l *looking, start, end int) { l.commandPassword(end) })
}

// passwordOf judges what stands in marks a few words behind "password of": the password of
// the web page {{Reiher-77}}.
func (l *looking) passwordOf(end int) {
	line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+100)], "\n")
	for _, marks := range [][2]string{{"{{", "}}"}, {"`", "`"}, {"\"", "\""}, {"''", "''"}, {"<code>", "</code>"}, {"**", "**"}} {
		n := strings.Index(line, marks[0])
		if n < 1 || n > 60 || strings.ContainsAny(line[:n], ".;!?") {
			continue
		}
		from := n + len(marks[0])
		m := strings.Index(line[from:], marks[1])
		if m < 4 {
			continue
		}
		if s := line[from : from+m]; !strings.Contains(s, " ") && (strongSecret(s) || joinedSecretly(s) && bits(s)&digit != 0 && marks[0] == "{{") {
			l.add(end+from, end+from+m, passwordRule)
			return
		}
	}
}

// commandPassword judges the word behind the user of a command: /user:X\dana Reiher!4.
func (l *looking) commandPassword(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 60 && !isSpace(t[at]) {
		at++
	}
	for byteAt(t, at) == ' ' {
		at++
	}
	stop := at
	for stop < len(t) && stop-at < 60 && !isSpace(t[stop]) {
		stop++
	}
	if s := strings.Trim(t[at:stop], "\"'`"); len(s) > 4 && s[0] != '/' && s != "*" && !placeholder(s) && bits(s)&letters != 0 && (bits(s)&digit != 0 || signed(s)) {
		l.add(at, at+len(t[at:stop]), passwordRule)
	}
}

// joinedUnknown reports whether s is two words or more with marks between, small letters and
// capitals, one of which no lexicon knows: fjallras-RO.
func joinedUnknown(s string) bool {
	b := bits(s)
	if len(s) < 7 || b&upper == 0 || b&lower == 0 || b&(dash|under|dot) == 0 || strings.ContainsAny(s, "/:@()[]{}<>=,") || isDomain(strings.ToLower(s)) && b&dot != 0 || placeholder(s) {
		return false
	}
	odd := 0
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		low := foldWord(p)
		if notNames[low] && len(low) > 3 {
			return false
		}
		odd += btoi(len(p) > 4 && !ordinary(low) && !plainWords[low] && !givenNames[low])
	}
	return odd > 0
}
