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
	if knownForm(s) || publicBefore[strings.ToLower(wordBefore(t, start).in(t))] || digestBefore(t, start) {
		return
	}
	if from, to := l.view.origin(start, end); strings.ContainsAny(root(l.view)[from:to], "\n=") {
		return
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

// knownForm reports whether a token with letters and digits is of a public form.
func knownForm(s string) bool {
	low := strings.ToLower(s)
	if countDigits(s) < 3 || numberUnit(s) || dateLike(s) || regionName(low) || isTicketLike(s) || strings.HasPrefix(low, "0x") || strings.HasPrefix(low, "s-1-") || strings.HasPrefix(low, "nonce-") {
		return true
	}
	if notTrackers[strings.TrimRight(strings.ToUpper(headWord(s)), "0123456789")] || isHexWord(s) || programMessage(s) || datedToken(s) || lasting(s) {
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
