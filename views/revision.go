package views

import "vitrine/models"

// Revision is the page of one older text of a postmortem.
var Revision = page[RevisionPage]("revision")

// RevisionPage shows a text that a later one replaced.
type RevisionPage struct {
	Frame
	Postmortem models.Postmortem
	Revision   models.PostmortemRevision
	Incidents  []models.Incident
	Components []models.Component // every component of the site
}

// Title implements the layout's need for a title.
func (p RevisionPage) Title() string { return p.Revision.Title }

// Description is the beginning of its summary.
func (p RevisionPage) Description() string { return excerpt(p.Revision.Summary.Summary) }

// Hidden keeps search engines on the newest text.
func (p RevisionPage) Hidden() bool { return true }

// Letter is its text.
func (p RevisionPage) Letter() Letter {
	return Letter{p.Revision, p.Incidents, p.Components, p.Settings.SeverityNames(), p.Speech()}
}

// Newest reports whether no later text replaced it.
func (p RevisionPage) Newest() bool { return p.Revision.Number == p.Postmortem.Current().Number }

// Since is the address of what changed from it to the newest text.
func (p RevisionPage) Since() string {
	return ChangesPath(p.Postmortem.Slug, p.Revision.Number, p.Postmortem.Current().Number)
}
