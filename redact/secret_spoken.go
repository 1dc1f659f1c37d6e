package redact

import (
	"strings"
	"unicode/utf8"
)

// spokenKeys are words, in several languages, that people introduce a secret with.
var spokenKeys = []string{"password", "passwords", "passwd", "passphrase", "passcode", "pass word", "pass-word", "pass phrase", "pass code", "pw", "pwd", "pass", "pin", "kennwort", "passwort", "passwörter",
	"losung", "mot de passe", "mots de passe", "mdp", "contraseña", "clave", "senha", "palavra-passe", "hasło", "hasła", "hasłem", "lösenord", "lösenordet", "wachtwoord",
	"wachtwoorden", "heslo", "adgangskode", "kodeord", "passord", "jelszó", "şifre", "şifresi", "parola", "salasana", "пароль", "κωδικός", "token", "secret", "api key",
	"api-key", "apikey", "access key", "secret key", "private key", "shared key", "pre-shared key", "psk", "credentials", "creds", "zugangsdaten", "identifiants",
	"schlüssel", "clé", "chiave", "clave de acceso", "sleutel", "klucz", "login", "log-in", "recovery code", "backup code", "one-time code", "otp", "seed", "community string",
	"license key", "licence key", "wifi key", "wlan-schlüssel", "code wifi", "combination", "door code", "access code", "zugangscode", "code d'accès", "signing key", "auth key",
	"p/w", "psw", "pswd", "pword", "passkey", "pass key", "code word", "codeword", "break-glass", "encryption key", "master key", "deploy key", "webhook secret", "client secret", "bearer", "identified by", "pass:"}

// addSpokenKeys adds the words that a secret is introduced with in a sentence.
func (d *dictionary) addSpokenKeys() {
	for _, key := range spokenKeys {
		sure := strings.Contains(key, "pass") || key == "pw" || key == "pwd" || key == "mdp"
		d.add(key, func(l *looking, start, end int) {
			l.toldBehind(start, end)
			l.toldBefore(start, sure)
			l.toldLater(start, end)
			l.dictated(end)
		})
	}
	for _, key := range scriptKeys {
		d.addLoose(foldWord(key), func(l *looking, start, end int) { l.toldInScript(end) })
	}
	for _, key := range []string{"pin", "passcode", "pass code", "door code", "access code", "otp", "zugangscode", "code d'accès", "one-time code", "verification code", "safe code", "alarm code", "gate code",
		"lock code", "conference code", "meeting code", "participant code", "host code", "conference pin", "host pin", "access pin", "pin-code", "konferenz-pin", "türcode", "código de la puerta", "código de acceso", "código da porta", "codice della porta", "codice di accesso", "code de la porte", "code de porte", "kod do drzwi", "kod do bramy", "kód dveří", "ajtókód", "kapı kodu", "ovikoodi", "dörrkod", "dørkode", "код от двери", "κωδικός πόρτας", "toegangscode", "pin code", "pincode", "kod", "recovery code", "mfa code", "2fa code", "sms code", "bestätigungscode", "geheimzahl", "combination", "kombination", "combinaison", "combinación", "zahlenkombination", "tan", "sms-code", "zutrittscode"} {
		d.add(key, func(l *looking, start, end int) { l.digitsTold(end) })
	}
	for _, key := range []string{"totp", "otpauth", "2fa", "mfa", "authenticator", "two-factor", "seed", "setup key", "otp", "einrichtungsschlüssel"} {
		d.add(key, func(l *looking, start, end int) { l.seed(end) })
	}
}

// quotes are the marks people put around a value, with those that close them; the
// typographic ones are plain here.
var quotes = []struct{ open, closing string }{{"`", "`"}, {"\"", "\""}, {"'", "'"}, {"**", "**"}}

