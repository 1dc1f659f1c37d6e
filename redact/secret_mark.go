package redact

import "strings"

// Secrets that stand in marks right behind the word for them: SNMP community `wex-ro-Fuchsbau`.

// markedNouns are such words; behind the first of them a value needs a capital, a digit or a sign.
var markedNouns = []string{"snmp community", "snmp string", "read community", "write community", "community", "ro community", "rw community", "shared secret", "pre-shared key", "preshared key", "psk", "wifi key", "wi-fi key", "wlan key", "wlan-schlüssel", "network key", "radius secret", "radius key", "tacacs key", "enable secret", "enable password",
	"root password", "admin password", "password", "passwords", "passphrase", "passcode", "passwort", "kennwort", "mot de passe", "wachtwoord", "hasło", "contraseña", "senha", "lösenord", "heslo", "jelszó", "parola", "şifre", "adgangskode", "passord", "salasana", "bind password", "master password", "default password", "old password", "new password", "keyphrase"}

// addMarkedSecrets adds these words, and those for cookies.
func (d *dictionary) addMarkedSecrets() {
	for _, noun := range markedNouns {
		d.add(noun, func(l *looking, start, end int) { l.markedSecret(end) })
	}
	for _, key := range []string{"wpa_passphrase", "passphrase", "psk", "wpa-psk", "wifi_password", "wlan_key"} {
		d.add(key, func(l *looking, start, end int) { l.phraseSetting(start, end) })
	}
	for _, key := range []string{"app password", "app-password", "application password", "app passwords"} {
		d.add(key, func(l *looking, start, end int) { l.lettersInGroups(end) })
	}
	for _, word := range []string{"cookie", "cookies", "session cookie", "session"} {
		d.add(word, func(l *looking, start, end int) { l.cookieShown(end) })
	}
}

// markPairs are the marks around a value that is shown as written.
var markPairs = [][2]string{{"`", "`"}, {"\"", "\""}, {"'", "'"}, {"{{", "}}"}, {"**", "**"}, {"<code>", "</code>"}, {"<tt>", "</tt>"}, {"<kbd>", "</kbd>"}}

// markedAt is what stands in marks at an offset.
func markedAt(t string, at int) (span, bool) {
	for _, m := range markPairs {
		if strings.HasPrefix(t[at:], m[0]) {
			from := at + len(m[0])
			if n := strings.Index(t[from:min(len(t), from+80)], m[1]); n > 3 && !strings.ContainsAny(t[from:from+n], " \n") {
				return span{from, from + n}, true
			}
		}
	}
	return span{}, false
}

// markedSecret judges the value in marks behind the word for a secret.
func (l *looking) markedSecret(end int) {
	t, at := l.text, end
	for _, link := range []string{" is ", " was ", " ist ", " war ", " lautet ", " est ", " es ", " = ", ": ", "=", ":", " (", " "} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	if at == end {
		return
	}
	linked := strings.TrimSpace(t[end:at]) != "" && t[at-1] != '('
	v, ok := markedAt(t, at)
	if s := v.in(t); ok && (joinedSecretly(s) || linked && wordsJoined(s)) && !keyName(s) && !isTicketLike(s) {
		l.add(v.start, v.end, passwordRule)
	} else if v = valueAt(t, at, 0); !ok && linked && wordsJoined(v.in(t)) {
		l.add(v.start, v.end, passwordRule)
	}
}

// joinedSecretly reports whether s is words with marks between, capitals or digits among the small
// letters, and one that no lexicon knows.
func joinedSecretly(s string) bool {
	b := bits(s)
	if len(s) < 6 || b&lower == 0 || b&(upper|digit) == 0 || strings.ContainsAny(s, "/\\()[]{}<>=,;:@$|") || strings.HasPrefix(s, "X-") || strings.HasPrefix(s, "x-") || strings.HasPrefix(s, "--") || placeholder(s) || versionLike(strings.ToLower(s)) || fileEndings[strings.ToLower(s[strings.LastIndexByte(s, '.')+1:])] || dateLike(s) {
		return false
	}
	return joinedUnknown(s) || b&(dash|under|dot) != 0 && b&digit != 0 && unknownPart(s, 4) && shapeOf(strings.ToLower(s)) == nil
}

