package redact

import (
	"slices"
	"testing"
)

// TestWhatOneSentenceExcusesAnotherDoesNot: a version in one place is no excuse
// for a machine in another, and an everyday name none for a colleague.
func TestWhatOneSentenceExcusesAnotherDoesNot(t *testing.T) {
	t.Parallel()
	s, err := New(Rules{People: []Person{{Name: "Alice Okafor"}, {Name: "John Smith"}}, InternalDomains: []string{"corp.northpole.example"}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Elasticsearch 10.20.3.11, 10.20.3.12 are down.":                    "10.20.3.12",
		"We upgraded 10.20.3.41 today. Later 10.20.3.41 stopped answering.": "10.20.3.41",
		"Then Alice restarted it.":                                          "Alice",
		"The change was made by John Smith.":                                "John Smith",
	} {
		finds := s.Scan(text)
		if !slices.ContainsFunc(finds, func(f Finding) bool { return text[f.Start:f.End] == want }) {
			t.Errorf("%q: %q is not among %+v", text, want, finds)
		}
	}
}
