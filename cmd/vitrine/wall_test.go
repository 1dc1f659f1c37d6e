package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
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

// canaryStem begins every marker.
const canaryStem = "kanari"

// storyNames are the names of the story, in lower case.
var storyNames = []string{"wendela", "globex", "web-prod-3"}

// word returns a new marker that looks like a word.
func (c *canaries) word() string {
	c.n++
	m := fmt.Sprintf(canaryStem+"%03dvogel", c.n)
	c.markers = append(c.markers, m)
	return m
}

// TestCanariesStayInside fills every inside field with a marker, publishes, and
// looks for the markers in everything that left.
func TestCanariesStayInside(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		hook := newHook(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_LOG_LEVEL=debug", "VITRINE_OUTWARD_ALLOW=127.0.0.0/8",
			"VITRINE_SMS_URL="+hook.URL+"/sms", "VITRINE_SMS_BODY={to} {text}")...).start()
		st := newStudy(t, s)
		c := &canaries{}
		st.addChannels(hook, c)
		events := s.follow()
		st.nameSupport(c)
		sub := c.word() + "@customer.example"
		s.subscribe(box, sub)
		st.tellIncident()
		st.fillInside(c)
		st.fillHouse(c)
		st.sayInGerman(c)
		st.settle()
		st.disguise()
		st.writer.do("POST", "/postmortems/"+st.draft+"/submit", nil)
		st.approver.do("POST", "/postmortems/"+st.draft+"/return", object{"note": c.word()})
		st.settledMail()
		st.plant(c)
		st.publish("")
		st.revise(c)
		if len(c.markers) < 200 {
			t.Fatalf("only %d markers", len(c.markers))
		}
		eventually(t, 30*time.Second, func() error {
			for _, l := range threadOf(box, sub) {
				if strings.Contains(strings.Join(strings.Fields(l.text), " "), "we noticed late") {
					return nil
				}
			}
			return fmt.Errorf("%w: %d came", errNoMail, len(threadOf(box, sub)))
		})
		time.Sleep(time.Second)
		st.everyFieldIsMarked()
		st.searchEverything(c, box, events)
		st.searchCalls(c, hook)
	})
}

// nameSupport gives the page somebody to write to, which makes a security.txt. The
// gate stops an address; it is accepted for a reason that stays inside.
func (st *study) nameSupport(c *canaries) {
	st.t.Helper()
	desk := st.s.console(st.t, "jonas@northpole.example", "admin")
	desk.open("/settings")
	held := desk.send("/settings", "", "support_email", "help@northpole.example")
	var accept []string
	for n := range held.root.Descendants() {
		if name := attribute(n, "name"); strings.HasPrefix(name, "accept[") {
			accept = append(accept, name, c.word())
		}
	}
	if got := desk.send("/settings", "", accept...); len(accept) == 0 || got.status != http.StatusOK {
		st.t.Fatalf("the settings answered %d: %s", got.status, got.words())
	}
}

// fillInside puts a marker into every inside field that the API can write.
func (st *study) fillInside(c *canaries) {
	st.t.Helper()
	made := st.writer.do("POST", "/reviews", object{"title": c.word(), "incident_ids": []string{st.incident}, "severity": 2, "environment": c.word(),
		"facilitator": c.word(), "commander": c.word(), "responders": c.word() + ", " + c.word(), "sla_effect": c.word(), "worst_case": c.word(), "users_affected": 7_310_411, "sla_minutes": 41,
		"overview": c.word() + " " + c.word(), "description": c.word() + " " + c.word()})
	st.reviewID = text(made, "id")
	at := "/reviews/" + st.reviewID
	st.writer.do("PATCH", at, object{"went_well": c.word(), "luck": c.word(), "know_sooner": c.word(), "recover_sooner": c.word()})
	st.addGraph(at, c)
	for n := range 30 {
		body := object{"at": st.start.Add(time.Duration(n) * time.Minute), "kind": "task", "phase": "investigation", "who": c.word(), "what": c.word(), "effect": "none"}
		if n == 3 {
			body["public_text"] = "We look into it."
		}
		st.writer.do("POST", at+"/timeline", body)
	}
	for range 8 {
		st.writer.do("POST", at+"/factors", object{"body": c.word()})
		st.writer.do("POST", at+"/learnings", object{"body": c.word()})
	}
	for n := range 16 {
		body := object{"body": c.word(), "kind": "prevent", "owner": c.word(), "ticket": c.word(), "ticket_url": "https://tracker.example/" + c.word(), "immediate": true}
		if n == 0 {
			body["public_text"] = "We watch the processors."
		}
		st.writer.do("POST", at+"/actions", body)
	}
}

// addGraph adds a graph and looks for its picture where it must not be.
func (st *study) addGraph(at string, c *canaries) {
	st.t.Helper()
	g := st.writer.do("POST", at+"/graphs", object{"picture": ladenPNG(st.t), "caption": c.word(), "alt": c.word(), "seen_at": st.start})
	path := at + "/graphs/" + text(g, "id") + "/picture"
	for _, path := range []string{path, "/api/v1" + path} {
		if status, _, body := st.s.get(path); status != http.StatusNotFound || strings.Contains(body, "PNG") {
			st.t.Errorf("%s answers %d in public", path, status)
		}
	}
}

