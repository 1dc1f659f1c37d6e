// Package signup is the visitor's door to the audience: ask to be told, confirm
// it, see and change one's own subscription, leave. It works by one token or
// one request at a time and can list nobody.
//
// On PostgreSQL every step is a call of one SECURITY DEFINER function, so the
// public side's role needs no right on any table of the audience.
package signup

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"
	"unicode"

	"vitrine/models"
)

// Choice is what a subscriber wants to hear about.
type Choice = models.Choice

// Limits of the door. They hold whoever asks, and nobody is told of them but by
// the mail that does not come.
const (
	PerHour    = 1   // mails to one address in an hour
	PerDay     = 3   // mails to one address in a day
	PerMinute  = 120 // sign-up mails to everybody in a minute; half of it for those who prove nothing
	PerNetwork = 120 // requests of one network in an hour, whichever process they reach

	ConfirmWithin = 48 * time.Hour // life of a confirmation link
)

// busy is the one refusal of Ask that is not about the form: it is the same for
// every address.
var busy = models.Fail(models.TooMany, "Very many people are signing up at this moment. Please try again in a few minutes.")

// gone is the answer to a token that opens nothing.
var gone = models.Fail(models.NotFound, "This link does not work any more. Sign up again, or use the link at the foot of the newest mail.")

// Door is where visitors come in.
type Door struct {
	db   *models.DB
	key  models.Key
	rows rows
	Now  func() time.Time // the only clock; PostgreSQL's functions use the server's

	proofs proofs
}

// NewDoor returns the door on db, which may be the public role's.
func NewDoor(db *models.DB, key models.Key) *Door {
	d := &Door{db: db, key: key, Now: models.Clock}
	d.rows = lite{d}
	if db.Postgres() {
		d.rows = functions{db}
	}
	return d
}

// rows is how the door reaches the audience: in one transaction on SQLite,
// through functions on PostgreSQL. Tokens go in as hashes alone.
type rows interface {
	ask(ctx context.Context, a asked) (answer, error)
	plug(ctx context.Context, p plugged) (answer, error)
	pushKey(ctx context.Context) (string, error)
	find(ctx context.Context, hash string) ([]found, error)
	confirm(ctx context.Context, hash, from string) (answer, error)
	change(ctx context.Context, hash string, c Choice) (answer, error)
	follow(ctx context.Context, hash string, f Follow) (answer, error)
	unfollow(ctx context.Context, hash, incident string) (answer, error)
	leave(ctx context.Context, hash, endHash, endSealed string) (answer, error)
	erase(ctx context.Context, hash, mac string) (answer, error)
	kept(ctx context.Context, hash string) (Kept, bool, error)
}

// answer is what a step of the door came to.
type answer string

const (
	done    answer = "ok"
	crowded answer = "busy"
	expired answer = "expired"
	nobody  answer = "none"
	mailed  answer = "asked" // a list: everybody on it is asked first
)

// network keeps of an address what proves a consent without naming a person:
// the /24 of IPv4, the /48 of IPv6. Anything else is kept as it is, shortened.
func network(from string) string {
	ip, err := netip.ParseAddr(strings.TrimSpace(from))
	if err != nil {
		return short(from, 80)
	}
	bits := 48
	if ip = ip.Unmap(); ip.Is4() {
		bits = 24
	}
	p, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}

// short keeps at most n letters of text and no control characters.
func short(text string, n int) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "")))
	return string(letters[:min(len(letters), n)])
}

// known checks that something of what was chosen exists.
func (d *Door) known(ctx context.Context, c Choice) error {
	if err := c.Check(); err != nil || c.AllComponents {
		return err
	}
	var n int64
	err := d.db.Read(ctx).Raw("SELECT (SELECT count(*) FROM components WHERE public_id IN (?)) + (SELECT count(*) FROM component_groups WHERE public_id IN (?))",
		c.ComponentIDs, c.GroupIDs).Scan(&n).Error
	if err != nil {
		return fmt.Errorf("chosen components: %w", err)
	}
	if n == 0 {
		return invalid("components", "None of the chosen services exists any more. Choose again.")
	}
	return nil
}
