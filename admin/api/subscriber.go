package api

import (
	"cmp"
	"context"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

// subscriber is somebody who is told.
type subscriber struct {
	ID            string     `json:"id" doc:"Its id." example:"s1u2b3s4c5ri"`
	Channel       string     `json:"channel" enum:"email,webhook,slack,teams,discord,google_chat,mattermost,sms" example:"email"`
	Email         string     `json:"email" doc:"Of another channel: what may be read of its address." example:"robin@example.org"`
	State         string     `json:"state" enum:"pending,active,left" doc:"Only active ones are written to." example:"active"`
	AllComponents bool       `json:"all_components" doc:"Every component, those of the future included."`
	Components    []string   `json:"components" nullable:"false" doc:"Public ids, where not all." example:"p0d4n7c2w6zz"`
	Incidents     bool       `json:"incidents"`
	Maintenance   bool       `json:"maintenance"`
	Postmortems   bool       `json:"postmortems"`
	Promises      bool       `json:"countermeasures" doc:"When the last countermeasure of a postmortem is done."`
	Source        string     `json:"source" doc:"Where the address came from." example:"page"`
	Consent       string     `json:"consent" doc:"The sentence agreed to, or who vouched for it."`
	RequestedAt   time.Time  `json:"requested_at"`
	ConfirmedAt   *time.Time `json:"confirmed_at" nullable:"true"`
	LeftAt        *time.Time `json:"left_at" nullable:"true"`
	Endpoint      *endpoint  `json:"endpoint,omitempty" doc:"How a channel other than mail does. Shown with one subscriber, not in lists."`
}

// newSubscriber is somebody to add on their word.
type newSubscriber struct {
	Channel     string   `json:"channel,omitempty" enum:"email,webhook,slack,teams,discord,google_chat,mattermost,sms" doc:"How to tell them; email when missing." example:"email"`
	Email       string   `json:"email,omitempty" doc:"For the channel email." example:"robin@example.org"`
	Endpoint    string   `json:"endpoint,omitempty" doc:"For the other channels: the URL of a webhook or of a chat's incoming webhook, or a telephone number with its country. It is kept sealed and never shown again." example:"https://hooks.example.org/T0/B0/xyz"`
	Shape       string   `json:"shape,omitempty" enum:"vitrine,statuspage" doc:"Body of a webhook; vitrine when missing." example:"vitrine"`
	Contact     string   `json:"contact,omitempty" doc:"Mail address of who answers for a channel." example:"ops@example.org"`
	Components  []string `json:"components,omitempty" nullable:"false" doc:"Public ids; every component when missing." example:"p0d4n7c2w6zz"`
	Incidents   *bool    `json:"incidents,omitempty" doc:"True when missing." example:"true"`
	Maintenance *bool    `json:"maintenance,omitempty" doc:"True when missing." example:"true"`
	Postmortems *bool    `json:"postmortems,omitempty" doc:"True when missing." example:"true"`
	Promises    *bool    `json:"countermeasures,omitempty" doc:"Hears when the last countermeasure of a postmortem is done. False when missing." example:"true"`
	Consent     string   `json:"consent,omitempty" doc:"How the person agreed; your name when missing." example:"Asked by phone."`
}

// subscriberList chooses subscribers.
type subscriberList struct {
	Window
	Channel string `query:"channel" enum:"email,webhook,slack,teams,discord,google_chat,mattermost,sms" doc:"Only those told this way." example:"webhook"`
	State   string `query:"state" enum:"pending,active,left" doc:"Only those in this state." example:"active"`
	Search  string `query:"search" doc:"Part of the address." example:"example.org"`
}

func (a *API) subscriberRoutes() {
	at := call{path: "/subscribers", tag: "Subscribers"}
	handle(a, at.get("list-subscribers", staff.Responder, "List subscribers",
		"The newest first."), a.listSubscribers)
	handle(a, at.post("add-subscriber", staff.Responder, "Add a subscriber",
		"Without a mail to confirm, so only on the person's word. Who left or was removed does not come back this way."), a.addSubscriber)
}

// subscriberPersonRoutes come after the fixed paths beside them.
func (a *API) subscriberPersonRoutes() {
	at := call{path: "/subscribers/{id}", tag: "Subscribers"}
	handle(a, at.get("get-subscriber", staff.Responder, "Show a subscriber",
		"With what they want to hear of."), a.showSubscriber)
	handle(a, at.delete("remove-subscriber", staff.Responder, "Remove a subscriber",
		"Their address is erased and never written to again."), a.removeSubscriber)
}

func (a *API) listSubscribers(ctx context.Context, in *subscriberList) (*paged[subscriber], error) {
	ss, err := a.Audience.Subscribers(ctx, audience.SubscriberQuery{Channel: models.Channel(in.Channel), State: audience.State(in.State), Search: in.Search,
		Before: in.after, Limit: in.Limit + 1})
	if err != nil {
		return nil, err
	}
	return turn(a, in.Window, ss, func(s audience.Subscriber) string { return s.PublicID }, showSubscriber), nil
}

func (a *API) showSubscriber(ctx context.Context, in *ByID) (*struct{ Body subscriber }, error) {
	s, err := a.withEndpoint(ctx, in.ID)
	return &struct{ Body subscriber }{s}, err
}

func (a *API) addSubscriber(ctx context.Context, in *struct{ Body newSubscriber }) (*struct {
	Location string `header:"Location" doc:"Where it is."`
	Body     subscriber
}, error) {
	b := in.Body
	if b.Channel != "" && b.Channel != string(models.ByEmail) {
		s, err := a.addEndpoint(ctx, b)
		return &struct {
			Location string `header:"Location" doc:"Where it is."`
			Body     subscriber
		}{Base + "/subscribers/" + s.ID, s}, err
	}
	s, err := a.Audience.Add(ctx, audience.NewSubscriber{Email: b.Email,
		Choice: audience.Choice{AllComponents: len(b.Components) == 0, ComponentIDs: b.Components, Incidents: wanted(b.Incidents),
			Maintenance: wanted(b.Maintenance), Postmortems: wanted(b.Postmortems), Countermeasures: b.Promises != nil && *b.Promises},
		Consent: cmp.Or(b.Consent, "On the word of "+models.ActorOf(ctx).Name)})
	return &struct {
		Location string `header:"Location" doc:"Where it is."`
		Body     subscriber
	}{Base + "/subscribers/" + s.PublicID, showSubscriber(s)}, err
}

func (a *API) removeSubscriber(ctx context.Context, in *ByID) (*nothing, error) {
	return nil, a.Audience.Remove(ctx, in.ID)
}

// wanted is a choice that is yes unless it says no.
func wanted(choice *bool) bool { return choice == nil || *choice }

func showSubscriber(s audience.Subscriber) subscriber {
	return subscriber{ID: s.PublicID, Channel: string(s.Channel), Email: s.Email, State: string(s.State), AllComponents: s.AllComponents,
		Components: append([]string{}, s.ComponentIDs...), Incidents: s.WantsIncidents, Maintenance: s.WantsMaintenance,
		Postmortems: s.WantsPostmortems, Promises: s.WantsCountermeasures, Source: s.Source, Consent: s.Consent, RequestedAt: utc(s.RequestedAt),
		ConfirmedAt: stamp(s.ConfirmedAt), LeftAt: stamp(s.LeftAt)}
}
