package console

import (
	"strconv"

	"vitrine/locale"
)

// Field is one labelled control of a form.
type Field struct {
	Name, Label, Value, Help, Error, Type, Placeholder, Complete string
	Lang                                                         string // of what is typed; empty: that of the console
	Required, Mono, Focus                                        bool
	Limit, Lines                                                 int
	Choices                                                      []Choice
}

// Choice is one option of a list.
type Choice struct {
	Value, Name string
	Chosen      bool
}

// field starts a Field of a form whose complaints are errors.
func field(name, label, value string, form Form) Field {
	return Field{Name: name, Label: label, Value: value, Error: form.Error(name), Type: "text"}
}

// Hint adds a line of advice under the label.
func (f Field) Hint(text string) Field { f.Help = text; return f }

// Need marks the field as one that must be filled.
func (f Field) Need() Field { f.Required = true; return f }

// First gives the field the keyboard when the page opens.
func (f Field) First() Field { f.Focus = true; return f }

// Max sets the most characters the field takes; the counter starts from it. The
// browser does not enforce it, so that a long paste is never cut in silence.
func (f Field) Max(n int) Field { f.Limit = n; return f }

// Rows makes the field n lines tall.
func (f Field) Rows(n int) Field { f.Lines = n; return f }

// Kind sets the type of the control: "email", "password", "datetime-local". A time
// that was refused is shown as text: the control for times would lose what was
// typed, and takes no zone.
func (f Field) Kind(t string) Field {
	if t == "datetime-local" && f.Error != "" && f.Value != "" {
		t = "text"
	}
	f.Type = t
	return f
}

// Like shows an example inside the empty control.
func (f Field) Like(text string) Field { f.Placeholder = text; return f }

// Fill names what a password manager may put here (autocomplete).
func (f Field) Fill(what string) Field { f.Complete = what; return f }

// In says which language is typed into the field.
func (f Field) In(l locale.Language) Field { f.Lang = l.Tag(); return f }

// Code sets the text in a fixed-width face.
func (f Field) Code() Field { f.Mono = true; return f }

// Of gives the field its options, the one equal to its value chosen.
func (f Field) Of(choices []Choice) Field {
	f.Choices = make([]Choice, len(choices))
	for i, c := range choices {
		c.Chosen = c.Value == f.Value
		f.Choices[i] = c
	}
	return f
}

// Described lists the ids of the texts that describe the control.
func (f Field) Described() string {
	ids := ""
	if f.Help != "" {
		ids = f.Name + "-help"
	}
	if f.Error != "" {
		ids = join(ids, f.Name+"-error")
	}
	if f.Limit > 0 {
		ids = join(ids, f.Name+"-count")
	}
	return ids
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

// Length is how many characters the field holds.
func (f Field) Length() string { return strconv.Itoa(len([]rune(f.Value))) }

// choices pairs values with their words.
func choices[T ~string](values []T, word func(T) string) []Choice {
	list := make([]Choice, len(values))
	for i, v := range values {
		list[i] = Choice{Value: string(v), Name: word(v)}
	}
	return list
}
