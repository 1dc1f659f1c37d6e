package views

import (
	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/signup"
)

// ChannelPath is where the form is with which a chat or a webhook is signed up.
const ChannelPath = "/subscribe/channel"

// ConsentChannel is what is agreed to by signing a channel up.
const ConsentChannel locale.Key = "Send the updates chosen here to this address. Whoever reads them can change this or stop them at any time by a link in every message."

// ConsentDevice is what is agreed to by signing a device up.
const ConsentDevice locale.Key = "Show the updates chosen here on this device. I can change this or stop it at any time by a link in every message, or in the browser."

// SubscribeChannel is the page to sign up on for a chat or a webhook.
var SubscribeChannel = page[SubscribeChannelPage]("subscribe_channel")

// SubscribeChannelPage is the form, for the first time and after a refusal.
type SubscribeChannelPage struct {
	Frame
	Groups   []ServiceGroup
	Channel  models.Channel
	Endpoint string
	Shape    models.Shape
	Choice   signup.Choice
	Fields   map[string]string // field to complaint
	Refusal  string            // why nothing was sent, where no field is to blame
}

// NewSubscribeChannelPage is the form as it is first shown: everything is chosen.
func NewSubscribeChannelPage(f Frame, groups []ServiceGroup) SubscribeChannelPage {
	return SubscribeChannelPage{Frame: f, Groups: groups, Channel: models.BySlack, Shape: models.OwnShape,
		Choice: everything(f)}
}

// Title implements the layout's need for a title.
func (p SubscribeChannelPage) Title() string {
	if len(p.Fields) > 0 {
		return p.Speech().Say("Please check the form: {0}", p.Speech().Say("Updates in a chat or by webhook"))
	}
	return p.Speech().Say("Updates in a chat or by webhook")
}

// Description implements the layout's need for one.
func (p SubscribeChannelPage) Description() string {
	return p.Speech().Say("Updates from {0} in a chat room or to a program of yours.", p.SiteName())
}

// Live is off: what a person types must not be replaced.
func (p SubscribeChannelPage) Live() bool { return false }

// Consent is what is agreed to.
func (p SubscribeChannelPage) Consent() string { return p.Speech().Say(ConsentChannel) }

// Picker is the choice of what to hear about.
func (p SubscribeChannelPage) Picker() Picker {
	return Picker{Groups: p.Groups, Choice: p.Choice, Fields: p.Fields, Noun: p.Noun(), Frame: p.Frame}
}

// channelNames are the channels as people call them.
var channelNames = map[models.Channel]locale.Key{
	models.ByEmail: "Email", models.ByWebhook: "A webhook of your own", models.BySlack: "Slack", models.ByTeams: "Microsoft Teams",
	models.ByDiscord: "Discord", models.ByGoogleChat: "Google Chat", models.ByMattermost: "Mattermost", models.ByPush: "This device",
}

// Channels are those to choose from, chats first.
func (p SubscribeChannelPage) Channels() []Pick {
	var list []Pick
	for _, c := range append(models.OpenChannels[1:len(models.OpenChannels):len(models.OpenChannels)], models.ByWebhook) {
		list = append(list, Pick{Value: string(c), Name: p.Speech().Say(channelNames[c]), Chosen: c == p.Channel})
	}
	return list
}

// Shapes are the bodies a webhook may have.
func (p SubscribeChannelPage) Shapes() []Pick {
	return []Pick{{Value: string(models.OwnShape), Name: p.Speech().Say("Our own: type, timestamp, data"), Chosen: p.Shape != models.StatuspageShape},
		{Value: string(models.StatuspageShape), Name: p.Speech().Say("That of hosted status pages"), Chosen: p.Shape == models.StatuspageShape}}
}
