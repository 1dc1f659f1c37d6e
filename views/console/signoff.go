package console

import (
	"strings"

	"vitrine/models/review"
)

// Signatory is somebody who was asked to sign a review.
type Signatory struct {
	review.SignOff
	Stands, Void, Me bool
}

// Key names the signatory in addresses.
func (s Signatory) Key() string { return text(s.UserID) }

// Signatories are those who were asked to sign.
func (p ReviewPage) Signatories() []Signatory {
	var list []Signatory
	digest := p.Digest()
	for _, o := range p.SignOffs {
		signed := o.SignedAt != nil
		list = append(list, Signatory{SignOff: o, Stands: signed && o.Digest == digest, Void: signed && o.Digest != digest, Me: o.UserID == p.Me})
	}
	return list
}

// Digest names what a signature would be for.
func (p ReviewPage) Digest() string { return p.Review.Digest() }

// MaySign reports whether the person was asked, and has not signed the text as it
// stands.
func (p ReviewPage) MaySign() bool {
	for _, s := range p.Signatories() {
		if s.Me {
			return !s.Stands
		}
	}
	return false
}

// Signers are those who can still be asked to sign.
func (p ReviewPage) Signers() []Choice {
	var list []Choice
	for _, c := range p.Users {
		asked := false
		for _, o := range p.SignOffs {
			asked = asked || text(o.UserID) == c.Value
		}
		if !asked {
			list = append(list, c)
		}
	}
	return list
}

// Signing says at completion who signed what; empty where nobody was asked.
func (p ReviewPage) Signing() string {
	var signed, void, waiting, says []string
	for _, s := range p.Signatories() {
		switch {
		case s.Stands:
			signed = append(signed, s.Name)
		case s.Void:
			void = append(void, s.Name)
		default:
			waiting = append(waiting, s.Name)
		}
	}
	for _, part := range []struct {
		names []string
		says  string
	}{{signed, "signed this text"}, {void, "signed an earlier text, which has changed since"}, {waiting, "did not sign yet"}} {
		if len(part.names) > 0 {
			says = append(says, strings.Join(part.names, ", ")+" "+part.says+".")
		}
	}
	return strings.Join(says, " ")
}
