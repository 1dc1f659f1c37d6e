package api_test

import (
	"strings"
	"testing"

	"vitrine/models/staff"
)

func TestAWebhookIsAddedTestedAndSwitched(t *testing.T) {
	t.Parallel()
	h := open(t)
	made := h.do(staff.Responder, "POST", "/subscribers", body{"channel": "webhook", "endpoint": "https://hooks.example.org/very-secret", "shape": "statuspage",
		"contact": "Ops@Example.org", "maintenance": false}).want(201)
	path := "/subscribers/" + made.text("id")
	same(t, "the channel", made.text("channel"), "webhook")
	same(t, "the shape", made.text("endpoint", "shape"), "statuspage")
	same(t, "the contact", made.text("endpoint", "contact"), "ops@example.org")
	if strings.Contains(made.raw, "very-secret") || strings.Contains(made.raw, "whsec_") {
		t.Errorf("the answer tells a secret: %s", made.raw)
	}
	same(t, "listed", len(h.do(staff.Responder, "GET", "/subscribers?channel=webhook", nil).list("items")), 1)
	same(t, "no mail", len(h.do(staff.Responder, "GET", "/subscribers?channel=email", nil).list("items")), 0)
	tested := h.do(staff.Responder, "POST", path+"/test", nil).want(200)
	if tested.text("endpoint", "test_at") == "" {
		t.Errorf("no test is on its way: %s", tested.raw)
	}
	off := h.do(staff.Responder, "POST", path+"/disable", nil).want(200)
	if !strings.Contains(off.text("endpoint", "disabled_why"), "Switched off by") {
		t.Errorf("switched off: %s", off.raw)
	}
	on := h.do(staff.Responder, "POST", path+"/enable", nil).want(200)
	same(t, "switched on", on.at("endpoint", "disabled_at"), nil)
	h.do(staff.Responder, "GET", path+"/secret", nil).want(403)
	first := h.do(staff.Admin, "GET", path+"/secret", nil).want(200).text("secret")
	rotated := h.do(staff.Admin, "POST", path+"/secret/rotate", nil).want(200)
	second := h.do(staff.Admin, "GET", path+"/secret", nil).want(200).text("secret")
	if first == second || !strings.HasPrefix(second, "whsec_") || strings.Contains(rotated.raw, "whsec_") {
		t.Errorf("from %s to %s: %s", first, second, rotated.raw)
	}
	h.do(staff.Responder, "POST", "/subscribers", body{"channel": "webhook", "endpoint": "https://hooks.example.org/very-secret"}).problem(409, "conflict")
	h.do(staff.Responder, "POST", "/subscribers", body{"channel": "slack", "endpoint": "nowhere"}).problem(422, "invalid")
	mail := h.do(staff.Responder, "POST", "/subscribers", body{"email": "robin@example.org"}).want(201)
	same(t, "a person's channel", mail.text("channel"), "email")
	h.do(staff.Responder, "POST", "/subscribers/"+mail.text("id")+"/test", nil).want(404)
	h.do(staff.Admin, "GET", "/subscribers/"+mail.text("id")+"/secret", nil).want(404)
}
