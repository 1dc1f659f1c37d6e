package main

import (
	"encoding/json"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/gofiber/fiber/v2"
	"golang.org/x/net/html"

	"vitrine/admin"
)

// noWayOut are the changing routes, calls and commands that the trial need not
// send a leak through, by the reason. What is neither tried nor listed fails the
// trial: a new way out cannot be forgotten. A star stands for the rest of an
// address, where everything below it is of one kind.
var noWayOut = []struct{ why, routes string }{
	{"who may come in, and with what", `console POST /setup/:token
		console POST /sign-in
		console POST /sign-out
		console POST /account/*
		api POST /account/mail
		console POST /users*
		console POST /tokens*`},
	{"tells what the gate would find, or how a text reads, or sets its rules", `console POST /hints
		console POST /coach*
		console POST /rulebook*
		console POST /drafts/:id/scan
		api PUT /rulebook
		api POST /rulebook/try
		api POST /coach*
		api POST /postmortems/{id}/scan
		api POST /postmortems/{id}/sources/seen`},
	{"takes away, and says nothing new", `console POST /incidents/:id/updates/:update/remove
		console POST /maintenances/:id/updates/:update/remove
		console POST /components/:id/delete
		console POST /groups/:id/delete
		api DELETE /*`},
	{"a word from a list, or a number", `console POST /components/:id/status
		console POST /insights/cost
		console POST /settings/deadlines
		console POST /settings/tickets*
		api PATCH /deadlines
		api POST /ticket-sources
		api POST /tickets/{source}
		api POST /bounces/{provider}
		api PATCH /downtime-cost`},
	{"a picture, drawn anew by the store; its words are in the form of the settings", `console POST /settings/logo`},
	{"a text to begin with: it passes the gate when it is posted", `console POST /templates*
		api POST /templates
		api PATCH /templates/{id}`},
	{"alerts: what they say waits inside until somebody writes a word of his own", `console POST /alerts/*
		api POST /alerts/*`},
	{"written inside: only a draft takes it out, and review() leads leaks to that door", `console POST /reviews
		console POST /incidents/:id/waivers*
		console POST /reviews/:id/edit
		console POST /reviews/:id/complete
		console POST /reviews/:id/draft
		console POST /reviews/:id/sections/*
		console POST /reviews/:id/presence
		console POST /reviews/:id/participants*
		console POST /reviews/:id/comments*
		console POST /reviews/:id/signoffs*
		console POST /reviews/:id/sign
		console POST /reviews/:id/meetings*
		console POST /reviews/:id/graphs*
		console POST /reviews/:id/entries*
		console POST /reviews/:id/factors*
		console POST /reviews/:id/lines
		console POST /reviews/:id/file
		console POST /reviews/:id/timeline*
		console POST /reviews/:id/chats*
		console POST /reviews/:id/intervals*
		console POST /reviews/:id/questions
		console POST /review-template
		console POST /reviews/:id/learnings*
		console POST /reviews/:id/actions
		console POST /reviews/:id/actions/:action/delete
		console POST /drafts/:id
		console POST /drafts/:id/autosave
		console POST /drafts/:id/bring
		console POST /drafts/:id/undo
		console POST /drafts/:id/seen
		console POST /drafts/:id/findings/:finding
		console POST /drafts/:id/return
		api POST /incidents/{id}/waivers
		api PATCH /reviews/{id}
		api POST /reviews/{id}/complete
		api POST /reviews/{id}/factors
		api PATCH /reviews/{id}/factors/{factor_id}
		api POST /reviews/{id}/learnings
		api PATCH /reviews/{id}/learnings/{learning_id}
		api PATCH /reviews/{id}/timeline/{entry_id}
		api POST /reviews/{id}/timeline/bulk
		api POST /reviews/{id}/timeline/csv
		api POST /reviews/{id}/timeline/lines
		api POST /reviews/{id}/timeline/undo
		api POST /reviews/{id}/timeline/{entry_id}/move
		api POST /reviews/{id}/chat-logs*
		api POST /reviews/{id}/impact-intervals
		api PATCH /reviews/{id}/impact-intervals/*
		api PUT /reviews/{id}/questions/*
		api POST /reviews/{id}/comments*
		api POST /reviews/{id}/meetings
		api POST /reviews/{id}/graphs
		api PATCH /reviews/{id}/graphs/*
		api PATCH /reviews/{id}/meetings/*
		api POST /reviews/{id}/participants
		api PATCH /reviews/{id}/participants/*
		api PATCH /reviews/{id}/sections/*
		api POST /reviews/{id}/signoffs
		api POST /reviews/{id}/sign
		api PUT /review-template
		api POST /postmortems/{id}/findings/{finding_id}/settle
		api POST /postmortems/{id}/return`},
	{"the same deeds as the calls that are tried", `console POST /drafts/:id/submit
		console POST /drafts/:id/approve
		console POST /drafts/:id/publish`},
	{"who is told, and whether", `console POST /notifications/*
		console POST /subscribers*
		api POST /notifications/*
		api POST /subscribers*`},
	{"lets mails go that passed the gate when they were written", `console POST /mail/resume
		api POST /mail/resume`},
	{"publishes nothing new", `command serve
		command demo
		command migrate*
		command user*
		command token*
		command export
		command scan
		command doctor
		command dkim*
		command version
		command gallery`},
}

