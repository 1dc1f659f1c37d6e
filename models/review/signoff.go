package review

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// SignOff is somebody who was asked to read a review and put their name to it.
type SignOff struct {
	ReviewID int64
	UserID   int64
	Name     string `gorm:"->"` // of their account now
	AskedBy  int64
	AskedAt  time.Time
	SignedAt *time.Time // nil: not yet
	Digest   string     // of what they signed
}

// TableName names the table of sign-offs.
func (SignOff) TableName() string { return "review_signoffs" }

// Stands reports whether the signature is for the review as it is.
func (o SignOff) Stands(r Review) bool { return o.SignedAt != nil && o.Digest == r.Digest() }

// Void reports whether what was signed has changed since.
func (o SignOff) Void(r Review) bool { return o.SignedAt != nil && o.Digest != r.Digest() }

// unsigned are the fields that a signature says nothing of, by where they stand:
// what only the program reads, what moves on when everything is written, and what
// has a signature of its own.
var unsigned = map[string][]string{
	"": {"ID", "PublicID", "ReviewID", "Version", "CreatedAt", "UpdatedAt", "Position"}, // rows are signed in their order
	"Review": {"FactsVersion", "CreatedBy", "Draft", // approved for itself
		"DueAt", "State", "CompletedAt", "CompletionNote", // come when it was signed
		"Incidents"}, // told by the timeline
	"Participant":  {"UserID"}, // the name stands beside it
	"Entry":        {"PublicBy", "Merged", "Origin", "Marked"},
	"StatusChange": {"Name"}, // a service may get another name
	"Remark":       {"PublicBy"},
	"Action": {"OwnerID", "PublicBy", "CountermeasureID",
		"State", "Reason", "DoneAt", "Ticket", "TicketURL", "TicketState"}, // they move for weeks afterwards
}

// Digest names the exact content of a review that a signature is for, in
// hexadecimal: all that its readers see, but for what unsigned names. Empty
// fields are left out, so that one which comes with a newer version of the program
// takes no signature away.
func (r Review) Digest() string {
	var b strings.Builder
	r.Timeline = slices.DeleteFunc(slices.Clone(r.Timeline), func(e Entry) bool { return e.Origin == OfMail || e.Origin == OfAlert }) // see own
	for i, e := range r.Timeline {
		r.Timeline[i].What = cmp.Or(e.signed, e.What)
	}
	signValue(&b, reflect.ValueOf(r))
	for _, rows := range []any{r.remarks, r.answers, r.meetings} {
		signValue(&b, reflect.ValueOf(rows))
	}
	return digest(b.String())
}

// signValue writes what a value says, each text kept apart from the next.
func signValue(b *strings.Builder, v reflect.Value) {
	switch value := v.Interface().(type) {
	case time.Time:
		b.WriteString(value.UTC().Format(time.RFC3339Nano))
		return
	case string:
		b.WriteString(strconv.Quote(value))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		signValue(b, v.Elem())
	case reflect.Slice:
		for n := range v.Len() {
			signValue(b, v.Index(n))
		}
	case reflect.Struct:
		signRow(b, v)
	default:
		fmt.Fprintf(b, "%q", fmt.Sprint(v.Interface()))
	}
}

// signRow writes the fields of a row by their names.
func signRow(b *strings.Builder, v reflect.Value) {
	of := v.Type()
	fmt.Fprintf(b, "\n%s:", of.Name())
	for n := range of.NumField() {
		f := of.Field(n)
		if f.IsExported() && !v.Field(n).IsZero() && !slices.Contains(unsigned[""], f.Name) && !slices.Contains(unsigned[of.Name()], f.Name) {
			b.WriteString(" " + f.Name + " ")
			signValue(b, v.Field(n))
		}
	}
}
