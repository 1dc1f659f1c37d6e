package redact

import "strings"

// Secrets where a command, a statement of a program or a phone call puts them.

// secretOptions are the options of commands that a secret follows, by the command.
var secretOptions = map[string][]string{
	"snmpget": {"-c", "-A", "-X"}, "snmpwalk": {"-c", "-A", "-X"}, "snmpbulkwalk": {"-c", "-A", "-X"}, "snmpset": {"-c", "-A", "-X"}, "snmptrap": {"-c"}, "onesixtyone": {"-c"},
	"ldapsearch": {"-w"}, "ldapmodify": {"-w"}, "ldapadd": {"-w"}, "ldapwhoami": {"-w"}, "plink": {"-pw"}, "pscp": {"-pw"}, "putty": {"-pw"}, "psexec": {"-p"}, "xfreerdp": {"/p:", "-p"}, "rdesktop": {"-p"}, "mstsc": {"/p:"},
	"cmdkey": {"/pass:"}, "ipmitool": {"-P"}, "racadm": {"-p"}, "smbclient": {"--password="}, "mount.cifs": {"password="}, "rabbitmqadmin": {"-p", "--password="}, "sqlcmd": {"-P"}, "bcp": {"-P"}, "isql": {"-P"}, "impdp": {}, "redis-cli": {"-a", "--pass"},
	"kinit": {"--password="}, "keytool": {"-storepass", "-keypass"}, "jarsigner": {"-storepass", "-keypass"}, "mosquitto_pub": {"-P"}, "mosquitto_sub": {"-P"}, "wpa_passphrase": {}, "nmcli": {"password"}, "az": {"--password"}, "skopeo": {"--creds", "--src-creds", "--dest-creds"},
	"podman": {"-p", "--password", "--creds"}, "helm": {"--password"}, "oc": {"--token="}, "kubectl": {"--token=", "--password="}, "mongodump": {"-p", "--password"}, "mongo": {"-p", "--password"}, "mongosh": {"-p", "--password"}, "mysqldump": {"--password="}, "mysql": {"--password="},
	"openssl": {"-k", "-pass pass:", "-passin pass:", "-passout pass:"}, "unzip": {"-P"}, "7z": {"-p"}, "gpg": {"--passphrase"}, "cadaver": {}, "lftp": {}, "wget": {"--password=", "--http-password="}, "http": {}, "vault": {"password=", "-token="}, "ansible": {"ansible_password="}, "vncviewer": {}, "cqlsh": {"-p"}, "clickhouse-client": {"--password"},
	"influx": {"-password", "--password", "--token"}, "grafana-cli": {}, "useradd": {"-p"}, "net": {}, "impacket": {}, "crackmapexec": {"-p"}, "evil-winrm": {"-p"}, "rclone": {"pass"}, "restic": {}, "borg": {}, "twine": {"-p"}, "npm": {"--otp="}, "mariadb": {"--password="},
}

// secretCalls are statements and functions whose last text in quotation marks is a
// secret.
var secretCalls = []string{"convertto-securestring", "pscredential", "networkcredential", "httpbasicauth", "basic_auth", "basicauth", "setpassword", "set_password", "withpassword", "with password", "identified by", "identified with",
	"set password", "encrypted password", "getconnection", "auth=(", "login(", "passwordauthentication", "usernamepasswordcredentials", "httpauth", "authenticate(", "setbasicauth", "connect by", "requirepass", "masterauth", "setsecret", "withsecret", "secretkeyspec", "rawtoken", "with token"}

