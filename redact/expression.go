package redact

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a program puts together from literals and from the numbers of characters.

// evaluated is a view in which such an expression stands as it comes out; nil where there is
// none: 'Marrow' || CHR(103), ["10", "44", "18", "7"].join("."), {'n', 'a', 'm', 'e'}.
func evaluated(v *view) *view {
	b, t := derive(v), v.text
	for i := 0; i < len(t); {
		if !expressionStarts[t[i]] || wordByte(t, i-1) {
			i++
			continue
		}
		if stop := letterRun(t, i).end; stop > i && strings.IndexByte("(.$'\"", byteAt(t, stop)) < 0 {
			i = stop
			continue
		}
		if end, said := boxedLetters(t, i); end > i {
			b.replace(i, end, said)
			i = end
			continue
		}
		e := expressionAt(t, i)
		if e.items == 0 {
			i++
			continue
		}
		said, ok := e.says(t)
		if !ok && e.items == 1 {
			i++ // another mark may open before it closes
			continue
		}
		if ok {
			from, to := enclosed(t, e.start, e.end)
			if from < b.at {
				from, to = e.start, e.end
			}
			b.replace(from, to, said)
			e.end = to
		}
		i = e.end
	}
	return b.done()
}

// expressionStarts are the bytes that a literal or a call for a character begins with.
var expressionStarts = byteTable("\"'[cCnNuUsSfFbB")

// expression is a run of literals and characters with the same sort of joint between.
type expression struct {
	start, end   int
	items, calls int
	single       bool // every literal holds one character
	joint        jointSort
	parts        []string
}

// jointSort is what stands between the parts of an expression.
type jointSort int

const (
	noJoint jointSort = iota
	signJoint
	commaJoint
	bareJoint // blanks alone
)

// expressionAt reads the expression that begins at an offset; one without items where there is none.
func expressionAt(t string, start int) expression {
	e := expression{start: start, end: start, single: true}
	for at := start; e.items < 256; {
		end, text, call := characterAt(t, at)
		if end == at {
			end, text = literalAt(t, at)
		}
		if end == at {
			break
		}
		e.items++
		e.calls += btoi(call)
		e.single = e.single && (call || utf8.RuneCountInString(text) == 1)
		e.parts, e.end = append(e.parts, text), end
		next, joint := jointAt(t, end)
		if joint == noJoint || e.items > 1 && joint != e.joint {
			break
		}
		e.joint, at = joint, next
	}
	return e
}

// says is what comes out of an expression, if it is believed to put something together.
func (e expression) says(t string) (string, bool) {
	said := strings.Join(e.parts, "")
	if e.items == 1 {
		return said, e.calls > 0 && utf8.RuneCountInString(said) > 3
	}
	if e.joint == signJoint || e.single && e.items > 3 {
		return said, true
	}
	if e.joint == bareJoint {
		return said, continuedLiterals(e.parts)
	}
	sep, ok := joinedBy(t, e.start, e.end)
	return strings.Join(e.parts, sep), ok
}

// continuedLiterals reports whether literals side by side go on inside a word.
func continuedLiterals(parts []string) bool {
	for i, p := range parts[1:] {
		before := parts[i]
		if p == "" || before == "" || !continued(before[len(before)-1]) || !continued(p[0]) || strings.Contains(p, "://") {
			return false
		}
	}
	return len(parts) < 9
}

