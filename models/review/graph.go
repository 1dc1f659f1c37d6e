package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Graph is a picture of what responders looked at: a chart, a dashboard, a screen.
// It stays inside; its bytes are read for themselves alone (GraphFile).
type Graph struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	SeenAt    *time.Time // when it was seen: then it stands in the timeline too; nil: not said
	Caption   string     // what it shows
	Alt       string     // the same for those who do not see it; empty: the caption says it all
	MediaType string     // "image/png" or "image/jpeg"
	Width     int64      // in pixels
	Height    int64
	Size      int64  // bytes
	Digest    string // SHA-256 of the bytes, hex
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName names the table of graphs.
func (Graph) TableName() string { return "review_graphs" }

// graphFile is the bytes of a graph.
type graphFile struct {
	GraphID int64 `gorm:"primaryKey;autoIncrement:false"`
	Body    []byte
}

// TableName names the table of files.
func (graphFile) TableName() string { return "review_graph_files" }

// MostGraphs is how many graphs one review holds.
const MostGraphs = 24

// MaxGraphUpload is the largest picture that is taken, in bytes. It is drawn anew
// before it is kept.
const MaxGraphUpload = 3 << 20

// NewGraph is a graph to add.
type NewGraph struct {
	SeenAt  *time.Time // nil or zero: not said
	Caption string
	Alt     string
	Picture models.Picture // drawn by DrawGraph; none is refused
}

// GraphEdit changes what is not nil. A zero SeenAt clears it. The picture stays: another
// one is another graph.
type GraphEdit struct {
	SeenAt  *time.Time
	Caption *string
	Alt     *string
	Version int64
}

// DrawGraph draws an uploaded picture anew. It takes a moment, so the console does it
// before the deed begins; a repeatable API call is one deed with its drawing.
func DrawGraph(body []byte) (models.Picture, error) {
	bad := models.Complaints{}
	switch {
	case len(body) == 0:
		bad.Add("picture", "No picture arrived. Choose a PNG, JPEG, WebP or GIF file; what you wrote is kept.")
	case len(body) > MaxGraphUpload:
		return models.Picture{}, tooLargeGraph()
	default:
		p, complaint := models.DrawPicture(body, "graph", models.GraphSize)
		if complaint == "" {
			return p, nil
		}
		bad.Add("picture", "%s", complaint)
	}
	return models.Picture{}, bad.Err()
}

func tooLargeGraph() error {
	why := "The graph has more than 3 MB. Cut it to what matters, or save it as a JPEG; what you wrote is kept."
	return &models.Error{Kind: models.TooLarge, Message: why, Fields: map[string]string{"picture": why}}
}

func (e GraphEdit) apply(g *Graph) *changes {
	c := newChanges()
	c.moment("seen_at", &g.SeenAt, e.SeenAt)
	c.words("caption", &g.Caption, e.Caption)
	c.words("alt", &g.Alt, e.Alt)
	return c
}

// check says which fields of the graph cannot stand as they are.
func (g Graph) check(now time.Time) models.Complaints {
	bad := models.Complaints{}
	bad.Body("caption", g.Caption, 1, maxPublic)
	bad.Body("alt", g.Alt, 0, maxPublic)
	if g.SeenAt != nil {
		bad.Time("seen_at", *g.SeenAt, now)
	}
	return bad
}

// InWords is what the picture shows for those who do not see it, in one line.
func (g Graph) InWords() string { return line(cmp.Or(g.Alt, g.Caption)) }

// FileName is a name for its file that says nothing of what it shows.
func (g Graph) FileName() string {
	return "graph-" + g.PublicID + map[string]string{"image/png": ".png", "image/jpeg": ".jpg"}[g.MediaType]
}

// Path is where the console serves the picture of a graph of a review.
func (g Graph) Path(reviewID string) string {
	return "/reviews/" + reviewID + "/graphs/" + g.PublicID + "/picture"
}

// graphLine begins the id of the line under which a graph stands in the timeline.
const graphLine = "graph-"

// Graph is the graph that a line of the timeline shows; false for another line.
func (r Review) Graph(e Entry) (Graph, bool) {
	id, is := strings.CutPrefix(e.PublicID, graphLine)
	n := slices.IndexFunc(r.Graphs, func(g Graph) bool { return is && e.Origin == OfGraph && g.PublicID == id })
	if n < 0 {
		return Graph{}, false
	}
	return r.Graphs[n], true
}

// seenAt are the graphs whose moment is known, as lines of the timeline.
func seenAt(graphs []Graph) (list []Entry) {
	for _, g := range graphs {
		if g.SeenAt != nil {
			list = append(list, merged(Entry{PublicID: graphLine + g.PublicID, At: *g.SeenAt, Kind: Discovery, Origin: OfGraph, What: "Graph: " + g.Caption,
				CreatedAt: g.CreatedAt, UpdatedAt: g.UpdatedAt}))
		}
	}
	return list
}

// bySeeing orders graphs by when they were seen, then as they were added; those of
// which it is not said come last.
func bySeeing(a, b Graph) int {
	switch {
	case a.SeenAt == nil && b.SeenAt == nil:
		return cmp.Compare(a.ID, b.ID)
	case a.SeenAt == nil:
		return 1
	case b.SeenAt == nil:
		return -1
	}
	return cmp.Or(a.SeenAt.Compare(*b.SeenAt), cmp.Compare(a.ID, b.ID))
}
