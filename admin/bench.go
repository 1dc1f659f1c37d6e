package admin

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// bringSentence brings a sentence of the review over into a section.
func (h *Handler) bringSentence(c *fiber.Ctx) error {
	goal := c.FormValue("into")
	return h.besideSections(c, "brought", func(ctx context.Context, id string) (string, error) {
		_, into, _, err := h.Review.Bring(ctx, id, review.Bringing{Passage: c.FormValue("passage"), Into: goal})
		if goal != "" {
			return "/drafts/" + id + "?into=" + url.QueryEscape(into) + "#said-" + url.PathEscape(c.FormValue("passage")), err
		}
		return "/drafts/" + id + "#said-" + url.PathEscape(c.FormValue("passage")), err
	}, nil)
}

// seeChanges says that what changed in the review for a section was looked at.
func (h *Handler) seeChanges(c *fiber.Ctx) error {
	return h.besideSections(c, "seen", func(ctx context.Context, id string) (string, error) {
		_, err := h.Review.SeeChanges(ctx, id, c.FormValue("section"))
		return "/drafts/" + id + "#" + url.PathEscape(c.FormValue("section")), err
	}, nil)
}

// undoStep takes a step of the draft back and leads to the find that is open
// again. Where the same words were changed since, it shows both texts.
func (h *Handler) undoStep(c *fiber.Ctx) error {
	return h.besideSections(c, "undone", func(ctx context.Context, id string) (string, error) {
		st, fs, err := h.Review.Undo(ctx, id, c.FormValue("undo"))
		at := "#found"
		if i := slices.IndexFunc(fs, func(f review.Finding) bool { return f.Action == "" && f.Found == st.Found }); i >= 0 {
			at = "#find-" + fs[i].PublicID
		}
		return "/drafts/" + id + at, err
	}, func(err error) error {
		if models.KindOf(err) == models.Stale {
			return h.undoBeside(c, err)
		}
		return h.workbench(c, nil, err)
	})
}

// undoBeside lays what an undo would put back beside what stands there now, for
// a person to choose.
func (h *Handler) undoBeside(c *fiber.Ctx, wrong error) error {
	ctx, id := c.UserContext(), c.Params("id")
	d, err := h.Review.Draft(ctx, id)
	if err != nil {
		return err
	}
	texts, err := h.Review.Restored(ctx, id, c.FormValue("undo"))
	if err != nil {
		return err
	}
	before, clash := d, false
	for _, w := range texts {
		clash = before.Say(w.Field, w.Before) || clash
	}
	if !clash {
		return h.workbench(c, nil, wrong)
	}
	at := "/drafts/" + d.PublicID
	return h.stalePage(c, console.StalePage{Noun: "summary", Heading: "These words were changed since", Yours: "as it was before",
		Lead:   "Nothing was undone or lost. On the left is what stood there before the step, on the right what is saved now.",
		Action: at, Back: at, Version: d.Version, Pairs: console.Pairs(filledDraft(before), filledDraft(d))})
}

// autosaved is the answer to a script that saves the sections by itself.
type autosaved struct {
	Version int64  `json:"version"` // of the text as it is saved now
	Problem string `json:"problem"` // why it was not saved; empty: it was
	Stale   bool   `json:"stale"`   // somebody else has saved another text
}

// autosaveDraft saves and scans the sections for a script, while the draft is
// being written. It never takes back what was submitted, approved or published,
// and never writes over what somebody else has saved: that takes a person.
func (h *Handler) autosaveDraft(c *fiber.Ctx) error {
	ctx, id := c.UserContext(), c.Params("id")
	edit := draftEdit(decode[console.DraftForm](c))
	edit.WhileDrafting = true
	was, err := h.Review.Findings(ctx, id)
	if err != nil {
		return err
	}
	d, err := h.Review.EditDraft(ctx, id, edit)
	if err == nil {
		_, err = h.Review.ScanDraft(ctx, id)
	}
	if err != nil {
		status, said := views.Verdict(err, false)
		views.Report(h.Log, c, status, err)
		return c.Status(status).JSON(autosaved{Problem: said, Stale: models.KindOf(err) == models.Stale})
	}
	h.jot(c, was, "")
	return c.JSON(autosaved{Version: d.Version})
}

// jot keeps what was typed beside the finds that wait, all but the one that was
// settled. A fault in it does not undo what was done.
func (h *Handler) jot(c *fiber.Ctx, was []review.Finding, settled string) {
	if !withSections(c) {
		return
	}
	ctx, id := c.UserContext(), c.Params("id")
	var list []review.Jotting
	for _, j := range jotted(c, was) {
		if j.Finding != settled {
			list = append(list, j)
		}
	}
	if err := h.Review.Jot(ctx, id, list); err != nil {
		h.Log.ErrorContext(ctx, "what was typed beside finds is not kept", "draft", id, "err", err)
	}
}

// jotted reads what was typed beside the finds of the form: only what differs
// from what stands there by itself.
func jotted(c *fiber.Ctx, was []review.Finding) (list []review.Jotting) {
	f := decode[console.SettlingForm](c)
	for _, id := range slices.Sorted(maps.Keys(f.Was)) {
		j := review.Jotting{Finding: id, Replacement: f.Replacement[id], Reason: f.Reason[id], All: f.All[id] != "", Everywhere: f.Everywhere[id] != ""}
		j.Field, j.Found, _ = strings.Cut(f.Was[id], ":")
		suggestion := ""
		if i := slices.IndexFunc(was, func(w review.Finding) bool { return w.PublicID == id }); i >= 0 {
			suggestion = was[i].Suggestion
		}
		if j.Replacement != suggestion || j.Reason != "" || !j.All || j.Everywhere {
			list = append(list, j)
		}
	}
	return list
}
