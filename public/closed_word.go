package public

import (
	"crypto/hmac"
	"net/netip"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"vitrine/models"
)

// rightPassword returns why a password opens nothing, nil where it does. Only wrong
// ones count against tries; a network that had all of its own is not told whether the
// next one is right. The same right one again costs little, as feed readers show it
// each time.
func (h *Handler) rightPassword(password string, addr netip.Addr, tries *limiter) error {
	g, from := h.gate, network(addr)
	wrong := models.Fail(models.Unknown, "This is not the password. Look at it again, or ask whoever gave you this address.")
	enough := models.Fail(models.TooMany, "Too many wrong passwords came from your network. Please try again in ten minutes.")
	if g.hash == "" || len(password) > 200 {
		return wrong
	}
	if tries.full(from, h.cfg.Now()) {
		return enough
	}
	sum := g.Key.MAC("private password shown", password)
	if right := g.right.Load(); right != nil && hmac.Equal(*right, sum) {
		return nil
	}
	if !tries.allow(from, h.cfg.Now()) { // counted before it is known: many may be sent at one time
		return enough
	}
	select {
	case g.work <- struct{}{}:
		defer func() { <-g.work }()
	case <-time.After(doorLimit):
		tries.back(from)
		return models.Fail(models.Away, "Many people are signing in at this moment. Please try again in a minute.")
	}
	if ok, err := argon2id.ComparePasswordAndHash(password, g.hash); err != nil || !ok {
		return wrong
	}
	tries.back(from)
	g.right.Store(&sum)
	return nil
}

// rightBasic reports whether a password opens the site that came by Basic
// authentication. A feed reader shows the one it was given until somebody changes it:
// the same wrong one again is no new guess.
func (h *Handler) rightBasic(password string, addr netip.Addr) bool {
	sum := string(h.gate.Key.MAC("private password shown", password))
	if h.gate.shown.has(sum) {
		return false
	}
	err := h.rightPassword(password, addr, h.gate.basic)
	if models.KindOf(err) == models.Unknown {
		h.gate.shown.add(sum)
	}
	return err == nil
}

// oldWordsKept is how many wrong passwords are remembered at one time.
const oldWordsKept = 1000

// oldWords are the marks of passwords that are known to be wrong.
type oldWords struct {
	mu   sync.Mutex
	sums map[string]bool
}

func (w *oldWords) has(sum string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sums[sum]
}

// add remembers one more. When there are too many, all are forgotten: they cost one
// more look each.
func (w *oldWords) add(sum string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sums == nil || len(w.sums) >= oldWordsKept {
		w.sums = map[string]bool{}
	}
	w.sums[sum] = true
}
