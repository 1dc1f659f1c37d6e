package api

import (
	"context"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// graph is a picture of what responders saw.
type graph struct {
	ID        string     `json:"id" doc:"Its id." example:"g1r2a3p4h5xx"`
	SeenAt    *time.Time `json:"seen_at" nullable:"true" doc:"When it was seen; then it stands in the timeline too. Null: not said."`
	Caption   string     `json:"caption" example:"Errors of the sign-in service."`
	Alt       string     `json:"alt" doc:"The same for those who do not see it; empty: the caption says it all." example:"Errors rise from 2 to 400 a second at 16:02."`
	MediaType string     `json:"media_type" enum:"image/png,image/jpeg" example:"image/png"`
	Width     int64      `json:"width" doc:"In pixels." example:"1280"`
	Height    int64      `json:"height" doc:"In pixels." example:"720"`
	Bytes     int64      `json:"bytes" example:"48213"`
	Digest    string     `json:"sha256" doc:"Of the bytes, hexadecimal."`
	Version   int64      `json:"version" example:"1"`
}

// newGraph is a graph to add.
type newGraph struct {
	Picture []byte     `json:"picture" doc:"A PNG, JPEG, WebP or GIF of up to 3 MB, base64. It is drawn anew: nothing of the file but what can be seen is kept." example:"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="`
	Caption string     `json:"caption" doc:"What is to be seen, and what people made of it." example:"Errors of the sign-in service."`
	Alt     string     `json:"alt,omitempty" doc:"The same for those who do not see it." example:"Errors rise from 2 to 400 a second at 16:02."`
	SeenAt  *time.Time `json:"seen_at,omitempty" doc:"When it was seen." example:"2026-11-20T16:02:00Z"`
}

// graphEdit changes what is given.
type graphEdit struct {
	Caption *string          `json:"caption,omitempty" example:"Errors of the sign-in service."`
	Alt     *string          `json:"alt,omitempty" example:"Errors rise from 2 to 400 a second at 16:02."`
	SeenAt  maybe[time.Time] `json:"seen_at,omitempty" doc:"Null: not said." example:"2026-11-20T16:02:00Z"`
}

// ByGraph names a graph of a review.
type ByGraph struct {
	ID      string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	GraphID string `path:"graph_id" doc:"The graph." example:"g1r2a3p4h5xx"`
}

func (a *API) graphRoutes() {
	at := call{path: "/reviews/{id}/graphs", tag: "Reviews"}
	handle(a, at.get("list-graphs", staff.Viewer, "List the graphs of a review",
		"By when they were seen, without the pictures themselves."), a.listGraphs)
	handle(a, at.post("add-graph", staff.Reviewer, "Add a graph to a review",
		"A picture of what responders saw. A body of up to 5 MB is taken, and up to 24 graphs for each review."), a.addGraph)
	at.path += "/{graph_id}"
	handle(a, at.patch("edit-graph", staff.Reviewer, "Change what is written of a graph",
		"The picture stays: another one is another graph."), a.editGraph)
	handle(a, at.delete("delete-graph", staff.Reviewer, "Remove a graph and its picture",
		"An If-Match header with its version refuses it when somebody else changed it."), a.deleteGraph)
	at.path += "/picture"
	picture := at.get("get-graph-picture", staff.Viewer, "Download the picture of a graph", "As it is kept: a PNG, or a JPEG where one was sent.")
	picture.file = "image/png"
	handle(a, picture, a.graphPicture)
}

func (a *API) listGraphs(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[graph], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Graphs, showGraph)
}

func (a *API) addGraph(ctx context.Context, in *struct {
	ByID
	Body newGraph
}) (*made[graph], error) {
	b := in.Body
	drawn, err := reviews.DrawGraph(b.Picture)
	if err != nil {
		return nil, err
	}
	g, err := a.Review.AddGraph(ctx, in.ID, reviews.NewGraph{SeenAt: b.SeenAt, Caption: b.Caption, Alt: b.Alt, Picture: drawn})
	return &made[graph]{ETag: etag(g.Version), Body: showGraph(g)}, err
}

func (a *API) editGraph(ctx context.Context, in *struct {
	ByGraph
	IfMatch
	Body graphEdit
}) (*answer[graph], error) {
	if err := a.graphOf(ctx, in.ByGraph); err != nil {
		return nil, err
	}
	g, err := a.Review.EditGraph(ctx, in.GraphID, reviews.GraphEdit{SeenAt: in.Body.SeenAt.edit(), Caption: in.Body.Caption, Alt: in.Body.Alt, Version: in.asked})
	return &answer[graph]{etag(g.Version), showGraph(g)}, err
}

func (a *API) deleteGraph(ctx context.Context, in *struct {
	ByGraph
	IfMatch
}) (*nothing, error) {
	if err := a.graphOf(ctx, in.ByGraph); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteGraph(ctx, in.GraphID, in.asked)
}

func (a *API) graphPicture(ctx context.Context, in *ByGraph) (*fileOf, error) {
	g, body, err := a.Review.GraphFile(ctx, in.ID, in.GraphID)
	return &fileOf{g.MediaType, `attachment; filename="` + g.FileName() + `"`, body}, err
}

// graphOf refuses a graph that is not one of the review in the path.
func (a *API) graphOf(ctx context.Context, by ByGraph) error {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Graphs, func(g reviews.Graph) bool { return g.PublicID == by.GraphID }) {
		return missing("graph")
	}
	return nil
}

func showGraph(g reviews.Graph) graph {
	return graph{ID: g.PublicID, SeenAt: stamp(g.SeenAt), Caption: g.Caption, Alt: g.Alt, MediaType: g.MediaType, Width: g.Width, Height: g.Height,
		Bytes: g.Size, Digest: g.Digest, Version: g.Version}
}
