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
	Channel       string     `json:"channel" enum:"email,webhook,slack,teams,discord,google_chat,mattermost,sms,push" example:"email"`
	Email         string     `json:"email" doc:"Of another channel: what may be read of its address." example:"robin@example.org"`
	State         string     `json:"state" enum:"pending,active,left" doc:"Only active ones are written to." example:"active"`
	AllComponents bool       `json:"all_components" doc:"Every component, those of the future included."`
	Components    []string   `json:"components" nullable:"false" doc:"Public ids, where not all." example:"p0d4n7c2w6zz"`
	Incidents     bool       `json:"incidents"`
	Maintenance   bool       `json:"maintenance"`
	Postmortems   bool       `json:"postmortems"`
	Promises      bool       `json:"countermeasures" doc:"When the last countermeasure of a postmortem is done."`
	Groups        []string   `json:"groups" nullable:"false" doc:"Public ids of groups followed with all they hold later, where not all."`
	LeastImpact   string     `json:"least_impact" enum:"none,minor,major,critical" doc:"From which impact on incidents are told." example:"minor"`
	Digest        string     `json:"digest" enum:"as_it_happens,daily,weekly" doc:"How often they hear." example:"daily"`
	QuietFrom     string     `json:"quiet_from" doc:"News of maintenance waits from this time of the day on; empty: never." example:"22:00"`
	QuietUntil    string     `json:"quiet_until" example:"07:00"`
	Zone          string     `json:"zone" doc:"IANA name of their time zone; empty: the site's." example:"Europe/Berlin"`
	Language      string     `json:"language" doc:"The language they would like (BCP 47). Messages come in it where the site is offered in it, in the site's own otherwise." example:"de"`
	List          bool       `json:"list" doc:"The address stands for many people: leaving takes a mail to all of them."`
	Following     []follow   `json:"following" nullable:"false" doc:"Single incidents, followed until they are over."`
	Source        string     `json:"source" doc:"Where the address came from." example:"page"`
	Consent       string     `json:"consent" doc:"The sentence agreed to, or who vouched for it."`
	RequestedAt   time.Time  `json:"requested_at"`
	ConfirmedAt   *time.Time `json:"confirmed_at" nullable:"true"`
	LeftAt        *time.Time `json:"left_at" nullable:"true"`
	Endpoint      *endpoint  `json:"endpoint,omitempty" doc:"How a channel other than mail does. Shown with one subscriber, not in lists."`
}

// follow is a single incident that a subscriber follows.
type follow struct {
	IncidentID  string `json:"incident_id" example:"k3v9x2m8q1ab"`
	Title       string `json:"title" example:"Sign-in fails"`
	EveryUpdate bool   `json:"every_update" doc:"Each update; otherwise only that it is over."`
	Postmortem  bool   `json:"postmortem"`
}

// Choice is what a subscriber wants to hear about, and when.
type Choice struct {
	Components  []string `json:"components,omitempty" nullable:"false" doc:"Public ids. Every component when this and groups are missing." example:"p0d4n7c2w6zz"`
	Groups      []string `json:"groups,omitempty" nullable:"false" doc:"Public ids of groups, with all they hold later." example:"g0d4n7c2w6zz"`
	Incidents   *bool    `json:"incidents,omitempty" doc:"True when missing." example:"true"`
	Maintenance *bool    `json:"maintenance,omitempty" doc:"True when missing." example:"true"`
	Postmortems *bool    `json:"postmortems,omitempty" doc:"True when missing." example:"true"`
	Promises    *bool    `json:"countermeasures,omitempty" doc:"Hears when the last countermeasure of a postmortem is done. False when missing." example:"true"`
	LeastImpact string   `json:"least_impact,omitempty" enum:"none,minor,major,critical" doc:"From which impact on incidents are told. Any when missing." example:"minor"`
	Digest      string   `json:"digest,omitempty" enum:"as_it_happens,daily,weekly" doc:"As it happens when missing." example:"daily"`
	QuietFrom   string   `json:"quiet_from,omitempty" doc:"News of maintenance waits from this time of the day on." example:"22:00"`
	QuietUntil  string   `json:"quiet_until,omitempty" example:"07:00"`
	Zone        string   `json:"zone,omitempty" doc:"IANA name; the site's when missing." example:"Europe/Berlin"`
	Language    string   `json:"language,omitempty" doc:"A wish, BCP 47." example:"de"`
	List        bool     `json:"list,omitempty" doc:"The address stands for many people." example:"false"`
}

