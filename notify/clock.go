package notify

import (
	"context"
	"errors"
	"fmt"
)

// tick does what the clock asks for: maintenances start and end and are reminded
// of, old news expires, forgotten sign-ups are deleted, summaries are due; browsers can be told.
func (n *Notifier) tick(ctx context.Context) error {
	moved, err := n.Site.AdvanceMaintenances(ctx)
	if err != nil {
		err = fmt.Errorf("advance maintenances: %w", err)
	}
	if moved > 0 && n.Advanced != nil {
		n.Advanced()
	}
	return errors.Join(err, n.Audience.Tidy(ctx), n.Audience.Digests(ctx), n.knowPush(ctx))
}
