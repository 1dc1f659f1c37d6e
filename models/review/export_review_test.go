package review_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

func TestExportHasEveryPartAndNoName(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.tell(t, h.outage(t)).PublicID
	must(h.AddLearning(as(t, author), id, "Cathy knew the way; Petra Vance and @golsen did not. Gary's notes helped."))(t)
	whole := must(h.ExportReview(t.Context(), id, false))(t)
	file := string(must(json.Marshal(whole))(t))
	for form, text := range map[string]string{"JSON": file, "Markdown": whole.Markdown()} {
		for _, name := range []string{"Cathy", "Brandt", "Ravi", "Menon", "Gary", "golsen", "Ines", "Petra"} {
			if strings.Contains(text, name) {
				t.Errorf("%s tells the name %s", form, name)
			}
		}
		for _, part := range []string{"web-prod-3 at 92 % CPU", "Commander", "First responder", "Facilitator", "Restarts nginx on web-prod-3; it gets worse", "Kestrel left a process behind",
			"Learning A", "Action I", "OPS-4830", "Kestrel does not watch the processes it starts.", "Signing in works again since 16:20 UTC."} {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q", form, part)
			}
		}
	}
	if !strings.Contains(whole.Markdown(), "- Time to recover: 20m0s\n") || whole.Lengths.Phases[review.Detection] != 660 {
		t.Errorf("the lengths are missing: %+v", whole.Lengths)
	}
	named := must(h.ExportReview(t.Context(), id, true))(t)
	if text := named.Markdown(); !strings.Contains(text, "Ravi Menon") || strings.Contains(text, "go by their roles") {
		t.Errorf("the names are missing: %s", text)
	}
	_, err := h.ExportReview(t.Context(), "nosuchreview", false)
	wantKind(t, err, models.NotFound)
}

// Questions, comments and the curve travel with a review; who said them goes by
// what they were in it.
func TestAnExportHasAnswersCommentsAndTheCurve(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.tell(t, h.outage(t)).PublicID
	must(h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "worse", Answer: "Cathy Brandt was on the train.", Version: -1}, {Question: "unlucky", Skip: true, Version: -1}}))(t)
	c := must(h.AddComment(as(t, other), id, review.NewComment{Place: review.AtTimeline, Body: "Who restarted it, Ravi Menon?"}))(t)
	must(h.AnswerComment(as(t, author), c.PublicID, "Kestrel did."))(t)
	must(h.SettleComment(as(t, author), c.PublicID))(t)
	for _, names := range []bool{false, true} {
		e := must(h.ExportReview(t.Context(), id, names))(t)
		if len(e.Questions) != 2 || !e.Questions[0].Skipped == !e.Questions[1].Skipped || len(e.Comments) != 1 || !e.Comments[0].Settled || len(e.Comments[0].Words) != 2 {
			t.Fatalf("questions %+v, comments %+v", e.Questions, e.Comments)
		}
		if last := e.Curve[len(e.Curve)-1]; len(e.Curve) < len(story) || last.State != 1 || last.Percent() != 100 {
			t.Errorf("the curve is %+v", e.Curve)
		}
		for form, text := range map[string]string{"JSON": string(must(json.Marshal(e))(t)), "Markdown": e.Markdown()} {
			for _, part := range []string{"was on the train", "How could it have been worse", "Who restarted it", "Kestrel did."} {
				if !strings.Contains(text, part) {
					t.Errorf("%s lacks %q: %s", form, part, text)
				}
			}
			for _, name := range []string{"Cathy", "Menon", "Petra", "Gary"} {
				if strings.Contains(text, name) != names {
					t.Errorf("with names %v, %s and %s: %s", names, form, name, text)
				}
			}
		}
	}
}

// A machine of the rulebook may stand where people do: it did something, and it
// is nobody whose name would have to go.
func TestAnExportKeepsTheNamesOfMachines(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.tell(t, h.outage(t)).PublicID
	must(h.AddEntry(as(t, author), id, review.NewEntry{At: modelstest.At(time.November, 19, 16, 1), Kind: review.Discovery, Who: "Kestrel", What: "Kestrel and Osprey start no job"}))(t)
	must(h.AddEntry(as(t, author), id, review.NewEntry{At: modelstest.At(time.November, 19, 16, 2), Kind: review.Discovery, Who: "Osprey", What: "Osprey asks why"}))(t)
	text := must(h.ExportReview(t.Context(), id, false))(t).Markdown()
	if !strings.Contains(text, "| Kestrel | Kestrel and Person ") || strings.Contains(text, "Osprey") {
		t.Errorf("the machine lost its name, or the unknown one kept it: %s", text)
	}
	wantKind(t, h.SaveRulebook(as(t, author), `terms: [{match: "Osprey", replace: "an engineer", kind: person}]`, 1), "")
	if text := must(h.ExportReview(t.Context(), id, false))(t).Markdown(); strings.Contains(text, "Osprey") {
		t.Errorf("a term for a person is taken for a machine: %s", text)
	}
}

func TestInsightsAsFiles(t *testing.T) {
	t.Parallel()
	h := open(t)
	login, _, mail := h.library(t)
	must(h.EditReview(as(t, author), mail, review.ReviewEdit{Title: ptr("=1+1 mail")}))(t)
	read := func(name string, f review.InsightFile) [][]string {
		t.Helper()
		var file bytes.Buffer
		if err := h.WriteInsights(t.Context(), &file, name, f); err != nil {
			t.Fatal(err)
		}
		return must(csv.NewReader(&file).ReadAll())(t)
	}
	lines := read("insights", review.InsightFile{})
	if len(lines) != 4 || lines[1][1] != "'=1+1 mail" || lines[3][0] != login || lines[3][4] != "2" || lines[3][7] != "Login page" || lines[3][11] != "1200" {
		t.Errorf("reviews: %q", lines)
	}
	if lines = read("groups", review.InsightFile{By: review.BySource, Measure: review.ToDetect}); len(lines) != 4 || strings.Join(lines[1], ",") != "customer,detect,1,1,600,,600,600,,0,,0,,0" {
		t.Errorf("groups: %q", lines)
	}
	if lines = read("months", review.InsightFile{}); len(lines) != 2 || lines[1][0] != "2026-11" || lines[1][1] != "3" || lines[1][2] != "1" {
		t.Errorf("months: %q", lines)
	}
	if lines = read("actions", review.InsightFile{}); len(lines) != 2 || lines[1][0] != "recover_sooner" || lines[1][1] != "9" {
		t.Errorf("action items: %q", lines)
	}
	if lines = read("insights", review.InsightFile{Query: review.InsightQuery{Severity: 2}}); len(lines) != 2 {
		t.Errorf("of one severity: %q", lines)
	}
	wantKind(t, h.WriteInsights(t.Context(), &bytes.Buffer{}, "secrets", review.InsightFile{}), models.NotFound)
}