// toldBehind looks for a value in the rest of the sentence after a key.
func (l *looking) toldBehind(start, end int) {
	said := foldWord(l.text[start:end])
	sureKey := sureSpokenKeys[said] || said == "pass phrase" || said == "pass word" || said == "mot de passe" || said == "mots de passe"
	if wordByte(l.text, start-1) || classAt(l.text, start-1)&under != 0 || classAt(l.text, start-1)&dash != 0 && !sureKey || classAt(l.text, end)&(dash|under|letters) != 0 {
		return
	}
	t := l.text
	if c := byteAt(t, end); c == '@' || c == '(' {
		return
	}
	stop := min(len(t), end+100)
	commas, linked := 0, false
	codeKey := strings.Contains(said, "code")
	for at, words := end, 0; at < stop && words < 10 && commas < 2; {
		c := t[at]
		commas += btoi(c == ',' || c == ';')
		if c == '\n' && byteAt(t, at+1) == '\n' || (c == '.' || c == '?' || c == '!') && isSpace(byteAt(t, at+1)) || c == '|' || c == '<' {
			return
		}
		if v, ok := quotedAt(t, at); ok {
			if s := v.in(t); quotedSecret(s) && !keyBehind(t, v.end) || passphrase(s) && strings.Contains(strings.ToLower(t[start:end]), "pass") || sureKey && (words == 0 || linked) && (quotedPhrase(s) || hyphenated(s)) {
				l.add(v.start, v.end, passwordRule)
				l.listed(v)
				return
			}
			at = v.end + 1
			continue
		}
		linked = linked || strings.IndexByte(":=>(/", c) >= 0
		if isSpace(c) || strings.IndexByte(":=>-,;(/", c) >= 0 || c >= 0x80 && !wordByte(t, at-1) && utf8.RuneStart(c) && classes[c]&letters == 0 {
			at++
			continue
		}
		v := valueAt(t, at, 0)
		if v.end <= at {
			at++
			continue
		}
		if s := v.in(t); (strongSecret(s) || (hyphenated(s) || (sureKey || codeKey) && (lettersAndDigits(s) || dashedSecret(s) || bits(s)&beyond != 0 && dashedSecret(foldWord(s)))) && linked || words == 0 && commas == 0 && sureKey && hyphenated(s)) && (words == 0 || linked) {
			l.add(v.start, v.end, passwordRule)
			l.listed(v)
			return
		}
		if s := v.in(t); sureKey && linked && (joinedUnknown(s) || wordsThenNumber(s)) {
			l.addWeight(v.start, v.end, passwordRule, Warn)
			return
		}
		linked = valueLinks[foldWord(v.in(t))] || strings.IndexByte(":=>", byteAt(t, v.end)) >= 0 && v.end < len(t)
		words++
		at = v.end
	}
}

// lettersAndDigits reports whether s is a word with digits that may be a password
// where one is told.
func lettersAndDigits(s string) bool {
	b := bits(s)
	return len(s) > 6 && b&digit != 0 && b&(lower|upper) != 0 && b&^(lower|upper|digit) == 0 && !placeholder(s) && !numberUnit(s) && shapeOf(strings.ToLower(s)) == nil && !versionLike(strings.ToLower(s))
}

// dashedSecret reports whether s is a word of parts with digits among them that may be a
// password where one is told: gg-wp-2031.
func dashedSecret(s string) bool {
	b := bits(s)
	return len(s) > 6 && len(s) < 48 && b&digit != 0 && b&(lower|upper) != 0 && b&(dash|under|dot) != 0 && b&^(lower|upper|digit|dash|under|dot) == 0 && !placeholder(s) && !keyName(s) && !numberUnit(s) && !dateLike(s) && shapeOf(strings.ToLower(s)) == nil && !versionLike(strings.ToLower(s)) && !isUUID(s) &&
		!fileEndings[strings.ToLower(s[strings.LastIndexByte(s, '.')+1:])] && !(b&dot != 0 && isDomain(strings.ToLower(s)))
}

// hyphenated reports whether s is plain words joined as passphrases are:
// correct-horse-battery-staple.
func hyphenated(s string) bool {
	return len(s) > 14 && (strings.Count(s, "-") > 2 || strings.Count(s, ".") > 2 || strings.Count(s, "_") > 2) && bits(s)&^(lower|digit|dash|dot|under|upper) == 0 && !strings.Contains(s, "..") && passphrase(strings.ToLower(marksApart.Replace(s)))
}

