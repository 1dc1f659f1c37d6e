package redact

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// things are one of each kind that can be disguised by the letter.
var things = []struct {
	kind Kind
	text string
}{
	{PersonName, "Dana Whitfield"}, {PersonName, "Whitfield"}, {PersonName, "José Álvarez"}, {Customer, "Contoso Bank"}, {Customer, "Tailspin"}, {TermUse, "Kestrel"}, {TermUse, "Blue Heron"},
	{Hostname, "web-prod-03"}, {Hostname, "mail-prod-1"}, {IPAddress, "10.20.30.40"}, {EmailAddress, "ines.duarte@northpole.example"},
	{InternalURL, "https://wiki.corp.northpole.example/runbooks/mail"}, {Ticket, "OPS-1234"}, {Phone, "+49 351 5550187"}, {Path, "/etc/kestrel/app.yaml"},
	{Identifier, "4111 1111 1111 1111"}, {Secret, "glpat-Zk4Vb8Nd3sQm7xRt2Lw9"},
}

// middle is a place inside a text between two letters or digits.
func middle(s string) int {
	for i := len(s) / 2; i < len(s)-1; i++ {
		if wordByte(s, i-1) && wordByte(s, i) && utf8.RuneStart(s[i]) {
			return i
		}
	}
	return len(s) / 2
}

func inside2(with string) func(string) string {
	return func(s string) string { i := middle(s); return s[:i] + with + s[i:] }
}

func around(open, closing string) func(string) string {
	return func(s string) string { i := middle(s); return s[:1] + open + s[1:i] + closing + s[i:] }
}

func each(f func(r rune) string) func(string) string {
	return func(s string) string {
		var out strings.Builder
		for _, r := range s {
			out.WriteString(f(r))
		}
		return out.String()
	}
}

// letterTo writes the letters and digits of a text in another alphabet.
func letterTo(upperA, lowerA, zero rune) func(string) string {
	return each(func(r rune) string {
		switch {
		case r >= 'A' && r <= 'Z' && upperA > 0:
			return string(upperA + r - 'A')
		case r >= 'a' && r <= 'z' && lowerA > 0:
			return string(lowerA + r - 'a')
		case r >= '0' && r <= '9' && zero > 0:
			return string(zero + r - '0')
		}
		return string(r)
	})
}

func one(from, to string) func(string) string {
	return func(s string) string { return strings.Replace(s, from, to, 1) }
}

func all2(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

func mail(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte("Grüße = " + s))
	_ = w.Close()
	return b.String()
}

