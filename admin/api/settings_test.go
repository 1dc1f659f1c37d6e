package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestTheHousesWordsAreSettings(t *testing.T) {
	t.Parallel()
	h := open(t)
	now := h.do(staff.Viewer, "GET", "/settings", nil).want(200)
	same(t, "the noun of a new house", now.text("noun_singular"), "")
	same(t, "severities", len(now.list("severities")), 5)
	edit := body{"name": "Northpole Status", "noun_singular": "learning review", "noun_plural": "learning reviews",
		"severities": []body{{"label": "P1", "meaning": "everything is down"}, {}, {}, {}, {"label": "P5"}}}
	h.do(staff.Approver, "PATCH", "/settings", edit).want(403)
	saved := h.do(staff.Admin, "PATCH", "/settings", edit).want(200)
	same(t, "the noun", saved.text("noun_plural"), "learning reviews")
	same(t, "a severity", saved.text("severities", 0, "meaning"), "everything is down")
	same(t, "the name", h.do(staff.Viewer, "GET", "/settings", nil).want(200).text("name"), "Northpole Status")
	h.do(staff.Admin, "PATCH", "/settings", body{"noun_singular": ""}).want(422)
	h.do(staff.Admin, "PATCH", "/settings", body{"shape": body{"style": "a { background: url(x) }"}}).want(422)
	shaped := h.do(staff.Admin, "PATCH", "/settings", body{"shape": body{"header": "Hello", "partial": 50, "links": []body{{"name": "Docs", "url": "https://docs.example.org"}}}}).want(200)
	same(t, "a link", shaped.text("shape", "links", 0, "url"), "https://docs.example.org")
	same(t, "the header", shaped.text("shape", "header"), "Hello")
	h.do(staff.Admin, "PATCH", "/settings", body{"severities": []body{{}}}).want(422)
	h.do(staff.Admin, "PATCH", "/settings", body{"noun_singular": "web-prod-3", "noun_plural": "reviews"}).want(422)
	r := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Exports were late", "severity": 1}).want(201)
	exported := h.do(staff.Viewer, "GET", "/reviews/"+r.text("id")+"/export", nil).want(200)
	same(t, "the severity of an export", exported.text("severity_name"), "P1")
}
