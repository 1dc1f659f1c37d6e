package redact

import (
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
)

// gridDisguise is a way to write something so that a search does not find it and a reader
// still does; only are the kinds that survive it, all of them where it is empty. What it
// writes between ⟦ and ⟧ is what must be covered.
type gridDisguise struct {
	name string
	do   func(string) string
	only string
}

// Kinds that the rules know by the letter, kinds that live on the network, and kinds whose letters
// may be written in another way without changing what they are.
const (
	gridKnown = "person customer term"
	gridNet   = "email_address hostname internal_url ip_address"
	gridNames = gridKnown + " email_address hostname internal_url"
	gridCodes = gridNames + " ip_address ticket path identifier secret"
)

// wrapped2 writes something before and behind, which need not be covered.
func wrapped2(before, after string) func(string) string {
	return func(s string) string { return before + "⟦" + s + "⟧" + after }
}

// inHalves joins the halves of a text with what a program joins literals by.
func inHalves(joint string) func(string) string {
	return func(s string) string { i := middle(s); return s[:i] + joint + s[i:] }
}

// literals is inHalves as a program writes it, in its quotation marks.
func literals(quote, joint string) func(string) string {
	return func(s string) string {
		s = slashed(s)
		return quote + "⟦" + inHalves(quote+joint+quote)(s) + "⟧" + quote
	}
}