// listed adds the values that follow one of the same form in a list: recovery codes.
func (l *looking) listed(v span) {
	if v.end <= l.listedStop {
		return
	}
	t, first := l.text, v.in(l.text)
	for at := v.end; ; {
		next := at
		for next < len(t) && next-at < 6 && strings.IndexByte(" ,;/|\n`\"'-*", t[next]) >= 0 {
			next++
		}
		w := valueAt(t, next, 0)
		if s := w.in(t); next == at || len(s) != len(first) || bits(s)&^bits(first) != 0 || bits(s)&digit == 0 || dateLike(s) {
			return
		}
		l.add(w.start, w.end, passwordRule)
		at, l.listedStop = w.end, w.end
	}
}

// valueLinks stand right before a value.
var valueLinks = wordSet("immer noch weiterhin unverändert sempre ancora è e' je stále pořád hala halen on edelleen yhä altijd steeds jämt fortfarande siempre sigue aún is are was to now still be with ist lautet lauten war jetzt neu est es era jest nu ar agora e foi reste toujours encore sigue todavia nowe nowy to: pass password passwd user login set as a the new old")

// keyBehind reports whether a quoted text that ends at an offset is a key itself.
func keyBehind(t string, at int) bool {
	return byteAt(t, at+1) == ':' || byteAt(t, at+1) == '='
}

// passphrase reports whether a quoted text is made of plain words as passphrases are.
func passphrase(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if !all(w, lower|digit|dash) || len(w) < 3 || prose[w] {
			return false
		}
	}
	return len(words) > 2 && len(words) < 9
}

// quotedAt is the span inside the quotation marks that open at an offset.
func quotedAt(t string, at int) (span, bool) {
	if at > 0 && wordByte(t, at-1) {
		return span{}, false
	}
	for _, q := range quotes {
		if !strings.HasPrefix(t[at:], q.open) {
			continue
		}
		from := at + len(q.open)
		for blank := true; blank; {
			blank = false
			for _, b := range []string{" ", "\u00a0", "\u202f"} {
				if strings.HasPrefix(t[from:], b) {
					from, blank = from+len(b), true
				}
			}
		}
		n := strings.Index(t[from:min(len(t), from+80)], q.closing)
		if n > 2 && strings.IndexByte(t[from:from+n], '\n') < 0 {
			return span{from, from + len(strings.TrimRight(t[from:from+n], " \u00a0\u202f"))}, true
		}
	}
	return span{}, false
}

// quotedSecret reports whether a quoted text near a key is its value.
func quotedSecret(s string) bool {
	if len(s) < 4 || len(s) > 128 || strings.Contains(s, " ") || placeholder(s) || strings.Contains(s, "://") || strings.HasSuffix(s, ")") || shapeOf(strings.ToLower(s)) != nil {
		return false
	}
	if n := strings.IndexByte(s, '='); n > 0 && n < len(s)-1 && all(s[:n], lower|under|dash) && bits(s)&digit == 0 {
		return false // scope=read
	}
	return strongSecret(s) || secretLike(s) && !settingLike(s) && !keyName(s) && (bits(s)&digit != 0 || strings.ContainsAny(s, "!@#$%^&*+=?~"))
}

// keyName reports whether s is the name of a setting or a version rather than a value.
func keyName(s string) bool {
	b := bits(s)
	return s == strings.ToUpper(s) && b&under != 0 || strings.Count(s, "_") > 0 && b&(upper|digit) == 0 || strings.Trim(s, "v0123456789.") == "" || isTicketLike(s)
}

func isTicketLike(s string) bool {
	head, tail, ok := strings.Cut(s, "-")
	return ok && all(head, upper) && all(tail, digit)
}

