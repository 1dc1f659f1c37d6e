package redact

import "strings"

// Secrets written from right to left, and numbers told in the sentence behind their word.

// addTurnedSecrets adds the words for secrets backwards, and the words for numbers that open something.
func (d *dictionary) addTurnedSecrets() {
	for _, word := range []string{"terces", "drowssap", "dwssap", "nekot", "yekipa", "yek", "ssap", "dwp"} {
		d.add(word, func(l *looking, start, end int) { l.turnedPair(start, end) })
	}
	for _, phrase := range []string{"sshpass -p", "configure set", "config set", "secrets set", "parameter set", "setx", "vault write", "credential set"} {
		d.add(phrase, func(l *looking, start, end int) { l.secretSet(end, phrase == "sshpass -p") })
	}
	for _, phrase := range []string{"recovery key", "bitlocker key", "backup key", "escrow key", "recovery password"} {
		d.add(phrase, func(l *looking, start, end int) { l.recoveryDigits(end) })
	}
	for _, word := range []string{"pin", "pins", "passcode", "door code", "access code", "entry code", "gate code", "alarm code", "bridge code", "host key"} {
		d.add(word, func(l *looking, start, end int) { l.numberTold(end, 80) })
	}
	d.add("code", func(l *looking, start, end int) {
		if !openCodes[strings.ToLower(wordBefore(l.text, start).in(l.text))] {
			l.numberTold(end, 12)
		}
	})
}

// turnedPair judges a value and its key that are written backwards: 31-hsraM=drowssap.
func (l *looking) turnedPair(start, end int) {
	t, stop := l.text, end
	for stop < len(t) && stop-end < 40 && classes[t[stop]]&(letters|dash|under|dot) != 0 {
		stop++
	}
	mark := start
	for mark > 0 && start-mark < 24 && classes[t[mark-1]]&(letters|under|dash) != 0 {
		mark--
	}
	if c := byteAt(t, mark-1); c != '=' && c != ':' {
		return
	}
	from := mark - 1
	for from > 0 && mark-from < 128 && !isSpace(t[from-1]) && strings.IndexByte("\"'`<>|", t[from-1]) < 0 {
		from--
	}
	if s := t[from : mark-1]; len(s) > 3 && bits(s)&(digit|dash|under|upper) != 0 && !placeholder(s) {
		l.add(from, stop, passwordRule)
	}
}

// openCodes stand before the word for a code that everybody may know.
var openCodes = wordSet("status error exit source postal post zip country area dialling dialing dial return response reason result state event message sort colour color product fault http sql country postal region language currency airport station our that this new old same")

// numberTold judges the digits that the next sentence tells, so many bytes behind the word: ask for the
// PIN. It is 884 201.
func (l *looking) numberTold(end, within int) {
	t := l.text
	rest, _, _ := strings.Cut(t[end:min(len(t), end+within)], "\n")
	for _, lead := range []string{". It is ", "? It is ", ". It's ", "? It's ", ", it is ", "; it is ", ". It was ", " (it is ", " (it's "} {
		n := strings.Index(rest, lead)
		if n < 0 || within < 20 && (n > 0 || lead[0] == ',' || lead[0] == ';' || lead == ". It was ") {
			continue
		}
		at := end + n + len(lead)
		for byteAt(t, at) == '`' || byteAt(t, at) == '"' || byteAt(t, at) == '*' {
			at++
		}
		stop, count := at, 0
		for stop < len(t) && stop-at < 16 && (classes[t[stop]]&digit != 0 || (t[stop] == ' ' || t[stop] == '-') && classAt(t, stop+1)&digit != 0 && count > 0) {
			count += btoi(classes[t[stop]]&digit != 0)
			stop++
		}
		stop += btoi(byteAt(t, stop) == '#')
		if next := wordAfter(t, stop); byteAt(t, stop) == ' ' && !toldFor[next.in(t)] {
			return
		}
		if count > 3 && count < 11 && !wordByte(t, stop) && !counting(t, stop) && !yearOnly(t[at:stop]) && byteAt(t, stop) != ':' {
			l.addWeight(at, stop, passwordRule, Warn)
		}
		return
	}
}

