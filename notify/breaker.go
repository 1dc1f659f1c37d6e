package notify

import (
	"regexp"
	"sync"
	"time"

	"vitrine/models/audience"
)

// tripAfter is how many refusals in a row mean that it is not about the people.
const tripAfter = 20

// heldNap is how long a worker sleeps while mails are held back.
const heldNap = 2 * time.Second

// policyWords finds in a server's words that a mail is refused for what it is or
// who sends it, not for whom it is (RFC 3463, X.7.X).
var policyWords = regexp.MustCompile(`\b5\.7\.\d{1,3}\b`)

// breaker stops sending while the mail server is away or refuses everybody. The
// zero value with a clock is closed.
type breaker struct {
	now func() time.Time

	mu       sync.Mutex
	refusals []int64 // deliveries refused in a row
	since    *time.Time
	cause    string
	opens    int       // times in a row it opened
	until    time.Time // nothing is sent before
	paused   time.Time // end of the last pause
	success  *time.Time

	policies int               // refusals in a row for what the mails are, over all pauses
	counts   time.Time         // those heard before do not count
	held     bool              // mails to subscribers and to staff wait until staff say so; sign-up mails go on
	unsaid   string            // why, until it is written down
	known    audience.Outgoing // as it was last read
}

// wait is how long nothing is to be sent, 0 when the way is open.
func (b *breaker) wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held {
		return heldNap
	}
	return max(0, b.until.Sub(b.now()))
}

// accepted closes it.
func (b *breaker) accepted() {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if b.until.After(now) { // the pause ends here
		b.paused = now
	}
	b.success = &now
	b.reset(now)
}

// reset forgets every refusal heard before.
func (b *breaker) reset(now time.Time) {
	b.since, b.cause, b.opens, b.refusals, b.until, b.policies, b.counts = nil, "", 0, nil, time.Time{}, 0, now
}

// refused counts a refusal. When it opens, it returns the deliveries refused in a
// row, once. A server that refuses by policy is taken at its word when it does so
// again after a pause; one that only says of each address that it does not exist
// may be right, and needs as many refusals as the first time. What was heard
// before a pause is over belongs to what led to it. Refusals by policy are counted
// over the pauses too: as many in a row hold everything back.
func (b *breaker) refused(id int64, heard time.Time, cause string, address bool) []int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	cause = audience.Hushed(cause)
	holds := b.policy(heard, cause)
	if !holds && heard.Before(b.paused) { // it had left before the pause began
		return []int64{id}
	}
	b.refusals = append(b.refusals, id)
	if !holds && len(b.refusals) < tripAfter && (address || b.opens == 0) {
		return nil
	}
	ids := b.refusals
	b.refusals = nil
	b.open(cause)
	return ids
}

// policy counts a refusal that is about what the mails are. It reports whether it
// is the one that holds everything back.
func (b *breaker) policy(heard time.Time, cause string) (holds bool) {
	if b.held || heard.Before(b.counts) || !policyWords.MatchString(cause) {
		return false
	}
	b.policies++
	if b.policies < tripAfter {
		return false
	}
	b.held, b.unsaid = true, cause
	return true
}

// news returns, until it is kept, why everything is held back that this process
// found out; nil for nothing.
func (b *breaker) news() *audience.Refusals {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.unsaid == "" {
		return nil
	}
	why := b.known.Refused(b.unsaid)
	return &why
}

// kept says that what news told is written down.
func (b *breaker) kept() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.unsaid = ""
}

// hold says what all processes know of mails being held back, and reports whether
// that has just ended: then the way is open at once.
func (b *breaker) hold(as audience.Outgoing) (ended bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.unsaid != "": // the others do not know yet
		return false
	case as.Held && !b.held:
		b.open(as.Why)
	case !as.Held && b.held:
		b.reset(b.now())
		ended = true
	}
	b.held, b.known = as.Held, as
	return ended
}

// unreachable opens it at once. It reports whether this is news.
func (b *breaker) unreachable(err error) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	fresh := b.since == nil
	if b.until.Before(b.now()) { // several workers find out together
		b.open(err.Error())
	}
	return fresh
}

// open pauses for 1, 2, 4 … 60 seconds.
func (b *breaker) open(cause string) {
	now := b.now()
	if b.since == nil {
		b.since = &now
	}
	b.cause = cause
	b.until = now.Add(min(time.Minute, time.Second<<min(b.opens, 6)))
	b.paused = b.until
	b.opens++
}

// state is what the console shows.
func (b *breaker) state() (success, since *time.Time, cause string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.success, b.since, b.cause
}