var disguises = []struct {
	name string
	do   func(string) string
	not  string // kinds that do not survive it, for a reader neither
}{
	{"a zero-width space", inside2("\u200b"), ""}, {"a zero-width joiner", inside2("\u200d"), ""}, {"a soft hyphen", inside2("\u00ad"), ""}, {"a word joiner", inside2("\u2060"), ""},
	{"a variation selector", inside2("\ufe0f"), ""}, {"a tag character", inside2("\U000e0041"), ""}, {"a bidi mark", inside2("\u202e"), ""},
	{"zero-width spaces everywhere", each(func(r rune) string { return string(r) + "\u200b" }), ""},
	{"a soft hyphen as entity", inside2("&shy;"), ""}, {"a zero-width space as number", inside2("&#8203;"), ""}, {"a zero-width space in hexadecimal", inside2("&#x200B;"), ""},
	{"entities", each(func(r rune) string { return fmt.Sprintf("&#%d;", r) }), ""}, {"hexadecimal entities", each(func(r rune) string { return fmt.Sprintf("&#x%x;", r) }), ""},
	{"twice escaped entities", each(func(r rune) string { return fmt.Sprintf("&amp;#%d;", r) }), ""},
	{"percent-encoding", each(func(r rune) string { return percentAll(string(r)) }), ""},
	{"percent-encoding twice", func(s string) string { return url.QueryEscape(percentAll(s)) }, ""},
	{"plus and percent", url.QueryEscape, "phone identifier"}, {"JSON escapes", each(func(r rune) string { return fmt.Sprintf("\\u%04x", r) }), ""},
	{"byte escapes", func(s string) string { return bytesAs(s, "\\x%02x") }, ""}, {"code point escapes", each(func(r rune) string { return fmt.Sprintf("\\u{%x}", r) }), ""},
	{"base64", func(s string) string { return base64.StdEncoding.EncodeToString([]byte("see " + s)) }, ""},
	{"base64 for addresses", func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("see " + s)) }, ""},
	{"base64 twice", func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte("see " + s))))
	}, ""},
	{"hexadecimal", func(s string) string { return hex.EncodeToString([]byte(s)) }, ""}, {"hexadecimal in capitals", func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) }, ""},
	{"hexadecimal bytes", func(s string) string { return strings.TrimSpace(bytesAs(s, "%02x ")) }, ""}, {"hexadecimal with colons", func(s string) string { return strings.Trim(bytesAs(s, "%02x:"), ":") }, ""},
	{"an encoded word", func(s string) string { return mime.QEncoding.Encode("utf-8", "é "+s) }, ""}, {"an encoded word in base64", func(s string) string { return mime.BEncoding.Encode("utf-8", "é "+s) }, ""},
	{"quoted-printable", mail, ""},
	{"full width", letterTo('Ａ', 'ａ', '０'), ""}, {"mathematical bold", letterTo('𝐀', '𝐚', '𝟎'), ""}, {"mathematical script", letterTo('𝓐', '𝓪', 0), ""},
	{"double-struck", letterTo(0, '𝕒', '𝟘'), ""}, {"monospace", letterTo('𝙰', '𝚊', '𝟶'), ""}, {"circled", letterTo('Ⓐ', 'ⓐ', 0), ""},
	{"boxed", letterTo('🅰', '🅰', 0), "secret"}, {"regional indicators", letterTo('🇦', '🇦', 0), "secret"}, {"Arabic digits", letterTo(0, 0, '٠'), ""}, {"Devanagari digits", letterTo(0, 0, '०'), ""},
	{"Cyrillic letters", all2("a", "а", "e", "е", "o", "о", "p", "р", "c", "с"), ""}, {"one Cyrillic letter", one("e", "е"), ""}, {"Greek letters", all2("o", "ο", "a", "α", "i", "ι"), ""},
	{"struck through by marks", each(func(r rune) string { return string(r) + "\u0336" }), ""},
	{"emphasis inside", around("**", "**"), ""}, {"emphasis of a letter", around("*", "*"), ""}, {"strike-through inside", around("~~", "~~"), ""}, {"a code span inside", around("`", "`"), ""},
	{"a comment", inside2("<!-- -->"), ""}, {"an empty comment", inside2("<!---->"), ""}, {"a comment with words", inside2("<!-- not here -->"), ""}, {"a break opportunity", inside2("<wbr>"), ""}, {"a closed break opportunity", inside2("<wbr/>"), ""},
	{"an element", around("<b>", "</b>"), ""}, {"an element with attributes", around("<span class=\"x\">", "</span>"), ""}, {"an empty element", inside2("<i></i>"), ""}, {"an empty span with style", inside2("<span style=\"color:red\"></span>"), ""},
	{"empty emphasis", inside2("****"), ""}, {"a backslash", func(s string) string { return all2("-", "\\-", "_", "\\_", ".", "\\.")(s) }, ""}, {"an empty link", inside2("[](#)"), ""},
	{"letters set apart", func(s string) string { return strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), " ") }, ""},
	{"letters set apart, words further", func(s string) string {
		return strings.ReplaceAll(strings.Join(strings.Split(s, ""), " "), "   ", "  ")
	}, ""},
	{"letters with dashes", func(s string) string { return strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), "-") }, "ip_address phone identifier hostname path internal_url email_address secret ticket"},
	{"letters with dots", func(s string) string { return strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), ".") }, "ip_address phone identifier hostname path internal_url email_address secret ticket"},
	{"a line break in a word behind a hyphen", one("-", "-\n"), ""}, {"a line break between words", one(" ", "\n"), "phone"}, {"a quoted line break", one(" ", "\n> "), "phone identifier"}, {"a line break with indent", one(" ", "\n   "), "phone identifier"},
	{"a non-breaking space", one(" ", "\u00a0"), ""}, {"a thin space", all2(" ", "\u2009"), ""}, {"an entity for the space", all2(" ", "&nbsp;"), ""}, {"two spaces", one(" ", "  "), "phone identifier"}, {"a tab", one(" ", "\t"), "phone identifier"},
	{"an en dash", all2("-", "–"), ""}, {"a non-breaking hyphen", all2("-", "‑"), ""}, {"a minus sign", all2("-", "−"), ""}, {"a hyphen as entity", all2("-", "&#45;"), ""}, {"a named hyphen", all2("-", "&hyphen;"), ""}, {"a named dash", all2("-", "&ndash;"), ""},
	{"dots in brackets", all2(".", "[.]"), "path"}, {"dots in parentheses", all2(".", "(.)"), "path"}, {"dots in braces", all2(".", "{.}"), "path"}, {"dots in words", all2(".", "[dot]"), "path"}, {"dots in words apart", all2(".", " dot "), "path"}, {"dots in German", all2(".", " (punkt) ", "@", " (ät) "), "path"},
	{"dots in French", all2(".", " point ", "@", " arobase "), "path"}, {"marks in Spanish", all2(".", " punto ", "@", " arroba "), "path"}, {"marks in words with brackets", all2(".", "[dot]", "@", "[at]"), "path"}, {"at in braces", all2("@", " {a} "), ""}, {"marks in capitals", all2(".", " DOT ", "@", " AT "), "path"},
	{"at with hyphens", all2("@", "-at-", ".", "-dot-"), "path internal_url ip_address"}, {"dots set apart", all2(".", " . "), "path"}, {"ideographic full stops", all2(".", "。"), ""}, {"one-dot leaders", all2(".", "․"), ""},
	{"scheme defanged", all2("https", "hxxps"), ""}, {"scheme defanged with brackets", all2("://", "[:]//", ".", "[.]"), "path"}, {"slashes escaped", all2("/", "\\/"), ""}, {"slashes as entities", all2("/", "&#47;"), ""}, {"slashes as division slashes", all2("/", "∕"), ""},
	{"colon in brackets", all2(":", "[:]"), ""}, {"capitals", strings.ToUpper, "secret hostname path"}, {"small letters", strings.ToLower, "secret"}, {"mixed case", func(s string) string {
		up := false
		return each(func(r rune) string {
			if up = !up; up {
				return strings.ToUpper(string(r))
			}
			return strings.ToLower(string(r))
		})(s)
	}, "secret hostname path"},
	{"digits for letters", all2("i", "1", "e", "3", "o", "0"), "secret hostname ip_address email_address internal_url ticket phone path identifier"}, {"underscores for spaces", all2(" ", "_"), "phone identifier"}, {"hyphens for spaces", all2(" ", "-"), ""}, {"no spaces", all2(" ", ""), ""},
	{"marks of accents dropped", foldKeep, ""}, {"accents apart", all2("é", "e\u0301", "Á", "A\u0301"), ""}, {"zero width in entities in emphasis", func(s string) string { return inside2("**&#8203;**")(s) }, ""},
	{"backwards", func(s string) string {
		r := []rune(s)
		slices.Reverse(r)
		return string(r)
	}, machineKinds}, {"moved by thirteen letters", rot13, machineKinds}, {"a blank inside", inside2(" "), machineKinds}, {"a hyphen inside", inside2("-"), machineKinds},
	{"a hyphen and a line break inside", inside2("-\n"), machineKinds}, {"a dot inside", inside2("."), machineKinds}, {"a bar inside", inside2("|"), machineKinds}, {"an underscore inside", inside2("_"), machineKinds},
	{"letters with underscores", func(s string) string { return strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), "_") }, machineKinds},
	{"letters with middle dots", func(s string) string { return strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), "·") }, machineKinds},
	{"a break for the space", one(" ", "<br>"), "phone identifier"}, {"a closed break for the space", one(" ", "<br />\n"), "phone identifier"}, {"a literal joined", inside2("\" + \""), ""}, {"a literal joined over lines", inside2("' +\n    '"), ""},
	{"a letter hidden", func(s string) string { i := middle(s); return s[:i] + "*" + s[i+1:] }, machineKinds},
	{"percent-encoding in base64", func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte("x=" + percentAll(s)))
	}, ""},
}

