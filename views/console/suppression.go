package console

import "vitrine/models/audience"

// Suppressions counts the addresses that are not written to, and says of one why.
var Suppressions = page[SuppressionsPage]("suppressions")

// SuppressionsPage is what Suppressions shows. It never lists addresses: they are
// kept as keyed hashes alone.
type SuppressionsPage struct {
	Frame  Frame
	Counts audience.SuppressionCounts
	Email  string // the address that was asked about
	Wrong  string // why it cannot be looked up
	Found  *audience.Suppression
}

// Title implements the layout's need for one.
func (p SuppressionsPage) Title() string { return "Not written to" }

// Of counts the addresses with a reason.
func (p SuppressionsPage) Of(reason string) int64 { return p.Counts.ByReason[reason] }

// Others counts the addresses with none of the reasons that are shown.
func (p SuppressionsPage) Others() int64 {
	return p.Counts.Total() - p.Of("hard") - p.Of("soft") - p.Of("complaint") - p.Of("removed")
}

// Asked is the field for an address.
func (p SuppressionsPage) Asked() Field {
	f := filtering("email", "Address", p.Email)
	f.Type, f.Complete, f.Error = "email", "off", p.Wrong
	return f
}

// Why says in a sentence why an address is not written to.
func (p SuppressionsPage) Why() string {
	switch p.Found.Reason {
	case "hard":
		return "Mail came back: the address does not exist, or takes no mail any more."
	case "soft":
		return "Mail came back five times in two weeks."
	case "complaint":
		return "The person called one of our mails spam."
	case "removed":
		return "The person was removed for good."
	default:
		return "The person does not want to be written to."
	}
}
