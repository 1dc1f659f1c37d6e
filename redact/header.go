package redact

import "strings"

// header judges the value of a header that carries a credential.
func (l *looking) header(end int) {
	at := l.afterMark(end)
	if at < 0 {
		return
	}
	w := wordAt(l.text, at)
	switch strings.ToLower(w.in(l.text)) {
	case "bearer", "basic", "token", "digest", "apikey", "negotiate", "bot", "key":
		for at = w.end; byteAt(l.text, at) == ' ' || byteAt(l.text, at) == '='; {
			at++
		}
	}
	if line, _, _ := strings.Cut(l.text[at:min(len(l.text), at+400)], "\n"); strings.Contains(line, "ignature=") || strings.Contains(line, "response=") {
		l.add(at, at+len(strings.TrimRight(line, " \r\"'`\\")), headerRule)
		return
	}
	if v := valueAt(l.text, at, 0); len(v.in(l.text)) >= 6 && !placeholder(v.in(l.text)) && bits(v.in(l.text))&(digit|upper) != 0 {
		l.add(v.start, v.end, headerRule)
	}
}

// afterMark is where the value begins after a key that ends at end, or -1.
func (l *looking) afterMark(end int) int {
	at := end
	for strings.IndexByte("\"'` *", byteAt(l.text, at)) >= 0 && at < len(l.text) {
		at++
	}
	if c := byteAt(l.text, at); c != ':' && c != '=' {
		return -1
	}
	for at++; strings.IndexByte("\"'` *", byteAt(l.text, at)) >= 0 && at < len(l.text); {
		at++
	}
	return at
}

// scheme judges the credential after Bearer or Basic.
func (l *looking) scheme(end int) {
	if byteAt(l.text, end) != ' ' {
		return
	}
	v := valueAt(l.text, end+1, 0)
	if s := v.in(l.text); len(s) >= 12 && bits(s)&digit != 0 && bits(s)&letters != 0 && !placeholder(s) && !strings.Contains(s, "/") && shapeOf(s) == nil {
		l.add(v.start, v.end, headerRule)
	}
}

// cookie judges the pairs of a cookie header.
func (l *looking) cookie(end int) {
	at := l.afterMark(end)
	if at < 0 {
		return
	}
	v := valueAt(l.text, at, 0)
	_, value, found := strings.Cut(v.in(l.text), "=")
	if !found || len(value) < 4 || placeholder(value) {
		return
	}
	stop := v.end
	for byteAt(l.text, stop) == ';' && byteAt(l.text, stop+1) == ' ' {
		next := valueAt(l.text, stop+2, 0)
		if !strings.Contains(next.in(l.text), "=") || cookieAttributes[strings.ToLower(strings.SplitN(next.in(l.text), "=", 2)[0])] {
			break
		}
		stop = next.end
	}
	l.add(at, stop, headerRule)
}

var cookieAttributes = wordSet("path domain expires max-age samesite secure httponly")

// cookieValue judges the value of a session cookie.
func (l *looking) cookieValue(start, end int) {
	if byteAt(l.text, end) != '=' {
		return
	}
	v := valueAt(l.text, end+1, 0)
	if s := v.in(l.text); len(s) >= 8 && bits(s)&digit != 0 && bits(s)&letters != 0 && !placeholder(s) {
		l.add(start, v.end, headerRule)
	}
}

// passwordOption judges the password that follows an option of a command: mysql -pX.
func (l *looking) passwordOption(end int) {
	line, _, _ := strings.Cut(l.text[end:min(len(l.text), end+200)], "\n")
	for _, option := range []string{" -p", " -a ", " --password ", " -pass "} {
		n := strings.Index(line, option)
		if n < 0 {
			continue
		}
		at := end + n + len(option)
		for byteAt(l.text, at) == ' ' || byteAt(l.text, at) == '\'' || byteAt(l.text, at) == '"' {
			at++
		}
		if v := valueAt(l.text, at, 0); strongSecret(v.in(l.text)) || wordsThenNumber(v.in(l.text)) {
			l.add(v.start, v.end, passwordRule)
			return
		}
	}
}

// userOption judges the user:password after the option of a command.
func (l *looking) userOption(end int) {
	at := end
	for byteAt(l.text, at) == ' ' || byteAt(l.text, at) == '=' || byteAt(l.text, at) == '\'' || byteAt(l.text, at) == '"' {
		at++
	}
	v := valueAt(l.text[:min(len(l.text), at+longestWord)], at, 0)
	user, pass, ok := strings.Cut(v.in(l.text), ":")
	if !ok {
		user, pass, ok = strings.Cut(v.in(l.text), "%")
	}
	if ok && at > end && len(user) > 1 && len(pass) > 3 && !placeholder(pass) && !all(pass, digit) {
		l.add(v.start, v.end, passwordRule)
	}
}
