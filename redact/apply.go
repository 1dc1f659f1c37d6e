package redact

import (
	"cmp"
	"slices"
	"strings"
)

// Replacement puts With in the place of the bytes Start to End.
type Replacement struct {
	Start, End int
	With       string
}

// Apply makes the replacements in text. A span outside the text is ignored, and
// of spans that overlap the one that begins first (then the longer) wins.
func Apply(text string, repl []Replacement) string {
	ordered := slices.Clone(repl)
	slices.SortStableFunc(ordered, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var out strings.Builder
	at := 0
	for _, r := range ordered {
		if r.Start < at || r.End < r.Start || r.End > len(text) {
			continue
		}
		out.WriteString(text[at:r.Start])
		out.WriteString(r.With)
		at = r.End
	}
	out.WriteString(text[at:])
	return out.String()
}
