package review_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// shot is the file of a small picture, with a text behind its end.
func shot(t *testing.T, grey uint8, behind string) []byte {
	t.Helper()
	p := image.NewGray(image.Rect(0, 0, 40, 20))
	p.SetGray(3, 3, color.Gray{Y: grey})
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), behind...)
}

// graph adds a graph to a review.
func (h *house) graph(t *testing.T, reviewID, caption string) review.Graph {
	t.Helper()
	p := must(review.DrawGraph(shot(t, 200, "")))(t)
	return must(h.AddGraph(as(t, author), reviewID, review.NewGraph{SeenAt: ptr(at(16, 5)), Caption: caption, Picture: p}))(t)
}

func TestAGraphStandsInItsReviewAndInTheTimelineAtItsMoment(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 10), Kind: review.Task, What: "Restarted."}))(t)
	if plain := must(h.Review(t.Context(), r.PublicID))(t); plain.Graphs != nil || plain.Own != nil {
		t.Error("a signature would name graphs and sections that are not there")
	}
	const hidden = "PK staff.csv dana@northpole.example"
	file := shot(t, 99, hidden)
	p := must(review.DrawGraph(file))(t)
	later := must(h.AddGraph(as(t, author), r.PublicID, review.NewGraph{Caption: "No time is known.", Picture: p}))(t)
	g := must(h.AddGraph(as(t, author), r.PublicID, review.NewGraph{SeenAt: ptr(at(16, 5)), Caption: " Errors of kestrelette rise. ", Alt: "A line goes up.", Picture: p}))(t)
	now := must(h.Review(t.Context(), r.PublicID))(t)
	if len(now.Graphs) != 2 || now.Graphs[0].PublicID != g.PublicID || now.Graphs[1].PublicID != later.PublicID || g.Width != 40 || g.Height != 20 {
		t.Fatalf("the graphs are %+v", now.Graphs)
	}
	if len(now.Timeline) != 2 || now.Timeline[0].What != "Graph: Errors of kestrelette rise." || now.Timeline[0].Origin != review.OfGraph || now.Timeline[0].Counts() {
		t.Fatalf("the timeline is %+v", now.Timeline)
	}
	if shown, ok := now.Graph(now.Timeline[0]); !ok || shown.PublicID != g.PublicID {
		t.Errorf("the line shows %+v", shown)
	}
	kept, body, err := h.GraphFile(t.Context(), r.PublicID, g.PublicID)
	sum := sha256.Sum256(body)
	if err != nil || bytes.Contains(body, []byte(hidden)) || hex.EncodeToString(sum[:]) != kept.Digest || kept.MediaType != "image/png" || int64(len(body)) != kept.Size {
		t.Errorf("the file is %d bytes of %+v (%v)", len(body), kept, err)
	}
	if found := must(h.Search(t.Context(), review.Search{Words: "kestrelette"}))(t); found.Total != 1 || found.Reviews[0].Snippets[0].Name != "Graph" {
		t.Errorf("found %+v", found)
	}
	if _, _, err := h.GraphFile(t.Context(), must(h.StartReview(as(t, author), review.NewReview{Title: "Another"}))(t).PublicID, g.PublicID); models.KindOf(err) != models.NotFound {
		t.Errorf("another review shows the picture: %v", err)
	}
}

