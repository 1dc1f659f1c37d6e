package redact

import "strings"

// longestSkeleton bounds the texts whose ids are looked for again with other marks.
const longestSkeleton = 1 << 20

// skeletonEcho finds again the ids, machines and tickets of a text that stand with
// other marks in it, or with none: A 100 8902 for A-1008902.
func skeletonEcho(text string, hits []hit) (out []hit) {
	var words []string
	var rules []*rule
	seen := map[string]bool{}
	for _, h := range hits {
		switch h.rule.kind {
		case Identifier, Ticket, Hostname, Phone:
		default:
			if h.rule != commitRule {
				continue
			}
		}
		if h.end-h.start > 64 || h.rule == spelledID || h.rule == spelledPhone {
			continue
		}
		bare := skeletonOf(text[h.start:h.end])
		if len(bare) < 6 || bits(bare)&digit == 0 || seen[bare] || len(words) >= 500 {
			continue
		}
		seen[bare] = true
		words, rules = append(words, bare), append(rules, h.rule)
	}
	if len(words) == 0 || len(text) > longestSkeleton {
		return nil
	}
	bones := make([]byte, 0, len(text))
	places := make([]int32, 0, len(text))
	for i := range len(text) {
		if c := classes[text[i]]; c&(lower|upper|digit) != 0 {
			b := text[i]
			if c&upper != 0 {
				b |= 0x20
			}
			bones, places = append(bones, b), append(places, int32(i))
		}
	}
	newAutomaton(words).find(bones, func(word, end int) {
		from, to := int(places[end-len(words[word])]), int(places[end-1])+1
		gap := to - from - len(words[word])
		if gap > 0 && gap <= len(words[word])+4 && !wordByte(text, from-1) && !wordByte(text, to) && strings.Count(text[from:to], "\n") < 2 {
			out = append(out, hit{start: from, end: to, rule: rules[word], weight: Warn})
		}
	})
	return out
}

// skeletonOf is the letters and digits of s in small letters.
func skeletonOf(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := classes[s[i]]; {
		case c&upper != 0:
			out = append(out, s[i]|0x20)
		case c&(lower|digit) != 0:
			out = append(out, s[i])
		}
	}
	return string(out)
}
