// Package redact finds what must not leave the house in a text, and knows
// nothing else: text in, finds out. It opens no file, asks no network and reads
// no clock, so the same text with the same rules always gives the same finds.
//
// A text is looked at in several views, each mapped back to the bytes it came
// from: as written; decoded and normalised (entities, percent-encoding, defanged
// addresses, invisible characters, look-alike letters); rendered, with inline
// markup joined; with broken lines joined; and with base64 or hex payloads
// opened. What any view shows counts as found.
//
// A clean scan is no proof. The package never decides whether a text may be
// published; it only says what it saw and what could stand there instead.
package redact

import (
	"strings"
	"unicode/utf8"
)

// Severity says how a find weighs on publication.
type Severity string

// Block stops publication until it is settled; Warn is shown beside the text.
const (
	Block Severity = "block"
	Warn  Severity = "warn"
)

// Kind is the sort of thing that was found.
type Kind string

// The kinds of finds.
const (
	Secret       Kind = "secret"
	IPAddress    Kind = "ip_address"
	Hostname     Kind = "hostname"
	InternalURL  Kind = "internal_url"
	EmailAddress Kind = "email_address"
	Phone        Kind = "phone"
	PersonName   Kind = "person"
	Customer     Kind = "customer"
	Ticket       Kind = "ticket"
	TermUse      Kind = "term"
	Path         Kind = "path"
	Identifier   Kind = "identifier"
	Hidden       Kind = "hidden"
)

// Kinds lists every kind in the order in which tables show them.
func Kinds() []Kind {
	return []Kind{Secret, IPAddress, Hostname, InternalURL, EmailAddress, Phone, PersonName,
		Customer, Ticket, TermUse, Path, Identifier, Hidden}
}

// Finding is one span of the text that should not be published as it stands.
type Finding struct {
	Start      int      `json:"start"`  // byte offset into the text
	End        int      `json:"end"`    // exclusive
	Line       int      `json:"line"`   // from 1
	Column     int      `json:"column"` // from 1, in runes
	Kind       Kind     `json:"kind"`
	Rule       string   `json:"rule"`
	Text       string   `json:"text"` // the bytes Start to End of the text
	Severity   Severity `json:"severity"`
	Suggestion string   `json:"suggestion"` // what can stand there instead; empty: remove it
	Why        string   `json:"why"`        // one sentence for the writer
}

// Scanner finds what its rules name and what the shapes built in show. It is
// safe for concurrent use.
type Scanner struct {
	words *dictionary
	pass  *allowance
	zones *zones
	ticks *prefixes
	own   map[string]bool // words of the glossary
}

// New compiles the rules. Its error lists every problem in them, one per line.
func New(r Rules) (*Scanner, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	s := &Scanner{
		words: newDictionary(r),
		pass:  newAllowance(r),
		zones: newZones(r),
		ticks: newPrefixes(r.TicketPrefixes),
		own:   ownWords(r),
	}
	if err := s.checkReplacements(r); err != nil {
		return nil, err
	}
	return s, nil
}

// Scan returns what it finds in text, sorted by Start. Finds that overlap are
// merged into one, with the exception of hidden carriers (a comment, a link
// title, an invisible character): these stand beside what they carry or cut.
func (s *Scanner) Scan(text string) []Finding {
	hits := s.alike(text, withRuns(text, s.bridged(text, merge(s.look(text)))))
	found := locate(text, wholeMarks(text, hits))
	s.settleMixed(text, found)
	return found
}

// settleMixed takes back the plain spelling suggested for a word of mixed scripts or
// with something invisible in it, where that would be found in its turn.
func (s *Scanner) settleMixed(text string, found []Finding) {
	var repl []Replacement
	mixed := false
	for _, f := range found {
		mixed = mixed || f.Suggestion != "" && (f.Rule == mixedRule.name || f.Rule == invisibleRule.name)
		repl = append(repl, Replacement{f.Start, f.End, f.Suggestion})
	}
	if !mixed {
		return
	}
	again := map[string]bool{}
	plain := Apply(text, repl)
	for _, h := range merge(s.look(plain)) {
		again[plain[h.start:h.end]] = true
	}
	for i := range found {
		if r := found[i].Rule; (r == mixedRule.name || r == invisibleRule.name) && again[found[i].Suggestion] {
			found[i].Suggestion = ""
		}
	}
}

// locate turns hits, sorted by start, into findings with line and column.
func locate(text string, hits []hit) []Finding {
	found := make([]Finding, 0, len(hits))
	line, lineStart, at := 1, 0, 0
	column, columnAt := 1, 0
	for _, h := range hits {
		if n := strings.Count(text[at:h.start], "\n"); n > 0 {
			line += n
			lineStart = strings.LastIndexByte(text[:h.start], '\n') + 1
			column, columnAt = 1, lineStart
		}
		at = h.start
		column += utf8.RuneCountInString(text[columnAt:h.start])
		columnAt = h.start
		found = append(found, Finding{
			Start: h.start, End: h.end, Line: line, Column: column,
			Kind: h.rule.kind, Rule: h.rule.name, Text: text[h.start:h.end],
			Severity: h.severity(), Suggestion: h.suggestion(), Why: h.rule.why,
		})
	}
	return found
}