func (c Choice) kept() (audience.Choice, error) {
	digest, err := models.ParseDigest(c.Digest)
	return audience.Choice{AllComponents: len(c.Components)+len(c.Groups) == 0, ComponentIDs: c.Components, GroupIDs: c.Groups,
		Incidents: wanted(c.Incidents), Maintenance: wanted(c.Maintenance), Postmortems: wanted(c.Postmortems), Countermeasures: c.Promises != nil && *c.Promises,
		LeastImpact: models.Impact(c.LeastImpact), Digest: digest, Quiet: models.Quiet{From: c.QuietFrom, Until: c.QuietUntil},
		Zone: c.Zone, Language: c.Language, List: c.List}, err
}

// newSubscriber is somebody to add on their word.
type newSubscriber struct {
	Channel  string `json:"channel,omitempty" enum:"email,webhook,slack,teams,discord,google_chat,mattermost,sms" doc:"How to tell them; email when missing." example:"email"`
	Email    string `json:"email,omitempty" doc:"For the channel email." example:"robin@example.org"`
	Endpoint string `json:"endpoint,omitempty" doc:"For the other channels: the URL of a webhook or of a chat's incoming webhook, or a telephone number with its country. It is kept sealed and never shown again." example:"https://hooks.example.org/T0/B0/xyz"`
	Shape    string `json:"shape,omitempty" enum:"vitrine,statuspage" doc:"Body of a webhook; vitrine when missing." example:"vitrine"`
	Contact  string `json:"contact,omitempty" doc:"Mail address of who answers for a channel." example:"ops@example.org"`
	Choice
	Consent string `json:"consent,omitempty" doc:"How the person agreed; your name when missing." example:"Asked by phone."`
}

// subscriberList chooses subscribers.
type subscriberList struct {
	Window
	Channel string `query:"channel" enum:"email,webhook,slack,teams,discord,google_chat,mattermost,sms,push" doc:"Only those told this way." example:"webhook"`
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
	change := at
	change.path += "/choice"
	handle(a, change.deed("choose-for-subscriber", staff.Responder, "Change what a subscriber hears about",
		"On the person's word. The whole choice is replaced; incidents that they follow stay."), a.chooseForSubscriber)
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
	c, err := b.kept()
	if err != nil {
		return nil, err
	}
	s, err := a.Audience.Add(ctx, audience.NewSubscriber{Email: b.Email,
		Choice:  c,
		Consent: cmp.Or(b.Consent, "On the word of "+models.ActorOf(ctx).Name)})
	return &struct {
		Location string `header:"Location" doc:"Where it is."`
		Body     subscriber
	}{Base + "/subscribers/" + s.PublicID, showSubscriber(s)}, err
}

func (a *API) chooseForSubscriber(ctx context.Context, in *struct {
	ByID
	Body Choice
}) (*struct{ Body subscriber }, error) {
	c, err := in.Body.kept()
	if err != nil {
		return nil, err
	}
	s, err := a.Audience.Choose(ctx, in.ID, c)
	return &struct{ Body subscriber }{showSubscriber(s)}, err
}

func (a *API) removeSubscriber(ctx context.Context, in *ByID) (*nothing, error) {
	return nil, a.Audience.Remove(ctx, in.ID)
}

// wanted is a choice that is yes unless it says no.
func wanted(choice *bool) bool { return choice == nil || *choice }

func showSubscriber(s audience.Subscriber) subscriber {
	return subscriber{ID: s.PublicID, Channel: string(s.Channel), Email: s.Email, State: string(s.State), AllComponents: s.AllComponents,
		Components: append([]string{}, s.ComponentIDs...), Incidents: s.WantsIncidents, Maintenance: s.WantsMaintenance,
		Postmortems: s.WantsPostmortems, Promises: s.WantsCountermeasures, Groups: append([]string{}, s.GroupIDs...),
		LeastImpact: string(s.Choice().Least()), Digest: s.Digest.Word(), QuietFrom: s.QuietFrom, QuietUntil: s.QuietUntil, Zone: s.Zone,
		Language: s.Language, List: s.IsList, Following: each(s.Following, func(f audience.Following) follow { return follow{f.PublicID, f.Title, f.EveryUpdate, f.Postmortem} }),
		Source: s.Source, Consent: s.Consent, RequestedAt: utc(s.RequestedAt),
		ConfirmedAt: stamp(s.ConfirmedAt), LeftAt: stamp(s.LeftAt)}
}
