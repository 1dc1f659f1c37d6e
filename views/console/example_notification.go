package console

import (
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// aNotification is one with an audience, as far as it has come.
func aNotification(outcomes map[audience.Outcome]int64) NotificationPage {
	return NotificationPage{Frame: exampleFrame("notifications"), Mail: audience.Health{Configured: true}, Notification: audience.Notification{
		PublicID: "not0not0not0", Kind: audience.Incident, Title: "Sign-in fails", Actor: "Dana Whitfield", Recipients: 1204,
		SendAt: before(time.Minute), FannedAt: beforeAt(time.Minute), CreatedAt: before(2 * time.Minute), Outcomes: outcomes}}
}

// undoableNotification still waits.
func undoableNotification() NotificationPage {
	p := aNotification(nil)
	p.Notification.SendAt, p.Notification.FannedAt = exampleNow.Add(8*time.Second), nil
	return p
}

// sendingNotification is on its way, while the mail server refuses.
func sendingNotification() NotificationPage {
	p := aNotification(map[audience.Outcome]int64{audience.Accepted: 843, audience.Awaiting: 355, audience.Sending: 2, audience.Failed: 4})
	p.Mail.DownSince, p.Mail.Detail = beforeAt(13*time.Hour), "dial tcp 192.0.2.25:587: connect: connection refused"
	p.Progress = audience.Progress{Settled: 847, Open: 357, Speed: 42.4, Channels: []audience.ChannelTally{
		{Channel: models.ByEmail, Outcomes: map[audience.Outcome]int64{audience.Accepted: 840, audience.Awaiting: 354, audience.Sending: 2, audience.Failed: 3}},
		{Channel: models.BySlack, Outcomes: map[audience.Outcome]int64{audience.Accepted: 3, audience.Awaiting: 1, audience.Failed: 1}}},
		Reasons: []audience.Reason{{Channel: models.ByEmail, State: audience.Awaiting, Code: 451, N: 12}, {Channel: models.ByEmail, State: audience.Failed, Code: 550, N: 2},
			{Channel: models.ByEmail, State: audience.Failed, Code: 553, N: 1}, {Channel: models.BySlack, State: audience.Failed, Code: 404, Detail: "It says that it is gone: 404 Not Found.", N: 1}}}
	p.Deliveries, p.After = []audience.Delivery{{ID: 1, Channel: models.ByEmail, State: audience.Failed, Attempts: 1, Code: 550, Detail: "no such user", Email: "gone@example.com", Subscriber: "sub0sub0sub0", DoneAt: beforeAt(0)},
		{ID: 2, Channel: models.ByEmail, State: audience.Accepted, Attempts: 1, Code: 250, Email: "kim@example.com", Subscriber: "sub1sub1sub1", DoneAt: beforeAt(0)}}, 2
	return p
}

// stoppedNotification was stopped when most had left.
func stoppedNotification() NotificationPage {
	p := aNotification(map[audience.Outcome]int64{audience.Accepted: 843, audience.Withheld: 361})
	p.Notification.CancelledAt, p.Notification.CancelledBy, p.Notification.FinishedAt = beforeAt(0), "Tom", beforeAt(0)
	p.Progress = audience.Progress{Settled: 1204, Channels: []audience.ChannelTally{{Channel: models.ByEmail, Outcomes: p.Notification.Outcomes}}}
	return p
}
