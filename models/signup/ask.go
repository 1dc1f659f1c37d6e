package signup

import (
	"context"
	"fmt"

	"vitrine/models"
)

// Request is a visitor's wish to be told.
type Request struct {
	Email string
	Choice
	From    string // network address of the visitor; only its network is kept
	Consent string // the sentence the visitor agreed to, as shown
}

// asked is a Request ready to be kept. The tokens are new; those of a person who
// is known already stay as they are.
type asked struct {
	Request
	macs          []string // of the address, under the newest key first
	publicID      string
	confirmHash   string
	confirmSealed string
	manageHash    string
	manageSealed  string
	leaveHash     string
}

// Ask sends a confirmation to a new address and a link to one's subscription to
// a known one. The answer is the same for both, and for an address that must
// not be written to. Errors are Invalid, and TooMany when the whole door is
// crowded.
func (d *Door) Ask(ctx context.Context, r Request) error {
	var err error
	if r.Email, err = models.Address(r.Email); err != nil {
		return err
	}
	if err := d.known(ctx, r.Choice); err != nil {
		return err
	}
	r.From, r.Consent = network(r.From), short(r.Consent, 2000)
	a, err := d.rows.ask(ctx, d.prepare(r))
	if err != nil {
		return fmt.Errorf("sign up: %w", err)
	}
	if a == crowded {
		return busy
	}
	return nil
}

func (d *Door) prepare(r Request) asked {
	confirm, manage, id := models.NewToken(), models.NewToken(), models.NewID()
	return asked{
		Request: r, macs: d.key.AddressMACs(r.Email), publicID: id,
		confirmHash: models.HashToken(confirm), confirmSealed: d.key.Seal("confirm", confirm),
		manageHash: models.HashToken(manage), manageSealed: d.key.Seal("manage", manage),
		leaveHash: models.HashToken(d.key.Derive("leave", id)),
	}
}
