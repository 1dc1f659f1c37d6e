package redact

import (
	"cmp"
	"slices"
)

// rule is one way of finding one kind of thing.
type rule struct {
	kind     Kind
	name     string
	severity Severity
	instead  string // the suggestion, when the find brings none of its own
	why      string
}

// hit is a find before it has a place in lines and columns.
type hit struct {
	start, end int
	rule       *rule
	instead    *string  // overrides the rule's suggestion
	weight     Severity // overrides the rule's severity
}

func (h hit) severity() Severity {
	if h.weight != "" {
		return h.weight
	}
	return h.rule.severity
}

func (h hit) suggestion() string {
	if h.instead != nil {
		return *h.instead
	}
	return h.rule.instead
}

// precedence settles which of several hits over the same bytes gives its name.
var precedence = map[Kind]int{
	Secret: 13, TermUse: 12, Customer: 11, PersonName: 10, EmailAddress: 9, InternalURL: 8, IPAddress: 7,
	Identifier: 6, Ticket: 5, Hostname: 4, Phone: 3, Path: 2, Hidden: 1,
}

// merge sorts hits and joins those that overlap. Hidden carriers are joined
// among themselves alone.
func merge(hits []hit) []hit {
	var plain, hidden []hit
	for _, h := range hits {
		if h.rule.kind == Hidden {
			hidden = append(hidden, h)
		} else {
			plain = append(plain, h)
		}
	}
	out := append(join(plain), join(hidden)...)
	slices.SortStableFunc(out, byPlace)
	return out
}

func byPlace(a, b hit) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
}

func join(hits []hit) []hit {
	slices.SortStableFunc(hits, byPlace)
	var out []hit
	for _, h := range hits {
		if last := len(out) - 1; last >= 0 && h.start < out[last].end {
			out[last] = join2(out[last], h)
			continue
		}
		out = append(out, h)
	}
	return out
}

// join2 makes one hit of two that overlap: the stronger names it, the severer
// weighs, and it covers both.
func join2(a, b hit) hit {
	name, other := a, b
	if stronger(b, a) {
		name, other = b, a
	}
	if other.severity() == Block {
		name.weight = Block
	}
	name.start, name.end = min(a.start, b.start), max(a.end, b.end)
	return name
}

// stronger: a secret always, then the longer span, then the more telling kind.
func stronger(a, b hit) bool {
	if at, bt := a.rule == spelledSecret, b.rule == spelledSecret; at != bt && a.rule.kind != Identifier && b.rule.kind != Identifier && 5*min(a.end-a.start, b.end-b.start) >= 3*max(a.end-a.start, b.end-b.start) {
		return bt // what is spelled out is known for something else
	}
	if sa, sb := a.rule.kind == Secret, b.rule.kind == Secret; sa != sb {
		return sa
	}
	if la, lb := a.end-a.start, b.end-b.start; la != lb {
		return la > lb
	}
	if at, bt := a.rule == ticketRule, b.rule == ticketRule; at != bt && (a.rule.kind == Identifier || b.rule.kind == Identifier) {
		return at // a number of our own tracker in a column of ids
	}
	if at, bt := a.rule == strangeCodeRule || a.rule == shapeEcho, b.rule == strangeCodeRule || b.rule == shapeEcho; at != bt && a.rule.kind != Ticket && b.rule.kind != Ticket {
		return bt // what says more than its form
	}
	if at, bt := a.rule == hostRule, b.rule == hostRule; at != bt && (a.rule == idRule || b.rule == idRule || a.rule == idEcho || b.rule == idEcho) {
		return at // a domain of ours in a column of ids
	}
	return precedence[a.rule.kind] > precedence[b.rule.kind]
}
