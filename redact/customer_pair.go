package redact

import "strings"

// wordItself reports whether a name in small letters stands for the word and its meaning: the word
// "heron" is a bird; sagebrush grows in the desert.
func (l *looking) wordItself(start, end int) bool {
	t := l.text
	if byteAt(t, start-1) == '"' && byteAt(t, end) == '"' {
		said := strings.ToLower(wordBefore(t, start-1).in(t))
		return (said == "word" || said == "noun" || said == "term") && strings.HasPrefix(t[end+1:], " is ")
	}
	opens := sentenceStart(t, start) || strings.HasSuffix(t[:start], "; ")
	return opens && byteAt(t, end) == ' ' && natureVerbs[wordAfter(t, end).in(t)]
}

// natureVerbs are what plants, beasts and stones do.
var natureVerbs = wordSet("grows grow bloom blooms nest nests sing sings swim swims hunt hunts melt melts hatch hatches migrate breed breeds wither withers sprout sprouts")

// addPairInitials adds the initials of a firm called after two: K&F of Kestrel & Finch.
func (d *dictionary) addPairInitials(name string) {
	left, right, ok := strings.Cut(name, " & ")
	if !ok {
		left, right, ok = strings.Cut(name, " and ")
	}
	if !ok || left == "" || right == "" || strings.Contains(left, " ") || classes[left[0]]&lower == 0 || classes[right[0]]&lower == 0 {
		return
	}
	short := left[:1] + "&" + right[:1]
	if pairsOfLetters[short] {
		return
	}
	d.add(short, func(l *looking, start, end int) {
		if s := l.text[start:end]; s == strings.ToUpper(s) && classAt(l.text, start-1)&(dash|under|dot) == 0 && classAt(l.text, end)&(dash|under|digit) == 0 && byteAt(l.text, end) != '=' {
			l.addWeight(start, end, customerRule, Warn)
		}
	})
}

// pairsOfLetters are two letters that mean something to everybody.
var pairsOfLetters = wordSet("r&d q&a h&s t&c p&l m&a b&b a&e s&p c&c d&d e&o f&b g&a i&o k&r l&d o&m p&p r&r s&h t&e v&v w&t d&i a&b t&m b&w x&y s&s r&b a&r c&i e&m f&i i&t i&c m&e m&s n&a o&g p&c p&d s&m s&w t&d u&i x&o y&z")
