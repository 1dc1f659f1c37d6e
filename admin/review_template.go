package admin

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/review/coach"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showReviewTemplate(c *fiber.Ctx) error {
	t, err := h.Review.ReviewTemplate(c.UserContext())
	if err != nil {
		return err
	}
	return h.reviewTemplatePage(c, t, filledReviewTemplate(t), nil)
}

func (h *Handler) reviewTemplatePage(c *fiber.Ctx, t review.ReviewTemplate, f console.ReviewTemplateForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.ReviewTemplate, console.ReviewTemplatePage{Frame: h.frame(c, "reviews"), Template: t, Form: f})
}

// filledReviewTemplate is the form filled with what is saved.
func filledReviewTemplate(t review.ReviewTemplate) console.ReviewTemplateForm {
	f := console.ReviewTemplateForm{Form: fresh(t.Version), Shown: map[string]string{}, Heading: map[string]string{}, Hint: map[string]string{}, Place: map[string]string{},
		Question: map[string]string{}, Ask: map[string]string{}, Known: strings.Join(t.Known, ", ")}
	for i, s := range t.Sections {
		key := string(s.Section)
		f.Heading[key], f.Hint[key], f.Place[key] = s.Heading, s.Hint, strconv.Itoa(i+1)
		f.Shown[key] = ticked(!s.Off)
	}
	for _, q := range t.Questions {
		f.Question[q.Key] = q.Text
		if !q.Off {
			f.Ask[q.Key] = "yes"
		}
	}
	for _, r := range coach.Rules() {
		if !slices.Contains(t.Silent, r.ID) {
			f.Heard = append(f.Heard, r.ID)
		}
	}
	return f
}

func (h *Handler) saveReviewTemplate(c *fiber.Ctx) error {
	now, err := h.Review.ReviewTemplate(c.UserContext())
	if err != nil {
		return err
	}
	f := decode[console.ReviewTemplateForm](c)
	read, _ := strconv.ParseInt(c.FormValue("read"), 10, 64) // a template never adapted has version 0, which other forms take for any
	t := typedTemplate(now, f)
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.SaveReviewTemplate(ctx, t, read)
		return "/review-template", err
	}, func(err error) error {
		if models.KindOf(err) == models.Stale {
			f.Version = now.Version
			err = models.Fail(models.Conflict, "Somebody else adapted the template meanwhile. This is what you typed; saving it now replaces what they saved.")
		}
		return h.reviewTemplatePage(c, now, f, err)
	})
}

// typedTemplate is the template as the form says it.
func typedTemplate(now review.ReviewTemplate, f console.ReviewTemplateForm) review.ReviewTemplate {
	t := review.ReviewTemplate{Known: []string{f.Known}}
	place := func(s review.TemplateSection) int {
		n, err := strconv.Atoi(strings.TrimSpace(f.Place[string(s.Section)]))
		if err != nil {
			return len(now.Sections)
		}
		return n
	}
	for _, s := range now.Sections {
		t.Sections = append(t.Sections, review.TemplateSection{Section: s.Section, Heading: f.Heading[string(s.Section)], Hint: f.Hint[string(s.Section)], Off: f.Shown[string(s.Section)] == ""})
	}
	if f.NewTitle != "" || f.NewHint != "" {
		t.Sections = append(t.Sections, review.TemplateSection{Heading: f.NewTitle, Hint: f.NewHint})
	}
	slices.SortStableFunc(t.Sections, func(a, b review.TemplateSection) int { return cmp.Compare(place(a), place(b)) })
	for _, q := range now.Questions {
		t.Questions = append(t.Questions, review.Question{Key: q.Key, Group: q.Group, Text: f.Question[q.Key], Off: f.Ask[q.Key] == ""})
	}
	for line := range strings.SplitSeq(f.Added, "\n") {
		t.Questions = append(t.Questions, review.Question{Text: line})
	}
	for _, r := range coach.Rules() {
		if !slices.Contains(f.Heard, r.ID) {
			t.Silent = append(t.Silent, r.ID)
		}
	}
	return t
}
