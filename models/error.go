package models

import (
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"vitrine/redact"
)

// Kind says what went wrong in words a caller can act on.
type Kind string

// The kinds, with the HTTP status each becomes. Anything that is not an *Error
// is Internal.
const (
	Internal Kind = "internal"  // 500
	Invalid  Kind = "invalid"   // 422
	NotFound Kind = "not_found" // 404
	Conflict Kind = "conflict"  // 409
	Stale    Kind = "stale"     // 409 in the console, 412 in the API: somebody else saved first
	Denied   Kind = "denied"    // 403
	Unknown  Kind = "unknown"   // 401: we do not know who asks
	Gone     Kind = "gone"      // 410
	TooLarge Kind = "too_large" // 413
	TooMany  Kind = "too_many"  // 429
	Away     Kind = "away"      // 503
)

// Error is a failure whose Message is safe to show to the person who caused it.
type Error struct {
	Kind     Kind
	Message  string            // a whole public sentence
	Fields   map[string]string // form field to complaint, for Invalid
	Findings []Held            // what the leak gate stopped, for Invalid and Conflict
	Err      error             // the private cause, for the log
}

// Held is a finding of the leak gate in one field of a text on its way out.
type Held struct {
	Field string `json:"field"`
	Key   string `json:"key"` // names this find in an Acceptance
	redact.Finding
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf reports the kind of err, Internal when it carries none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// MessageOf reports the public message of err, or a fixed sentence.
func MessageOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind != Internal {
		return e.Message
	}
	return "Something went wrong on our side. Nothing was changed; please try again."
}

// Fail returns an *Error of kind with a formatted public message.
func Fail(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Fault turns a database error about noun ("incident") into an *Error where the
// person can act on it, and wraps it otherwise. It returns nil for nil.
func Fault(err error, noun string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, gorm.ErrRecordNotFound):
		return &Error{Kind: NotFound, Message: "There is no such " + noun + ".", Err: err}
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return &Error{Kind: Conflict, Message: "There is already " + article(noun) + " like this.", Err: err}
	default:
		return fmt.Errorf("%s: %w", noun, err)
	}
}

// StaleEdit is the Stale error for noun: somebody saved a newer version first.
func StaleEdit(noun string) *Error {
	return Fail(Stale, "Somebody else changed this %s while you were writing. Nothing of yours was saved or lost: compare the two texts and save again.", noun)
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
