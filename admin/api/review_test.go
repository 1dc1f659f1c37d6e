package api_test

import (
	"testing"

	"vitrine/models/staff"
)

// review starts a review of nothing and returns its path.
func (h *house) review() string {
	h.t.Helper()
	return "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "A near miss"}).want(201).text("id")
}

func TestAReviewIsStartedChangedAndCompleted(t *testing.T) {
	t.Parallel()
	h := open(t)
	incident := h.incident("Sign-in fails")
	made := h.do(staff.Reviewer, "POST", "/reviews", body{"incident_ids": []string{incident}, "priority": "critical"}).want(201)
	path := "/reviews/" + made.text("id")
	same(t, "the title", made.text("title"), "Sign-in fails")
	same(t, "the incident", made.text("incident_ids", 0), incident)
	same(t, "the merged update", made.at("timeline", 0, "merged").(bool), true)
	edited := h.do(staff.Reviewer, "PATCH", path, body{"luck": "A quiet day.", "recovered_at": inDays(0), "due_at": "2026-12-24", "incident_ids": []string{}}).want(200)
	same(t, "when it is due", edited.text("due_at"), "2026-12-24T00:00:00Z")
	same(t, "the incidents", len(edited.list("incident_ids")), 0)
	if h.do(staff.Reviewer, "PATCH", path, body{"recovered_at": nil}).want(200).at("recovered_at") != nil {
		t.Error("the time of recovery was not cleared")
	}
	h.do(staff.Reviewer, "POST", path+"/complete", body{}).want(422)
	done := h.do(staff.Reviewer, "POST", path+"/complete", body{"note": "Mended while it happened."}).want(200)
	same(t, "the state", done.text("state"), "completed")
	h.do(staff.Reviewer, "POST", path+"/complete", body{"note": "Again."}).want(409)
	same(t, "completed ones", len(h.do(staff.Viewer, "GET", "/reviews?state=completed", nil).list("items")), 1)
	same(t, "open ones", len(h.do(staff.Viewer, "GET", "/reviews?state=open", nil).list("items")), 0)
	h.do(staff.Reviewer, "POST", "/reviews", body{"title": "T", "incident_ids": []string{"nope"}}).problem(422, "invalid")
}

func TestPartsBelongToTheirReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	mine, other := h.review(), h.review()
	for noun, c := range map[string]struct {
		list string
		made body
		edit body
	}{
		"timeline entry": {"/timeline", body{"at": inDays(-1), "kind": "task", "what": "Restarted."}, body{"effect": "positive"}},
		"factor":         {"/factors", body{"body": "No alert."}, body{"position": 7}},
		"learning":       {"/learnings", body{"body": "Alerts help."}, body{"body": "Alerts help us."}},
		"action item":    {"/actions", body{"body": "Add one.", "kind": "prevent", "due_on": "2026-12-01"}, body{"state": "done", "due_on": nil}},
	} {
		id := h.do(staff.Reviewer, "POST", mine+c.list, c.made).want(201).text("id")
		same(t, "the length of the list", len(h.do(staff.Viewer, "GET", mine+c.list, nil).want(200).list("items")), 1)
		h.do(staff.Reviewer, "PATCH", other+c.list+"/"+id, c.edit).want(404)
		h.do(staff.Reviewer, "DELETE", other+c.list+"/"+id, nil).want(404)
		edited := h.do(staff.Reviewer, "PATCH", mine+c.list+"/"+id, c.edit).want(200)
		h.do(staff.Reviewer, "DELETE", mine+c.list+"/"+id, nil, "If-Match", `"1"`).want(412)
		h.do(staff.Reviewer, "DELETE", mine+c.list+"/"+id, nil, "If-Match", edited.header.Get("ETag")).want(204)
		same(t, "the "+noun+"s that are left", len(h.do(staff.Viewer, "GET", mine+c.list, nil).list("items")), 0)
	}
}

func TestAPublicUpdateIsNotEditedInTheTimeline(t *testing.T) {
	t.Parallel()
	h := open(t)
	incident := h.incident("Sign-in fails")
	r := h.do(staff.Reviewer, "POST", "/reviews", body{"incident_ids": []string{incident}}).want(201)
	path := "/reviews/" + r.text("id") + "/timeline/" + r.text("timeline", 0, "id")
	h.do(staff.Reviewer, "PATCH", path, body{"what": "Something else."}).problem(409, "conflict")
	h.do(staff.Reviewer, "DELETE", path, nil).problem(409, "conflict")
}

func TestAReturnedDraftSaysWhy(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := h.review()
	id := h.do(staff.Reviewer, "POST", path+"/postmortem", nil).want(201).text("id")
	h.do(staff.Reviewer, "POST", path+"/postmortem", nil).problem(409, "conflict")
	same(t, "the draft of the review", h.do(staff.Viewer, "GET", path, nil).text("postmortem_id"), id)
	at := "/postmortems/" + id
	h.do(staff.Approver, "POST", at+"/return", body{"note": "Too early."}).want(409)
	h.do(staff.Reviewer, "PATCH", at, body{"title": "A near miss", "summary": "Nothing failed.", "slug": "near-miss"}).want(200)
	h.do(staff.Reviewer, "POST", at+"/submit", nil).want(200)
	h.do(staff.Approver, "POST", at+"/return", body{}).want(422)
	back := h.do(staff.Approver, "POST", at+"/return", body{"note": "Say what customers saw."}).want(200)
	same(t, "the state", back.text("state"), "drafting")
	same(t, "the note", back.text("returned_note"), "Say what customers saw.")
	h.do(staff.Approver, "POST", at+"/withdraw", body{"note": "Nothing is out."}).want(409)
	h.do(staff.Reviewer, "POST", at+"/findings/unknownxxxxx/settle", body{"action": "remove"}).want(404)
}
