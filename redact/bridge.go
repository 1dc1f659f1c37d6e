package redact

import "strings"

// bridgeKinds are told twice in a row, the second time in brackets.
var bridgeKinds = map[Kind]bool{Hostname: true, IPAddress: true, Path: true, Secret: true, Identifier: true, TermUse: true, InternalURL: true}

// bridged joins a find with the one of its kind in brackets behind it, which says the
// same in another way: web two (web-prod-2). The hits are sorted and do not overlap,
// but for the hidden ones.
func (s *Scanner) bridged(text string, hits []hit) []hit {
	out := hits[:0]
	last := -1 // the last of out that is not hidden
	for _, h := range hits {
		if h.rule.kind == Hidden {
			out = append(out, h)
			continue
		}
		if last >= 0 && h.rule.kind == Customer && out[last].rule.kind == Customer && shortAnds[text[out[last].end:h.start]] {
			out[last].end = h.end // MOEN U. TVEIT BAKERI
			continue
		}
		if last >= 0 && h.rule.kind == PersonName && out[last].rule.kind == PersonName && betweenNames(text[out[last].end:h.start]) && !s.colleagues(text, out[last], h) {
			out[last].end = h.end // Joost v.d. Meulen
			continue
		}
		if last >= 0 && h.rule.kind == out[last].rule.kind && bridgeKinds[h.rule.kind] {
			gap, closing := text[out[last].end:h.start], byteAt(text, h.end)
			if (gap == " (" || gap == "(") && closing == ')' || (gap == " [" || gap == "[") && closing == ']' {
				out[last].end = h.end + 1
				if h.severity() == Block {
					out[last].weight = Block
				}
				continue
			}
		}
		out = append(out, h)
		last = len(out) - 1
	}
	return out
}

// colleagues reports whether two finds with a hyphen between are the first names of two members of
// the directory: the Ingrid-Tobias pair.
func (s *Scanner) colleagues(text string, a, b hit) bool {
	one, other := foldWord(text[a.start:a.end]), foldWord(text[b.start:b.end])
	return one != other && text[a.end:b.start] == "-" && s.words.firsts[one] && s.words.firsts[other]
}

// shortAnds stand between two parts of a customer's name.
var shortAnds = map[string]bool{" ": true, " & ": true, " U. ": true, " u. ": true, "&": true, " + ": true, "+": true, " &amp; ": true, " og ": true, " und ": true, " et ": true, " y ": true, " e ": true, " en ": true, " och ": true, " + Co ": true, "-": true}

// betweenNames reports whether a gap holds particles of a family name alone.
func betweenNames(gap string) bool {
	if gap == "-" {
		return true // Okafor-Lind
	}
	words := strings.Fields(gap)
	for _, w := range words {
		if low := strings.Trim(foldWord(w), "."); !particles[low] && low != "v.d" && low != "vd" && low != "v" {
			return false
		}
	}
	return len(words) > 0 && len(words) < 4 && gap[0] == ' ' && gap[len(gap)-1] == ' '
}
