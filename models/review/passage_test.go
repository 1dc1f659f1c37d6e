package review

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSentencesEndWhereReadersThinkTheyDo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"One. Two! Three? Four", []string{"One.", "Two!", "Three?", "Four"}},
		{"It took 3.5 minutes, e.g. too long. See no. 4 of v1.2.3.", []string{"It took 3.5 minutes, e.g. too long.", "See no. 4 of v1.2.3."}},
		{"“Stop.” We did. (Later.) **Bold.** End", []string{"“Stop.” We did.", "(Later.)", "**Bold.**", "End"}},
		{"A line\nthat goes on. And\nmore.\n\nA paragraph", []string{"A line that goes on.", "And more.", "A paragraph"}},
		{"# Heading\nText.\n- first item. Still first.\n- second\n  goes on\n2. third\n> quoted. Twice.", []string{"Text.", "first item.", "Still first.", "second goes on", "third quoted.", "Twice."}},
		{"Before.\n```\nkubectl get po. X\n\ny\n```\nAfter.", []string{"Before.", "```\nkubectl get po. X\n\ny\n```", "After."}},
		{"```\nnever closed", []string{"```\nnever closed"}},
		{"Es war spät. Über allem lag Ruhe… und dann? ja.", []string{"Es war spät.", "Über allem lag Ruhe… und dann? ja."}},
		{"", nil}, {"...", []string{"..."}}, {" \n\n ", nil},
	} {
		var got []string
		for _, s := range sentences(tc.text) {
			got = append(got, s.text)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q is cut into %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestTakingBackMeetsWhatWasWrittenElsewhere(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		before, after, now, want string
		ok                       bool
	}{
		{"a HOST b", "a it b", "a it b", "a HOST b", true},
		{"a HOST b c", "a it b c", "a it b d", "a HOST b d", true},
		{"a b HOST c", "a b it c", "x b it c", "x b HOST c", true},
		{"a b HOST c", "a b it c", "longer beginning b it c", "longer beginning b HOST c", true},
		{"a HOST b", "a it b", "a that b", "", false},
		{"a HOST b", "a it b", "", "", false},
		{"a HOST b", "a b", "a b", "a HOST b", true},
		{"", "brought", "brought and more", "", false},
		{"Es war für HOST spät", "Es war für uns spät", "Es war für uns später", "Es war für HOST später", true},
	} {
		got, ok := Rewording{Before: tc.before, After: tc.after}.takeBack(tc.now)
		if got != tc.want || ok != tc.ok {
			t.Errorf("%q → %q, now %q: took back to %q (%v), want %q (%v)", tc.before, tc.after, tc.now, got, ok, tc.want, tc.ok)
		}
	}
}

// Two changes in different places meet whichever of them is undone.
func TestTakingBackOneOfTwoChangesLeavesTheOther(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string { return []string{"ab", "ba", "é", "x", ""}[r.IntN(5)] }
	for range 2000 {
		a, b, c := word()+"1"+word(), word()+"2"+word(), word()+"3"+word()
		x, y, p, q := word(), word(), word(), word()
		before, after := a+"<"+x+">"+b+"["+p+"]"+c, a+"<"+y+">"+b+"["+p+"]"+c
		now := a + "<" + y + ">" + b + "[" + q + "]" + c
		want := a + "<" + x + ">" + b + "[" + q + "]" + c
		if got, ok := (Rewording{Before: before, After: after}).takeBack(now); !ok || got != want {
			t.Fatalf("%q → %q, now %q: took back to %q (%v), want %q", before, after, now, got, ok, want)
		}
	}
}
