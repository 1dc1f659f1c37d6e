package redact

import (
	"encoding/base64"
	"strings"
)

// A user and a password told side by side are one secret: svc-mail / Kx7-22mm!q,
// feeds:Kx7-22mm@drop.example.

// loginTalkers are words behind which such a pair stands.
var loginTalkers = []string{"login", "logins", "log-in", "log in", "sign-in", "sign in", "signin", "credentials", "credential", "creds", "cred", "account", "accounts", "user", "username", "ftp", "sftp", "smb", "vpn", "rdp", "ipmi", "bmc", "idrac", "ilo", "snmp", "basic auth", "httpd", "htaccess",
	"zugangsdaten", "zugang", "anmeldung", "anmelden", "benutzer", "konto", "identifiants", "connexion", "compte", "accès", "usuario", "cuenta", "acceso", "credenciales", "credenziali", "accesso", "utente", "inloggegevens", "inlog", "gebruiker", "acesso", "conta", "logowanie", "konta", "inloggning", "pålogging",
	"user/pass", "u/p", "id/pw", "usr/pwd", "login/pass", "login/password", "user / pass", "user/password", "user / password", "user:pass", "user:password", "username/password", "username / password", "benutzer/passwort", "benutzer / passwort"}

// addLoginPairs adds these words.
func (d *dictionary) addLoginPairs() {
	for _, word := range loginTalkers {
		d.add(word, func(l *looking, start, end int) { l.pairTold(start, end) })
	}
}

// pairTold looks in what follows a word about logging in, up to the end of the line, for
// a user and a password with a mark between.
func (l *looking) pairTold(start, end int) {
	t := l.text
	if start < l.pairStop || wordByte(t, start-1) || wordByte(t, end) {
		return
	}
	stop := min(len(t), end+100)
	if n := strings.IndexByte(t[end:stop], '\n'); n >= 0 {
		stop = end + n
	}
	l.pairStop = stop
	for at := end + 1; at < stop; at++ {
		if c := t[at]; c != '/' && c != ':' && c != '|' && c != '-' && c != '+' || c == '-' && t[at-1] != ' ' {
			continue
		}
		if l.pairAround(end, at) {
			return
		}
	}
}

// pairAround judges the words on both sides of a mark as a user and a password.
func (l *looking) pairAround(from, mark int) bool {
	t := l.text
	right := mark + 1
	for right < len(t) && right-mark < 4 && strings.IndexByte(" \"'`*", t[right]) >= 0 {
		right++
	}
	left := mark
	for left > from && mark-left < 3 && strings.IndexByte(" \"'`*", t[left-1]) >= 0 {
		left--
	}
	begin := left
	for begin > from && left-begin < 40 && (classes[t[begin-1]]&(wordPart&^beyond) != 0 || t[begin-1] == '@' || t[begin-1] == '\\') {
		begin--
	}
	v := valueAt(t, right, 0)
	user, pass := t[begin:left], v.in(t)
	if len(user) < 2 || bits(user)&letters == 0 || begin > 0 && strings.IndexByte("/.:=&?", t[begin-1]) >= 0 || spokenLabels[strings.ToLower(user)] || l.knownThing(begin, left) && !strings.Contains(user, "@") && shapeOf(strings.ToLower(user)) == nil {
		return false
	}
	if blank := isSpace(byteAt(t, mark+1)) != isSpace(t[mark-1]); blank && t[mark] != ':' || !strongSecret(pass) && !hyphenated(pass) || dateLike(pass) || l.knownThing(v.start, v.end) || byteAt(t, v.end) == '(' {
		return false
	}
	l.add(begin, v.end, passwordRule)
	return true
}

// spokenLabels stand before a colon and the value of a setting, and are no user.
var spokenLabels = wordSet(`login user username password passwd pass pw pwd token key host port server url uri link path file mail email name id type mode role scope version date time since until from to at on in
	text ts msg message title body content channel team thread event action level logger class method see note error status state code reason ticket case ref http https ftp sftp ssh mailto tel is was and or the`)

// bareLogin judges what stands before an @ as user:password, without the scheme of a
// link: feeds:Kx7-22mm@drop.example:2222/in.
func (l *looking) bareLogin(at int) bool {
	t := l.text
	from := at
	for from > 0 && at-from < 80 && t[from-1] > ' ' && t[from-1] != '@' && strings.IndexByte("\"'`<>()[]{}|,;", t[from-1]) < 0 {
		from--
	}
	user, pass, ok := strings.Cut(t[from:at], ":")
	if !ok || len(user) < 2 || len(user) > 40 || !all(user, wordPart&^beyond) || notLogins[strings.ToLower(user)] || placeholder(pass) || strings.HasPrefix(pass, "//") || strings.Contains(pass, ":") || !strongSecret(pass) && !hyphenated(pass) {
		return false
	}
	w := hostAt(t, at+1)
	if w.end-w.start < 2 || bits(w.in(t))&letters == 0 && bits(w.in(t))&dot == 0 {
		return false
	}
	l.add(from, linkEnd(t, at+1), credentialsRule)
	return true
}

// notLogins stand before a colon and an address of mail.
var notLogins = wordSet("mailto mail email e-mail sip sips xmpp acct from to cc bcc reply-to sender contact user login owner author skype im smtp smtps git by on at invite http https ssh ftp rcpt tel msteams")

// passwordIn is the password inside a link or a pair of user and password, or "".
func passwordIn(s string) string {
	if n := strings.Index(s, "://"); n >= 0 {
		s = s[n+3:]
	}
	n := strings.LastIndexByte(s, '@')
	if n < 0 {
		return ""
	}
	_, pass, _ := strings.Cut(s[:n], ":")
	return pass
}

// learnPassword looks for the password inside a connection string by itself too.
func (e *echoes) learnPassword(s string) {
	pass := passwordIn(s)
	if len(pass) < 6 || len(pass) > 80 || placeholder(pass) || ordinary(foldWord(pass)) || bits(pass)&digit == 0 && !innerCapital(pass) && !strings.ContainsAny(pass, "-_.!$%&+=#") {
		return
	}
	e.addExact(pass, secretEcho)
	e.d.bones.addKind(pass, Secret, func(l *looking, start, end int) { l.addWeight(start, end, secretEcho, Warn) })
}

// maskedLogin reports whether base64 holds a user and a password as mail programs send
// them: parts with a byte of nothing between, the last of which is the password (RFC 4616).
func maskedLogin(coded string) bool {
	raw, err := base64.RawStdEncoding.DecodeString(coded)
	if err != nil {
		return false
	}
	parts := strings.Split(strings.Trim(string(raw), "\x00"), "\x00")
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for _, p := range parts {
		if len(p) < 2 || !readable([]byte(p+"    ")) {
			return false
		}
	}
	pass := parts[len(parts)-1]
	return len(pass) > 3 && !strings.Contains(pass, " ")
}
