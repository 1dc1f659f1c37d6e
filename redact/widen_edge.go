package redact

import "strings"

// edgeBehind takes into a hit the possessive behind it. It goes on in the suggestion, so that
// the sentence reads on.
func edgeBehind(text string, h hit) hit {
	switch h.rule.kind {
	case PersonName, Customer, TermUse:
		return withOwn(text, h)
	}
	return h
}

// apostrophes stand before the s of a possessive.
var apostrophes = []string{"'", "’", "´", "ʼ", "&#39;", "&#039;", "&#x27;", "&apos;", "&rsquo;", "&#8217;", "&#x2019;", "%27", "%E2%80%99"}

// withOwn takes the possessive behind a hit into it: Dana's, James'.
func withOwn(text string, h hit) hit {
	for _, mark := range apostrophes {
		if !strings.HasPrefix(text[h.end:], mark) {
			continue
		}
		stop := h.end + len(mark)
		if c := byteAt(text, stop); (c == 's' || c == 'S') && !wordByte(text, stop+1) && classAt(text, stop+1)&(dash|under) == 0 {
			return h.owning(mark, stop+1)
		}
		if c := text[h.end-1]; (c == 's' || c == 'x' || c == 'z') && len(mark) < 4 && byteAt(text, stop) == ' ' && classAt(text, stop+1)&lower != 0 && !quotedBefore(text, h.start) {
			return h.owning(mark, stop)
		}
	}
	return h
}

// owning is a hit that ends with a possessive.
func (h hit) owning(mark string, end int) hit {
	if s := h.suggestion(); s != "" {
		if s += mark; !strings.HasSuffix(s, "s"+mark) {
			s += "s"
		}
		h.instead = &s
	}
	h.end = end
	return h
}

// quotedBefore reports whether a single quotation mark opens in the line before an offset.
func quotedBefore(text string, at int) bool {
	for i := lineStart(text, at); i < at; i++ {
		if text[i] == '\'' && !wordByte(text, i-1) || strings.HasPrefix(text[i:at], "‘") {
			return true
		}
	}
	return false
}

// Owner is what a find names, without the possessive that it ends with: "Padraig" of
// "Padraig's".
func Owner(found string) string {
	for _, mark := range apostrophes {
		for _, end := range []string{mark + "s", mark + "S", mark} {
			if bare, own := strings.CutSuffix(found, end); own && bare != "" {
				return bare
			}
		}
	}
	return found
}
