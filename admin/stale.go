package admin

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
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
	return h.stalePage(c, console.StalePage{Noun: noun, Back: back, Version: version, Pairs: pairs, Rest: carried(c, shown...), Step: step(c)})
}

// stalePage is showStale for a page that is filled otherwise already.
func (h *Handler) stalePage(c *fiber.Ctx, page console.StalePage) error {
	page.Frame, page.Key = h.frame(c, ""), models.NewID()
	if page.Action == "" {
		page.Action = c.Path()
	}
	page.Pairs = slices.DeleteFunc(page.Pairs, func(p console.Pair) bool { return p.Name == "" || !sent(c, p) })
	page.Pairs = page.Frame.Worded(page.Pairs)
	c.Status(fiber.StatusConflict)
	return views.Show(c, console.Stale, page)
}

// sent reports whether a pair stood in the form that was sent: some forms show
// less than their type holds. A box that is not ticked sends nothing, and a text in the
// site's own language does not say so: where it is saved in another, that is asked.
func sent(c *fiber.Ctx, p console.Pair) bool {
	return p.Box || values(c).Has(p.Name) || p.Name == "language" && p.Differs()
}

// undeleted says of a deletion what a stale text would say of an edit.
func undeleted(err error) error {
	if models.KindOf(err) != models.Stale {
		return err
	}
	return models.Fail(models.Conflict, "Somebody else changed this meanwhile, so it was not deleted. This is how it stands now; delete it again if you still mean it.")
}

// newest complains when a form was filled with an older version of a thing: what
// was typed is then not measured by what somebody else has saved since.
func newest(noun string, read, saved int64) error {
	if read != 0 && read != saved {
		return models.StaleEdit(noun)
	}
	return nil
}

// first is the first complaint there is.
func first(complaints ...error) error {
	for _, err := range complaints {
		if err != nil {
			return err
		}
	}
	return nil
}

// text is a number as a form shows it; nothing for 0.
func text(n int64) string { return strconv.FormatInt(n, 10) }
