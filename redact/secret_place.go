package redact

import "strings"

// Passwords where a client, a file of logins or a mistake puts them.

// addPlacedSecrets adds the words that such a password stands beside.
func (d *dictionary) addPlacedSecrets() {
	d.addTurnedSecrets()
	for _, words := range []string{"ftp> user", "sftp> user", "quote user"} {
		d.add(words, func(l *looking, start, end int) { l.secondWord(end) })
	}
	for _, words := range []string{"unseal key", "unseal keys", "recovery share", "recovery shares", "root token", "key share", "key shares", "initial root token"} {
		d.add(words, func(l *looking, start, end int) { l.longKeys(end) })
	}
	for _, word := range []string{"wlan", "wifi", "wi-fi", "ssid", "hotspot"} {
		d.add(word, func(l *looking, start, end int) { l.networkPair(end) })
	}
	for _, words := range []string{"opens the", "unlocks the", "opens it", "unlocks it", "lets you in", "lets me in", "gets you in", "öffnet die", "öffnet den", "ouvre la", "abre la"} {
		d.add(words, func(l *looking, start, end int) { l.asPassword(start) })
	}
	for _, words := range []string{"as the user name", "as user name", "as username", "as the username", "as the login", "into the user field", "into the user name field", "in the user field", "in the login field", "into the chat", "in the chat", "into the channel", "into the ticket", "in the ticket", "into the terminal", "as benutzername"} {
		d.add(words, func(l *looking, start, end int) { l.typedBefore(start) })
	}
	for _, words := range []string{"rotate", "rotated", "revoke", "revoked", "burnt", "burn", "retire", "replaced"} {
		d.add(words, func(l *looking, start, end int) { l.rotatedValue(end) })
	}
	for _, words := range []string{"key box", "keybox", "lockbox", "lock box", "key safe", "schlüsselkasten", "schlüsseltresor", "boîte à clés"} {
		d.add(words, func(l *looking, start, end int) { l.digitsTold(end) })
	}
	for _, words := range []string{"passcode", "meeting password", "meeting passcode", "webinar password", "room password"} {
		d.add(words, func(l *looking, start, end int) { l.meetingWord(end) })
	}
	d.add("priv", func(l *looking, start, end int) {
		if strings.Contains(strings.ToLower(l.text[max(0, start-60):start]), "auth") {
			l.longKeys(end)
		}
	})
	for _, tail := range []string{"session=", "_sso=", "sessid=", "_sid=", "_session_id=", "sessionkey=", "_auth="} {
		d.addLoose(tail, func(l *looking, start, end int) { l.sessionValue(end) })
	}
	d.addLoose("&sig=", func(l *looking, start, end int) { l.bareSignature(start, end) })
}

// secondWord judges the second word behind a command of a client: user winery Riesling.9.
func (l *looking) secondWord(end int) {
	user := valueAt(l.text, end+1, 0)
	v := valueAt(l.text, user.end+1, 0)
	if byteAt(l.text, user.end) == ' ' && v.end-v.start > 3 && optionSecret(v.in(l.text)) {
		l.add(v.start, v.end, passwordRule)
	}
}

// longKeys judges the long mixed words behind a word for keys.
func (l *looking) longKeys(end int) {
	t, at := l.text, end
	for range 8 {
		for at < len(t) && at-end < 400 && strings.IndexByte(" :,;=/|\n\t`\"'*", t[at]) >= 0 {
			at++
		}
		v := valueAt(t, at, 0)
		s := strings.TrimRight(v.in(t), ".,;")
		if s == "and" || s == "are" || s == "is" || s == "was" || len(s) < 3 && len(s) > 0 && bits(s)&digit != 0 || strings.HasSuffix(s, ":") && len(s) > 0 {
			at = v.end
			continue
		}
		if len(s) < 8 || bits(s)&digit == 0 || bits(s)&(lower|upper) == 0 || strings.ContainsAny(s, "(){}<>") || !(turns(s) > 1 || strongSecret(s)) || placeholder(s) {
			return
		}
		l.add(at, at+len(s), passwordRule)
		at += len(s)
	}
}

// networkPair judges what stands behind the name of a wireless network and a slash.
func (l *looking) networkPair(end int) {
	line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+90)], "\n")
	n := strings.Index(line, " / ")
	if told, ok := strings.CutPrefix(line, ": "); ok && n < 0 {
		v := valueAt(l.text, end+2, 0)
		if s := v.in(l.text); strings.HasPrefix(told, s) && len(s) > 7 && bits(s)&(lower|upper|digit) == lower|upper|digit && strings.IndexByte(s, '/') < 0 && shapeOf(strings.ToLower(s)) == nil && !placeholder(s) && endsSentence(l.text, v.end) && !(wordAndNumber(s) && len(s)-len(strings.TrimRight(s, "0123456789")) < 3) {
			l.addWeight(v.start, v.end, passwordRule, Warn)
		}
		return
	}
	if n < 2 || strings.ContainsAny(line[:n], ".,;()") {
		return
	}
	v := valueAt(l.text, end+n+3, 0)
	if s := v.in(l.text); strongSecret(s) || dashedSecret(s) || lettersAndDigits(s) {
		l.add(v.start, v.end, passwordRule)
	}
}

