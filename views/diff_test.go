package views

import (
	"fmt"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, before, after, want string }{
		{"the same text", "We failed.", "We failed.", "We failed."},
		{"a word is replaced whole", "Nine of ten attempts failed.", "Seven of ten attempts failed.", "-Nine-+Seven+ of ten attempts failed."},
		{"a sentence is added", "It is over.", "It is over. We are sorry.", "It is over.+ We are sorry.+"},
		{"a paragraph is removed", "One.\n\nTwo.", "Two.", "-One.\n\n-Two."},
		{"from nothing", "", "New.", "+New.+"},
		{"to nothing", "Old.", "", "-Old.-"},
		{"a sentence written anew is not cut at every small word", "The queue of jobs was full and the workers of it stood still.",
			"A limit of memory was reached and one process of ours ended.", "-The queue of jobs was full and the workers of it stood still.-+A limit of memory was reached and one process of ours ended.+"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got strings.Builder
			for _, p := range Compare(tc.before, tc.after) {
				mark := map[Change]string{Kept: "", Added: "+", Removed: "-"}[p.Change]
				got.WriteString(mark + p.Text + mark)
			}
			if got.String() != tc.want {
				t.Errorf("got %q, want %q", got.String(), tc.want)
			}
		})
	}
}

func TestCompareLosesNothing(t *testing.T) {
	t.Parallel()
	var before, after strings.Builder
	for n := range 70_000 { // more different words than the basic plane of Unicode has room for
		fmt.Fprintf(&before, "w%d ", n)
		if n%1000 != 0 {
			fmt.Fprintf(&after, "w%d ", n)
		}
	}
	var old, now string
	for _, p := range Compare(before.String(), after.String()) {
		if p.Change != Added {
			old += p.Text
		}
		if p.Change != Removed {
			now += p.Text
		}
	}
	if old != before.String() || now != after.String() {
		t.Error("the pieces do not make up the two texts")
	}
}
