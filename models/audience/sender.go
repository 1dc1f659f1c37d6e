package audience

import (
	"context"

	"vitrine/models"
)

// Sender is whom mail is from, where the operator said so in the console.
type Sender struct {
	Name    string
	Address string // empty: the configured one
	ReplyTo string // a mailbox people read; empty: none does
}

// Sender returns the sender set in the console, empty where nothing is set.
func (s *Store) Sender(ctx context.Context) (who Sender, err error) {
	err = s.read(ctx).Raw("SELECT mail_from_name AS name, mail_from AS address, reply_to FROM desk_settings WHERE id = 1").Scan(&who).Error
	return who, models.Fault(err, "sender")
}
