package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestAnIncidentIsWaivedWithAReason(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := "/incidents/" + h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "state": "investigating", "severity": 1, "body": "We look."}).want(201).text("id")
	waive := func(role staff.Role, noun, reason string) reply {
		return h.do(role, "POST", at+"/waivers", body{"noun": noun, "reason": reason})
	}
	waive(staff.Reviewer, "review", "It is nothing.").problem(409, "conflict")
	h.do(staff.Responder, "POST", at+"/updates", body{"state": "resolved", "body": "It works again."}).want(201)
	same(t, "what is asked for", len(h.do(staff.Viewer, "GET", at+"/waivers", nil).want(200).list("asks")), 2)
	waive(staff.Responder, "review", "Planned, and told before.").want(403)
	waive(staff.Reviewer, "review", "").problem(422, "invalid")
	waive(staff.Reviewer, "party", "Planned, and told before.").want(422)
	given := waive(staff.Reviewer, "review", "Planned, and told before.").want(200)
	same(t, "what is left", given.text("asks", 0, "noun"), "postmortem")
	same(t, "the reason", given.text("waived", 0, "reason"), "Planned, and told before.")
	waive(staff.Reviewer, "review", "Again.").problem(409, "conflict")
	h.do(staff.Reviewer, "DELETE", at+"/waivers/review", nil).want(204)
	same(t, "after it was taken back", len(h.do(staff.Viewer, "GET", at+"/waivers", nil).want(200).list("asks")), 2)
	h.do(staff.Viewer, "GET", "/incidents/nope/waivers", nil).want(404)
}