// endsSentence reports whether a line or a sentence ends at an offset.
func endsSentence(t string, at int) bool {
	rest, _, _ := strings.Cut(t[at:min(len(t), at+8)], "\n")
	rest = strings.TrimRight(rest, " \r`*\"'")
	return rest == "" || strings.IndexByte(".,;!)", rest[0]) >= 0 && (len(rest) == 1 || rest[1] == ' ')
}

// typedBefore judges the word before where somebody typed it by mistake.
func (l *looking) typedBefore(start int) {
	t := l.text
	end := start - 1
	if end < 5 || t[end] != ' ' {
		return
	}
	if strings.IndexByte("\"'`", t[end-1]) >= 0 {
		l.asPassword(start)
		return
	}
	from := end
	for from > 0 && end-from < 40 && t[from-1] > ' ' {
		from--
	}
	if s := t[from:end]; (strongSecret(s) || dashedSecret(s)) && !l.knownThing(from, end) {
		l.addWeight(from, end, passwordRule, Warn)
	}
}

// rotatedValue judges the word behind what is done with passwords, where one is spoken of.
func (l *looking) rotatedValue(end int) {
	t := l.text
	if byteAt(t, end) != ' ' {
		return
	}
	at := end + 1
	for at < len(t) && strings.IndexByte("`\"'*", t[at]) >= 0 {
		at++
	}
	v := valueAt(t, at, 0)
	s := strings.TrimRight(v.in(t), ".,;")
	if len(s) < 6 || !(strongSecret(s) || dashedSecret(s)) || l.knownThing(at, at+len(s)) || !saysLogin(strings.ToLower(t[max(0, end-160):end]+" "+t[at+len(s):min(len(t), at+len(s)+120)])) {
		return
	}
	l.addWeight(at, at+len(s), passwordRule, Warn)
}

// meetingWord judges the one word behind the passcode of a meeting.
func (l *looking) meetingWord(end int) {
	t := l.text
	if byteAt(t, end) != ':' || byteAt(t, end+1) != ' ' {
		return
	}
	v := valueAt(t, end+2, 0)
	s := strings.TrimRight(v.in(t), ".,;")
	tail := strings.TrimLeft(t[v.start+len(s):min(len(t), v.start+len(s)+3)], ".,; \r")
	if len(s) > 3 && len(s) < 30 && (tail == "" || tail[0] == '\n') && !placeholder(s) && bits(s)&^(letters|digit|dash|under) == 0 && !prose[strings.ToLower(s)] {
		l.addWeight(v.start, v.start+len(s), passwordRule, Warn)
	}
}

// bareSignature adds a signature for a store without the address it belongs to: ?sv=…&sig=….
func (l *looking) bareSignature(start, end int) {
	t := l.text
	from, stop := start, end
	for from > 0 && start-from < 300 && t[from-1] > ' ' && strings.IndexByte("\"'`<>()", t[from-1]) < 0 {
		from--
	}
	for stop < len(t) && stop-end < 200 && t[stop] > ' ' && strings.IndexByte("\"'`<>()", t[stop]) < 0 {
		stop++
	}
	if s := t[from:stop]; stop-end > 12 && !strings.Contains(s, "://") && strings.Count(s, "=") > 2 {
		l.add(from, stop, signedRule)
	}
}

// loginLine judges a line of a file of logins: host:5432:base:user:password.
func (l *looking) loginLine(start, end int) {
	t := l.text
	first := strings.IndexByte(t[start:end], ':')
	if first < 0 || strings.Count(t[start+first:end], ":") < 4 {
		return
	}
	for at := start; at < end; {
		for at < end && (t[at] == ' ' || t[at] == '`') {
			at++
		}
		stop := at
		for stop < end && t[stop] != ' ' && t[stop] != '`' {
			stop++
		}
		if strings.Count(t[at:stop], ":") < 4 {
			at = stop + 1
			continue
		}
		parts := strings.SplitN(t[at:stop], ":", 5)
		if len(parts) == 5 && (parts[1] == "*" || knownPorts[parts[1]]) && bits(parts[0]+parts[2]+parts[3])&^(wordPart) == 0 && parts[3] != "" && len(parts[4]) > 3 && !placeholder(parts[4]) && !strings.Contains(parts[4], "/") {
			l.add(at, stop, credentialsRule)
		}
		at = stop + 1
	}
}

// sessionValue judges the long random value of a cookie for a session.
func (l *looking) sessionValue(end int) {
	v := valueAt(l.text, end, 0)
	s := strings.TrimRight(v.in(l.text), ";,")
	if len(s) < 16 || len(s) > 400 || bits(s)&digit == 0 || bits(s)&letters == 0 || placeholder(s) || !random(s) && turns(s) < 6 {
		return
	}
	l.add(v.start, v.start+len(s), headerRule)
}
