package api

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordings tells in our words what the schema check says in its own.
var wordings = []struct{ says, plain string }{
	{"unexpected property", "There is no field of this name here. Check the spelling."},
	{"unknown query parameter", "There is no parameter of this name here. Check the spelling."},
	{"expected string to be RFC 3339 date-time", "This is no date and time that exists. Write it as 2026-11-20T16:00:00Z."},
	{"expected string to be RFC 3339 date", "This is no date that exists. Write it as 2026-11-20."},
	{"expected value to match at least one schema", "The value has the wrong form, or names a date that does not exist. Write a date as 2026-11-20, a time as 2026-11-20T16:00:00Z."},
	{"request body is required", "The call needs a JSON body."},
}

// plain makes a whole sentence of a message of the schema check.
func plain(message string) string {
	for _, w := range wordings {
		if strings.HasPrefix(message, w.says) {
			return w.plain
		}
	}
	r, n := utf8.DecodeRuneInString(message)
	if n == 0 {
		return "This is not possible."
	}
	return string(unicode.ToUpper(r)) + strings.TrimSuffix(message[n:], ".") + "."
}
