package coach

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// need is lists of texts, in lower case; of each list one text must stand in
// whatever an expression fits. Nothing where nothing can be said. Looking for
// them first spares most sentences the expression, which is some hundred times
// slower.
func need(pattern string) [][]string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	lists := needed(tree)
	slices.SortStableFunc(lists, func(a, b []string) int { return worth(b) - worth(a) })
	return lists[:min(len(lists), 3)]
}

func needed(e *syntax.Regexp) (lists [][]string) {
	switch e.Op {
	case syntax.OpLiteral:
		return [][]string{{strings.ToLower(string(e.Rune))}}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min > 0 {
			return needed(e.Sub[0])
		}
	case syntax.OpConcat:
		for _, part := range e.Sub {
			lists = append(lists, needed(part)...)
		}
	case syntax.OpAlternate:
		var all []string
		for _, way := range e.Sub {
			best := best(needed(way))
			if len(best) == 0 {
				return nil
			}
			all = append(all, best...)
		}
		return [][]string{all}
	}
	return lists
}

func best(lists [][]string) (best []string) {
	for _, list := range lists {
		if worth(list) > worth(best) {
			best = list
		}
	}
	return best
}

// worth ranks lists: long texts are rare, and few are soon looked for.
func worth(list []string) int {
	if len(list) == 0 {
		return 0
	}
	shortest := len(list[0])
	for _, text := range list {
		shortest = min(shortest, len(text))
	}
	return min(shortest, 6)*1000 - min(len(list), 900)
}
