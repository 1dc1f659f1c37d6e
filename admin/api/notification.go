package api

import (
	"context"
	"strconv"
	"time"

	"vitrine/models/audience"
	"vitrine/models/staff"
)

// notification is one publication on its way to everyone who wants to hear of it.
type notification struct {
	ID          string     `json:"id" doc:"Its id." example:"n1o2t3i4f5ic"`
	Kind        string     `json:"kind" enum:"incident,maintenance,correction,postmortem,reminder,countermeasures,retraction,digest" example:"incident"`
	Thread      string     `json:"thread" doc:"The conversation it belongs to: inc-, mnt- or pm- and a public id." example:"inc-k3v9x2m8q1ab"`
	Title       string     `json:"title" example:"Sign-in fails"`
	Actor       string     `json:"actor" doc:"Who published." example:"Dana Whitfield"`
	Recipients  int64      `json:"recipients" doc:"How many were in the audience." example:"1204"`
	Outcomes    outcomes   `json:"outcomes" doc:"How many deliveries have which outcome."`
	SendAt      time.Time  `json:"send_at" doc:"End of the undo window."`
	ExpiresAt   *time.Time `json:"expires_at" nullable:"true" doc:"When it is too old to be sent."`
	FinishedAt  *time.Time `json:"finished_at" nullable:"true" doc:"Every delivery has its outcome."`
	CancelledAt *time.Time `json:"cancelled_at" nullable:"true"`
	CancelledBy string     `json:"cancelled_by"`
	CreatedAt   time.Time  `json:"created_at"`
}

// outcomes counts deliveries by what became of them.
type outcomes struct {
	Accepted   int64 `json:"accepted" doc:"The mail server took it." example:"1190"`
	Pending    int64 `json:"pending" doc:"Not tried yet, or to be tried again." example:"10"`
	Sending    int64 `json:"sending" doc:"On its way at this moment." example:"1"`
	Unknown    int64 `json:"unknown" doc:"The mail server's answer was lost: perhaps delivered." example:"0"`
	Failed     int64 `json:"failed" doc:"The mail server refused this address for good." example:"2"`
	Suppressed int64 `json:"suppressed" doc:"The person left after the audience was taken." example:"1"`
	Expired    int64 `json:"expired" doc:"Too old to be true, or overtaken by newer news." example:"0"`
	Cancelled  int64 `json:"cancelled" example:"0"`
}

// delivery is one person's part of a notification.
type delivery struct {
	SubscriberID string     `json:"subscriber_id" example:"s1u2b3s4c5ri"`
	Email        string     `json:"email" example:"robin@example.org"`
	Outcome      string     `json:"outcome" enum:"accepted,pending,sending,unknown,failed,suppressed,expired,cancelled" example:"accepted"`
	Attempts     int64      `json:"attempts" example:"1"`
	MessageID    string     `json:"message_id" doc:"The same on every try." example:"<n1.s1@status.example.com>"`
	Code         int64      `json:"code" doc:"The mail server's last reply; 0: none." example:"250"`
	Detail       string     `json:"detail" doc:"Why, in words or in the mail server's."`
	NextTryAt    *time.Time `json:"next_try_at" nullable:"true"`
	DoneAt       *time.Time `json:"done_at" nullable:"true"`
}

// told is a notification with a part of its deliveries.
type told struct {
	Notification notification `json:"notification"`
	Progress     progress     `json:"progress"`
	Deliveries   []delivery   `json:"deliveries" nullable:"false" doc:"Empty below the role responder: they name people."`
	NextCursor   string       `json:"next_cursor,omitempty" doc:"Goes on after the last delivery; absent at the end."`
}

// notificationList chooses notifications.
type notificationList struct {
	Window
	Thread  string `query:"thread" doc:"Only those of one conversation." example:"inc-k3v9x2m8q1ab"`
	Running bool   `query:"running" doc:"Only those with somebody still to be told." example:"true"`
}

// notificationView names a notification and the part of its deliveries to show.
type notificationView struct {
	ByID
	Window
	Outcome string `query:"outcome" enum:"accepted,pending,sending,unknown,failed,suppressed,expired,cancelled" doc:"Only deliveries with this outcome." example:"failed"`
}

