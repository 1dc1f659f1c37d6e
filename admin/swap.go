package admin

import (
	"errors"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/redact"
	"vitrine/views/console"
)

// swapStep begins the word of the button beside a find that puts the suggestion
// into the text; the key of the find follows.
const swapStep = "swap:"

// maxScanned is how many bytes of texts are scanned for suggestions at once: more
// than any form takes that publishes.
const maxScanned = 256 << 10

// swapped is what such a button did. It stands where a refusal would: the form
// comes back with the new words in it and nothing was published.
type swapped struct {
	note string
	left []models.Held // what still stops the text
}

// Error implements error.
func (s *swapped) Error() string { return s.note }

// swappedIn returns what a suggestion button did to the form of this request, or
// nil.
func swappedIn(c *fiber.Ctx) error {
	if s, ok := c.Locals(swapStep).(*swapped); ok {
		return s
	}
	return nil
}

// swap puts the suggestion for one find into every text of the submitted form,
// before the form is read.
func (h *Handler) swap(c *fiber.Ctx) error {
	key, found := strings.CutPrefix(c.FormValue("step"), swapStep)
	if !found || c.Method() != fiber.MethodPost {
		return nil
	}
	texts, size := textsOf(c), 0
	for _, t := range texts {
		size += len(t.Body)
	}
	if size > maxScanned {
		return models.Fail(models.TooLarge, "This form holds more text than a suggestion can be put into, so nothing was done. Shorten it, or change the words by hand.")
	}
	held, err := h.Gate.Scan(c.UserContext(), texts)
	if err != nil {
		return err
	}
	done := &swapped{note: "That text is not in the form any more. Nothing was published."}
	for i, t := range texts {
		finds := slices.DeleteFunc(slices.Clone(held), func(f models.Held) bool { return f.Field != t.Field || f.Key != key })
		if len(finds) > 0 {
			done.note = swapNote(finds[0])
			texts[i].Body = putIn(t.Body, finds)
			c.Request().PostArgs().Set(t.Field, texts[i].Body)
		}
	}
	if done.left, err = h.Gate.Scan(c.UserContext(), texts); err != nil {
		return err
	}
	c.Locals(swapStep, done)
	return nil
}

// putIn is a text with the suggestions for some of its finds.
func putIn(text string, finds []models.Held) string {
	by := make([]redact.Replacement, len(finds))
	for n, f := range finds {
		by[n] = suggested(text, f)
	}
	return redact.Apply(text, by)
}

// suggested is what the suggestion for a find makes of a text: it reads well in sentences, and
// stays as it is in an address and for what nobody sees.
func suggested(text string, f models.Held) redact.Replacement {
	if f.Kind == redact.Hidden || f.Field == "slug" {
		return redact.Replacement{Start: f.Start, End: f.End, With: f.Suggestion}
	}
	return redact.Fitting(text, f.Start, f.End, f.Suggestion)
}

// swapNote says what was put in for a find.
func swapNote(f models.Held) string {
	if f.Suggestion == "" {
		return "“" + f.Text + "” was taken out. Nothing was published yet."
	}
	return "“" + f.Text + "” reads “" + f.Suggestion + "” now. Nothing was published yet."
}

// textsOf are the submitted fields in which a person wrote something that may
// leave.
func textsOf(c *fiber.Ctx) []models.Text {
	var list []models.Text
	for _, f := range carried(c, append(slices.Clone(own), "components", "draft", "template", "language", "of")...) {
		if f.Value != "" && !strings.Contains(f.Name, "[") && !strings.HasPrefix(f.Name, "was_") {
			list = append(list, models.Text{Field: f.Name, Body: lines(f.Value)})
		}
	}
	return list
}

// noteSwap shows in a form what a suggestion button did, and reports whether it
// was one.
func noteSwap(f *console.Form, err error) bool {
	s, ok := errors.AsType[*swapped](err)
	if ok {
		f.Note, f.Held, f.Key = s.note, s.left, models.NewID()
	}
	return ok
}
