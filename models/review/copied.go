package review

import (
	"strings"
	"unicode"
)

// copiedFrom is how many words in a row make a copy.
const copiedFrom = 8

// Copied lists the runs of eight words or more that stand in a public text and
// in one of the internal ones, as the public text says them and in its order.
// Letters' case and everything that is no letter and no digit do not count. What
// stands in a text that is public already is no copy.
func Copied(text string, inside, public []string) []string {
	from, out := eightInARow(inside), eightInARow(public)
	ws := spelledWords(text)
	var list []string
	for i := 0; i+copiedFrom <= len(ws); {
		if !from[inOneRow(ws[i:i+copiedFrom])] || out[inOneRow(ws[i:i+copiedFrom])] {
			i++
			continue
		}
		end := i + copiedFrom
		for end < len(ws) && from[inOneRow(ws[end+1-copiedFrom:end+1])] && !out[inOneRow(ws[end+1-copiedFrom:end+1])] {
			end++
		}
		list = append(list, text[ws[i].start:ws[end-1].end])
		i = end
	}
	return list
}

// eightInARow are all the runs of just enough words in some texts.
func eightInARow(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, t := range texts {
		ws := spelledWords(t)
		for i := 0; i+copiedFrom <= len(ws); i++ {
			set[inOneRow(ws[i:i+copiedFrom])] = true
		}
	}
	return set
}

// spelledWord is a word of a text and where it stands.
type spelledWord struct {
	text       string
	start, end int
}

// spelledWords cuts a text into its words, in small letters.
func spelledWords(text string) (ws []spelledWord) {
	start := -1
	for i, r := range text + " " {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		switch {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			ws = append(ws, spelledWord{strings.ToLower(text[start:i]), start, i})
			start = -1
		}
	}
	return ws
}

func inOneRow(ws []spelledWord) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String()
}
