package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestAReviewHasSeveralStretchesOfImpact(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := h.review()
	at := path + "/impact-intervals"
	h.do(staff.Responder, "POST", at, body{"starts_at": "2026-03-04T20:18:00Z"}).want(403)
	stated := h.do(staff.Reviewer, "POST", at, body{"starts_at": "2026-03-04T20:18:00Z", "ends_at": "2026-03-04T20:43:00Z", "note": "One sign-in in three failed."}).want(201)
	same(t, "whether it is stated", stated.at("counted"), any(true))
	same(t, "how long it lasted", stated.at("seconds"), any(1500.0))
	aside := h.do(staff.Reviewer, "POST", at, body{"starts_at": "2026-03-04T20:50:00Z", "ends_at": "2026-03-04T21:12:00Z", "counted": false}).want(201)
	list := h.do(staff.Viewer, "GET", at, nil).want(200)
	same(t, "how many there are", len(list.list("items")), 2)
	same(t, "the second", list.text("items", 1, "starts_at"), "2026-03-04T20:50:00Z")
	same(t, "the time to recover", h.do(staff.Viewer, "GET", path+"/metrics", nil).want(200).at("time_to_recover_seconds"), any(1500.0))

	one := at + "/" + aside.text("id")
	h.do(staff.Reviewer, "PATCH", one, body{"ends_at": "2026-03-04T20:00:00Z"}).problem(422, "invalid")
	h.do(staff.Reviewer, "PATCH", one, body{"ends_at": nil, "counted": true}, "If-Match", `"1"`).want(200)
	h.do(staff.Reviewer, "PATCH", one, body{"note": "Slow."}, "If-Match", `"1"`).want(412)
	same(t, "the length while it goes on", h.do(staff.Viewer, "GET", at, nil).at("items", 1, "seconds"), any(nil))
	same(t, "the time to recover while it goes on", h.do(staff.Viewer, "GET", path+"/metrics", nil).at("time_to_recover_seconds"), any(nil))
	h.do(staff.Reviewer, "DELETE", h.review()+"/impact-intervals/"+aside.text("id"), nil).want(404)
	h.do(staff.Reviewer, "DELETE", one, nil, "If-Match", `"1"`).want(412)
	h.do(staff.Reviewer, "DELETE", one, nil, "If-Match", `"2"`).want(204)
	same(t, "how many are left", len(h.do(staff.Viewer, "GET", at, nil).list("items")), 1)
}