// addSecretSettings adds these commands and statements, and the codes told in a call.
func (d *dictionary) addSecretSettings() {
	for command, options := range secretOptions {
		d.add(command, func(l *looking, start, end int) { l.commandSecrets(end, options) })
	}
	for _, call := range secretCalls {
		d.add(call, func(l *looking, start, end int) { l.calledWith(end, strings.HasPrefix(call, "identified")) })
	}
	for _, word := range []string{"code", "kode", "código", "codice", "kod", "access number", "meeting id", "meeting number", "meeting-id", "konferenznummer", "webinar id", "conference id", "conference number", "zugangsnummer"} {
		d.add(word, func(l *looking, start, end int) { l.roomCode(start, end) })
	}
	for _, phrase := range []string{"ends in", "ending in", "ending with", "ends with", "ending on", "ends on", "endet auf", "finit par", "last four", "last 4",
		"last characters", "last digits", "termina en", "termina in", "eindigt op", "kończy się na"} {
		d.add(phrase, func(l *looking, start, end int) { l.partTold(start, end) })
	}
	for _, word := range []string{"key", "schlüssel", "clé", "passkey", "network key", "sleutel", "ascii"} {
		d.add(word, func(l *looking, start, end int) { l.wirelessKey(start, end) })
	}
	for _, word := range []string{"recovery codes", "backup codes", "one-time codes", "scratch codes", "tan list", "tans", "wiederherstellungscodes", "codes de secours", "códigos de recuperación", "recovery keys"} {
		d.add(word, func(l *looking, start, end int) { l.codesTold(end) })
	}
	for _, prefix := range []string{"$1$", "$2a$", "$2b$", "$2x$", "$2y$", "$5$", "$6$", "$7$", "$8$", "$9$", "$y$", "$apr1$", "$argon2id$", "$argon2i$", "$argon2d$", "$pbkdf2", "$scrypt$", "$shiro1$", "{ssha}", "{sha}", "{crypt}", "{ssha512}", "{pbkdf2}", "pbkdf2_sha256$", "scram-sha-256$"} {
		d.addLoose(prefix, func(l *looking, start, end int) { l.storedHash(start, end) })
	}
	for _, key := range []string{"passphrase", "pass phrase", "password", "passwort", "kennwort", "mot de passe", "wachtwoord", "contraseña", "hasło", "senha", "seed phrase", "recovery phrase", "mnemonic", "mnemonic phrase", "lösenord", "losung", "codeword", "code word", "safe word", "psk", "pre-shared key", "network key", "wpa key"} {
		d.add(key, func(l *looking, start, end int) { l.phraseTold(end) })
	}
}

// commandSecrets judges the values of a command's options for secrets.
func (l *looking) commandSecrets(end int, options []string) {
	if byteAt(l.text, end) != ' ' {
		return
	}
	line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+240)], "\n")
	line, _, _ = strings.Cut(line, " | ")
	for _, option := range options {
		n := strings.Index(line, " "+option)
		if n < 0 {
			continue
		}
		at := end + n + 1 + len(option)
		if c := option[len(option)-1]; c != '=' && c != ':' && byteAt(l.text, at) != ' ' && byteAt(l.text, at) != '=' && option != "-p" {
			continue
		}
		for at < len(l.text) && strings.IndexByte(" =", l.text[at]) >= 0 {
			at++
		}
		v := valueAt(l.text, at, 0)
		if c := byteAt(l.text, at); c == '"' || c == '\'' {
			v = valueAt(l.text, at+1, c)
		}
		if s := v.in(l.text); optionSecret(s) && (option != "-p" || strongSecret(s) || byteAt(l.text, v.start-1) == '\'' || byteAt(l.text, v.start-1) == '"') {
			l.add(v.start, v.end, passwordRule)
		}
	}
}

// optionSecret reports whether the value of an option for secrets is one itself, and no
// place where it is kept.
func optionSecret(s string) bool {
	return len(s) > 3 && len(s) < 128 && !placeholder(s) && s[0] != '-' && !strings.ContainsAny(s, "/\\ ") && !all(s, digit) && !(ordinary(foldWord(s)) && bits(s)&(digit|upper) == 0)
}