// fillHouse puts markers into what the house knows beside its reviews.
func (st *study) fillHouse(c *canaries) {
	st.t.Helper()
	for range 4 {
		st.writer.do("POST", "/templates", object{"name": c.word(), "title": c.word(), "body": c.word()})
	}
	rules := studyRulebook + fmt.Sprintf("allow: [%q]\n", c.word())
	more := func(key, entry string) { rules = strings.Replace(rules, key+":\n", key+":\n"+entry, 1) }
	for range 6 {
		more("people", fmt.Sprintf("  - {name: \"%s %s\", handles: [%q], emails: [\"%s@northpole.example\"]}\n", capital(c.word()), capital(c.word()), c.word(), c.word()))
		more("terms", fmt.Sprintf("  - {match: %q, replace: \"a part of our system\"}\n", c.word()))
	}
	rules = strings.Replace(rules, `customers: ["Globex`, fmt.Sprintf("customers: [%q, %q, \"Globex", c.word(), c.word()), 1)
	st.writer.do("PUT", "/rulebook", object{"yaml": rules})
	known := st.s.user(c.word()+"@northpole.example", capital(c.word())+" "+capital(c.word()), "reviewer")
	known.do("POST", "/templates", object{"name": c.word(), "title": c.word(), "body": c.word()}, "Idempotency-Key", c.word())
	for range 3 {
		st.s.user(c.word()+"@northpole.example", capital(c.word())+" "+capital(c.word()), "viewer")
	}
	st.writer.do("POST", "/subscribers", object{"email": c.word() + "@customer.example", "consent": c.word()})
	update := st.writer.do("POST", "/incidents", object{"title": "A short test of the page", "state": "investigating", "body": "We check " + c.word() + "."})
	id := text(update, "id")
	first := list(update, "updates")[0]
	st.writer.do("DELETE", "/incidents/"+id+"/updates/"+text(first, "id"), object{"reason": c.word()})
}

// sayInGerman tells an incident in German too, and takes every word of that back: what
// was public is corrected, or its language is dropped.
func (st *study) sayInGerman(c *canaries) {
	st.t.Helper()
	german := func(more object) []object {
		more["language"], more["origin"] = "de", "team"
		return []object{more}
	}
	st.writer.do("PATCH", "/settings", object{"languages": []string{"de"}})
	made := st.writer.do("POST", "/incidents", object{"title": "A longer test of the page", "state": "investigating", "body": "We check more.",
		"translations": german(object{"title": "Ein " + c.word(), "body": "Wir prüfen " + c.word() + "."})})
	at := "/incidents/" + text(made, "id")
	st.writer.do("POST", at+"/updates", object{"state": "resolved", "body": "All is well.", "translations": german(object{"body": "Alles " + c.word() + "."})})
	_, _, page := st.s.get("/de" + at)
	for _, word := range c.markers[len(c.markers)-3:] {
		if !strings.Contains(page, word) {
			st.t.Fatalf("%s is not told in German before it is taken back", word)
		}
	}
	first := list(made, "updates")[0]
	st.writer.do("PATCH", at+"/updates/"+text(first, "id"), object{"body": "We checked more."})
	st.writer.do("PATCH", at, object{"title": "A long test of the page"})
	st.writer.do("PATCH", "/settings", object{"languages": []string{}})
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// hiddenWays are the ways in which a writer may carry a name over without seeing
// it, %s standing for the name.
var hiddenWays = []string{"%s", "**%s**", "<!-- %s -->", "![%s](https://northpole.example/x.png)", "[here](https://northpole.example/?q=%s)", `[here](https://northpole.example "%s")`}

// disguise writes the names of the story into the draft in every disguise, and
// settles what is found until nothing is.
func (st *study) disguise() {
	st.t.Helper()
	cut := func(name, with string) string { return name[:3] + with + name[3:] }
	escaped := func(name string) (s string) {
		for _, r := range name {
			s += fmt.Sprintf("&#%d;", r)
		}
		return s
	}
	var lines []string
	for _, name := range []string{"Wendela Brock", "Globex", "web-prod-3"} {
		for _, way := range hiddenWays {
			lines = append(lines, strings.ReplaceAll(way, "%s", name))
		}
		lines = append(lines, strings.ToUpper(name), name[:3]+"**"+name[3:]+"**", cut(name, "\u200b"), cut(name, "<!-- -->"), cut(name, "<wbr>"), cut(name, "\u00ad"),
			escaped(name), url.PathEscape(name), strings.ReplaceAll(name, "e", "\u0435"), wide(name), base64.StdEncoding.EncodeToString([]byte("the name is "+name)))
	}
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"summary": "We looked at:\n\n- " + strings.Join(lines, "\n- ")})
	for range 200 {
		open := blocking(st.writer.do("POST", "/postmortems/"+st.draft+"/scan", nil))
		if len(open) == 0 {
			return
		}
		st.writer.do("POST", "/postmortems/"+st.draft+"/findings/"+text(open[0], "id")+"/settle", object{"action": "remove", "all": true})
	}
	st.t.Fatal("200 settlements were not enough")
}

// wide is a word in letters of full width.
func wide(word string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, word)
}

// revise publishes a second revision, so that there is an older one to read.
func (st *study) revise(c *canaries) {
	st.t.Helper()
	st.writer.do("PATCH", "/reviews/"+st.reviewID, object{"luck": c.word()})
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"apology": "We are sorry. For twenty minutes most of you could not sign in, and we noticed late."})
	st.publish("We say more about when we noticed.")
}
