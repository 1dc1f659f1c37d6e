package notify

import (
	"bytes"
	"fmt"
	"net/mail"

	gomail "github.com/wneessen/go-mail"
)

// dispatch is a mail as it leaves: the envelope and the whole text (RFC 5322) with
// CRLF at the end of each line.
type dispatch struct {
	from, to string // addresses alone, without a name or brackets
	raw      []byte
}

// pack writes a mail of the mail library down.
func pack(m *gomail.Msg) (dispatch, error) {
	from, err := m.GetSender(false)
	if err != nil {
		return dispatch{}, fmt.Errorf("sender: %w", err)
	}
	to, err := m.GetRecipients()
	if err != nil {
		return dispatch{}, fmt.Errorf("recipient: %w", err)
	}
	var raw bytes.Buffer
	if _, err := m.WriteTo(&raw); err != nil {
		return dispatch{}, fmt.Errorf("write mail: %w", err)
	}
	return dispatch{from: bare(from), to: bare(to[0]), raw: raw.Bytes()}, nil
}

// bare takes the brackets off an address.
func bare(address string) string {
	if a, err := mail.ParseAddress(address); err == nil {
		return a.Address
	}
	return address
}