// wordsJoined reports whether s is three words and more in small letters with the same mark between,
// one of which no lexicon knows: lampe.unter.wasser.
func wordsJoined(s string) bool {
	if len(s) < 12 || len(s) > 64 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz.-_") != "" {
		return false
	}
	for _, mark := range []string{".", "-", "_"} {
		parts := strings.Split(s, mark)
		if len(parts) < 3 {
			continue
		}
		for _, p := range parts {
			if !all(p, lower) || len(p) < 3 || prose[p] {
				return false
			}
		}
		return unknownPart(s, 4) && !(mark == "." && commonTops[parts[len(parts)-1]]) && shapeOf(s) == nil && !knownThingWords[parts[len(parts)-1]]
	}
	return false
}

// knownThingWords end names of things in which a password is kept.
var knownThingWords = wordSet("credentials credential secret secrets password passwords token tokens key keys config vault store service account user file")

// commonTops are the ends of domains that addresses have.
var commonTops = wordSet("com net org example test local internal lan corp int dev app cloud info eu io de fr nl uk ch at es it pl se")

// unknownPart reports whether a part of s of some length is a word that no lexicon knows.
func unknownPart(s string, size int) bool {
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '-' || r == '_' || r == '.' || isDigit(r) }) {
		if low := foldWord(p); len(p) >= size && !ordinary(low) && !plainWords[low] && !notNames[low] {
			return true
		}
	}
	return false
}

// cookieShown judges the value of a cookie in marks behind the word for it: session cookie
// `wexchat=Ks92LmQx71TzRvYb`.
func (l *looking) cookieShown(end int) {
	if byteAt(l.text, end) != ' ' {
		return
	}
	v, ok := markedAt(l.text, end+1)
	if !ok {
		return
	}
	name, value, found := strings.Cut(v.in(l.text), "=")
	value, _, _ = strings.Cut(value, ";")
	if found && len(name) > 1 && len(value) > 7 && bits(value)&digit != 0 && bits(value)&letters != 0 && !placeholder(value) {
		l.add(v.start, v.end, headerRule)
	}
}

// phraseSetting judges the words that a setting gives to a key for a passphrase, up to the end of
// the line: wpa_passphrase = Kran am Block 14.
func (l *looking) phraseSetting(start, end int) {
	t, at := l.text, end
	for at < len(t) && t[at] == ' ' {
		at++
	}
	if byteAt(t, at) != '=' || strings.Trim(t[lineStart(t, start):start], " \t.abcdefghijklmnopqrstuvwxyz_>") != "" {
		return
	}
	line, _, _ := strings.Cut(t[at+1:min(len(t), at+100)], "\n")
	value := strings.Trim(line, " \r\"'")
	words := strings.Fields(value)
	if len(words) < 2 || len(words) > 8 || len(value) < 8 || len(value) > 63 || placeholder(value) || strings.ContainsAny(value, "(){}<>=;#$") {
		return
	}
	from := at + 1 + strings.Index(line, value)
	l.add(from, from+len(value), passwordRule)
}

// lettersInGroups judges four groups of four letters, as a provider of mail makes passwords for
// programs: abcd efgh ijkl mnop.
func (l *looking) lettersInGroups(end int) {
	t, at := l.text, end
	for _, link := range []string{" is ", " was ", ": ", " ", "="} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	at += btoi(at > end && strings.IndexByte("`\"'", byteAt(t, at)) >= 0 && at < len(t))
	stop := at
	for groups := 0; groups < 4; groups++ {
		if stop+4 > len(t) || !all(t[stop:stop+4], lower) || ordinary(t[stop:stop+4]) {
			return
		}
		if stop += 4; groups < 3 {
			if byteAt(t, stop) != ' ' {
				return
			}
			stop++
		}
	}
	if at > end && !wordByte(t, stop) {
		l.add(at, stop, passwordRule)
	}
}
