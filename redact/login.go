package redact

import "strings"

// Names of users and passwords side by side, as people and commands write them.

// loginNames are accounts that a password is told for.
var loginNames = []string{"root", "admin", "administrator", "sa", "postgres", "ubuntu", "operator", "superuser", "sysadmin", "superadmin", "webadmin", "dbadmin", "ec2-user", "centos", "cisco", "ubnt", "guest",
	"bg-admin", "breakglass", "break-glass", "oracle", "deploy", "monitor", "readonly", "service", "svc", "user", "backup", "jenkins", "mysql", "ftpuser", "test"}

// addLogins adds the accounts that a password may follow, and the options for users.
func (d *dictionary) addLogins() {
	for _, name := range loginNames {
		d.add(name, func(l *looking, start, end int) { l.loginPair(start, end) })
	}
	for _, option := range []string{"-u", "--user", "--username", "-l", "/user:"} {
		d.add(option, func(l *looking, start, end int) { l.userNamed(start, end) })
	}
	for _, word := range []string{"login", "user", "username", "account", "benutzer", "usuario", "usuário", "utilisateur", "utente", "gebruiker", "użytkownik", "användare", "bruker"} {
		d.add(word, func(l *looking, start, end int) { l.userBesidePassword(end) })
	}
	d.add("htpasswd", func(l *looking, start, end int) { l.lastArguments(end) })
	for _, word := range []string{"echo", "printf"} {
		d.add(word, func(l *looking, start, end int) { l.pipedPassword(end) })
	}
	for _, phrase := range []string{"isakmp key", "tacacs-server key", "radius-server key", "key-string", "ipsec key", "ascii-text", "pre-shared-key", "md5 key", "authentication-key"} {
		d.add(phrase, func(l *looking, start, end int) { l.routerKey(end) })
	}
	d.add("radius-server", func(l *looking, start, end int) {
		line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+120)], "\n")
		if n := strings.Index(line, " key "); n >= 0 {
			l.routerKey(end + n + 4)
		}
	})
	for _, option := range []string{"-passin pass:", "-passout pass:", "-storepass", "-keypass", "--http-password=", "--ftp-password=", "-w", "--pass", "-P"} {
		d.add(option, func(l *looking, start, end int) { l.passwordArgument(start, end) })
	}
}

// loginPair judges the word behind an account and a slash or a colon: root / calvin99.
func (l *looking) loginPair(start, end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 3 && strings.IndexByte(" :/|", t[at]) >= 0 {
		at++
	}
	if mark := t[end:at]; strings.Trim(mark, " ") == "" || len(strings.Trim(mark, " ")) > 1 || wordByte(t, start-1) || strings.IndexByte("/.@", byteAt(t, start-1)) >= 0 && start > 0 {
		return
	}
	v := valueAt(t, at, 0)
	s := v.in(t)
	if c := byteAt(t, start-1); (c == '-' || c == '_') && !capitalsAndNumber(s) && !strongSecret(s) {
		return // flags-admin / Oriel-Bittern-88
	}
	b := bits(s)
	if len(s) < 6 || len(s) > 40 || b&digit == 0 || b&(lower|upper) == 0 || placeholder(s) || keyName(s) || numberUnit(s) || strings.ContainsAny(s, "/()[]{}<>:") || shapeOf(strings.ToLower(s)) != nil ||
		s[0] == 'v' && classAt(s, 1)&digit != 0 || strings.Contains(s, "@") && strings.Contains(s, ".") || b&dot != 0 && !strings.ContainsAny(s, "!@#$%^&*+=?~") {
		return
	}
	l.add(v.start, v.end, passwordRule)
}

