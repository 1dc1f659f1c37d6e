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
