package redact

import "strings"

// Secrets that a sentence, a protocol or the settings of a program hand over without the word
// right before them.

// addHeardSecrets adds the words that such secrets stand behind.
func (d *dictionary) addHeardSecrets() {
	for _, words := range []string{"your code is", "your login code is", "your verification code is", "your security code is", "your pin is", "ihr code lautet", "dein code lautet", "ihr code ist", "votre code est", "tu código es", "su código es", "twój kod to", "seu código é", "il tuo codice è", "uw code is", "je code is", "din kod är", "din kode er"} {
		d.add(words, func(l *looking, start, end int) { l.codeHeard(end + 1) })
	}
	for _, word := range []string{"pin", "code", "passcode", "door code", "combination"} {
		d.add(word, func(l *looking, start, end int) { l.codeInBrackets(end) })
	}
	for _, word := range []string{"door", "gate", "alarm", "lift", "cage", "cellar", "garage", "keypad", "lock", "tür", "tor", "porte", "portail", "puerta", "porta", "drzwi", "deur", "dörr", "dør"} {
		d.add(word, func(l *looking, start, end int) { l.doorDigits(end) })
	}
	for _, words := range []string{"auth plain", "auth login", "auth xoauth2", "authenticate plain", "authenticate xoauth2"} {
		d.add(words, func(l *looking, start, end int) { l.mailLogin(end) })
	}
	for _, words := range []string{"password", "passwort", "kennwort", "passphrase", "mot de passe", "hasło", "wachtwoord", "contraseña", "lösenord"} {
		d.add(words, func(l *looking, start, end int) {
			l.bracketedSecret(end)
			l.joinedSecret(end)
			l.secretOf(end)
		})
	}
	for _, words := range []string{"log on as", "log in as", "login as", "logged in as", "logged on as", "sign in as", "signed in as", "anmelden als", "angemeldet als"} {
		d.add(words, func(l *looking, start, end int) { l.loginWith(end) })
	}
	for _, key := range []string{"registeredusers", "users", "accounts", "credentials", "passwords", "basicauth", "basic_auth", "auth_users", "logins"} {
		d.add(key, func(l *looking, start, end int) { l.userMap(end) })
	}
	d.addLoose("scram-sha-", func(l *looking, start, end int) { l.scramVerifier(end) })
	d.add("rocommunity", func(l *looking, start, end int) { l.quotedSetting(start, end) })
	d.add("rwcommunity", func(l *looking, start, end int) { l.quotedSetting(start, end) })
}

// codeEnd reports whether a word for a code ends in one for digits alone.
func codeEnd(s string) bool { return strings.HasSuffix(s, "code") || strings.HasSuffix(s, "pin") }

// codeHeard judges four digits to eight, in one group or two, of a code that was sent.
func (l *looking) codeHeard(at int) {
	t := l.text
	stop, digits := at, 0
	for stop < len(t) && stop-at < 10 && (classes[t[stop]]&digit != 0 || (t[stop] == ' ' || t[stop] == '-') && classAt(t, stop+1)&classAt(t, stop-1)&digit != 0) {
		digits += btoi(classes[t[stop]]&digit != 0)
		stop++
	}
	if digits > 3 && digits < 10 && !wordByte(t, stop) && !yearOnly(t[at:stop]) && !counting(t, stop) && byteAt(t, stop) != '%' {
		l.add(at, stop, passwordRule)
	}
}

// codeInBrackets judges the digits that a remark names: a PIN that nobody knows (it is 5520 17).
func (l *looking) codeInBrackets(end int) {
	line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+80)], "\n")
	for _, link := range []string{"(it is ", "(it's ", "(it was ", "(now ", "(currently ", "(still ", "(es ist ", "(c'est "} {
		if n := strings.Index(line, link); n > 0 && n < 60 && !strings.ContainsAny(line[:n], ".;!?|") {
			l.codeHeard(end + n + len(link))
			return
		}
	}
}