// machineKinds are those that the scanner knows by shape: with other letters or marks
// they are something else.
const machineKinds = "hostname secret path ip_address internal_url email_address ticket identifier phone"

var rot13 = each(func(r rune) string {
	switch {
	case r >= 'a' && r <= 'z':
		return string('a' + (r-'a'+13)%26)
	case r >= 'A' && r <= 'Z':
		return string('A' + (r-'A'+13)%26)
	}
	return string(r)
})

func foldKeep(s string) string { return all2("é", "e", "Á", "A")(s) }

func percentAll(s string) string { return bytesAs(s, "%%%02X") }

func bytesAs(s, format string) string {
	var out strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&out, format, s[i])
	}
	return out.String()
}

func TestDisguisedThingsAreFound(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	for _, d := range disguises {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			for _, thing := range things {
				text := d.do(thing.text)
				if text == thing.text || d.name == "moved by thirteen letters" && !utf8ASCII(thing.text) || strings.Contains(d.not, string(thing.kind)) {
					continue
				}
				for _, frame := range []string{"It was seen with %s in the end.", "Last came\n\n- %s\n\nand nothing else."} {
					doc := strings.Replace(frame, "%s", text, 1)
					at := strings.Index(doc, text)
					l := mark{span{at, at + len(strings.TrimRight(text, "\u200b\u0336"))}, thing.kind, true}
					if strings.Contains(d.name, "quoted-printable") || strings.Contains(d.name, "base64") {
						l.start += strings.LastIndex(text, " ") + 1 // the words before it are plain
						if strings.Contains(d.name, "quoted-printable") {
							l.start = at + len("Gr=C3=BC=C3=9Fe =3D ")
						}
					}
					if covered, _ := covers(l, s.Scan(doc)); !covered {
						t.Errorf("%s %q: found %v", thing.kind, text, texts(s.Scan(doc)))
					}
				}
			}
		})
	}
}

func utf8ASCII(s string) bool { return bits(s)&beyond == 0 }

// texts are the texts of finds, to be shown.
func texts(finds []Finding) (out []string) {
	for _, f := range finds {
		out = append(out, string(f.Kind)+": "+f.Text)
	}
	return out
}
