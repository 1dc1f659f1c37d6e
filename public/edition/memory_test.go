package edition

import (
	"math"
	"runtime/debug"
	"testing"
)

// TestPagesOfEveryLanguageMayLeaveMemory wants the many pages of long ago counted as
// such under every address they have.
func TestPagesOfEveryLanguageMayLeaveMemory(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{"/": false, "/de": false, "/components/api": true, "/components/api.rss": true, "/badge/api.svg": false, "/feed.rss": false, "/api/v2/summary.json": false, "/de/subscribe": false,
		"/incidents/x": true, "/de/incidents/x": true, "/ja/history/2026-11": true, "/fr/components/api": true, "/postmortems/x": true, "/postmortems/x/changes/1-2": true,
		"/api/postmortems/x.json": true} {
		if got := archival(path); got != want {
			t.Errorf("%s may leave memory: %t, want %t", path, got, want)
		}
	}
}

// TestTheCollectorHastensUntilTheLastIsDone: editions of two presses are made at once,
// and end in another order than they began.
func TestTheCollectorHastensUntilTheLastIsDone(t *testing.T) {
	percent := func() int {
		now := debug.SetGCPercent(100)
		debug.SetGCPercent(now)
		return now
	}
	t.Setenv("GOGC", "")
	defer debug.SetGCPercent(debug.SetGCPercent(150))
	first, second := frugal(), frugal()
	first()
	if got := percent(); got != 25 {
		t.Errorf("while one is still made the collector runs at %d %%", got)
	}
	second()
	if got := percent(); got != 150 {
		t.Errorf("afterwards it runs at %d %%", got)
	}
	t.Setenv("GOGC", "150")
	done := frugal()
	if got := percent(); got != 150 {
		t.Errorf("what the operator set became %d %%", got)
	}
	done()
}

// TestMemoryIsTightUntilTheSiteIsMade unless the operator said how much there is.
func TestMemoryIsTightUntilTheSiteIsMade(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	done := tight(1_000_000)
	if got := debug.SetMemoryLimit(-1); got < 256_000_000 || got > 4<<30 {
		t.Errorf("a million files are made within %d bytes", got)
	}
	done()
	if got := debug.SetMemoryLimit(-1); got != math.MaxInt64 {
		t.Errorf("afterwards the limit is %d", got)
	}
	debug.SetMemoryLimit(5 << 30)
	done = tight(10)
	if got := debug.SetMemoryLimit(-1); got != 5<<30 {
		t.Errorf("what the operator set became %d", got)
	}
	done()
}

func TestACutTextEndsWithAWholeWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"Cards are refu": "Cards are", "決済が失敗します。原因を調べ": "決済が失敗します", "unbroken": ""} {
		if got := whole(text); got != want {
			t.Errorf("%q is cut to %q, not %q", text, got, want)
		}
	}
}
