package admin

import (
	"cmp"
	"slices"
	"unicode/utf16"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// hinted is a find for the script that scans a text while it is typed.
type hinted struct {
	Text       string        `json:"text"`
	Kind       string        `json:"kind"`
	Why        string        `json:"why"`
	Severity   string        `json:"severity"`
	Suggestion string        `json:"suggestion"`
	Places     []hintedPlace `json:"places"` // one after the other
}

// hintedPlace is what the suggestion puts into one place of the text; from and to are
// counted in UTF-16 units, as scripts count.
type hintedPlace struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	With string `json:"with"`
}

// hint answers the script: each find once, with its places.
func (h *Handler) hint(c *fiber.Ctx) error {
	text := c.FormValue("text")
	if len(text) > maxScanned {
		return models.Fail(models.TooLarge, "This text is too long to be looked at while it is typed.")
	}
	held, err := h.Gate.Scan(c.UserContext(), []models.Text{{Field: c.FormValue("field"), Body: text}})
	if err != nil {
		return err
	}
	slices.SortStableFunc(held, func(a, b models.Held) int { return cmp.Compare(a.Start, b.Start) })
	finds, at := []*hinted{}, map[string]*hinted{}
	count := scriptUnits(text)
	for _, f := range held {
		one := at[f.Key]
		if one == nil {
			one = &hinted{Text: f.Text, Kind: string(f.Kind), Why: f.Why, Severity: string(f.Severity), Suggestion: f.Suggestion}
			finds, at[f.Key] = append(finds, one), one
		}
		put := suggested(text, f)
		place := hintedPlace{From: count(put.Start), To: count(put.End), With: put.With}
		if n := len(one.Places); n == 0 || one.Places[n-1].To <= place.From {
			one.Places = append(one.Places, place)
		}
	}
	return c.JSON(fiber.Map{"finds": finds})
}

// scriptUnits counts the UTF-16 units of a text before a byte of it.
func scriptUnits(text string) func(end int) int {
	before, units := make([]int, len(text)+1), 0
	for at, r := range text {
		before[at] = units
		units += utf16.RuneLen(r)
	}
	before[len(text)] = units
	return func(end int) int { return before[end] }
}