// everyWay lists each changing route of the console, call of the interface and
// command, as the program itself knows them.
func (g *gateTrial) everyWay() (ways []string) {
	g.t.Helper()
	app := fiber.New()
	admin.New(admin.Doors{}).Routes(app)
	for _, r := range app.GetRoutes(true) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			ways = append(ways, "console "+r.Method+" "+r.Path)
		}
	}
	var described struct{ Paths map[string]map[string]any }
	document := g.s.adminGet("/api/v1/openapi.json")
	if err := json.Unmarshal([]byte(document[strings.Index(document, "\n"):]), &described); err != nil {
		g.t.Fatal(err)
	}
	for path, methods := range described.Paths {
		for method := range methods {
			if method = strings.ToUpper(method); slices.Contains([]string{"POST", "PUT", "PATCH", "DELETE"}, method) {
				ways = append(ways, "api "+method+" "+strings.TrimPrefix(path, "/api/v1"))
			}
		}
	}
	parser, err := kong.New(&commands{}, kong.Vars{"statuses": ""})
	if err != nil {
		g.t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(false) {
		ways = append(ways, "command "+strings.TrimPrefix(leaf.Path(), "vitrine "))
	}
	if slices.Sort(ways); len(ways) < 100 {
		g.t.Fatalf("only %d ways: %v", len(ways), ways)
	}
	return ways
}

// noneForgotten fails for a way out that was neither tried nor listed, and for a
// listed one that is none any more, or that was tried all the same.
func (g *gateTrial) noneForgotten() {
	g.t.Helper()
	ways := g.everyWay()
	tried := map[string]bool{}
	for _, was := range g.tried {
		tried[wayOf(ways, was)] = true
	}
	listed := map[string]bool{}
	for _, way := range ways {
		found := ""
		for _, no := range noWayOut {
			for _, line := range strings.Split(no.routes, "\n") {
				if line = strings.TrimSpace(line); line == way || strings.HasSuffix(line, "*") && strings.HasPrefix(way, line[:len(line)-1]) {
					found = line
				}
			}
		}
		if listed[found] = true; found == "" && !tried[way] {
			g.t.Errorf("%s can change something: send a leak through it in this trial, or say in noWayOut why it lets none out", way)
		}
	}
	for _, no := range noWayOut {
		for _, line := range strings.Split(no.routes, "\n") {
			if line = strings.TrimSpace(line); !listed[line] {
				g.t.Errorf("%s is on the list and in no program", line)
			}
		}
	}
}

