package review

import (
	_ "embed"
	"strings"
	"testing"
	"time"
)

//go:embed testdata/chat.txt
var longChat string

//go:embed testdata/chat.kept
var longChatKept string

func TestWhatBelongsOnATimelineIsSuggested(t *testing.T) {
	t.Parallel()
	ms, _ := ParseChat(NewChat{Text: longChat, Day: "2026-03-04"}, time.Time{})
	effects := map[string]Effect{}
	for line := range strings.Lines(longChatKept) {
		sign, what, _ := strings.Cut(strings.TrimSpace(line), "\t")
		effects[what] = effectWords[sign]
	}
	if len(ms) != 300 || len(effects) != 25 {
		t.Fatalf("%d messages, %d to keep", len(ms), len(effects))
	}
	missed, besides, agreed := 0, 0, 0
	for _, m := range ms {
		effect, keep := effects[m.What]
		switch {
		case keep && !m.Suggested:
			missed++
			t.Logf("not suggested: %s", m.What)
		case !keep && m.Suggested:
			besides++
			t.Logf("suggested besides: %s", m.What)
		case keep && m.Guess == effect:
			agreed++
		case keep:
			t.Logf("guessed %s: %s", m.Guess, m.What)
		}
	}
	if missed > 2 || besides > 5 || agreed < 18 {
		t.Errorf("%d missed, %d suggested besides, %d of 25 effects guessed", missed, besides, agreed)
	}
}