func TestAGraphIsRewordedAndRemovedWithItsPicture(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	g := h.graph(t, r.PublicID, "Errors rise.")
	must(h.Remark(as(t, author), r.PublicID, "graph-"+g.PublicID, review.RemarkEdit{Thought: ptr("An attack?"), Effect: ptr(review.Negative)}))(t)
	signed := must(h.Review(t.Context(), r.PublicID))(t)
	if e := signed.Timeline[0]; e.Thought != "An attack?" || !e.Counts() {
		t.Errorf("what was thought of it is lost: %+v", e)
	}
	must(h.EditGraph(as(t, author), g.PublicID, review.GraphEdit{Caption: ptr("Errors fall."), SeenAt: ptr(at(16, 7)), Version: 1}))(t)
	_, err := h.EditGraph(as(t, author), g.PublicID, review.GraphEdit{Caption: ptr("Mine."), Version: 1})
	wantKind(t, err, models.Stale)
	_, err = h.EditGraph(as(t, author), g.PublicID, review.GraphEdit{Caption: ptr(" ")})
	wantKind(t, err, models.Invalid)
	now := must(h.Review(t.Context(), r.PublicID))(t)
	if now.Graphs[0].Caption != "Errors fall." || !now.Timeline[0].At.Equal(at(16, 7)) || now.Digest() == signed.Digest() {
		t.Errorf("after the edit: %+v", now.Graphs)
	}
	wantKind(t, h.DeleteGraph(as(t, author), g.PublicID, 1), models.Stale)
	wantKind(t, h.DeleteGraph(as(t, author), g.PublicID, 2), "")
	for _, table := range []string{"review_graphs", "review_graph_files", "timeline_remarks"} {
		var n int64
		if err := h.DB.Read(t.Context()).Raw("SELECT count(*) FROM " + table).Scan(&n).Error; err != nil || n != 0 {
			t.Errorf("%s still holds %d rows (%v)", table, n, err)
		}
	}
}

func TestWhatIsNoGraphIsRefusedAndAReviewHoldsSoMany(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	for name, file := range map[string][]byte{"nothing": nil, "an SVG": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "half": shot(t, 1, "")[:30]} {
		if p, err := review.DrawGraph(file); models.KindOf(err) != models.Invalid || p.Body() != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := review.DrawGraph(make([]byte, review.MaxGraphUpload+1))
	wantKind(t, err, models.TooLarge)
	_, err = h.AddGraph(as(t, author), r.PublicID, review.NewGraph{Caption: "No picture."})
	wantKind(t, err, models.Invalid)
	p := must(review.DrawGraph(shot(t, 7, "")))(t)
	_, err = h.AddGraph(as(t, author), r.PublicID, review.NewGraph{Picture: p})
	wantKind(t, err, models.Invalid)
	for range review.MostGraphs {
		must(h.AddGraph(as(t, author), r.PublicID, review.NewGraph{Caption: "One.", Picture: p}))(t)
	}
	_, err = h.AddGraph(as(t, author), r.PublicID, review.NewGraph{Caption: "Too many.", Picture: p})
	wantKind(t, err, models.Conflict)
}

func TestAGraphTravelsInTheExports(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Toll: review.Toll{UsersAffected: ptr(int64(1204)), FailedShare: ptr(int64(1250)), SLAMinutes: ptr(int64(0)), SLABroken: review.Unhurt}}))(t)
	g := h.graph(t, r.PublicID, "Gary Olsen saw [this].")
	e := must(h.ExportReview(t.Context(), r.PublicID, false))(t)
	e.Under("https://console.example")
	text := e.Markdown()
	for _, want := range []string{"## Graphs", `![a colleague saw \[this\].](https://console.example/reviews/` + r.PublicID + "/graphs/" + g.PublicID + "/picture)",
		"2026-11-19 16:05 UTC: a colleague saw", "What is to be read in pictures is as it was.", "- Users affected: 1,204", "- Share of requests failed: 12.5 %",
		"- Against the SLA: 0 minutes count, the promise was kept"} {
		if !strings.Contains(text, want) {
			t.Errorf("the Markdown does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Requests failed:") {
		t.Errorf("what is not known is told:\n%s", text)
	}
	if len(e.Timeline) != 1 || e.Timeline[0].Public {
		t.Errorf("the timeline is %+v: a graph was never public", e.Timeline)
	}
	if e.Graphs[0].Data != nil {
		t.Error("the picture travels unasked")
	}
	if err := h.Carry(t.Context(), &e); err != nil {
		t.Fatal(err)
	}
	_, body, err := h.GraphFile(t.Context(), r.PublicID, g.PublicID)
	if err != nil || !slices.Equal(e.Graphs[0].Data, body) || len(body) == 0 {
		t.Errorf("%d bytes travel, want %d (%v)", len(e.Graphs[0].Data), len(body), err)
	}
}
