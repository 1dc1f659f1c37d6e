package redact

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
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
	f.Fuzz(func(t *testing.T, text string) { checkScan(t, s, text) })
}

// checkScan fails where a scan of a text breaks a promise: spans lie inside, and what is
// suggested is not found in its place.
func checkScan(t *testing.T, s *Scanner, text string) {
	finds := s.Scan(text)
	checkSpans(t, text, finds)
	suggested := map[string]bool{}
	for _, f := range finds {
		suggested[f.Suggestion] = true
		if utf8.ValidString(text) && !utf8.ValidString(f.Text) {
			t.Fatalf("%q is no whole text in %q", f.Text, text)
		}
	}
	for _, f := range s.Scan(Apply(text, replacements(finds))) {
		if suggested[f.Text] {
			t.Fatalf("the suggestion %q is found in its place (%s) in %q", f.Text, f.Rule, text)
		}
	}
}

// TestScanOfSplicedTexts scans texts made of words of the whole corpus in a new order, some of
// them bent: sooner than single bytes they lead to the places that only one shape of a
// word reaches. With VITRINE_TORTURE=1 it goes on for ten minutes.
func TestScanOfSplicedTexts(t *testing.T) {
	var words []string
	for _, folder := range openHouses {
		for _, d := range corpus(t, folder) {
			words = append(words, strings.FieldsFunc(d.text, func(r rune) bool { return r == ' ' })...)
		}
	}
	s := corpusScanner(t, "open/northpole")
	seed, until := uint64(1), time.Time{}
	if os.Getenv("VITRINE_TORTURE") != "" {
		seed, until = uint64(time.Now().UnixNano()), time.Now().Add(10*time.Minute)
	}
	for last := seed + 2000; seed < last || time.Now().Before(until); seed++ {
		text := spliced(words, rand.New(rand.NewPCG(seed, 0)))
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Fatalf("panic %v at %q", r, text)
				}
			}()
			checkScan(t, s, text)
		}()
	}
}

// spliced is a text of some of the words, some of them bent.
func spliced(words []string, r *rand.Rand) string {
	var b strings.Builder
	for range 4 + r.IntN(40) {
		w := []byte(words[r.IntN(len(words))])
		for range r.IntN(3) {
			at := r.IntN(len(w))
			switch r.IntN(5) {
			case 0:
				w[at] = byte('0' + r.IntN(10))
			case 1:
				w[at] = ".-_/@:=\"'()[]{}<>|,;#%*\n"[r.IntN(24)]
			case 2:
				w = append(w[:at:at], w[at+r.IntN(len(w)-at):]...)
			case 3:
				w[at] ^= 0x20
			default:
				w = append(w[:at:at], append([]byte(words[r.IntN(len(words))]), w[at:]...)...)
			}
			if len(w) == 0 {
				break
			}
		}
		b.Write(w)
		b.WriteString([]string{" ", " ", " ", " ", "", "-", ".", ": ", "\n"}[r.IntN(9)])
	}
	return b.String()
}
