package api_test

import (
	"testing"

	"vitrine/models/audience"
	"vitrine/models/staff"
)

func TestAlarmsAreReadAndHeldMailsLetGo(t *testing.T) {
	t.Parallel()
	h := open(t)
	same(t, "alarms", len(h.do(staff.Viewer, "GET", "/alarms", nil).want(200).list("alarms")), 0)
	h.do(staff.Responder, "POST", "/mail/resume", nil).problem(409, "conflict")
	if err := h.audience.Raise(t.Context(), audience.PolicyAlarm, "554 5.7.1 rejected"); err != nil {
		t.Fatal(err)
	}
	seen := h.do(staff.Viewer, "GET", "/alarms", nil).want(200)
	same(t, "the kind", seen.text("alarms", 0, "kind"), "policy")
	same(t, "the words", seen.text("alarms", 0, "detail"), "554 5.7.1 rejected")
	h.do(staff.Viewer, "POST", "/mail/resume", nil).want(403)
	same(t, "after", len(h.do(staff.Responder, "POST", "/mail/resume", nil).want(200).list("alarms")), 0)

	room := h.do(staff.Responder, "POST", "/subscribers", body{"channel": "slack", "endpoint": "https://hooks.slack.com/services/T0/B0/x"}).want(201)
	path := "/subscribers/" + room.text("id") + "/alarms"
	same(t, "switched on", h.do(staff.Responder, "POST", path, body{"alarms": true}).want(200).at("endpoint", "alarms"), any(true))
	same(t, "switched off", h.do(staff.Responder, "POST", path, body{"alarms": false}).want(200).at("endpoint", "alarms"), any(false))
}
