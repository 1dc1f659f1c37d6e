package redact

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Person is one entry of the staff directory.
type Person struct {
	Name    string   `yaml:"name" json:"name"`
	Handles []string `yaml:"handles" json:"handles"`
	Emails  []string `yaml:"emails" json:"emails"`
}

// Term is one entry of the glossary: Replace is what the public reads instead
// of Match. Kind is "term" when empty.
type Term struct {
	Match   string `yaml:"match" json:"match"`
	Replace string `yaml:"replace" json:"replace"`
	Kind    Kind   `yaml:"kind" json:"kind"`
}

// Rules is what one organisation knows about itself.
type Rules struct {
	People          []Person `yaml:"people" json:"people"`
	Customers       []string `yaml:"customers" json:"customers"`
	Terms           []Term   `yaml:"terms" json:"terms"`
	InternalDomains []string `yaml:"internal_domains" json:"internal_domains"` // with everything below them
	PublicDomains   []string `yaml:"public_domains" json:"public_domains"`
	TicketPrefixes  []string `yaml:"ticket_prefixes" json:"ticket_prefixes"`
	Allow           []string `yaml:"allow" json:"allow"` // exact texts, or networks
}

const ruleKeys = "people, customers, terms, internal_domains, public_domains, ticket_prefixes, allow"

// ParseRules reads rules written as YAML. Unknown keys are refused. The error
// names the line and what to do about it. An empty document gives empty rules.
func ParseRules(text []byte) (Rules, error) {
	var r Rules
	if len(strings.TrimSpace(string(text))) == 0 {
		return r, nil
	}
	err := yaml.UnmarshalWithOptions(text, &r, yaml.Strict())
	if err == nil {
		return r, nil
	}
	return Rules{}, explain(err)
}

// explain turns an error of the YAML reader into one line for the writer.
func explain(err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		return fmt.Errorf("rules: %s; write the rules as YAML with the keys %s", firstLine(err.Error()), ruleKeys)
	}
	line, message := at.GetToken().Position.Line, firstLine(at.GetMessage())
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		return fmt.Errorf("rules: line %d: %s; remove or rename it (known keys: %s; people: name, handles, emails; terms: match, replace, kind)",
			line, message, ruleKeys)
	}
	return fmt.Errorf("rules: line %d: %s; correct this line and try again", line, message)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// check lists every problem in the rules that can be seen without using them.
func (r Rules) check() error {
	var problems []error
	report := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	for i, p := range r.People {
		if strings.TrimSpace(p.Name) == "" && len(p.Handles)+len(p.Emails) == 0 {
			report("people: entry %d is empty; give it a name, a handle or an email address", i+1)
		}
		for _, e := range p.Emails {
			if !strings.Contains(e, "@") {
				report("people: %q of entry %d is not an email address", e, i+1)
			}
		}
	}
	for i, c := range r.Customers {
		if strings.TrimSpace(c) == "" {
			report("customers: entry %d is empty; remove it", i+1)
		}
	}
	for i, t := range r.Terms {
		checkTerm(i, t, report)
	}
	checkDomains("internal_domains", r.InternalDomains, report)
	checkDomains("public_domains", r.PublicDomains, report)
	checkPrefixes(r.TicketPrefixes, report)
	checkAllow(r.Allow, report)
	return errors.Join(problems...)
}

func checkTerm(i int, t Term, report func(string, ...any)) {
	if strings.TrimSpace(t.Match) == "" {
		report("terms: entry %d matches nothing; give it a match", i+1)
	}
	if t.Kind != "" && !slices.Contains(Kinds(), t.Kind) {
		report("terms: %q has the unknown kind %q; use one of %v or leave it out", t.Match, t.Kind, Kinds())
	}
}

func checkDomains(key string, domains []string, report func(string, ...any)) {
	for _, d := range domains {
		if name := bareDomain(d); name == "" || strings.ContainsAny(name, " /:@") {
			report("%s: %q is not a domain name; write it like corp.company.example", key, d)
		}
	}
}

func checkPrefixes(prefixes []string, report func(string, ...any)) {
	for _, p := range prefixes {
		name := bareTicketPrefix(p)
		if name == "" || strings.IndexFunc(name, func(c rune) bool { return !isLetter(c) && !isDigit(c) && c != '_' }) >= 0 {
			report("ticket_prefixes: %q is not a ticket prefix; write letters and digits alone, like OPS", p)
		}
	}
}

func checkAllow(allow []string, report func(string, ...any)) {
	for i, a := range allow {
		if strings.TrimSpace(a) == "" {
			report("allow: entry %d is empty; remove it", i+1)
		}
		if _, err := netip.ParsePrefix(a); err != nil && strings.Count(a, "/") == 1 && looksLikeNetwork(a) {
			report("allow: %q is not a network; write it like 10.0.0.0/8", a)
		}
	}
}

// looksLikeNetwork reports whether s is written with the characters of an
// address and a prefix length alone.
func looksLikeNetwork(s string) bool {
	address, _, _ := strings.Cut(s, "/")
	return strings.Count(address, ".") == 3 && strings.Trim(s, "0123456789./") == ""
}

// bareDomain drops what people write around a domain name.
func bareDomain(d string) string {
	d = strings.ToLower(strings.TrimSpace(d))
	return strings.Trim(strings.TrimPrefix(d, "*."), ".")
}

func bareTicketPrefix(p string) string {
	return strings.TrimRight(strings.ToUpper(strings.TrimSpace(p)), "-#")
}

// checkReplacements refuses glossary replacements that leak something themselves.
func (s *Scanner) checkReplacements(r Rules) error {
	var problems []error
	clean := map[string]bool{"": true}
	for _, t := range r.Terms {
		if clean[t.Replace] {
			continue
		}
		found := s.Scan(t.Replace)
		clean[t.Replace] = len(found) == 0
		for _, f := range found {
			if f.Severity == Block {
				problems = append(problems, fmt.Errorf("terms: the replacement %q of %q shows %q (%s); choose a wording without it",
					t.Replace, t.Match, f.Text, f.Kind))
			}
		}
	}
	return errors.Join(problems...)
}
