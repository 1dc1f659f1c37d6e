package redact

import "strings"

// Values with quotation marks within them, and credentials that a blank or a line break cuts.

// shellWord is the whole of a value in which quotation marks open and close, as a shell joins its
// parts: TOKEN=aB3"c4"d5'e6'.
func shellWord(t string, v span) span {
	if v.end == v.start || byteAt(t, v.start-1) != '=' || byteAt(t, v.end) != '"' && byteAt(t, v.end) != '\'' {
		return v
	}
	end, open, pairs := v.end, byte(0), 0
	for ; end < len(t) && t[end] > ' ' && end-v.start < 128; end++ {
		switch c := t[end]; {
		case open != 0 && c == open:
			open = 0
			pairs++
		case open == 0 && (c == '"' || c == '\''):
			open = c
		case open == 0 && strings.IndexByte(",;|<>&(){}:", c) >= 0:
			return v
		}
	}
	if open != 0 || pairs == 0 || end == len(t) && t[end-1] == '"' && pairs == 1 && end == v.end+1 {
		return v
	}
	return span{v.start, end}
}

// credentialLengths are the lengths of credentials behind a beginning that tells them.
var credentialLengths = map[string]int{"ghp_": 36, "gho_": 36, "ghs_": 36, "ghu_": 36, "glpat-": 20, "npm_": 36, "AKIA": 16, "ASIA": 16, "AIza": 35, "hf_": 34, "dop_v1_": 64, "sk_live_": 24}

// cutCredential is the end of a credential that a blank or a line break cuts in two, if both pieces
// together are as long as it must be; else at.
func cutCredential(t string, start, at int) int {
	want := credentialLengths[t[start:at]]
	if want == 0 {
		return at
	}
	stop := credentialPiece(t, at)
	next := stop
	for next < len(t) && next-stop < 6 && strings.IndexByte(" \r\n\t>", t[next]) >= 0 {
		next++
	}
	end := credentialPiece(t, next)
	if stop-at < 4 || next == stop || end-next < 3 || stop-at+end-next != want || bits(t[next:end])&(digit|upper) == 0 {
		return at
	}
	return end
}

// credentialPiece is where the letters, digits and hyphens of a credential end.
func credentialPiece(t string, at int) int {
	for stop := min(len(t), at+80); at < stop && classes[t[at]]&(lower|upper|digit|under|dash) != 0; {
		at++
	}
	return at
}
