package redact

import (
	"sort"
	"strings"
)

// tightened is a view in which blanks, quotation marks and brackets around the marks
// of an address are gone, where several follow each other as they do in no sentence:
// web - prod - 03, wiki 'dot' corp, ines. duarte@ northpole. example. Nil when there
// are none.
func tightened(v *view) *view {
	b, t := derive(v), v.text
	var chain []span // clusters around marks, with the mark each is for
	var says []string
	mail, last := false, 0
	flush := func() {
		if len(chain) > 1 || mail {
			for i, c := range chain {
				b.replace(c.start, c.end, says[i])
			}
		}
		chain, says, mail = chain[:0], says[:0], false
	}
	for at := 0; at < len(t); at++ {
		if !clusterMarks[t[at]] {
			continue
		}
		i := at
		if i > 0 && t[i-1] == ' ' {
			i--
		} else if next := byteAt(t, i+1); t[i] == '\\' || !clusterMarks[next] && next != ' ' {
			continue
		}
		if !wordByte(t, i-1) {
			continue
		}
		end, mark := clusterAt(t, i)
		if mark == "" {
			continue
		}
		if len(chain) > 0 && (i-last > 40 || !all(t[last:i], wordPart) && strings.Trim(t[last:i], addressBytes) != "") {
			flush()
		}
		chain, says, last = append(chain, span{i, end}), append(says, mark), end
		mail = mail || mark == "@"
		at = end - 1
	}
	flush()
	return b.done()
}

// addressBytes may stand between the marks of one address.
const addressBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_/@:~"

// clusterMarks are the marks that stand around a mark: one begins them, or follows the
// blank that does.
var clusterMarks = byteTable(".-_/@:'\"`[(<{|\\")

func byteTable(s string) (table [256]bool) {
	for i := range len(s) {
		table[s[i]] = true
	}
	return table
}

// clusterAt is where the marks around one mark of an address end, and the mark; "" where
// they are those of a sentence.
func clusterAt(t string, i int) (end int, mark string) {
	end = i
	bare := ""
	for end < len(t) && end-i < 12 && classes[t[end]]&(letters|digit) == 0 && t[end] != '\n' {
		if strings.IndexByte(" '\"`[](){}<>|\\", t[end]) < 0 {
			bare += t[end : end+1]
		}
		end++
	}
	if !wordByte(t, end) || end-i == len(bare) {
		return i, ""
	}
	if before := t[i] == ' ' && end-i == 2; before && (bare == "-" || bare == "/" || bare == "_" || bare == ":") || strings.HasPrefix(t[i:], ". ") && end-i != 2 {
		return i, "" // an option of a command, the end of a sentence
	}
	switch bare {
	case ".", ":":
		if t[i:end] == bare+" " && (bare == ":" || classAt(t, end)&upper != 0 || end-i == 2 && classAt(t, i-1)&digit != 0) || t[i:end] == bare+"\" " || t[i:end] == bare+" \"" {
			return i, "" // the end of a sentence
		}
	case "-", "_", "/", "@", "://":
	case ":/", "//", ":///":
		return end, "://"
	default:
		return i, ""
	}
	return end, bare
}

// tightKinds are believed in the tightened view, with the marks of theirs that have to
// have been apart.
var tightKinds = map[Kind]int{Hostname: 2, EmailAddress: 1, InternalURL: 1, Path: 2, Secret: 1, Ticket: 1, Identifier: 2, IPAddress: 2}

// lookTight keeps the hits of a tightened view that somebody took apart on purpose.
func (s *Scanner) lookTight(v *view, depth int) []hit {
	var hits []hit
	for _, w := range v.windows() {
		l := s.looking(v.slice(w.start, w.end), depth)
		for _, h := range l.hits {
			need := tightKinds[h.rule.kind]
			if h.rule == hostRule || h.rule == ticketRule {
				need = 1
			}
			if need == 0 || h.rule == hostGuess || h.rule == ticketGuess || v.editsIn(h.start+w.start, h.end+w.start) < need {
				continue
			}
			h.start, h.end = l.view.origin(h.start, h.end)
			h.weight = Warn
			hits = append(hits, h)
		}
	}
	return hits
}

// editsIn counts the edits of a view inside a span of it.
func (v *view) editsIn(start, end int) (n int) {
	first := sort.Search(len(v.edits), func(i int) bool { return v.edits[i].start >= start })
	for _, e := range v.edits[first:] {
		if e.start > end {
			break
		}
		n += btoi(e.end <= end)
	}
	return n
}