// strongSecret reports whether a word in the open mixes characters the way a
// password does and no other word.
func strongSecret(s string) bool {
	b := bits(s)
	if len(s) < 6 || len(s) > 128 || b&digit == 0 || b&(lower|upper) == 0 || placeholder(s) || keyName(s) || strings.HasPrefix(s, "sha") || strings.ContainsAny(s, "()[]{}<>") || strings.Contains(s, "://") ||
		strings.Count(s, "/") > 1 || shapeOf(strings.ToLower(s)) != nil || numberUnit(s) || strings.Contains(s, "@") && strings.Contains(s[strings.IndexByte(s, '@'):], ".") || strings.Contains(s, "%40") && strings.Contains(s[strings.Index(s, "%40"):], ".") {
		return false
	}
	if settingLike(s) {
		return false
	}
	if key, value, ok := strings.Cut(s, "="); ok && all(key, lower) && all(value, digit) {
		return false // code=49
	}
	symbols := strings.ContainsAny(s, "!@#$%^&*+=?~")
	return symbols || b&lower != 0 && b&upper != 0 && (turns(s) > 1 || len(s) > 9) || turns(s) > 3 && len(s) > 7 || len(s) >= 8 && turns(s) > 1 && b&(dash|under|dot) == 0
}

// turns counts the places where letters and digits change over in s.
func turns(s string) (n int) {
	for i := 1; i < len(s); i++ {
		if a, b := classes[s[i-1]], classes[s[i]]; a&letters != 0 && b&digit != 0 || a&digit != 0 && b&letters != 0 {
			n++
		}
	}
	return n
}

// toldLinks stand between a value and the word for what it is.
var toldLinks = wordSet("is as was for the a my our your its his her their that new old ist als das war est comme le la es como era el é o jest to jako het")

// toldBefore looks for the value before a key: "hunter2 is the password".
func (l *looking) toldBefore(start int, sure bool) {
	at, links := start, 0
	for range 5 {
		w := wordBefore(l.text, at)
		if w.start == w.end || strings.ContainsAny(l.text[w.end:at], "\n.") {
			break
		}
		if s := strings.ToLower(w.in(l.text)); !toldLinks[s] {
			break
		} else if s == "is" || s == "as" || s == "was" || s == "for" || s == "ist" || s == "als" || s == "est" || s == "comme" || s == "es" || s == "como" || s == "jest" || s == "jako" {
			links++
		}
		at = w.start
	}
	if links == 0 && sure && l.namedAfter(start, at) {
		return
	}
	if links == 0 && byteAt(l.text, at-1) == '(' {
		l.beforeBracket(at-1, start)
		return
	}
	if links == 0 || !sure {
		return
	}
	end := len(strings.TrimRight(l.text[:at], " "))
	if end == at {
		return
	}
	for end > 0 && strings.IndexByte("`\"'*,)", l.text[end-1]) >= 0 {
		end--
	}
	from := end
	for from > 0 && end-from < 64 && !isSpace(l.text[from-1]) && strings.IndexByte("`\"'*(", l.text[from-1]) < 0 {
		from--
	}
	if s := l.text[from:end]; strings.Contains(s, "=") && strings.Contains(s, ":") {
		return
	} else if strongSecret(s) || len(s) > 4 && byteAt(l.text, end) == '`' && quotedSecret(s) {
		l.add(from, end, passwordRule)
	}
}

