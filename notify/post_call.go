package notify

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify/channel"
	"vitrine/public/edition"
	"vitrine/views/mail"
)

// errNoShape says that a body of a given shape cannot tell such news.
var errNoShape = errors.New("no such shape for this news")

// calls writes what a delivery says: one call, or for receivers that know the
// shape of hosted status pages one more for each component that changed.
func (n *Notifier) calls(ctx context.Context, parcel audience.Parcel, l audience.Letter) ([]channel.Call, error) {
	notification, err := n.Audience.NotificationByID(ctx, parcel.NotificationID)
	if err != nil {
		return nil, err
	}
	news, c, err := n.news(ctx, notification, l.Language, parcel.Channel == models.ByWebhook)
	if err != nil {
		return nil, err
	}
	manage, leave, err := n.links(c, l)
	if err != nil {
		return nil, err
	}
	id := "msg_" + n.Key.Derive("webhook-id", l.MessageID)
	return n.written(ctx, parcel, news, c, channel.Links{Manage: manage, Leave: leave}, id)
}

// written is what a parcel says about news.
func (n *Notifier) written(ctx context.Context, parcel audience.Parcel, news channel.News, c *content, l channel.Links, id string) ([]channel.Call, error) {
	switch {
	case parcel.Channel == models.BySMS:
		return n.SMS.Calls(parcel.Address, news, l)
	case parcel.Channel == models.ByPush:
		return n.pushed(ctx, parcel, news, l)
	case parcel.Channel != models.ByWebhook:
		call, ok := channel.For(parcel.Channel, parcel.Address, news, l)
		if !ok {
			return nil, fmt.Errorf("channel %q: %w", parcel.Channel, errNoShape)
		}
		return []channel.Call{call}, nil
	}
	bodies := []string{channel.Body(news, l)}
	if parcel.Shape == models.StatuspageShape {
		var err error
		if bodies, err = n.hooks(ctx, news, c, l); err != nil {
			return nil, err
		}
	}
	calls := make([]channel.Call, len(bodies))
	for i, body := range bodies {
		own := id
		if i > 0 {
			own += "_" + strconv.Itoa(i)
		}
		call, err := channel.Webhook(parcel.Address, body, own, n.Audience.Now(), parcel.Secrets)
		if err != nil {
			return nil, err
		}
		calls[i] = call
	}
	return calls, nil
}

// hooks are the bodies in the shape of hosted status pages. It knows incidents,
// maintenances and components; a postmortem is told with its incident.
func (n *Notifier) hooks(ctx context.Context, news channel.News, c *content, l channel.Links) ([]string, error) {
	h := edition.Hook{BaseURL: n.PublicURL, Unsubscribe: l.Manage, At: n.Audience.Now(), Most: channel.MostBody}
	thread, kind := news.Thread, ""
	if len(thread) > 4 {
		kind, thread = thread[:4], thread[4:]
	}
	switch kind {
	case "inc-":
		h.Incident = thread
	case "mnt-":
		h.Maintenance = thread
	default:
		if news.Type != "test" {
			return nil, errNoShape
		}
	}
	if c != nil {
		h.Changed = changed(c.tells)
	}
	facts, err := edition.HookFacts(ctx, &n.Site.Site, h)
	if err != nil {
		return nil, err
	}
	return h.Bodies(facts)
}

// changed lists the components whose status an update of an incident changed.
func changed(tells any) []models.UpdateComponent {
	m, ok := tells.(mail.IncidentUpdateMail)
	if !ok {
		return nil
	}
	var list []models.UpdateComponent
	for _, c := range m.Update.Components {
		if c.OldStatus != c.NewStatus {
			list = append(list, c)
		}
	}
	return list
}

// Probe says that staff want a channel tested.
type Probe struct {
	SubscriberID int64 `json:"subscriber_id"`
}

// Kind implements river.JobArgs.
func (Probe) Kind() string { return "probe" }

// prober works Probe.
type prober struct {
	river.WorkerDefaults[Probe]
	*Notifier
}

// Work sends one test, once, whatever comes of it.
func (p *prober) Work(ctx context.Context, job *river.Job[Probe]) error {
	parcel, err := p.Audience.ClaimTest(ctx, job.Args.SubscriberID)
	if models.KindOf(err) == models.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	trial, err := p.try(ctx, parcel)
	if err != nil {
		return err
	}
	return p.Audience.Note(context.WithoutCancel(ctx), parcel.SubscriberID, trial)
}

// try sends a test to a channel.
func (n *Notifier) try(ctx context.Context, parcel audience.Parcel) (audience.Trial, error) {
	settings, err := n.Site.Settings(ctx)
	if err != nil {
		return audience.Trial{}, err
	}
	frame := mail.Frame{Settings: settings, Language: settings.OwnLanguage()}
	news := channel.Test(frame.Language, frame.SiteName(), n.PublicURL+"/", frame.Noun(), n.Audience.Now())
	calls, err := n.written(ctx, parcel, news, nil, channel.Links{}, "msg_"+models.NewToken())
	if errors.Is(err, channel.ErrNoGateway) {
		return audience.Trial{Detail: "No SMS gateway is configured (VITRINE_SMS_URL or VITRINE_SMS_TWILIO)."}, nil
	}
	if err != nil {
		return audience.Trial{}, err
	}
	answer, err := n.call(ctx, parcel.Channel, calls[0])
	return tried(parcel.Channel, answer, err), nil
}
