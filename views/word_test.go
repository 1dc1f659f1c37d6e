package views

import (
	"testing"

	"vitrine/models"
)

func TestNamesAreJoinedAsInSpeech(t *testing.T) {
	t.Parallel()
	abc := []string{"A", "B", "C", "D", "E"}
	for _, tc := range []struct {
		n, most int
		want    string
	}{{0, 4, ""}, {1, 4, "A"}, {2, 4, "A and B"}, {3, 4, "A, B and C"}, {5, 4, "A, B, C and 2 more"}, {5, 0, "A, B, C, D and E"}} {
		if got := Names(abc[:tc.n], tc.most); got != tc.want {
			t.Errorf("%d names, %d at most: %q, not %q", tc.n, tc.most, got, tc.want)
		}
	}
	if abc[3] != "D" {
		t.Error("the list was written to")
	}
}

func TestEveryStatusHasAWordAndAShapeOfItsOwn(t *testing.T) {
	t.Parallel()
	said, shaped := map[string]bool{}, map[string]bool{}
	for _, s := range models.Statuses {
		said[Word(s)], shaped[Tone(s)] = true, true
	}
	if len(said) != 6 || len(shaped) != 6 {
		t.Errorf("%d words and %d shapes for six states", len(said), len(shaped))
	}
	if Word("odd") != "Unknown" || Tone("odd") != "unknown" {
		t.Error("a state we do not know does not look unknown")
	}
}