// digitsTold judges the digits right behind the word for a code.
func (l *looking) digitsTold(end int) {
	if end >= len(l.text) {
		return
	}
	t, at := l.text, end
	for _, link := range []string{" is ", " was ", " ist ", " lautet ", " est ", " es ", ": ", " : ", " = ", "=", " "} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	if strings.HasPrefix(t[end:], ", ") {
		at = end + 2
	} else if rest := t[end:min(len(t), end+40)]; strings.HasPrefix(rest, " for ") || strings.HasPrefix(rest, " of ") || strings.HasPrefix(rest, " to ") {
		if n := strings.Index(rest, " is "); n > 0 && !strings.ContainsAny(rest[:n], ".,\n") {
			at = end + n + 4
		}
	}
	if from := toldOf(t, end); from > end && digitsFrom(t, at) == 0 {
		at = from
	}
	for at > end && strings.IndexByte("`*\"'", byteAt(t, at)) >= 0 && at < len(t) {
		at++
	}
	if at > end && byteAt(t, at-1) == '*' && digitsFrom(t, at) > 3 && byteAt(t, at+digitsFrom(t, at)) == '#' {
		l.add(at-1, at+digitsFrom(t, at)+1, passwordRule)
		return
	}
	stop := at
	for stop < len(t) && stop-at < 12 && (classes[t[stop]]&digit != 0 || (t[stop] == ' ' || t[stop] == '-') && classAt(t, stop+1)&digit != 0 && classAt(t, stop-1)&digit != 0) {
		stop++
	}
	if l.keyedDigits(at, stop) {
		return
	}
	if n := stop - at - strings.Count(t[at:stop], " "); at > end && n >= 4 && n <= 9 && !wordByte(t, stop) && classAt(t, stop)&dash == 0 && !counting(t, stop) && !yearOnly(t[at:stop]) && byteAt(t, stop) != '%' {
		l.add(at, stop+btoi(byteAt(t, stop) == '*'), passwordRule)
	}
}

// ofWords stand between a word for a code and what it opens.
var ofWords = wordSet("of for to at on till för für zu zur zum der des vom von am de du pour del para per di do na van voor bij aan til")

// toldOf is where the digits begin that a code for something is: code of the siding 2580*, kod till
// larmet: 4471; or the offset.
func toldOf(t string, end int) int {
	if byteAt(t, end) != ' ' || !lowIn(ofWords, letterRun(t, end+1).in(t)) {
		return end
	}
	at := end
	for words := 0; words < 5; words++ {
		w := letterRun(t, at+1)
		if w.end == w.start {
			break
		}
		at = w.end
		if rest := t[at:min(len(t), at+4)]; strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, " = ") || strings.HasPrefix(rest, " is ") {
			return at + strings.LastIndexByte(rest, ' ') + 1
		}
		if byteAt(t, at) != ' ' {
			return end
		}
	}
	if n := digitsFrom(t, at+1); n > 3 && (strings.IndexByte("*#", byteAt(t, at+1+n)) >= 0 || codeEnd(strings.ToLower(t[max(0, end-4):end])) && !yearOnly(t[at+1:at+1+n])) {
		return at + 1
	}
	return end
}

// keyedDigits adds the digits that are typed on a telephone with a # behind them.
func (l *looking) keyedDigits(start, end int) bool {
	if n := end - start; n < 4 || n > 12 || byteAt(l.text, end) != '#' || wordByte(l.text, end+1) || wordByte(l.text, start-1) {
		return false
	}
	l.add(start, end+1, passwordRule)
	return true
}

// seed looks for a base32 seed of one-time codes behind the words for it.
func (l *looking) seed(end int) {
	t := l.text
	for at := end; at < min(len(t), end+80); at++ {
		if classes[t[at]]&(upper|digit) == 0 || wordByte(t, at-1) {
			continue
		}
		stop, size := at, 0
		for stop < len(t) && size < 80 {
			if c := t[stop]; c >= 'A' && c <= 'Z' || c >= '2' && c <= '7' {
				size++
			} else if (c != ' ' && c != '-') || size%4 != 0 || !base32Group(t, stop+1) {
				break
			}
			stop++
		}
		if s := t[at:stop]; size >= 16 && !wordByte(t, stop) && (bits(s)&digit != 0 || size >= 24) {
			l.add(at, stop, passwordRule)
			return
		}
	}
}

// base32Group reports whether four characters of base32 stand at an offset.
func base32Group(t string, at int) bool {
	if at+4 > len(t) {
		return false
	}
	for _, c := range []byte(t[at : at+4]) {
		if !(c >= 'A' && c <= 'Z' || c >= '2' && c <= '7') {
			return false
		}
	}
	return true
}
