package redact

import "strings"

// Credentials a little off their form, and what an address of a database carries.

// looseBegin reports whether what a known credential begins with leaves no doubt, so
// that what follows need not have the very length its issuer gives it: a key cut
// short, masked at its end, or made up by hand.
func looseBegin(begin string) bool {
	n := len(begin)
	switch begin {
	case "AKIA", "ASIA", "AIza", "eyJ", "LTAI", "AKCp", "SG.", "hf_", "r8_":
		return true
	case "key-", "md-", "API-", "ico-", "pul-", "pat.", "sat.", "re_", "s.", "b.AAAAAQ", "A3-", "slk_", "fo1_", "t1.", "dp.pt.", "phc_", "phx_", "ops_", "cio_", "rnd_", "tfp_", "nfp_", "secret_", "wakatime_", "access-sandbox-", "access-production-", "access-development-",
		"secret-token:":
		return false
	}
	return n > 3 && strings.IndexByte("_-.~", begin[n-1]) >= 0
}

// looseCredential is the end of what follows a sure beginning and mixes characters
// as credentials do, or -1.
func looseCredential(t string, at int) int {
	end := at
	for end < len(t) && end-at < longestToken && (classes[t[end]]&(wordPart&^beyond) != 0 || strings.IndexByte("+/=~", t[end]) >= 0) {
		end++
	}
	for end > at && strings.IndexByte("._-/=", t[end-1]) >= 0 {
		end--
	}
	s := t[at:end]
	if len(s) < 8 || dull(s) || !wordByte(s, 0) {
		return -1
	}
	longest, run := 0, 0
	for i := range len(s) {
		if run++; classes[s[i]]&lower == 0 {
			run = 0
		}
		longest = max(longest, run)
	}
	if cut := strings.HasPrefix(t[end:], "...") || strings.HasPrefix(t[end:], "***"); cut && bits(s)&(upper|digit) != 0 && bits(s)&(lower|digit) != 0 && longest < 8 {
		for end < len(t) && (t[end] == '.' || t[end] == '*') {
			end++
		}
		return end
	}
	if b := bits(s); b&digit == 0 || b&(lower|upper) == 0 || longest > 7 || turns(s) < 2 && (b&upper == 0 || b&lower == 0) {
		return -1
	}
	return end
}

// armedParts are parts of a token's name that say that the rest is a key.
var armedParts = wordSet("live prod test secret token key pat api sk pk priv private access refresh auth dev stage staging sandbox svc service")

// issuedToken judges a token with underscores as a key that a service gave out:
// np_live_5hJ2kQ9sVd7XbN4m.
func (l *looking) issuedToken(start, end int) {
	s := l.text[start:end]
	n := strings.LastIndexByte(s, '_')
	if n < 4 || len(s)-n < 4 || wordByte(l.text, start-1) || !armedName(s[:n]) {
		return
	}
	tail := s[n+1:]
	whole := len(s) >= 18 && len(tail) > 9 && bits(tail)&^(letters|digit) == 0 && turns(tail) > 2 && (random(tail) || len(tail) < 16) && !isHexWord(tail) ||
		len(tail) >= 16 && isHexWord(tail) && bits(tail)&digit != 0 && bits(tail)&lower != 0
	stop := halfEnd(l.text, end)
	if stop == end {
		stop = piecesEnd(l.text, end)
	}
	if stop > end && bits(tail)&digit != 0 && bits(tail)&(lower|upper) != 0 {
		end, whole = stop, true
	}
	if whole {
		l.add(start, end, issuedRule)
	}
}

// armedName reports whether the name of a token says that the rest of it is a key.
func armedName(name string) bool {
	for part := range strings.SplitSeq(strings.ToLower(name), "_") {
		if armedParts[part] {
			return true
		}
	}
	return false
}

// halfEnd is where the other half of a token ends that stands behind it with a word or
// marks between, or the offset: prs_live_2Wd9 and Hs6LpY3vQe8ZkN1t.
func halfEnd(t string, end int) int {
	from := pieceGap(t, end)
	stop := from
	for stop < len(t) && classes[t[stop]]&(lower|upper|digit) != 0 {
		stop++
	}
	s := t[from:stop]
	if b := bits(s); from-end < 2 || len(s) < 8 || wordByte(t, stop) || b&digit == 0 || b&upper == 0 || b&lower == 0 || turns(s) < 3 {
		return end
	}
	return stop
}

var issuedRule = &rule{Secret, "issued_token", Block, "[removed]", secretWhy}

// driverLinks are schemes of drivers that another scheme, or none, stands behind.
var driverLinks = []string{"jdbc", "r2dbc", "odbc"}

// addDriverLinks adds the addresses of databases as drivers write them.
func (d *dictionary) addDriverLinks() {
	for _, scheme := range driverLinks {
		d.add(scheme, func(l *looking, start, end int) { l.driverLink(start, end) })
	}
}

