package console

import (
	"testing"

	"vitrine/models/review"
)

func TestASectionSaysWhatItSharesWithTheReview(t *testing.T) {
	t.Parallel()
	const run = "customers could not log in for about 20 minutes"
	for _, tc := range []struct {
		name         string
		shared       review.Shared
		copied, rare string
	}{
		{"a run of words", review.Shared{Copied: []string{run}}, "“" + run + "”", ""},
		{"two runs", review.Shared{Copied: []string{run, "another\nrun"}}, "“" + run + "” and 1 other passage", ""},
		{"a long one", review.Shared{Copied: []string{"and nobody who was on duty that night had been told of it before"}}, "“and nobody who was on duty that night had been told of it be…”", ""},
		{"a rare word", review.Shared{Rare: []string{"Kestrel"}}, "", "“Kestrel”"},
		{"as many as are shown", review.Shared{Rare: []string{"a", "b", "c", "d", "e", "f", "g", "h"}}, "", "“a”, “b”, “c”, “d”, “e”, “f”, “g”, “h”"},
		{"more than are shown", review.Shared{Rare: []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}}, "", "“a”, “b”, “c”, “d”, “e”, “f”, “g”, “h” and 2 more"},
	} {
		tc.shared.Field = "summary"
		for _, s := range (DraftPage{Form: DraftForm{Summary: "Sign-in failed."}, Shared: []review.Shared{tc.shared}}).Sections() {
			copied, rare := "", ""
			if s.Field.Name == "summary" {
				copied, rare = tc.copied, tc.rare
			}
			if s.Copied != copied || s.Rare != rare {
				t.Errorf("%s: %s says %q and %q, want %q and %q", tc.name, s.Field.Name, s.Copied, s.Rare, copied, rare)
			}
		}
	}
}