// calledWith judges the last text in quotation marks of what a statement is given, or the first.
func (l *looking) calledWith(end int, first bool) {
	if wordByte(l.text, end) {
		return
	}
	rest, _, _ := strings.Cut(l.text[end:min(len(l.text), end+200)], "\n")
	if n := strings.IndexAny(rest, ";"); n > 0 && strings.Count(rest[:n], "'")%2 == 0 && strings.Count(rest[:n], "\"")%2 == 0 {
		rest = rest[:n]
	}
	at, found := 0, span{}
	for at < len(rest) {
		c := rest[at]
		if found.end > 0 && (first || c == ')') {
			break
		}
		if c != '\'' && c != '"' && c != '`' {
			at++
			continue
		}
		n := strings.IndexByte(rest[at+1:], c)
		if n < 0 {
			break
		}
		found = span{end + at + 1, end + at + 1 + n}
		at += n + 2
	}
	if found.end == 0 {
		return
	}
	s := found.in(l.text)
	if optionSecret(s) && (bits(s)&digit != 0 || innerCapital(s) || strings.ContainsAny(s, "!@#$%^&*+=?~")) && !keyName(s) && !strings.Contains(s, "://") && shapeOf(strings.ToLower(s)) == nil {
		l.add(found.start, found.end, passwordRule)
	}
}

// roomWords say that a code opens a meeting or a door, otherCodes that it means
// something else.
var (
	roomWords = []string{"webex", "zoom", "teams", "meet", "konferenz", "confer", "dial", "bridge", "einwahl", "call", "door", "tür", "porte", "alarm", "safe", "sms", "gate", "lock", "access", "entry", "room", "raum", "salle", "visio", "einwählen", "moderator", "host",
		"participant", "teilnehmer", "pin", "zugang", "réunion", "reunión", "riunione", "spotkani", "vergader", "keypad", "cabinet", "rack", "cage"}
	otherCodes = wordSet("error exit status return zip postal country area reason response event stop qr source op result fehler product promo discount voucher sap obis http smtp disconnect sqlstate reply fault failure dress")
)

// roomCode judges the digits behind the word for a code of a meeting or a door.
func (l *looking) roomCode(start, end int) {
	t, at := l.text, end
	if otherCodes[strings.ToLower(wordBefore(t, start).in(t))] || wordByte(t, end) {
		return
	}
	for _, link := range []string{" is ", " was ", " ist ", " lautet ", " est ", " es ", ": ", " : ", " = ", "=", ", ", " "} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	if rest := t[end:min(len(t), end+48)]; strings.HasPrefix(rest, " for ") || strings.HasPrefix(rest, " of ") || strings.HasPrefix(rest, " to ") || strings.HasPrefix(rest, " für ") || strings.HasPrefix(rest, " de ") {
		for _, link := range []string{": ", " is ", " ist ", " est ", " = "} {
			if n := strings.Index(rest, link); n > 0 && !strings.ContainsAny(rest[:n], ".\n") {
				at = end + n + len(link)
				break
			}
		}
	}
	for at < len(t) && at > end && strings.IndexByte("`*\"'", t[at]) >= 0 {
		at++
	}
	stop, digits, groups := at, 0, 1
	for stop < len(t) && stop-at < 16 {
		if classes[t[stop]]&digit != 0 {
			digits++
		} else if (t[stop] == ' ' || t[stop] == '-') && classAt(t, stop+1)&digit != 0 && classAt(t, stop-1)&digit != 0 {
			groups++
		} else {
			break
		}
		stop++
	}
	if at == end || digits < 4 || digits > 12 || wordByte(t, stop) || counting(t, stop) || yearOnly(t[at:stop]) || dateLike(t[at:stop]) {
		return
	}
	near := strings.ToLower(t[max(0, start-90):start] + " " + t[stop:min(len(t), stop+30)])
	for _, w := range roomWords {
		if strings.Contains(near, w) {
			if digits > 5 || groups > 1 || strings.Contains(near, "door") || strings.Contains(near, "alarm") || strings.Contains(near, "keypad") || strings.Contains(near, "gate") || strings.Contains(near, "safe") {
				l.addWeight(at, stop, passwordRule, Warn)
			}
			return
		}
	}
}

