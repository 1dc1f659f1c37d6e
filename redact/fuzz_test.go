package redact

import (
	"testing"
	"unicode/utf8"
)

// replacements are the suggestions of finds.
func replacements(finds []Finding) (out []Replacement) {
	for _, f := range finds {
		out = append(out, Replacement{f.Start, f.End, f.Suggestion})
	}
	return out
}

func FuzzScan(f *testing.F) {
	for _, folder := range openHouses {
		for _, d := range corpus(f, folder) {
			f.Add(d.text)
		}
	}
	for _, text := range hostile(64) {
		f.Add(text)
	}
	s := corpusScanner(f, "open/northpole")
	f.Fuzz(func(t *testing.T, text string) {
		finds := s.Scan(text)
		checkSpans(t, text, finds)
		suggested := map[string]bool{}
		for _, f := range finds {
			suggested[f.Suggestion] = true
			if utf8.ValidString(text) && !utf8.ValidString(f.Text) {
				t.Fatalf("%q is no whole text", f.Text)
			}
		}
		for _, f := range s.Scan(Apply(text, replacements(finds))) {
			if suggested[f.Text] {
				t.Fatalf("the suggestion %q is found in its place (%s)", f.Text, f.Rule)
			}
		}
	})
}
