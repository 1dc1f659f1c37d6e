package redact

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// marksTo puts something else in the place of every mark of a name.
func marksTo(with map[string]string) func(string) string {
	return func(s string) string {
		var out strings.Builder
		for i := range len(s) {
			if w, ok := with[s[i:i+1]]; ok {
				out.WriteString(w)
			} else {
				out.WriteByte(s[i])
			}
		}
		return out.String()
	}
}

// everyMark puts the same around every mark of a name.
func everyMark(before, after string) func(string) string {
	return func(s string) string {
		var out strings.Builder
		for i := range len(s) {
			if strings.IndexByte(".-_/@:", s[i]) >= 0 && i > 0 {
				out.WriteString(before + s[i:i+1] + after)
			} else {
				out.WriteByte(s[i])
			}
		}
		return out.String()
	}
}

var figureNames = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

func figuresTold(sep string) func(string) string {
	return func(s string) string {
		var out strings.Builder
		for i, r := range s {
			if r >= '0' && r <= '9' {
				if i > 0 && wordByte(s, i-1) {
					out.WriteString(sep)
				}
				out.WriteString(figureNames[r-'0'])
			} else {
				if i > 0 && s[i-1] >= '0' && s[i-1] <= '9' && isLetter(r) {
					out.WriteString(sep)
				}
				out.WriteRune(r)
			}
		}
		return out.String()
	}
}

var toldMarks = map[string]string{".": " dot ", "-": " dash ", "_": " underscore ", "/": " slash ", ":": " colon ", "@": " at ", "+": " plus "}

var upsideDown = func() map[rune]string {
	out := map[rune]string{}
	from, to := []rune("abcdefghijklmnopqrstuvwxyz"), []rune("ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz")
	for i, r := range from {
		out[r] = string(to[i])
	}
	return out
}()

func upside(s string) string {
	out := ""
	for _, r := range strings.ToLower(s) {
		if w, ok := upsideDown[r]; ok {
			out = w + out
		} else {
			out = string(r) + out
		}
	}
	return out
}

