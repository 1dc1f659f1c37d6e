package coach

import (
	"regexp/syntax"
	"strings"
)

// need is a list of texts of which one must stand in whatever an expression
// fits, in lower case; empty where nothing can be said. Looking for them first
// spares most sentences the expression, which is some hundred times slower.
func need(pattern string) []string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return needed(tree)
}

func needed(e *syntax.Regexp) []string {
	switch e.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(e.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min > 0 {
			return needed(e.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, part := range e.Sub {
			if n := needed(part); worth(n) > worth(best) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, way := range e.Sub {
			n := needed(way)
			if len(n) == 0 {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
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
