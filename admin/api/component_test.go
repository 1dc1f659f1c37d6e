package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestAComponentIsAddedChangedAndDeleted(t *testing.T) {
	t.Parallel()
	h := open(t)
	group := h.do(staff.Admin, "POST", "/component-groups", body{"name": "Application", "position": 2}).want(201).text("id")
	made := h.do(staff.Admin, "POST", "/components", body{"name": "Login", "description": "Signing in.", "group_id": group,
		"position": 3, "status": "operational", "showcase": false, "only_if_degraded": true, "start_date": "2024-03-01"}).want(201)
	id := made.text("id")
	same(t, "Location", made.header.Get("Location"), "/api/v1/components/"+id)
	read := h.do(staff.Viewer, "GET", "/components/login", nil).want(200)
	same(t, "the id", read.text("id"), id)
	same(t, "the group", read.text("group_id"), group)
	same(t, "its first day", read.text("start_date"), "2024-03-01")
	same(t, "whether it is shown", read.at("showcase").(bool), false)
	same(t, "whether it is shown in trouble alone", read.at("only_if_degraded").(bool), true)
	h.do(staff.Responder, "PATCH", "/components/"+id, body{"status": "partial_outage"}).want(200)
	h.do(staff.Responder, "PATCH", "/components/"+id, body{"status": "operational", "name": "Sign-in"}).problem(403, "denied")
	h.do(staff.Responder, "PATCH", "/components/"+id, body{"only_if_degraded": false}).problem(403, "denied")
	edited := h.do(staff.Admin, "PATCH", "/components/"+id, body{"group_id": nil, "status": "degraded_performance", "only_if_degraded": false}).want(200)
	same(t, "whether it is shown in trouble alone", edited.at("only_if_degraded").(bool), false)
	same(t, "the status", edited.text("status"), "degraded_performance")
	if edited.at("group_id") != nil {
		t.Errorf("the component is still in a group: %s", edited.raw)
	}
	same(t, "the public page", h.published("/components/login"), true)
	h.do(staff.Admin, "DELETE", "/components/"+id, nil).want(204)
	h.do(staff.Viewer, "GET", "/components/"+id, nil).want(404)
	same(t, "the public page", h.published("/components/login"), false)
}

func TestAComponentInUseStays(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.component("Login")
	h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look.", "components": []body{{"id": id, "status": "major_outage"}}}).want(201)
	h.do(staff.Admin, "DELETE", "/components/"+id, nil).problem(409, "conflict")
}

func TestASlugIsTakenOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.component("Login")
	r := h.do(staff.Admin, "POST", "/components", body{"name": "Login"}).problem(422, "invalid")
	same(t, "the place", r.text("errors", 0, "location"), "body.slug")
	h.do(staff.Admin, "POST", "/components", body{"name": "Login", "slug": "login-2", "group_id": "nope"}).want(422)
}

func TestAGroupLeavesItsComponents(t *testing.T) {
	t.Parallel()
	h := open(t)
	group := h.do(staff.Admin, "POST", "/component-groups", body{"name": "Application"}).want(201).text("id")
	id := h.do(staff.Admin, "POST", "/components", body{"name": "Login", "group_id": group}).want(201).text("id")
	renamed := h.do(staff.Admin, "PATCH", "/component-groups/"+group, body{"name": "App"}).want(200)
	same(t, "the name", renamed.text("name"), "App")
	h.do(staff.Admin, "DELETE", "/component-groups/application", nil).want(204)
	if left := h.do(staff.Viewer, "GET", "/components/"+id, nil).want(200); left.at("group_id") != nil {
		t.Errorf("the component is still in the group: %s", left.raw)
	}
}

func TestATemplateIsKept(t *testing.T) {
	t.Parallel()
	h := open(t)
	made := h.do(staff.Responder, "POST", "/templates", body{"name": "Sign-in", "title": "[service] fails", "state": "investigating", "impact": "major", "body": "Text."}).want(201)
	path := "/templates/" + made.text("id")
	same(t, "the kind", made.text("kind"), "incident")
	edited := h.do(staff.Responder, "PATCH", path, body{"state": "", "position": 4}).want(200)
	same(t, "the state", edited.text("state"), "")
	same(t, "the title", edited.text("title"), "[service] fails")
	h.do(staff.Responder, "PATCH", path, body{"state": "exploded"}).want(422)
	if r := h.do(staff.Responder, "POST", "/templates", body{"name": "Sign-in"}); r.status != 409 && r.status != 422 {
		t.Errorf("a second template of the name answers %d", r.status)
	}
	h.do(staff.Responder, "DELETE", path, nil).want(204)
	h.do(staff.Viewer, "GET", path, nil).want(404)
}
