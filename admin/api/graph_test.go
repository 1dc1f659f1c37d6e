package api_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"vitrine/models/staff"
)

// shot is a picture with a text behind its end, base64.
func shot(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(append(b.Bytes(), "staff.csv"...))
}

func TestAGraphIsAddedReadRewordedAndRemoved(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := h.review()
	at := path + "/graphs"
	one := body{"picture": shot(t), "caption": "Errors rise.", "seen_at": "2026-11-20T16:02:00Z"}
	h.do(staff.Responder, "POST", at, one).want(403)
	g := h.do(staff.Reviewer, "POST", at, one, "Idempotency-Key", "g1").want(201)
	same(t, "its type", g.text("media_type"), "image/png")
	same(t, "its width", g.at("width"), any(30.0))
	h.do(staff.Reviewer, "POST", at, one, "Idempotency-Key", "g1").want(201)
	same(t, "how many there are", len(h.do(staff.Viewer, "GET", at, nil).want(200).list("items")), 1)
	whole := h.do(staff.Viewer, "GET", path, nil).want(200)
	same(t, "the graph in its review", whole.text("graphs", 0, "caption"), "Errors rise.")
	same(t, "the line of the timeline", whole.text("timeline", 0, "what"), "Graph: Errors rise.")
	same(t, "where it comes from", whole.text("timeline", 0, "origin"), "graph")

	there := at + "/" + g.text("id")
	file := h.do(staff.Viewer, "GET", there+"/picture", nil).want(200)
	if _, err := png.Decode(strings.NewReader(file.raw)); err != nil || strings.Contains(file.raw, "staff.csv") || file.header.Get("Content-Type") != "image/png" ||
		file.header.Get("X-Content-Type-Options") != "nosniff" || file.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the picture came as %v: %v", file.header, err)
	}
	h.send("", "GET", "/api/v1"+there+"/picture", "").want(401)
	h.do(staff.Viewer, "GET", h.review()+"/graphs/"+g.text("id")+"/picture", nil).want(404)

	h.do(staff.Reviewer, "PATCH", there, body{"caption": "Errors fall.", "seen_at": nil}, "If-Match", `"1"`).want(200)
	h.do(staff.Reviewer, "PATCH", there, body{"caption": "Mine."}, "If-Match", `"1"`).want(412)
	same(t, "the timeline without a time", len(h.do(staff.Viewer, "GET", path, nil).list("timeline")), 0)
	if e := h.do(staff.Viewer, "GET", path+"/export?pictures=true", nil).want(200); e.text("graphs", 0, "picture") != adminURL+there+"/picture" || e.text("graphs", 0, "data") == "" {
		t.Errorf("the export holds %v", e.at("graphs"))
	}
	h.do(staff.Reviewer, "DELETE", there, nil, "If-Match", `"1"`).want(412)
	h.do(staff.Reviewer, "DELETE", there, nil, "If-Match", `"2"`).want(204)
	h.do(staff.Viewer, "GET", there+"/picture", nil).want(404)
}

func TestWhatIsNoGraphIsRefusedInWords(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := h.review() + "/graphs"
	svg := base64.StdEncoding.EncodeToString([]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`))
	if r := h.do(staff.Reviewer, "POST", at, body{"picture": svg, "caption": "A drawing."}).want(422); !strings.Contains(r.raw, "export it as PNG") {
		t.Errorf("an SVG: %s", r.raw)
	}
	h.do(staff.Reviewer, "POST", at, body{"picture": shot(t), "caption": " "}).want(422)
	large := strings.Repeat("A", 3<<20/3*4+400)
	h.do(staff.Reviewer, "POST", at, body{"picture": large, "caption": "Large."}).want(413)
	h.do(staff.Reviewer, "POST", at, body{"picture": large + large, "caption": "Larger."}).want(413)
	same(t, "how many there are", len(h.do(staff.Viewer, "GET", at, nil).list("items")), 0)
}

func TestWhatItCostCustomersIsKnownOrNot(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late", "severity": 2, "users_affected": 0, "requests_failed_percent": 12.5, "sla_broken": true, "worst_case": "One waited."}).want(201)
	path := "/reviews/" + r.text("id")
	same(t, "users", r.at("users_affected"), any(0.0))
	same(t, "requests", r.at("requests_failed"), any(nil))
	same(t, "the share", r.at("requests_failed_percent"), any(12.5))
	same(t, "the promise", r.at("sla_broken"), any(true))
	r = h.do(staff.Reviewer, "PATCH", path, body{"users_affected": nil, "sla_minutes": 41, "sla_broken": nil, "requests_failed": 52}).want(200)
	same(t, "users now", r.at("users_affected"), any(nil))
	same(t, "minutes", r.at("sla_minutes"), any(41.0))
	same(t, "the promise now", r.at("sla_broken"), any(nil))
	same(t, "what was left out", r.text("worst_case"), "One waited.")
	h.do(staff.Reviewer, "PATCH", path, body{"users_affected": -1}).want(422)
	h.do(staff.Reviewer, "PATCH", path, body{"requests_failed_percent": 101}).want(422)
	in := h.do(staff.Viewer, "GET", "/insights?by=severity", nil).want(200)
	same(t, "the sum of users", in.at("toll", "users_affected", "sum"), any(nil))
	same(t, "how many know the minutes", in.at("toll_groups", 0, "sla_minutes", "known"), any(1.0))
	same(t, "the minutes of the month", in.at("months", 0, "sla_minutes", "sum"), any(41.0))
	same(t, "the group", in.text("toll_groups", 0, "name"), "2")
}
