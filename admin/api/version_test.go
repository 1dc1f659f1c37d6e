package api_test

import (
	"testing"

	"vitrine/models/staff"
)

// versioned is a thing that can be edited: where it is, whether it can be read
// there, and an edit of it.
type versioned struct {
	path     string
	readable bool
	edit     body
}

func (h *house) everythingVersioned() map[string]versioned {
	h.t.Helper()
	component := h.component("Login")
	group := h.do(staff.Admin, "POST", "/component-groups", body{"name": "Application"}).want(201).text("id")
	incident := h.incident("Sign-in fails")
	update := h.do(staff.Viewer, "GET", "/incidents/"+incident, nil).want(200).text("updates", 0, "id")
	maintenance := h.do(staff.Responder, "POST", "/maintenances", body{"title": "Upgrade", "body": "We upgrade.",
		"scheduled_for": inDays(1), "scheduled_until": inDays(2), "components": []string{component}}).want(201).text("id")
	template := h.do(staff.Responder, "POST", "/templates", body{"name": "Sign-in"}).want(201).text("id")
	review := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Sign-in fails", "incident_ids": []string{incident}}).want(201).text("id")
	entry := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/timeline", body{"at": inDays(-1), "kind": "task", "what": "Restarted."}).want(201).text("id")
	factor := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/factors", body{"body": "No alert."}).want(201).text("id")
	learning := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/learnings", body{"body": "Alerts help."}).want(201).text("id")
	action := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/actions", body{"body": "Add one.", "kind": "know_sooner"}).want(201).text("id")
	draft := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/postmortem", nil).want(201).text("id")
	participant := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/participants", body{"name": "Lee", "role": "expert"}).want(201).text("id")
	meeting := h.do(staff.Reviewer, "POST", "/reviews/"+review+"/meetings", body{"held_at": inDays(-1)}).want(201).text("id")
	return map[string]versioned{
		"participant":    {"/reviews/" + review + "/participants/" + participant, false, body{"name": "Lee Tan"}},
		"meeting":        {"/reviews/" + review + "/meetings/" + meeting, false, body{"minutes": 28}},
		"section":        {"/reviews/" + review + "/sections/went_well", false, body{"text": "Support spoke up."}},
		"component":      {"/components/" + component, true, body{"description": "Signing in."}},
		"group":          {"/component-groups/" + group, true, body{"description": "What people use."}},
		"incident":       {"/incidents/" + incident, true, body{"title": "Sign-in fails for some"}},
		"update":         {"/incidents/" + incident + "/updates/" + update, false, body{"body": "We look into it."}},
		"maintenance":    {"/maintenances/" + maintenance, true, body{"title": "Database upgrade"}},
		"template":       {"/templates/" + template, true, body{"body": "Trouble with [service]."}},
		"review":         {"/reviews/" + review, true, body{"luck": "A quiet day."}},
		"timeline entry": {"/reviews/" + review + "/timeline/" + entry, false, body{"what": "Restarted it."}},
		"factor":         {"/reviews/" + review + "/factors/" + factor, false, body{"body": "Nothing watched."}},
		"learning":       {"/reviews/" + review + "/learnings/" + learning, false, body{"body": "Alerts help us."}},
		"action item":    {"/reviews/" + review + "/actions/" + action, false, body{"owner": "Lee"}},
		"postmortem":     {"/postmortems/" + draft, true, body{"summary": "It failed."}},
	}
}

func TestAnEditOfAnOldVersionIsRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	for noun, v := range h.everythingVersioned() {
		if v.readable {
			read := h.do(staff.Admin, "GET", v.path, nil).want(200)
			edited := h.do(staff.Admin, "PATCH", v.path, v.edit, "If-Match", read.header.Get("ETag")).want(200)
			if edited.header.Get("ETag") == read.header.Get("ETag") {
				t.Errorf("the %s has the same version after an edit", noun)
			}
			h.do(staff.Admin, "PATCH", v.path, v.edit, "If-Match", read.header.Get("ETag")).want(412)
		}
		stale := h.do(staff.Admin, "PATCH", v.path, v.edit, "If-Match", `"99"`).want(412)
		same(t, "the kind for the "+noun, stale.text("kind"), "stale")
		h.do(staff.Admin, "PATCH", v.path, v.edit).want(200)
	}
}

func TestHowAVersionMayBeWritten(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := "/components/" + h.component("Login")
	for header, status := range map[string]int{`"1"`: 200, `*`: 200, `"abc"`: 412, `"0"`: 412, `-4`: 412} {
		r := h.do(staff.Responder, "PATCH", path, body{}, "If-Match", header)
		if r.status != status && !(header == `"1"` && r.status == 412) {
			t.Errorf("If-Match: %s answers %d, want %d: %s", header, r.status, status, r.raw)
		}
	}
	version := h.do(staff.Viewer, "GET", path, nil).want(200)
	plain := version.header.Get("ETag")[1 : len(version.header.Get("ETag"))-1]
	h.do(staff.Admin, "PATCH", path, body{"position": 4}, "If-Match", plain).want(200)
}

func TestTheRulebookIsGuardedByItsVersion(t *testing.T) {
	t.Parallel()
	h := open(t)
	none := h.do(staff.Reviewer, "GET", "/rulebook", nil).want(200)
	same(t, "the version before the first", none.at("version").(float64), 0)
	for _, stray := range []string{`"1"`, `"-1"`, `"abc"`} {
		h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "allow: []\n"}, "If-Match", stray).want(412)
	}
	saved := h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "customers: [\"Contoso Bank\"]\n"}, "If-Match", none.header.Get("ETag")).want(200)
	h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "allow: []\n"}, "If-Match", none.header.Get("ETag")).want(412)
	h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "allow: [\"Jenkins\"]\n"}, "If-Match", saved.header.Get("ETag")).want(200)
	h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "allow: []\n"}, "If-Match", saved.header.Get("ETag")).want(412)
	bad := h.do(staff.Admin, "PUT", "/rulebook", body{"yaml": "customers: {"}).want(422)
	same(t, "the place of the complaint", bad.text("errors", 0, "location"), "body.yaml")
	same(t, "the rules in place", h.do(staff.Reviewer, "GET", "/rulebook", nil).text("yaml"), "allow: [\"Jenkins\"]\n")
}
