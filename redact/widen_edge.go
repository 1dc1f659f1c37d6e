package redact

import "strings"

// What belongs to a find at its edges: the possessive behind a name, the title before it, the name
// of the header before its value, the user before a machine, the port behind it. What the public
// text keeps of it goes on in the suggestion, so that it reads on.

// edgeBefore takes into a hit what belongs to it before it.
func edgeBefore(text string, h hit) hit {
	switch h.rule.kind {
	case PersonName:
		return withTitle(text, h)
	case Hostname, IPAddress:
		return withUser(text, h)
	case Secret, Identifier:
		return withHeader(text, h)
	case Path, InternalURL:
		return withGetter(text, h)
	}
	return h
}

// edgeBehind takes into a hit what belongs to it behind it.
func edgeBehind(text string, h hit) hit {
	switch h.rule.kind {
	case PersonName:
		if byteAt(text, h.end) == '@' && wordByte(text, h.end+1) {
			return h.until(text, h.end+1)
		}
		return withOwn(text, h)
	case Customer:
		return withOwn(text, withJoined(text, withFirm(text, h)))
	case TermUse:
		return withOwn(text, withJoined(text, h))
	case Ticket:
		return withOwn(text, h)
	case EmailAddress:
		return withPort(text, h)
	case Hostname, IPAddress:
		return withOwn(text, withPort(text, h))
	case Path, InternalURL:
		return withTail(text, h)
	}
	return h
}

// since is a hit that begins earlier, with what stands there kept in its suggestion.
func (h hit) since(text string, start int) hit {
	if s := h.suggestion(); s != "" && start < h.start {
		s = text[start:h.start] + s
		h.instead = &s
	}
	h.start = start
	return h
}

// until is a hit that ends later, with what stands there kept in its suggestion.
func (h hit) until(text string, end int) hit {
	if s := h.suggestion(); s != "" && end > h.end {
		s += text[h.end:end]
		h.instead = &s
	}
	h.end = end
	return h
}

// apostrophes stand before the s of a possessive.
var apostrophes = []string{"'", "’", "´", "ʼ", "&#39;", "&#039;", "&#x27;", "&apos;", "&rsquo;", "&#8217;", "&#x2019;", "%27", "%E2%80%99"}

// withOwn takes the possessive behind a hit into it: Dana's, James'.
func withOwn(text string, h hit) hit {
	for _, mark := range apostrophes {
		if !strings.HasPrefix(text[h.end:], mark) {
			continue
		}
		stop := h.end + len(mark)
		if c := byteAt(text, stop); (c == 's' || c == 'S') && !wordByte(text, stop+1) && classAt(text, stop+1)&(dash|under) == 0 {
			return h.owning(mark, stop+1)
		}
		if c := text[h.end-1]; (c == 's' || c == 'x' || c == 'z') && len(mark) < 4 && byteAt(text, stop) == ' ' && classAt(text, stop+1)&lower != 0 && !quotedBefore(text, h.start) {
			return h.owning(mark, stop)
		}
	}
	return h
}

// owning is a hit that ends with a possessive.
func (h hit) owning(mark string, end int) hit {
	if s := h.suggestion(); s != "" {
		if s += mark; !strings.HasSuffix(s, "s"+mark) {
			s += "s"
		}
		h.instead = &s
	}
	h.end = end
	return h
}

// quotedBefore reports whether a single quotation mark opens in the line before an offset.
func quotedBefore(text string, at int) bool {
	for i := lineStart(text, at); i < at; i++ {
		if text[i] == '\'' && !wordByte(text, i-1) || strings.HasPrefix(text[i:at], "‘") {
			return true
		}
	}
	return false
}

// withTitle takes the title before a name into a hit: Ms Vandersteen.
func withTitle(text string, h hit) hit {
	gap := h.start
	for gap > 0 && h.start-gap < 2 && (text[gap-1] == ' ' || text[gap-1] == '.') {
		gap--
	}
	if w := wordBefore(text, gap); gap < h.start && text[gap:h.start] != "." && w.end == gap && w.end-w.start < 12 && classAt(text, w.start-1)&(dash|under|dot) == 0 {
		if s := w.in(text); (capitalised(s) || len(s) < 5 && lowIn(lowTitles, s)) && lowIn(titles, s) {
			h.start = w.start
		}
	}
	return h
}

// firmTypes end the names of firms by law.
var firmTypes = []string{" (Pty) Ltd", " Pty Ltd", " Ltd", " Limited", " GmbH & Co. KG", " GmbH", " AG", " SE", " KG", " Inc", ", Inc", " LLC", ", LLC", " plc", " PLC", " Corp", " Corporation", " S.A.", " SA", " S.p.A.", " SpA", " S.r.l.", " Srl", " SARL", " SAS", " B.V.", " BV", " N.V.", " NV", " AB", " AS", " ASA", " A/S", " ApS", " Oy", " Oyj", " s.r.o.", " a.s.", " Sp. z o.o.", " Kft.", " Ltda", " Lda"}

