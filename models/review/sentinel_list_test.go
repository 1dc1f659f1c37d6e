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
	for _, text := range []string{"", "-", "--", "gh", "xx", "Gary\x00\x1f \x7fOlsen \u00a0\u2003x", "\u200bÄ\xff\xfeß  ", "-----BEGIN PRIVATE KEY-----", "root:hunter22@db", "ä:b", "a<b>c</p >d<!-- x -->e<!--<i <x", "eyeyJ", "aAKIA",
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
		if loginShape.MatchString("://"+text) && !mayHoldLogin(text) {
			t.Errorf("%q holds a login", text)
		}
		if got, want := bare(text), bareSlowly(text); got != want {
			t.Errorf("bare(%q) = %q, want %q", text, got, want)
		}
		list := deny([]phrase{{text: "Gary Olsen"}, {text: "kestrel-queue"}, {text: "Ärger Straße"}}, nil)
		for phrase := range list.since {
			if found := list.phrase(text+" "+phrase+"!", func(string) bool { return false }); found == "" {
				t.Errorf("%q is not found behind %q", phrase, text)
			}
		}
	})
}

// bareSlowly is bare sign by sign.
func bareSlowly(text string) string {
	var out []byte
	for text != "" {
		if text[0] != '<' {
			out, text = append(out, text[0]), text[1:]
			continue
		}
		if strings.HasPrefix(text, "<!--") {
			if end := strings.Index(text, "-->"); end > 0 {
				text = text[end+3:]
				continue
			}
		}
		end := strings.IndexAny(text[1:], "<>") + 1
		if end == 0 || text[end] == '<' {
			out, text = append(out, '<'), text[1:]
			continue
		}
		if !inline[tagName(text[1:end])] {
			out = append(out, ' ')
		}
		text = text[end+1:]
	}
	return string(out)
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
