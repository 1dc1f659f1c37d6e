package notify

import (
	"context"
	"fmt"
	"strings"

	"vitrine/models/audience"
	"vitrine/notify/channel"
)

// pushed is the message to a browser.
func (n *Notifier) pushed(ctx context.Context, parcel audience.Parcel, news channel.News, l channel.Links) ([]channel.Call, error) {
	key, err := n.Audience.PushKey(ctx)
	if err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	contact := n.PublicURL
	if !strings.HasPrefix(contact, "https://") {
		contact = "mailto:" + n.from.Address
	}
	call, err := channel.Push(channel.PushKey{Private: key, Contact: contact}, parcel.Address, news, l, n.Audience.Now())
	return []channel.Call{call}, err
}

// knowPush makes the key for push services, once, so that browsers can ask for it.
func (n *Notifier) knowPush(ctx context.Context) error {
	_, err := n.Audience.PushKey(ctx)
	return err
}