// doorDigits judges what is typed at a door, with a star or a hash among its digits: Door: 4482*7.
func (l *looking) doorDigits(end int) {
	t := l.text
	at := end
	for at < len(t) && at-end < 3 && (t[at] == ':' || t[at] == ' ') {
		at++
	}
	stop, digits, marks := at, 0, 0
	for stop < len(t) && stop-at < 14 && (classes[t[stop]]&digit != 0 || t[stop] == '*' || t[stop] == '#') {
		digits += btoi(classes[t[stop]]&digit != 0)
		marks += btoi(classes[t[stop]]&digit == 0)
		stop++
	}
	if byteAt(t, end) == ':' && at > end && digits > 3 && digits < 10 && marks > 0 && marks < 3 && !wordByte(t, stop) && !strings.HasSuffix(t[at:stop], "**") {
		l.add(at, stop, passwordRule)
	}
}

// mailLogin judges the base64 behind the command by which a program logs in to a mail server.
func (l *looking) mailLogin(end int) {
	v := valueAt(l.text, end+1, 0)
	if s := v.in(l.text); byteAt(l.text, end) == ' ' && len(s) > 11 && len(s)%4 == 0 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == "" && bits(s)&upper != 0 && bits(s)&lower != 0 {
		l.add(v.start, v.end, passwordRule)
	}
}

// bracketedSecret judges the value in brackets and marks behind the word for it: password
// ({{Otter\-Dam\-33}}).
func (l *looking) bracketedSecret(end int) {
	t := l.text
	if !strings.HasPrefix(t[end:], " (") {
		return
	}
	at := end + 2
	for at < len(t) && at-end < 6 && strings.IndexByte("{`\"'*", t[at]) >= 0 {
		at++
	}
	n := strings.IndexAny(t[at:min(len(t), at+64)], "}`\"') \n")
	if n < 6 {
		return
	}
	s := strings.ReplaceAll(t[at:at+n], `\`, "")
	if rest := t[at+n:]; at == end+2 && rest[0] != ')' || rest[0] == ' ' || rest[0] == '\n' {
		return
	}
	if strongSecret(s) || dashedSecret(s) {
		l.add(at, at+n, passwordRule)
	}
}

// joinedSecret judges two words with capitals and a sign between, right behind the word for it:
// password Connemara&Clifden.
func (l *looking) joinedSecret(end int) {
	t := l.text
	if c := byteAt(t, end); c != ' ' && c != ':' {
		return
	}
	at := end + 1 + btoi(byteAt(t, end) == ':' && byteAt(t, end+1) == ' ')
	v := valueAt(t, at, 0)
	s := v.in(t)
	n := strings.IndexAny(s, "&+%!=$#@_:")
	if n < 3 || n > len(s)-4 || !capitalised(s) || !capitalised(s[n+1:]) || bits(s[:n]+s[n+1:])&^letters != 0 || !lineEnds(t, v.end) && strings.IndexByte(".,;)`", byteAt(t, v.end)) < 0 || strings.Contains(s, "://") {
		return
	}
	l.add(v.start, v.end, passwordRule)
}

// secretOf judges the last word of a clause behind what it opens: password of the archive
// Pretzel_07.
func (l *looking) secretOf(end int) {
	t := l.text
	line, _, _ := strings.Cut(t[end:min(len(t), end+90)], "\n")
	for _, of := range []string{" of the ", " for the ", " of ", " for ", " von ", " für ", " du ", " de la ", " vom ", " zum ", " zur ", " do "} {
		rest, ok := strings.CutPrefix(line, of)
		if !ok {
			continue
		}
		at := end + len(of)
		for words := 0; words < 4; words++ {
			v := valueAt(t, at, 0)
			if s := v.in(t); words > 0 && len(s) > 5 && oneToken(s) {
				l.add(v.start, v.end, passwordRule)
				return
			}
			if v.end == v.start || byteAt(t, v.end) != ' ' || at-end > len(rest) {
				return
			}
			at = v.end + 1
		}
		return
	}
}

// oneToken reports whether s is a word with an underscore or digits in it as passwords have, and no
// name of a setting, a file or a machine.
func oneToken(s string) bool {
	b := bits(s)
	if strings.ContainsAny(s, "/()[]{}<>\\") || placeholder(s) || keyName(s) || isTicketLike(s) || dateLike(s) || versionLike(strings.ToLower(s)) || shapeOf(strings.ToLower(s)) != nil {
		return false
	}
	if n := strings.LastIndexByte(s, '.'); n > 0 && fileEndings[strings.ToLower(s[n+1:])] {
		return false
	}
	return b&upper != 0 && b&lower != 0 && b&(under|digit) != 0 && b&(under|dash) != 0 && b&dot == 0 || strongSecret(s) && b&upper != 0 && b&dot == 0
}

