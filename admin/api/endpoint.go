package api

import (
	"cmp"
	"context"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

// endpoint is how a channel other than mail does.
type endpoint struct {
	Shape        string     `json:"shape,omitempty" doc:"Body of a webhook." example:"vitrine"`
	Contact      string     `json:"contact" doc:"Mail address of who answers for it." example:"ops@example.org"`
	TestAt       *time.Time `json:"test_at" nullable:"true" doc:"A test is on its way since then."`
	SucceededAt  *time.Time `json:"succeeded_at" nullable:"true" doc:"When it last took something."`
	FailingSince *time.Time `json:"failing_since" nullable:"true" doc:"It has taken nothing since."`
	Failure      string     `json:"failure" doc:"What it said last, in words." example:"It answered 500 Internal Server Error."`
	DisabledAt   *time.Time `json:"disabled_at" nullable:"true" doc:"It is not called any more."`
	Alarms       bool       `json:"alarms" doc:"It hears of what is wrong with our own sending." example:"false"`
	DisabledWhy  string     `json:"disabled_why" example:"It said that it is gone (410 Gone)."`
}

// signingSecret is what a receiver checks signatures with.
type signingSecret struct {
	Secret string `json:"secret" doc:"The secret as Standard Webhooks writes it." example:"whsec_bm90LWEtc2VjcmV0LWJ1dC1hbi1leGFtcGxl"`
}

func (a *API) endpointRoutes() {
	at := call{path: "/subscribers/{id}/test", tag: "Subscribers"}
	handle(a, at.deed("test-subscriber", staff.Responder, "Send a test to a channel",
		"The workers send it within seconds; what came of it stands in endpoint.succeeded_at or endpoint.failure."), a.testEndpoint)
	at.path = "/subscribers/{id}/disable"
	handle(a, at.deed("disable-subscriber", staff.Responder, "Stop calling a channel",
		"It stays on the list, and what it misses is not told later."), a.switchEndpoint(false))
	at.path = "/subscribers/{id}/enable"
	handle(a, at.deed("enable-subscriber", staff.Responder, "Call a channel again",
		"Also one that was switched off because it failed."), a.switchEndpoint(true))
	at.path = "/subscribers/{id}/secret"
	handle(a, at.get("get-subscriber-secret", staff.Admin, "Show a webhook's secret",
		"What its receiver checks signatures with."), a.showSecret)
	at.path = "/subscribers/{id}/secret/rotate"
	handle(a, at.deed("rotate-subscriber-secret", staff.Admin, "Give a webhook a new secret",
		"For a day its calls carry two signatures, by the new secret and by the one before; within that day it is not changed again. Read the new one afterwards: this answer, which may be kept for a repetition, does not hold it."), a.rotateSecret)
}

// addEndpoint adds a channel that is no mailbox.
func (a *API) addEndpoint(ctx context.Context, b newSubscriber) (subscriber, error) {
	c, err := b.kept()
	if err != nil {
		return subscriber{}, err
	}
	one, _, err := a.Audience.AddEndpoint(ctx, audience.NewEndpoint{Channel: models.Channel(b.Channel), Address: b.Endpoint, Shape: models.Shape(b.Shape), Contact: b.Contact,
		Choice: c, Consent: cmp.Or(b.Consent, "On the word of "+models.ActorOf(ctx).Name)})
	return detailed(one), err
}

// withEndpoint is a subscriber with how its channel does.
func (a *API) withEndpoint(ctx context.Context, id string) (subscriber, error) {
	one, err := a.Audience.Subscriber(ctx, id)
	return detailed(one), err
}

// detailed shows a subscriber with how its channel does, as far as that was read.
func detailed(one audience.Subscriber) subscriber {
	shown := showSubscriber(one)
	if e := one.Endpoint; e != nil {
		shown.Endpoint = &endpoint{Shape: string(e.Shape), Contact: e.Contact, TestAt: stamp(e.TestAt), SucceededAt: stamp(e.SucceededAt), FailingSince: stamp(e.FailingSince),
			Failure: e.Failure, DisabledAt: stamp(e.DisabledAt), DisabledWhy: e.DisabledWhy, Alarms: e.Alarms}
	}
	return shown
}

func (a *API) testEndpoint(ctx context.Context, in *ByID) (*struct{ Body subscriber }, error) {
	one, err := a.Audience.AskTest(ctx, in.ID)
	return &struct{ Body subscriber }{detailed(one)}, err
}

func (a *API) switchEndpoint(on bool) func(context.Context, *ByID) (*struct{ Body subscriber }, error) {
	return func(ctx context.Context, in *ByID) (*struct{ Body subscriber }, error) {
		one, err := a.Audience.SwitchEndpoint(ctx, in.ID, on)
		return &struct{ Body subscriber }{detailed(one)}, err
	}
}

func (a *API) showSecret(ctx context.Context, in *ByID) (*struct{ Body signingSecret }, error) {
	secret, err := a.Audience.Secret(ctx, in.ID)
	return &struct{ Body signingSecret }{signingSecret{secret}}, err
}

func (a *API) rotateSecret(ctx context.Context, in *ByID) (*struct{ Body subscriber }, error) {
	one, _, err := a.Audience.RotateSecret(ctx, in.ID)
	return &struct{ Body subscriber }{detailed(one)}, err
}
