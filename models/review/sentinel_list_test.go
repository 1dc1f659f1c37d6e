package review

import (
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzSentinelReadsEverySign compares the quick ways in which finished bytes are read
// with the plain ones.
// TestEveryShapeOfASecretBeginsWithASign: where none stands, nobody looks further.
func TestEveryShapeOfASecretBeginsWithASign(t *testing.T) {
	t.Parallel()
	const long = "0123456789abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ0123456789"
	secrets := []string{"-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----", "AKIA0123456789ABCDEF", "github_pat_" + long, "glpat-" + long[:20], "sk_live_" + long[:24], "AIza" + long[:35],
		"eyJ" + long[:12] + ".eyJ" + long[:12] + "."}
	for _, kind := range "oprsu" {
		secrets = append(secrets, "gh"+string(kind)+"_"+long[:36])
	}
	for _, kind := range "abeprs" {
		secrets = append(secrets, "xox"+string(kind)+"-"+long[:24])
	}
	for _, secret := range secrets {
		for _, text := range []string{secret, "key " + secret + " end"} {
			if !secretShape.MatchString(text) || !signed([]byte(text)) {
				t.Errorf("%q: a secret %t, with a sign %t", text, secretShape.MatchString(text), signed([]byte(text)))
			}
		}
	}
}

func FuzzSentinelReadsEverySign(f *testing.F) {
	for _, text := range []string{"", "-", "--", "gh", "xx", "Gary\x00\x1f \x7fOlsen \u00a0\u2003x", "\u200bÄ\xff\xfeß  ", "-----BEGIN PRIVATE KEY-----", "root:hunter22@db", "ä:b", "a<b>c</p >d<!-- x -->e<!--<i <x", "eyeyJ", "aAKIA",
		`\\u003cb\u003cx\n\"`, "&amp;lt;&#x41&bogus;&copy=&#65;&&lt", "Ol<mar\u212a>sen</s\u0130>", "<MARK>a</Mark >b<strong/>c<strongs>d</>e< b>f<\x00b>", "ghgho_", "a sk_live_", "xoxoxb-", "xo\u0000xoxp-", "gitgithub_pat_", "Ｇary İ ǅ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		used := new(reading) // by a longer text before
		used.plain(used.shown([]byte(`a longer \u003cb>text</b> &amp;amp; <p>what is left of it` + text)))
		stands := false
		for _, sign := range secretSign {
			stands = stands || strings.Contains(text, sign)
		}
		if signed([]byte(text)) != stands {
			t.Errorf("signed(%q) = %t", text, !stands)
		}
		if got, want := plain(text), plainSlowly(text); got != want {
			t.Errorf("plain(%q) = %q, want %q", text, got, want)
		}
		if loginShape.MatchString("://"+text) && !mayHoldLogin([]byte(text)) {
			t.Errorf("%q holds a login", text)
		}
		if got, want := string(used.shown([]byte(text))), shownSlowly(text); got != want {
			t.Errorf("shown(%q) = %q, want %q", text, got, want)
		}
		list := deny([]phrase{{text: "Gary Olsen"}, {text: "kestrel-queue"}, {text: "Ärger Straße"}}, nil)
		for phrase := range list.since {
			if found := list.phrase([]byte(plain(text+" "+phrase+"!")), func(string) bool { return false }); found == "" {
				t.Errorf("%q is not found behind %q", phrase, text)
			}
		}
	})
}

// shownSlowly is shown, each step by itself.
func shownSlowly(text string) string {
	text = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", `\"`, `"`, `\n`, "\n", `\t`, "\t", `\/`, "/").Replace(text)
	for range 2 {
		text = bareSlowly(text)
		if !strings.Contains(text, "&") {
			return text
		}
		text = html.UnescapeString(text)
	}
	return bareSlowly(text)
}

// bareSlowly takes the tags out sign by sign.
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

// tagName is the name of an element, in lower case.
func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	if end := strings.IndexAny(tag, " \t\n/"); end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag)
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
