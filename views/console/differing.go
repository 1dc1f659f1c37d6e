package console

import "strings"

// mostCells bounds the work of laying two texts beside each other; longer ones
// are shown one after the other.
const mostCells = 1_000_000

// differing lays two texts over each other word by word: what only the first
// says is marked "del", what only the second says "ins".
func differing(was, is string) []Stretch {
	a, b := strings.SplitAfter(was, " "), strings.SplitAfter(is, " ")
	if len(a)*len(b) > mostCells {
		return []Stretch{{Text: was, Mark: "del"}, {Text: is, Mark: "ins"}}
	}
	longest := common(a, b)
	var list []Stretch
	add := func(mark, word string) {
		if word == "" {
			return
		}
		if n := len(list); n > 0 && list[n-1].Mark == mark {
			list[n-1].Text += word
			return
		}
		list = append(list, Stretch{Text: word, Mark: mark})
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && same(a[i], b[j]):
			add("", b[j])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && longest[i+1][j] >= longest[i][j+1]:
			add("del", a[i])
			i++
		default:
			add("ins", b[j])
			j++
		}
	}
	return list
}

// common counts the words that the rest of a and the rest of b have in common,
// in the same order.
func common(a, b []string) [][]int32 {
	longest := make([][]int32, len(a)+1)
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	for i := range longest {
		longest[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(a[i], b[j]) {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	return longest
}

// same reports whether two words are the same apart from the blank after them.
func same(a, b string) bool { return strings.TrimRight(a, " ") == strings.TrimRight(b, " ") }
