package console

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
	plain "text/template"
	"time"

	"vitrine/models/review"
)

// StaffMail is a mail to a member of the staff without its headers.
type StaffMail struct{ Subject, Text, HTML string }

// MailFrame is what every mail to staff knows.
type MailFrame struct {
	SiteName string
	AdminURL string // no slash at the end
	Name     string // of the person
	Words           // what this house calls things
}

// ReminderMail tells the owner of action items what is due.
type ReminderMail struct {
	MailFrame
	Items []review.BoardItem
	Today time.Time
}

// NagMail tells who answers for them which reviews and postmortems are due.
type NagMail struct {
	MailFrame
	Dues []review.Due
}

// AskMail tells somebody what colleagues ask of them.
type AskMail struct {
	MailFrame
	Mentions []review.Mention
	Asked    []review.Asked
}

// TextMail carries a whole review or postmortem.
type TextMail struct {
	MailFrame
	Text review.Text
}

// Subject is the first thing that is read.
func (m TextMail) Subject() string {
	if m.Text.Kind == "review" {
		return "Review completed: " + plainLink(m.Text.Title)
	}
	return m.Noun.Title() + " published: " + plainLink(m.Text.Title)
}

// Link is where the text stands in the console.
func (m TextMail) Link() string { return m.AdminURL + m.Text.Path }

// AgendaMail carries the agenda of the week.
type AgendaMail struct {
	MailFrame
	Agenda review.Agenda
}

// Subject is the first thing that is read.
func (m ReminderMail) Subject() string {
	late := 0
	for _, i := range m.Items {
		if i.Overdue {
			late++
		}
	}
	switch {
	case late > 0 && len(m.Items) == 1:
		return "Overdue: " + plainLink(m.Items[0].Body)
	case late > 0:
		return fmt.Sprintf("%s of yours, %d overdue", count(len(m.Items), "action item"), late)
	case len(m.Items) == 1:
		return m.When(m.Items[0]) + ": " + plainLink(m.Items[0].Body)
	default:
		return count(len(m.Items), "action item") + " of yours due soon"
	}
}

// When says how far the day of an item is away.
func (m ReminderMail) When(i review.BoardItem) string {
	if i.DueOn == nil {
		return ""
	}
	switch days := int(i.DueOn.Sub(m.Today).Hours() / 24); {
	case days < 0:
		return count(-days, "day") + " overdue"
	case days == 0:
		return "Due today"
	default:
		return "Due in " + count(days, "day")
	}
}

// Link is where an item is worked on.
func (m ReminderMail) Link(i review.BoardItem) string {
	return m.AdminURL + "/reviews/" + i.ReviewPublicID + "/actions/" + i.PublicID
}

// Board is the person's own board.
func (m ReminderMail) Board() string { return m.AdminURL + "/actions?owner=me" }

// Subject is the first thing that is read.
func (m NagMail) Subject() string {
	if len(m.Dues) == 1 {
		return m.Say(m.Dues[0].Kind) + " due: " + plainLink(m.Dues[0].Title)
	}
	return fmt.Sprintf("%d things are waited for", len(m.Dues))
}

// Link is where something that is due is worked on.
func (m NagMail) Link(d review.Due) string { return m.AdminURL + dueLink(d) }

// What says what is due and since when.
func (m NagMail) What(d review.Due) string { return m.Say(d.Kind) + ", " + dueWords(d) }

// Subject is the first thing that is read.
func (m AskMail) Subject() string {
	switch {
	case len(m.Mentions)+len(m.Asked) > 1:
		return count(len(m.Mentions)+len(m.Asked), "question") + " from your colleagues"
	case len(m.Asked) == 1:
		return m.Asked[0].By + " asks you to sign: " + plainLink(m.Asked[0].Title)
	}
	return m.Mentions[0].Author + " asks you in: " + plainLink(m.Mentions[0].Title)
}

// Talk is where a comment is answered.
func (m AskMail) Talk(of review.Mention) string {
	return m.AdminURL + "/reviews/" + of.Review + "#talk-" + string(of.Place)
}

// Signing is where a review is signed.
func (m AskMail) Signing(of review.Asked) string {
	return m.AdminURL + "/reviews/" + of.Review + "#signoffs"
}

// Subject is the first thing that is read.
func (m AgendaMail) Subject() string {
	return "Agenda for " + m.Agenda.Day.Format("Monday, 2 January")
}

// Markdown is the agenda as text.
func (m AgendaMail) Markdown() string { return AgendaText(m.Agenda, m.AdminURL, m.Words) }

// Link is where something that is due is worked on.
func (m AgendaMail) Link(d review.Due) string { return m.AdminURL + dueLink(d) }

// What says what is due and since when.
func (m AgendaMail) What(d review.Due) string { return m.Say(d.Kind) + ", " + dueWords(d) }

// Day says when an action item is due.
func (m AgendaMail) Day(i review.BoardItem) string { return itemDay(i) }

// Choice is where the person says what to be written about.
func (m MailFrame) Choice() string { return m.AdminURL + "/account" }

// letter is a pair of files, text and HTML, in the frame of staff's mail.
type letter struct {
	html *template.Template
	text *plain.Template
}

func newLetter(name string) letter {
	return letter{
		html: template.Must(template.New("layout.html").Funcs(funcs).ParseFS(files, "mail/layout.html", "mail/"+name+".html")),
		text: plain.Must(plain.New("layout.txt").Funcs(plain.FuncMap(funcs)).ParseFS(files, "mail/layout.txt", "mail/"+name+".txt")),
	}
}

var reminderLetter, nagLetter, askLetter, textLetter, agendaLetter = newLetter("reminder"), newLetter("nag"), newLetter("ask"), newLetter("text"), newLetter("agenda")

// Render fills both files.
func (m ReminderMail) Render() (StaffMail, error) { return reminderLetter.fill(m.Subject(), m) }

// Render fills both files.
func (m NagMail) Render() (StaffMail, error) { return nagLetter.fill(m.Subject(), m) }

// Render fills both files.
func (m AskMail) Render() (StaffMail, error) { return askLetter.fill(m.Subject(), m) }

// Render fills both files.
func (m TextMail) Render() (StaffMail, error) { return textLetter.fill(m.Subject(), m) }

// Render fills both files.
func (m AgendaMail) Render() (StaffMail, error) { return agendaLetter.fill(m.Subject(), m) }

var manyLines = regexp.MustCompile(`\n{3,}`)

func (l letter) fill(subject string, data any) (StaffMail, error) {
	var text, html strings.Builder
	if err := l.text.Execute(&text, data); err != nil {
		return StaffMail{}, fmt.Errorf("render staff mail: %w", err)
	}
	if err := l.html.Execute(&html, data); err != nil {
		return StaffMail{}, fmt.Errorf("render staff mail: %w", err)
	}
	subject = strings.Join(strings.Fields(subject), " ")
	return StaffMail{Subject: subject, Text: strings.TrimSpace(manyLines.ReplaceAllString(text.String(), "\n\n")) + "\n", HTML: html.String()}, nil
}
