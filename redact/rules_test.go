package redact

import (
	"strings"
	"testing"
)

func TestParseRules(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, yaml, want string }{
		{"an empty file gives empty rules", "", ""},
		{"every key is read", "people: [{name: A B, handles: [ab], emails: [a@b.example]}]\ncustomers: [C]\nterms: [{match: D, replace: e, kind: hostname}]\n" +
			"internal_domains: [x.example]\npublic_domains: [y.example]\nticket_prefixes: [OPS]\nallow: [Z]\n", ""},
		{"an unknown key is named with its line", "customers: [C]\ncustomer: [D]\n", "line 2"},
		{"an unknown key of a person is named with its line", "people:\n  - name: A\n    phone: 1\n", "line 3"},
		{"a value of the wrong sort is named with its line", "customers:\n  a: b\n", "line 2"},
		{"broken YAML is named with its line", "customers: [C\nterms: ]", "line"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseRules([]byte(c.yaml))
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestNewListsEveryProblem(t *testing.T) {
	t.Parallel()
	_, err := New(Rules{
		People:          []Person{{}, {Name: "A B", Emails: []string{"nobody"}}},
		Customers:       []string{" "},
		Terms:           []Term{{Replace: "x"}, {Match: "Kestrel", Kind: "bird"}},
		InternalDomains: []string{"a b"},
		TicketPrefixes:  []string{"-"},
		Allow:           []string{"", "10.0.0.0/99"},
	})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"people: entry 1", "nobody", "customers: entry 1", "terms: entry 1", "bird", "a b", "ticket_prefixes", "allow: entry 1", "10.0.0.0/99"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in the error:\n%v", want, err)
		}
	}
}

func TestNewRefusesAReplacementThatLeaks(t *testing.T) {
	t.Parallel()
	_, err := New(Rules{Terms: []Term{{Match: "Kestrel", Replace: "the scheduler on 10.0.0.1"}}})
	if err == nil || !strings.Contains(err.Error(), "10.0.0.1") {
		t.Errorf("error %v", err)
	}
}

func TestNewAcceptsEmptyRules(t *testing.T) {
	t.Parallel()
	s, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	if finds := s.Scan("All systems are operational."); len(finds) != 0 {
		t.Errorf("found %v", finds)
	}
}

// TestOddNamesAreTaken makes scanners for names that have next to nothing in them.
func TestOddNamesAreTaken(t *testing.T) {
	t.Parallel()
	parts := []string{"A", "B", "é", ".", "-", "'", "+", "&", "😀", "5", "Q.", "van", "der", "Li", "東京", "\u0301", "O'", "al-"}
	for i, a := range parts {
		for j, b := range parts {
			for k, c := range parts {
				name := a + []string{" ", ".", "-", ""}[(i+j+k)%4] + b + []string{" ", "", "."}[(i*j+k)%3] + c
				r := Rules{Customers: []string{name}, Terms: []Term{{Match: name, Replace: "a system"}}, People: []Person{{Name: name, Handles: []string{name}, Emails: []string{name + "@x.example"}}},
					InternalDomains: []string{name}, PublicDomains: []string{name}, TicketPrefixes: []string{name}, Allow: []string{name}}
				func() {
					defer func() {
						if r := recover(); r != nil {
							t.Fatalf("rules with %q: %v", name, r)
						}
					}()
					if s, err := New(r); err == nil {
						checkSpans(t, name+" and "+name+"s.", s.Scan(name+" and "+name+"s."))
					}
				}()
			}
		}
	}
}