// withFirm takes the type of a firm behind its name into a hit: Fennick Groceries Ltd.
func withFirm(text string, h hit) hit {
	for _, kind := range firmTypes {
		if stop := h.end + len(kind); strings.HasPrefix(text[h.end:], kind) && !wordByte(text, stop) && classAt(text, stop)&dash == 0 {
			h.end = stop
			break
		}
	}
	return h
}

// withJoined takes what is joined to a name of ours behind it into a hit, with an underscore or as a
// number: kestrel_db, kestrel-v2. Behind a hyphen words may be those of a sentence.
func withJoined(text string, h hit) hit {
	end := h.end
	for end < len(text) && end-h.end < 48 && (classes[text[end]]&(lower|upper|digit) != 0 && end > h.end || classes[text[end]]&(dash|under) != 0 && wordByte(text, end+1)) {
		end++
	}
	if tail := text[h.end:end]; tail == "" || tail[0] == '-' && (bits(tail)&digit == 0 || len(tail) > 6) {
		return h
	}
	return h.until(text, end)
}

// headerNames are headers whose names do not begin with X-.
var headerNames = wordSet("authorization proxy-authorization cookie set-cookie www-authenticate api-key apikey request-id correlation-id traceparent tracestate idempotency-key private-token")

// withHeader takes the name of a header, and of its scheme, before its value into a hit:
// X-Request-Id: 7c1e2ab0.
func withHeader(text string, h hit) hit {
	at := h.start
	for _, scheme := range []string{"Bearer ", "bearer ", "Basic ", "basic ", "Token ", "token "} {
		if strings.HasSuffix(text[:at], scheme) {
			at -= len(scheme)
			break
		}
	}
	if !strings.HasSuffix(text[:at], ": ") {
		return h
	}
	end := at - 2
	from := end
	for from > 0 && end-from < 40 && classAt(text, from-1)&(lower|upper|digit|dash) != 0 {
		from--
	}
	if s := text[from:end]; len(s) > 4 && (s[0] == 'X' || s[0] == 'x') && s[1] == '-' || lowIn(headerNames, s) {
		return h.since(text, from)
	}
	return h
}

// withUser takes the user before a machine into a hit: frank@build-05.
func withUser(text string, h hit) hit {
	if byteAt(text, h.start-1) != '@' || h.start < 2 {
		return h
	}
	from := h.start - 1
	for from > 0 && h.start-from < 40 && classAt(text, from-1)&(lower|upper|digit|dash|under|dot) != 0 {
		from--
	}
	if from < h.start-2 && classes[text[from]]&(lower|upper) != 0 && (from == 0 || strings.IndexByte(" \n\t`\"'(", text[from-1]) >= 0) {
		h.start = from
	}
	return h
}

// withPort takes the port behind a machine into a hit.
func withPort(text string, h hit) hit {
	if n := digitsFrom(text, h.end+1); byteAt(text, h.end) == ':' && n > 1 && n < 6 && !wordByte(text, h.end+1+n) && classAt(text, h.end+1+n)&(dash|under) == 0 && byteAt(text, h.end+1+n) != ':' {
		return h.until(text, h.end+1+n)
	}
	return h
}

// getters stand before the scheme of a link, or before its place.
var getters = []string{"scm:git:", "scm:svn:", "git::", "hg::", "s3::", "gcs::", "git+", "hg+", "svn+", "jdbc:", "view-source:", "oci:", "file://"}

// withGetter takes what stands before the scheme of a link into a hit, and the scheme before a user
// and a machine: git::ssh://git@git.corp.example/x.git.
func withGetter(text string, h hit) hit {
	from := h.start
	if !strings.Contains(text[h.start:h.end], "://") && strings.HasSuffix(text[:from], "://") {
		for from -= 3; from > 0 && h.start-from < 20 && classAt(text, from-1)&(lower|upper|digit) != 0; {
			from--
		}
	}
	for _, g := range getters {
		if strings.HasSuffix(text[:from], g) && !wordByte(text, from-len(g)-1) {
			from -= len(g)
			break
		}
	}
	h.start = from
	return h
}

// withTail takes the slash that ends a path, and the line of a file, into a hit.
func withTail(text string, h hit) hit {
	inner := text[h.start:h.end]
	for _, slash := range []string{"/", "\\"} {
		if strings.HasPrefix(text[h.end:], slash) && strings.Contains(inner, slash) && !strings.HasSuffix(inner, slash) && !wordByte(text, h.end+1) && strings.IndexByte("/\\*{$<", byteAt(text, h.end+1)) < 0 {
			h.end++
		}
	}
	for range 2 {
		if n := digitsFrom(text, h.end+1); byteAt(text, h.end) == ':' && n > 0 && n < 7 && !wordByte(text, h.end+1+n) && strings.IndexByte(inner, '.') >= 0 {
			h.end += 1 + n
		}
	}
	return h
}