// literalAt is the end of the literal that begins at an offset, and what it holds.
func literalAt(t string, at int) (end int, text string) {
	from := at
	if strings.HasPrefix(t[at:], "U&'") || strings.HasPrefix(t[at:], "u&'") {
		from += 2
	} else if c := byteAt(t, at+1); strings.IndexByte("NnbBuU", byteAt(t, at)) >= 0 && (c == '"' || c == '\'') {
		from++
	}
	quote := byteAt(t, from)
	if quote != '"' && quote != '\'' {
		return at, ""
	}
	for i := from + 1; i < len(t) && i-from < 80 && t[i] != '\n'; i++ {
		if t[i] == '\\' {
			i++
		} else if t[i] == quote {
			if i == from+1 || wordByte(t, i+1) {
				return at, ""
			}
			return i + 1, strings.ReplaceAll(t[from+1:i], `\\`, `\`)
		}
	}
	return at, ""
}

// jointAt is where the next part of an expression begins behind a joint, and of what sort that is.
func jointAt(t string, at int) (next int, sort jointSort) {
	next = at
	marks := ""
	for next < len(t) && next-at < 24 && (isSpace(t[next]) || strings.IndexByte("+.&|<>,\\_", t[next]) >= 0) {
		if !isSpace(t[next]) && t[next] != '\\' {
			marks += t[next : next+1]
		}
		next++
	}
	switch marks {
	case "+", ".", "&", "||", "<>", "..", "++", "&_":
		return next, signJoint
	case ",":
		return next, commaJoint
	case "":
		if next > at {
			return next, bareJoint
		}
	}
	return at, noJoint
}

// characterCalls make a character of each number in their brackets.
var characterCalls = wordSet("chr char nchar unichr chrw chr$ chrb string.fromcharcode fromcharcode string.fromcodepoint fromcodepoint bytes bytearray rune byte")

// characterAt is the end of a call at an offset that makes characters of numbers, and these:
// CHR(64), String.fromCharCode(66, 0x72), [char]66.
func characterAt(t string, at int) (end int, text string, ok bool) {
	if len(t) > at+7 && t[at] == '[' && strings.EqualFold(t[at:at+6], "[char]") {
		open := byteAt(t, at+6) == '('
		stop, c := characterCode(t, at+6+btoi(open))
		if c == "" || open && byteAt(t, stop) != ')' {
			return at, "", false
		}
		return stop + btoi(open), c, true
	}
	stop := at
	for stop < len(t) && stop-at < 24 && (classes[t[stop]]&(lower|upper) != 0 || t[stop] == '.' || t[stop] == '$') {
		stop++
	}
	if byteAt(t, stop) != '(' || !lowIn(characterCalls, t[at:stop]) {
		return at, "", false
	}
	var out strings.Builder
	for stop++; out.Len() < 400; {
		for stop < len(t) && strings.IndexByte(" [{", t[stop]) >= 0 {
			stop++
		}
		next, c := characterCode(t, stop)
		if c == "" {
			return at, "", false
		}
		out.WriteString(c)
		stop = next
		for stop < len(t) && strings.IndexByte(" ]}", t[stop]) >= 0 {
			stop++
		}
		if rest := t[stop:min(len(t), stop+24)]; len(rest) > 6 && strings.EqualFold(rest[:6], "using ") {
			if n := strings.IndexByte(rest, ')'); n > 0 {
				stop += n
			}
		}
		switch byteAt(t, stop) {
		case ',':
			stop++
		case ')':
			return stop + 1, out.String(), true
		default:
			return at, "", false
		}
	}
	return at, "", false
}

// characterCode reads the number of a character, decimal or hexadecimal.
func characterCode(t string, at int) (end int, char string) {
	from, base := at, 10
	if head := t[at:min(len(t), at+2)]; strings.EqualFold(head, "0x") || strings.EqualFold(head, "&h") {
		from, base = at+2, 16
	}
	end = from
	for end < len(t) && end-from < 7 && (classes[t[end]]&digit != 0 || base == 16 && isHex(t[end])) {
		end++
	}
	n, err := strconv.ParseUint(t[from:end], base, 32)
	if err != nil || n < 0x20 || n == 0x7F || n > 0x10FFFF || n >= 0xD800 && n < 0xE000 {
		return at, ""
	}
	return end, string(rune(n))
}

// joinedBy is what a program puts between the parts of a list from start to end, and whether it
// joins them: ".".join([…]), […].join("/"), concat(…).
func joinedBy(t string, start, end int) (sep string, ok bool) {
	before := strings.TrimRight(t[max(0, start-40):start], " [({")
	low := strings.ToLower(before)
	switch {
	case strings.HasSuffix(low, "concat"), strings.HasSuffix(low, "strcat"):
		return "", true
	case strings.HasSuffix(low, "path.join"), strings.HasSuffix(low, "paths.get"), strings.HasSuffix(low, "path.of"), strings.HasSuffix(low, "path.combine"), strings.HasSuffix(low, "file.join"):
		return "/", true
	case strings.HasSuffix(low, "%"), strings.HasSuffix(low, ".format"):
		return "", onlyPlaces(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(before, "%"), ".format"), " "))
	case strings.HasSuffix(low, ".join"):
		before = strings.TrimSuffix(before, before[len(before)-5:])
		if n := len(before); n > 1 && (before[n-1] == '"' || before[n-1] == '\'') {
			if m := strings.LastIndexByte(before[:n-1], before[n-1]); m >= 0 {
				return before[m+1 : n-1], true
			}
		}
		return "", false
	}
	rest := strings.TrimLeft(t[end:min(len(t), end+24)], " ])}")
	for _, head := range []string{".join(", "-join ", ".joinToString(", ".mkString("} {
		if tail, found := strings.CutPrefix(rest, head); found && len(tail) > 1 && (tail[0] == '"' || tail[0] == '\'') {
			if m := strings.IndexByte(tail[1:], tail[0]); m >= 0 {
				return tail[1 : 1+m], true
			}
		}
	}
	return "", false
}

// onlyPlaces reports whether a literal ends a text that holds nothing but places for values: "%s%s".
func onlyPlaces(before string) bool {
	n := len(before)
	if n < 6 || before[n-1] != '"' && before[n-1] != '\'' {
		return false
	}
	m := strings.LastIndexByte(before[:n-1], before[n-1])
	return m >= 0 && n-m > 4 && strings.Trim(before[m+1:n-1], "%s{}v0123456789") == ""
}

// enclosed widens an expression to the marks of the literals that it interrupts: 'a' || chr(66) || 'c'.
func enclosed(t string, start, end int) (from, to int) {
	next, sort := jointAt(t, end)
	if sort != signJoint || byteAt(t, next) != '\'' && byteAt(t, next) != '"' {
		return start, end
	}
	for from = start; from > 0 && start-from < 8 && strings.IndexByte(" +.&|", t[from-1]) >= 0; from-- {
	}
	if from == start || byteAt(t, from-1) != t[next] {
		return start, end
	}
	return from - 1, next + 1
}

// boxedLetters is the end of four letters and more at an offset each of which stands in brackets, and
// what they make: [n][a][m][e].
func boxedLetters(t string, at int) (end int, said string) {
	var out strings.Builder
	end = at
	for end+2 < len(t) && t[end] == '[' && out.Len() < 80 {
		_, n := utf8.DecodeRuneInString(t[end+1:])
		if byteAt(t, end+1+n) != ']' {
			break
		}
		out.WriteString(t[end+1 : end+1+n])
		end += n + 2
	}
	if out.Len() < 4 || bits(out.String())&letters == 0 {
		return at, ""
	}
	return end, out.String()
}
