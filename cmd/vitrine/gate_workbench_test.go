package main

import (
	"net/http"
	"strings"
)

// unlistedHost has no public wording in the glossary.
const unlistedHost = "web-prod-4"

// workbench brings a leak over from the review, writes one by itself and one
// beside a find: it may stand inside, and no deed leads it out.
func (g *gateTrial) workbench() {
	api := g.st.writer
	r := api.do("POST", "/reviews", object{"title": "Reports are late", "overview": "We look at " + unlistedHost + " now."})
	draft := "/postmortems/" + text(api.do("POST", "/reviews/"+text(r, "id")+"/postmortem", nil), "id")
	api.do("PATCH", draft, object{"title": "Reports were late", "summary": "Reports were late."})
	for _, p := range list(api.do("GET", draft+"/passages", nil), "items") {
		api.do("POST", draft+"/bring", object{"passage": text(p, "id"), "into": "resolution"})
	}
	if got := text(api.do("GET", draft, nil), "resolution"); !strings.Contains(got, unlistedHost) {
		g.t.Errorf("nothing was brought over: %q", got)
	}
	g.tried = append(g.tried, "api POST "+draft+"/bring", "api POST "+draft+"/undo")
	g.stays(draft)
	at := "/drafts/" + strings.TrimPrefix(draft, "/postmortems/")
	g.seat.open(at)
	form := g.seat.form(at, "resolution", "", "impact", "", "summary", leakedText)
	if got := g.seat.ask("POST", at+"/autosave", form); got.status != http.StatusOK {
		g.t.Errorf("autosave answered %d %s", got.status, got.words())
	}
	g.stays(draft)
	for n := 0; n < 20; n++ {
		open := blocking(api.do("POST", draft+"/scan", nil))
		if len(open) == 0 {
			break
		}
		api.do("POST", draft+"/findings/"+text(open[0], "id")+"/settle", object{"action": "remove", "all": true})
	}
	api.do("POST", draft+"/submit", nil)
	api.do("POST", draft+"/undo", nil)
	g.stays(draft)
}

// stays tries every deed that would lead the draft out.
func (g *gateTrial) stays(draft string) {
	g.t.Helper()
	for _, deed := range []string{"submit", "approve", "publish"} {
		for _, who := range []*client{g.st.writer, g.st.approver} {
			if status, answer := who.try("POST", draft+"/"+deed, object{"notify": true}); status < 400 {
				g.t.Errorf("%s of a draft with a leak answered %d %v", deed, status, answer)
			}
		}
	}
}

// withdrawn publishes a clean postmortem, and tries a leak in every word that
// goes along with a publication, a withdrawal and what follows it.
func (g *gateTrial) withdrawn() {
	g.st.publishLeak()
	draft, at := "/postmortems/"+g.st.draft, "/drafts/"+g.st.draft
	g.st.writer.do("PATCH", draft, object{"summary": "Exports were late for an hour."})
	g.st.writer.do("POST", draft+"/submit", nil)
	g.st.approver.do("POST", draft+"/approve", nil)
	g.refused("POST", draft+"/publish", object{"note": leakedText})
	g.seat.open(at)
	g.kept(at+"/publish", "quiet", "note", leakedLine)
	g.refused("POST", draft+"/withdraw", object{"note": leakedText})
	g.seat.open(at + "/withdraw")
	g.kept(at+"/withdraw", "", "note", leakedText)
	g.st.approver.do("POST", draft+"/withdraw", object{"note": "It said too much."})
	g.refused("POST", draft+"/retractions", object{"body": leakedText})
	g.seat.open(at + "/retract")
	g.kept(at+"/retract", "mail", "body", leakedText)
}

// kept sends a form with a leak, which is refused with what was found and comes
// back with what was typed.
func (g *gateTrial) kept(action, step, field, leak string) {
	g.t.Helper()
	g.tried = append(g.tried, "console POST "+action)
	got := g.seat.send(action, step, field, leak)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.words(), leakedHost) {
		g.t.Errorf("%s with a leak in %s answered %d: %s", action, field, got.status, got.words())
	}
	got.holds(g.t, leak)
}