// partNouns are things of which a part is told: the key ends in 9f3k.
var partNouns = []string{"key", "token", "secret", "password", "passwort", "passphrase", "credential", "schlüssel", "clé", "serial", "card", "account", "iban", "konto", "kart", "cart", "compte", "cuenta", "number", "nummer", "imei", "passport", "phone", "mobile", "licence", "license", "hash", "fingerprint"}

// partTold judges the part of a key or a number that words tell the place of.
func (l *looking) partTold(start, end int) {
	near := strings.ToLower(l.text[max(0, start-60):start] + " " + l.text[end:min(len(l.text), end+30)])
	at := end
	for at < len(l.text) && at-end < 24 && strings.IndexByte(" :`\"'*-.", l.text[at]) >= 0 {
		at++
	}
	for _, word := range []string{"the ", "of ", "digits ", "characters ", "letters ", "are ", "is ", "in "} {
		if strings.HasPrefix(l.text[at:], word) {
			at += len(word)
		}
	}
	for at < len(l.text) && strings.IndexByte("`\"'*", l.text[at]) >= 0 {
		at++
	}
	v := valueAt(l.text, at, 0)
	s := v.in(l.text)
	if at == end || len(s) < 3 || len(s) > 16 || dateLike(s) || strings.HasPrefix(l.text[start:end], "end") && statusLike(s) || ordinary(foldWord(s)) && bits(s)&digit == 0 || fileEndings[strings.ToLower(s[strings.LastIndexByte(s, '.')+1:])] || bits(s)&digit == 0 && !(bits(s)&upper != 0 && bits(s)&lower != 0 && innerCapital(s)) || yearOnly(s) && !strings.Contains(near, "card") {
		return
	}
	if sum := near[:min(len(near), start-max(0, start-60))]; strings.Contains(sum, "digest") || strings.Contains(sum, "hash") || strings.Contains(sum, "checksum") || strings.Contains(sum, "fingerprint") {
		return
	}
	for _, noun := range partNouns {
		if strings.Contains(near, noun) {
			r := passwordRule
			if all(s, digit) {
				r = idRule
			}
			l.addWeight(v.start, v.end, r, Warn)
			return
		}
	}
}

// statusLike reports whether s is the code of an answer of a server: 503.
func statusLike(s string) bool {
	return len(s) == 3 && all(s, digit) && s[0] >= '1' && s[0] <= '5'
}

// storedHash judges a password as a system stores it: $6$…, {SSHA}….
func (l *looking) storedHash(start, end int) {
	stop := end
	for stop < len(l.text) && stop-end < 256 && (classes[l.text[stop]]&(lower|upper|digit|dot) != 0 || strings.IndexByte("$/+=,-_", l.text[stop]) >= 0) {
		stop++
	}
	for stop > end && strings.IndexByte(".,", l.text[stop-1]) >= 0 {
		stop--
	}
	if s := l.text[end:stop]; len(s) > 19 && !dull(s) && turns(s) > 1 && !wordByte(l.text, start-1) {
		l.add(start, stop, passwordRule)
	}
}

// sentenceStops are words that passphrases have seldom and sentences always.
var sentenceStops = wordSet(`the a an of to in on for not be been has have had it its was is are were and or must should will would can could may at by with from as that this these those which who when where why how
	if then than but so no yes your our their his her my we you they he she i must never always again also only just still there here der die das ein eine ist sind war und oder nicht mit von zu le la les un une est sont et ou pas
	el los las es son y o no de het een is en of niet least minimum mindestens length characters zeichen checked stored hashed against only before after when changed rotated expired reset set used using use leaked shared stored sent known given kept entered required wrong right
	users customers clients accounts sessions emails logins requests see sees saw show shows fail fails get gets cannot correct`)

