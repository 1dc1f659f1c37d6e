package redact

import (
	"os"
	"strings"
	"testing"
)

// largeRules are rules with n names and n terms.
func largeRules(n int) Rules {
	syllables := []string{"ka", "ro", "mi", "ten", "sol", "ve", "dra", "nu", "pel", "ost", "gri", "hal", "bex", "lor", "wyn", "zu"}
	word := func(i int) string {
		return syllables[i%16] + syllables[i/16%16] + syllables[i/256%16] + syllables[i*7%16]
	}
	r := Rules{Customers: []string{"Contoso Bank"}, InternalDomains: []string{"corp.northpole.example"},
		PublicDomains: []string{"northpole.example"}, TicketPrefixes: []string{"OPS"}, Allow: []string{"Jenkins"}}
	for i := range n {
		first, last := capital(word(i)), capital(word(i+3000))
		r.People = append(r.People, Person{Name: first + " " + last, Handles: []string{word(i)[:3] + word(i+500)},
			Emails: []string{word(i) + "@northpole.example"}})
		r.Terms = append(r.Terms, Term{Match: "svc-" + word(i+1500), Replace: "one of our services"})
	}
	return r
}

// plainProse is ordinary prose of about size bytes.
func plainProse(t testing.TB, size int) string {
	t.Helper()
	var b strings.Builder
	for _, name := range []string{"open/northpole/14-apology.md", "open/lumenworks/04-no-finds.md", "open/lumenworks/18-thanks.md", "open/northpole/13-update.md", "open/lumenworks/12-incident-update.md"} {
		raw, err := os.ReadFile("testdata/corpus/" + name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(raw)
	}
	return strings.Repeat(b.String(), size/b.Len()+1)[:size]
}

func BenchmarkScanProse(b *testing.B) {
	s, err := New(largeRules(1000))
	if err != nil {
		b.Fatal(err)
	}
	text := plainProse(b, 1<<20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Scan(text)
	}
}

func BenchmarkScanUpdate(b *testing.B) {
	s, err := New(largeRules(1000))
	if err != nil {
		b.Fatal(err)
	}
	text := plainProse(b, 5<<10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Scan(text)
	}
}

func BenchmarkScanDense(b *testing.B) {
	s, err := New(largeRules(1000))
	if err != nil {
		b.Fatal(err)
	}
	var all strings.Builder
	for _, d := range corpus(b, "open/northpole") {
		all.WriteString(d.text)
	}
	text := strings.Repeat(all.String(), 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Scan(text)
	}
}

func BenchmarkNew(b *testing.B) {
	r := largeRules(1000)
	for b.Loop() {
		if _, err := New(r); err != nil {
			b.Fatal(err)
		}
	}
}

// hostile are texts made to waste a scanner's time.
func hostile(size int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1)[:size] }
	return map[string]string{
		"brackets": fill("["), "open comments": fill("<!--"), "closed comments": fill("<!---->"), "nested emphasis": fill("*a"), "stars": fill("*"),
		"backticks": fill("`"), "links": fill("[a](https://a.example/b) "), "glued links": fill("a://"), "definitions": fill("[a]: b\n"),
		"invalid UTF-8": fill("\xff\xfe\xc3"), "entities": fill("&#45;"), "ampersands": fill("&"), "percent": fill("%2525"), "base64": fill("QUFB"),
		"hexadecimal": fill("4142"), "dots": fill("1."), "colons": fill("a:"), "at signs": fill("a@"), "slashes": fill("a/"), "backslashes": fill("\\"),
		"keys": fill("-----BEGIN PRIVATE KEY-----"), "passwords": fill("password="), "tokens": fill("eyJ"), "data": fill("data:a/b;base64,"),
		"angles": fill("<a "), "hyphen breaks": fill("a-\n"), "line breaks": fill("\n"), "blanks": fill(" "), "tags": fill("<b>a</b>"), "one word": fill("a"),
		"names": fill("Dana "), "by": fill("approved by "), "plus": fill("+1 "), "hashes": fill("#1"), "zero width": fill("a\u200b"), "cyrillic": fill("аa"),
		"parentheses": fill("("), "at marks": fill("]("), "attributes": fill("alt=\""), "hidden tags": fill("<p hidden>"), "user ids": fill("user id "), "cookies": fill("cookie: a=b; "),
		"quotes": fill("> "), "escapes": fill("\\u0041"), "dashes": fill("-- "), "spelled": fill("a dot "),
		"letters apart": fill("a b c d "), "hidden letters": fill("d*n_w."), "bars": fill("|host|owner|\n"), "told": fill("the password is "), "marks set apart": fill("# "), "options in a row": fill("-U"), "secrets of one form": fill("is 51m$.password:="), "secrets side by side": fill("10.0.0.1=token "), "quoted-printable": fill("=C3=A9"), "ragged quoted-printable": fill("=C3=A9")[1:] + "=C3", "encoded words": fill("=?utf-8?q?a?= "),
		"literals": fill("a\" + \"b"), "settings": fill("- name: token\n  value: y\n"), "commands": fill("ssh -p 1 a "), "clocks": fill("12:30 A: b\n"), "greetings": fill("Hi A,\n"), "initials": fill("A. "),
		"ids": fill("x_id: "), "percent comments": fill("%% a "), "braces": fill("{# "), "addresses": fill("a.b@c.d "), "hex bytes": fill("41 42 "), "hosts": fill("host=a1-b,"), "commas": fill("name,owner,host\n"), "aligned": fill("NAME  NODE\n"),
		"echoes": fill("Hi Zqx" + "Y,\nssh a-1 b@c-2 "), "leet": fill("K3st "), "seeds": fill("totp ABCD "), "quotes open": fill("password \""), "arrows": fill("<a <b"), "possessives": fill("A's pr "), "from": fill("A from sre "),
		"dots in hyphens": fill("a-dot-"), "at signs in hyphens": fill("a-at-"), "words in hyphens": fill("vendor-password-"), "addresses apart": fill("ab1@ cdef.com\n"), "parts of a system": fill("kestrel-api-"), "paragraphs": "Hi A,\n" + fill("\n\nPenny"),
		"carets": fill("Ab^Cd "), "tasks": fill("- [ ] Abcd: x\n"), "morse": fill("-. .- "), "base85": fill("<~a"), "signatures": fill("&sig="), "listings": fill("drwxr-x--- 2 abcd efgh 4096 Mar  1 02:14 x\n"), "logins": fill("a:5432:b:c:d "), "headers": fill("X- "), "dashes told": fill("dash \""), "overrides": fill("\u202ea"),
		"comments in code": "```\n" + fill("<!--10.2.3.4-->"), "actors": fill("Zqxw had left "), "codes of": fill("pin of the "), "queries": fill("https://a.example/b?c=d\n&e=f\n"), "trade ids": fill("lease 1/2 "), "container": fill("ABCU 123456"), "repositories": fill("ab/cd-ef "), "volumes": fill("A:[B"), "office files": fill("\"a b.xlsx"), "roles": fill("ic Zqxw, "),
		"keys in scripts": fill("パスワード "), "words with an at": fill("login aB1@cd "), "daemons": fill("a1 b[1]: "), "choices": fill("/a{b,c}"), "appositions": fill("Zqxw, our "), "machines talked of": fill("disk on aqxw7 "), "queries with blanks": fill("?a=b+c"), "patterns": fill("'%a1b2%' "), "codes of something": fill("code of the "), "rows of numbers": fill("12345678901,\n"), "particles": fill("ב-a"), "colons behind words": fill("node:fd12:"), "depots": fill("//a/"), "examples": fill("192.0.2.1 example:\n"),
		"expressions": fill("'ab',"), "literals side by side": fill("'ab' "), "calls for characters": fill("chr(65)||"), "lists of characters": fill("char(65,66,"), "letters in boxes": fill("[a]"), "scripts side by side": fill("aのb한"), "rows with marks": fill("|a*b*c|d|\n"), "cells with marks": fill("a*b*c,d,e\n"), "values in brackets": fill("[aB3!xy9] "), "released": fill("a?+b?:"), "shifted": fill("+AEA-a"), "noughts in octal": fill("\\0073"), "short base64": fill("winter=d2ludGVyMjAyNSE= "),
		"owners of keys": fill("ssh-rsa/AAAA/"), "surnames joined": ("Mr Stone left.\n" + fill("Stone_"))[:size], "deeds with a value": fill("Abc-Def-1 pasted "), "months in cells": fill("| May |\n"),
		"credentials in a row": fill("-ghp_a1"), "headwords": ("# Words\n" + fill("Grace: a\n"))[:size], "quotation marks in values": fill("TOKEN=a\"b"), "literals of SQL": fill("U&'\\0107"), "bytes behind nouns": fill("sha 4b "), "short options": fill("az -g "),
		"bars escaped": fill(`password=aB3!xy9\|`), "pods": fill("kubectl -n a exec a-0 "), "who speaks": fill("Zqxw here, "), "stores": fill("mc ls a/bcdef "), "signed": fill("a? -- Grace: b\n"), "mentions": fill("<@U1|a"), "wills": fill("Will reports a "), "favours": fill("can hope or hope "), "masked values": fill("::add-mask::ab1c"), "keys of caches": fill("cache key: a1b2c3d4e5-f "), "users in brackets": fill("(user A, b"),
		"dots told": "/srv" + strings.Repeat("/dot", 12) + "\n" + fill("srv"+strings.Repeat(" dot", 60)+"\n"),
	}
}

func checkSpans(t testing.TB, text string, finds []Finding) {
	t.Helper()
	last := 0
	for _, f := range finds {
		if f.Start < last || f.End <= f.Start || f.End > len(text) || text[f.Start:f.End] != f.Text || f.Line < 1 || f.Column < 1 {
			t.Fatalf("bad span %+v in %.80q", f, text)
		}
		last = f.Start
	}
}

// capital writes an invented ASCII word as a name.
func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }
