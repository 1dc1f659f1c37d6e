package signup

import (
	"context"
	"fmt"
	"time"

	"vitrine/models"
)

// Kept is everything that is kept about one subscriber, for that person (GDPR,
// articles 15 and 20). Its JSON is a file for people and programs.
type Kept struct {
	Email         string     `json:"email"`
	State         State      `json:"state"`
	Source        string     `json:"source"`
	Consent       string     `json:"consent"`
	RequestedAt   time.Time  `json:"requested_at"`
	RequestedFrom string     `json:"requested_from"` // a network, not an address
	ConfirmedAt   *time.Time `json:"confirmed_at"`
	ConfirmedFrom string     `json:"confirmed_from"`
	LeftAt        *time.Time `json:"left_at"`
	ChangedAt     time.Time  `json:"changed_at"`

	Choice      KeptChoice   `json:"choice" gorm:"-"`
	SignUpMails []SignUpMail `json:"sign_up_mails" gorm:"-"`
	Mails       []SentMail   `json:"mails" gorm:"-"`
}

// KeptChoice is a choice as the file says it.
type KeptChoice struct {
	wish
	Following []Following `json:"following"`
}

// SignUpMail is a mail about the subscription itself.
type SignUpMail struct {
	Kind    string     `json:"kind"`
	State   string     `json:"state"`
	AskedAt time.Time  `json:"asked_at"`
	SentAt  *time.Time `json:"sent_at"`
}

// SentMail is a mail about what happened, and what became of it.
type SentMail struct {
	Kind      string     `json:"kind"`
	Title     string     `json:"title"`
	Outcome   string     `json:"outcome"`
	Tries     int64      `json:"tries"`
	Answer    string     `json:"answer"`
	MessageID string     `json:"message_id"`
	DueAt     time.Time  `json:"due_at"`
	DoneAt    *time.Time `json:"done_at"`
}

// Kept returns everything that is kept about the holder of a manage token,
// NotFound for any other.
func (d *Door) Kept(ctx context.Context, token string) (Kept, error) {
	s, err := d.Subscription(ctx, token)
	if err != nil {
		return Kept{}, err
	}
	k, there, err := d.rows.kept(ctx, models.HashToken(token))
	if err != nil {
		return Kept{}, fmt.Errorf("export a subscription: %w", err)
	}
	if !there {
		return Kept{}, gone
	}
	k.Choice = KeptChoice{wished(s.Choice), append([]Following{}, s.Following...)}
	k.SignUpMails, k.Mails = append([]SignUpMail{}, k.SignUpMails...), append([]SentMail{}, k.Mails...)
	return k, nil
}

// Erase removes the holder of a manage token, or of the mailed token of a list,
// with everything that names them. Only a keyed hash of the address stays, so
// that no import brings it back. NotFound for any other token.
func (d *Door) Erase(ctx context.Context, token string) error {
	s, err := d.Subscription(ctx, token)
	if err != nil {
		return err
	}
	a, err := d.rows.erase(ctx, models.HashToken(token), d.key.AddressMAC(s.Email))
	if err != nil {
		return fmt.Errorf("erase a subscription: %w", err)
	}
	return a.err()
}
