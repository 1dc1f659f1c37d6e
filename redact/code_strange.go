package redact

import "strings"

// Letters and digits in turn that no public form explains: nobody counts, dates or
// versions so, hence they tell one thing from another.

var strangeCodeRule = &rule{Identifier, "unknown_code", Warn, "[id]",
	"Letters and digits like these usually tell one thing from all others, and this is no public form that the scanner knows."}

// strangeCode judges a token of letters and digits by what it is not.
func (l *looking) strangeCode(start, end int, seen uint8) {
	if seen&(digit|beyond|dot) != digit || seen&letters == 0 || end-start < 6 || end-start > 40 {
		return
	}
	t, s := l.text, l.text[start:end]
	if strings.IndexByte("/%#.\\&=+:$@", byteAt(t, start-1)) >= 0 && start > 0 && !codeMark(t, start) || strings.IndexByte("(/\\@=+", byteAt(t, end)) >= 0 && end < len(t) {
		return
	}
	if c := byteAt(t, start-1); (c == '!' || c == '$' || c == '&' || c == '*' || c == '?') && start > 1 && classes[t[start-2]]&(lower|upper) != 0 && bits(s)&(dash|under) == 0 {
		for start--; start > 0 && classes[t[start-1]]&(lower|upper|digit) != 0; start-- {
		}
		if strings.IndexByte("/?&=.", byteAt(t, start-1)) < 0 || start == 0 || byteAt(t, start-1) == '/' && c == '!' {
			l.addWeight(start, end, passwordRule, Warn)
		}
		return
	}
	if knownForm(s) || publicBefore[strings.ToLower(wordBefore(t, start).in(t))] || partNumber(t, start) || standardBody(t, start) || digestBefore(t, start) || cacheTalk(t, start) {
		return
	}
	if from, to := l.view.origin(start, end); strings.ContainsAny(root(l.view)[from:to], "\n=") {
		return
	}
	if n := end + 9; byteAt(t, end) == ':' && n <= len(t) && all(t[end+1:n], upper|digit) && isHexWord(t[end+1:n]) && !wordByte(t, n) {
		end = n // a connection and the number of a request on it
	}
	l.addWeight(start, end, strangeCodeRule, Warn)
}

// codeMark reports whether the mark before an offset stands between a key and its value.
func codeMark(t string, start int) bool {
	c := t[start-1]
	return (c == '=' || c == ':' || c == '#') && classAt(t, start-2)&digit == 0
}

// publicBefore are words that announce what everybody may know.
var publicBefore = wordSet("commit revision rev sha digest hash version release error code errno exit colour color standard rfc cve advisory kernel build snapshot tag branch at fixture model type article selector")

// countedCompound reports whether s is a noun of German with a number before it: 50004-Fehler, 5000er-Cluster.
func countedCompound(s string) bool {
	count, noun, ok := strings.Cut(s, "-")
	return ok && count != "" && all(strings.TrimSuffix(count, "er"), digit) && len(noun) > 4 && capitalised(noun) && all(noun[1:], lower)
}

// knownForm reports whether a token with letters and digits is of a public form.
func knownForm(s string) bool {
	low := strings.ToLower(s)
	digits := countDigits(s)
	if len(s) < 9 && digits == 2 && bits(s) == upper|digit && turns(s) > 2 {
		return false // K7QX2M
	}
	if publicAlgorithm(low) || threadName(low) || countedCompound(s) {
		return true
	}
	if strings.HasSuffix(low, "sum") && (strings.HasPrefix(low, "sha") || low == "md5sum" || low == "b2sum" || low == "b3sum") || strings.Contains(low, "utf8") || datedTopic(low) {
		return true
	}
	if low[0] == 'v' && strings.Trim(low[1:], "0123456789-") == "" {
		return true // v1-2-3
	}
	if digits < 3 || numberUnit(s) && !(digits > 4 && strings.IndexByte(s, '-') > 0) || dateLike(s) || regionName(low) || isTicketLike(s) && (digits < 5 || digits < 6 && strings.IndexByte(s, '-') > 2) || strings.Contains(s, "--") || sizes(low) || strings.HasPrefix(low, "0x") || strings.HasPrefix(low, "s-1-") || strings.HasPrefix(low, "nonce-") {
		return true
	}
	if head := strings.TrimRight(strings.ToUpper(headWord(s)), "0123456789"); notTrackers[head] && digits < 7 || (publicTrackers[head] || head == "JDK") && digits < 9 || head == "CVE" || head == "GHSA" || head == "KB" || advisory(s, head) || isHexWord(s) && digits < len(s) && len(s) < 16 || programMessage(s) || ibmMessage(low) || datedToken(s) || lasting(s) {
		return true
	}
	return knownParts(low)
}

