package console

import (
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// ChannelForm is a webhook, a chat or a telephone that staff add.
type ChannelForm struct {
	Form
	ChoiceForm
	Channel  string `form:"channel"`
	Endpoint string `form:"endpoint"`
	Shape    string `form:"shape"`
	Contact  string `form:"contact"`
	Consent  string `form:"consent"`
}

// NewChannel is the form for a channel that is no mailbox.
var NewChannel = page[NewChannelPage]("new_channel")

// NewChannelPage is what NewChannel shows.
type NewChannelPage struct {
	Frame    Frame
	Form     ChannelForm
	Services []Tick
}

// Title implements the layout's need for one.
func (p NewChannelPage) Title() string { return "Add a webhook, a chat or a telephone" }

// channelNames are the channels as people call them.
var channelNames = map[models.Channel]string{
	models.ByEmail: "Mail", models.ByWebhook: "Webhook", models.BySlack: "Slack", models.ByTeams: "Microsoft Teams", models.ByDiscord: "Discord",
	models.ByGoogleChat: "Google Chat", models.ByMattermost: "Mattermost", models.BySMS: "Text message", models.ByPush: "Browser",
}

func channelName(c models.Channel) string { return channelNames[c] }

// Channels are those to choose from; a browser signs itself up.
func (p NewChannelPage) Channels() []Choice {
	return channelChoices(models.Channels[1 : len(models.Channels)-1])
}

func channelChoices(list []models.Channel) []Choice {
	var choices []Choice
	for _, c := range list {
		choices = append(choices, Choice{Value: string(c), Name: channelNames[c]})
	}
	return choices
}

// Shapes are the bodies a webhook may have.
func (p NewChannelPage) Shapes() []Choice {
	return []Choice{{Value: string(models.OwnShape), Name: "Our own: type, timestamp, data"}, {Value: string(models.StatuspageShape), Name: "That of hosted status pages"}}
}

// Channels are those the list can be narrowed to.
func (p SubscribersPage) Channels() []Choice {
	return append([]Choice{{Name: "any"}}, channelChoices(models.Channels)...)
}

// ChannelFacts is how a channel does.
type ChannelFacts struct {
	audience.Endpoint
	Form   Form   // to change the secret with
	Secret string // for those alone who set receivers up
}

// Changing reports whether the receiver is still changing over to the secret.
func (f ChannelFacts) Changing(now time.Time) bool {
	return f.OldSecretUntil != nil && now.Before(*f.OldSecretUntil)
}

// MayAlarm reports whether it may hear of what is wrong with our own sending:
// staff added it, so colleagues read it.
func (f ChannelFacts) MayAlarm(s audience.Subscriber) bool {
	return f.Alarms || s.Source == "staff" && f.Shape != models.StatuspageShape
}

// Own reports whether a webhook's body has our shape.
func (f ChannelFacts) Own() bool { return f.Shape == models.OwnShape }

// exampleChannel is a webhook that fails, as the gallery shows it.
func exampleChannel(one audience.Subscriber) SubscriberPage {
	one.Channel, one.Email = models.ByWebhook, "hooks.customer.example/… 3f9a2c11d0"
	since, until := one.RequestedAt, before(0).Add(20*time.Hour)
	return SubscriberPage{Frame: exampleFrame("subscribers"), Subscriber: one, Channel: &ChannelFacts{Secret: "whsec_bm90LWEtc2VjcmV0LWJ1dC1hbi1leGFtcGxl",
		Endpoint: audience.Endpoint{Shape: models.OwnShape, Contact: "ops@customer.example", Signed: true, FailingSince: &since, OldSecretUntil: &until, TestAt: &since,
			Failure: "It answered 500 Internal Server Error."}}}
}
