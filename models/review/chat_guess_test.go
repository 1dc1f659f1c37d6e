package review

import (
	"embed"
	"slices"
	"strings"
	"testing"
	"time"
)

// longChats are two chats of 300 messages with those that belong on the timeline.
// The second was written by somebody who knew nothing of the rules.
//
//go:embed testdata/chat.txt testdata/chat.kept testdata/chat2.txt testdata/chat2.kept
var longChats embed.FS

// longChat is one of them with its marked messages and their effects.
func longChat(t *testing.T, name string) (text string, effects map[string]Effect) {
	t.Helper()
	raw, err := longChats.ReadFile("testdata/" + name + ".txt")
	kept, keptErr := longChats.ReadFile("testdata/" + name + ".kept")
	if err != nil || keptErr != nil {
		t.Fatal(err, keptErr)
	}
	effects = map[string]Effect{}
	for line := range strings.Lines(string(kept)) {
		sign, what, _ := strings.Cut(strings.TrimSpace(line), "\t")
		effects[what] = effectWords[sign]
	}
	return string(raw), effects
}

func TestWhatBelongsOnATimelineIsSuggested(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name                    string
		missed, besides, agreed int // at most, at most, at least
	}{{"chat", 2, 5, 18}, {"chat2", 5, 22, 10}} {
		text, effects := longChat(t, tc.name)
		ms, _ := ParseChat(NewChat{Text: text, Day: "2026-03-04"}, time.Time{})
		if len(ms) != 300 || len(effects) != 25 {
			t.Fatalf("%s: %d messages, %d to keep", tc.name, len(ms), len(effects))
		}
		missed, besides, agreed := 0, 0, 0
		for _, m := range ms {
			effect, keep := effects[m.What]
			switch {
			case keep && !m.Suggested:
				missed++
				t.Logf("%s: not suggested: %s", tc.name, m.What)
			case !keep && m.Suggested:
				besides++
				t.Logf("%s: suggested besides: %s", tc.name, m.What)
			case keep && m.Guess == effect:
				agreed++
			}
		}
		if missed > tc.missed || besides > tc.besides || agreed < tc.agreed {
			t.Errorf("%s: %d missed, %d suggested besides, %d of 25 effects guessed", tc.name, missed, besides, agreed)
		}
	}
}

func TestWhatProgramsRepeatIsNotSuggested(t *testing.T) {
	t.Parallel()
	ms, _ := ParseChat(NewChat{Day: "2026-03-04", Text: `16:00 alertbot: FIRING login_errors > 5% (now 9%)
16:00 alertbot: FIRING login_latency > 2s (now 4s)
16:01 pagerbot: paging primary: ines
16:04 alertbot: FIRING login_errors > 5% (now 19%)
16:05 ines: restarting door-2
16:06 deploybot: restarting door-2 requested by ines
16:09 alertbot: RESOLVED login_latency > 2s
16:10 alertbot: RESOLVED login_errors > 5% (now 1%)
16:30 alertbot: FIRING login_errors > 5% (now 30%)
16:40 pagerbot: paging network: tom
16:41 talbot: paging the database team
16:41 ravi: what would a restart of door-3 cost us
16:42 ravi: draft: "Signing in works again."`}, time.Time{})
	var suggested []int64
	for _, m := range ms {
		if m.Suggested {
			suggested = append(suggested, m.Number)
		}
	}
	if want := []int64{1, 5, 8, 9, 10, 11}; !slices.Equal(suggested, want) {
		t.Errorf("suggested are %v, want the first alert, what a person did, its end, its return, the page long after and a person whose name ends like a program: %v", suggested, want)
	}
}
