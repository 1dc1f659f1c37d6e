package api

import (
	"context"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
	"vitrine/views/console"
)

// outboxMail is a mail to a subscriber that waits for the mail server.
type outboxMail struct {
	ID    string    `json:"id" doc:"Names the mail in the console: /outbox/d12." example:"d12"`
	Kind  string    `json:"kind" doc:"Of a notification, or confirm, manage." example:"incident"`
	Title string    `json:"title" doc:"Of what it is about; empty for mails about a sign-up." example:"Sign-in fails"`
	Email string    `json:"email" example:"robin@example.org"`
	Since time.Time `json:"since"`
}

// staffMail is a mail to a user that has not left, or failed in the last two weeks.
type staffMail struct {
	ID        int64      `json:"id" example:"7"`
	Kind      string     `json:"kind" enum:"reminder,nag,agenda,ask,text" example:"nag"`
	To        string     `json:"to" doc:"The name of the user; empty below the role admin, but for one's own." example:"Dana Whitfield"`
	State     string     `json:"state" enum:"pending,sending,failed,expired,unknown" example:"pending"`
	Attempts  int64      `json:"attempts" example:"2"`
	Trouble   string     `json:"trouble" doc:"What went wrong the last time, in plain words; empty: nothing." example:"The mailbox is full."`
	Words     string     `json:"words" doc:"What the mail server said; empty: nothing." example:"552 5.2.2 over quota"`
	NextTryAt *time.Time `json:"next_try_at" nullable:"true" doc:"Null: it is not tried again."`
	CreatedAt time.Time  `json:"created_at"`
}

func (a *API) outboxRoutes() {
	at := call{path: "/outbox", tag: "Notifications"}
	handle(a, at.get("list-outbox", staff.Responder, "List the mails to subscribers that wait",
		"Those about sign-ups first, then the others, the newest of each first."), a.listOutbox)
	at.path = "/outbox/staff"
	handle(a, at.get("list-staff-outbox", staff.Responder, "List the mails to staff that wait or failed",
		"The newest first; what failed stands here for two weeks."), a.listStaffOutbox)
}

func (a *API) listOutbox(ctx context.Context, in *struct{ Window }) (*paged[outboxMail], error) {
	var after audience.OutboxMail
	if in.after != "" {
		n, err := strconv.ParseInt(in.after[1:], 10, 64)
		if err != nil || !strings.ContainsAny(in.after[:1], "ds") {
			return nil, strayCursor()
		}
		if after.DeliveryID = n; in.after[0] == 's' {
			after = audience.OutboxMail{SignupMailID: n}
		}
	}
	list, err := a.Audience.Outbox(ctx, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return turn(a, in.Window, list, outboxID, func(m audience.OutboxMail) outboxMail {
		return outboxMail{outboxID(m), m.Kind, m.Title, m.Email, utc(m.Since)}
	}), nil
}

// outboxID names a mail of the outbox, as the console does.
func outboxID(m audience.OutboxMail) string {
	if m.DeliveryID != 0 {
		return "d" + strconv.FormatInt(m.DeliveryID, 10)
	}
	return "s" + strconv.FormatInt(m.SignupMailID, 10)
}

func (a *API) listStaffOutbox(ctx context.Context, in *struct{ Window }) (*paged[staffMail], error) {
	before, err := in.number()
	if err != nil {
		return nil, err
	}
	list, err := a.Staff.Outbox(ctx, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	sees, me := needs(ctx, staff.Admin, "") == nil, models.ActorOf(ctx).ID
	key := func(m staff.OutboxMail) string { return strconv.FormatInt(m.ID, 10) }
	return turn(a, in.Window, list, key, func(m staff.OutboxMail) staffMail {
		s := staffMail{ID: m.ID, Kind: string(m.Kind), State: string(m.State), Attempts: m.Attempts, CreatedAt: utc(m.CreatedAt)}
		if s.Trouble, s.Words = console.MailTrouble(m.LastError); m.DoneAt == nil {
			s.NextTryAt = stamp(&m.NextTryAt)
		}
		if sees || m.UserID == me {
			s.To = m.Name
		} else {
			s.Words = "" // mail servers like to repeat the address
		}
		return s
	}), nil
}
