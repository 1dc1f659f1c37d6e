package audience

import (
	"time"

	"vitrine/models"
)

// Channel is the way by which a subscriber is told.
type Channel = models.Channel

// rotation is how long the secret before the newest still signs, so that a
// receiver can change over without missing anything.
const rotation = 24 * time.Hour

// patience is how long an address may fail before it is switched off.
const patience = 5 * 24 * time.Hour

// Endpoint is where a subscriber who is no mailbox is told, without the address:
// that is a secret.
type Endpoint struct {
	SubscriberID   int64 `gorm:"primaryKey;autoIncrement:false"`
	Shape          models.Shape
	Contact        string     // mail address of who answers for it; may be empty
	Signed         bool       // a webhook's calls carry a signature
	TestAt         *time.Time // a test is on its way
	OldSecretUntil *time.Time // until then the secret before signs too
	SucceededAt    *time.Time // when it last took something
	FailingSince   *time.Time // it has taken nothing since
	Failure        string     // what it said last, in words
	DisabledAt     *time.Time
	DisabledWhy    string
	Alarms         bool // it hears of what is wrong with our own sending
}

// NewEndpoint is a channel that staff add.
type NewEndpoint struct {
	Channel Channel
	Address string       // a URL, or a telephone number
	Shape   models.Shape // of a webhook; empty: ours
	Contact string       // may be empty
	Choice
	Consent string // who asked for it
}

// check returns n as it is kept, or all that is wrong with it.
func (n NewEndpoint) check() (NewEndpoint, error) {
	c := models.Complaints{}
	var err error
	if n.Channel == models.ByPush {
		return n, &models.Error{Kind: models.Invalid, Message: "A browser signs itself up, on the public page.", Fields: map[string]string{"channel": "A browser signs itself up, on the public page."}}
	}
	if n.Address, err = n.Channel.Endpoint(n.Address); err != nil {
		return n, err
	}
	if n.Contact != "" {
		if n.Contact, err = models.Address(n.Contact); err != nil {
			c.Add("contact", "%s", models.MessageOf(err))
		}
	}
	switch {
	case n.Channel != models.ByWebhook:
		n.Shape = ""
	case n.Shape == "":
		n.Shape = models.OwnShape
	case n.Shape != models.OwnShape && n.Shape != models.StatuspageShape:
		c.Add("shape", "Choose vitrine or statuspage.")
	}
	n.List = false // nobody can be asked by mail
	n.Consent = c.Line("consent", n.Consent, 1, 500)
	if err := c.Err(); err != nil {
		return n, err
	}
	return n, n.Choice.Check()
}

// Parcel is what a delivery to an endpoint needs, opened.
type Parcel struct {
	DeliveryID     int64
	NotificationID int64
	SubscriberID   int64
	Channel        Channel
	Address        string   `gorm:"-"`
	Secrets        []string `gorm:"-"` // of a webhook, the newest first: base64 without its prefix
	Shape          models.Shape
	Disabled       bool `gorm:"-"`
	DisabledWhy    string
}

// Trial is what became of one call to an endpoint.
type Trial struct {
	Status  int    // HTTP; 0: nothing was said
	Detail  string // in words; empty: it was taken
	Disable string // why it is never to be called again; empty: it may
}

// Good reports whether it was taken.
func (t Trial) Good() bool { return t.Detail == "" }
