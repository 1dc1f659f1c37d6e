package api

import (
	"context"

	"vitrine/models"
	"vitrine/models/staff"
)

// mailChoice is what a user wants to be written about.
type mailChoice struct {
	Reminders bool `json:"reminders" doc:"Own action items that are due."`
	Nags      bool `json:"nags" doc:"Reviews and postmortems one answers for that are due."`
	Agenda    bool `json:"agenda" doc:"The agenda, on the first working day of a week."`
	Asks      bool `json:"asks" doc:"Comments that call one by name, and reviews one is asked to sign: at most one mail an hour."`
	Texts     bool `json:"texts" doc:"The whole text of each review that is completed and each postmortem that is published."`
}

// mailChoiceEdit changes what is given.
type mailChoiceEdit struct {
	Reminders *bool `json:"reminders,omitempty" example:"true"`
	Nags      *bool `json:"nags,omitempty" example:"true"`
	Agenda    *bool `json:"agenda,omitempty" example:"false"`
	Asks      *bool `json:"asks,omitempty" example:"true"`
	Texts     *bool `json:"texts,omitempty" example:"true"`
}

func (a *API) mailChoiceRoutes() {
	at := call{path: "/account/mail", tag: "Account"}
	handle(a, at.get("get-mail-choice", staff.Viewer, "Show what you are written about",
		"You are the user of the token."), a.showMailChoice)
	handle(a, at.deed("choose-mail", staff.Viewer, "Choose what you are written about",
		"Mails that wait are looked at again before they leave."), a.chooseMail)
}

func (a *API) showMailChoice(ctx context.Context, _ *struct{}) (*struct{ Body mailChoice }, error) {
	c, err := a.Staff.MailChoice(ctx, models.ActorOf(ctx).ID)
	return &struct{ Body mailChoice }{mailChoice{c.Reminders, c.Nags, c.Agenda, c.Asks, c.Texts}}, err
}

func (a *API) chooseMail(ctx context.Context, in *struct{ Body mailChoiceEdit }) (*struct{ Body mailChoice }, error) {
	c, err := a.Staff.MailChoice(ctx, models.ActorOf(ctx).ID)
	if err != nil {
		return nil, err
	}
	for of, given := range map[*bool]*bool{&c.Reminders: in.Body.Reminders, &c.Nags: in.Body.Nags, &c.Agenda: in.Body.Agenda, &c.Asks: in.Body.Asks, &c.Texts: in.Body.Texts} {
		if given != nil {
			*of = *given
		}
	}
	if err := a.Staff.ChooseMail(ctx, c); err != nil {
		return nil, err
	}
	return a.showMailChoice(ctx, nil)
}
