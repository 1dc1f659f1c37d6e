package models

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Channel is the way by which a subscriber is told.
type Channel string

// The channels.
const (
	ByEmail      Channel = "email"
	ByWebhook    Channel = "webhook"
	BySlack      Channel = "slack"
	ByTeams      Channel = "teams"
	ByDiscord    Channel = "discord"
	ByGoogleChat Channel = "google_chat"
	ByMattermost Channel = "mattermost"
	BySMS        Channel = "sms"
	ByPush       Channel = "push" // a browser, by its push service
)

// Channels lists every channel, mail first.
var Channels = []Channel{ByEmail, ByWebhook, BySlack, ByTeams, ByDiscord, ByGoogleChat, ByMattermost, BySMS, ByPush}

// OpenChannels are those that a reader may sign up by an address, besides mail. A
// browser signs itself up.
var OpenChannels = []Channel{ByWebhook, BySlack, ByTeams, ByDiscord, ByGoogleChat, ByMattermost}

// Open reports whether readers may sign this channel up themselves.
func (c Channel) Open() bool { return c == ByPush || slices.Contains(OpenChannels, c) }

// Known reports whether there is such a channel.
func (c Channel) Known() bool { return slices.Contains(Channels, c) }

// Shape is how the body of a webhook is made.
type Shape string

// The shapes.
const (
	OwnShape        Shape = "vitrine"
	StatuspageShape Shape = "statuspage" // that of hosted status pages
)

// Shapes lists the shapes, ours first.
var Shapes = []Shape{OwnShape, StatuspageShape}

// chatHosts are the machines that give out the incoming webhooks of a chat. A
// chat that people run themselves has none.
var chatHosts = map[Channel][]string{
	BySlack:      {"hooks.slack.com", "hooks.slack-gov.com"},
	ByTeams:      {".logic.azure.com", ".api.powerplatform.com", ".webhook.office.com"},
	ByDiscord:    {"discord.com", "discordapp.com", "canary.discord.com", "ptb.discord.com"},
	ByGoogleChat: {"chat.googleapis.com"},
}

// pushHosts are the push services of the large browsers. A browser may have
// another.
var pushHosts = []string{"fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"}

// Anchored reports whether a host is one at which a channel's addresses are known
// to be.
func (c Channel) Anchored(host string) bool {
	if c == ByPush {
		return among(pushHosts, host)
	}
	return among(chatHosts[c], host)
}

// Hosts reports whether a channel's addresses are usually at this host.
func (c Channel) Hosts(host string) bool { return len(chatHosts[c]) == 0 || among(chatHosts[c], host) }

func among(list []string, host string) bool {
	return slices.ContainsFunc(list, func(known string) bool {
		return host == known || known[0] == '.' && strings.HasSuffix(host, known)
	})
}

// Endpoint checks an address of this channel and returns it as it is kept: the
// URL of a webhook or of a chat's incoming webhook, or a telephone number with
// its country code (E.164). That of a browser is its push service's URL with the
// browser's key and secret behind #, as Device writes it. Errors are Invalid, about the field "endpoint".
func (c Channel) Endpoint(text string) (string, error) {
	text = strings.TrimSpace(text)
	if c == BySMS {
		return phone(text)
	}
	u, err := url.Parse(text)
	switch {
	case c == ByEmail || !c.Known():
		return "", &Error{Kind: Invalid, Message: "Choose how to tell them.", Fields: map[string]string{"channel": "Choose one of the channels."}}
	case err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" || len(text) > 2000:
		return "", badEndpoint("The address looks like https://hooks.example.com/… Copy it whole from where it was made.")
	case u.User != nil:
		return "", badEndpoint("The address must not hold a name or a password before the host. The signature proves who calls.")
	}
	if c == ByPush && !deviceShape.MatchString(u.Fragment) {
		return "", badEndpoint("This browser's address has no key.")
	}
	if c != ByPush {
		u.Fragment, u.RawFragment = "", ""
	}
	u.Host = strings.ToLower(u.Host)
	return u.String(), nil
}

// deviceShape is an uncompressed point of P-256 and 16 bytes, in base64url.
var deviceShape = regexp.MustCompile(`^[A-Za-z0-9_-]{87}\.[A-Za-z0-9_-]{22}$`)

// Device is the address of a browser: the URL of its push service, and the key
// (p256dh) and the secret (auth) that it gives out, in base64url.
func Device(endpoint, key, secret string) string {
	return endpoint + "#" + strings.TrimRight(key, "=") + "." + strings.TrimRight(secret, "=")
}

var (
	phoneMarks = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "/", "")
	phoneShape = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
)

func phone(text string) (string, error) {
	number := phoneMarks.Replace(text)
	if !phoneShape.MatchString(number) {
		return "", badEndpoint("A telephone number begins with + and the country: +49 30 1234567.")
	}
	return number, nil
}

func badEndpoint(sentence string) error {
	return &Error{Kind: Invalid, Message: sentence, Fields: map[string]string{"endpoint": sentence}}
}

// Fingerprints are what an address is called where it may be read: the host, or
// the ends of a telephone number, and a few digits that tell it from others. The
// first is by the newest key, the others by older ones.
func (k Key) Fingerprints(c Channel, address string) []string {
	place := "…" + address[max(0, len(address)-3):]
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		place = u.Host + "/…"
	} else if len(address) > 6 {
		place = address[:3] + place
	}
	var names []string
	for _, sum := range k.AddressMACs(string(c) + ":" + address) {
		names = append(names, place+" "+sum[:10])
	}
	return names
}

// Callable says in a form why an address cannot be called: Invalid, nil where it
// can.
func Callable(why error) error {
	if why == nil {
		return nil
	}
	sentence := "We cannot call this address: " + why.Error() + "."
	return &Error{Kind: Invalid, Message: sentence, Fields: map[string]string{"endpoint": sentence}}
}
