package admin

import (
	"github.com/gofiber/fiber/v2"

	"vitrine/models/review"
)

// presentPerson is somebody who has a review open, as its script hears of them.
type presentPerson struct {
	ID      int64          `json:"id"`
	Name    string         `json:"name"`
	Section review.Section `json:"section"`
	Since   string         `json:"since"` // time of day in the site's zone
}

// beat takes the sign of life of an open review, and says who else is there and
// what is newer than the page.
func (h *Handler) beat(c *fiber.Ctx) error {
	ctx := c.UserContext()
	room, err := h.Review.Beat(ctx, c.Params("id"), review.Beat{Section: review.Section(c.FormValue("section")), Take: c.FormValue("take") != "", Leave: c.FormValue("leave") != ""})
	if err != nil {
		return err
	}
	people, zone := []presentPerson{}, h.zone(ctx)
	for _, p := range room.Present {
		people = append(people, presentPerson{p.UserID, p.Name, p.Section, p.Since.In(zone).Format("15:04")})
	}
	return c.JSON(fiber.Map{"present": people, "versions": room.Versions, "comments": text(room.Comments) + "." + text(room.Settled)})
}
