package redact

import "strings"

var (
	passwordRule = &rule{Secret, "password", Block, "[removed]",
		"This is a password or a key; change it now, removing it here is not enough."}
	headerRule = &rule{Secret, "credential_header", Block, "[removed]",
		"This is the value of a header or cookie that lets anyone in who has it."}
)

// secretKeys are names under which secrets are kept.
var secretKeys = strings.Fields(`password passwd passphrase pwd passcode secret token api_key apikey api-key access_key accesskey
	access-key secret_key secretkey secret-key private_key privatekey private-key client_secret client-secret clientsecret auth_token
	authtoken auth-token access_token access-token accesstoken refresh_token bearer_token session_token encryption_key signing_key
	signing_secret webhook_secret account_key accountkey sharedaccesskey shared_access_key storage_key master_key license_key
	admin_password root_password db_password dbpassword credentials credential passwort pass pw auth pin kennwort
	otp totp recovery_code salt hmac_key ssh_key deploy_key shared_key sharedkey shared-key psk pre_shared_key preshared_key
	presharedkey motdepasse mot_de_passe mdp contrasena clave senha haslo losenord wachtwoord heslo parola sifre jelszo
	adgangskode kodeord passord salasana passphrase authkey auth_key auth-key apitoken api_token api-token app_key appkey app_secret
	consumer_secret consumer_key bot_token id_token jwt sas_token sastoken connection_secret root_token unseal_key unlock_key
	pgpassword mysql_pwd redis_auth requirepass masterauth snmp_community community webhook_token csrf session_secret session_key
	cookie_secret jwt_secret app_password userpassword user_password bindpw bind_password bindpassword ldap_password keypass
	storepass keystore_password truststore_password identified_by hashed_password password_hash passwordhash`)

// addAssignments adds the keys and headers that a secret follows.
func (d *dictionary) addAssignments() {
	for _, key := range secretKeys {
		d.addLoose(key, func(l *looking, start, end int) { l.assignment(key, start, end) })
	}
	for _, key := range []string{"api key", "access key", "secret key", "private key", "auth token", "access token", "client secret",
		"encryption key", "signing key"} {
		d.add(key, func(l *looking, start, end int) { l.assignment(key, start, end) })
	}
	d.addSpokenKeys()
	for _, program := range []string{"mysql", "mysqldump", "mysqladmin", "mariadb", "sshpass", "mongo", "mongosh", "mongodump", "redis-cli", "docker login", "curl", "7z", "zip", "openssl"} {
		d.add(program, func(l *looking, start, end int) { l.passwordOption(end) })
	}
	d.addLoose("key", func(l *looking, start, end int) { l.keyLike(start, end) })
	for _, header := range []string{"authorization", "proxy-authorization", "x-api-key", "x-auth-token", "x-vault-token",
		"private-token", "x-access-token", "x-csrf-token", "x-amz-security-token", "x-session-token"} {
		d.add(header, func(l *looking, start, end int) { l.header(end) })
	}
	for _, header := range []string{"cookie", "set-cookie"} {
		d.add(header, func(l *looking, start, end int) { l.cookie(end) })
	}
	for _, scheme := range []string{"bearer", "basic"} {
		d.add(scheme, func(l *looking, start, end int) { l.scheme(end) })
	}
	for _, name := range []string{"sessionid", "phpsessid", "jsessionid", "connect.sid", "asp.net_sessionid", "session", "sid", "csrftoken", "_session"} {
		d.add(name, func(l *looking, start, end int) { l.cookieValue(start, end) })
	}
	d.add("-u", func(l *looking, start, end int) { l.userOption(end) })
	d.add("--user", func(l *looking, start, end int) { l.userOption(end) })
}

