package admin

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/views"
	"vitrine/views/console"
)

// showStale lays what the person wrote beside what somebody else saved first.
// Sending that page saves over the version it shows.
func (h *Handler) showStale(c *fiber.Ctx, noun, back string, version int64, pairs []console.Pair) error {
	shown := slices.Clone(own)
	for _, p := range pairs {
		shown = append(shown, p.Name)
	}
	pairs = slices.DeleteFunc(pairs, func(p console.Pair) bool { return p.Name == "" })
	c.Status(fiber.StatusConflict)
	return views.Show(c, console.Stale, console.StalePage{
		Frame: h.frame(c, ""), Noun: noun, Action: c.Path(), Back: back, Version: version, Pairs: pairs, Rest: carried(c, shown...),
	})
}

// text is a number as a form shows it; nothing for 0.
func text(n int64) string { return strconv.FormatInt(n, 10) }
