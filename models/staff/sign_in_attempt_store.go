package staff

import (
	"context"
	"fmt"
	"math"
	"net/netip"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// attempt counts failed sign-ins of one kind. Its key hides whom it is about.
type attempt struct {
	AttemptKey string `gorm:"primaryKey"`
	Failures   int64
	NextAt     time.Time
	UpdatedAt  time.Time `gorm:"autoUpdateTime:false"`
}

// TableName implements gorm's Tabler.
func (attempt) TableName() string { return "sign_in_attempts" }

// forget is how long after the last failure the count begins anew.
const forget = 24 * time.Hour

// brake slows sign-ins down: after free failures each further one doubles the
// wait, from one second up to most.
type brake struct {
	key  string
	free int64
	most time.Duration
}

// brakes returns what slows down a sign-in: hard for one account from one
// network, hard for one network, and gently for one account from everywhere, so
// that strangers cannot lock somebody out.
func (s *Store) brakes(email, from string) []brake {
	email, near := fold(email), network(from)
	return []brake{
		{s.key.Derive("attempt", "pair|"+email+"|"+near), 3, 15 * time.Minute},
		{s.key.Derive("attempt", "account|"+email), 20, 30 * time.Second},
		{s.key.Derive("attempt", "network|"+near), 20, 15 * time.Minute},
	}
}

// network is the part of an address that one attacker is assumed to hold: /24 of
// IPv4, /64 of IPv6.
func network(from string) string {
	ip, err := netip.ParseAddr(from)
	if err != nil {
		return from
	}
	ip = ip.Unmap().WithZone("")
	bits := 64
	if ip.Is4() {
		bits = 24
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return from
	}
	return p.String()
}

// wait is how long after so many failures the next attempt may come.
func (b brake) wait(failures int64) time.Duration {
	if failures <= b.free {
		return 0
	}
	return min(b.most, time.Duration(math.Pow(2, float64(min(failures-b.free-1, 30))))*time.Second)
}

// charge counts an attempt as failed before its password is looked at, so that
// attempts made at once cannot pass together; acquit takes it back. It returns
// TooMany while a brake holds.
func (s *Store) charge(ctx context.Context, email, from string) error {
	return s.change(ctx, func(_ *models.Tx, q *gorm.DB) error {
		now := s.Now()
		for _, b := range s.brakes(email, from) {
			if err := s.chargeOne(ctx, q, b, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) chargeOne(ctx context.Context, q *gorm.DB, b brake, now time.Time) error {
	const begin = "INSERT INTO sign_in_attempts (attempt_key, failures, next_at, updated_at) VALUES (?, 0, ?, ?) ON CONFLICT (attempt_key) DO NOTHING"
	if err := q.Exec(begin, b.key, now, now).Error; err != nil {
		return models.Fault(err, "sign-in")
	}
	a, err := gorm.G[attempt](q, s.lock()...).Where("attempt_key = ?", b.key).Take(ctx)
	if err != nil {
		return models.Fault(err, "sign-in")
	}
	if now.Sub(a.UpdatedAt) >= forget {
		a.Failures, a.NextAt = 0, now
	}
	if a.NextAt.After(now) {
		return tooMany(a.NextAt.Sub(now))
	}
	const keep = "UPDATE sign_in_attempts SET failures = ?, next_at = ?, updated_at = ? WHERE attempt_key = ?"
	return models.Fault(q.Exec(keep, a.Failures+1, now.Add(b.wait(a.Failures+1)), now, b.key).Error, "sign-in")
}

// acquit forgets the failures of an account from a network after it signed in,
// and gives the last attempt back to the other brakes.
func (s *Store) acquit(q *gorm.DB, email, from string) error {
	brakes := s.brakes(email, from)
	if err := q.Exec("DELETE FROM sign_in_attempts WHERE attempt_key = ?", brakes[0].key).Error; err != nil {
		return models.Fault(err, "sign-in")
	}
	for _, b := range brakes[1:] {
		const back = "UPDATE sign_in_attempts SET failures = failures - 1, next_at = updated_at WHERE attempt_key = ? AND failures > 0"
		if err := q.Exec(back, b.key).Error; err != nil {
			return models.Fault(err, "sign-in")
		}
	}
	return nil
}

func tooMany(wait time.Duration) error {
	return models.Fail(models.TooMany, "There were too many failed attempts. Try again in %s.", inWords(wait))
}

// inWords rounds a wait up: "1 second", "40 seconds", "15 minutes".
func inWords(d time.Duration) string {
	n, unit := int64(math.Ceil(d.Seconds())), "second"
	if n > 90 {
		n, unit = int64(math.Ceil(d.Minutes())), "minute"
	}
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
