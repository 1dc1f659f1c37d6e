package redact

import (
	"math"
	"strings"
)

var entropyRule = &rule{Secret, "random_text", Warn, "[removed]",
	"This is a long run of random characters, as keys and tokens are; if it lets anyone in, revoke it."}

// random reports whether s looks drawn at random: it mixes letters and digits, no
// part of it reads as a word, and its characters are spread evenly.
func random(s string) bool {
	if len(s) < 16 || bits(s)&digit == 0 || bits(s)&(lower|upper) == 0 {
		return false
	}
	run, longest := 0, 0
	for i := range len(s) {
		if c := classes[s[i]]; c&lower != 0 || c&upper != 0 && (i == 0 || classes[s[i-1]]&upper != 0) {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest < 8 && entropy(s) > 3.2 && turns(s) > 3
}

// entropy is Shannon's measure of s, in bits for each character.
func entropy(s string) (sum float64) {
	var counts [256]int
	for i := range len(s) {
		counts[s[i]]++
	}
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(s))
			sum -= p * math.Log2(p)
		}
	}
	return sum
}

// randomText judges a run of the characters of base64 that could not be opened.
func (l *looking) randomText(start, end int) {
	s := l.text[start:end]
	if len(s) < 20 || len(s) > 512 || insideLink(l.text, start) || isHexWord(strings.ReplaceAll(s, "-", "")) || strings.Count(s, "/") > 2+len(s)/24 {
		return
	}
	if providerID(s) {
		l.addWeight(start, end, idRule, Warn)
		return
	}
	if from, _ := l.view.origin(start, start+1); openKey(root(l.view), from) {
		return
	}
	low, up, num := 0, 0, 0
	for i := range len(s) {
		switch c := classes[s[i]]; {
		case c&lower != 0:
			low++
		case c&upper != 0:
			up++
		case c&digit != 0:
			num++
		}
	}
	if low < 3 || up < 3 || num < 1+btoi(len(s) > 23) || !random(s) || entropy(s) < 3.8 || digestBefore(l.text, start) || strings.HasPrefix(s, "sha") {
		return
	}
	l.add(start, paddingEnd(l.text, end), entropyRule)
}

// insideLink reports whether an offset lies in the path or the query of a link.
func insideLink(t string, at int) bool {
	from := at
	for from > 0 && at-from < longestToken && t[from-1] > ' ' && strings.IndexByte("\"'`<>()|", t[from-1]) < 0 {
		from--
	}
	return strings.Contains(t[from:at], "://")
}

// openKey reports whether a run of random characters belongs to what is made to be
// given to everybody: a certificate, a public key.
func openKey(t string, at int) bool {
	for _, head := range []string{"AAAAC3Nza", "AAAAB3Nza", "AAAAE2Vj", "AAAAGnNr", "nonce-", "sha256-", "sha384-", "sha512-"} {
		if strings.HasPrefix(t[at:], head) {
			return true
		}
	}
	from := max(0, at-4096)
	n := strings.LastIndex(t[from:at], "-----BEGIN ")
	if n < 0 || strings.Contains(t[from+n:at], "-----END ") {
		return false
	}
	head, _, _ := strings.Cut(t[from+n:at], "\n")
	return !strings.Contains(head, "PRIVATE")
}

// digestBefore reports whether a sum for checking stands at an offset, which is public.
func digestBefore(t string, at int) bool {
	before := strings.ToLower(t[max(0, at-32):at])
	if n := strings.LastIndexByte(before, '\n'); n >= 0 {
		before = before[n:]
	}
	for _, word := range []string{"public key", "publickey", "public_key", "pubkey", "ssh-rsa", "ssh-ed25519", "ecdsa-sha2", "; p=", "dkim", "verification=", "nonce", "sha-", "sri", "csp", "pin-sha", "thumbprint", "certificate", "known_hosts", "content-md5", "blake", "sha3", "crc", "signature verif", "sha256", "sha384", "sha512", "sha1", "h1:", "integrity", "checksum", "md5", "digest", "fingerprint", "etag"} {
		if strings.Contains(before, word) {
			return true
		}
	}
	return false
}

