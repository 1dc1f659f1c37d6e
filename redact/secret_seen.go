package redact

import "strings"

var shownRule = &rule{Secret, "password_shape", Warn, "[removed]",
	"This mixes letters, digits and signs as passwords do, near words about logging in; if it is one, change it."}

// loginTalk are parts of words near which a word of mixed characters is a password,
// loginWords whole words, with or without an s.
var (
	loginTalk = []string{"passw", "kennwort", "login", "credential", "zugang", "mot de passe", "contraseñ", "wachtwoord", " pw", "anmeld", "hasło", "einlog", "connexion", "haslo", "senha", "root:"}

	loginWords = []string{"unlock", "sudo", "log in", "log into", "logged in", "logged into", "logs in", "logs into", "secret", "sign in", "sign into", "signed in", "signed into", "ssh", "pasted", "typed", "admin", "administrator", "ssid", "wlan", "wifi", "wi-fi",
		"as root", "root user", "root account", "service account", "user account", "bind account", "bind user", "bind dn", "bind as"}
)

// saysLogin reports whether lower-case words speak of logging in.
func saysLogin(near string) bool {
	for _, w := range loginTalk {
		if strings.Contains(near, w) {
			return true
		}
	}
	for _, w := range loginWords {
		for rest, at := near, 0; ; {
			n := strings.Index(rest, w)
			if n < 0 {
				break
			}
			at += n + len(w)
			rest = near[at:]
			tail := strings.TrimPrefix(rest, "s")
			if classAt(near, at-len(w)-1)&letters == 0 && classAt(tail, 0)&letters == 0 {
				return true
			}
		}
	}
	return false
}

// shownSecret judges the word around a sign such as ! or # as a password.
func (l *looking) shownSecret(i int) {
	t := l.text
	if i < l.shownStop || !wordByte(t, i-1) {
		return
	}
	start, end := i, i
	for start > 0 && i-start < 40 && shownBytes[t[start-1]] {
		start--
	}
	for end < len(t) && end-i < 40 && shownBytes[t[end]] {
		end++
	}
	l.shownStop = end
	for end > start && strings.IndexByte(".,?*_", t[end-1]) >= 0 {
		end--
	}
	for start < end && strings.IndexByte("*_.", t[start]) >= 0 {
		start++
	}
	s := t[start:end]
	b := bits(s)
	if byteAt(t, start-1) == ':' && len(s) > 6 && len(s) < 33 && b&digit != 0 && b&upper != 0 && b&lower != 0 && b&beyond == 0 && !strings.Contains(s, "=") && signed(s) && strings.Count(s, "&") == 0 && (end == len(t) || isSpace(t[end]) || strings.IndexByte(".,;)\"'`|", t[end]) >= 0) && !placeholder(s) {
		l.pairedSecret(start, end)
		return
	}
	plain := b&upper == 0 && (len(s) < 8 || b&digit == 0 || countDigits(s)*2 > len(s) || settingLike(s) || strings.ContainsAny(s, "+$%=") || countedThing(s) || strings.Contains(s, "&#") || byteAt(t, end) == ';')
	if len(s) < 7 || len(s) > 32 || b&digit == 0 && !midSign(s) || plain || strings.HasSuffix(strings.TrimRight(s, "0123456789x"), "&#") && byteAt(t, end) == ';' || b&lower == 0 || placeholder(s) || keyName(s) || strings.HasSuffix(s, "=") || strings.Count(s, "=") > 0 || strings.Count(s, "&") > 1 || isTicketLike(s) ||
		strings.IndexByte("/\\@(<{[:$", byteAt(t, start-1)) >= 0 && start > 0 && t[start-1] != '(' || strings.IndexByte("(/\\@>{[", byteAt(t, end)) >= 0 && end < len(t) || !signed(s) || numberUnit(s) || insideLink(t, start) {
		return
	}
	near := strings.ToLower(t[max(0, start-160):start] + " " + t[end:min(len(t), end+60)])
	if saysLogin(near) || b&upper != 0 && b&digit != 0 && midSign(s) && bits(s[strings.LastIndexAny(s, "!#^"):])&digit != 0 {
		l.add(start, end, shownRule)
	}
}

// signed reports whether a word holds a sign as passwords do; a plus that joins two words
// or ends one is none: OAuth2+PKCE, Android14+.
func signed(s string) bool {
	for i := range len(s) {
		if strings.IndexByte("!#$%^&*?~", s[i]) >= 0 {
			return true
		}
		if s[i] == '+' && i+1 < len(s) && classAt(s, i+1)&upper == 0 {
			return true
		}
	}
	return false
}

// shownBytes are what passwords are made of.
var shownBytes = func() (table [256]bool) {
	for c := range table {
		table[c] = classes[c]&wordPart != 0 || strings.IndexByte("!#$%^&*+?~=", byte(c)) >= 0
	}
	return table
}()

