package notify

import (
	"context"
	"errors"
	"sync"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views/mail"
)

// nothingHappened is what the ledger says of a summary that would be empty: the
// person has chosen otherwise since the audience was taken.
const nothingHappened = "Nothing happened that this person wants to hear of."

var errNothing = errors.New("a summary of nothing")

// digestLimit is how long one person's summary may be looked up.
const digestLimit = 20 * time.Second

// loadDigest prepares a summary: what stands in it depends on the person.
func (n *Notifier) loadDigest(ctx context.Context, c *content, notification audience.Notification) error {
	c.stamp = 1
	summary, err := n.Audience.Summary(ctx, notification)
	if err != nil {
		return err
	}
	items := &digestItems{read: n.digestLine, known: map[string]*mail.DigestItem{}}
	ctx = context.WithoutCancel(ctx)
	c.render = func(f mail.Frame) (mail.Rendered, error) {
		ctx, cancel := context.WithTimeout(ctx, digestLimit)
		defer cancel()
		told, err := summary.For(ctx, f.Reader)
		if err != nil {
			return mail.Rendered{}, err
		}
		m := mail.DigestMail{Frame: f, Days: notification.Revision, Until: time.Unix(notification.SubjectID, 0).UTC()}
		for _, one := range told {
			item, err := items.of(ctx, one, f.Lang())
			if err != nil {
				return mail.Rendered{}, err
			}
			m.Add(item)
		}
		if len(m.Items) == 0 {
			return mail.Rendered{}, errNothing
		}
		return mail.Digest.Render(m)
	}
	return nil
}

// digestItems are what summaries tell of, read once for all workers.
type digestItems struct {
	read func(ctx context.Context, one audience.Notification, language string) (*mail.DigestItem, error)

	mu    sync.Mutex
	known map[string]*mail.DigestItem // by the notification's public id and the language
}

// of returns what a notification told, as a line of a summary in a language; nil for
// what is not public any more.
func (d *digestItems) of(ctx context.Context, one audience.Notification, language string) (*mail.DigestItem, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := one.PublicID + " " + language
	if item, known := d.known[key]; known {
		return item, nil
	}
	item, err := d.read(ctx, one, language)
	if models.KindOf(err) == models.NotFound {
		item, err = nil, nil
	}
	if err == nil {
		d.known[key] = item
	}
	return item, err
}

func (n *Notifier) digestLine(ctx context.Context, one audience.Notification, language string) (*mail.DigestItem, error) {
	switch one.Kind {
	case audience.Postmortem, audience.Countermeasures:
		ps, err := n.Site.PostmortemsByID(ctx, []int64{one.SubjectID})
		if err != nil || len(ps) == 0 || ps[0].WithdrawnAt != nil {
			return nil, err
		}
		item := mail.DigestOfPostmortem(ps[0], one.Kind == audience.Countermeasures, one.SendAt)
		return &item, nil
	}
	u, err := n.Site.UpdateByID(ctx, one.SubjectID)
	if err != nil {
		return nil, err
	}
	if u.IncidentID != nil {
		is, err := n.Site.IncidentsByID(ctx, []int64{*u.IncidentID})
		if err != nil || len(is) == 0 {
			return nil, err
		}
		item := mail.DigestOfIncident(is[0].In(language), u.In(language))
		return &item, nil
	}
	ms, err := n.Site.MaintenancesByID(ctx, []int64{*u.MaintenanceID})
	if err != nil || len(ms) == 0 {
		return nil, err
	}
	item := mail.DigestOfMaintenance(ms[0].In(language), u.In(language))
	return &item, nil
}
