package api

import (
	"context"
	"time"

	"vitrine/models/audience"
	"vitrine/models/staff"
)

// alarm is what is wrong with our own sending.
type alarm struct {
	Kind   string     `json:"kind" enum:"policy,workers,canary" example:"policy"`
	What   string     `json:"what" doc:"In words." example:"The small mails that must come back do not come back."`
	Advice string     `json:"advice" doc:"What to do." example:"Look at the mail server, at its queue, and at the way back."`
	Since  time.Time  `json:"since"`
	Detail string     `json:"detail" doc:"What was said or seen; may be empty." example:"554 5.7.1 rejected"`
	ToldAt *time.Time `json:"told_at" nullable:"true" doc:"When a channel for alarms took it."`
}

// alarmList is every alarm that goes on.
type alarmList struct {
	Alarms []alarm `json:"alarms" nullable:"false"`
}

func (a *API) alarmRoutes() {
	at := call{path: "/alarms", tag: "Notifications"}
	handle(a, at.get("list-alarms", staff.Viewer, "List what is wrong with our own sending",
		"Empty while all is well: mails held back because they are refused for what they are, workers that do nothing, small mails that do not come back."), a.listAlarms)
	at.path = "/mail/resume"
	handle(a, at.deed("resume-mail", staff.Responder, "Let mails leave again",
		"After they were held back because they were refused for what they are or who sends them."), a.resumeMail)
	at.path = "/subscribers/{id}/alarms"
	handle(a, at.deed("set-subscriber-alarms", staff.Responder, "Say whether a channel hears of alarms",
		"Only a channel that staff added: what is told there is for colleagues."), a.setAlarms)
}

func (a *API) listAlarms(ctx context.Context, _ *struct{}) (*struct{ Body alarmList }, error) {
	found, err := a.Audience.Alarms(ctx)
	return &struct{ Body alarmList }{alarmList{showAlarms(found)}}, err
}

func (a *API) resumeMail(ctx context.Context, _ *struct{}) (*struct{ Body alarmList }, error) {
	if err := a.Audience.Resume(ctx); err != nil {
		return nil, err
	}
	return a.listAlarms(ctx, nil)
}

func (a *API) setAlarms(ctx context.Context, in *struct {
	ByID
	Body struct {
		Alarms bool `json:"alarms" example:"true"`
	}
}) (*struct{ Body subscriber }, error) {
	one, err := a.Audience.SetAlarms(ctx, in.ID, in.Body.Alarms)
	return &struct{ Body subscriber }{detailed(one)}, err
}

func showAlarms(found []audience.Alarm) []alarm {
	list := make([]alarm, 0, len(found))
	for _, f := range found {
		what, then := f.Kind.Words()
		list = append(list, alarm{Kind: string(f.Kind), What: what, Advice: then, Since: utc(f.Since), Detail: f.Detail, ToldAt: stamp(f.ToldAt)})
	}
	return list
}
