package main

import (
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrine/models"
)

// What must not leave, as text, as a link, as an address and as a word of one.
const (
	leakedHost = "web-prod-3"
	leakedText = "We look at " + leakedHost + " now. " + rawMarkup
	leakedLine = "Sign-in on " + leakedHost + " fails"
	leakedLink = "https://" + leakedHost + ".corp.northpole.example/board"
	leakedMail = "ops@" + leakedHost + ".corp.northpole.example"
)

// stopped is what the gate says, and not another complaint.
var stopped = regexp.MustCompile(`finds? stops? this text`)

// TestNoWayAroundTheGate sends a text that must not leave through every form,
// call and command that can publish: each refuses it, says what it found and
// keeps the text; and nothing of it is public afterwards.
func TestNoWayAroundTheGate(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url)...).start()
		st := newStudy(t, s)
		s.subscribe(box, "sam@customer.example")
		g := &gateTrial{t: t, s: s, st: st, seat: s.console(t, "jonas@northpole.example", "admin")}
		g.prepare()
		g.forms()
		g.calls()
		g.review()
		g.published()
		g.workbench()
		g.withdrawn()
		g.commands()
		g.imports()
		g.noneForgotten()
		g.nothingLeft(box)
	})
}

// gateTrial knows something of every kind that can be published.
type gateTrial struct {
	t    testing.TB
	s    *server
	st   *study
	seat *seat

	incident, update, maintenance, work, component, group string

	tried []string // the ways that a leak was sent, as everyWay names them but with what stood in the address
}

func (g *gateTrial) prepare() {
	api := g.st.writer
	api.do("PATCH", "/settings", object{"languages": []string{"de"}})
	i := api.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it.", "components": []object{{"id": "sign-in", "status": "major_outage"}}})
	g.incident, g.update = text(i, "id"), text(list(i, "updates")[0], "id")
	begin := time.Now().Add(48 * time.Hour)
	m := api.do("POST", "/maintenances", object{"title": "Database upgrade", "body": "Short interruptions.", "scheduled_for": begin, "scheduled_until": begin.Add(time.Hour)})
	g.maintenance, g.work = text(m, "id"), text(list(m, "updates")[0], "id")
	g.component = text(list(api.do("GET", "/components", nil), "items")[0], "id")
	g.group = text(list(api.do("GET", "/component-groups", nil), "items")[0], "id")
}

// forms fills each free field of each publishing form, one at a time.
func (g *gateTrial) forms() {
	soon, later := time.Now().Add(72*time.Hour).Format("2006-01-02T15:04"), time.Now().Add(73*time.Hour).Format("2006-01-02T15:04")
	incident, maintenance := "/incidents/"+g.incident, "/maintenances/"+g.maintenance
	for _, f := range []struct {
		page, action, step string
		filled             []string
	}{
		{"/incidents/new", "/incidents", "quiet", []string{"title", "Reports are late", "body", "We look into it."}},
		{"/incidents/new", "/incidents", "mail", []string{"title", "Reports are late", "body", "We look into it."}},
		{incident, incident + "/updates", "quiet", []string{"body", "We know more."}},
		{incident, incident + "/updates", "mail", []string{"body", "We know more."}},
		{incident + "/edit", incident + "/edit", "", nil},
		{incident + "/updates/" + g.update + "/correct", incident + "/updates/" + g.update + "/correct", "quiet", nil},
		{incident + "/updates/" + g.update + "/correct", incident + "/updates/" + g.update + "/correct", "mail", nil},
		{"/maintenances/new", "/maintenances", "mail", []string{"title", "New disks", "body", "Nobody will notice.", "scheduled_for", soon, "scheduled_until", later}},
		{maintenance, maintenance + "/updates", "quiet", []string{"body", "We begin soon."}},
		{maintenance + "/edit", maintenance + "/edit", "", nil},
		{maintenance + "/updates/" + g.work + "/correct", maintenance + "/updates/" + g.work + "/correct", "mail", nil},
		{incident + "/translate?language=de", incident + "/translate", "quiet", nil},
		{incident + "/updates/" + g.update + "/translate?language=de", incident + "/updates/" + g.update + "/translate", "quiet", nil},
		{maintenance + "/translate?language=de", maintenance + "/translate", "quiet", nil},
		{maintenance + "/updates/" + g.work + "/translate?language=de", maintenance + "/updates/" + g.work + "/translate", "quiet", nil},
		{"/components/new", "/components", "", []string{"name", "Search"}},
		{"/components/" + g.component, "/components/" + g.component, "", nil},
		{"/groups/new", "/groups", "", []string{"name", "Data"}},
		{"/groups/" + g.group, "/groups/" + g.group, "", nil},
		{"/settings", "/settings", "", nil},
		{"/settings", "/settings/sender", "", nil},
		{"/settings/page", "/settings/page", "", nil},
		{"/settings/words", "/settings/words", "", []string{"noun_singular", "review", "noun_plural", "reviews"}},
	} {
		g.seat.open(f.page)
		fields := g.free(f.action)
		if len(fields) == 0 {
			g.t.Errorf("%s has no field for words", f.page)
		}
		for _, field := range fields {
			g.seat.open(f.page)
			leak := leakFor(field)
			got := g.seat.send(f.action, f.step, append(append([]string{}, f.filled...), field, leak)...)
			if got.status != http.StatusUnprocessableEntity || !stopped.MatchString(got.words()) {
				g.t.Errorf("%s with a leak in %s answered %d: %s", f.action, field, got.status, got.words())
				continue
			}
			got.holds(g.t, leak)
			g.tried = append(g.tried, "console POST "+f.action)
		}
	}
}

