package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

//go:embed words/*.json
var files embed.FS

// message is one message in one language: a text, or a text for each plural form.
// The form "=0" is for none at all.
type message struct {
	text  string
	forms map[string]string
}

// UnmarshalJSON reads a text or an object of forms.
func (m *message) UnmarshalJSON(body []byte) error {
	if len(body) > 0 && body[0] == '{' {
		return json.Unmarshal(body, &m.forms)
	}
	return json.Unmarshal(body, &m.text)
}

// known is the catalogue, read when it is first asked for.
func (t *tongue) known() map[string]message {
	t.once.Do(func() {
		body, err := files.ReadFile("words/" + t.tag + ".json")
		if err == nil {
			err = json.Unmarshal(body, &t.words)
		}
		if err != nil {
			panic("locale: " + t.tag + ": " + err.Error()) // the file is part of the program
		}
	})
	return t.words
}

// Text is the message as it is written, its places unfilled. A message that the
// language lacks is English.
func (l Language) Text(key Key) string {
	if m, ok := l.tongue().known()[string(key)]; ok && m.text != "" {
		return m.text
	}
	return shown(string(key))
}

// Finished is a whole sentence in the language, where it is a message. Any other
// comes back as it is: what somebody typed may stand in it.
func (l Language) Finished(text string) string {
	if m, ok := l.tongue().known()[text]; ok && m.text != "" {
		return m.text
	}
	return text
}

// Form is the message for a number of things, its places unfilled.
func (l Language) Form(n int, key Plural) string {
	for _, t := range []*tongue{l.tongue(), tongues[0]} {
		m, ok := t.known()[string(key)]
		if !ok {
			continue
		}
		if text, none := m.forms["=0"]; none && n == 0 {
			return text
		}
		if text, ok := m.forms[t.form(n)]; ok {
			return text
		}
		return m.forms["other"]
	}
	return shown(string(key))
}

// Say is the message with its places filled.
func (l Language) Say(key Key, args ...any) string {
	return Fill(l.Text(key), plain(args))
}

// Many is the message for n things: {0} is n, args begin at {1}.
func (l Language) Many(n int, key Plural, args ...any) string {
	return Fill(l.Form(n, key), plain(append([]any{n}, args...)))
}

// plain puts in what is given, as text.
func plain(args []any) func(int, string) string {
	return func(i int, _ string) string {
		if i >= len(args) {
			return ""
		}
		return fmt.Sprint(args[i])
	}
}

// Fill puts what is given into the places of a text. put is told the number of
// the place and the words it wraps, if any.
func Fill(text string, put func(i int, words string) string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "{")
		b.WriteString(before)
		inner, rest, closed := strings.Cut(after, "}")
		if !found || !closed {
			return b.String()
		}
		number, words, _ := strings.Cut(inner, "|")
		if i, err := strconv.Atoi(number); err == nil {
			filled := put(i, words)
			b.WriteString(filled)
			if (rest == "." || strings.HasPrefix(rest, ". ")) && stopped(filled) {
				rest = rest[1:]
			}
		}
		text = rest
	}
}

// stopped reports whether a text, or the one in an element, ends with a full stop, as
// abbreviated months do: a sentence that ends there needs no other.
func stopped(text string) bool {
	for strings.HasSuffix(text, ">") {
		at := strings.LastIndex(text, "</")
		if at < 0 {
			return false
		}
		text = text[:at]
	}
	return strings.HasSuffix(text, ".")
}
