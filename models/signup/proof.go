package signup

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"math/bits"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrine/models"
)

const (
	// ProofBits is how many zero bits the hash of a proof begins with: about a
	// second of a phone's work.
	ProofBits = 15

	proofLeast = 3 * time.Second // nobody fills a form in faster
	proofLife  = 2 * time.Hour
	mostProofs = 100_000 // remembered, so that each counts once
)

// proofs remembers which challenges were used. Each process remembers its own.
type proofs struct {
	mu    sync.Mutex
	since time.Time
	used  map[string]bool // in this period
	last  map[string]bool // and in the one before
}

// Challenge returns a piece of work for one browser: the time, something random,
// and a seal over both. It is kept nowhere.
func (d *Door) Challenge() string {
	text := strconv.FormatInt(d.Now().UnixMilli(), 36) + "." + models.NewID()
	return text + "." + d.seal(text)
}

func (d *Door) seal(text string) string {
	return hex.EncodeToString(d.key.MAC("signup-proof", text)[:12])
}

// Proven reports whether text is a challenge of ours and the work done for it: a
// number behind a dot, so that the SHA-256 of the whole begins with ProofBits
// zero bits. It counts once, not before three seconds and not after two hours.
func (d *Door) Proven(text string) bool {
	parts := strings.Split(text, ".")
	if len(text) > 120 || len(parts) != 4 {
		return false
	}
	if challenge := parts[0] + "." + parts[1]; !hmac.Equal([]byte(parts[2]), []byte(d.seal(challenge))) {
		return false
	}
	milli, err := strconv.ParseInt(parts[0], 36, 64)
	now := d.Now()
	if age := now.Sub(time.UnixMilli(milli)); err != nil || age < proofLeast || age > proofLife {
		return false
	}
	sum := sha256.Sum256([]byte(text))
	return zeroBits(sum[:]) >= ProofBits && d.proofs.first(parts[1], now)
}

// first reports whether a challenge is used for the first time, and remembers it.
func (p *proofs) first(id string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.since) >= proofLife || p.used == nil {
		p.since, p.last, p.used = now, p.used, map[string]bool{}
	}
	if p.used[id] || p.last[id] || len(p.used) >= mostProofs {
		return false
	}
	p.used[id] = true
	return true
}

// zeroBits counts the zero bits that sum begins with.
func zeroBits(sum []byte) (n int) {
	for _, b := range sum {
		n += bits.LeadingZeros8(b)
		if b != 0 {
			break
		}
	}
	return n
}
