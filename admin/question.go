package admin

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showQuestions(c *fiber.Ctx) error {
	list, err := h.Review.Questions(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.questionsPage(c, list, filledQuestions(list), nil)
}

// filledQuestions is the form filled with what is saved.
func filledQuestions(list []review.Prompt) console.QuestionsForm {
	f := console.QuestionsForm{Form: fresh(0), Answer: map[string]string{}, Skip: map[string]string{}}
	for _, p := range list {
		f.Answer[p.Key], f.Skip[p.Key] = p.Answer, ticked(p.Skipped)
	}
	return f
}

func (h *Handler) questionsPage(c *fiber.Ctx, list []review.Prompt, f console.QuestionsForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Questions, console.QuestionsPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, About: r.Title, Prompts: list, Form: f})
}

func (h *Handler) answerQuestions(c *fiber.Ctx) error {
	id, f := c.Params("id"), decode[console.QuestionsForm](c)
	list, err := h.Review.Questions(c.UserContext(), id)
	if err != nil {
		return err
	}
	var edits []review.AnswerEdit
	for _, p := range list {
		if version, touched := touched(f, p.Key); touched {
			edits = append(edits, review.AnswerEdit{Question: p.Key, Answer: f.Answer[p.Key], Skip: f.Skip[p.Key] != "", Version: version})
		}
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.AnswerQuestions(ctx, id, edits)
		return "/reviews/" + id + "#questions", err
	}, func(err error) error { return h.answersAgain(c, list, f, err) })
}

// touched reports whether a question of the form says something else than when
// it was drawn, and the version of the answer it was drawn with.
func touched(f console.QuestionsForm, key string) (version int64, touched bool) {
	was, asked := f.Was[key]
	number, _, _ := strings.Cut(was, ".")
	version, _ = strconv.ParseInt(number, 10, 64)
	return version, asked && was != console.Drawn(version, f.Answer[key], f.Skip[key] != "")
}

func ticked(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

// answersAgain shows answers that were not saved. Where somebody else answered
// meanwhile, both answers stand in the field, and saving again keeps both.
func (h *Handler) answersAgain(c *fiber.Ctx, list []review.Prompt, f console.QuestionsForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		f.Errors = map[string]string{}
		for _, p := range list {
			version, touched := touched(f, p.Key)
			if !touched {
				f.Answer[p.Key], f.Skip[p.Key] = p.Answer, ticked(p.Skipped)
			} else if version != p.Version && f.Answer[p.Key] != p.Answer {
				f.Answer[p.Key] = joined(p.Answer, f.Answer[p.Key])
				f.Errors["answer["+p.Key+"]"] = p.AnsweredBy + " answered this meanwhile. Their answer stands above yours; keep what is right and save again."
			}
		}
		wrong = &models.Error{Kind: models.Conflict, Message: "Somebody else answered meanwhile. Nothing was saved yet, and nothing you wrote is lost.", Fields: f.Errors}
	}
	return h.questionsPage(c, slices.Clone(list), f, wrong)
}
