package redact

import (
	"slices"
	"strings"
)

// Secrets told without the word for one: what was refused or rotated and is made of words and a
// number, words to be said, what a program takes where a setting is missing, and whose key it is.

// loginDeeds are what happens to what one logs in with.
var loginDeeds = []string{"rotated", "did not work", "does not work", "didn't work", "doesn't work", "no longer works", "still works", "was refused", "was rejected", "refused by", "rejected by", "pasted", "logged in with", "log in with", "logs in with", "sign in with", "signed in with", "unlocks with", "opens with", "the usual one", "the old one", "the new one", "is burnt", "was burnt", "was leaked", "is public now", "on the whiteboard", "on a sticky note", "on the fridge", "under the keyboard"}

// saidSecrets are the words for words that are said or written down.
var saidSecrets = []string{"safe word", "safeword", "code word", "codeword", "duress word", "recovery words", "recovery phrase", "seed phrase", "seed words", "mnemonic", "seed", "backup phrase", "challenge word", "secret word", "losungswort", "codewort", "mot de code", "mot secret"}

// leastWords is how many words there are at least behind those that have another meaning too.
var leastWords = map[string]int{"mnemonic": 3, "seed": 11}

// addUsualSecrets adds these words, and what stands before a fallback and a public key.
func (d *dictionary) addUsualSecrets() {
	for _, command := range []string{"::add-mask::", "issecret=true]"} {
		d.addLoose(command, func(l *looking, start, end int) { l.maskedValue(end) })
	}
	for _, deed := range loginDeeds {
		d.add(deed, func(l *looking, start, end int) { l.usualSecret(start, end) })
	}
	for _, word := range saidSecrets {
		d.add(word, func(l *looking, start, end int) { l.saidSecret(end, leastWords[word]) })
	}
	d.add("send", func(l *looking, start, end int) { l.sentKey(end) })
	for _, kind := range []string{"ssh-ed25519", "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"} {
		d.add(kind, func(l *looking, start, end int) { l.keyOwner(end) })
	}
}

// usualSecret judges the words in the line of such a deed that are two or three with capitals and a
// number, with the same mark between: Walnut-Ferry-88.
func (l *looking) usualSecret(start, end int) {
	t := l.text
	if strings.HasSuffix(strings.ToLower(t[start:end]), " with") {
		l.quotedWith(end)
	}
	stop := end
	for stop < len(t) && stop-end < 160 && t[stop] != '\n' {
		stop++
	}
	for at := max(lineStart(t, start), start-160, l.usualStop); at < stop; l.usualStop = at {
		if classes[t[at]]&upper == 0 || wordByte(t, at-1) || at > 0 && strings.IndexByte("-_./@#", t[at-1]) >= 0 {
			at++
			continue
		}
		w := span{at, at}
		for w.end < len(t) && w.end-at < 64 && classes[t[w.end]]&(wordPart&^beyond) != 0 {
			w.end++
		}
		for w.end > at && classes[t[w.end-1]]&(letters|digit) == 0 {
			w.end--
		}
		if at = max(w.end, at+1); capitalsAndNumber(w.in(t)) && byteAt(t, w.end) != '(' && byteAt(t, w.end) != '/' {
			l.addWeight(w.start, w.end, shownRule, Warn)
		}
	}
}

// capitalsAndNumber reports whether s is words with capitals and a number, with the same mark
// between, and no product, model or room.
func capitalsAndNumber(s string) bool {
	for _, mark := range []string{"-", "_", "."} {
		parts := strings.Split(s, mark)
		n := len(parts)
		if n < 3 || n > 5 || !all(parts[n-1], digit) || len(parts[n-1]) > 4 || yearOnly(parts[n-1]) {
			continue
		}
		if numberedThings[strings.ToLower(parts[n-2])] {
			return false
		}
		for _, p := range parts[:n-1] {
			if low := strings.ToLower(p); len(p) < 3 || !capitalised(p) || !all(p[1:], lower) || notNames[low] || programs[low] || unitWords[low] || letteredNouns[low] {
				return false
			}
		}
		return true
	}
	return false
}

// numberedThings are counted and are no words of a password: Change-Request-418.
var numberedThings = wordSet("request ticket change order incident case issue problem task story release build sprint patch job batch run number invoice contract proposal rfc report order room floor gate bay line unit model")

// saidSecret judges what stands behind the word for words that are said: the safe word "heron
// lattice"; recovery words: plover anvil kiln. There are at least so many of them.
func (l *looking) saidSecret(end, least int) {
	t, at := l.text, end
	for _, link := range []string{" is ", " was ", " are ", ": ", ":\n", " ", "="} {
		if strings.HasPrefix(t[end:], link) {
			at = end + len(link)
			break
		}
	}
	if at == end {
		return
	}
	if c := byteAt(t, at); c == '"' || c == '\'' || c == '`' {
		if n := strings.IndexByte(t[at+1:min(len(t), at+320)], c); n > 2 && strings.Count(t[at+1:at+1+n], "\n") < 2 && len(strings.Fields(t[at+1:at+1+n])) >= least {
			l.add(at+1, at+1+n, spelledSecret)
		}
		return
	}
	if byteAt(t, end) == ':' {
		l.saidWords(at, max(least, 3))
	}
}

