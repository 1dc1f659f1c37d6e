package follow

import (
	"fmt"
	"time"

	"vitrine/public/edition"
)

// backward judges an edition that is older than the one held. A cache or a machine
// that lags behind must not take words back; a restored backup does, and then the
// other machine says so for as long as it is asked, having compared with its database.
// No clock but ours is read: those of two machines may differ.
type backward struct {
	to    int64 // the edition that is said
	since time.Time
}

// allows returns why what is offered may not replace the edition held now, nil where
// it may.
func (b *backward) allows(held int64, o edition.Offer, now time.Time, settle time.Duration) error {
	if o.Edition >= held {
		*b = backward{}
		return nil
	}
	if !o.Sure {
		*b = backward{}
		return fmt.Errorf("it offers edition %d, older than %d here, and has not compared it with its database", o.Edition, held)
	}
	if b.since.IsZero() || o.Edition < b.to || now.Before(b.since) {
		*b = backward{o.Edition, now}
	}
	if b.to = o.Edition; now.Sub(b.since) < settle {
		return fmt.Errorf("it offers edition %d, older than %d here; it is taken when it goes on saying so, as after a restored backup", o.Edition, held)
	}
	*b = backward{}
	return nil
}
