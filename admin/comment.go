package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views/console"
)

func (h *Handler) addComment(c *fiber.Ctx) error {
	id, f := c.Params("id"), decode[console.CommentForm](c)
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		made, err := h.Review.AddComment(ctx, id, review.NewComment{Place: review.Place(f.Place), Part: f.Part, Body: f.Body})
		return "/reviews/" + id + "#comment-" + made.PublicID, err
	}, func(err error) error {
		h.refuse(c, &f.Form, err)
		return h.reviewPage(c, console.ReviewPage{Comment: f}, nil)
	})
}

// inThread does a deed for a comment of the review in the path.
func (h *Handler) inThread(c *fiber.Ctx, did string, do func(ctx context.Context, id string) (review.Comment, error)) error {
	id, comment := c.Params("id"), c.Params("comment")
	return h.save(c, did, func(ctx context.Context) (string, error) {
		if err := h.commentIn(ctx, id, comment); err != nil {
			return "", err
		}
		at, err := do(ctx, comment)
		return "/reviews/" + id + "#talk-" + string(at.Place), err
	}, nowhere)
}

// commentIn refuses a comment that belongs to another review.
func (h *Handler) commentIn(ctx context.Context, reviewID, comment string) error {
	r, err := h.Review.Review(ctx, reviewID)
	if err != nil {
		return err
	}
	threads, err := h.Review.Threads(ctx, r)
	for _, t := range threads {
		if t.PublicID == comment {
			return err
		}
	}
	return first(err, models.Fail(models.NotFound, "There is no such comment."))
}

func (h *Handler) answerComment(c *fiber.Ctx) error {
	body := c.FormValue("body")
	return h.inThread(c, "added", func(ctx context.Context, id string) (review.Comment, error) {
		return h.Review.AnswerComment(ctx, id, body)
	})
}

func (h *Handler) settleComment(c *fiber.Ctx) error {
	return h.inThread(c, "settled", h.Review.SettleComment)
}

func (h *Handler) reopenComment(c *fiber.Ctx) error {
	return h.inThread(c, "reopened", h.Review.ReopenComment)
}

func (h *Handler) askSignOff(c *fiber.Ctx) error {
	id, user := c.Params("id"), reading(nil).whole("user", c.FormValue("user"))
	did := "asked"
	if user == session(c).User.ID { // no mail tells people of what they do themselves
		did = "noted"
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		return "/reviews/" + id + "#signoffs", h.Review.AskSignOff(ctx, id, user)
	}, nowhere)
}

func (h *Handler) unaskSignOff(c *fiber.Ctx) error {
	id, user := c.Params("id"), reading(nil).whole("user", c.Params("user"))
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + id + "#signoffs", h.Review.UnaskSignOff(ctx, id, user)
	}, nowhere)
}

func (h *Handler) signReview(c *fiber.Ctx) error {
	id, digest := c.Params("id"), c.FormValue("digest")
	return h.save(c, "signed", func(ctx context.Context) (string, error) {
		return "/reviews/" + id + "#signoffs", h.Review.SignReview(ctx, id, digest)
	}, nowhere)
}
