package redact

import (
	"encoding/base64"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A text made to waste time costs in proportion to its length: four times as much
// takes about four times as long, counted as processor time of this thread alone.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	s := corpusScanner(t, "open/northpole")
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const size = 32 << 10
	long := hostile(4 * size)
	for name, text := range hostile(size) {
		small, large := scanCost(t, s, text), scanCost(t, s, long[name])
		if large > 10*small+20*time.Millisecond {
			t.Errorf("%s: %d KB took %v, %d KB took %v", name, len(text)>>10, small, len(long[name])>>10, large)
		}
	}
}

// Payloads inside payloads end somewhere.
func TestABlobWithinABlobTakesLinearTime(t *testing.T) {
	s := corpusScanner(t, "open/northpole")
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	blob := func(size int) string {
		text := strings.Repeat("10.20.30.40 is not here. ", size/25)
		for range 5 {
			text = base64.StdEncoding.EncodeToString([]byte(text))
		}
		return text
	}
	if small, large := scanCost(t, s, blob(64<<10)), scanCost(t, s, blob(256<<10)); large > 10*small+20*time.Millisecond {
		t.Errorf("64 KB took %v, 256 KB took %v", small, large)
	}
}

// scanCost is the least processor time of three scans of a text.
func scanCost(t *testing.T, s *Scanner, text string) time.Duration {
	t.Helper()
	best := time.Hour
	for range 3 {
		start := threadTime(t)
		finds := s.Scan(text)
		best = min(best, threadTime(t)-start)
		checkSpans(t, text, finds)
	}
	return best
}

// threadTime is the processor time of this thread so far.
func threadTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(1, &u); err != nil { // RUSAGE_THREAD
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
