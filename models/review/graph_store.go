package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"vitrine/models"
)

// fillGraphs reads what is written of the graphs of a review, without their bytes.
func (s *Store) fillGraphs(ctx context.Context, r *Review) error {
	list, err := gorm.G[Graph](s.query(ctx)).Where("review_id = ?", r.ID).Find(ctx)
	slices.SortFunc(list, bySeeing)
	if r.Graphs = list; len(list) == 0 {
		r.Graphs = nil // what is not there is not signed
	}
	return models.Fault(err, "graph")
}

// GraphFile returns a graph of a review with the bytes of its picture.
func (s *Store) GraphFile(ctx context.Context, reviewID, graphID string) (g Graph, body []byte, err error) {
	g, err = gorm.G[Graph](s.query(ctx)).Where("public_id = ? AND review_id = (SELECT id FROM reviews WHERE public_id = ?)", graphID, reviewID).Take(ctx)
	if err != nil {
		return g, nil, models.Fault(err, "graph")
	}
	f, err := gorm.G[graphFile](s.query(ctx)).Where("graph_id = ?", g.ID).Take(ctx)
	return g, f.Body, models.Fault(err, "graph")
}

// graphFiles reads the bytes of all graphs of a review, by row id.
func (s *Store) graphFiles(ctx context.Context, r Review) (map[int64][]byte, error) {
	const own = "graph_id IN (SELECT id FROM review_graphs WHERE review_id = ?)"
	list, err := gorm.G[graphFile](s.query(ctx)).Where(own, r.ID).Find(ctx)
	at := map[int64][]byte{}
	for _, f := range list {
		at[f.GraphID] = f.Body
	}
	return at, models.Fault(err, "graph")
}

// AddGraph adds a graph to a review.
func (s *Store) AddGraph(ctx context.Context, reviewID string, n NewGraph) (g Graph, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		g = n.graph()
		g.PublicID, g.ReviewID, g.CreatedAt, g.UpdatedAt = models.NewID(), r.ID, s.Now(), s.Now()
		bad := g.check(s.Now())
		if g.Size == 0 {
			bad.Add("picture", "The picture is missing. Choose one; what you wrote is kept.")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := s.roomForGraph(ctx, r.ID); err != nil {
			return err
		}
		return s.changing(ctx, r.ID, func() error {
			if err := s.keepGraph(ctx, &g, n.Picture.Body()); err != nil {
				return err
			}
			return s.record(ctx, "graph.added", "review", reviewID, nil,
				map[string]any{"graph": g.PublicID, "seen_at": g.SeenAt, "caption": fingerprint(g.Caption), "bytes": g.Size, "digest": g.Digest})
		})
	})
	return g, err
}

// graph is the row of a graph to add.
func (n NewGraph) graph() Graph {
	w, h := n.Picture.Size()
	sum := sha256.Sum256(n.Picture.Body())
	g := Graph{Caption: clean(n.Caption), Alt: clean(n.Alt), MediaType: n.Picture.MediaType(), Width: int64(w), Height: int64(h),
		Size: int64(len(n.Picture.Body())), Digest: hex.EncodeToString(sum[:]), Version: 1}
	if n.SeenAt != nil && !n.SeenAt.IsZero() {
		g.SeenAt = new(utc(*n.SeenAt))
	}
	return g
}

// roomForGraph refuses one more graph than a review holds.
func (s *Store) roomForGraph(ctx context.Context, reviewID int64) error {
	var n int64
	if err := s.query(ctx).Model(&Graph{}).Where("review_id = ?", reviewID).Count(&n).Error; err != nil {
		return models.Fault(err, "graph")
	}
	if n < MostGraphs {
		return nil
	}
	why := fmt.Sprintf("This review holds %d graphs already, which is all it takes. Remove one that says little; what you wrote is kept.", n)
	return &models.Error{Kind: models.Conflict, Message: why, Fields: map[string]string{"picture": why}}
}

// keepGraph writes a graph and its bytes.
func (s *Store) keepGraph(ctx context.Context, g *Graph, body []byte) error {
	if err := gorm.G[Graph](s.query(ctx)).Create(ctx, g); err != nil {
		return models.Fault(err, "graph")
	}
	return models.Fault(gorm.G[graphFile](s.query(ctx)).Create(ctx, &graphFile{g.ID, body}), "graph")
}

// EditGraph changes what is written of a graph.
func (s *Store) EditGraph(ctx context.Context, graphID string, e GraphEdit) (g Graph, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if g, err = find[Graph](ctx, s, graphID, "graph"); err != nil {
			return err
		}
		at, c := row{"review_graphs", "graph", g.ID, g.Version, e.Version}, e.apply(&g)
		if err := g.check(s.Now()).Err(); err != nil {
			return err
		}
		if err := at.fresh(); err != nil || len(c.set) == 0 {
			return err
		}
		g.Version++
		return s.changing(ctx, g.ReviewID, func() error {
			if err := s.amend(ctx, at, c); err != nil {
				return err
			}
			return s.record(ctx, "graph.edited", "graph", graphID, c.before, c.after)
		})
	})
	return g, err
}

// DeleteGraph takes a graph and its picture out of a review; what was said of its
// line in the timeline goes with it. version is the one that was read; 0 is any.
func (s *Store) DeleteGraph(ctx context.Context, graphID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		g, err := find[Graph](ctx, s, graphID, "graph")
		if err != nil {
			return err
		}
		return s.changing(ctx, g.ReviewID, func() error {
			at := row{"review_graphs", "graph", g.ID, g.Version, version}
			if err := at.fresh(); err != nil {
				return err
			}
			if err := s.query(ctx).Exec("DELETE FROM review_graph_files WHERE graph_id = ?", g.ID).Error; err != nil {
				return models.Fault(err, "graph")
			}
			if err := s.query(ctx).Exec("DELETE FROM timeline_remarks WHERE review_id = ? AND line = ?", g.ReviewID, graphLine+g.PublicID).Error; err != nil {
				return models.Fault(err, "timeline line")
			}
			if err := s.remove(ctx, at); err != nil {
				return err
			}
			return s.record(ctx, "graph.deleted", "graph", graphID,
				map[string]any{"seen_at": g.SeenAt, "caption": fingerprint(g.Caption), "digest": g.Digest}, nil)
		})
	})
}
