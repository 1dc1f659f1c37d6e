package api_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

func TestADoneDeedIsAnsweredThoughNothingCanBeReadAnyMore(t *testing.T) {
	t.Parallel()
	h := open(t)
	incident := "/incidents/" + h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "state": "investigating", "severity": 1, "body": "We look."}).want(201).text("id")
	h.do(staff.Responder, "POST", incident+"/updates", body{"state": "resolved", "body": "It works again."}).want(201)
	key, err := models.LoadKey(t.TempDir())
	h.must(err)
	doors, lost := h.doors, modelstest.Lose(t, h.db, h.staff)
	doors.Audience = audience.NewStore(h.db, key, lost)
	doors.Review = review.NewStore(h.db, h.site, lost, h.doors.Gate)
	h.mount(doors)
	after := func(role staff.Role, path string, b any) reply {
		t.Helper()
		defer lost.Found()
		return h.do(role, "POST", path, b)
	}
	person := after(staff.Responder, "/subscribers", body{"email": "robin@example.org"}).want(201)
	same(t, "the person", person.text("email"), "robin@example.org")
	hook := after(staff.Responder, "/subscribers", body{"channel": "webhook", "endpoint": "https://hooks.example.org/a", "contact": "ops@example.org"}).want(201)
	same(t, "the contact", hook.text("endpoint", "contact"), "ops@example.org")
	at := "/subscribers/" + hook.text("id")
	for _, deed := range []string{"/test", "/disable", "/enable", "/secret/rotate"} {
		same(t, deed, after(staff.Admin, at+deed, nil).want(200).text("endpoint", "contact"), "ops@example.org")
	}
	given := after(staff.Reviewer, incident+"/waivers", body{"noun": "postmortem", "reason": "Planned, and told before."}).want(200)
	same(t, "what is left", given.text("asks", 0, "noun"), "review")
	same(t, "the reason", given.text("waived", 0, "reason"), "Planned, and told before.")
}