// wayOf is the way that a concrete request went: of those that match the one with
// the fewest parameters.
func wayOf(ways []string, was string) (best string) {
	for _, way := range ways {
		pattern := regexp.MustCompile("^" + anyPart.ReplaceAllString(regexp.QuoteMeta(way), `[^/]+`) + "$")
		if pattern.MatchString(was) && (best == "" || strings.Count(way, ":")+strings.Count(way, "{") < strings.Count(best, ":")+strings.Count(best, "{")) {
			best = way
		}
	}
	return best
}

// anyPart is a parameter of a route, quoted.
var anyPart = regexp.MustCompile(`:\w+|\\\{\w+\\\}`)

// published leads leaks to what can be said of a postmortem that is out: the note
// of a revision, why it is withdrawn, why a promise is dropped.
func (g *gateTrial) published() {
	api := g.st.writer
	r := api.do("POST", "/reviews", object{"title": "Reports were late", "overview": "Reports were late."})
	at := "/reviews/" + text(r, "id")
	action := api.do("POST", at+"/actions", object{"body": "watch", "kind": "prevent", "owner": "Jonas", "immediate": true, "public_text": "We watch the queue of reports."})
	draft := "/postmortems/" + text(api.do("POST", at+"/postmortem", nil), "id")
	api.do("PATCH", draft, object{"title": "Reports were late", "apology": "We are sorry.", "summary": "Reports came an hour late.", "customer_impact": "Reports were late.",
		"proximate_cause": "A queue was full.", "resolution": "We emptied it."})
	out := func(note string) (int, object) {
		api.do("POST", draft+"/submit", nil)
		g.st.approver.do("POST", draft+"/approve", nil)
		return g.st.approver.try("POST", draft+"/publish", object{"note": note})
	}
	if status, answer := out(""); status != http.StatusOK {
		g.t.Fatalf("a clean postmortem answered %d %v", status, answer)
	}
	g.refused("PATCH", at+"/actions/"+text(action, "id"), object{"state": "dropped", "reason": leakedText})
	g.refused("POST", draft+"/withdraw", object{"note": leakedText})
	g.dropped(text(api.do("GET", draft, nil), "slug"), strings.TrimPrefix(draft, "/postmortems/"), at+"/actions/"+text(action, "id"))
	api.do("PATCH", draft, object{"summary": "Reports came two hours late."})
	if status, answer := out(leakedText); status < 400 || len(list(answer, "findings")) == 0 {
		g.t.Errorf("a revision with a leak in its note answered %d %v", status, answer)
	}
	g.tried = append(g.tried, "api POST "+draft+"/publish")
}

// dropped does the same by the forms of the console.
func (g *gateTrial) dropped(slug, draft, action string) {
	page := g.seat.open("/postmortems/" + slug)
	form := first(page.root, func(n *html.Node) bool {
		return n.Data == "form" && strings.Contains(attribute(n, "action"), "/countermeasures/")
	})
	if form == nil {
		g.t.Fatalf("no promise can be dropped: %s", page.words())
	}
	forms := map[string][]string{attribute(form, "action"): {"state", "dropped", "reason", leakedText}, "/drafts/" + draft + "/withdraw": {"note", leakedText},
		action: {"state", "dropped", "reason", leakedText}, "/actions/" + path.Base(action): {"state", "dropped", "reason", leakedText}}
	for at, filled := range forms {
		shown, _, _ := strings.Cut(at, "/countermeasures/")
		if strings.HasPrefix(at, "/actions/") {
			shown = "/actions"
		}
		g.seat.open(shown)
		got := g.seat.send(at, "", filled...)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.words(), "names “"+leakedHost) && !stopped.MatchString(got.words()) {
			g.t.Errorf("%s with a leak answered %d: %s", at, got.status, got.words())
			continue
		}
		got.holds(g.t, leakedText)
		g.tried = append(g.tried, "console POST "+at)
	}
}
