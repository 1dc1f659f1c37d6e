package redact

import (
	"net/netip"
	"strings"
)

// allowance is what always passes.
type allowance struct {
	texts    map[string]bool
	phrases  []string // those of several words, which a hit may be a part of
	networks []netip.Prefix
}

func newAllowance(r Rules) *allowance {
	a := &allowance{texts: map[string]bool{}}
	for _, entry := range r.Allow {
		entry = strings.TrimSpace(entry)
		a.texts[foldWord(entry)] = true
		if strings.ContainsAny(entry, " .-_/") {
			a.phrases = append(a.phrases, foldWord(entry))
		}
		if p, err := netip.ParsePrefix(entry); err == nil {
			a.networks = append(a.networks, p.Masked())
		}
	}
	return a
}

// text reports whether exactly s may pass, whatever its case.
func (a *allowance) text(s string) bool {
	if len(a.texts) == 0 || len(s) > 400 {
		return false
	}
	return a.texts[strings.TrimSpace(foldWord(s))]
}

// around reports whether a span of a text is a part of a phrase that may pass.
func (a *allowance) around(text string, start, end int) bool {
	if len(a.phrases) == 0 || end-start > 400 {
		return false
	}
	s := foldWord(text[start:end])
	for _, p := range a.phrases {
		n := strings.Index(p, s)
		if n < 0 || len(p) == len(s) {
			continue
		}
		before := foldWord(text[max(0, start-2*n):start])
		after := foldWord(text[end:min(len(text), end+2*(len(p)-n-len(s)))])
		if !strings.HasSuffix(before, p[:n]) || !strings.HasPrefix(after, p[n+len(s):]) {
			continue
		}
		if before, after = before[:len(before)-n], after[len(p)-n-len(s):]; strings.Contains(p, " ") || !goesOn(before, after) {
			return true
		}
	}
	return false
}

// goesOn reports whether a word without blanks is a part of a longer one, by what stands before and behind it.
func goesOn(before, after string) bool {
	if n := len(before); n > 0 && (classes[before[n-1]]&wordPart != 0 || strings.IndexByte("/@:\\", before[n-1]) >= 0) {
		return true
	}
	after = strings.TrimRight(after, ".:")
	return after != "" && (classes[after[0]]&(wordPart&^dot) != 0 || strings.IndexByte("/@\\", after[0]) >= 0 || after[0] == '.' && wordByte(after, 1))
}

// address reports whether an address lies in a network that may pass.
func (a *allowance) address(ip netip.Addr) bool {
	for _, n := range a.networks {
		if n.Contains(ip) {
			return true
		}
	}
	return false
}
