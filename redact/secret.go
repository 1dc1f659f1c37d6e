package redact

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// secretRule is one known shape of a credential: the words it begins with, what
// follows them, and examples of both sorts that are its test.
type secretRule struct {
	name    string
	begins  []string // as written; found without regard to case
	rest    string   // a regular expression for what follows
	match   []string // {n} stands for n random characters
	noMatch []string

	compiled func() *regexp.Regexp // when first needed: most texts show few kinds of credentials
	rule     *rule
}

const secretWhy = "This has the form of a key or token that lets anyone in who has it; revoke it, removing it here is not enough."

// addSecrets adds the words that known credentials begin with.
func (d *dictionary) addSecrets() {
	for _, r := range append(slices.Clone(secretRules), moreSecretRules...) {
		r.compiled = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + r.rest + `)`) })
		r.rule = &rule{Secret, r.name, Block, "[removed]", secretWhy}
		for _, begin := range r.begins {
			d.addHead(strings.ToLower(begin), func(l *looking, start, end int) {
				if l.text[start:end] == begin {
					l.known(&r, start, end)
				}
			})
		}
	}
	d.addLoose("-----begin", func(l *looking, start, end int) { l.privateKey(start, end) })
	d.addLoose("private key", func(l *looking, start, end int) { l.cutPrivateKey(start, end) })
}

// known judges what follows the beginning of a known credential.
func (l *looking) known(r *secretRule, start, end int) {
	if wordByte(l.text, start-1) || byteAt(l.text, start-1) == '_' {
		return
	}
	at := r.compiled().FindStringIndex(l.text[end:min(len(l.text), end+2048)])
	if stop := cutCredential(l.text, start, end); stop > end {
		l.add(start, stop, r.rule)
		return
	}
	if at == nil || wordByte(l.text, end+at[1]) || strings.HasPrefix(l.text[end+at[1]:], "...") {
		if stop := looseCredential(l.text, end); stop > end && looseBegin(l.text[start:end]) {
			l.add(start, max(stop, piecesEnd(l.text, stop)), r.rule)
		} else if stop := piecesEnd(l.text, end); stop > end && looseBegin(l.text[start:end]) {
			l.add(start, stop, r.rule)
		}
		return
	}
	if s := l.text[start : end+at[1]]; dull(s[len(l.text[start:end]):]) {
		return
	}
	stop := end + at[1]
	if strings.HasSuffix(r.name, "webhook") {
		start, stop = wholeLink(l.text, start), linkEnd(l.text, stop)
	}
	l.add(start, stop, r.rule)
}

// wholeLink is where the scheme of a link begins whose host does at an offset.
func wholeLink(t string, at int) int {
	for _, scheme := range []string{"https://", "http://"} {
		if strings.HasSuffix(t[:at], scheme) {
			return at - len(scheme)
		}
	}
	return at
}

// dull reports whether what should be random is a run of one character.
func dull(s string) bool {
	seen := map[byte]bool{}
	for i := range len(s) {
		seen[s[i]] = true
	}
	return len(seen) < 4
}

// privateKey finds a whole private key block.
func (l *looking) privateKey(start, end int) {
	head := l.text[end:min(len(l.text), end+48)]
	if n := strings.Index(head, "PRIVATE KEY"); n < 0 || strings.ContainsAny(head[:n], "\n") {
		return
	}
	stop := min(len(l.text), end+120)
	if start < l.keyStop {
		return
	}
	if n := strings.Index(l.text[end:min(len(l.text), end+16384)], "-----END"); n >= 0 {
		stop = end + n + len("-----END")
		if m := strings.Index(l.text[stop:min(len(l.text), stop+48)], "-----"); m >= 0 {
			stop += m + 5
		}
	}
	l.keyStop = stop
	l.add(start, stop, &rule{Secret, "private_key", Block, "[removed]", secretWhy})
}

// cutPrivateKey finds the heading of a private key whose dashes are lost.
func (l *looking) cutPrivateKey(start, end int) {
	if !strings.HasPrefix(l.text[start:], "PRIVATE KEY") || !strings.HasSuffix(l.text[:start], "BEGIN RSA ") &&
		!strings.HasSuffix(l.text[:start], "BEGIN ") && !strings.HasSuffix(l.text[:start], "BEGIN OPENSSH ") && !strings.HasSuffix(l.text[:start], "BEGIN EC ") {
		return
	}
	from := strings.LastIndex(l.text[:start], "BEGIN")
	l.add(from, end, &rule{Secret, "private_key", Block, "[removed]", secretWhy})
}
