package edition

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"time"
)

// sum is a fingerprint: 128 bits of SHA-256, the same in every process.
type sum [16]byte

func (s sum) String() string { return hex.EncodeToString(s[:]) }

func parseSum(text string) (s sum, ok bool) {
	if len(text) != 2*len(s) {
		return s, false
	}
	_, err := hex.Decode(s[:], []byte(text))
	return s, err == nil
}

// digest collects what a file is made from. Each part is set apart by its
// length, so that two different lists never read the same.
type digest struct {
	h   hash.Hash
	buf [8]byte
}

func fingerprint(noun string) *digest {
	p := &digest{h: sha256.New()}
	return p.text(noun)
}

func (p *digest) text(parts ...string) *digest {
	for _, s := range parts {
		p.number(int64(len(s)))
		p.h.Write([]byte(s))
	}
	return p
}

func (p *digest) number(n int64) *digest {
	binary.LittleEndian.PutUint64(p.buf[:], uint64(n))
	p.h.Write(p.buf[:])
	return p
}

func (p *digest) flag(b bool) *digest {
	if b {
		return p.number(1)
	}
	return p.number(0)
}

func (p *digest) time(t time.Time) *digest { return p.number(t.UnixMicro()) }

// moment is a time that may be missing.
func (p *digest) moment(t *time.Time) *digest {
	if t == nil {
		return p.flag(false)
	}
	return p.flag(true).time(*t)
}

func (p *digest) of(sums ...sum) *digest {
	p.number(int64(len(sums)))
	for _, s := range sums {
		p.h.Write(s[:])
	}
	return p
}

func (p *digest) sum() sum { return sum(p.h.Sum(nil)[:16]) }

// sumOf fingerprints a domain value with everything in it.
func sumOf(v any) sum {
	body, err := json.Marshal(v)
	if err != nil {
		return sum{} // values of models always have a JSON form
	}
	all := sha256.Sum256(body)
	return sum(all[:16])
}