var moreDisguises = []struct {
	name string
	do   func(string) string
	not  string
}{
	{"marks in words", marksTo(toldMarks), ""},
	{"marks in words, capitals", marksTo(map[string]string{".": " DOT ", "-": " DASH ", "_": " UNDERSCORE ", "/": " SLASH ", ":": " COLON ", "@": " AT "}), ""},
	{"marks in words and brackets", marksTo(map[string]string{".": "(dot)", "-": "(dash)", "_": "(underscore)", "/": "(slash)", ":": "(colon)", "@": "(at)"}), ""},
	{"marks in words and square brackets", marksTo(map[string]string{".": "[dot]", "-": "[dash]", "_": "[underscore]", "/": "[slash]", ":": "[colon]", "@": "[at]"}), ""},
	{"marks in angle brackets", marksTo(map[string]string{".": "<dot>", "-": "<dash>", "@": "<at>"}), ""},
	{"marks in brackets", marksTo(map[string]string{".": "[.]", "-": "[-]", "_": "[_]", "/": "[/]", ":": "[:]", "@": "[@]"}), ""},
	{"marks in parentheses", marksTo(map[string]string{".": "(.)", "-": "(-)", "_": "(_)", "/": "(/)", ":": "(:)", "@": "(@)"}), ""},
	{"blanks around marks", everyMark(" ", " "), "secret"},
	{"a blank behind marks", everyMark("", " "), "phone identifier secret"},
	{"a blank before marks", everyMark(" ", ""), "phone identifier hostname path secret"},
	{"quotation marks around marks", everyMark("'", "'"), "email_address secret"},
	{"backticks around marks", everyMark("`", "`"), ""},
	{"middle dots", marksTo(map[string]string{".": "·"}), ""}, {"bullets", marksTo(map[string]string{".": "•"}), "email_address"}, {"commas for dots", marksTo(map[string]string{".": ","}), "path email_address"},
	{"underscores for dots", marksTo(map[string]string{".": "_"}), "path secret"}, {"tildes for hyphens", marksTo(map[string]string{"-": "~"}), ""}, {"blanks for hyphens", marksTo(map[string]string{"-": " "}), "secret"},
	{"figures in words", figuresTold(" "), "secret ip_address"}, {"figures in words with hyphens", figuresTold("-"), "secret ip_address"},
	{"a line break behind marks", everyMark("", "\n"), "phone identifier ip_address email_address internal_url path"},
	{"a cell of a table inside", inside2(" | "), machineKinds}, {"a plus between literals", inside2("' . '"), ""}, {"a template inside", inside2("{{x}}"), machineKinds + "customer term"},
	{"a footnote inside", inside2("[^1]"), ""}, {"a subscript", func(s string) string { i := middle(s); return s[:i] + "<sub>" + s[i:] + "</sub>" }, ""}, {"letter O for zero", all2("0", "O"), "secret"}, {"small o for zero", all2("0", "o"), "secret"}, {"small l for one", all2("1", "l"), "secret identifier"},
	{"upside down", upside, machineKinds}, {"small capitals", each(func(r rune) string {
		if r >= 'a' && r <= 'z' {
			return string([]rune("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ")[r-'a'])
		}
		return string(r)
	}), "secret"},
	{"superscript digits", each(func(r rune) string {
		if r >= '0' && r <= '9' {
			return string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'])
		}
		return string(r)
	}), ""},
	{"key caps", each(func(r rune) string {
		if r >= '0' && r <= '9' {
			return string(r) + "\ufe0f\u20e3"
		}
		return string(r)
	}), ""},
	{"circled digits", each(func(r rune) string {
		if r > '0' && r <= '9' {
			return string('①' + r - '1')
		} else if r == '0' {
			return "⓪"
		}
		return string(r)
	}), ""},
	{"words of UTF-16", each(func(r rune) string { return fmt.Sprintf("%%u%04x", r) }), ""},
	{"entities without marks", each(func(r rune) string { return fmt.Sprintf("&#%d", r) }), ""},
	{"character codes", func(s string) string {
		return strings.TrimSpace(each(func(r rune) string { return fmt.Sprintf("%d ", r) })(s))
	}, "person customer"},
	{"binary", func(s string) string { return strings.TrimSpace(bytesAs(s, "%08b ")) }, ""}, {"octal", func(s string) string { return bytesAs(s, "\\%03o") }, ""},
	{"hexadecimal with 0x", func(s string) string { return strings.TrimSpace(bytesAs(s, "0x%02x ")) }, ""}, {"hexadecimal with commas", func(s string) string { return strings.Trim(bytesAs(s, "0x%02x, "), ", ") }, ""},
	{"hexadecimal in one", func(s string) string { return "0x" + strings.ReplaceAll(bytesAs(s, "%02x"), " ", "") }, ""},
	{"combining overlays", each(func(r rune) string { return string(r) + "\u0335" }), ""}, {"dots below", each(func(r rune) string { return string(r) + "\u0323" }), ""}, {"a combining grapheme joiner", inside2("\u034f"), ""},
	{"a Hangul filler", inside2("\u3164"), ""}, {"a Mongolian separator", inside2("\u180e"), ""}, {"a braille blank", inside2("\u2800"), ""}, {"an Arabic letter mark", inside2("\u061c"), ""}, {"an interlinear mark", inside2("\ufff9"), ""},
	{"ideographic blanks", all2(" ", "\u3000"), ""}, {"narrow blanks", all2(" ", "\u202f"), ""}, {"a visible blank", all2(" ", "␣"), "identifier"},
	{"a nowiki tag", inside2("<nowiki/>"), ""}, {"a wiki colour", around("{color:red}", "{color}"), "phone"}, {"BBCode", around("[b]", "[/b]"), "phone"}, {"TeX", around("\\textbf{", "}"), ""}, {"AsciiDoc", around("++", "++"), "phone"}, {"double underscores", around("__", "__"), "path identifier secret hostname internal_url email_address ip_address ticket phone"},
	{"highlight marks", around("==", "=="), "phone"}, {"an image inside", inside2("![](x.png)"), ""}, {"HTML of mail", inside2("<o:p></o:p>"), ""}, {"an element with a newline", inside2("<b\n></b>"), ""}, {"an upper-case element", around("<B>", "</B>"), ""}, {"a font element", around("<font color=\"#000\">", "</font>"), ""}, {"an anchor", around("<a href=\"#x\">", "</a>"), ""},
	{"a comment with a break", inside2("<!--\n-->"), ""}, {"an unknown element", around("<x-y>", "</x-y>"), "phone path"}, {"a processing instruction", inside2("<?x?>"), ""}, {"CDATA", func(s string) string { return "<![CDATA[" + s + "]]>" }, ""},
	{"curly quotes around", func(s string) string { return "“" + s + "”" }, ""}, {"guillemets", func(s string) string { return "«" + s + "»" }, ""}, {"brackets around", func(s string) string { return "[" + s + "]" }, ""}, {"angle brackets around", func(s string) string { return "<" + s + ">" }, "hostname path person customer term"},
	{"emphasis around", func(s string) string { return "***" + s + "***" }, ""}, {"a code span around", func(s string) string { return "`" + s + "`" }, ""},
	{"a link target", func(s string) string { return "[x](" + strings.ReplaceAll(s, " ", "%20") + ")" }, "person customer"},
}

func TestMoreDisguisesAreSeenThrough(t *testing.T) {
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	for _, d := range moreDisguises {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			for _, thing := range things {
				text := strings.TrimSpace(d.do(thing.text))
				if text == thing.text || strings.Contains(d.not, string(thing.kind)) {
					continue
				}
				for _, frame := range []string{"It was seen with %s in the end.", "Last came\n\n- %s\n\nand nothing else.", "First " + thing.text + " was there, then %s came back."} {
					doc := strings.Replace(frame, "%s", text, 1)
					at := strings.LastIndex(doc, text)
					if covered, _ := covers(mark{span{at, at + len(text)}, thing.kind, true}, s.Scan(doc)); !covered && !innerCovered(s, doc, at, at+len(text), thing.kind) {
						t.Errorf("%s %q in %.30q: found %q", thing.kind, text, frame, texts(s.Scan(doc)))
					}
				}
			}
		})
	}
}

// innerCovered reports whether a find covers a disguised text without the marks around it.
func innerCovered(s *Scanner, doc string, start, end int, kind Kind) bool {
	for end-start > 4 {
		c, size := utf8.DecodeRuneInString(doc[start:end])
		if c < utf8.RuneSelf && !strings.ContainsRune("<[(x]`*\"'!CDAT", c) {
			break
		}
		start += size
	}
	marks := func(c rune) bool { return c >= utf8.RuneSelf || strings.ContainsRune(">])`*\"'", c) }
	end = start + len(strings.TrimRightFunc(doc[start:end], marks))
	covered, _ := covers(mark{span{start, end}, kind, true}, s.Scan(doc))
	return covered
}
