package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestTheCoachReadsATextAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	about := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "A near miss"}).want(201).text("id")
	ask := body{"text": "The server went down last night.", "kind": "review", "about": about}
	got := h.do(staff.Viewer, "POST", "/coach", ask).want(200)
	same(t, "the marks", len(got.list("marks")), 1)
	same(t, "the rule", got.text("marks", 0, "rule"), "vague_time")
	same(t, "the text", got.text("marks", 0, "text"), "last night")
	same(t, "the severity", got.text("marks", 0, "severity"), "advice")
	if got.text("marks", 0, "reason") == "" || got.text("marks", 0, "better") == "" {
		t.Error("a mark without a reason or a better wording")
	}
	h.do(staff.Viewer, "POST", "/coach/dismissals", body{"about": about, "key": got.text("marks", 0, "key")}).want(403)
	h.do(staff.Responder, "POST", "/coach/dismissals", body{"about": about, "key": got.text("marks", 0, "key")}).want(200)
	same(t, "the marks after it was left aside", len(h.do(staff.Viewer, "POST", "/coach", ask).want(200).list("marks")), 0)
	update := h.do(staff.Viewer, "POST", "/coach", body{"text": "We are looking into it.", "kind": "update", "promised": true}).want(200)
	same(t, "the rule of the update", update.text("marks", 0, "rule"), "no_impact")
	same(t, "the marks of the update", len(update.list("marks")), 1)
	h.do(staff.Viewer, "POST", "/coach", body{"text": "x", "kind": "novel"}).want(422)
}

func TestQuestionsAreAnsweredAndSkippedByTheirVersions(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := h.review() + "/questions"
	all := h.do(staff.Viewer, "GET", path, nil).want(200)
	if len(all.list("items")) < 20 {
		t.Fatalf("a review has %d questions", len(all.list("items")))
	}
	h.do(staff.Responder, "PUT", path+"/worse", body{"answer": "Yes."}).want(403)
	got := h.do(staff.Reviewer, "PUT", path+"/worse", body{"answer": "Yes."}, "If-Match", `"0"`).want(200)
	same(t, "the answer", got.text("answer"), "Yes.")
	h.do(staff.Reviewer, "PUT", path+"/worse", body{"answer": "No."}, "If-Match", `"0"`).want(412)
	h.do(staff.Reviewer, "PUT", path+"/worse", body{"answer": "No."}, "If-Match", got.header.Get("ETag")).want(200)
	h.do(staff.Reviewer, "PUT", path+"/unlucky", body{"skipped": true}).want(200)
	h.do(staff.Reviewer, "PUT", path+"/nope", body{"skipped": true}).want(404)
	all = h.do(staff.Viewer, "GET", path, nil).want(200)
	same(t, "those answered", all.at("answered").(float64), 1)
	same(t, "those skipped", all.at("skipped").(float64), 1)
}

func TestTheReviewTemplateIsAdaptedByAnAdmin(t *testing.T) {
	t.Parallel()
	h := open(t)
	before := h.do(staff.Viewer, "GET", "/review-template", nil).want(200)
	same(t, "its tag", before.header.Get("ETag"), `"0"`)
	change := body{"sections": []body{{"section": "luck", "heading": "Luck"}}, "questions": []body{{"key": "worse", "off": true}, {"text": "How did the runbook do?"}},
		"known": []string{"WAL"}, "silent": []string{"jargon"}}
	h.do(staff.Approver, "PUT", "/review-template", change).want(403)
	after := h.do(staff.Admin, "PUT", "/review-template", change, "If-Match", `"0"`).want(200)
	same(t, "the first section", after.text("sections", 0, "heading"), "Luck")
	same(t, "how many sections there are", len(after.list("sections")), len(before.list("sections")))
	same(t, "how many questions there are", len(after.list("questions")), len(before.list("questions"))+1)
	h.do(staff.Admin, "PUT", "/review-template", change, "If-Match", `"0"`).want(412)
	path := h.review() + "/questions"
	same(t, "how many are asked", len(h.do(staff.Viewer, "GET", path, nil).list("items")), len(before.list("questions")))
}