// assignment judges what is given to a key: password: x, --token=x, "secret": "x".
func (l *looking) assignment(key string, start, end int) {
	if classAt(l.text, end)&(letters|digit) != 0 {
		return
	}
	if classAt(l.text, start-1)&(lower|digit) != 0 && len(key) < 5 && !(key != "pin" && key != "auth" && key != "salt" && classAt(l.text, start)&upper != 0 && byteAt(l.text, end) == '=') || classAt(l.text, start-1)&letters != 0 && (key == "pin" || key == "auth" || key == "salt" || key == "token" && classAt(l.text, start)&upper == 0) {
		return
	}
	at := end
	for at-end <= 40 && (classAt(l.text, at)&(under|dash) != 0 || classAt(l.text, at)&(letters|digit) != 0 && at > end) {
		at++ // the tail of a name: PASSWORD_PROD
	}
	if at-end > 40 || settingTail(l.text[end:at]) {
		return
	}
	value, sure := l.assigned(key, start, at)
	if v, ok := pairedValue(l.text, at); ok {
		value, sure = v, true
	} else if v, ok := fallbackValue(l.text, at); ok {
		value, sure = v, true
	}
	value = shellWord(l.text, value)
	s := value.in(l.text)
	if len(s) < 3 || strings.Contains(s, ": ") || placeholder(s) || strings.Contains(s, "://") || byteAt(l.text, value.end) == '(' || strings.Contains(s, "([") || !sure && !secretLike(s) || versionedPackage(s) {
		return
	}
	if value.end > value.start && classAt(l.text, value.start-1) == 0 && byteAt(l.text, value.start-1) == '=' {
		whole := settingsAround(l.text, start, value)
		if whole == value {
			whole = conninfoAround(l.text, start, value)
		}
		value = whole
	}
	if value.start > end && (l.edited(start, end) || byteAt(l.text, at) == ':' && l.edited(at, at+1)) {
		value.start = start // whoever hid the word meant it
	}
	l.add(value.start, value.end, passwordRule)
}

// settingTail reports whether the tail of a key says that its value is no secret:
// TOKEN_TTL, password_min_length.
func settingTail(tail string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(tail), func(r rune) bool { return r == '_' || r == '-' }) {
		if settingWords[word] {
			return true
		}
	}
	return false
}

var settingWords = wordSet(`ttl expiry expires expiration expire length min max count policy age size limit rotation url uri endpoint path file name type id
	hint timeout enabled required header headers days hours seconds minutes version format prefix field algorithm issuer audience history reuse
	bucket budget usage cost strength complexity attempts retries lifetime interval ref manager store provider class`)

// assigned finds the value that follows a key which ends at an offset, and
// whether the way it is written leaves no doubt.
func (l *looking) assigned(key string, start, at int) (value span, sure bool) {
	t := l.text
	line := lineStart(t, start)
	i := at
	if c := byteAt(t, i); c == '"' || c == '\'' || c == '`' || c == ']' || c == '*' || c == '>' {
		for i < len(t) && strings.IndexByte("\"'`]*>", t[i]) >= 0 {
			i++
		}
		if t[i-1] == '>' && i < len(t) {
			return elementValue(t, i)
		}
	}
	for byteAt(t, i) == ' ' || byteAt(t, i) == '\t' {
		i++
	}
	mark := byteAt(t, i)
	switch {
	case mark == '=' && byteAt(t, i+1) != '=':
		i += 1 + btoi(byteAt(t, i+1) == '>')
	case mark == ':' && byteAt(t, i+1) != ':' && byteAt(t, i+1) != '/':
		i += 1 + btoi(byteAt(t, i+1) == '=')
	case mark == ',' && i > at && strings.IndexByte("\"'", t[i-1]) >= 0: // setProperty("password", "x")
		for i++; byteAt(t, i) == ' '; i++ {
		}
		if c := byteAt(t, i); c != '"' && c != '\'' {
			return span{i, i}, false
		}
	case mark == '?' && byteAt(t, i+1) == ' ':
		return askedValue(t, i+2)
	case mark == '|' && strings.HasPrefix(t[i:], "| default("):
		i += len("| default(")
	case mark == '|' && i > at:
		i++
	case i > at && at-start >= 4 && byteAt(t, start-1) == '-' && byteAt(t, start-2) == '-':
		return valueAt(t, i, 0), false
	case i > at && wordByte(t, at-1) && classAt(t, at-1)&digit != 0 && strings.IndexByte(t[start:at], '-') >= 0:
		return span{i, i}, false // auth-eu-1, a machine
	case i > at:
		return l.spoken(i)
	default:
		return span{i, i}, false
	}
	for strings.IndexByte(" \t*", byteAt(t, i)) >= 0 && i < len(t) {
		i++
	}
	if v := blockValue(t, i); mark == ':' && v.end > v.start {
		return v, false
	}
	if c := byteAt(t, i); c == '"' || c == '\'' || c == '`' {
		v := valueAt(t, i+1, c)
		return v, mark != ',' && !strings.Contains(v.in(t), " ")
	}
	v := valueAt(t, i, 0)
	alone := strings.TrimLeft(t[line:start], " \t-*>#ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.") == ""
	closed := v.end == len(t) || t[v.end] == '\n' || t[v.end] == '\r'
	return v, mark == '=' && i == at+1 && !prose[strings.ToLower(v.in(t))] ||
		mark == ':' && alone && closed && !strings.Contains(t[line:start], " a ") && !prose[strings.ToLower(v.in(t))] && len(v.in(t)) >= 6 && key != "auth" && key != "salt"
}

