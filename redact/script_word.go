package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scripts are those of which a word in a text of Latin letters is a name more often than not.
var scripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Tamil, unicode.Gurmukhi, unicode.Devanagari, unicode.Bengali, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Gujarati, unicode.Sinhala, unicode.Thai, unicode.Georgian, unicode.Armenian, unicode.Hebrew, unicode.Arabic, unicode.Ethiopic, unicode.Cyrillic, unicode.Greek}

// languageNames are what languages call themselves, and greetings.
var languageNames = wordSet("日本語 中文 简体中文 繁體中文 한국어 العربية русский українська ελληνικά עברית ไทย हिन्दी தமிழ் ਪੰਜਾਬੀ বাংলা ქართული հայերեն български српски македонски беларуская తెలుగు ಕನ್ನಡ മലയാളം ગુજરાતી μ µ ω δ δt σ λ π α β γ київ москва αθήνα да нет так ні ok شكرا شكراً спасибо дякую пожалуйста будь ласка ευχαριστώ παρακαλώ 谢谢 謝謝 ありがとう 감사합니다 תודה ελλάδα россия україна македонія привет привіт добрый день доброе утро да/нет καλημέρα 您好 你好")

// lonelyWords finds one or two words of another script in a text of Latin letters.
func (l *looking) lonelyWords() {
	t := l.text
	for i := 0; i < len(t); {
		if t[i] < 0x80 {
			i = nextBeyond(t, i)
			continue
		}
		if t[i] < 0xCD {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(t[i:])
		script := scriptOf(r)
		if script == nil {
			i += n
			continue
		}
		start, end, words := i, i, 0
		for end < len(t) {
			stop := wordOfScript(t, end, script)
			if stop == end {
				break
			}
			words++
			i, end = stop, stop
			if byteAt(t, end) == ' ' && wordOfScript(t, end+1, script) > end+1 {
				end++
			}
		}
		if s := t[start:i]; words > 0 && words < 3 && script != unicode.Hiragana && l.lonely(start, i) && !languageNames[strings.ToLower(s)] && !languageNames[firstField(strings.ToLower(s))] && utf8.RuneCountInString(s) > 1 && utf8.RuneCountInString(s) < 24 {
			l.addWeight(start, i, nameRule, Warn)
		}
		i = max(i, end)
	}
}

// scriptOf is the script of a letter, nil for Latin ones.
func scriptOf(r rune) *unicode.RangeTable {
	if r < 0x370 {
		return nil
	}
	for _, s := range scripts {
		if unicode.Is(s, r) {
			return s
		}
	}
	return nil
}

// wordOfScript is where the letters of a script from an offset end.
func wordOfScript(t string, at int, script *unicode.RangeTable) int {
	for at < len(t) {
		r, n := utf8.DecodeRuneInString(t[at:])
		if !unicode.Is(script, r) && !unicode.IsMark(r) {
			break
		}
		at += n
	}
	return at
}

// lonely reports whether Latin letters stand in the same line as a word of another script, and no
// other letters of one do near it.
func (l *looking) lonely(start, end int) bool {
	t := l.text
	if wordByte(t, start-1) && t[start-1] < 0x80 || wordByte(t, end) && t[end] < 0x80 {
		return false
	}
	from, to := lineStart(t, start), min(len(t), end+400)
	if n := strings.IndexByte(t[end:to], '\n'); n >= 0 {
		to = end + n
	}
	latin, other := 0, 0
	for _, r := range t[from:start] + " " + t[end:to] {
		if r < 0x370 && unicode.IsLetter(r) {
			latin++
		} else if scriptOf(r) != nil {
			other++
		}
	}
	return latin > 7 && other < 12
}

// firstField is what stands before the first blank of s.
func firstField(s string) string {
	head, _, _ := strings.Cut(s, " ")
	return head
}
