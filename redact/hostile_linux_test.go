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
	t.Parallel()
	s := corpusScanner(t, "open/northpole")
	const size = 32 << 10
	long := hostile(4 * size)
	for name, text := range hostile(size) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runtime.LockOSThread() // each on a thread of its own, so that several cost nobody else's time
			defer runtime.UnlockOSThread()
			if small, large := costs(t, s, text, long[name]); !linear(small, large) {
				t.Errorf("%d KB took %v, %d KB took %v", len(text)>>10, small, len(long[name])>>10, large)
			}
		})
	}
}

// linear reports whether four times as much took about four times as long.
func linear(small, large time.Duration) bool { return large <= 10*small+20*time.Millisecond }

// costs are the processor times of two scans, the least of three where the first
// do not look linear.
func costs(t *testing.T, s *Scanner, text, long string) (small, large time.Duration) {
	t.Helper()
	small, large = time.Hour, time.Hour
	for n := 0; n < 3 && (n == 0 || !linear(small, large)); n++ {
		small, large = min(small, scanCost(t, s, text)), min(large, scanCost(t, s, long))
	}
	return small, large
}

// Payloads inside payloads end somewhere.
func TestABlobWithinABlobTakesLinearTime(t *testing.T) {
	t.Parallel()
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
	if small, large := costs(t, s, blob(64<<10), blob(256<<10)); !linear(small, large) {
		t.Errorf("64 KB took %v, 256 KB took %v", small, large)
	}
}

// scanCost is the processor time of one scan of a text.
func scanCost(t *testing.T, s *Scanner, text string) time.Duration {
	t.Helper()
	start := threadTime(t)
	finds := s.Scan(text)
	took := threadTime(t) - start
	checkSpans(t, text, finds)
	return took
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