// elementValue is the value behind the tag that ends at i, and whether another tag closes it.
func elementValue(t string, i int) (span, bool) {
	v := valueAt(t, i, '<')
	if isSpace(t[i]) && byteAt(t, v.end) != '<' {
		return span{i, i}, false // <token> of a manual
	}
	return v, byteAt(t, v.end) == '<' && !isSpace(t[i])
}

// askedValue is the value behind a question: the password? x.
func askedValue(t string, at int) (span, bool) {
	v := valueAt(t, at, 0)
	return v, strongSecret(v.in(t))
}

// blockValue is the value of a key that stands alone in the next line, further in:
// password: >-
func blockValue(t string, i int) span {
	for i < len(t) && strings.IndexByte("|>-+", t[i]) >= 0 {
		i++
	}
	if byteAt(t, i) != '\n' {
		return span{i, i}
	}
	from := i + 1
	for from < len(t) && t[from] == ' ' {
		from++
	}
	v := valueAt(t, from, 0)
	if from < i+3 || v.end < len(t) && t[v.end] != '\n' && t[v.end] != '\r' || strings.HasSuffix(v.in(t), ":") || strings.HasPrefix(v.in(t), "-") {
		return span{i, i}
	}
	return v
}

// spoken finds the value in "the password is x" and "with password x".
func (l *looking) spoken(i int) (span, bool) {
	w := wordAfter(l.text, i)
	s := strings.ToLower(w.in(l.text))
	at := i
	if s == "is" || s == "was" || s == "set" || s == "changed" || s == "reset" || s == "became" || s == "of" {
		at = w.end
		if next := wordAfter(l.text, w.end); strings.EqualFold(next.in(l.text), "to") || strings.EqualFold(next.in(l.text), "still") {
			at = next.end
		}
	}
	for byteAt(l.text, at) == ' ' || byteAt(l.text, at) == ':' {
		at++
	}
	if c := byteAt(l.text, at); c == '`' || c == '"' || c == '\'' {
		v := valueAt(l.text, at+1, c)
		return v, at > i+1 && (secretLike(v.in(l.text)) || len(v.in(l.text)) < 48 && strings.Contains(v.in(l.text), " ")) && !strings.Contains(v.in(l.text), ": ")
	}
	v := valueAt(l.text, at, 0)
	if kind := v.in(l.text); kind == "ENC" || len(kind) == 1 && all(kind, digit) && byteAt(l.text, v.end) == ' ' {
		v = valueAt(l.text, v.end+1, 0)
	}
	if v.start < v.end && at > w.end && plainSecret(v.in(l.text)) && (v.end == len(l.text) || strings.IndexByte(".,;)!\n", l.text[v.end]) >= 0) {
		return v, true
	}
	if v.end < len(l.text) && v.start < v.end && !mixedSecret(v.in(l.text)) {
		return span{at, at}, false
	}
	return v, false
}

// plainSecret reports whether a word told as a password is no word of a sentence,
// though it has letters alone: swordfisch.
func plainSecret(s string) bool {
	low := foldWord(s)
	return len(s) > 5 && len(s) < 32 && all(s, lower|upper) && !ordinary(low) && !prose[low] && !plainWords[low] && !notNames[low] && !strings.HasSuffix(low, "ed") && !strings.HasSuffix(low, "ing") && !strings.HasSuffix(low, "ly") || hyphenated(s)
}

// valueAt is the span of a value up to a closing mark, or to the next blank.
func valueAt(text string, i int, closing byte) span {
	end := i
	for end < len(text) && end-i < longestToken {
		c := text[end]
		if closing == 0 && c == '{' && end > i && text[end-1] != '$' && classAt(text, end+1)&lower != 0 {
			break
		}
		if closing != 0 && c == closing || c == '\n' || closing == 0 && (isSpace(c) || strings.IndexByte("\"'`<>|,;", c) >= 0) {
			break
		}
		end++
	}
	if closing == 0 {
		for end > i && strings.IndexByte(".,;:)]}*?", text[end-1]) >= 0 {
			end--
		}
	}
	return span{i, end}
}

