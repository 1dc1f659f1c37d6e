package models

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vitrine/locale"
)

// Limits of texts, in characters.
const (
	MaxTitle = 200
	MaxBody  = 20_000
)

// Complaints gathers what is wrong with a form, by field, so that a person hears
// all of it at once. Fields carry the names of the JSON interface.
type Complaints map[string]string

// Add notes a whole sentence about field; the first one about a field stays.
func (c Complaints) Add(field, format string, args ...any) {
	if _, ok := c[field]; !ok {
		c[field] = fmt.Sprintf(format, args...)
	}
}

// Err returns the Invalid *Error that carries the complaints, nil without any.
func (c Complaints) Err() error {
	switch len(c) {
	case 0:
		return nil
	case 1:
		for _, sentence := range c {
			return &Error{Kind: Invalid, Message: sentence, Fields: c}
		}
	}
	return &Error{Kind: Invalid, Fields: c,
		Message: fmt.Sprintf("%d fields need another look. Nothing was saved yet, and nothing you wrote is lost.", len(c))}
}

// Line checks a text of one line and returns it trimmed. least is 0 where the
// text may be missing.
func (c Complaints) Line(field, text string, least, most int) string {
	text = strings.TrimSpace(text)
	c.length(field, text, least, most)
	c.letters(field, text, false)
	return text
}

// Body checks a text that may have lines and returns it trimmed, its line ends
// as \n. least is 0 where the text may be missing.
func (c Complaints) Body(field, text string, least, most int) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	c.length(field, text, least, most)
	c.letters(field, text, true)
	return text
}

func (c Complaints) length(field, text string, least, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && least > 0:
		c.Add(field, "%s is missing. Write something.", label(field))
	case n < least:
		c.Add(field, "%s has %d characters. Write at least %d.", label(field), n, least)
	case n > most:
		c.Add(field, "%s has %d characters. Shorten it to %d.", label(field), n, most)
	}
}

// letters refuses what does not belong in a public text: bytes that are no
// UTF-8, control characters, code points XML cannot carry (XML 1.0, section
// 2.2), bidi overrides, and in a line whatever a reader cannot see.
func (c Complaints) letters(field, text string, lines bool) {
	if !utf8.ValidString(text) {
		c.Add(field, "%s is not valid UTF-8. Type the text again instead of pasting it.", label(field))
		return
	}
	place := 0
	for _, r := range text {
		place++
		if why := refused(r, lines); why != "" {
			c.Add(field, "%s contains %s (U+%04X) at character %d. Remove it.", label(field), why, r, place)
			return
		}
	}
}

func refused(r rune, lines bool) string {
	switch {
	case lines && (r == '\n' || r == '\t'):
		return ""
	case unicode.IsControl(r):
		return "a control character"
	case r == 0xFFFE || r == 0xFFFF:
		return "a character that feeds cannot carry"
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return "a character that turns the direction of the text"
	case !lines && (r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF || r == 0x2028 || r == 0x2029):
		return "an invisible character"
	}
	return ""
}

// Time checks that t lies between the year 2000 and two years from now, and
// returns it as the product keeps times.
func (c Complaints) Time(field string, t, now time.Time) time.Time {
	t = moment(t)
	if t.Year() < 2000 || t.After(now.AddDate(2, 0, 0)) {
		c.Add(field, "%s is %s. Give a time between the year 2000 and two years from now.", label(field), spoken(t))
	}
	return t
}

// label turns a field name into the beginning of a sentence.
func label(field string) string {
	if field == "body" {
		return "The text"
	}
	if text, tag, in := strings.Cut(field, "_"); in && (text == "body" || text == "title") {
		if l, known := locale.Find(tag); known {
			return label(text) + " in " + l.InEnglish()
		}
	}
	return "The " + strings.ReplaceAll(field, "_", " ")
}

// moment returns t as the product keeps times: UTC, microseconds.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// day returns midnight UTC of the day t lies in.
func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// spoken is how a time stands in a message.
func spoken(t time.Time) string { return t.UTC().Format("2 January 2006 15:04 UTC") }
