package api_test

import (
	"strings"
	"testing"

	"vitrine/models/staff"
)

func TestLinesOfATimelineThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports"}).want(201).text("id") + "/timeline"
	added := h.do(staff.Reviewer, "POST", at+"/lines", body{"day": "2026-11-10", "text": "16:05 @gary looks at jobs | task | none\n16:05 @dana restarts the export | task | positive"}).want(201)
	one, two := added.text("items", 0, "id"), added.text("items", 1, "id")
	same(t, "who stands in the second line", added.text("items", 1, "who"), "dana")
	h.do(staff.Reviewer, "POST", at+"/lines", body{"text": "no time at all"}).want(422)

	moved := h.do(staff.Reviewer, "POST", at+"/"+two+"/move", body{"by": -1}).want(200)
	same(t, "the first line after the move", moved.text("items", 0, "id"), two)
	changed := h.do(staff.Reviewer, "POST", at+"/bulk", body{"ids": []string{one, two}, "effect": "negative"}).want(200)
	same(t, "the effect of one", changed.text("items", 0, "effect"), "negative")
	same(t, "what could not be undone", h.do(staff.Reviewer, "POST", at+"/undo", nil).want(200).at("kept").(float64), 0)
	same(t, "the effect after the undo", h.do(staff.Viewer, "GET", at, nil).want(200).text("items", 0, "effect"), "positive")

	file := h.do(staff.Viewer, "GET", at+"/csv", nil).want(200).raw
	if !strings.Contains(file, "restarts the export") {
		t.Errorf("the file says %q", file)
	}
	again := h.send(h.tokens[staff.Reviewer], "POST", "/api/v1"+at+"/csv", "at,what\n2026-11-10T16:30:00Z,It works again\n", "Content-Type", "text/csv").want(200)
	same(t, "the line of the file", again.text("items", 0, "what"), "It works again")
	if known := h.send(h.tokens[staff.Reviewer], "POST", "/api/v1"+at+"/csv", file, "Content-Type", "text/csv").want(200); known.at("known").(float64) != 2 {
		t.Errorf("of what stands there already: %s", known.raw)
	}
}

func TestAChatLogThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	review := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports"}).want(201).text("id")
	at := review + "/chat-logs"
	log := at + "/" + h.do(staff.Reviewer, "POST", at, body{"day": "2026-11-10", "text": "16:00 tom: sign-in is down\n16:04 ana: I restart the pool"}).want(201).text("id")
	same(t, "the messages", h.do(staff.Reviewer, "GET", at, nil).want(200).at("items", 0, "count").(float64), 2)
	same(t, "who wrote first", h.do(staff.Reviewer, "GET", log, nil).want(200).text("messages", 0, "who"), "tom")
	chosen := h.do(staff.Reviewer, "POST", log+"/choices", body{"messages": []body{{"number": 2, "effect": "positive"}}}).want(200)
	same(t, "what is decided", chosen.text("messages", 1, "effect"), "positive")
	h.do(staff.Reviewer, "POST", log+"/keep", body{"messages": []body{}}).want(200)
	same(t, "the line of the timeline", h.do(staff.Viewer, "GET", review+"/timeline", nil).want(200).text("items", 0, "what"), "I restart the pool")
	h.do(staff.Reviewer, "DELETE", log, nil).want(204)
	h.do(staff.Reviewer, "GET", log, nil).want(404)
}

func TestTheRulesOfWhatIsDueThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Reviewer, "PATCH", "/deadlines", body{"review_days": 3}).want(403)
	same(t, "the days", h.do(staff.Admin, "PATCH", "/deadlines", body{"review_days": 3}).want(200).at("review_days").(float64), 3)
	same(t, "the days as they are kept", h.do(staff.Viewer, "GET", "/deadlines", nil).want(200).at("review_days").(float64), 3)
}
