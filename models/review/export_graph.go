package review

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// ExportedToll is what it cost customers; null where it is not known.
type ExportedToll struct {
	UsersAffected  *int64   `json:"users_affected"`
	RequestsFailed *int64   `json:"requests_failed"`
	FailedPercent  *float64 `json:"requests_failed_percent"`
	WorstCase      string   `json:"worst_case"` // Markdown
	SLAMinutes     *int64   `json:"sla_minutes"`
	SLABroken      *bool    `json:"sla_broken"`
}

// exported is the toll to take along.
func (t Toll) exported(call func(string) string) ExportedToll {
	return ExportedToll{UsersAffected: t.UsersAffected, RequestsFailed: t.RequestsFailed, FailedPercent: t.FailedPercent(), WorstCase: call(t.WorstCase),
		SLAMinutes: t.SLAMinutes, SLABroken: t.SLABroken.Bool()}
}

// FailedPercent is the share of requests that failed; nil where it is not known.
func (t Toll) FailedPercent() *float64 {
	if t.FailedShare == nil {
		return nil
	}
	return new(float64(*t.FailedShare) / 100)
}

// Bool is the verdict as true or false; nil where it is not known.
func (v Verdict) Bool() *bool {
	if v == Unknown {
		return nil
	}
	return new(v == Broken)
}

// Lines are what is known of the toll but for the worst case, each with its name.
func (t ExportedToll) Lines() [][2]string {
	var list [][2]string
	put := func(name, said string) { list = append(list, [2]string{name, said}) }
	if t.UsersAffected != nil {
		put("Users affected", grouped(*t.UsersAffected))
	}
	if t.RequestsFailed != nil {
		put("Requests failed", grouped(*t.RequestsFailed))
	}
	if t.FailedPercent != nil {
		put("Share of requests failed", Percent(Hundredths(*t.FailedPercent)))
	}
	said := Toll{SLAMinutes: t.SLAMinutes}
	if t.SLABroken != nil {
		said.SLABroken = map[bool]Verdict{true: Broken, false: Unhurt}[*t.SLABroken]
	}
	if words := said.SLAWords(); words != "" {
		put("Against the SLA", words)
	}
	return list
}

// ExportedGraph is a picture of what responders saw. What is to be read in it is
// as it was: no name is taken out of a picture.
type ExportedGraph struct {
	ID        string     `json:"id"`
	SeenAt    *time.Time `json:"seen_at"` // null: not said
	Caption   string     `json:"caption"`
	Alt       string     `json:"alt"` // empty: the caption says it all
	Picture   string     `json:"picture"`
	MediaType string     `json:"media_type"`
	Width     int64      `json:"width"`
	Height    int64      `json:"height"`
	Bytes     int64      `json:"bytes"`
	Digest    string     `json:"sha256"`
	Data      []byte     `json:"data,omitempty"` // the picture, base64, where it was asked for
}

// InWords is what the picture shows, in one line.
func (g ExportedGraph) InWords() string { return Graph{Alt: g.Alt, Caption: g.Caption}.InWords() }

func exportedGraphs(r Review, call func(string) string) []ExportedGraph {
	list := []ExportedGraph{}
	for _, g := range r.Graphs {
		list = append(list, ExportedGraph{ID: g.PublicID, SeenAt: g.SeenAt, Caption: call(g.Caption), Alt: call(g.Alt), Picture: g.Path(r.PublicID),
			MediaType: g.MediaType, Width: g.Width, Height: g.Height, Bytes: g.Size, Digest: g.Digest})
	}
	return list
}

// Under puts the address of the console before the paths of pictures, so that they
// can be followed from a file. base has no slash at its end.
func (e *Export) Under(base string) {
	for n := range e.Graphs {
		e.Graphs[n].Picture = base + e.Graphs[n].Picture
	}
}

// Carry puts the pictures themselves into an export.
func (s *Store) Carry(ctx context.Context, e *Export) error {
	r, err := find[Review](ctx, s, e.ID, "review")
	if err != nil {
		return err
	}
	if err := s.fillGraphs(ctx, &r); err != nil {
		return err
	}
	files, err := s.graphFiles(ctx, r)
	for _, g := range r.Graphs {
		for n := range e.Graphs {
			if e.Graphs[n].ID == g.PublicID {
				e.Graphs[n].Data = files[g.ID]
			}
		}
	}
	return err
}

// graphs writes the pictures with their captions.
func (e Export) graphs(b *strings.Builder) {
	if len(e.Graphs) == 0 {
		return
	}
	b.WriteString("## Graphs\n\n")
	for _, g := range e.Graphs {
		when := ""
		if g.SeenAt != nil {
			when = minute(*g.SeenAt) + " UTC: "
		}
		if e.told {
			fmt.Fprintf(b, "- %s%s\n", when, line(g.Caption))
			continue
		}
		fmt.Fprintf(b, "![%s](%s)\n\n%s%s\n\n", strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(g.InWords()), g.Picture, when, line(g.Caption))
	}
	if e.told {
		b.WriteString("\nThe pictures stand in the review.\n\n")
	}
}
