package public

import (
	"net/netip"
	"sync"
	"time"
)

const (
	signupsPerNet = 20 // an office shares one address
	plainPerNet   = 6  // of them without the work of a script
	lookupsPerNet = 300
	limitPeriod   = 10 * time.Minute
	mostNetworks  = 50_000 // remembered at one time
)

// limiter counts what each network did lately. It forgets everything at the end
// of each period, which lets at most twice the limit through and needs no clock
// of its own.
type limiter struct {
	most   int
	period time.Duration

	mu    sync.Mutex
	since time.Time
	seen  map[netip.Prefix]int
}

func newLimiter(most int, period time.Duration) *limiter {
	return &limiter{most: most, period: period, seen: map[netip.Prefix]int{}}
}

// allow counts one more deed of n and reports whether it is within the limit.
// When too many networks come at once, new ones are refused.
func (l *limiter) allow(n netip.Prefix, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.since) >= l.period || now.Before(l.since) {
		l.since, l.seen = now, map[netip.Prefix]int{}
	}
	count, known := l.seen[n]
	if count >= l.most || !known && len(l.seen) >= mostNetworks {
		return false
	}
	l.seen[n] = count + 1
	return true
}

// full reports whether n has reached the limit, and counts nothing.
func (l *limiter) full(n netip.Prefix, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.since) >= l.period || now.Before(l.since) {
		return false
	}
	count, known := l.seen[n]
	return count >= l.most || !known && len(l.seen) >= mostNetworks
}

// back takes one deed of n back that allow counted.
func (l *limiter) back(n netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen[n]--; l.seen[n] <= 0 {
		delete(l.seen, n)
	}
}
