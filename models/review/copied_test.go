package review_test

import (
	"slices"
	"testing"

	"vitrine/models/review"
)

func TestCopied(t *testing.T) {
	t.Parallel()
	const inside = "Customers could not log in for about 20 minutes because an unknown process ran."
	for _, tc := range []struct {
		name, text string
		public     []string
		want       []string
	}{
		{"a sentence", "Sadly, customers could not log in for about 20 minutes.", nil, []string{"customers could not log in for about 20 minutes"}},
		{"other case, marks and line ends", "CUSTOMERS *could* not,\nlog in for about 20 hours", nil, []string{"CUSTOMERS *could* not,\nlog in for about 20"}},
		{"seven words", "Customers could not log in for about an hour.", nil, nil},
		{"eight words, one of them another", "Customers could not sign in for about 20 minutes.", nil, nil},
		{"public already", "Customers could not log in for about 20 minutes.", []string{"Update: customers could not log in for about 20 minutes. Sorry."}, nil},
		{"twice", "Could not log in for about 20 minutes, yes: could not log in for about 20 minutes.", nil,
			[]string{"Could not log in for about 20 minutes", "could not log in for about 20 minutes"}},
		{"nothing", "", nil, nil},
		{"broken letters", "\xff\xfe Customers could not log in for about 20\xff", nil, []string{"Customers could not log in for about 20"}},
	} {
		if got := review.Copied(tc.text, []string{"Before.", inside}, tc.public); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