// noWords are fields that hold no words for readers, or what the operator's mail
// server is told.
var noWords = []string{"time_zone", "accent", "mail_from", "reply_to"}

// free lists the fields of the shown form to action that take words of one's own.
func (g *gateTrial) free(action string) (names []string) {
	form := first(g.seat.page.root, func(n *html.Node) bool { return n.Data == "form" && attribute(n, "action") == action })
	if form == nil {
		g.t.Fatalf("%s has no form for %s", g.seat.page.path, action)
	}
	for n := range form.Descendants() {
		kind := attribute(n, "type")
		if n.Data == "textarea" || n.Data == "input" && (kind == "text" || kind == "url" || kind == "email") {
			if name := attribute(n, "name"); name != "" && !slices.Contains(noWords, name) && !strings.HasPrefix(name, "because") {
				names = append(names, name)
			}
		}
	}
	return names
}

func leakFor(field string) string {
	switch {
	case strings.HasSuffix(field, "_url"):
		return leakedLink
	case strings.HasSuffix(field, "email"):
		return leakedMail
	case field == "links":
		return leakedHost + " https://docs.example.org"
	case field == "slug", strings.HasPrefix(field, "noun_"), strings.HasSuffix(field, "_label"):
		return leakedHost
	case field == "title" || strings.HasPrefix(field, "title_") || field == "mail_from_name" || field == "name" || field == "logo_alt" || field == "postal_address" || strings.HasSuffix(field, "_meaning"):
		return leakedLine
	}
	return leakedText
}