func lineStart(text string, i int) int {
	return strings.LastIndexByte(text[max(0, i-200):i], '\n') + 1 + max(0, i-200)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// secretLike reports whether s is no word of a sentence.
func secretLike(s string) bool {
	b := bits(s)
	symbols := strings.ContainsAny(s, "!@#$%^&*+=/")
	switch {
	case prose[strings.ToLower(s)] || len(s) < 4:
		return false
	case b&digit != 0 && b&letters != 0:
		return !numberUnit(s)
	case all(s, digit):
		return len(s) >= 4 && len(s) <= 12
	case symbols:
		return b&letters != 0 && len(s) >= 6 && !strings.Contains(s, "/")
	}
	return len(s) >= 8 && b&lower != 0 && b&upper != 0 && innerCapital(s) && b&(dot|under) == 0
}

// mixedSecret is secretLike for a word in the open: it must mix characters well.
func mixedSecret(s string) bool {
	b := bits(s)
	return len(s) >= 6 && b&digit != 0 && b&(lower|upper) != 0 && b&dot == 0 && !numberUnit(s) && !strings.Contains(s, "/") && shapeOf(strings.ToLower(s)) == nil &&
		!strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "(")
}

// numberUnit reports whether s is a number with its unit: 30s, 24h, 2.4x.
func numberUnit(s string) bool {
	if strings.Trim(strings.TrimLeft(s, "v"), "0123456789.") == "" && strings.Contains(s, ".") {
		return true // a version
	}
	tail := strings.TrimLeft(s, "0123456789.,")
	return len(tail) < len(s) && (len(tail) <= 3 || tail == "-day" || strings.HasPrefix(tail, "-"))
}

func innerCapital(s string) bool {
	for i := 1; i < len(s); i++ {
		if classes[s[i]]&upper != 0 && classes[s[i-1]]&lower != 0 {
			return true
		}
	}
	return false
}

// placeholder reports whether a value only stands for one.
func placeholder(s string) bool {
	low := strings.ToLower(strings.Trim(s, `"'`))
	if low == "" || strings.Trim(low, "*x.-_•#?0") == "" || strings.ContainsAny(low[:1], "<{[$%(") {
		return true
	}
	if len(low) > 40 && (strings.HasPrefix(low, "sha256-") || strings.HasPrefix(low, "sha384-") || strings.HasPrefix(low, "sha512-")) {
		return true // the sum of a public file
	}
	if low[0] == '/' || low[0] == '@' && all(low[1:], lower) || strings.Contains(low, "[removed]") || strings.HasPrefix(low, "color:") || strings.HasPrefix(low, "colour:") || strings.HasPrefix(low, "bgcolor:") {
		return true
	}
	for _, word := range []string{"redacted", "placeholder", "changeme", "change-me", "your_", "your-", "yourpass", "removed", "example-", "masked", "...",
		"{{", "${", "process.env", "os.environ", "secretkeyref", "getenv"} {
		if strings.Contains(low, word) {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(low, "var."); ok && all(strings.ReplaceAll(rest, ".", ""), lower|under) {
		return true // of Terraform
	}
	return prose[low] || strings.HasPrefix(low, "enc[")
}

// prose are words that follow a colon after "password" or "token" in a sentence.
var prose = wordSet(`expired invalid missing required prompt rotated revoked yes no none reset null nil true false empty unset
	undefined unknown wrong bad incorrect ok valid stale old new the a an it we this that they our string str int bool
	bytes optional disabled enabled leaked rejected refused denied failed failing error not found hidden secret password token
	key value changed updated unchanged generated auto manual default user admin and or is was were are in on at by for from to
	with without which who when where what how why name pass text rotation policy reset-link authentication authorization
	basic bearer digest oauth saml ldap sso mfa 2fa must should could can may will cannot used unused verified
	unverified pending created deleted issued renewed argon2id argon2i argon2 bcrypt scrypt pbkdf2 sha256 sha512 ssha ssha512 scram-sha-256 scram-sha-512 md5 rs256 rs384 rs512 es256 es384 es512 hs256 hs384 hs512 ps256 eddsa ed25519 aes256 aes-256-gcm rsa4096 hash hashed encrypted plaintext base64 file vault env variable`)
