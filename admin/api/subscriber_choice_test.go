package api_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

func TestAChoiceIsMadeOnSomebodysWord(t *testing.T) {
	t.Parallel()
	h := open(t)
	person := h.do(staff.Responder, "POST", "/subscribers", body{"email": "robin@example.org", "digest": "daily", "zone": "Europe/Berlin", "list": true}).want(201)
	same(t, "how often", person.text("digest"), "daily")
	path := "/subscribers/" + person.text("id")
	h.do(staff.Responder, "POST", path+"/choice", body{"least_impact": "major", "quiet_from": "22:00", "quiet_until": "07:00", "postmortems": false}).want(200)
	now := h.do(staff.Responder, "GET", path, nil).want(200)
	same(t, "how often", now.text("digest"), "as_it_happens")
	same(t, "the least impact", now.text("least_impact"), "major")
	same(t, "the quiet hours", now.text("quiet_from")+now.text("quiet_until"), "22:0007:00")
	same(t, "postmortems", now.at("postmortems"), any(false))
	same(t, "a list", now.at("list"), any(false))
	h.do(staff.Responder, "POST", path+"/choice", body{"zone": "Mars/Base"}).problem(422, "invalid")
	h.do(staff.Responder, "POST", "/subscribers/nobody000000/choice", body{}).problem(404, "not_found")
	h.do(staff.Viewer, "POST", path+"/choice", body{}).problem(403, "denied")
}

func TestOneMailIsTriedAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	person := h.do(staff.Responder, "POST", "/subscribers", body{"email": "robin@example.org"}).want(201).text("id")
	h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look.", "notify": true}).want(201)
	id := h.do(staff.Viewer, "GET", "/notifications", nil).want(200).text("items", 0, "id")
	path, again := "/notifications/"+id, body{"subscriber_id": person}
	h.do(staff.Responder, "POST", path+"/send", nil).want(200)
	n, err := h.audience.Notification(t.Context(), id)
	h.must(err)
	_, err = h.audience.FanOut(t.Context(), n.ID, "example.com", func(*models.Tx, []audience.Range) error { return nil })
	h.must(err)
	ds, err := h.audience.Deliveries(t.Context(), id, audience.DeliveryQuery{})
	h.must(err)
	_, err = h.audience.Step(t.Context(), nil, ds[0].ID)
	h.must(err)
	_, err = h.audience.Step(t.Context(), &audience.Result{DeliveryID: ds[0].ID, State: audience.Failed, Code: 550}, 0)
	h.must(err)
	after := h.do(staff.Responder, "POST", path+"/retry", again).want(200)
	same(t, "waiting", after.at("outcomes", "pending").(float64), 1)
	same(t, "failed", after.at("outcomes", "failed").(float64), 0)
	h.do(staff.Responder, "POST", path+"/retry", again).problem(409, "conflict")
	h.do(staff.Responder, "POST", "/notifications/unknown/retry", again).problem(404, "not_found")
	h.do(staff.Viewer, "POST", path+"/retry", again).problem(403, "denied")
}