// calls tries the same through the API.
func (g *gateTrial) calls() {
	begin := time.Now().Add(96 * time.Hour)
	incident, maintenance := "/incidents/"+g.incident, "/maintenances/"+g.maintenance
	for _, c := range []struct {
		method, path, field string
		body                object
	}{
		{"POST", "/incidents", "title", object{"state": "investigating", "body": "We look into it."}},
		{"POST", "/incidents", "body", object{"title": "Reports are late", "state": "investigating"}},
		{"PATCH", incident, "title", object{}},
		{"POST", incident + "/updates", "body", object{"state": "identified"}},
		{"PATCH", incident + "/updates/" + g.update, "body", object{}},
		{"POST", "/maintenances", "title", object{"body": "Nobody will notice.", "scheduled_for": begin, "scheduled_until": begin.Add(time.Hour)}},
		{"POST", "/maintenances", "body", object{"title": "New disks", "scheduled_for": begin, "scheduled_until": begin.Add(time.Hour)}},
		{"PATCH", maintenance, "title", object{}},
		{"POST", maintenance + "/updates", "body", object{"state": "in_progress"}},
		{"PATCH", maintenance + "/updates/" + g.work, "body", object{}},
		{"PUT", incident + "/translations/de", "body", object{"origin": "team"}},
		{"PUT", incident + "/updates/" + g.update + "/translations/de", "body", object{"origin": "machine"}},
		{"PUT", maintenance + "/translations/de", "body", object{"origin": "team"}},
		{"PUT", maintenance + "/updates/" + g.work + "/translations/de", "body", object{"origin": "team"}},
		{"POST", "/components", "name", object{}},
		{"POST", "/components", "description", object{"name": "Search"}},
		{"POST", "/components", "slug", object{"name": "Search"}},
		{"PATCH", "/components/" + g.component, "name", object{}},
		{"PATCH", "/components/" + g.component, "description", object{}},
		{"PATCH", "/components/" + g.component, "slug", object{}},
		{"POST", "/component-groups", "name", object{}},
		{"POST", "/component-groups", "description", object{"name": "Data"}},
		{"POST", "/component-groups", "slug", object{"name": "Data"}},
		{"PATCH", "/component-groups/" + g.group, "name", object{}},
		{"PATCH", "/component-groups/" + g.group, "description", object{}},
		{"PATCH", "/component-groups/" + g.group, "slug", object{}},
	} {
		c.body[c.field] = leakFor(c.field)
		g.refused(c.method, c.path, c.body)
	}
	german := []object{{"language": "de", "origin": "machine", "body": leakedText}}
	g.refused("POST", "/incidents", object{"title": "Reports are late", "body": "We look into it.", "translations": german})
	g.refused("POST", "/incidents", object{"title": "Reports are late", "body": "We look into it.", "translations": []object{{"language": "de", "origin": "team", "title": leakedLine}}})
	g.refused("POST", incident+"/updates", object{"state": "identified", "body": "We know more.", "translations": german})
	g.refused("PATCH", incident+"/updates/"+g.update, object{"body": "We know more.", "translations": german})
	g.refused("POST", maintenance+"/updates", object{"state": "in_progress", "body": "It begins.", "translations": german})
	g.refused("POST", "/maintenances", object{"title": "New disks", "body": "Soon.", "scheduled_for": begin, "scheduled_until": begin.Add(time.Hour), "translations": german})
	g.refused("PATCH", "/settings", object{"noun_singular": leakedHost, "noun_plural": "reviews"})
	g.refused("PATCH", "/settings", object{"shape": object{"header": leakedLine}})
	g.refused("PATCH", "/settings", object{"severities": []object{{"label": "P1", "meaning": leakedLine}, {}, {}, {}, {}}})
}

// refused makes a call that the gate must stop with its finds.
func (g *gateTrial) refused(method, path string, body any) {
	g.t.Helper()
	status, answer := g.st.writer.try(method, path, body)
	g.tried = append(g.tried, "api "+method+" "+path)
	if status != http.StatusUnprocessableEntity || len(list(answer, "findings")) == 0 {
		g.t.Errorf("%s %s with %v answered %d %v", method, path, body, status, answer)
	}
}

// review leads a leak to the door of publication in every part that a
// postmortem is made of: it may be written inside, and stops there.
func (g *gateTrial) review() {
	api := g.st.writer
	r := api.do("POST", "/reviews", object{"title": "Sign-in fails", "incident_ids": []string{g.incident}, "overview": "Sign-in failed."})
	at := "/reviews/" + text(r, "id")
	api.do("POST", at+"/timeline", object{"at": time.Now(), "kind": "task", "what": "restart", "effect": "none", "public_text": leakedLine})
	api.do("POST", at+"/actions", object{"body": "watch", "kind": "prevent", "owner": "Jonas", "immediate": true, "public_text": leakedLine})
	d := api.do("POST", at+"/postmortem", nil)
	draft := "/postmortems/" + text(d, "id")
	g.tried = append(g.tried, "api POST /reviews", "api POST "+at+"/timeline", "api POST "+at+"/actions", "api POST "+at+"/postmortem", "api PATCH "+draft)
	api.do("PATCH", draft, object{"title": leakedLine, "summary": leakedText, "customer_impact": leakedText, "proximate_cause": leakedText})
	for _, deed := range []string{"submit", "approve", "publish"} {
		for _, who := range []*client{api, g.st.approver} {
			if status, answer := who.try("POST", draft+"/"+deed, object{"note": leakedText}); status < 400 {
				g.t.Errorf("%s of a draft with leaks answered %d %v", deed, status, answer)
			}
			g.tried = append(g.tried, "api POST "+draft+"/"+deed)
		}
	}
	kept := api.do("GET", draft, nil)
	if text(kept, "summary") != leakedText {
		g.t.Errorf("the draft did not keep what was written: %v", kept)
	}
}

