package api_test

import (
	"testing"
	"time"

	"vitrine/models/staff"
)

func TestAMaintenanceGoesFromPlanToCompletion(t *testing.T) {
	t.Parallel()
	h := open(t)
	login, mail := h.component("Login"), h.component("Mail")
	plan := h.do(staff.Responder, "POST", "/maintenances", body{"title": "Upgrade", "body": "We upgrade.", "scheduled_for": inDays(1),
		"scheduled_until": inDays(1).Add(time.Hour), "components": []any{login, body{"id": mail}}, "auto_complete": true,
		"remind": []string{"24h", "1h"}, "notify": true}).want(201)
	id := plan.text("id")
	at := "/maintenances/" + id
	same(t, "the components", len(plan.list("components")), 2)
	same(t, "the reminders", plan.text("remind", 1), "1h")
	same(t, "the page", plan.text("url"), publicURL+"/maintenance/"+id)
	same(t, "the page in the edition", h.published("/maintenance/"+id), true)
	edited := h.do(staff.Responder, "PATCH", at, body{"components": []string{"login"}, "remind": []string{}}, "If-Match", plan.header.Get("ETag")).want(200)
	same(t, "the components", len(edited.list("components")), 1)
	same(t, "the reminders", len(edited.list("remind")), 0)
	started := h.do(staff.Responder, "POST", at+"/updates", body{"state": "in_progress", "body": "It begins."}).want(201)
	h.do(staff.Responder, "PATCH", at+"/updates/"+started.text("id"), body{"body": "It has begun."}).want(200)
	same(t, "the component", h.do(staff.Viewer, "GET", "/components/login", nil).text("status"), "under_maintenance")
	h.do(staff.Responder, "POST", at+"/updates", body{"state": "completed", "body": "Done."}).want(201)
	h.do(staff.Responder, "DELETE", at+"/updates/"+started.text("id"), body{"reason": "Needless."}).want(204)
	over := h.do(staff.Viewer, "GET", "/maintenances?state=over", nil).want(200)
	same(t, "the updates", len(over.list("items", 0, "updates")), 2)
	same(t, "what lies ahead", len(h.do(staff.Viewer, "GET", "/maintenances?state=ahead", nil).list("items")), 0)
}

func TestAMaintenanceMustMakeSense(t *testing.T) {
	t.Parallel()
	h := open(t)
	login := h.component("Login")
	for where, wrong := range map[string]body{
		"body.scheduled_until": {"scheduled_until": inDays(1)},
		"body.components":      {"components": []string{"nope"}},
		"body.remind":          {"remind": []string{"soon"}},
	} {
		plan := body{"title": "Upgrade", "body": "We upgrade.", "scheduled_for": inDays(2), "scheduled_until": inDays(3), "components": []string{login}}
		for field, value := range wrong {
			plan[field] = value
		}
		r := h.do(staff.Responder, "POST", "/maintenances", plan).problem(422, "invalid")
		same(t, "the place", r.text("errors", 0, "location"), where)
	}
	id := h.do(staff.Responder, "POST", "/maintenances", body{"title": "Upgrade", "body": "We upgrade.", "scheduled_for": inDays(2),
		"scheduled_until": inDays(3), "components": []string{login}}).want(201).text("id")
	stray := h.do(staff.Viewer, "GET", "/incidents/"+h.incident("Sign-in fails"), nil).text("updates", 0, "id")
	h.do(staff.Responder, "PATCH", "/maintenances/"+id+"/updates/"+stray, body{"body": "Text."}).want(404)
	h.do(staff.Responder, "DELETE", "/maintenances/"+id+"/updates/"+stray+"?reason=Wrong.", nil).want(404)
}