// keyLike judges what is given to a name that ends in key: signing_key: x. The
// value must be random, as many keys are no secrets.
func (l *looking) keyLike(start, end int) {
	if classAt(l.text, start-1)&(dash|under|dot) == 0 && classAt(l.text, start)&upper == 0 && wordByte(l.text, start-1) || wordByte(l.text, end) {
		return
	}
	before := strings.ToLower(l.text[max(0, start-12):start])
	for _, open := range []string{"public", "cache", "primary", "foreign", "partition", "sort", "index", "idempotency", "row", "object", "s3_", "host"} {
		if strings.Contains(before, open) {
			return
		}
	}
	if cacheTalk(l.text, start) {
		return
	}
	v, _ := l.assigned("key", start, end)
	if s := v.in(l.text); random(strings.TrimRight(s, "=")) && !placeholder(s) && !isUUID(s) && !digestBefore(l.text, v.start) && !strings.Contains(s, "://") {
		l.add(v.start, v.end, passwordRule)
	}
}

// wordsThenNumber reports whether s is two words and more and a number, with the same mark between,
// as people make passwords: Harrow.Pine.0417, turnstone/Lisboa/7.
func wordsThenNumber(s string) bool {
	s = strings.TrimRight(s, ";,.")
	for _, mark := range []string{".", "/", "-", "_", "+"} {
		parts := strings.Split(s, mark)
		n := len(parts)
		if n < 3 || n > 6 || !all(parts[n-1], digit) || len(parts[n-1]) > 6 || len(s) < 10 || placeholder(s) {
			continue
		}
		for _, p := range parts[:n-1] {
			if len(p) < 3 || !all(p, letters) {
				return false
			}
		}
		return true
	}
	return false
}

func isUUID(s string) bool {
	return len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' && isHexWord(strings.ReplaceAll(s, "-", ""))
}

// pairedValue is the value that stands beside the name of a setting: name: TOKEN,
// value: x; name="token" value="x"; variable "token" { default = "x".
func pairedValue(t string, at int) (span, bool) {
	if rest := t[at:min(len(t), at+64)]; strings.HasPrefix(rest, "</key>") {
		tail := strings.TrimLeft(rest[len("</key>"):], " \t\r\n")
		if strings.HasPrefix(tail, "<string>") {
			return valueAt(t, at+len(rest)-len(tail)+len("<string>"), '<'), true
		}
	}
	i := at
	for i < len(t) && i-at < 60 && strings.IndexByte(" \t\r\n\"',;:{}(-", t[i]) >= 0 {
		i++
	}
	for _, word := range []string{"value", "default", "wert", "content", "val"} {
		if i == at || len(t)-i < len(word) || !strings.EqualFold(t[i:i+len(word)], word) {
			continue
		}
		i += len(word)
		j := i
		for j < len(t) && strings.IndexByte(" \t\"':=>", t[j]) >= 0 && j-i < 8 {
			j++
		}
		if j == i || !strings.ContainsAny(t[i:j], ":=") {
			return span{}, false
		}
		if c := t[j-1]; c == '"' || c == '\'' {
			return valueAt(t, j, c), true
		}
		return valueAt(t, j, 0), true
	}
	return span{}, false
}

// capabilityWords stand in links that let in whoever has them.
var capabilityWords = wordSet("hook hooks webhook webhooks invite invitation reset reset-password password-reset magic verify confirm activate unsubscribe sso login signin share shared signed services download downloads token recover calendar ical private s secret secrets p join r i l send burn once onetime one-time")

// capability reports whether the path of a link holds a long random part behind a
// word that says what it opens.
func capability(path string) bool {
	armed := false
	for part := range strings.SplitSeq(path, "/") {
		if armed && (len(part) >= 20 || len(part) > 15 && (strings.Contains(path, "hook") || strings.HasPrefix(path, "/services/"))) && random(strings.TrimSuffix(part, ".ics")) {
			return true
		}
		armed = armed || capabilityWords[strings.ToLower(part)]
	}
	return false
}

// versionedPackage reports whether s is a package with its version: left-pad@1.3.0, requests==2.32.3.
func versionedPackage(s string) bool {
	n := strings.LastIndexAny(s, "@=")
	return n > 1 && strings.Contains(s[n+1:], ".") && versionLike(strings.ToLower(s[n+1:]))
}

// settingLike reports whether s is a setting with its value, a part of a query, or a
// product with its version: timeout=10, ?next=%2Fhome, curl/8.5.0.
func settingLike(s string) bool {
	if s[0] == '?' || s[0] == '&' {
		return true
	}
	if n := strings.IndexByte(s, '='); n > 0 && bits(s[:n])&^(lower|under|dot|dash) == 0 && n < len(s)-1 && bits(s[n+1:])&^(digit|dot) == 0 {
		return true
	}
	if versionedPackage(s) {
		return true
	}
	n := strings.IndexByte(s, '/')
	return n > 0 && versionLike(strings.ToLower(s[n+1:])) && s[n+1:] != ""
}
