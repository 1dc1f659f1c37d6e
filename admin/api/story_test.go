package api_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models/staff"
)

// TestAnOutageGoesFromTheFirstWordToAPublishedPostmortem takes the guide's case
// study through the interface alone.
func TestAnOutageGoesFromTheFirstWordToAPublishedPostmortem(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "people:\n  - {name: \"Gary Hobbs\", handles: [\"ghobbs\"]}\ncustomers: [\"Contoso Bank\"]\nticket_prefixes: [\"OPS\"]\nterms:\n  - {match: \"web-prod-3\", replace: \"one of our web servers\", kind: hostname}\n"}).want(200)
	login := h.component("Login")
	incident := tellTheIncident(h, login)
	reviewID := writeTheReview(h, incident)
	draft := h.do(staff.Reviewer, "POST", "/reviews/"+reviewID+"/postmortem", nil).want(201)
	id := draft.text("id")
	same(t, "Location", draft.header.Get("Location"), "/api/v1/postmortems/"+id)
	writeTheSummary(h, id)
	settleEverything(h, id)
	approveAndPublish(h, id)
	readWhatWasPublished(h, id, incident)
	reviseIt(h, id)
}

func tellTheIncident(h *house, login string) string {
	h.t.Helper()
	start := time.Now().UTC().Add(-time.Hour).Truncate(time.Second)
	opened := h.do(staff.Responder, "POST", "/incidents", body{"title": "Login page unavailable", "state": "investigating",
		"impact": "major", "severity": 2, "started_at": start, "detected_at": start.Add(12 * time.Minute), "body": "Some people cannot open the login page.",
		"components": []body{{"id": login, "status": "major_outage"}}, "notify": true, "next_update_at": time.Now().Add(30 * time.Minute)}).want(201)
	id := opened.text("id")
	same(h.t, "the impact", opened.text("impact"), "major")
	for _, u := range []body{
		{"state": "identified", "body": "A process took all the time of a processor.", "notify": true},
		{"state": "monitoring", "body": "The login page works again.", "notify": true, "components": []body{{"id": login, "status": "operational"}}},
		{"state": "resolved", "body": "It stays well.", "notify": true, "postmortem_expected_by": time.Now().UTC().AddDate(0, 0, 3).Format(time.DateOnly)},
	} {
		h.do(staff.Responder, "POST", "/incidents/"+id+"/updates", u).want(201)
	}
	told := h.do(staff.Viewer, "GET", "/incidents/"+id, nil).want(200)
	same(h.t, "the state", told.text("state"), "resolved")
	same(h.t, "the number of updates", len(told.list("updates")), 4)
	same(h.t, "what was said last of the component", told.text("components", 0, "status"), "operational")
	if told.at("postmortem_expected_by") == nil {
		h.t.Error("the promise of a postmortem is missing")
	}
	return id
}

func writeTheReview(h *house, incident string) string {
	h.t.Helper()
	r := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Login page down", "incident_ids": []string{incident}, "severity": 2,
		"priority": "critical", "environment": "production", "detection_source": "customer", "support_cases": 50,
		"overview": "Customers, Contoso Bank first, told us that the login page fails."}).want(201)
	id := r.text("id")
	at := "/reviews/" + id
	start := time.Now().UTC().Add(-time.Hour)
	for i, e := range []body{
		{"kind": "detected", "phase": "detection", "who": "Support", "what": "Contoso Bank calls.", "effect": "none"},
		{"kind": "acknowledged", "phase": "triage", "who": "Gary Hobbs", "what": "Gary Hobbs takes it.", "effect": "positive"},
		{"kind": "discovery", "phase": "investigation", "who": "Gary Hobbs", "what": "An unknown process uses 92 % of a CPU on web-prod-3.", "effect": "positive", "public_text": "We found the process on web-prod-3."},
		{"kind": "restored", "phase": "remediation", "who": "Gary Hobbs", "what": "The process is stopped.", "effect": "positive", "public_text": "We stopped the process."},
	} {
		e["at"] = start.Add(time.Duration(12+2*i) * time.Minute)
		h.do(staff.Reviewer, "POST", at+"/timeline", e).want(201)
	}
	h.do(staff.Reviewer, "POST", at+"/factors", body{"body": "Nothing watched the page from outside."}).want(201)
	for range 9 {
		h.do(staff.Reviewer, "POST", at+"/learnings", body{"body": "Support hears of trouble before monitoring does."}).want(201)
		h.do(staff.Reviewer, "POST", at+"/actions", body{"body": "Watch the login page", "kind": "know_sooner", "owner": "Gary Hobbs",
			"ticket": "OPS-1234", "immediate": true}).want(201)
	}
	h.do(staff.Reviewer, "POST", at+"/actions", body{"body": "Alert", "kind": "know_sooner", "owner": "Gary Hobbs", "public_text": "We watch the login page from outside."}).want(201)
	full := h.do(staff.Viewer, "GET", at, nil).want(200)
	same(h.t, "learnings", len(full.list("learnings")), 9)
	same(h.t, "actions", len(full.list("actions")), 10)
	same(h.t, "timeline with the merged updates", len(full.list("timeline")), 10)
	m := h.do(staff.Viewer, "GET", at+"/metrics", nil).want(200)
	same(h.t, "the time to detect", m.at("time_to_detect_seconds").(float64), 12*60)
	return id
}