// driverLink judges jdbc:… : with a password in it, it is one as a whole.
func (l *looking) driverLink(start, end int) {
	if byteAt(l.text, end) != ':' {
		return
	}
	stop := linkEnd(l.text, end)
	stop += btoi(byteAt(l.text, stop) == ';')
	s := l.text[end:stop]
	low := strings.ToLower(s)
	for _, key := range []string{"password=", "pwd=", "passwd=", "pass=", "secret=", "accesstoken="} {
		n := strings.Index(low, key)
		if n < 0 {
			continue
		}
		value := s[n+len(key):]
		if m := strings.IndexAny(value, "&;"); m >= 0 {
			value = value[:m]
		}
		if len(value) > 2 && !placeholder(value) {
			l.add(start, stop, credentialsRule)
			return
		}
	}
	if at := strings.IndexByte(s, '@'); at > 0 { // jdbc:oracle:thin:scott/tiger@…
		user := s[strings.LastIndexByte(s[:at], ':')+1 : at]
		if name, pass, ok := strings.Cut(user, "/"); ok && name != "" && len(pass) > 2 && !placeholder(pass) {
			l.add(start, stop, credentialsRule)
			return
		}
	}
	if n := strings.Index(s, "//"); n >= 0 {
		host := strings.ToLower(hostAt(l.text, end+n+2).in(l.text))
		if bits(host)&letters != 0 && host != "localhost" && !placeholder(host) && !exampleHost(host) && !l.s.zones.isPublic(host) {
			l.add(start, stop, linkRule)
		}
	}
}

// sureSpokenKeys are words of which the sentences behind speak on: the old one was x.
var sureSpokenKeys = wordSet(`pass-word password passwords passwd passphrase passcode pw pwd kennwort passwort wachtwoord contraseña contrasena senha hasło haslo lösenord losenord credentials creds
	mdp token secret zugangsdaten heslo login salasana jelszo jelszó adgangskode kodeord passord sifre şifre sifresi şifresi parola lösenordet losenordet lozinka parole slaptažodis`)

// toldLater looks for a value in the sentences behind a key, where a word that stands
// right before values leads to it: the old one was Pelmet$18.
func (l *looking) toldLater(start, end int) {
	t := l.text
	if !sureSpokenKeys[foldWord(t[start:end])] || start < l.toldLaterStop || wordByte(t, start-1) || classAt(t, start-1)&(dash|under) != 0 || classAt(t, end)&(dash|under|letters) != 0 {
		return
	}
	stop := min(len(t), end+320)
	if n := strings.Index(t[end:stop], "\n\n"); n >= 0 {
		stop = end + n
	}
	l.toldLaterStop = stop
	linked := false
	for at := end; at < stop; {
		if isSpace(t[at]) || strings.IndexByte("(\"'`*", t[at]) >= 0 {
			at++
			continue
		}
		v := valueAt(t, at, 0)
		if v.end <= at {
			linked = false
			at++
			continue
		}
		s := strings.TrimLeft(v.in(t), "(\"'`")
		low := foldWord(s)
		if linked && strongSecret(s) && !l.knownThing(v.end-len(s), v.end) {
			l.addWeight(v.end-len(s), v.end, passwordRule, Warn)
		}
		linked = laterLinks[low] || (byteAt(t, v.end) == ':' || byteAt(t, v.end) == '=') && (valueLinks[low] || sureSpokenKeys[low] || toldLinks[low] || laterHeads[low])
		at = v.end
		if c := byteAt(t, at); c == ':' || c == '=' {
			at++
		}
	}
}

// laterHeads stand before a colon and a value in a later sentence.
var laterHeads = wordSet("one real actual correct current temporary temporarily initial first second next backup fallback root admin neue neuer neues alte altes ancien nouveau nueva nueva nuovo nieuw nowe then here instead following folgendes suivant siguiente pw kennwort")

// laterLinks stand right before a value in a later sentence.
var laterLinks = wordSet("is are was were be to now still became with as ist war lautet lautete est était es era jest był nu var é foi namely i.e. one ones used use using entered typed wrote wurde auf read reads")

// knownThing reports whether a word is something else than a secret: a host, a
// ticket, a file.
func (l *looking) knownThing(start, end int) bool {
	s := l.text[start:end]
	low := strings.ToLower(s)
	return shapeOf(low) != nil || isTicketLike(s) || notHosts[low] || strings.ContainsAny(s, "/\\") || fileEndings[low[strings.LastIndexByte(low, '.')+1:]] && strings.Contains(low, ".") || byteAt(l.text, start-1) == '/' || isUUID(s) ||
		strings.HasPrefix(low, "cve-") || strings.HasPrefix(low, "v") && versionLike(low) || dateLike(s)
}
