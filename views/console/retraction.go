package console

import (
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/review"
)

// Withdrawal is the form that takes a published postmortem back.
var Withdrawal = page[WithdrawalPage]("withdrawal")

// WithdrawalPage is what Withdrawal shows.
type WithdrawalPage struct {
	Frame      Frame
	Draft      review.Draft
	Postmortem models.Postmortem
	Form       WithdrawalForm
	Sent       []SentRevision
}

// WithdrawalForm says what is taken back and why.
type WithdrawalForm struct {
	Form
	Revision string `form:"revision"` // "0": all of it
	Note     string `form:"note"`
}

// Title implements the layout's need for one.
func (p WithdrawalPage) Title() string { return "Withdraw " + p.Frame.Noun.A() }

// Revisions are the revisions that can be withdrawn.
func (p WithdrawalPage) Revisions() []Choice {
	list := []Choice{{Value: "0", Name: "The whole " + p.Frame.Noun.One()}}
	for _, r := range p.Postmortem.Revisions {
		if r.WithdrawnAt == nil {
			list = append(list, Choice{Value: text(r.Number), Name: "Revision " + text(r.Number) + " alone"})
		}
	}
	return list
}

// Public says how long it has stood on the page and in the feeds.
func (p WithdrawalPage) Public() string { return span(p.Frame.Now.Sub(p.Postmortem.PublishedAt)) }

// SentRevision is what became of the mails with one revision.
type SentRevision struct {
	Number                                  int64
	At                                      time.Time
	Accepted, Uncertain, Sending, Cancelled int64 // people; the last: whose mail has not left and is cancelled with a withdrawal
}

// Sent reads what became of a notification about a postmortem.
func Sent(n audience.Notification) SentRevision {
	return SentRevision{Number: n.Revision, At: n.SendAt, Accepted: n.Outcomes[audience.Accepted], Uncertain: n.Outcomes[audience.Uncertain],
		Sending: n.Outcomes[audience.Sending], Cancelled: n.Outcomes[audience.Awaiting]}
}

// Left counts the people whose mail cannot be recalled, or perhaps cannot.
func (s SentRevision) Left() int64 { return s.Accepted + s.Uncertain + s.Sending }

// Retraction is the form that tells those who received what was withdrawn.
var Retraction = page[RetractionPage]("retraction")

// RetractionPage is what Retraction shows.
type RetractionPage struct {
	Frame    Frame
	Draft    review.Draft
	Form     RetractionForm
	Received int64 // people
	Outbox   bool  // no mail server is set
	Told     []models.Retraction
}

// RetractionForm is what they are told.
type RetractionForm struct {
	Form
	Revision string `form:"revision"` // "0": all of it
	Body     string `form:"body"`
}

// Title implements the layout's need for one.
func (p RetractionPage) Title() string { return "Tell those who received it" }
