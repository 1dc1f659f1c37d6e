package admin

import (
	"context"
	"io"
	"slices"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// pictured is the policy of a picture that is opened by itself: it is drawn by us,
// and even so may do nothing. Browsers lay a lone picture out by a style in the
// page they make for it.
const pictured = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

// showPicture answers with the picture of a graph. No copy of it stays anywhere.
func (h *Handler) showPicture(c *fiber.Ctx) error {
	g, body, err := h.Review.GraphFile(c.UserContext(), c.Params("id"), c.Params("graph"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, pictured)
	c.Set(fiber.HeaderContentType, g.MediaType)
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+g.FileName()+`"`)
	return c.Send(body)
}

// file reads a file of the form; nothing where none was chosen.
func file(c *fiber.Ctx, name string) ([]byte, error) {
	head, err := c.FormFile(name)
	if err != nil {
		return nil, nil
	}
	f, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func (h *Handler) addGraph(c *fiber.Ctx) error {
	id, f, t := c.Params("id"), decode[console.GraphForm](c), reading(h.zone(c.UserContext()))
	again := func(err error) error {
		h.refuse(c, &f.Form, err)
		return h.reviewPage(c, console.ReviewPage{Entry: blankEntry(), Graph: f}, nil)
	}
	n := review.NewGraph{SeenAt: t.moment("seen_at", f.SeenAt), Caption: f.Caption, Alt: f.Alt}
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	body, err := file(c, "picture")
	if err != nil {
		return again(err)
	}
	if n.Picture, err = review.DrawGraph(body); err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		g, err := h.Review.AddGraph(ctx, id, n)
		return "/reviews/" + id + "#graph-" + g.PublicID, err
	}, again)
}

// graph reads the review and the graph in the path.
func (h *Handler) graph(c *fiber.Ctx) (review.Review, review.Graph, error) {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return r, review.Graph{}, err
	}
	i := slices.IndexFunc(r.Graphs, func(g review.Graph) bool { return g.PublicID == c.Params("graph") })
	if i < 0 {
		return r, review.Graph{}, models.Fail(models.NotFound, "There is no such graph.")
	}
	return r, r.Graphs[i], nil
}

func (h *Handler) filledGraph(ctx context.Context, g review.Graph) console.GraphForm {
	return console.GraphForm{Form: fresh(g.Version), SeenAt: console.Moment(g.SeenAt, h.zone(ctx)), Caption: g.Caption, Alt: g.Alt}
}

func (h *Handler) editGraph(c *fiber.Ctx) error {
	r, g, err := h.graph(c)
	if err != nil {
		return err
	}
	return h.graphForm(c, r, g, h.filledGraph(c.UserContext(), g), nil)
}

func (h *Handler) graphForm(c *fiber.Ctx, r review.Review, g review.Graph, f console.GraphForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		_, now, err := h.graph(c)
		if err != nil {
			return err
		}
		return h.showStale(c, "graph", "/reviews/"+r.PublicID+"#graphs", now.Version, console.Pairs(f, h.filledGraph(c.UserContext(), now)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Graph, console.GraphPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, About: r.Title, Graph: g, Form: f})
}

func (h *Handler) saveGraph(c *fiber.Ctx) error {
	r, g, err := h.graph(c)
	if err != nil {
		return err
	}
	f, t := decode[console.GraphForm](c), reading(h.zone(c.UserContext()))
	edit := review.GraphEdit{SeenAt: t.moved("seen_at", f.SeenAt, g.SeenAt), Caption: &f.Caption, Alt: &f.Alt, Version: f.Version}
	again := func(err error) error { return h.graphForm(c, r, g, f, err) }
	if err := first(newest("graph", f.Version, g.Version), t.bad.Err()); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditGraph(ctx, g.PublicID, edit)
		return "/reviews/" + r.PublicID + "#graph-" + g.PublicID, err
	}, again)
}

func (h *Handler) deleteGraph(c *fiber.Ctx) error {
	r, g, err := h.graph(c)
	if err != nil {
		return err
	}
	f := decode[console.GraphForm](c)
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + r.PublicID + "#graphs", h.Review.DeleteGraph(ctx, g.PublicID, f.Version)
	}, func(err error) error {
		return h.graphForm(c, r, g, h.filledGraph(c.UserContext(), g), undeleted(err))
	})
}