// saidWords adds the words to be said that stand at an offset: those of the line, and of the next
// where it holds nothing else.
func (l *looking) saidWords(at, least int) {
	t, stop, count := l.text, at, 0
	for from := at; from < len(t) && count < 26; {
		line, _, more := strings.Cut(t[from:min(len(t), from+240)], "\n")
		bare := strings.TrimRight(line, " .\r")
		words := strings.Fields(strings.TrimLeft(bare, " \t>"))
		many := len(words) > 10 // so many words to be said have some of every sentence among them
		if len(words) == 0 || many && plainCount(words) > 2 || slices.ContainsFunc(words, func(w string) bool {
			return bits(strings.Trim(w, ","))&^lower != 0 || !many && (prose[w] || sentenceStops[w]) || many && (len(w) < 3 || len(w) > 8)
		}) {
			break
		}
		stop, count = from+len(bare), count+len(words)
		if from += len(line) + 1; !more || from > at+480 || strings.HasSuffix(strings.TrimRight(line, " \r"), ".") {
			break
		}
	}
	if count >= least && count < 26 && (count < 11 || walletCounts[count]) {
		l.add(at, stop, spelledSecret)
	}
}

// walletCounts are how many words a wallet has (BIP 39).
var walletCounts = map[int]bool{12: true, 15: true, 18: true, 21: true, 24: true}

// plainCount is how many words are those of sentences.
func plainCount(words []string) (count int) {
	for _, w := range words {
		w = strings.Trim(w, ",")
		count += btoi(prose[w] || sentenceStops[w])
	}
	return count
}

// keyOwner judges whose a public key is: ssh-ed25519 AAAA… dana@wk-17.
func (l *looking) keyOwner(end int) {
	t, at := l.text, end+1
	if !strings.HasPrefix(t[min(len(t), at):], "AAAA") {
		return
	}
	if byteAt(t, end) != ' ' {
		return
	}
	for begin := at; at < len(t) && at-begin < 4096 && (payloadBytes[t[at]] != 0 || t[at] == '=' || t[at] == '.'); {
		at++
	}
	stop := at + 1
	for stop < len(t) && stop-at < 64 && !isSpace(t[stop]) && strings.IndexByte("\"'`<>|", t[stop]) < 0 {
		stop++
	}
	if stop > len(t) || byteAt(t, at) != ' ' {
		return
	}
	user, host, ok := strings.Cut(t[at+1:stop], "@")
	if !ok || user == "" || len(host) < 3 || strings.IndexByte(host, '.') > 0 && l.s.zones.isPublic(host) {
		return
	}
	l.addWeight(stop-len(host), stop, hostNamed, Warn)
	if low := strings.ToLower(user); handleLike(low) {
		l.addWeight(at+1, at+1+len(user), nameRule, Warn)
	}
}

// fallbackValue is the text in quotes that a program takes where the setting whose name ends at an
// offset is missing: process.env.DB_PASSWORD || "x".
func fallbackValue(t string, at int) (span, bool) {
	for n := 0; n < 3 && at < len(t) && strings.IndexByte("'\"])", t[at]) >= 0; n++ {
		at++
	}
	for _, joint := range []string{" || ", " ?? ", " ?: ", " | default ", "||", "??"} {
		if !strings.HasPrefix(t[min(at, len(t)):], joint) {
			continue
		}
		from := at + len(joint)
		if c := byteAt(t, from); c == '"' || c == '\'' || c == '`' {
			v := valueAt(t, from+1, c)
			return v, byteAt(t, v.end) == c && strings.IndexByte(v.in(t), ' ') < 0 && v.end > v.start
		}
	}
	return span{}, false
}

// sentKey judges what a script types at a prompt: send "x\r".
func (l *looking) sentKey(end int) {
	t := l.text
	if !strings.HasPrefix(t[end:], " \"") {
		return
	}
	v := valueAt(t, end+2, '"')
	s, ok := strings.CutSuffix(v.in(t), "\\r")
	if !ok {
		s, ok = strings.CutSuffix(v.in(t), "\\n")
	}
	if ok && len(s) > 5 && !placeholder(s) && (strongSecret(s) || joinedSecretly(s)) {
		l.add(v.start, v.start+len(s), passwordRule)
	}
}

// maskedValue judges what a job of a service of builds hands over to be hidden from then on:
// ::add-mask::x.
func (l *looking) maskedValue(end int) {
	v := valueAt(l.text, end, 0)
	if s := v.in(l.text); len(s) > 3 && s[0] != '$' && s[0] != '%' && !placeholder(s) {
		l.add(v.start, v.end, passwordRule)
	}
}

// namedAfter judges the value in quotation marks that an apposition calls a password: `hunter22x`, the
// old password of the panel.
func (l *looking) namedAfter(key, at int) bool {
	t := l.text
	if at < 4 || at == key || letterRun(t, key).in(t) == "pass" || t[at-2:at] != ", " || strings.IndexByte("`\"'", t[at-3]) < 0 {
		return false
	}
	rest := t[letterRun(t, key).end:]
	if rest != "" && strings.IndexByte(".,;:)!\n\r", rest[0]) < 0 && !passwordTails[wordAfter(rest, 0).in(rest)] {
		return false
	}
	end := at - 3
	for end > 0 && strings.IndexByte("`\"'", t[end-1]) >= 0 {
		end--
	}
	from := end
	for from > 0 && end-from < 64 && !isSpace(t[from-1]) && strings.IndexByte("`\"'", t[from-1]) < 0 {
		from--
	}
	if s := t[from:end]; from == 0 || strings.IndexByte("`\"'", t[from-1]) < 0 || !strongSecret(s) && !dashedSecret(s) {
		return false
	}
	l.add(from, end, passwordRule)
	return true
}

// passwordTails go on from the word for a password, and from no name of something else.
var passwordTails = wordSet("again of for that which from we to on in at until since and as")
