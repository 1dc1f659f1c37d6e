package console

import "vitrine/models/review"

// Preview shows what would leave, before anything does.
var Preview = page[PreviewPage]("preview")

// PreviewPage is what Preview shows. The form's fields travel along, so that
// publishing from here publishes exactly what was shown.
type PreviewPage struct {
	Frame   Frame
	Form    Form
	Heading string // "Sign-in fails"
	Verb    string // what the button does: "Publish"
	Action  string // where the form goes
	Fields  []Carried
	Drafts  []Leaving
	Reach   Reach
	Coached Coaching
	Mailing bool // a mail can go out with it
}

// Title implements the layout's need for one.
func (p PreviewPage) Title() string { return "Preview: " + p.Heading }

// Leaving is one thing that would leave: the page, the feed entry, the mail.
type Leaving struct {
	Name string // "Page"
	HTML string // a whole document, shown in a sandbox; may be empty
	Text string // plain text; may be empty
	Note string // one line above it: the subject of a mail
}

// DraftPreview shows a postmortem as it would leave.
var DraftPreview = page[DraftPreviewPage]("draft_preview")

// DraftPreviewPage is what DraftPreview shows.
type DraftPreviewPage struct {
	Frame  Frame
	Draft  review.Draft
	Drafts []Leaving
}

// Title implements the layout's need for one.
func (p DraftPreviewPage) Title() string { return "Preview: " + p.Draft.Title }