// knownParts reports whether the parts of a token are words that everybody counts: port-443,
// bookworm-20240408, aes-256-gcm, L10-L20.
func knownParts(low string) bool {
	parts := strings.FieldsFunc(low, func(r rune) bool { return r == '-' || r == '_' })
	ordinaries, numbers, longest := 0, 0, 0
	for _, p := range parts {
		word := strings.TrimRight(p, "0123456789")
		if cipherParts[word] {
			return true
		}
		count := len(p) - len(word)
		if countDigits(p) != count {
			return false
		}
		ordinaries += btoi(len(word) > 2 && (ordinary(word) || countedProducts[word]))
		numbers += btoi(word == "")
		if !yearOnly(p[len(word):]) && !datedNumber(p[len(word):]) {
			longest = max(longest, count)
		}
	}
	if n := len(parts); n == 2 && numbers == 1 && len(parts[0]) < 4 && countDigits(parts[0]) == 1 && longest < 5 || n == 3 && numbers == 2 && yearOnly(parts[1]) && len(parts[2]) < 4 {
		return true // S7-1500, KH-2026-03
	} else if numbers == 1 && n > 2 && longest < 4 && countDigits(low) < 4 || n == 1 && len(low)-countDigits(low) > 2 && longest < 4 {
		return true // BRS-NO-101, Vlan814
	}
	return ordinaries+numbers == len(parts) && longest < 5 || len(parts) < 3 && longest < 3
}

