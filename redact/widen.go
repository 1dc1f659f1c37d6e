package redact

import (
	"slices"
	"strings"
)

// wholeMarks widens hits, sorted by start, where they touch no other by it.
func wholeMarks(text string, hits []hit) []hit {
	last := -1
	for i, h := range hits {
		if h.rule.kind == Hidden {
			continue
		}
		next := i + 1
		for next < len(hits) && hits[next].rule.kind == Hidden {
			next++
		}
		for _, widen := range []func(string, hit) hit{widened, edgeBehind} {
			w := widen(text, hits[i])
			if (last < 0 || w.start >= hits[last].end) && (next == len(hits) || w.end <= hits[next].start) {
				hits[i] = w
			}
		}
		last = i
	}
	slices.SortStableFunc(hits, byPlace)
	return hits
}

// widened takes the other half of a mark into a hit that holds one half of it, so that what
// is put in its place leaves no rest: Stein[adler](#), _S_teinadler, Stein||adler||.
func widened(text string, h hit) hit {
	if k := h.rule.kind; k == PersonName || k == Customer || k == TermUse { // Wind███
		for range 24 {
			if !strings.HasPrefix(text[h.end:], "█") && !strings.HasPrefix(text[h.end:], "■") && !strings.HasPrefix(text[h.end:], "▇") {
				break
			}
			h.end += len("█")
		}
	}
	if k := h.rule.kind; (k == TermUse || k == Customer || k == PersonName) && byteAt(text, h.start-1) == '#' && !wordByte(text, h.start-2) && strings.IndexByte("/#&([?", byteAt(text, h.start-2)) < 0 && wordByte(text, h.start) {
		h.start-- // #Hopscotch
	}
	if h.rule.kind == TermUse && byteAt(text, h.end) == '-' && bits(text[h.start+1:h.end])&upper == 0 {
		h.end = partsEnd(text, h.end)
	}
	h = overEscapes(text, h)
	inner := text[h.start:h.end]
	if strings.Contains(inner, "***") && strings.HasSuffix(inner, "**") && byteAt(text, h.end) == '*' {
		h.end++ // Gr***ace***
		return h
	}
	if strings.Count(inner, "~") > 1 && byteAt(text, h.start-1) == '~' && byteAt(text, h.end) == '~' {
		h.start, h.end = h.start-1, h.end+1
		return h
	}
	if strings.Contains(inner, "``") && byteAt(text, h.start-1) == '`' && byteAt(text, h.end) == '`' {
		h.start, h.end = h.start-1, h.end+1
		return h
	}
	if strings.Contains(inner, `\e[`) && strings.HasPrefix(text[h.end:], `\e[0m`) {
		h.end += len(`\e[0m`)
		return h
	}
	if h.end-h.start > 256 || !strings.ContainsAny(inner, "[]_|") {
		return h
	}
	if n := strings.Index(inner, "]("); n > 0 && strings.IndexByte(inner[:n], '[') < 0 && byteAt(text, h.start-1) == '[' {
		h.start--
	}
	if n := strings.IndexByte(inner, '['); n > 0 && byteAt(inner, len(inner)-1) == ']' && byteAt(text, h.end) == '(' && strings.Count(inner, "[") == 1 {
		if stop := targetEnd(text, h.end-1); stop > h.end {
			h.end = stop
		}
	}
	if strings.Count(inner, "||") == 1 && strings.HasPrefix(text[h.end:], "||") {
		h.end += 2
	}
	if strings.Count(inner, "_") == 1 && byteAt(text, h.start-1) == '_' && !wordByte(text, h.start-2) && bits(inner)&digit == 0 {
		h.start--
	}
	return h
}

// overEscapes takes into a secret what stands before and behind it on the other side of a bar that a
// table has to escape: tok\|Zk4Vb8Nd.
func overEscapes(text string, h hit) hit {
	if h.rule.kind != Secret {
		return h
	}
	for from := h.start; h.start > 2 && from-h.start < 64 && text[h.start-2:h.start] == `\|` && wordByte(text, h.start-3); {
		for h.start -= 2; h.start > 0 && from-h.start < 96 && classes[text[h.start-1]]&(wordPart&^beyond) != 0; h.start-- {
		}
	}
	for to := h.end; h.end-to < 64 && strings.HasPrefix(text[h.end:], `\|`) && wordByte(text, h.end+2); {
		for h.end += 2; h.end < len(text) && h.end-to < 96 && classes[text[h.end]]&(wordPart&^beyond) != 0; h.end++ {
		}
	}
	return h
}

// partsEnd is where the parts behind the name of a system and a hyphen end, at most four and no file:
// kestrel-worker.
func partsEnd(text string, end int) int {
	stop := end
	for n := range 4 {
		at := stop + 1
		for at < len(text) && at-end < 48 && classes[text[at]]&(letters|digit|under) != 0 {
			at++
		}
		if at == stop+1 || wordByte(text, at) || n == 0 && !partTails[text[stop+1:at]] {
			break
		}
		if stop = at; byteAt(text, stop) != '-' {
			break
		}
	}
	if byteAt(text, stop) == '.' && wordByte(text, stop+1) {
		return end
	}
	return stop
}

// partTails stand behind a hyphen and the name of a system for a part of it.
var partTails = wordSet("api worker workers svc service gateway gw queue consumer producer web db ui frontend backend server client proxy cache cron job jobs batch sync exporter agent sidecar operator controller scheduler ingest sender writer reader router edge core auth admin store prod staging stg dev test canary")
