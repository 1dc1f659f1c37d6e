package api_test

import (
	"testing"
	"time"

	"vitrine/models/staff"
)

func TestAnIncidentIsReadAsItWasTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	login := h.component("Login")
	promised := inDays(2)
	made := h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "state": "identified", "severity": 2,
		"started_at": "2026-01-20T17:00:00+01:00", "body": "We know why.", "components": []body{{"id": "login", "status": "partial_outage"}},
		"next_update_at": time.Now().Add(time.Hour), "postmortem_expected_by": promised}).want(201)
	id := made.text("id")
	same(t, "Location", made.header.Get("Location"), "/api/v1/incidents/"+id)
	same(t, "the public page", made.text("url"), publicURL+"/incidents/"+id)
	read := h.do(staff.Viewer, "GET", "/incidents/"+id, nil).want(200)
	same(t, "the start", read.text("started_at"), "2026-01-20T16:00:00Z")
	same(t, "the promise", read.text("postmortem_expected_by"), promised.Format(time.DateOnly)+"T00:00:00Z")
	same(t, "the component", read.text("components", 0, "id"), login)
	same(t, "its status before", read.text("updates", 0, "components", 0, "old_status"), "operational")
	same(t, "the edition", h.published("/incidents/"+id), true)
	same(t, "the component now", h.do(staff.Viewer, "GET", "/components/login", nil).text("status"), "partial_outage")
}

// published reports whether the edition has a page.
func (h *house) published(path string) bool {
	_, ok := h.press.File(path)
	return ok
}

func TestAnEditLeavesClearsAndSets(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look into it.", "detected_at": time.Now().Add(-time.Minute),
		"started_at": time.Now().Add(-time.Hour), "next_update_at": time.Now().Add(time.Hour), "impact": "critical"}).want(201).text("id")
	cleared := h.do(staff.Responder, "PATCH", "/incidents/"+id, body{"next_update_at": nil, "impact": nil, "severity": 3}).want(200)
	if cleared.at("next_update_at") != nil || cleared.at("detected_at") == nil {
		t.Errorf("cleared the wrong time: %s", cleared.raw)
	}
	same(t, "the impact, worked out again", cleared.text("impact"), "none")
	same(t, "whether it was overridden", cleared.at("impact_overridden").(bool), false)
	same(t, "the severity", cleared.at("severity").(float64), 3)
	same(t, "the title", cleared.text("title"), "Sign-in fails")
}

func TestABackfillTellsWhatIsOver(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.component("Login")
	r := h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in failed", "state": "resolved", "body": "It is over.",
		"started_at": inDays(-3), "resolved_at": inDays(-3).Add(20 * time.Minute), "components": []body{{"id": "login", "status": "major_outage"}}}).want(201)
	same(t, "whether it is a backfill", r.at("backfilled").(bool), true)
	same(t, "the component today", h.do(staff.Viewer, "GET", "/components/login", nil).text("status"), "operational")
	same(t, "notifications", len(h.do(staff.Viewer, "GET", "/notifications", nil).list("items")), 0)
}

func TestAnUpdateIsCorrectedInSight(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.incident("Sign-in fails")
	update := h.do(staff.Viewer, "GET", "/incidents/"+id, nil).text("updates", 0, "id")
	r := h.do(staff.Responder, "PATCH", "/incidents/"+id+"/updates/"+update, body{"body": "We know more."}).want(200)
	same(t, "the text", r.text("body"), "We know more.")
	if r.at("corrected_at") == nil {
		t.Error("the correction cannot be seen")
	}
	same(t, "notifications", len(h.do(staff.Viewer, "GET", "/notifications", nil).list("items")), 0)
	h.do(staff.Responder, "PATCH", "/incidents/"+id+"/updates/"+update, body{"body": "We know all.", "notify": true}).want(200)
	same(t, "the kind of notification", h.do(staff.Viewer, "GET", "/notifications", nil).text("items", 0, "kind"), "correction")
}

func TestALeakedUpdateGoesAtOnceAndWithAReason(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.incident("Sign-in fails")
	post := func(text string) string {
		return h.do(staff.Responder, "POST", "/incidents/"+id+"/updates", body{"state": "identified", "body": text}).want(201).text("id")
	}
	first, second := post("A word too many."), post("Another word too many.")
	at := "/incidents/" + id + "/updates/"
	h.do(staff.Responder, "DELETE", at+first, nil).want(422)
	h.do(staff.Responder, "DELETE", at+first, body{"reason": "It named somebody."}).want(204)
	h.do(staff.Responder, "DELETE", at+second+"?reason=It+named+a+machine.", nil).want(204)
	h.do(staff.Responder, "DELETE", at+second+"?reason=Again.", nil).want(404)
	same(t, "updates", len(h.do(staff.Viewer, "GET", "/incidents/"+id, nil).list("updates")), 1)
	trail := h.do(staff.Admin, "GET", "/audit?noun=incident&subject="+id, nil).want(200)
	same(t, "the deed", trail.text("items", 0, "deed"), "update.removed")
	same(t, "the reason", trail.text("items", 0, "after", "reason"), "It named a machine.")
	same(t, "who did it", trail.text("items", 0, "actor"), "Responder Person")
}

func TestAnUpdateBelongsToItsIncident(t *testing.T) {
	t.Parallel()
	h := open(t)
	one, other := h.incident("One"), h.incident("Other")
	update := h.do(staff.Viewer, "GET", "/incidents/"+one, nil).text("updates", 0, "id")
	h.do(staff.Responder, "PATCH", "/incidents/"+other+"/updates/"+update, body{"body": "Text."}).want(404)
	h.do(staff.Responder, "DELETE", "/incidents/"+other+"/updates/"+update+"?reason=Wrong.", nil).want(404)
	h.do(staff.Responder, "POST", "/incidents/"+one+"/updates", body{"state": "identified", "body": "Text."}, "If-Match", `"9"`).want(412)
}