// loginWith judges what somebody logs in with: log on as `.\admin` with Herring:19.
func (l *looking) loginWith(end int) {
	t := l.text
	line, _, _ := strings.Cut(t[end:min(len(t), end+100)], "\n")
	n := strings.Index(line, " with ")
	if n < 2 || n > 40 || strings.Count(strings.TrimSpace(line[:n]), " ") > 0 {
		return
	}
	at := end + n + len(" with ")
	for at < len(t) && strings.IndexByte("`\"'*", t[at]) >= 0 {
		at++
	}
	v := valueAt(t, at, 0)
	s := v.in(t)
	if len(s) > 5 && bits(s)&digit != 0 && bits(s)&(letters|beyond) != 0 && !placeholder(s) && !isTicketLike(s) && !versionLike(strings.ToLower(s)) && (signed(s) || strings.ContainsAny(s, ":_-.") || strongSecret(s)) && bits(s)&^(lower) != 0 {
		l.add(v.start, v.end, passwordRule)
	}
}

// userMap judges the values of an object whose keys are users: "users": { "viewer": "Herring_8" }.
func (l *looking) userMap(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 6 && strings.IndexByte("\" :", t[at]) >= 0 {
		at++
	}
	if byteAt(t, at) != '{' || byteAt(t, end) != '"' {
		return
	}
	for range 32 {
		for at++; at < len(t) && isSpace(t[at]); at++ {
		}
		if byteAt(t, at) != '"' {
			return
		}
		key := valueAt(t, at+1, '"')
		from := key.end + 1
		for from < len(t) && from-key.end < 5 && (t[from] == ':' || t[from] == ' ') {
			from++
		}
		if byteAt(t, from) != '"' {
			return
		}
		v := valueAt(t, from+1, '"')
		if s := v.in(t); len(s) > 5 && !strings.ContainsAny(s, " /") && !placeholder(s) && bits(s)&digit != 0 && bits(s)&letters != 0 && !isDomain(s) && strings.IndexByte(s, '@') < 0 {
			l.add(v.start, v.end, passwordRule)
		}
		if at = v.end + 1; byteAt(t, at) != ',' {
			return
		}
	}
}

// peerLogin judges the third text of a list behind a link and a user: ["https://x/", "sync", "…"].
func (l *looking) peerLogin(linkStop int) {
	t := l.text
	if !strings.HasPrefix(t[linkStop:], `", "`) {
		return
	}
	user := valueAt(t, linkStop+4, '"')
	if s := user.in(t); s == "" || strings.ContainsAny(s, " /:") || !strings.HasPrefix(t[user.end:], `", "`) {
		return
	}
	v := valueAt(t, user.end+4, '"')
	if s := v.in(t); len(s) > 5 && !strings.ContainsAny(s, " /") && !placeholder(s) && byteAt(t, v.end+1) == ']' && (bits(s)&digit != 0 || signed(s)) {
		l.add(v.start, v.end, passwordRule)
	}
}

// scramVerifier judges what a database keeps of a password: 4096:salt$stored:server.
func (l *looking) scramVerifier(end int) {
	t := l.text
	n := strings.IndexByte(t[end:min(len(t), end+12)], '$')
	if n < 0 {
		return
	}
	at := end + n + 1
	for at < len(t) && classes[t[at]]&digit != 0 {
		at++
	}
	stop := at + 1
	for stop < len(t) && stop-at < 200 && (payloadBytes[t[stop]] != 0 || strings.IndexByte("=$:", t[stop]) >= 0) {
		stop++
	}
	if byteAt(t, at) == ':' && stop-at > 40 && strings.IndexByte(t[at:stop], '$') > 0 {
		l.add(at+1, stop, passwordRule)
	}
}

// quotedSetting judges the word behind a setting that stands in marks of its own.
func (l *looking) quotedSetting(start, end int) {
	if byteAt(l.text, start-1) != '`' || byteAt(l.text, end) != ' ' {
		return
	}
	if v := valueAt(l.text, end+1, 0); v.end-v.start > 3 && !placeholder(v.in(l.text)) && byteAt(l.text, v.end) == '`' {
		l.add(v.start, v.end, passwordRule)
	}
}
