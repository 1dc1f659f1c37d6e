package api_test

import (
	"strconv"
	"testing"

	"vitrine/models/staff"
)

func TestCommentsThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports"}).want(201).text("id") + "/comments"
	one := at + "/" + h.do(staff.Responder, "POST", at, body{"place": "overview", "body": "Since when?"}).want(201).text("id")
	same(t, "the answer", h.do(staff.Responder, "POST", one+"/answer", body{"body": "Since Monday."}).want(200).text("answers", 0, "body"), "Since Monday.")
	if settled := h.do(staff.Responder, "POST", one+"/settle", nil).want(200); settled.at("settled_at") == nil {
		t.Errorf("settled: %s", settled.raw)
	}
	if open := h.do(staff.Responder, "POST", one+"/reopen", nil).want(200); open.at("settled_at") != nil {
		t.Errorf("open again: %s", open.raw)
	}
	same(t, "the comment", h.do(staff.Viewer, "GET", at, nil).want(200).text("items", 0, "body"), "Since when?")
}

func TestPeopleAndMeetingsOfAReviewThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports"}).want(201).text("id")
	person := h.do(staff.Reviewer, "POST", at+"/participants", body{"name": "Dana Whitfield", "role": "expert"}).want(201).text("id")
	same(t, "who took part", h.do(staff.Viewer, "GET", at+"/participants", nil).want(200).text("items", 0, "name"), "Dana Whitfield")
	h.do(staff.Reviewer, "DELETE", at+"/participants/"+person, nil).want(204)
	if left := h.do(staff.Viewer, "GET", at+"/participants", nil).want(200).list("items"); len(left) != 0 {
		t.Errorf("still there: %v", left)
	}
	meeting := h.do(staff.Reviewer, "POST", at+"/meetings", body{"held_at": "2026-11-12T10:00:00Z", "minutes": 28, "attendees": "Dana, Tom"}).want(201).text("id")
	same(t, "who met", h.do(staff.Viewer, "GET", at+"/meetings", nil).want(200).text("items", 0, "attendees"), "Dana, Tom")
	h.do(staff.Reviewer, "DELETE", at+"/meetings/"+meeting, nil).want(204)
	if left := h.do(staff.Viewer, "GET", at+"/meetings", nil).want(200).list("items"); len(left) != 0 {
		t.Errorf("still there: %v", left)
	}
}

func TestSectionsAndSignaturesThroughTheInterface(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := "/reviews/" + h.do(staff.Reviewer, "POST", "/reviews", body{"title": "Late exports", "overview": "Exports were late."}).want(201).text("id")
	same(t, "the section", h.do(staff.Viewer, "GET", at+"/sections/overview", nil).want(200).text("text"), "Exports were late.")
	same(t, "the first of all", h.do(staff.Viewer, "GET", at+"/sections", nil).want(200).text("items", 0, "name"), "overview")
	who := strconv.FormatInt(h.users[staff.Responder].ID, 10)
	h.do(staff.Reviewer, "POST", at+"/signoffs", body{"user_id": who}).want(200)
	list := h.do(staff.Viewer, "GET", at+"/signoffs", nil).want(200)
	same(t, "the state", list.text("items", 0, "state"), "asked")
	same(t, "the state then", h.do(staff.Responder, "POST", at+"/sign", body{"digest": list.text("digest")}).want(200).text("items", 0, "state"), "signed")
	other := strconv.FormatInt(h.users[staff.Approver].ID, 10)
	h.do(staff.Reviewer, "POST", at+"/signoffs", body{"user_id": other}).want(200)
	h.do(staff.Reviewer, "DELETE", at+"/signoffs/"+other, nil).want(204)
	if left := h.do(staff.Viewer, "GET", at+"/signoffs", nil).want(200).list("items"); len(left) != 1 {
		t.Errorf("on the list: %v", left)
	}
}
