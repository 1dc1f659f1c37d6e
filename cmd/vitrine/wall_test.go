package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"vitrine/models"
)

// TestPublicRoleSeesNothingInside tries every inside table as the role that the
// public side connects with.
func TestPublicRoleSeesNothingInside(t *testing.T) {
	t.Parallel()
	p := newPostgres(t)
	s := prepare(t, p.env()...).start()
	st := newStudy(t, s)
	st.writer.do("POST", "/subscribers", object{"email": "sam@customer.example", "consent": "asked by phone"})
	conn, err := pgx.Connect(context.Background(), p.publicURL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, table := range models.InsideTables {
		for _, statement := range []string{"SELECT * FROM %s", "DELETE FROM %s", "INSERT INTO %s DEFAULT VALUES", "TRUNCATE %s"} {
			_, err := conn.Exec(context.Background(), fmt.Sprintf(statement, table))
			if err == nil || !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s: %v, want permission denied", fmt.Sprintf(statement, table), err)
			}
		}
	}
	for _, table := range models.GroundTables {
		if _, err := conn.Exec(context.Background(), "SELECT * FROM "+table); err != nil {
			t.Errorf("reading %s: %v", table, err)
		}
		if _, err := conn.Exec(context.Background(), "DELETE FROM "+table); err == nil {
			t.Errorf("the public role may delete from %s", table)
		}
	}
	for _, table := range []string{"river_job", "goose_db_version"} {
		if _, err := conn.Exec(context.Background(), "SELECT * FROM "+table); err == nil {
			t.Errorf("the public role may read %s", table)
		}
	}
}

// canaries gives every inside field a marker of its own and returns them all.
type canaries struct {
	n       int
	markers []string
}

// word returns a new marker that looks like a word.
func (c *canaries) word() string {
	c.n++
	m := fmt.Sprintf("kanari%03dvogel", c.n)
	c.markers = append(c.markers, m)
	return m
}

// TestCanariesStayInside fills every inside field with a marker, publishes, and
// looks for the markers in everything that left.
func TestCanariesStayInside(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_LOG_LEVEL=debug")...).start()
		st := newStudy(t, s)
		c := &canaries{}
		sub := c.word() + "@customer.example"
		s.subscribe(box, sub)
		st.tellIncident()
		st.fillInside(c)
		st.settle()
		st.publish("")
		if len(c.markers) < 60 {
			t.Fatalf("only %d markers", len(c.markers))
		}
		eventually(t, 30*time.Second, func() error {
			if n := len(threadOf(box, sub)); n == 0 {
				return errNoMail
			}
			return nil
		})
		time.Sleep(2 * time.Second)
		st.searchEverything(c, box, sub)
	})
}

// fillInside puts a marker into every inside field that the API can write.
func (st *study) fillInside(c *canaries) {
	st.t.Helper()
	made := st.writer.do("POST", "/reviews", object{"title": c.word(), "incident_ids": []string{st.incident}, "severity": 2, "environment": c.word(),
		"facilitator": c.word(), "commander": c.word(), "responders": c.word() + ", " + c.word(), "sla_effect": c.word(),
		"overview": c.word() + " " + c.word(), "description": c.word() + " " + c.word()})
	st.reviewID = text(made, "id")
	at := "/reviews/" + st.reviewID
	st.writer.do("PATCH", at, object{"went_well": c.word(), "luck": c.word(), "know_sooner": c.word(), "recover_sooner": c.word()})
	for n := range 8 {
		body := object{"at": st.start.Add(time.Duration(n) * time.Minute), "kind": "task", "phase": "investigation", "who": c.word(), "what": c.word(), "effect": "none"}
		if n == 3 {
			body["public_text"] = "We look into it."
		}
		st.writer.do("POST", at+"/timeline", body)
	}
	for range 4 {
		st.writer.do("POST", at+"/factors", object{"body": c.word()})
		st.writer.do("POST", at+"/learnings", object{"body": c.word()})
	}
	for n := range 4 {
		body := object{"body": c.word(), "kind": "prevent", "owner": c.word(), "ticket": c.word(), "ticket_url": "https://tracker.example/" + c.word(), "immediate": true}
		if n == 0 {
			body["public_text"] = "We watch the processors."
		}
		st.writer.do("POST", at+"/actions", body)
	}
	st.writer.do("POST", "/templates", object{"name": c.word(), "title": c.word(), "body": c.word()})
	rules := studyRulebook + fmt.Sprintf("allow: [%q]\n", c.word())
	st.writer.do("PUT", "/rulebook", object{"yaml": strings.Replace(rules, `customers: ["Globex`, fmt.Sprintf("customers: [%q, \"Globex", c.word()), 1)})
	st.s.user(c.word()+"@northpole.example", c.word(), "viewer")
	update := st.writer.do("POST", "/incidents", object{"title": "A short test of the page", "state": "investigating", "body": "We check " + c.word() + "."})
	id := text(update, "id")
	first := list(update, "updates")[0]
	st.writer.do("DELETE", "/incidents/"+id+"/updates/"+text(first, "id"), object{"reason": c.word()})
}

// settle in the canary story must not copy a marker: the draft is rewritten
// whole, as a person would; searchEverything proves that nothing else leaks.
func (st *study) searchEverything(c *canaries, box *mailbox, subscriber string) {
	st.t.Helper()
	found := func(where, body string) {
		for _, m := range c.markers {
			if strings.Contains(strings.ToLower(body), m) {
				st.t.Errorf("marker %s in %s", m, where)
			}
		}
	}
	dir, paths := st.s.export()
	for _, path := range paths {
		_, header, body := st.s.get(path)
		found(path, body)
		found("the header of "+path, fmt.Sprint(header))
	}
	for name, body := range filesUnder(st.t, dir) {
		found("the static file "+name, name+body)
	}
	for _, l := range box.all() {
		raw := strings.ReplaceAll(string(l.raw), subscriber, "")
		found("a mail", raw)
		found("a mail's text", strings.ReplaceAll(l.text+l.html, subscriber, ""))
	}
	found("the log", st.s.log.String())
}