// wirelessKey judges the value behind the word key near a word for a network without wires.
func (l *looking) wirelessKey(start, end int) {
	near := strings.ToLower(l.text[max(0, start-60):start])
	if !strings.Contains(near, "vpn") && !strings.Contains(near, "pre-shared") && !strings.Contains(near, "preshared") && !strings.Contains(near, "ipsec") && !strings.Contains(near, "wlan") && !strings.Contains(near, "wifi") && !strings.Contains(near, "wi-fi") && !strings.Contains(near, "ssid") && !strings.Contains(near, "wpa") && !strings.Contains(near, "psk") && !strings.Contains(near, "hotspot") && !strings.Contains(near, "radius") && !strings.Contains(near, "tacacs") && !strings.Contains(near, "isakmp") && !strings.Contains(near, "ikev") {
		return
	}
	at := end
	for at < len(l.text) && at-end < 6 && strings.IndexByte(" :=`\"'*", l.text[at]) >= 0 {
		at++
	}
	if v := valueAt(l.text, at, 0); at > end && v.end-v.start > 6 && optionSecret(v.in(l.text)) && bits(v.in(l.text))&digit != 0 {
		l.add(v.start, v.end, passwordRule)
	}
}

// codesTold judges the groups of digits or characters in a list of codes that let in once.
func (l *looking) codesTold(end int) {
	t, at := l.text, end
	for range 16 {
		for at < len(t) && at-end < 400 && strings.IndexByte(" :,;/|\n\t`\"'*-", t[at]) >= 0 {
			at++
		}
		stop := at
		for stop < len(t) && classes[t[stop]]&(digit|lower|upper|dash) != 0 {
			stop++
		}
		s := strings.TrimRight(t[at:stop], "-")
		if len(s) < 6 || len(s) > 24 || bits(s)&digit == 0 || dateLike(s) || bits(s)&(lower|upper) != 0 && turns(s) < 2 {
			return
		}
		l.add(at, at+len(s), passwordRule)
		at += len(s)
	}
}

// pieceJoints stand between the pieces of a key.
var pieceJoints = wordSet("and then plus und dann et puis y luego en dan followed by with rest")

// pieceGap is where the next piece of a key begins over marks, and a word that says that
// it goes on: prs_live_2Wd9 and Hs6LpY3v.
func pieceGap(t string, end int) int {
	at := end
	for range 3 {
		from := at
		for at < len(t) && at-from < 4 && strings.IndexByte(" +.\\\"'`|", t[at]) >= 0 {
			at++
		}
		w := letterRun(t, at)
		if at == from || byteAt(t, w.end) != ' ' || !pieceJoints[w.in(t)] {
			return at
		}
		at = w.end
	}
	return at
}

// piecesEnd is where a key ends that stands in pieces from an offset on, with blanks or
// a plus between: sk_live_kW7t + iOvb + RYZK. It is the offset where no piece follows.
func piecesEnd(t string, at int) int {
	end, pieces := at, 0
	for pieces < 16 {
		from := pieceGap(t, end)
		stop := from
		for stop < len(t) && classes[t[stop]]&(lower|upper|digit|under|dash) != 0 {
			stop++
		}
		s := t[from:stop]
		if b := bits(s); len(s) < 4 || wordByte(t, stop) || b&digit == 0 && !(b&upper != 0 && b&lower != 0 && innerCapital(s)) || strings.Count(s, "-") > 2 || versionLike(s) || from == end && pieces > 0 {
			break
		}
		end = stop
		pieces++
	}
	if pieces < 2 {
		return at
	}
	return end
}

// midSign reports whether a sign that no other word has stands between letters or digits: Perron!Zeven.
func midSign(s string) bool {
	for i := 2; i+2 < len(s); i++ {
		if (s[i] == '!' || s[i] == '#' || s[i] == '^') && wordByte(s, i-1) && wordByte(s, i+1) {
			return true
		}
	}
	return false
}

// atInPassword reports whether a word with an @ in it is a password: P@ssw0rd1.
func (l *looking) atInPassword(start, end int) bool {
	t, s := l.text, l.text[start:end]
	if b := bits(s); len(s) < 7 || len(s) > 32 || b&digit == 0 || b&upper == 0 || b&lower == 0 || strings.Count(s, "@") != 1 || strings.EqualFold(s, "p@ssw0rd") || insideLink(t, start) || strings.IndexByte(":/@", byteAt(t, end)) >= 0 && end < len(t) || shapeOf(strings.ToLower(s[strings.IndexByte(s, '@')+1:])) != nil {
		return false
	}
	return saysLogin(strings.ToLower(t[max(0, start-160):start] + " " + t[end:min(len(t), end+60)]))
}

// countedThing reports whether s is a word, a sign and a number: issue#412.
func countedThing(s string) bool {
	n := strings.IndexAny(s, "#!&*?")
	return n > 0 && all(s[:n], lower|dash) && all(s[n+1:], digit)
}
