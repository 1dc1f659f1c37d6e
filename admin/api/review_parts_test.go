package api_test

import (
	"strings"
	"testing"

	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestWhatIsDueIsAList(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, title := range []string{"One", "Two"} {
		path := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": title}).want(201).text("id")
		h.do(staff.Reviewer, "PATCH", path, body{"due_at": "2026-01-0" + map[string]string{"One": "2", "Two": "3"}[title]}).want(200)
	}
	first := h.do(staff.Viewer, "GET", "/due?limit=1", nil).want(200)
	same(t, "the first", first.text("items", 0, "title"), "One")
	same(t, "its day", first.text("items", 0, "due_on"), "2026-01-02")
	same(t, "overdue", first.at("items", 0, "overdue").(bool), true)
	second := h.do(staff.Viewer, "GET", "/due?limit=1&cursor="+first.text("next_cursor"), nil).want(200)
	same(t, "the second", second.text("items", 0, "title"), "Two")
	if second.at("next_cursor") != nil {
		t.Error("the list goes on for ever")
	}
}

func TestATextIsTriedAgainstTheRulebook(t *testing.T) {
	t.Parallel()
	h := open(t)
	found := h.do(staff.Reviewer, "POST", "/rulebook/try", body{"text": "web-prod-3 was slow."}).want(200)
	same(t, "what was found", found.text("findings", 0, "text"), "web-prod-3")
	same(t, "finds in a plain text", len(h.do(staff.Reviewer, "POST", "/rulebook/try", body{"text": "It was slow."}).want(200).list("findings")), 0)
	h.do(staff.Responder, "POST", "/rulebook/try", body{"text": "x"}).want(403)
}

func TestAnIncidentIsOpenedFromAProposalAndAnotherDismissed(t *testing.T) {
	t.Parallel()
	h := open(t)
	modelstest.Component(t, h.site, "Login page")
	h.do(staff.Responder, "POST", "/alerts/generic", body{"name": "Disk is full"}).want(200)
	h.do(staff.Responder, "POST", "/alerts/generic", body{"name": "HighErrorRate", "component": "login-page"}).want(200)
	h.do(staff.Responder, "POST", "/alerts/generic", body{"name": "Noise"}).want(200)
	list := h.do(staff.Viewer, "GET", "/alerts/proposals", nil).want(200)
	ids := map[string]string{}
	for n := range list.list("items") {
		ids[list.text("items", n, "alerts", 0, "name")] = list.text("items", n, "id")
	}
	same(t, "proposals", len(ids), 3)
	opened := h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "Most sign-ins fail.", "proposal": ids["Disk is full"],
		"components": []body{{"id": "login-page", "status": "partial_outage"}}}).want(201)
	review := h.do(staff.Reviewer, "POST", "/reviews", body{"incident_ids": []string{opened.text("id")}}).want(201)
	alerts, err := h.doors.Desk.AlertsOf(t.Context(), h.rowOf(opened.text("id")))
	if err != nil || len(alerts) != 2 {
		t.Errorf("the incident has %+v (%v)", alerts, err)
	}
	said := ""
	for n := range review.list("timeline") {
		if review.text("timeline", n, "origin") == "update" {
			said = review.text("timeline", n, "components", 0, "name") + " " + review.text("timeline", n, "components", 0, "status")
		}
	}
	same(t, "what the update said of components", said, "Login page partial_outage")
	h.do(staff.Responder, "POST", "/incidents", body{"title": "Again", "body": "Once more.", "proposal": ids["Disk is full"]}).want(409)
	same(t, "incidents after a proposal that was taken", len(h.do(staff.Viewer, "GET", "/incidents", nil).list("items")), 1)
	h.do(staff.Responder, "POST", "/alerts/proposals/"+ids["Noise"]+"/dismiss", nil).want(200)
	h.do(staff.Responder, "POST", "/alerts/proposals/"+ids["Noise"]+"/dismiss", nil).want(409)
	same(t, "proposals that are left", len(h.do(staff.Viewer, "GET", "/alerts/proposals", nil).list("items")), 0)
}

func TestADryRunShowsWhatWouldLeave(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.incident("Something else") // the public site is drawn once
	path := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Exports were late", "overview": "Exports on web-prod-3 were late."}).want(201).text("id")
	draft := "/postmortems/" + h.do(staff.Reviewer, "POST", path+"/postmortem", nil).want(201).text("id")
	h.do(staff.Reviewer, "POST", draft+"/scan", nil).want(200)
	seen := h.do(staff.Viewer, "GET", draft+"/preview", nil).want(200)
	for _, part := range []string{"page", "entry", "mail_text", "mail_html"} {
		if !strings.Contains(seen.text(part), "were late") {
			t.Errorf("%s is %q", part, seen.text(part))
		}
	}
	if n, ok := seen.at("unsettled").(float64); !ok || n < 1 {
		t.Errorf("unsettled: %v", seen.at("unsettled"))
	}
	same(t, "the state after a dry run", h.do(staff.Viewer, "GET", draft, nil).want(200).text("state"), "drafting")
}

func TestAReviewsNumbersAndSourcesTravelOverTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	incident := h.incident("Sign-in fails")
	made := h.do(staff.Reviewer, "POST", "/reviews", body{"incident_ids": []string{incident}, "outside_numbers": "INC0012345"}).want(201)
	path := "/reviews/" + made.text("id")
	same(t, "the numbers", made.text("outside_numbers"), "INC0012345")
	same(t, "the new numbers", h.do(staff.Reviewer, "PATCH", path, body{"outside_numbers": "PRB-1"}).want(200).text("outside_numbers"), "PRB-1")
	learning := h.do(staff.Reviewer, "POST", path+"/learnings", body{"body": "Alarms need owners."}).want(201).text("id")
	item := h.do(staff.Reviewer, "POST", path+"/actions", body{"body": "Name owners", "kind": "prevent", "made_of": "learning/" + learning}).want(201)
	same(t, "what it was made of", item.text("made_of"), "learning/"+learning)
	h.do(staff.Reviewer, "POST", path+"/actions", body{"body": "x", "kind": "prevent", "made_of": "learning/nosuch"}).want(422)
	line := h.do(staff.Reviewer, "PATCH", path+"/timeline/opened-"+incident, body{"public_text": "We told you."}).want(200)
	same(t, "its public wording", line.text("public_text"), "We told you.")
	all := h.do(staff.Viewer, "GET", "/insights", nil).want(200)
	same(t, "months", len(all.list("months")), 1)
	same(t, "its reviews", all.at("months", 0, "reviews").(float64), 1)
	same(t, "phases", len(all.list("phases")), 3)
	h.do(staff.Viewer, "GET", "/insights?measure=inform_from_detection", nil).want(200)
}

// rowOf is the row id of an incident.
func (h *house) rowOf(publicID string) int64 {
	h.t.Helper()
	i, err := h.site.Incident(h.t.Context(), publicID)
	h.must(err)
	return i.ID
}
