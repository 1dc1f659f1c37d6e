package api_test

import (
	"fmt"
	"strings"
	"testing"

	"vitrine/models/staff"
)

func TestASubscriberIsAddedFoundAndErased(t *testing.T) {
	t.Parallel()
	h := open(t)
	login := h.component("Login")
	made := h.do(staff.Admin, "POST", "/subscribers", body{"email": "Robin@Example.org", "components": []string{login}, "maintenance": false}).want(201)
	path := "/subscribers/" + made.text("id")
	same(t, "Location", made.header.Get("Location"), "/api/v1"+path)
	read := h.do(staff.Admin, "GET", path, nil).want(200)
	same(t, "the address", strings.ToLower(read.text("email")), "robin@example.org")
	same(t, "the state", read.text("state"), "active")
	same(t, "the component", read.text("components", 0), login)
	same(t, "maintenance", read.at("maintenance").(bool), false)
	same(t, "incidents", read.at("incidents").(bool), true)
	same(t, "who vouched", read.text("consent"), "On the word of Admin Person")
	same(t, "found", len(h.do(staff.Admin, "GET", "/subscribers?search=robin&state=active", nil).list("items")), 1)
	same(t, "not found", len(h.do(staff.Admin, "GET", "/subscribers?search=nobody", nil).list("items")), 0)
	h.do(staff.Admin, "POST", "/subscribers", body{"email": "robin@example.org"}).problem(409, "conflict")
	h.do(staff.Admin, "POST", "/subscribers", body{"email": "no address"}).problem(422, "invalid")
	h.do(staff.Admin, "DELETE", path, nil).want(204)
	h.do(staff.Admin, "GET", path, nil).want(404)
}

func TestSubscribersTravelAsCSV(t *testing.T) {
	t.Parallel()
	h := open(t)
	token := h.tokens[staff.Admin]
	report := h.send(token, "POST", "/api/v1/subscribers/import", "email,consent\na@example.org,asked\nb@example.org,asked\nnobody,asked\n", "Content-Type", "text/csv").want(200)
	same(t, "added", report.at("added").(float64), 2)
	same(t, "the line with a problem", report.at("problems", 0, "line").(float64), 4)
	again := h.send(token, "POST", "/api/v1/subscribers/import", "email\na@example.org\n", "Content-Type", "text/csv").want(200)
	same(t, "known", again.at("known").(float64), 1)
	h.send(token, "POST", "/api/v1/subscribers/import", "name\nRobin\n", "Content-Type", "text/csv").problem(422, "invalid")
	h.send(token, "POST", "/api/v1/subscribers/import", "", "Content-Type", "text/csv").want(400)
	file := h.send(token, "GET", "/api/v1/subscribers/export", "").want(200)
	same(t, "the media type", file.header.Get("Content-Type"), "text/csv; charset=utf-8")
	same(t, "the name of the file", file.header.Get("Content-Disposition"), `attachment; filename="subscribers.csv"`)
	if lines := strings.Split(strings.TrimSpace(file.raw), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[1], "a@example.org,active") {
		t.Errorf("the file is %q", file.raw)
	}
}

func TestAnImportThatBreaksOffTellsHowFarItCame(t *testing.T) {
	t.Parallel()
	h := open(t)
	refuse := "CREATE TRIGGER no_p600 BEFORE INSERT ON subscribers WHEN NEW.email = 'p600@example.org' BEGIN SELECT RAISE(ABORT, 'away'); END"
	if h.db.Postgres() {
		refuse = "ALTER TABLE subscribers ADD CONSTRAINT no_p600 CHECK (email <> 'p600@example.org')"
	}
	raw, err := h.db.Writer()
	h.must(err)
	_, err = raw.Exec(refuse)
	h.must(err)
	var file strings.Builder
	file.WriteString("email\n")
	for n := range 700 {
		fmt.Fprintf(&file, "p%d@example.org\n", n)
	}
	counted := func() float64 {
		c, err := h.audience.Counts(t.Context())
		h.must(err)
		return float64(c.Active)
	}
	token := h.tokens[staff.Admin]
	keyed := h.send(token, "POST", "/api/v1/subscribers/import", file.String(), "Content-Type", "text/csv", "Idempotency-Key", "k-1").problem(500, "internal")
	if !strings.Contains(keyed.text("detail"), "Nothing was changed") || counted() != 0 {
		t.Errorf("with a key: %s; %v were added", keyed.raw, counted())
	}
	r := h.send(token, "POST", "/api/v1/subscribers/import", file.String(), "Content-Type", "text/csv").problem(500, "internal")
	if !strings.Contains(r.text("detail"), "500 were added") || counted() != 500 {
		t.Errorf("%s; %v were added", r.raw, counted())
	}
}

func TestANotificationSaysWhoWasTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.do(staff.Responder, "POST", "/incidents", body{"title": "Sign-in fails", "body": "We look.", "notify": true}).want(201)
	listed := h.do(staff.Viewer, "GET", "/notifications?running=true", nil).want(200)
	path := "/notifications/" + listed.text("items", 0, "id")
	same(t, "the title", listed.text("items", 0, "title"), "Sign-in fails")
	same(t, "who published", listed.text("items", 0, "actor"), "Responder Person")
	for n, address := range []string{"a@example.org", "b@example.org", "c@example.org"} {
		h.ledger(listed.text("items", 0, "id"), address, []string{"accepted", "accepted", "failed"}[n])
	}
	all := h.do(staff.Responder, "GET", path, nil).want(200)
	same(t, "accepted", all.at("notification", "outcomes", "accepted").(float64), 2)
	same(t, "failed", all.at("notification", "outcomes", "failed").(float64), 1)
	same(t, "deliveries", len(all.list("deliveries")), 3)
	same(t, "settled", all.at("progress", "settled").(float64), 3)
	same(t, "refused by mail", all.at("progress", "channels", 0, "outcomes", "failed").(float64), 1)
	one := h.do(staff.Responder, "GET", path+"?limit=2", nil).want(200)
	rest := h.do(staff.Responder, "GET", path+"?limit=2&cursor="+one.text("next_cursor"), nil).want(200)
	same(t, "the last address", rest.text("deliveries", 0, "email"), "c@example.org")
	bad := h.do(staff.Responder, "GET", path+"?outcome=failed", nil).want(200)
	same(t, "the failed address", bad.text("deliveries", 0, "email"), "c@example.org")
	h.do(staff.Responder, "POST", path+"/send", nil).want(200)
	cancelled := h.do(staff.Responder, "POST", path+"/cancel", nil).want(200)
	same(t, "who cancelled", cancelled.text("cancelled_by"), "Responder Person")
	h.do(staff.Responder, "POST", path+"/cancel", nil).problem(409, "conflict")
	h.do(staff.Responder, "POST", "/notifications/unknown/cancel", nil).want(404)
}

// ledger writes a delivery as the worker that sends mail does.
func (h *house) ledger(notification, address, outcome string) {
	h.t.Helper()
	subscriber := h.do(staff.Admin, "POST", "/subscribers", body{"email": address}).want(201).text("id")
	raw, err := h.db.Writer()
	h.must(err)
	_, err = raw.Exec(`INSERT INTO deliveries (notification_id, subscriber_id, state, message_id)
		SELECT n.id, s.id, '` + outcome + `', '<1@example.com>' FROM notifications n, subscribers s
		WHERE n.public_id = '` + notification + `' AND s.public_id = '` + subscriber + `'`)
	h.must(err)
}
