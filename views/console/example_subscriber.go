package console

import (
	"vitrine/models"
	"vitrine/models/audience"
)

// tunedSubscriber is a mailing list that chose everything there is to choose.
func tunedSubscriber(one audience.Subscriber) SubscriberPage {
	one.Email, one.IsList, one.AllComponents = "team@customer.example", true, false
	one.LeastImpact, one.Digest, one.QuietFrom, one.QuietUntil, one.Zone, one.Language = models.MajorImpact, models.Daily, "22:00", "07:00", "Europe/Berlin", "de"
	one.Following = []audience.Following{{PublicID: "inc0inc0inc0", Title: "Sign-in fails", Postmortem: true}}
	done := exampleNow
	return SubscriberPage{Frame: exampleFrame("subscribers"), Subscriber: one, Services: "all of Storage, Sign-in", Told: []audience.Told{
		{Delivery: audience.Delivery{State: audience.Accepted, Attempts: 1, Code: 250, Detail: "queued", DoneAt: &done}, Notification: "not0not0not0", Kind: audience.Incident, Title: "Sign-in fails"},
		{Delivery: audience.Delivery{State: audience.Awaiting, Detail: "Held until the end of the reader's quiet hours.", NextTryAt: &done}, Notification: "not1not1not1", Kind: audience.Maintenance, Title: "Database upgrade"},
	}}
}