func (a *API) notificationRoutes() {
	at := call{path: "/notifications", tag: "Notifications"}
	handle(a, at.get("list-notifications", staff.Viewer, "List notifications",
		"The newest first, with their counts."), a.listNotifications)
	at.path += "/{id}"
	handle(a, at.get("get-notification", staff.Viewer, "Show who was told",
		"Counts by outcome and channel, how fast it goes and why some have not got it. From the role responder on each delivery too: it names a person."), a.showNotification)
	at.path = "/notifications/{id}/cancel"
	handle(a, at.deed("cancel-notification", staff.Responder, "Cancel a notification",
		"Within the undo window nobody is told; later nobody more."), a.cancelNotification)
	at.path = "/notifications/{id}/send"
	handle(a, at.deed("send-notification", staff.Responder, "Send a notification now",
		"Ends the undo window at once."), a.sendNotification)
	at.path = "/notifications/{id}/retry"
	handle(a, at.deed("retry-delivery", staff.Responder, "Try one delivery again",
		"For one that failed or whose answer was lost, while its news is still to be told. It keeps its Message-ID."), a.retryDelivery)
}

func (a *API) listNotifications(ctx context.Context, in *notificationList) (*paged[notification], error) {
	ns, err := a.Audience.Notifications(ctx, audience.NotificationQuery{Running: in.Running, Thread: in.Thread,
		Before: in.after, Limit: in.Limit + 1})
	if err != nil {
		return nil, err
	}
	return turn(a, in.Window, ns, func(n audience.Notification) string { return n.PublicID }, showNotification), nil
}

func (a *API) showNotification(ctx context.Context, in *notificationView) (*struct {
	Link string `header:"Link" doc:"The next part, rel=next (RFC 8288)."`
	Body told
}, error) {
	n, err := a.Audience.Notification(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	after, err := in.number()
	if err != nil {
		return nil, err
	}
	p, err := a.Audience.Progress(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var ds []audience.Delivery
	if needs(ctx, staff.Responder, "Who was told") == nil {
		ds, err = a.Audience.Deliveries(ctx, in.ID, audience.DeliveryQuery{State: audience.Outcome(in.Outcome), After: after, Limit: in.Limit + 1})
	}
	if err != nil {
		return nil, err
	}
	part := turn(a, in.Window, ds, func(d audience.Delivery) string { return strconv.FormatInt(d.ID, 10) }, showDelivery)
	return &struct {
		Link string `header:"Link" doc:"The next part, rel=next (RFC 8288)."`
		Body told
	}{part.Link, told{showNotification(n), showProgress(p), part.Body.Items, part.Body.NextCursor}}, nil
}

func (a *API) cancelNotification(ctx context.Context, in *ByID) (*struct{ Body notification }, error) {
	return a.notificationAfter(ctx, in.ID, a.Audience.Cancel(ctx, in.ID))
}

func (a *API) sendNotification(ctx context.Context, in *ByID) (*struct{ Body notification }, error) {
	return a.notificationAfter(ctx, in.ID, a.Audience.SendNow(ctx, in.ID))
}

func (a *API) retryDelivery(ctx context.Context, in *struct {
	ByID
	Body struct {
		SubscriberID string `json:"subscriber_id" example:"s1u2b3s4c5ri"`
	}
}) (*struct{ Body notification }, error) {
	return a.notificationAfter(ctx, in.ID, a.Audience.Retry(ctx, in.ID, in.Body.SubscriberID))
}

func (a *API) notificationAfter(ctx context.Context, id string, err error) (*struct{ Body notification }, error) {
	if err != nil {
		return nil, err
	}
	n, err := a.Audience.Notification(ctx, id)
	return &struct{ Body notification }{showNotification(n)}, err
}

func showNotification(n audience.Notification) notification {
	return notification{ID: n.PublicID, Kind: string(n.Kind), Thread: n.Thread, Title: n.Title, Actor: n.Actor,
		Recipients: n.Recipients, SendAt: utc(n.SendAt), ExpiresAt: stamp(n.ExpiresAt), FinishedAt: stamp(n.FinishedAt),
		CancelledAt: stamp(n.CancelledAt), CancelledBy: n.CancelledBy, CreatedAt: utc(n.CreatedAt),
		Outcomes: showOutcomes(n.Outcomes)}
}

func showDelivery(d audience.Delivery) delivery {
	return delivery{SubscriberID: d.Subscriber, Email: d.Email, Outcome: string(d.State), Attempts: d.Attempts,
		MessageID: d.MessageID, Code: d.Code, Detail: d.Detail, NextTryAt: stamp(d.NextTryAt), DoneAt: stamp(d.DoneAt)}
}