// toldFor stand behind a number that is told, and say for how long or for what it is.
var toldFor = wordSet("this until now today tonight tomorrow please again and or for still since at on in but till from everywhere both")

// quotedWith judges the word in quotation marks behind what somebody logged in with: 'hunter2'.
func (l *looking) quotedWith(end int) {
	t := l.text
	c := byteAt(t, end+1)
	if byteAt(t, end) != ' ' || c != '\'' && c != '"' && c != '`' {
		return
	}
	v := valueAt(t, end+2, c)
	if s := v.in(t); byteAt(t, v.end) == c && len(s) > 4 && len(s) < 40 && strings.IndexByte(s, ' ') < 0 && bits(s)&digit != 0 && bits(s)&letters != 0 && !placeholder(s) && !versionLike(s) && !loginMethod(s) {
		l.addWeight(v.start, v.end, passwordRule, Warn)
	}
}

// loginMethod reports whether s is a way to log in, or a product with its number: OAuth2, FIDO2, Office365.
func loginMethod(s string) bool {
	stem := strings.TrimRight(s, "0123456789")
	return wordAndNumber(s) && (bits(stem)&upper != 0 && len(s)-len(stem) < 3 || loginMethods[strings.ToLower(stem)])
}

var loginMethods = wordSet("oauth fido saml office o m ms windows webauthn totp hotp md sha rsa aes ed x ldap ldapv ntlm ntlmv web smb tls pkcs sso gsuite dynamics azure entra kerberos ipv http sap iphone android")

// secretSet judges the value that a command sets for a key that is one of a secret, or that it is given
// at once: aws configure set aws_secret_access_key x.
func (l *looking) secretSet(end int, atOnce bool) {
	t, at := l.text, end+1
	if byteAt(t, end) != ' ' {
		return
	}
	if !atOnce {
		key := valueAt(t, at, 0)
		if low := strings.ToLower(key.in(t)); byteAt(t, key.end) != ' ' || !strings.Contains(low, "secret") && !strings.Contains(low, "password") && !strings.Contains(low, "token") && !strings.Contains(low, "passwd") && !strings.HasSuffix(low, "key") {
			return
		}
		at = key.end + 1
	}
	closing := byte(0)
	if c := byteAt(t, at); c == '\'' || c == '"' {
		closing = c
		at++
	}
	v := valueAt(t, at, closing)
	if s := v.in(t); closing != 0 && byteAt(t, v.end) != closing {
		v = valueAt(t, at, 0)
	} else if len(s) > 1 && strings.IndexByte("'\"`", s[0]) >= 0 && s[len(s)-1] == s[0] {
		v = span{v.start + 1, v.end - 1}
	}
	s := v.in(t)
	if len(s) < 5 || len(s) > 255 || strings.IndexByte("$-<'\"`", s[0]) >= 0 || placeholder(s) || bits(s)&letters == 0 {
		return
	}
	if b := bits(s); strings.ContainsAny(s, "!@#%^&*+=") || b&digit != 0 && (atOnce || !wordAndNumber(s)) || atOnce && b&upper != 0 {
		l.add(v.start, v.end, passwordRule)
	}
}

// wordAndNumber reports whether s is letters with a few digits behind them: Base64, SHA256.
func wordAndNumber(s string) bool {
	stem := strings.TrimRight(s, "0123456789")
	return len(s)-len(stem) < 4 && bits(stem)&^letters == 0
}

// recoveryDigits judges the groups of digits behind the word for a key that opens a disk.
func (l *looking) recoveryDigits(end int) {
	t, at := l.text, end
	for _, link := range []string{" is ", " was ", ": ", " "} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	stop, count := at, 0
	for stop < len(t) && stop-at < 72 && (classes[t[stop]]&digit != 0 || t[stop] == '-' && classAt(t, stop+1)&digit != 0) {
		count += btoi(t[stop] != '-')
		stop++
	}
	if at > end && count > 19 && !wordByte(t, stop) {
		l.add(at, stop, passwordRule)
	}
}