// userNamed judges the handle behind an option for a user: docker login -u dana.
func (l *looking) userNamed(start, end int) {
	if c := byteAt(l.text, start-1); c != ' ' && c != 0 && c != '\n' {
		return
	}
	at := end
	for at < len(l.text) && at-end < 2 && strings.IndexByte(" ='\"", l.text[at]) >= 0 {
		at++
	}
	w := wordAt(l.text, at)
	for byteAt(l.text, w.end) == '.' && wordByte(l.text, w.end+1) {
		w.end = wordAt(l.text, w.end+1).end
	}
	s := w.in(l.text)
	if c := byteAt(l.text, w.end); at > end && len(s) > 3 && c != '/' && c != ':' && c != '@' && c != '=' && handleLike(s) && !hostWords[s] {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// passwordWords are what stands before a password told beside a name.
var passwordWords = wordSet("pw pass password pwd passwd passwort kennwort passphrase mdp wachtwoord senha contrasena clave haslo losenord heslo jelszo parola salasana passord adgangskode passcode")

// userBesidePassword judges the name between the words for a user and for a
// password: login dana, pw x.
func (l *looking) userBesidePassword(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :='\"`", t[at]) >= 0 {
		at++
	}
	w := wordAt(t, at)
	for byteAt(t, w.end) == '.' && wordByte(t, w.end+1) {
		w.end = wordAt(t, w.end+1).end
	}
	next := w.end
	for next < len(t) && next-w.end < 5 && strings.IndexByte(" ,;/|'\"`", t[next]) >= 0 {
		next++
	}
	if l.bracketedLogin(w, next); next == len(t) {
		return
	}
	if s := w.in(t); at > end && len(s) > 3 && next > w.end && passwordWords[foldWord(letterRun(t, next).in(t))] && handleLike(strings.ToLower(s)) {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// bracketedLogin judges the value that ends a bracket behind a user: (user ADMIN, kettle-Bream-9).
func (l *looking) bracketedLogin(user span, at int) {
	t := l.text
	if user.start == user.end || t[user.end:at] != ", " && t[user.end:at] != " / " && t[user.end:at] != ", `" && t[user.end:at] != " / `" {
		return
	}
	v := valueAt(t, at, 0)
	s := v.in(t)
	if c := byteAt(t, v.end+btoi(byteAt(t, v.end) == '`')); c == ')' && bits(s)&upper != 0 && bits(s)&digit != 0 && (strongSecret(s) || dashedSecret(s)) && !isTicketLike(strings.ToUpper(s)) {
		l.add(v.start, v.end, passwordRule)
	}
}

// lastArguments judges the user and the password that end a command.
func (l *looking) lastArguments(end int) {
	line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+200)], "\n")
	line = strings.TrimRight(line, " \r`")
	n := strings.LastIndexByte(line, ' ')
	if n < 1 || !strings.HasPrefix(strings.TrimLeft(line, " "), "-") {
		return
	}
	if s := line[n+1:]; strongSecret(s) || len(s) > 5 && bits(s)&digit != 0 && !strings.Contains(s, "/") {
		l.add(end+n+1, end+len(line), passwordRule)
		user := line[strings.LastIndexByte(line[:n], ' ')+1 : n]
		if handleLike(user) {
			l.addWeight(end+n-len(user), end+n, nameRule, Warn)
		}
	}
}

// pipedPassword judges what a command is given on its input: echo x | sudo -S.
func (l *looking) pipedPassword(end int) {
	if byteAt(l.text, end) != ' ' {
		return
	}
	at := end + 1
	for at < len(l.text) && at-end < 8 && strings.IndexByte(" '\"-n%s\\", l.text[at]) >= 0 {
		at++
	}
	v := valueAt(l.text, at, 0)
	rest, _, _ := strings.Cut(l.text[v.end:min(len(l.text), v.end+80)], "\n")
	rest = strings.TrimLeft(rest, "'\" ")
	if !strings.HasPrefix(rest, "|") {
		return
	}
	for _, reader := range []string{"sudo -S", "--password-stdin", "passwd", "-passin stdin", "cryptsetup", "kinit", "--password-fd", "chpasswd", "--passphrase-fd", "vault login -", "login --with-token"} {
		if s := v.in(l.text); strings.Contains(rest, reader) && len(s) > 3 && !placeholder(s) {
			l.add(v.start, v.end, passwordRule)
			return
		}
	}
}

// passwordArgument judges the value of an option for a password.
func (l *looking) passwordArgument(start, end int) {
	if c := byteAt(l.text, start-1); c != ' ' {
		return
	}
	at := end
	for at < len(l.text) && at-end < 3 && strings.IndexByte(" ='\"", l.text[at]) >= 0 {
		at++
	}
	v := valueAt(l.text, at, 0)
	s := v.in(l.text)
	if short := end-start == 2; placeholder(s) || short && (!strongSecret(s) || at == end) || len(s) < 4 || bits(s)&digit == 0 && !strings.ContainsAny(s, "!@#$%^&*+=?~") || strings.ContainsAny(s, "/") {
		return
	}
	l.add(v.start, v.end, passwordRule)
}

// licenseKey judges a token in groups of one size as a key of a product:
// 8F3KQ-29DKX-7HQ2L-MX9KK-2LD8P.
func (l *looking) licenseKey(start, end int) {
	s := l.text[start:end]
	if len(s) < 14 || len(s) > 41 || bits(s)&^(upper|digit|dash) != 0 || bits(s)&upper == 0 || bits(s)&digit == 0 || wordByte(l.text, start-1) {
		return
	}
	groups := strings.Split(s, "-")
	mixedGroups := 0
	for _, g := range groups {
		if len(g) != len(groups[0]) || len(g) < 4 || len(g) > 6 {
			return
		}
		mixedGroups += btoi(bits(g) == upper|digit)
	}
	if len(groups) > 2 && mixedGroups > 1 {
		l.addWeight(start, end, passwordRule, Warn)
	}
}

// routerKey judges the value behind a key of a router, over the digit for its coding.
func (l *looking) routerKey(end int) {
	if byteAt(l.text, end) != ' ' {
		return
	}
	v := valueAt(l.text, end+1, 0)
	if s := v.in(l.text); len(s) == 1 && all(s, digit) && byteAt(l.text, v.end) == ' ' {
		v = valueAt(l.text, v.end+1, 0)
	}
	if s := v.in(l.text); len(s) > 5 && bits(s)&digit != 0 && !placeholder(s) {
		l.add(v.start, v.end, passwordRule)
	}
}
