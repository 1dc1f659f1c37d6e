package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestAHouseAddsASectionToItsReviews(t *testing.T) {
	t.Parallel()
	h := open(t)
	tpl := h.do(staff.Viewer, "GET", "/review-template", nil).want(200)
	sections := []body{{"heading": "What it cost", "hint": "In euro."}, {"section": "luck", "off": true}}
	saved := h.do(staff.Admin, "PUT", "/review-template", body{"sections": sections, "questions": []body{}, "known": []string{}, "silent": []string{}}, "If-Match", `"0"`).want(200)
	same(t, "sections of the template", len(saved.list("sections")), len(tpl.list("sections"))+1)
	name := saved.text("sections", 0, "section")
	same(t, "its own", saved.at("sections", 0, "own").(bool), true)
	path := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Exports were late"}).want(201).text("id")
	h.do(staff.Reviewer, "PATCH", path+"/sections/"+name, body{"text": "Ten euro."}).want(200)
	same(t, "its heading", h.do(staff.Viewer, "GET", path+"/sections/"+name, nil).want(200).text("heading"), "What it cost")
	list := h.do(staff.Viewer, "GET", path+"/sections", nil).want(200)
	for n := range list.list("items") {
		if list.text("items", n, "name") == "luck" {
			t.Error("a section that is off is asked for")
		}
	}
	h.do(staff.Reviewer, "POST", path+"/comments", body{"place": name, "body": "In which year?"}).want(201)
	same(t, "the export", h.do(staff.Viewer, "GET", path+"/export", nil).want(200).text("sections", 0, "heading"), "What it cost")
}
