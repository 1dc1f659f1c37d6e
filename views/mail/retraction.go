package mail

import "vitrine/models"

// Retraction is the mail to those who received a text that was withdrawn.
var Retraction = mail[RetractionMail]("retraction")

// RetractionMail is what a Retraction says.
type RetractionMail struct {
	Frame
	Thread  string               // title of the conversation it continues
	Threads []models.Translation // of that title
	Body    string               // Markdown
}

// Subject implements about: that of the conversation.
func (m RetractionMail) Subject() string { return m.subject(m.Thread) }

// Preheader implements about.
func (m RetractionMail) Preheader() string { return m.Sentence() }

// Sentence says first what the reader wants to know.
func (m RetractionMail) Sentence() string { return m.Say("We have withdrawn a text that we sent you.") }

// URL is the page where what is true stands.
func (m RetractionMail) URL() string { return m.to("/postmortems") }