func (g *gateTrial) commands() {
	for _, args := range [][]string{
		{"post", "--title", leakedLine, "--state", "investigating", "--body", "We look into it."},
		{"post", "--title", "Reports are late", "--state", "investigating", "--body", leakedText},
		{"post", "--incident", g.incident, "--state", "identified", "--body", leakedText},
		{"post", "--incident", g.incident, "--state", "identified", "--body", "We know.", "--body-in", "de=" + leakedText},
		{"post", "--title", "Reports are late", "--state", "investigating", "--body", "We look.", "--title-in", "de=" + leakedLine},
	} {
		if _, errs, code := g.s.vitrine("", args...); code == 0 || !strings.Contains(errs, leakedHost) {
			g.t.Errorf("vitrine %s ended with %d: %s", args[0], code, errs)
		}
		g.tried = append(g.tried, "command "+args[0])
	}
}

// nothingLeft looks for the host in everything that is public.
func (g *gateTrial) nothingLeft(box *mailbox) {
	dir, paths := g.s.export()
	if len(paths) < 20 {
		g.t.Fatalf("only %d public files", len(paths))
	}
	for name, body := range filesUnder(g.t, dir) {
		if said := strings.ToLower(name + body); strings.Contains(said, leakedHost) || strings.Contains(said, unlistedHost) {
			g.t.Errorf("%s names it", name)
		}
	}
	for _, l := range box.all() {
		if strings.Contains(strings.ToLower(l.text+l.html), leakedHost) {
			g.t.Errorf("a mail names it: %s", tail(l.text, 300))
		}
	}
}

// TestASecondLookAtWhatLeaves puts a name past the gate, straight into the
// table: the finished pages are looked at once more, and those with the name are
// held back while everything else goes on.
func TestASecondLookAtWhatLeaves(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	st := newStudy(t, s)
	i := st.writer.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it."})
	id := text(i, "id")
	db, err := models.Open(t.Context(), "sqlite:"+filepath.Join(s.variable("VITRINE_DATA_DIR"), "vitrine.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *models.Tx) error {
		return tx.DB().Exec("UPDATE incidents SET title = 'Wendela Brock broke sign-in' WHERE public_id = ?", id).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	st.writer.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": "We know the cause."})
	st.writer.do("POST", "/components", object{"name": "Search"})
	if status, _, page := s.get("/components/search"); status != http.StatusOK {
		t.Errorf("a page without the name answered %d: %s", status, tail(page, 200))
	}
	for _, path := range []string{"/", "/incidents/" + id, "/feed.atom", "/feed.json", "/api/v2/summary.json", "/history"} {
		if status, _, page := s.get(path); status != http.StatusOK || strings.Contains(page, "Wendela") || !strings.Contains(page, "Sign-in fails") {
			t.Errorf("%s answered %d: %s", path, status, tail(page, 300))
		}
	}
	if log := s.log.String(); !strings.Contains(log, "held back") {
		t.Errorf("the log does not say so: %s", tail(log, 500))
	}
	seat := s.console(t, "jonas@northpole.example", "admin")
	seat.open("/").says(t, http.StatusOK, "held back", "wendela brock")
	seat.open("/incidents/" + id + "/edit")
	seat.send("/incidents/"+id+"/edit", "", "title", "Sign-in fails for many")
	if _, _, page := s.get("/"); !strings.Contains(page, "Sign-in fails for many") || !strings.Contains(page, "We know the cause.") {
		t.Errorf("after the correction: %s", tail(page, 500))
	}
	if words := seat.open("/").words(); strings.Contains(words, "held back") {
		t.Errorf("the console still says: %s", words)
	}
}