// programMessage reports whether a token is the message of a program: IEF450I, ICH408I, TS2345.
func programMessage(s string) bool {
	tail := strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	number := strings.TrimRight(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	head := len(s) - len(tail)
	return head > 0 && all(number, digit) && len(number) < 6 && len(tail)-len(number) < 2 && (head > 2 || len(tail) == len(number))
}

// headWord is what stands before the first mark of a token.
func headWord(s string) string {
	if i := strings.IndexAny(s, "-_."); i > 0 {
		return s[:i]
	}
	return s
}

// cipherParts are parts of the names of ciphers, curves and encodings.
var cipherParts = wordSet("aes sha rsa ecdhe ecdsa chacha poly gcm cbc hmac curve nistp utf iso ed x amd arm generic alpine slim standard")

// datedToken reports whether a token is a date with letters: 2024-11-02T01, 20251014T130000Z, 2026-W46.
func datedToken(s string) bool {
	if len(s) < 7 || !yearOnly(s[:4]) {
		return false
	}
	rest := strings.TrimLeft(s[4:], "0123456789-_:")
	return rest == "" || rest[0] == 'T' || rest[0] == 'W' || rest == "Z" || s[4] == '-' || s[4] == '_'
}

// lasting reports whether a token is a length of time: 3m40s, 1h05m.
func lasting(s string) bool {
	for len(s) > 1 {
		n := digitsFrom(s, 0)
		if n == 0 || n > 3 || n == len(s) || strings.IndexByte("dhms", s[n]) < 0 {
			return false
		}
		s = s[n+1:]
	}
	return s == ""
}

func countDigits(s string) (n int) {
	for i := range len(s) {
		n += btoi(classes[s[i]]&digit != 0)
	}
	return n
}

// sizes reports whether a token is a width and a height: 1920x1080.
func sizes(s string) bool {
	a, b, ok := strings.Cut(s, "x")
	return ok && all(a, digit) && all(b, digit)
}

// famousWords are ids, digests and keys that manuals of the whole world show.
var famousWords = wordSet(`d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
	123e4567-e89b-12d3-a456-426614174000 123e4567-e89b-12d3-a456-426655440000 550e8400-e29b-41d4-a716-446655440000 00000000-0000-0000-0000-000000000000 ffffffff-ffff-ffff-ffff-ffffffffffff
	2b7e151628aed2a6abf7158809cf4f3c 000102030405060708090a0b0c0d0e0f akiaiosfodnn7example 5f4dcc3b5aa765d61d8327deb882cf99 eyjhbgcioijiuzi1niisinr5cci6ikpxvcj9 eyj0exaioijkv1qilcjhbgcioijiuzi1nij9 eyj0exaioijkv1qila0kicjhbgcioijiuzi1nij9`)

// leetPhrase judges words with hyphens between, one of which has a digit among its letters, as
// people make passwords: Sk4rv-Rund-Bukt.
func (l *looking) leetPhrase(start, end int) {
	s := l.text[start:end]
	if len(s) < 10 || len(s) > 48 || wordByte(l.text, start-1) || strings.IndexByte("/@.=", byteAt(l.text, start-1)) >= 0 && start > 0 || strings.IndexByte("/@(", byteAt(l.text, end)) >= 0 && end < len(l.text) {
		return
	}
	leet, capitals := false, 0
	for p := range strings.SplitSeq(s, "-") {
		if len(p) < 3 || p == strings.ToUpper(p) {
			return
		}
		capitals += btoi(capitalised(p) || classes[p[0]]&upper != 0)
		for i := 1; i+1 < len(p); i++ {
			leet = leet || len(p) > 4 && classes[p[i]]&digit != 0 && classes[p[i-1]]&letters != 0 && classes[p[i+1]]&letters != 0
		}
	}
	if leet && capitals > 0 && !strings.HasPrefix(s, "nonce-") && !digestBefore(l.text, start) && !knownParts(strings.ToLower(s)) {
		l.addWeight(start, end, passwordRule, Warn)
	}
}

// carNumber judges two capitals, a blank and five digits, as the plates of cars have them.
func (l *looking) carNumber(start, end int) {
	t := l.text
	if n := digitsFrom(t, end+1); byteAt(t, end) == ' ' && n == 5 && !wordByte(t, end+6) && !wordByte(t, start-1) && strings.IndexByte("-_/.", byteAt(t, start-1)) < 0 && !notTrackers[t[start:end]] && !acronyms[strings.ToLower(t[start:end])] && !counting(t, end+6) {
		l.addWeight(start, end+6, idRule, Warn)
	}
}

// roundedNumber judges a long number as a spreadsheet rounds it: 7,07058E+17.
func (l *looking) roundedNumber(start, end int) {
	t := l.text
	if s := t[start:end]; len(s) > 10 && s[1] == '.' && byteAt(t, end) == '+' && all(s[:1]+s[2:len(s)-1], digit) && digitsFrom(t, end+1) == 2 && t[end+1] == '1' && t[end+2] < '5' && !wordByte(t, end+3) {
		l.addWeight(start, end+3, phoneRule, Warn) // 4.47700900123E+11
		return
	}
	if byteAt(t, end) != '+' || byteAt(t, end-1) != 'E' || digitsFrom(t, end+1) != 2 || wordByte(t, end+3) || digitsFrom(t, start) != end-1-start || end-1-start < 4 && byteAt(t, start-1) != '.' {
		return
	}
	if from := start - 2; from >= 0 && (t[start-1] == ',' || t[start-1] == '.') && classes[t[from]]&digit != 0 && !wordByte(t, from-1) && (t[end+1] == '1' || t[end+2] >= '7' && t[end+1] == '0') {
		l.addWeight(from, end+3, idRule, Warn)
	}
}

// spacedBytes judges eight bytes and more in hexadecimal with blanks between.
func (l *looking) spacedBytes(start, end int) {
	t := l.text
	if end-start != 2 || !isHexWord(t[start:end]) || wordByte(t, start-1) || byteAt(t, start-1) == ' ' && start > 3 && isHexWord(t[start-3:start-1]) && !wordByte(t, start-4) {
		return
	}
	stop, count, lettered := end, 1, bits(t[start:end])&letters != 0
	for byteAt(t, stop) == ' ' && stop+3 <= len(t) && isHexWord(t[stop+1:stop+3]) && !wordByte(t, stop+3) {
		lettered = lettered || bits(t[stop+1:stop+3])&letters != 0
		stop += 3
		count++
	}
	if count > 7 && count < 65 && lettered || count == 6 && lettered && (inCell(t, start, stop) || strings.EqualFold(wordBefore(t, start).in(t), "mac")) {
		l.addWeight(start, stop, idRule, Warn)
	} else if count > 3 && count < 65 && lettered {
		l.bytesTold(start, stop)
	}
}

// bytesTold judges such bytes behind a word for them, in the cell before them too.
func (l *looking) bytesTold(start, end int) {
	head := strings.TrimRight(l.text[max(0, start-24):start], " |:=`*\"")
	switch word := strings.ToLower(wordBefore(head, len(head)).in(head)); {
	case word == "sha" || word == "commit" || word == "revision" || word == "changeset":
		l.addWeight(start, end, commitRule, Warn)
	case byteNouns[word]:
		l.addWeight(start, end, idRule, Warn)
	}
}

// byteNouns stand before bytes in hexadecimal that tell one thing from another.
var byteNouns = wordSet("hash digest fingerprint uuid guid uid eui oui serial mac imei token key thumbprint keyid prüfsumme")

// groupedCode judges digits in groups with blanks between and a digit that proves them behind a
// hyphen, as railways and banks count: 91 54 7 383 011-6.
func (l *looking) groupedCode(start, end int) {
	t, s := l.text, l.text[start:end]
	if len(s) < 3 || s[len(s)-2] != '-' || !all(s[:len(s)-2], digit) || byteAt(t, start-1) != ' ' || classAt(t, start-2)&digit == 0 {
		return
	}
	from, digits, groups := start, len(s)-1, 1
	for byteAt(t, from-1) == ' ' && from > 1 && classes[t[from-2]]&digit != 0 {
		stop := from - 1
		for from = stop; from > 0 && classes[t[from-1]]&digit != 0; from-- {
		}
		digits += stop - from
		groups++
	}
	if digits > 8 && digits < 22 && groups < 8 && !wordByte(t, from-1) && strings.IndexByte("+-./:", byteAt(t, from-1)) < 0 {
		l.addWeight(from, end, idRule, Warn)
	}
}

// licenceGroups judges two capitals and groups of digits behind them: CZ 71 2016 3318.
func (l *looking) licenceGroups(start, end int) {
	t, at, digits, groups := l.text, end, 0, 0
	for byteAt(t, at) == ' ' && groups < 6 {
		n := digitsFrom(t, at+1)
		if n == 0 {
			break
		}
		digits += n
		groups++
		at += 1 + n
	}
	if groups > 2 && digits > 7 && digits < 20 && !wordByte(t, at) && !wordByte(t, start-1) && !notTrackers[t[start:end]] && !acronyms[strings.ToLower(t[start:end])] {
		l.addWeight(start, at, idRule, Warn)
	}
}

// advisory reports whether a token is the number of a notice that vendors and states publish:
// NPSA-2026-017, ICSA-24-046-09.
func advisory(s, head string) bool {
	if year, count, ok := strings.Cut(strings.TrimPrefix(s, head+"-"), "-"); yearAdvisories[head] && ok && yearOnly(year) && all(count, digit) {
		return true // RUSTSEC-2024-0003
	}
	if !strings.HasSuffix(head, "SA") || len(head) < 3 || len(s) < len(head)+5 {
		return false
	}
	year := s[len(head)+1:]
	return countDigits(s) < 5 || year[2] == '-' || yearOnly(year[:4])
}

// yearAdvisories are lists of faults in packages that everybody reads, counted by year.
var yearAdvisories = wordSet("RUSTSEC GO PYSEC OSV MAL HSEC CURL BIT TALOS ZDI")

// inCell reports whether a span fills a cell or a quoted string.
func inCell(t string, start, end int) bool {
	return (start == 0 || strings.IndexByte(",;|\t\"'\n", t[start-1]) >= 0) && (end == len(t) || strings.IndexByte(",;|\t\"'\n", t[end]) >= 0)
}

// datedTopic reports whether a token is words and a day, as channels for incidents are called:
// inc-edi-2026-04-22.
func datedTopic(low string) bool {
	n := len(low) - len("2026-04-22")
	if n < 4 || low[n-1] != '-' || !yearOnly(low[n:n+4]) || !dateLike(low[n:]) {
		return false
	}
	return all(low[:n], lower|dash) && all(low[n:], digit|dash)
}
