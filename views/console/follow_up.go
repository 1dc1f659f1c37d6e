package console

import "vitrine/models/review"

// DeadlinesForm are the rules of what is due when, as they are typed.
type DeadlinesForm struct {
	Form
	Severities []string `form:"severities"`
	ReviewDays string   `form:"review_days" label:"Working days until the review" kind:"number"`
	PublicDays string   `form:"public_days" label:"Days until the postmortem" kind:"number"`
	Weekend    []string `form:"weekend"`
	Holidays   string   `form:"holidays" label:"Holidays" long:"yes"`
}

// TicketSourceForm is a tracker to add.
type TicketSourceForm struct {
	Form
	Name   string `form:"name"`
	Kind   string `form:"kind"`
	Secret string `form:"secret"`
}

// FollowUp is the page of what is due when, and of trackers.
var FollowUp = page[FollowUpPage]("follow_up")

// FollowUpPage is what FollowUp shows.
type FollowUpPage struct {
	Frame    Frame
	Form     DeadlinesForm
	Sources  []review.TicketSource
	Source   TicketSourceForm
	AdminURL string
	Secret   string // of the tracker that was just added, shown this once
}

// Title implements the layout's need for one.
func (p FollowUpPage) Title() string { return "Deadlines and tickets" }

// Severities are the five severities to tick.
func (p FollowUpPage) Severities() []Choice {
	return ticked(p.Frame.SeverityChoices()[1:], p.Form.Severities)
}

// Weekdays are the days of the week to tick.
func (p FollowUpPage) Weekdays() []Choice {
	list := []Choice{}
	for _, name := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		list = append(list, Choice{Value: name, Name: word(name)})
	}
	return ticked(list, p.Form.Weekend)
}

func ticked(list []Choice, chosen []string) []Choice {
	for i := range list {
		for _, c := range chosen {
			list[i].Chosen = list[i].Chosen || c == list[i].Value
		}
	}
	return list
}

// Shapes are the kinds of trackers.
func (p FollowUpPage) Shapes() []Choice {
	return []Choice{{Value: string(review.GitHubTickets), Name: "GitHub"}, {Value: string(review.JiraTickets), Name: "Jira"}, {Value: string(review.GenericTickets), Name: "another, by our own JSON"}}
}

// Address is where a tracker reports to.
func (p FollowUpPage) Address(name string) string { return p.AdminURL + "/api/v1/tickets/" + name }
