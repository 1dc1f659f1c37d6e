package console

import (
	"fmt"
	"strings"

	"vitrine/models/review"
	"vitrine/views"
)

// Agenda is what a weekly meeting about reviews talks about.
var Agenda = page[AgendaPage]("agenda")

// AgendaPage is what Agenda shows.
type AgendaPage struct {
	Frame  Frame
	Agenda review.Agenda
}

// Title implements the layout's need for one.
func (p AgendaPage) Title() string { return "Agenda for " + p.Agenda.Day.Format("Monday, 2 January") }

// AgendaText is the agenda as Markdown, with links to a console at adminURL, in
// the words of the house.
func AgendaText(a review.Agenda, adminURL string, words Words) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Agenda for %s\n", a.Day.Format("Monday, 2 January 2006"))
	heading := func(name string, n int) {
		if n > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n", name)
		}
	}
	heading("Due", len(a.Dues))
	for _, d := range a.Dues {
		fmt.Fprintf(&b, "- %s: [%s](%s), %s%s\n", words.Say(d.Kind), plainLink(d.Title), adminURL+dueLink(d), dueWords(d), by(d.Who))
	}
	if a.More > 0 {
		fmt.Fprintf(&b, "- [%s more](%s/reviews)\n", number(int64(a.More)), adminURL)
	}
	heading("Open reviews", len(a.Open))
	for _, r := range a.Open {
		fmt.Fprintf(&b, "- [%s](%s/reviews/%s), %s%s\n", plainLink(r.Title), adminURL, r.PublicID, words.Severity(r.Severity), by(r.Facilitator))
	}
	heading("Completed this week: what we learnt", len(a.Done))
	for _, r := range a.Done {
		fmt.Fprintf(&b, "- [%s](%s/reviews/%s)\n", plainLink(r.Title), adminURL, r.PublicID)
		for _, l := range r.Learnings {
			fmt.Fprintf(&b, "  - %s\n", views.PlainLine(l.Body))
		}
	}
	heading(fmt.Sprintf("Action items: %s to be done, %s overdue", number(a.Tally.Open), number(a.Tally.Overdue)), len(a.Actions)+len(a.Kept))
	for _, i := range a.Actions {
		fmt.Fprintf(&b, "- [ ] %s (%s, %s)\n", itemLink(i, adminURL), ownerName(i.Owner), itemDay(i))
	}
	for _, i := range a.Kept {
		fmt.Fprintf(&b, "- [x] %s (%s)\n", itemLink(i, adminURL), ownerName(i.Owner))
	}
	if len(a.Dues)+len(a.Open)+len(a.Done)+len(a.Actions)+len(a.Kept) == 0 {
		b.WriteString("\nNothing waits. Enjoy the hour.\n")
	}
	return b.String()
}

func itemLink(i review.BoardItem, adminURL string) string {
	return fmt.Sprintf("[%s](%s/reviews/%s/actions/%s)", plainLink(i.Body), adminURL, i.ReviewPublicID, i.PublicID)
}

func itemDay(i review.BoardItem) string {
	switch {
	case i.Overdue:
		return "overdue since " + dayOf(i.DueOn)
	case i.DueOn != nil:
		return "due " + dayOf(i.DueOn)
	default:
		return "no day"
	}
}

func ownerName(owner string) string {
	if owner == "" {
		return "nobody yet"
	}
	return owner
}

func by(name string) string {
	if name == "" {
		return ""
	}
	return ", " + name
}

// dueLink is where something that is due is worked on.
func dueLink(d review.Due) string {
	switch {
	case d.Slug != "":
		return "/postmortems/" + d.Slug
	case d.ReviewID != "":
		return "/reviews/" + d.ReviewID
	default:
		return "/incidents/" + d.IncidentID
	}
}

func dueWords(d review.Due) string {
	if d.Overdue {
		return "overdue since " + dayAt(d.Day)
	}
	return "due " + dayAt(d.Day)
}

// plainLink is a text inside the brackets of a link.
func plainLink(text string) string {
	return strings.NewReplacer("[", "(", "]", ")", "\n", " ").Replace(views.PlainLine(text))
}

// Due says when it is due.
func (p AgendaPage) Due(d review.Due) string { return dueWords(d) }

// Link is where it is worked on.
func (p AgendaPage) Link(d review.Due) string { return dueLink(d) }

// Day says when an action item is due.
func (p AgendaPage) Day(i review.BoardItem) string { return itemDay(i) }