// changing are words before "password" that speak of what is done with it.
var changing = wordSet("reset change forgot forgotten")

// phraseTold judges plain words told as a passphrase: passphrase: correct horse
// battery staple.
func (l *looking) phraseTold(end int) {
	t, at := l.text, end
	if words := strings.Fields(strings.ToLower(t[max(0, end-32):end])); len(words) > 1 && changing[words[len(words)-2]] {
		return // Reset password: users see a blank page
	}
	for _, link := range []string{" is ", " was ", " ist ", " lautet ", " lautete ", " est ", " es ", " war ", ": ", " : ", " = ", "=", " => "} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	for at > end && at < len(t) && (t[at] == ' ' || isMark(t[at]) || t[at] == '\'') {
		at++
	}
	from, words, told := at, 0, strings.ContainsAny(t[end:at], ":=")
	stop := at
	for words < 25 {
		w := span{at, at}
		for w.end < len(t) && classes[t[w.end]]&(letters|digit) != 0 {
			w.end++
		}
		s := w.in(t)
		if len(s) < 2 || sentenceStops[strings.ToLower(s)] && words < 6 || bits(s)&upper != 0 && bits(s)&lower == 0 || words == 0 && (strings.HasSuffix(s, "ed") || strings.HasSuffix(s, "ing") || strings.HasSuffix(s, "ly")) {
			break
		}
		words++
		stop, at = w.end, w.end
		if c := byteAt(t, at); c != ' ' && c != '-' && c != '_' {
			break
		}
		at++
	}
	if c := byteAt(t, stop); from == end || words < 3 || c == ' ' || c == '(' || c == '=' || c == ':' || c == '/' || c == '@' || strings.HasPrefix(t[stop:], "-") || words > 12 && words != 24 && words != 15 && words != 18 && words != 21 || capitalised(t[from:]) && !strings.ContainsAny(t[from:stop], "-_") {
		return
	}
	if joined := !strings.Contains(t[from:stop], " "); !joined && (words < 4 || !told && (!strings.Contains(strings.ToLower(t[max(0, end-10):end]), "phrase") || words > 6)) {
		return
	}
	l.addWeight(from, stop, passwordRule, Warn)
}

// countless reports whether digits before a bracket are a secret by what it says: (PIN),
// and no number of things: (password resets), (tokens).
func countless(said string) bool {
	said = foldWord(strings.TrimSpace(said))
	return said != "" && said != "login" && said != "token" && said != "secret" && !strings.ContainsAny(said, " -") && !strings.HasSuffix(said, "s")
}

// beforeBracket judges the value before a bracket that says what it is: 4711 (PIN),
// `Kx7-22mm` (root password).
func (l *looking) beforeBracket(open, key int) {
	end := open
	for end > 0 && open-end < 3 && strings.IndexByte(" `\"'*", l.text[end-1]) >= 0 {
		end--
	}
	if !strings.Contains(l.text[end:open], " ") {
		return // a call: verify(password)
	}
	from := end
	for from > 0 && end-from < 64 && !isSpace(l.text[from-1]) && strings.IndexByte("`\"'*(|", l.text[from-1]) < 0 {
		from--
	}
	n := strings.IndexByte(l.text[key:min(len(l.text), key+40)], ')')
	s := l.text[from:end]
	if n < 0 || len(s) < 4 || placeholder(s) || counting(l.text, end) || strings.ContainsAny(l.text[key:key+n], ",;.") {
		return
	}
	if all(s, digit) && !yearOnly(s) && len(s) < 10 && countless(l.text[key:key+n]) || strongSecret(s) || hyphenated(s) || lettersAndDigits(s) {
		l.addWeight(from, end, passwordRule, Warn)
	}
}
