package redact

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text without case and diacritics and with every run of blanks as
// one space (a blank line as one line break), for comparing words.
type folded struct {
	text   []byte
	shifts []shift
	humps  []int // where a capital begins a part of a word: runKestrel
	last   int   // of the shifts, the one before which the last place asked for lay
}

// shift says: from here on, add delta to get the place in the text folded.
type shift struct{ at, delta int }

func fold(text string) folded {
	f := folded{text: make([]byte, 0, len(text))}
	delta := 0
	for i := 0; i < len(text); {
		if d := i - len(f.text); d != delta {
			delta = d
			f.shifts = append(f.shifts, shift{len(f.text), d})
		}
		run := i
		for i < len(text) && foldsToItself[text[i]] {
			i++
		}
		if f.text = append(f.text, text[run:i]...); i == len(text) {
			break
		}
		c := text[i]
		switch {
		case c >= 0x80:
			r, n := utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && n < 2 {
				f.text = append(f.text, c) // no character: kept as it is, so that places stay true
			} else {
				f.text = appendFolded(f.text, r)
			}
			i += n
		case isSpace(c):
			i = f.blank(text, i)
		case c == '+' && classAt(text, i-1)&letters != 0 && classAt(text, i+1)&letters != 0: // a blank in a link
			f.text = append(f.text, ' ')
			i++
		default:
			if c >= 'A' && c <= 'Z' {
				if i > 0 && classes[text[i-1]]&(lower|digit) != 0 {
					f.humps = append(f.humps, len(f.text))
				}
				c |= 0x20
			}
			f.text = append(f.text, c)
			i++
		}
	}
	f.shifts = append(f.shifts, shift{len(f.text), len(text) - len(f.text)})
	return f
}

// foldsToItself are the bytes that stay as they are, wherever they stand.
var foldsToItself = func() (table [256]bool) {
	for c := range 0x80 {
		table[c] = !isSpace(byte(c)) && c != '+' && classes[c]&upper == 0
	}
	return table
}()

// blank folds the run of blanks at i and returns where it ends.
func (f *folded) blank(text string, i int) int {
	breaks := 0
	for ; i < len(text) && (isSpace(text[i]) || text[i] == '>' && breaks > 0); i++ {
		if text[i] == '\n' {
			breaks++
		}
	}
	if breaks > 1 {
		f.text = append(f.text, '\n')
	} else {
		f.text = append(f.text, ' ')
	}
	return i
}

// origin is the place in the text of a place in the folded text.
func (f *folded) origin(at int) int {
	i := f.last
	if i == 0 && len(f.shifts) > 0 && f.shifts[0].at <= at || i > 0 && f.shifts[i-1].at > at || i < len(f.shifts) && f.shifts[i].at <= at {
		if i > 0 && f.shifts[i-1].at <= at && (i+1 == len(f.shifts) || f.shifts[i+1].at > at) {
			i++ // the next one
		} else {
			i = sort.Search(len(f.shifts), func(i int) bool { return f.shifts[i].at > at })
		}
		f.last = i
	}
	if i == 0 {
		return at
	}
	return at + f.shifts[i-1].delta
}

// place is the span in the text of a span of the folded text.
func (f *folded) place(text string, start, end int) (from, to int) {
	from = min(f.origin(start), len(text))
	to = max(from, min(f.origin(end-1)+1, len(text))) // a few letters are longer in lower case
	for to < len(text) && text[to]&0xC0 == 0x80 {
		to++
	}
	return from, to
}

// wholeLetters are letters that no decomposition reduces to plain ones.
var wholeLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'þ': "th", 'ı': "i",
	'ħ': "h", 'ŋ': "n", '’': "'", 'ʼ': "'", '‘': "'", '\u00a0': " ", '\u202f': " ", '\u2009': " ",
	'‐': "-", '‑': "-", '–': "-", '−': "-",
}

func appendFolded(out []byte, r rune) []byte {
	r = unicode.ToLower(r)
	if s, ok := wholeLetters[r]; ok {
		return append(out, s...)
	}
	if unicode.Is(unicode.Mn, r) {
		return out
	}
	var buf [utf8.UTFMax]byte
	parts := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if len(parts) == 0 {
		return utf8.AppendRune(out, r)
	}
	first, _ := utf8.DecodeRune(parts)
	return utf8.AppendRune(out, first)
}

// foldWord is s folded, on its own.
func foldWord(s string) string {
	plain := true
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 || c == '+' || isSpace(c) && (c != ' ' || i+1 < len(s) && isSpace(s[i+1])) {
			return string(fold(s).text)
		}
		plain = plain && classes[c]&upper == 0
	}
	if plain {
		return s
	}
	return strings.ToLower(s)
}
