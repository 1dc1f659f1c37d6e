package api

import (
	"context"

	"vitrine/models/review/coach"
	"vitrine/models/staff"
)

// read is a text that the coach is asked about.
type read struct {
	Text     string `json:"text" doc:"Markdown." example:"The server went down last night."`
	Kind     string `json:"kind" enum:"review,summary,update" doc:"A frank review, an external summary, or a live update." example:"review"`
	About    string `json:"about,omitempty" doc:"The review or the incident it is written about: advice that was left aside there is not given again." example:"r5t6y7u8i9o0"`
	Whole    bool   `json:"whole,omitempty" doc:"Of a summary: the text is all of it, so that it is told what it lacks." example:"true"`
	Promised bool   `json:"promised,omitempty" doc:"Of an update: its next_update_at is set, so the text need not name it. Of a whole summary: countermeasures are listed with it." example:"true"`
	Resolved bool   `json:"resolved,omitempty" doc:"Of an update: it resolves the incident." example:"false"`
}

// advised is what the coach says to a text.
type advised struct {
	Marks []advice `json:"marks" nullable:"false" doc:"By where they stand in the text."`
}

// advice is one span that could be said better.
type advice struct {
	Rule     string `json:"rule" example:"vague_time"`
	Name     string `json:"name" example:"A vague time"`
	Start    int    `json:"start" doc:"Byte offset in the text." example:"21"`
	End      int    `json:"end" doc:"Byte offset after it." example:"31"`
	Text     string `json:"text" doc:"What stands there." example:"last night"`
	Severity string `json:"severity" enum:"advice" doc:"Advice stops nothing." example:"advice"`
	Reason   string `json:"reason" example:"Who was not there cannot tell when that was."`
	Better   string `json:"better" doc:"How else it could be said." example:"“at 20:05 UTC on 19 November”"`
	Key      string `json:"key" doc:"Names rule and sentence, to leave this advice aside." example:"9f2c51d0a4b7e8139f2c51d0"`
}

// leftAside is advice that may stay unheard.
type leftAside struct {
	About string `json:"about" doc:"The review or the incident." example:"r5t6y7u8i9o0"`
	Key   string `json:"key" doc:"The key of the advice." example:"9f2c51d0a4b7e8139f2c51d0"`
}

func (a *API) coachRoutes() {
	at := call{path: "/coach", tag: "Reviews"}
	reads := at.deed("read-text", staff.Viewer, "Ask the coach about a text",
		"Marks blame, hindsight, vague times and the like, each with a reason and a better wording. It changes nothing and stops nothing.")
	handle(a, reads, a.readText)
	at.path += "/dismissals"
	leaves := at.deed("dismiss-advice", staff.Responder, "Leave advice aside",
		"The same advice on the same sentence is not given there again.").fails(404)
	handle(a, leaves, a.dismissAdvice)
}

func (a *API) readText(ctx context.Context, in *struct{ Body read }) (*struct{ Body advised }, error) {
	c, err := a.Review.Coach(ctx, in.Body.About)
	if err != nil {
		return nil, err
	}
	kind := coach.Kind(in.Body.Kind)
	var marks []coach.Mark
	if kind == coach.Update {
		marks = c.ReadUpdate(in.Body.Text, in.Body.Promised, in.Body.Resolved)
	} else {
		marks = c.Read(kind, in.Body.Text)
	}
	if kind == coach.Summary && in.Body.Whole {
		marks = append(marks, c.ReadWhole(in.Body.Text, in.Body.Promised)...)
	}
	return &struct{ Body advised }{advised{each(marks, showAdvice)}}, nil
}

func (a *API) dismissAdvice(ctx context.Context, in *struct{ Body leftAside }) (*struct{ Body leftAside }, error) {
	return &struct{ Body leftAside }{in.Body}, a.Review.DismissAdvice(ctx, in.Body.About, in.Body.Key)
}

func showAdvice(m coach.Mark) advice {
	return advice{Rule: m.Rule, Name: m.Name, Start: m.Start, End: m.End, Text: m.Text, Severity: m.Severity, Reason: m.Reason, Better: m.Better, Key: m.Key}
}
