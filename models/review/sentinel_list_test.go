package review

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzSentinelReadsEverySign compares the quick ways in which finished bytes are read
// with the plain ones.
func FuzzSentinelReadsEverySign(f *testing.F) {
	for _, text := range []string{"", "-", "--", "gh", "xx", "Gary\x00\x1f \x7fOlsen \u00a0\u2003x", "\u200bÄ\xff\xfeß  ", "-----BEGIN PRIVATE KEY-----", "eyeyJ", "aAKIA",
		"ghgho_", "a sk_live_", "xo\u0000xox", "gitgithub_pat_", "Ｇary İ ǅ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		stands := false
		for _, sign := range secretSign {
			stands = stands || strings.Contains(text, sign)
		}
		if signed(text) != stands {
			t.Errorf("signed(%q) = %t", text, !stands)
		}
		if got, want := plain(text), plainSlowly(text); got != want {
			t.Errorf("plain(%q) = %q, want %q", text, got, want)
		}
	})
}

// plainSlowly is plain sign by sign.
func plainSlowly(text string) string {
	var out []byte
	space := true
	for _, r := range norm.NFKC.String(text) {
		switch {
		case r <= ' ' || r >= utf8.RuneSelf && unicode.IsSpace(r):
			if !space {
				out = append(out, ' ')
			}
			space = true
			continue
		case r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r):
			continue
		case r < utf8.RuneSelf && 'A' <= r && r <= 'Z', r >= utf8.RuneSelf:
			r = unicode.ToLower(r)
		}
		out, space = utf8.AppendRune(out, r), false
	}
	return strings.TrimSuffix(string(out), " ")
}
