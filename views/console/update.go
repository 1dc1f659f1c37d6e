package console

import "vitrine/models"

// CorrectionForm is the corrected text of an update as it is typed.
type CorrectionForm struct {
	Form
	Body     string `form:"body" label:"Text" long:"yes"`
	Language string `form:"language" label:"Written in" of:"languages"` // it is written in; empty: as before
	InLanguages
}

// Correction is the form that corrects an update.
var Correction = page[CorrectionPage]("correction")

// CorrectionPage is what Correction shows.
type CorrectionPage struct {
	Frame  Frame
	About  string // title of the incident or maintenance
	Back   string
	Update models.Update
	Form   CorrectionForm
	Reach  Reach
}

// Title implements the layout's need for one.
func (p CorrectionPage) Title() string { return "Correct an update" }

// RemovalForm says why an update is taken away.
type RemovalForm struct {
	Form
	Reason string `form:"reason" label:"Reason"`
}

// Removal is the form that takes an update away.
var Removal = page[RemovalPage]("removal")

// RemovalPage is what Removal shows.
type RemovalPage struct {
	Frame  Frame
	About  string
	Back   string
	Update models.Update
	Form   RemovalForm
	Mailed int64 // people whose mail about it cannot be recalled
	Waits  int64 // people whose mail still waits and will be cancelled
}

// Title implements the layout's need for one.
func (p RemovalPage) Title() string { return "Remove an update" }
