package api_test

import (
	"strings"
	"testing"

	"vitrine/models/staff"
)

func TestTheWorkbenchThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports", "overview": "Exports were late. It was web-prod-3."}).want(201).text("id")
	at := "/postmortems/" + h.do(staff.Reviewer, "POST", "/reviews/"+r+"/postmortem", nil).want(201).text("id")
	h.do(staff.Reviewer, "PATCH", at, body{"summary": "Exports on db-prod-9 were late."}).want(200)
	find := h.do(staff.Reviewer, "POST", at+"/scan", nil).want(200).text("findings", 0, "id")
	h.do(staff.Reviewer, "POST", at+"/findings/"+find+"/settle", body{"action": "replace", "replacement": "a database"}).want(200)
	step := h.do(staff.Viewer, "GET", at+"/steps", nil).want(200)
	same(t, "the deed", step.text("items", 0, "deed"), "replaced")
	undone := h.do(staff.Reviewer, "POST", at+"/undo", body{"step": step.text("items", 0, "id")}).want(200)
	same(t, "what was found", undone.text("step", "found"), "db-prod-9")
	same(t, "the find that is open again", undone.text("findings", 0, "id"), find)
	same(t, "the summary", h.do(staff.Viewer, "GET", at, nil).text("summary"), "Exports on db-prod-9 were late.")
	h.do(staff.Reviewer, "POST", at+"/undo", nil).want(409)

	sentences := h.do(staff.Viewer, "GET", at+"/passages", nil).want(200)
	same(t, "the second sentence", sentences.text("items", 1, "text"), "It was web-prod-3.")
	same(t, "where it belongs", sentences.text("items", 1, "into"), "summary")
	brought := h.do(staff.Reviewer, "POST", at+"/bring", body{"passage": sentences.text("items", 1, "id"), "into": "customer_impact"}).want(200)
	same(t, "the impact", brought.text("customer_impact"), "It was web-prod-3.")
	h.do(staff.Reviewer, "POST", at+"/bring", body{"passage": sentences.text("items", 1, "id"), "into": "appendix"}).want(422)
	h.do(staff.Reviewer, "POST", at+"/bring", body{"passage": "nonsense"}).want(409)

	h.do(staff.Reviewer, "PATCH", "/reviews/"+r, body{"overview": "Exports were very late."}).want(200)
	if changed := strings.Count(h.do(staff.Viewer, "GET", at+"/sources", nil).want(200).raw, `"changed":true`); changed != 2 {
		t.Errorf("%d sections changed, want summary and impact", changed)
	}
	h.do(staff.Reviewer, "POST", at+"/sources/seen", body{"section": "summary"}).want(200)
	same(t, "what is left to see", h.do(staff.Reviewer, "POST", at+"/sources/seen", nil).want(200).raw[:1], "{")
	if seen := h.do(staff.Viewer, "GET", at, nil).want(200); len(seen.list("outdated")) != 0 {
		t.Errorf("after all was seen: %s", seen.raw)
	}
	same(t, "nobody received it", h.do(staff.Viewer, "GET", at+"/retractions", nil).want(200).at("received").(float64), 0)
	h.do(staff.Approver, "POST", at+"/retractions", body{"body": "We withdrew it."}).want(409)
}

func TestWhatASummarySharesWithItsReviewIsTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports", "overview": "The exports of all regions were late since the wombat slept."}).want(201).text("id")
	at := "/postmortems/" + h.do(staff.Reviewer, "POST", "/reviews/"+r+"/postmortem", nil).want(201).text("id")
	h.do(staff.Reviewer, "PATCH", at, body{"summary": "The exports of all regions were late since our wombat slept."}).want(200)
	got := h.do(staff.Viewer, "GET", at+"/shared", nil).want(200)
	same(t, "the section", got.text("sections", 0, "section"), "summary")
	same(t, "the run of words", got.text("sections", 0, "copied", 0), "The exports of all regions were late since")
	same(t, "the rare word", got.text("sections", 0, "rare", 0), "wombat")
	h.do(staff.Reviewer, "PATCH", at, body{"summary": "Exports were late."}).want(200)
	if left := h.do(staff.Viewer, "GET", at+"/shared", nil).want(200); len(left.list("sections")) != 0 {
		t.Errorf("nothing is shared any more, but: %s", left.raw)
	}
	h.do(staff.Viewer, "GET", "/postmortems/nothere/shared", nil).want(404)
}