// slashed writes backslashes as literals have them.
func slashed(s string) string { return strings.ReplaceAll(s, `\`, `\\`) }

// listed writes every character by a format, with a joint between.
func listed(format, joint string) func(string) string {
	return func(s string) string {
		var out []string
		for _, r := range s {
			out = append(out, fmt.Sprintf(format, r))
		}
		return strings.Join(out, joint)
	}
}

func then(fs ...func(string) string) func(string) string {
	return func(s string) string {
		for _, f := range fs {
			s = f(s)
		}
		return s
	}
}

// byUnits writes the units of UTF-16.
func byUnits(format string) func(string) string {
	return func(s string) string {
		var out strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			fmt.Fprintf(&out, format, u)
		}
		return out.String()
	}
}

func utf16base64(s string) string {
	var raw []byte
	for _, u := range utf16.Encode([]rune(s)) {
		raw = append(raw, byte(u), byte(u>>8))
	}
	return base64.StdEncoding.EncodeToString(raw)
}

// utf7 writes the letters of the middle as UTF-7 does (RFC 2152).
func utf7(s string) string {
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune("@-.:/\\ ", r) || r >= 0x80 {
			out.WriteString("+" + strings.TrimRight(base64.StdEncoding.EncodeToString([]byte{byte(r >> 8), byte(r)}), "=") + "-")
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

var natoWords = strings.Fields("Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu")

// nato spells a text with the words of the alphabet of radio.
func nato(s string) string {
	var out []string
	for _, r := range s {
		switch {
		case isLetter(r):
			out = append(out, natoWords[(r|0x20)-'a'])
		case isDigit(r):
			out = append(out, figureNames[r-'0'])
		case r == '-':
			out = append(out, "dash")
		case r == '.':
			out = append(out, "dot")
		}
	}
	return strings.Join(out, " ")
}

// asIn spells a text as one does on the telephone.
func asIn(s string) string {
	var out []string
	for _, r := range s {
		if isLetter(r) {
			out = append(out, strings.ToUpper(string(r))+" as in "+natoWords[(r|0x20)-'a'])
		}
	}
	return strings.Join(out, ", ")
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

func noBlanks(s string) string { return strings.ReplaceAll(s, " ", "") }

func letterByLetter(sep string) func(string) string {
	return func(s string) string { return strings.Join(strings.Split(noBlanks(s), ""), sep) }
}

func named(s string) string {
	return all2("@", "&commat;", ".", "&period;", "-", "&hyphen;", ":", "&colon;", "/", "&sol;", "_", "&lowbar;", "+", "&plus;", " ", "&nbsp;")(html.EscapeString(s))
}

// told writes the @ and the dots of an address in words.
func told(at, dot string) func(string) string { return all2("@", at, ".", dot) }

func encodedWord2(s string) string { return "=?utf-8?q?" + bytesAs(s, "=%02X") + "?=" }

func encodedWords(s string) string {
	i := middle(s)
	return encodedWord2(s[:i]) + " " + encodedWord2(s[i:])
}

// gridDisguises are these ways; those of one letter and those of all stand apart.
var gridDisguises = slices.Concat(gridSigns, gridMarks, gridCoded, gridCalls, gridSpelled)

// gridSigns put other characters in the place of letters.
var gridSigns = []gridDisguise{
	{"full width", letterTo('Ａ', 'ａ', '０'), ""}, {"full width marks", each(func(r rune) string {
		if r > ' ' && r < 0x7F {
			return string(r + 0xFEE0)
		}
		return string(r)
	}), ""},
	{"mathematical bold", letterTo('𝐀', '𝐚', '𝟎'), ""}, {"mathematical fraktur", letterTo('𝕬', '𝖆', 0), ""}, {"sans-serif italic", letterTo('𝘈', '𝘢', 0), ""}, {"circled", letterTo('Ⓐ', 'ⓐ', 0), ""}, {"negative circled", letterTo('🅐', '🅐', 0), gridKnown}, {"parenthesised", letterTo('⒜', '⒜', 0), gridKnown}, {"squared", letterTo('🄰', '🄰', 0), gridKnown},
	{"tag letters", each(func(r rune) string { return string(0xE0000 + r) }), gridKnown},
	{"a zero-width space", inside2("\u200b"), ""}, {"zero-width spaces", each(func(r rune) string { return string(r) + "\u200b" }), ""}, {"a soft hyphen", inside2("\u00ad"), ""}, {"a byte order mark", inside2("\ufeff"), ""}, {"bidi controls", inside2("\u2067\u2069"), ""}, {"a bidi override", wrapped2("\u202d", "\u202c"), ""},
	{"combining marks", each(func(r rune) string { return string(r) + "\u0301" }), gridKnown}, {"a combining overlay", each(func(r rune) string { return string(r) + "\u0338" }), ""},
	{"Cyrillic", all2("a", "а", "e", "е", "o", "о", "p", "р", "c", "с", "x", "х", "y", "у", "i", "і"), gridNames + " ticket"}, {"Greek", all2("o", "ο", "a", "α", "i", "ι", "v", "ν", "u", "υ"), gridNames}, {"Cyrillic capitals", all2("A", "А", "B", "В", "E", "Е", "H", "Н", "K", "К", "M", "М", "O", "О", "P", "Р", "C", "С", "T", "Т", "X", "Х", "S", "Ѕ"), gridKnown + " ticket"},
	{"leet", all2("a", "4", "e", "3", "i", "1", "o", "0"), gridKnown}, {"leet with signs", all2("a", "@", "s", "$", "i", "!"), gridKnown}, {"dotless and small capitals", all2("i", "ı", "r", "ʀ", "n", "ɴ", "l", "ʟ"), gridKnown},
	{"upside down", upside, gridKnown}, {"mixed case", all2("a", "A", "e", "E", "o", "O", "r", "R"), gridNames}, {"capitals", strings.ToUpper, gridNames + " ticket"}, {"a letter hidden", func(s string) string { i := middle(s); return s[:i] + "*" + s[i+1:] }, gridKnown},
	{"non-breaking hyphens", all2("-", "‑"), ""}, {"en dashes", all2("-", "–"), ""}, {"minus signs", all2("-", "−"), ""}, {"ideographic full stops", all2(".", "。"), gridNet}, {"fraction slashes", all2("/", "⁄"), "internal_url path"}, {"full-width colons", all2(":", "："), gridNet}, {"no-break spaces", all2(" ", "\u00a0"), ""}, {"a visible space", all2(" ", "␣"), gridKnown},
	{"read twice", func(s string) string {
		return strings.NewReplacer("Ł", "Å\u0081", "ł", "Å‚").Replace(s)
	}, gridKnown},
}

// gridMarks put marks, breaks or elements inside.
var gridMarks = []gridDisguise{
	{"strong inside", around("**", "**"), ""}, {"emphasis inside", around("*", "*"), ""}, {"strike-through inside", around("~~", "~~"), ""}, {"code inside", around("`", "`"), ""}, {"empty strong", inside2("****"), ""}, {"underscores inside", around("__", "__"), gridKnown},
	{"an element", around("<b>", "</b>"), ""}, {"two spans", func(s string) string { i := middle(s); return "<span>" + s[:i] + "</span><span>" + s[i:] + "</span>" }, ""}, {"a span for each letter", listed("<span>%c</span>", ""), gridNames}, {"a comment", inside2("<!-- x -->"), ""}, {"a break opportunity", inside2("<wbr>"), ""}, {"a hidden element", inside2(`<span style="display:none">zz</span>`), ""}, {"a break for the space", one(" ", "<br>"), gridKnown},
	{"backslashes", all2("-", "\\-", ".", "\\.", "_", "\\_", "+", "\\+", "#", "\\#"), ""}, {"escaped slashes", all2("/", "\\/"), "internal_url path"},
	{"letters set apart", letterByLetter(" "), ""}, {"letters set apart by two", letterByLetter("  "), gridKnown}, {"letters with dots", letterByLetter("."), gridKnown}, {"letters with dashes", letterByLetter("-"), gridKnown}, {"letters with bars", letterByLetter("|"), gridKnown}, {"letters with slashes", letterByLetter("/"), gridKnown}, {"letters with commas", letterByLetter(", "), gridKnown}, {"letters with dashes and blanks", letterByLetter(" - "), gridKnown}, {"letters in brackets", listed("[%c]", ""), gridKnown}, {"letters in quotation marks", listed("'%c'", " "), gridKnown},
	{"a blank inside", inside2(" "), gridKnown}, {"a hyphen inside", inside2("-"), gridKnown}, {"a dot inside", inside2("."), gridKnown}, {"hyphenated at the end of a line", inside2("-\n"), gridKnown}, {"a hard wrap between", one(" ", "\n"), gridKnown + " identifier"}, {"a quoted wrap between", one(" ", "\n> "), gridKnown}, {"a hard wrap behind a mark", func(s string) string {
		i := strings.LastIndexAny(s, "-/.@")
		return s[:i+1] + "\n" + s[i+1:]
	}, "hostname internal_url email_address path"},
	{"a wrap inside", inside2("\n"), "secret"}, {"a quoted wrap inside", inside2("\n> "), "secret"}, {"a continued line", inside2("\\\n"), "secret internal_url path hostname"},
	{"in brackets", wrapped2("[", "]"), ""}, {"in parentheses", wrapped2("(", ")"), ""}, {"in angle brackets", wrapped2("<", ">"), ""}, {"in braces", wrapped2("{", "}"), ""}, {"in double braces", wrapped2("{{", "}}"), ""}, {"in guillemets", wrapped2("«", "»"), ""}, {"in corner brackets", wrapped2("「", "」"), ""}, {"in bars", wrapped2("|", "|"), ""}, {"in smart quotes", wrapped2("“", "”"), ""}, {"in stars", wrapped2("***", "***"), ""}, {"in spoiler bars", wrapped2("||", "||"), ""},
	{"defanged dots", all2(".", "[.]"), gridNet}, {"defanged dots and scheme", all2(".", "[.]", "http", "hxxp", "://", "[:]//"), gridNet}, {"defanged in parentheses", all2(".", "(.)", "@", "(@)"), gridNet}, {"defanged in braces", all2(".", "{.}", "@", "{@}"), gridNet}, {"defanged scheme", all2("http", "hXXp", "://", "[://]"), "internal_url"}, {"defanged with backslash", all2(".", "\\.", "://", ":\\/\\/"), gridNet}, {"defanged words", all2(".", "[dot]", "@", "[at]"), gridNet}, {"defanged starred scheme", all2("http", "h**p"), "internal_url"},
	{"marks in words", marksTo(toldMarks), gridNet + " ticket"}, {"blanks around dots", all2(".", " . ", "@", " @ "), gridNet}, {"no blanks", noBlanks, gridKnown}, {"underscores for blanks", all2(" ", "_"), gridKnown}, {"a plus for blanks", all2(" ", "+"), gridKnown}, {"a colour of a terminal", inside2("\\e[31m"), gridKnown},
}

// gridCoded write the bytes in another coding.
var gridCoded = []gridDisguise{
	{"named entities", named, ""}, {"decimal entities", listed("&#%d;", ""), ""}, {"hexadecimal entities", listed("&#x%x;", ""), ""}, {"entities without semicolons", listed("&#%d", " "), ""}, {"hexadecimal entities without semicolons", listed("&#x%x", ""), gridNames}, {"decimal entities in one", listed("&#%d", ""), ""}, {"padded entities", listed("&#%07d;", ""), ""}, {"one entity", func(s string) string { return fmt.Sprintf("%s&#%d;%s", s[:1], s[1], s[2:]) }, ""}, {"escaped entities", listed("&amp;#x%x;", ""), ""},
	{"percent", percentAll, ""}, {"percent twice", then(percentAll, url.QueryEscape), ""}, {"percent where needed", url.PathEscape, ""}, {"percent of one letter", func(s string) string { return s[:1] + fmt.Sprintf("%%%02x", s[1]) + s[2:] }, ""},
	{"JSON escapes", byUnits("\\u%04x"), ""}, {"JSON escapes in capitals", byUnits("\\u%04X"), ""}, {"one JSON escape", func(s string) string { return s[:1] + fmt.Sprintf("\\u%04x", s[1]) + s[2:] }, ""}, {"byte escapes", func(s string) string { return bytesAs(s, "\\x%02x") }, ""}, {"octal", func(s string) string { return bytesAs(s, "\\%03o") }, ""}, {"octal with a nought", func(s string) string { return bytesAs(s, "\\0%03o") }, ""}, {"a quoted word of a shell", then(func(s string) string { return bytesAs(s, "\\x%02x") }, wrapped2("$'", "'")), ""}, {"a quoted word of a shell in octal", then(func(s string) string { return bytesAs(s, "\\%03o") }, wrapped2("$'", "'")), ""}, {"half escaped", func(s string) string { return "$'⟦" + bytesAs(s[:2], "\\x%02x") + s[2:] + "⟧'" }, ""}, {"escapes of Perl", listed("\\x{%x}", ""), ""}, {"escapes of Python", listed("\\U%08x", ""), ""}, {"escapes of CSS", listed("\\%06x", ""), ""},
	{"base64", func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }, ""}, {"base64 for addresses", func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }, ""}, {"base64 of a sentence", func(s string) string { return base64.StdEncoding.EncodeToString([]byte("we saw " + s + " there")) }, ""}, {"base64 of UTF-16", utf16base64, ""}, {"base64 over lines", func(s string) string {
		out := base64.StdEncoding.EncodeToString([]byte("what we saw in the end was " + s + ", again"))
		return out[:44] + "\n" + out[44:]
	}, ""}, {"base64 as data", func(s string) string {
		return "data:text/plain;base64," + base64.StdEncoding.EncodeToString([]byte(s))
	}, ""},
	{"base32", func(s string) string { return base32.StdEncoding.EncodeToString([]byte(s)) }, ""}, {"base32 without padding", func(s string) string {
		return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString([]byte(s))
	}, gridNames}, {"hexadecimal", func(s string) string { return bytesAs(s, "%02x") }, ""}, {"hexadecimal with blanks", func(s string) string { return strings.TrimSpace(bytesAs(s, "%02X ")) }, ""}, {"hexadecimal as a literal", func(s string) string { return bytesAs(s, "%02x") }, ""}, {"hexadecimal with 0x", func(s string) string { return "0x" + bytesAs(s, "%02x") }, ""}, {"binary", func(s string) string { return strings.TrimSpace(bytesAs(s, "%08b ")) }, gridKnown}, {"character codes", listed("%d", ","), ""},
	{"reversed", reversed, gridNames}, {"moved by thirteen", func(s string) string { return rot13(strings.Map(asciiOnly, s)) }, gridNames},
	{"quoted-printable", func(s string) string { return bytesAs(s, "=%02X") }, ""}, {"quoted-printable with a soft break", inside2("=\n"), ""}, {"an encoded word", encodedWord2, ""}, {"an encoded word in base64", func(s string) string { return "=?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte(s)) + "?=" }, ""}, {"two encoded words", encodedWords, gridNames}, {"an extended parameter", func(s string) string { return "name*=⟦UTF-8''" + percentAll(s) + "⟧" }, ""}, {"UTF-7", utf7, gridNames},
	{"EDIFACT", all2("+", "?+", ":", "?:", "'", "?'"), "email_address phone internal_url ip_address secret identifier"}, {"HL7", all2("&", "\\T\\", "^", "\\S\\", "|", "\\F\\"), "secret"}, {"TeX", all2("_", "\\_", "#", "\\#", "&", "\\&", "ł", "{\\l}", "Ł", "{\\L}", "$", "\\$"), ""}, {"CSV quotes", func(s string) string { return `"⟦` + strings.ReplaceAll(s, `"`, `""`) + `⟧"` }, ""},
}

func asciiOnly(r rune) rune {
	if p, ok := wholeLetters[r|0x20]; ok && r >= 0x80 {
		return rune(p[0])
	}
	if r == 'Ł' {
		return 'L'
	}
	return r
}

// gridCalls put a text together as programs do.
var gridCalls = []gridDisguise{
	{"literals with a plus", literals(`"`, ` + `), gridCodes}, {"literals with a tight plus", literals(`'`, `+`), gridCodes}, {"literals with a dot", literals(`'`, ` . `), gridCodes}, {"literals with bars", literals(`'`, ` || `), gridCodes}, {"literals with an ampersand", literals(`"`, ` & `), gridCodes}, {"literals with two dots", literals(`"`, ` .. `), gridCodes}, {"adjacent literals", literals(`"`, ` `), gridCodes}, {"literals over lines", literals(`"`, " +\n    "), gridCodes}, {"literals with a diamond", literals(`"`, ` <> `), gridCodes}, {"literals of a shell", literals(`'`, ``), gridCodes},
	{"a call of concat", func(s string) string { return `concat('⟦` + inHalves(`', '`)(s) + `⟧')` }, gridCodes}, {"a call of join", func(s string) string { return `["⟦` + inHalves(`", "`)(s) + `⟧"].join("")` }, gridCodes}, {"a path joined", func(s string) string {
		return `os.path.join("⟦/srv/ledger", "etc/app.conf⟧")`
	}, "path"}, {"a format", func(s string) string { i := middle(s); return `"%s%s" % ("⟦` + s[:i] + `", "` + s[i:] + `⟧")` }, gridCodes},
	{"CHR with bars", listed("CHR(%d)", "||"), gridCodes}, {"CHR with blanks", listed("CHR(%d)", " || "), gridCodes}, {"CHAR with plus", listed("CHAR(%d)", " + "), gridCodes}, {"chr with dots", listed("chr(%d)", "."), gridCodes}, {"ChrW with ampersands", listed("ChrW(%d)", " & "), gridCodes}, {"chr in hexadecimal", listed("chr(0x%x)", "+"), gridCodes}, {"CHAR of a list", func(s string) string { return "CHAR(⟦" + listed("%d", ",")(s) + "⟧)" }, gridCodes}, {"fromCharCode", func(s string) string { return "String.fromCharCode(⟦" + listed("%d", ", ")(s) + "⟧)" }, gridCodes}, {"fromCharCode in hexadecimal", func(s string) string { return "String.fromCharCode(⟦" + listed("0x%x", ",")(s) + "⟧)" }, gridCodes}, {"bytes of a list", func(s string) string { return "bytes([⟦" + listed("%d", ", ")(s) + "⟧])" }, gridCodes}, {"an array of characters", func(s string) string { return "{⟦" + slashed(listed("'%c'", ", ")(s)) + "⟧}" }, gridCodes}, {"an array of strings", func(s string) string { return "[⟦" + slashed(listed(`"%c"`, ",")(s)) + "⟧]" }, gridCodes}, {"an array of strings joined", func(s string) string { return "[⟦" + slashed(listed(`"%c"`, ", ")(s)) + `⟧].join("")` }, gridCodes}, {"PowerShell characters", func(s string) string { return "-join(⟦" + listed("[char]%d", ",")(s) + "⟧)" }, gridCodes}, {"PowerShell characters with plus", listed("[char]%d", "+"), gridCodes}, {"PowerShell characters in hexadecimal", listed("[char]0x%x", "+"), gridCodes},
	{"hexadecimal of SQL", func(s string) string { return "x'⟦" + bytesAs(s, "%02x") + "⟧'" }, ""}, {"unhex", func(s string) string { return "UNHEX('⟦" + bytesAs(s, "%02X") + "⟧')" }, ""}, {"atob", func(s string) string { return `atob("⟦` + base64.StdEncoding.EncodeToString([]byte(s)) + `⟧")` }, ""}, {"a bytes literal", func(s string) string { return `b"⟦` + bytesAs(s, "\\x%02x") + `⟧"` }, ""}, {"printf", func(s string) string { return `printf '⟦` + bytesAs(s, "\\x%02x") + `⟧\n'` }, ""},
}

// gridSpelled say a text in words.
var gridSpelled = []gridDisguise{
	{"alphabet of radio", nato, gridKnown + " hostname ticket"}, {"letters as in words", asIn, "customer term"}, {"letters with capitals and dashes", then(strings.ToUpper, letterByLetter("-")), gridKnown}, {"letters with capitals and dots", then(strings.ToUpper, letterByLetter(". ")), gridKnown}, {"letters with capitals and blanks", then(strings.ToUpper, letterByLetter(" ")), gridKnown},
	{"at and dot in English", told(" at ", " dot "), gridNet}, {"at and dot in German", told(" at ", " Punkt "), gridNet}, {"at and dot in French", told(" arobase ", " point "), gridNet}, {"at and dot in Spanish", told(" arroba ", " punto "), gridNet}, {"at and dot in Italian", told(" chiocciola ", " punto "), gridNet}, {"at and dot in Portuguese", told(" arroba ", " ponto "), gridNet}, {"at and dot in Dutch", told(" apenstaartje ", " punt "), gridNet}, {"at and dot in Polish", told(" małpa ", " kropka "), gridNet}, {"at and dot in Czech", told(" zavináč ", " tečka "), gridNet}, {"at and dot in Swedish", told(" snabel-a ", " punkt "), gridNet}, {"at and dot in Hungarian", told(" kukac ", " pont "), gridNet}, {"at and dot in Turkish", told(" et ", " nokta "), gridNet}, {"at and dot in Finnish", told(" ät ", " piste "), gridNet}, {"at and dot in Russian", told(" собака ", " точка "), gridNet}, {"at and dot in Ukrainian", told(" равлик ", " крапка "), gridNet}, {"at and dot in Greek", told(" παπάκι ", " τελεία "), gridNet}, {"at and dot in Japanese", told("アットマーク", "ドット"), gridNet}, {"at and dot in brackets", told(" (at) ", " (dot) "), gridNet}, {"at and dot in capitals", told("(AT)", "(DOT)"), gridNet}, {"at and dot with dashes", told("-at-", "-dot-"), "email_address"}, {"at and dot with underscores", told("_at_", "_dot_"), "email_address"}, {"at and dot in stars", told(" *at* ", " *dot* "), gridNet},
}