func writeTheSummary(h *house, id string) {
	h.t.Helper()
	edited := h.do(staff.Reviewer, "PATCH", "/postmortems/"+id, body{"title": "Login page unavailable", "summary": "Nobody could sign in.",
		"customer_impact": "Contoso Bank and others could not sign in.",
		"proximate_cause": "An unknown process used 92 % of a CPU on web-prod-3, as Gary Hobbs found.",
		"resolution":      "The process was stopped; see OPS-1234.",
		"countermeasures": "We work on knowing sooner.",
	}).want(200)
	same(h.t, "the state", edited.text("state"), "drafting")
}

func settleEverything(h *house, id string) {
	h.t.Helper()
	refused := h.do(staff.Approver, "POST", "/postmortems/"+id+"/publish", body{"notify": true}).want(409)
	if len(refused.list("findings")) == 0 {
		h.t.Fatal("the refusal names no finds")
	}
	scan := h.do(staff.Reviewer, "POST", "/postmortems/"+id+"/scan", nil).want(200)
	for _, text := range []string{"web-prod-3", "Gary Hobbs", "Contoso Bank", "OPS-1234"} {
		if !strings.Contains(scan.raw, `"`+text+`"`) {
			h.t.Errorf("the scan does not find %s: %s", text, scan.raw)
		}
	}
	for range 30 {
		open := ""
		for _, f := range h.do(staff.Viewer, "GET", "/postmortems/"+id+"/findings?limit=200", nil).want(200).list("items") {
			if f := f.(map[string]any); f["action"] == "" && f["severity"] == "block" {
				open = f["id"].(string)
			}
		}
		if open == "" {
			return
		}
		h.do(staff.Reviewer, "POST", "/postmortems/"+id+"/findings/"+open+"/settle", body{"action": "replace", "replacement": "one of ours", "all": true}).want(200)
	}
	h.t.Fatal("the finds never end")
}

func approveAndPublish(h *house, id string) {
	h.t.Helper()
	h.tokens["author"] = h.tokens[staff.Reviewer]
	_, second := h.user("second@example.com", "Secunda Legal", staff.Approver)
	_, writer := h.user("writer@example.com", "Wanda Writer", staff.Approver)
	h.tokens["writer"], h.tokens["second"] = writer, second
	h.do("writer", "PATCH", "/postmortems/"+id, body{"apology": "We are sorry."}).want(200)
	submitted := h.do("author", "POST", "/postmortems/"+id+"/submit", nil).want(200)
	same(h.t, "the state", submitted.text("state"), "submitted")
	same(h.t, "who submitted", submitted.text("submitted_by"), "Reviewer Person")
	h.do("author", "POST", "/postmortems/"+id+"/approve", nil).want(403)
	h.do("writer", "POST", "/postmortems/"+id+"/approve", nil).want(403)
	h.do("second", "POST", "/postmortems/"+id+"/approve", nil, "If-Match", `"999"`).want(412)
	approved := h.do("second", "POST", "/postmortems/"+id+"/approve", nil, "If-Match", submitted.header.Get("ETag")).want(200)
	same(h.t, "the state", approved.text("state"), "approved")
	out := h.do("second", "POST", "/postmortems/"+id+"/publish", body{"notify": true}).want(200)
	same(h.t, "the revision", out.at("published", "revision").(float64), 1)
	h.do("second", "POST", "/postmortems/"+id+"/publish", nil).want(409)
}

func readWhatWasPublished(h *house, id, incident string) {
	h.t.Helper()
	url := h.do(staff.Viewer, "GET", "/postmortems/"+id, nil).want(200).text("published", "url")
	same(h.t, "the page in the edition", h.published(strings.TrimPrefix(url, publicURL)), true)
	same(h.t, "the log", h.log.String(), "")
	sent := h.do(staff.Viewer, "GET", "/notifications?thread=inc-"+incident, nil).want(200)
	same(h.t, "notifications in the thread", len(sent.list("items")), 5)
	same(h.t, "the last one", sent.text("items", 0, "kind"), "postmortem")
}

func reviseIt(h *house, id string) {
	h.t.Helper()
	h.do("author", "PATCH", "/postmortems/"+id, body{"duration": "Twenty minutes."}).want(200)
	h.do("author", "POST", "/postmortems/"+id+"/submit", nil).want(200)
	h.do("second", "POST", "/postmortems/"+id+"/approve", nil).want(200)
	out := h.do("second", "POST", "/postmortems/"+id+"/publish", body{"note": "Corrected the duration."}).want(200)
	same(h.t, "the revision", out.at("published", "revision").(float64), 2)
	slug := out.text("published", "slug")
	same(h.t, "the old revision in the edition", h.published("/postmortems/"+slug+"/revisions/1"), true)
	gone := h.do("second", "POST", "/postmortems/"+id+"/withdraw", body{"revision": 1, "note": "It held a wrong figure."}).want(200)
	same(h.t, "the newest revision", gone.at("published", "revision").(float64), 2)
}
