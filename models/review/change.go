package review

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// changes collects what an edit sets, column by column, and what the audit
// trail may say about it: values of choices, numbers and times; of frank texts
// their digest alone.
type changes struct {
	set           map[string]any
	before, after map[string]any
}

func newChanges() *changes {
	return &changes{set: map[string]any{}, before: map[string]any{}, after: map[string]any{}}
}

// put moves a field to a new value, when one is given.
func put[T ~string | ~int64 | ~bool](c *changes, column string, field, to *T) {
	if to == nil || *to == *field {
		return
	}
	c.before[column], c.after[column] = *field, *to
	c.set[column] = *to
	*field = *to
}

// words moves a text to a new wording, when one is given.
func (c *changes) words(column string, field, to *string) {
	if to == nil {
		return
	}
	text := clean(*to)
	if text == *field {
		return
	}
	c.before[column], c.after[column] = fingerprint(*field), fingerprint(text)
	c.set[column] = text
	*field = text
}

// moment moves a time, when one is given; the zero time clears it.
func (c *changes) moment(column string, field **time.Time, to *time.Time) {
	if to == nil || *field != nil && (*field).Equal(*to) || *field == nil && to.IsZero() {
		return
	}
	c.before[column] = *field
	if to.IsZero() {
		c.after[column], c.set[column], *field = nil, nil, nil
		return
	}
	at := utc(*to)
	c.after[column], c.set[column], *field = at, at, &at
}

// day moves a day, when one is given; the zero time clears it.
func (c *changes) day(column string, field **time.Time, to *time.Time) {
	if to != nil && !to.IsZero() {
		day := midnight(*to)
		to = &day
	}
	c.moment(column, field, to)
}

// touches reports whether one of the columns changes.
func (c *changes) touches(columns ...string) bool {
	for _, column := range columns {
		if _, ok := c.set[column]; ok {
			return true
		}
	}
	return false
}

// clean is a text as it is kept: unix line ends, no blanks around it.
func clean(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

// utc is a time as it is kept: UTC, microseconds.
func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// fingerprint names a text in the trail without telling it.
func fingerprint(text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("%d characters, sha256 %s", utf8.RuneCountInString(text), digest(text))
}
