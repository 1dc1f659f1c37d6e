package mail

import (
	"vitrine/models"
)

// Correction is the mail to those who got a text that was wrong.
var Correction = mail[CorrectionMail]("correction")

// CorrectionMail is what a Correction says.
type CorrectionMail struct {
	Frame
	Title      string               // of the incident or maintenance
	Written    string               // the language the title is written in: "en"
	Titles     []models.Translation // of the title
	Translated *models.Translated   // Title is told in one of them
	Path       string               // of its page
	Update     models.Update
}

// Subject implements about.
func (m CorrectionMail) Subject() string { return m.subject(m.Title) }

// Preheader implements about.
func (m CorrectionMail) Preheader() string { return m.Sentence() }

// Sentence says first what the reader wants to know.
func (m CorrectionMail) Sentence() string {
	return m.Say("Something we wrote to you was wrong. This is the corrected update of {0}.", m.Moment(m.Update.DisplayAt))
}

// Status is the update's state in words.
func (m CorrectionMail) Status() string { return m.State(m.Update.State) }

// URL is the page of what the update belongs to.
func (m CorrectionMail) URL() string { return m.to(m.Path) }
