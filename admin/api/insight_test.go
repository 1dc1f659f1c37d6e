package api_test

import (
	"strings"
	"testing"

	"vitrine/models/staff"
)

func TestInsightsSearchAndExportThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	component := h.component("Exports")
	first := h.do(staff.Responder, "POST", "/incidents", body{"title": "Exports wait", "state": "investigating", "body": "We look.", "components": []body{{"id": component, "status": "major_outage"}}}).want(201).text("id")
	h.do(staff.Responder, "POST", "/incidents/"+first+"/updates", body{"state": "resolved", "body": "It works."}).want(201)
	id := h.do(staff.Reviewer, "POST", "/reviews", body{"incident_ids": []string{first}, "severity": 2, "detection_source": "customer", "vendor": "Glacier Cloud",
		"overview": "The queue was full.", "commander": "Tomasz Lindqvist"}).want(201).text("id")
	h.do(staff.Reviewer, "POST", "/reviews/"+id+"/learnings", body{"body": "A queue needs a bound."}).want(201)
	found := h.do(staff.Viewer, "GET", "/search?q=queue&component=exports&vendor=glacier&person=lindqvist&role=commander", nil).want(200)
	same(t, "the review found", found.text("items", 0, "id"), id)
	found = h.do(staff.Viewer, "GET", "/search?q=queue", nil).want(200)
	same(t, "where", found.text("items", 0, "snippets", 0, "text"), "The queue was full.")
	same(t, "start of the hit", found.at("items", 0, "snippets", 0, "hits", 0), any(float64(4)))
	same(t, "nothing found", len(h.do(staff.Viewer, "GET", "/search?q=giraffe", nil).want(200).list("items")), 0)
	h.do(staff.Viewer, "GET", "/search?component=nowhere", nil).want(404)
	second := h.do(staff.Responder, "POST", "/incidents", body{"title": "Files come late", "state": "investigating", "body": "We look.", "components": []body{{"id": component, "status": "major_outage"}}}).want(201).text("id")
	similar := h.do(staff.Viewer, "GET", "/incidents/"+second+"/similar", nil).want(200)
	same(t, "what resembles it", similar.text("items", 0, "id"), id)
	same(t, "what was learned", similar.text("items", 0, "learnings", 0), "A queue needs a bound.")
	all := h.do(staff.Viewer, "GET", "/insights?by=source", nil).want(200)
	same(t, "how many noticed by customers", all.at("noticed_by_customers", "of"), any(float64(1)))
	same(t, "the last group", all.text("groups", 0, "name"), "customer")
	same(t, "no cost", all.at("downtime_cost"), nil)
	h.do(staff.Reviewer, "PATCH", "/downtime-cost", body{"hourly_cost": 5}).want(403)
	h.do(staff.Admin, "PATCH", "/downtime-cost", body{"hourly_cost": 20000, "deployments_per_year": 10, "change_failure_permille": 100}, "If-Match", h.do(staff.Viewer, "GET", "/downtime-cost", nil).want(200).header.Get("ETag")).want(200)
	if file := h.do(staff.Viewer, "GET", "/insights/files/insights", nil).want(200); !strings.Contains(file.raw, id) {
		t.Errorf("the file lacks the review: %s", file.raw)
	}
	same(t, "the title exported", h.do(staff.Viewer, "GET", "/reviews/"+id+"/export", nil).want(200).text("title"), "Exports wait")
	if text := h.do(staff.Viewer, "GET", "/reviews/"+id+"/export.md?names=true", nil).want(200).raw; !strings.Contains(text, "Tomasz Lindqvist") {
		t.Errorf("Markdown with names: %s", text)
	}
	times := h.do(staff.Viewer, "GET", "/reviews/"+id+"/metrics", nil).want(200)
	same(t, "how many updates", len(times.list("updates")), 2)
}
