package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models/review"
	"vitrine/views/console"
)

// scanDraft looks for finds again, in the sections as they stand in the form.
func (h *Handler) scanDraft(c *fiber.Ctx) error {
	return h.besideSections(c, "scanned", func(ctx context.Context, id string) (string, error) {
		_, err := h.Review.ScanDraft(ctx, id)
		return "/drafts/" + id + place(c), err
	}, nil)
}

// settleFinding settles a find. Its buttons stand in the form of the draft, so
// that what was written into the sections meanwhile is saved and not lost.
func (h *Handler) settleFinding(c *fiber.Ctx) error {
	how := settlementOf(c, c.Params("finding"))
	was, err := h.Review.Findings(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.besideSections(c, "settled", func(ctx context.Context, id string) (string, error) {
		at := "/drafts/" + id + place(c)
		now, err := h.Review.Findings(ctx, id)
		if err != nil {
			return at, err
		}
		finding, ok := sameFind(was, now, c.Params("finding"), c.FormValue("was["+c.Params("finding")+"]"))
		if !ok {
			return at, nil // the new text does not hold it any more
		}
		_, err = h.Review.Settle(ctx, finding, how)
		return at, err
	}, nil)
}

// place is where a page without a script goes on: at the list of finds. A script
// knows the place better.
func place(c *fiber.Ctx) string {
	if c.FormValue("place") == "found" {
		return "#found"
	}
	return ""
}

// settlementOf reads how one of the finds of the form is to be settled.
func settlementOf(c *fiber.Ctx, id string) review.Settlement {
	said := func(name string) string {
		if text := c.FormValue(name + "[" + id + "]"); text != "" {
			return text
		}
		return c.FormValue(name)
	}
	how := review.Settlement{Action: review.SettleAction(c.FormValue("action")), Replacement: said("replacement"), Reason: said("reason"), All: said("all") != ""}
	if how.Action == review.Accept {
		how.All = said("everywhere") != ""
	}
	return how
}

// sameFind is the id by which a find goes now: a text that was saved anew has
// finds with new ids. The form says where it stood and what it was.
func sameFind(was, now []review.Finding, id, said string) (string, bool) {
	open := func(same func(review.Finding) bool) int {
		return slices.IndexFunc(now, func(f review.Finding) bool { return f.Action == "" && same(f) })
	}
	if slices.ContainsFunc(now, func(f review.Finding) bool { return f.PublicID == id }) {
		return id, true
	}
	i := slices.IndexFunc(was, func(f review.Finding) bool { return f.PublicID == id })
	var old review.Finding
	switch field, found, ok := strings.Cut(said, ":"); {
	case i >= 0:
		old = was[i]
	case ok:
		old.Field, old.Found = field, found
	default:
		return id, true // the store says that there is none
	}
	at := open(func(f review.Finding) bool { return f.Found == old.Found && f.Field == old.Field })
	if at < 0 {
		at = open(func(f review.Finding) bool { return f.Found == old.Found })
	}
	if at < 0 {
		return "", false
	}
	return now[at].PublicID, true
}

// besideSections does a deed with a draft after saving what its sections say in
// the form that was sent, and keeps what was typed beside the finds. again shows
// why the deed was not done; nil shows the workbench.
func (h *Handler) besideSections(c *fiber.Ctx, did string, do func(ctx context.Context, id string) (string, error), again func(error) error) error {
	id, f, saved := c.Params("id"), decode[console.DraftForm](c), false
	was, err := h.Review.Findings(c.UserContext(), id)
	if err != nil {
		return err
	}
	return h.keep(c, did, func(ctx context.Context) (string, error) {
		if err := h.keepSections(ctx, c, id, f); err != nil {
			return "", err
		}
		saved = true
		location, err := do(ctx, id)
		if err == nil {
			h.jot(c, was, c.Params("finding"))
		}
		return location, err
	}, func(err error) error {
		h.jot(c, was, "")
		switch {
		case !saved && withSections(c):
			return h.draftAgain(c, f, err)
		case again != nil:
			return again(err)
		}
		return h.workbench(c, nil, err)
	})
}

// withSections reports whether the form that was sent holds the sections.
func withSections(c *fiber.Ctx) bool { return values(c).Has("summary") }

// keepSections saves and scans the sections, if they say anything new.
func (h *Handler) keepSections(ctx context.Context, c *fiber.Ctx, id string, f console.DraftForm) error {
	if !withSections(c) {
		return nil
	}
	d, err := h.Review.Draft(ctx, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(console.Pairs(f, filledDraft(d)), func(p console.Pair) bool { return strings.TrimSpace(p.Yours) != strings.TrimSpace(p.Saved) }) {
		return nil
	}
	if _, err := h.Review.EditDraft(ctx, id, draftEdit(f)); err != nil {
		return err
	}
	_, err = h.Review.ScanDraft(ctx, id)
	return err
}
