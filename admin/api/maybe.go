package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// maybe is a member of an edit that may be absent (leave it), null (clear it) or
// a value (set it).
type maybe[T any] struct {
	set   bool
	value *T
}

// UnmarshalJSON implements json.Unmarshaler; absent members never get here.
func (m *maybe[T]) UnmarshalJSON(text []byte) error {
	m.set = true
	if bytes.Equal(text, []byte("null")) {
		return nil
	}
	m.value = new(T)
	return json.Unmarshal(text, m.value)
}

// Schema implements huma.SchemaProvider.
func (m maybe[T]) Schema(r huma.Registry) *huma.Schema {
	s := *r.Schema(reflect.TypeFor[T](), true, "")
	s.Nullable = true
	return &s
}

// edit is the pointer that stores take: nil leaves, the zero value clears.
func (m maybe[T]) edit() *T {
	if m.set && m.value == nil {
		return new(T)
	}
	return m.value
}

// date is a day, written as 2026-11-20 or as a time on that day; it is kept as
// midnight UTC.
type date struct{ time.Time }

// UnmarshalJSON implements json.Unmarshaler.
func (d *date) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t, err = time.Parse(time.RFC3339Nano, s)
	}
	d.Time = t.UTC()
	return err
}

// Schema implements huma.SchemaProvider.
func (date) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Examples: []any{"2026-11-23"},
		AnyOf: []*huma.Schema{{Type: huma.TypeString, Format: "date"}, {Type: huma.TypeString, Format: "date-time"}}}
}

// moment is the date as stores take it, nil for nil.
func (d *date) moment() *time.Time {
	if d == nil {
		return nil
	}
	return &d.Time
}

// utc shows a time in UTC, whatever zone the database answered in.
func utc(t time.Time) time.Time { return t.UTC() }

// stamp shows a time that may be missing.
func stamp(t *time.Time) *time.Time {
	if t == nil || t.IsZero() {
		return nil
	}
	u := t.UTC()
	return &u
}

// dayOf shows the day of a time that may be missing.
func dayOf(t *time.Time) *string {
	if t == nil || t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.DateOnly)
	return &s
}
