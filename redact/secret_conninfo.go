package redact

import "strings"

// Connections as libpq and its kin write them: host=db user=app password=x dbname=shop.

// conninfoKeys are the keywords of such strings.
var conninfoKeys = wordSet("host hostaddr server addr port user username uid login dbname database db service sslmode sslrootcert sslcert sslkey connect_timeout application_name target_session_attrs options search_path timezone charset protocol network tls password pwd passwd pass")

// conninfoAround is the span of such a string around the value of a password, whose key begins at
// an offset; the value alone where it is none.
func conninfoAround(t string, key int, value span) span {
	out := span{key, value.end}
	seen := map[string]bool{}
	for range 10 {
		at := conninfoBefore(t, out.start)
		if at == out.start {
			break
		}
		name, _, _ := strings.Cut(t[at:out.start], "=")
		seen[strings.ToLower(name)] = true
		out.start = at
	}
	for range 10 {
		stop := conninfoAfter(t, out.end)
		if stop == out.end {
			break
		}
		name, _, _ := strings.Cut(strings.TrimLeft(t[out.end:stop], " "), "=")
		seen[strings.ToLower(name)] = true
		out.end = stop
	}
	place := seen["host"] || seen["hostaddr"] || seen["server"] || seen["addr"] || seen["dbname"] || seen["database"]
	if !place || !seen["user"] && !seen["username"] && !seen["uid"] && !seen["login"] {
		return value
	}
	return out
}

// conninfoBefore is where the setting that ends before an offset and a blank begins, or the offset.
func conninfoBefore(t string, start int) int {
	at := start
	for at > 0 && t[at-1] == ' ' && start-at < 2 {
		at--
	}
	stop := at
	for at > 0 && stop-at < 80 && !isSpace(t[at-1]) && strings.IndexByte("\"`;,(", t[at-1]) < 0 {
		at--
	}
	for byteAt(t, at) == '\'' && at < stop {
		at++
	}
	if stop == start || !conninfoPair(t[at:stop]) {
		return start
	}
	return at
}

// conninfoAfter is where the setting behind an offset and a blank ends, or the offset.
func conninfoAfter(t string, end int) int {
	at := end
	for at < len(t) && t[at] == ' ' && at-end < 2 {
		at++
	}
	stop := at
	for stop < len(t) && stop-at < 80 && !isSpace(t[stop]) && strings.IndexByte("\"'`;,)", t[stop]) < 0 {
		stop++
	}
	if at == end || !conninfoPair(t[at:stop]) {
		return end
	}
	return stop
}

// conninfoPair reports whether s is a keyword of a connection and its value.
func conninfoPair(s string) bool {
	name, value, ok := strings.Cut(s, "=")
	return ok && value != "" && lowIn(conninfoKeys, name)
}

// addTransferKeys adds the algorithms that the keys of name servers begin with.
func (d *dictionary) addTransferKeys() {
	for _, algorithm := range []string{"hmac-md5", "hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512"} {
		d.add(algorithm, func(l *looking, start, end int) { l.transferKey(start, end) })
	}
}

// transferKey judges what follows such an algorithm as dig and nsupdate take it:
// hmac-sha256:transfer:c2VjcmV0…=.
func (l *looking) transferKey(start, end int) {
	t, at := l.text, end
	for range 2 {
		if byteAt(t, at) != ':' {
			return
		}
		from := at + 1
		stop := from
		for stop < len(t) && stop-from < 200 && (payloadBytes[t[stop]] != 0 || t[stop] == '.') {
			stop++
		}
		stop = paddingEnd(t, stop)
		if s := t[from:stop]; len(s) > 15 && (strings.HasSuffix(s, "=") || bits(s)&digit != 0 && bits(s)&upper != 0 && bits(s)&lower != 0) {
			l.add(start, stop, passwordRule)
			return
		}
		at = stop
	}
}
