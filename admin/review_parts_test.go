package admin

import (
	"fmt"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// A review covers any incident, however old: looked for by words or by month. What
// was entered about it stands on its page.
func TestAReviewIsStartedOfAnOldIncidentAndShowsWhatWasEntered(t *testing.T) {
	t.Parallel()
	h := build(t)
	old := modelstest.Incident(t, h.Site, "Exports were late")
	for n := range 13 {
		modelstest.Incident(t, h.Site, fmt.Sprintf("Sign-in fails %d", n))
	}
	b := h.as(staff.Reviewer)
	if strings.Contains(b.get("/reviews/new").body, old.PublicID) {
		t.Fatal("the old incident is among the last ones")
	}
	found := b.submit("/reviews", "find", map[string]string{"find": "EXPORTS late", "vendor": "Glacier Cloud"})
	found.wants(t, 200, "1 found", old.PublicID, "Glacier Cloud")
	b.submit("/reviews", "find", map[string]string{"find": old.StartedAt.Format("2006-01")}).wants(t, 200, "14 found", old.PublicID)
	b.submit("/reviews", "find", map[string]string{"find": "1999-01"}).wants(t, 200, "No incident fits")
	b.submit("/reviews", "find", map[string]string{"find": "late"})
	b.submit("/reviews", "", map[string]string{"incidents": old.PublicID, "sla_effect": "Two hours of the month's four.", "outside_numbers": "INC0012345"}).
		wants(t, 200, "Added.", "Exports were late", "Glacier Cloud", "Two hours of the month&#39;s four.", "INC0012345", "Detection to first word")
	id := strings.TrimPrefix(b.page.path, "/reviews/")
	b.get("/reviews/" + id + "/actions/new")
	b.submit("/reviews/"+id+"/actions", "", map[string]string{"body": "Add retries", "priority": "high", "only_if": "they help", "ticket": "OPS-7", "ticket_url": "https://tracker.example/OPS-7"}).
		wants(t, 200, "high priority", "only if they help", `<a href="https://tracker.example/OPS-7" rel="noreferrer">OPS-7</a>`)
	b.get("/reviews/"+id+"/export").wants(t, 200, "only if they help", "https://tracker.example/OPS-7", "INC0012345", "production", "Two hours of")
	b.get("/reviews/" + id)
	b.submit("/reviews/"+id+"/complete", "", map[string]string{"note": "Nothing can be done today."}).wants(t, 200, "Nothing can be done today.")
}

func TestAnActionItemIsMadeOfALearningAnEntryAndAComment(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Reviewer)
	b.get("/reviews/new")
	b.submit("/reviews", "", map[string]string{"title": "A near miss"})
	at := b.page.path
	b.submit(at+"/learnings", "", map[string]string{"body": "Alarms need owners."})
	b.submit(at+"/entries", "", map[string]string{"what": "See https://graphs.example/d/7, it rose.", "kind": "detected", "at": "2026-11-20T16:00"}).
		wants(t, 200, `<a href="https://graphs.example/d/7" rel="noopener noreferrer">https://graphs.example/d/7</a>, it rose.`)
	r, err := h.Review.Review(t.Context(), strings.TrimPrefix(at, "/reviews/"))
	if err != nil {
		t.Fatal(err)
	}
	b.submit(at+"/comments", "", map[string]string{"place": "timeline", "body": "A runbook would help."})
	threads, err := h.Review.Threads(t.Context(), r)
	if err != nil || len(threads) != 1 {
		t.Fatal(threads, err)
	}
	for key, text := range map[string]string{"learning/" + r.Learnings[0].PublicID: "Alarms need owners.", "entry/" + r.Timeline[0].PublicID: "it rose.", "comment/" + threads[0].PublicID: "A runbook would help."} {
		if !strings.Contains(b.get(at).body, at+"/actions/new?of="+key) {
			t.Errorf("nothing leads from %s to an action item", key)
		}
		b.get(at+"/actions/new?of="+key).wants(t, 200, text, "Made from")
		b.submit(at+"/actions", "", map[string]string{"kind": "nonsense"}).wants(t, 422, "Made from", text)
		b.submit(at+"/actions", "", map[string]string{"kind": "prevent"}).wants(t, 200, text, "made from a")
	}
	now, err := h.Review.Review(t.Context(), r.PublicID)
	if err != nil || len(now.Actions) != 3 || now.Actions[0].MadeOf == "" {
		t.Errorf("action items are %+v (%v)", now.Actions, err)
	}
}

func TestAReviewTellsInTheConsoleThatItChangedAfterPublication(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Exports were late")
	w, a := h.as(staff.Reviewer), h.as(staff.Approver)
	w.get("/reviews/new?incident=" + i.PublicID)
	w.submit("/reviews", "", map[string]string{"overview": "Exports were late for an hour."})
	review := w.page.path
	w.submit(review+"/draft", "", nil)
	draft := w.page.path
	w.submit(draft, "", map[string]string{"title": "Exports were late", "slug": "exports-were-late"})
	settleAll(t, h, w, draft)
	w.get(draft)
	w.submit(draft+"/submit", "", nil).wants(t, 200, "Submitted")
	a.get(draft)
	a.submit(draft+"/approve", "", nil)
	a.submit(draft+"/publish", "quiet", nil).wants(t, 200, "Published.")
	for _, path := range []string{"/reviews", review, "/postmortems", "/postmortems/exports-were-late"} {
		if strings.Contains(w.get(path).body, "changed since") {
			t.Errorf("%s tells of a change too early", path)
		}
	}
	w.get(review + "/sections/overview")
	w.submit(review+"/sections/overview", "", map[string]string{"text": "Exports were late for two hours."})
	w.get("/reviews").wants(t, 200, "the review changed since it was published")
	w.get(review).wants(t, 200, "This review has changed since its postmortem was published.", draft)
	w.get("/postmortems").wants(t, 200, "its review changed since")
	w.get("/postmortems/exports-were-late").wants(t, 200, "Its review has changed since it was published.", draft)
}

func TestALineThatComesByItselfIsWordedForThePublicTimeline(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Exports were late")
	b := h.as(staff.Reviewer)
	b.get("/reviews/new?incident=" + i.PublicID)
	b.submit("/reviews", "", nil)
	at := b.page.path
	b.get(at+"/entries/opened-"+i.PublicID).wants(t, 200, "For the public timeline")
	b.submit(at+"/entries/opened-"+i.PublicID, "", map[string]string{"public_text": "We told you at once."}).wants(t, 200, "public: We told you at once.")
}

func TestNewIncidentsTakeTheAlertsOnTheirComponents(t *testing.T) {
	t.Parallel()
	h := build(t)
	login, queue := modelstest.Component(t, h.Site, "Sign-in"), modelstest.Component(t, h.Site, "Queue")
	if _, _, err := h.Desk.TakeAlerts(t.Context(), []desk.NewAlert{{Source: "generic", Name: "HighErrorRate", Component: login.Slug, Firing: true},
		{Source: "generic", Name: "Queue is long", Component: queue.Slug, Firing: true}}); err != nil {
		t.Fatal(err)
	}
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	b.submit("/incidents", "quiet", map[string]string{"title": "Sign-in fails", "body": "Most sign-ins fail.", "status[" + login.PublicID + "]": "partial_outage"}).wants(t, 200, "Published")
	i, err := h.Site.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil || len(i) != 1 {
		t.Fatal(i, err)
	}
	if list, err := h.Desk.AlertsOf(t.Context(), i[0].ID); err != nil || len(list) != 1 || list[0].Name != "HighErrorRate" {
		t.Errorf("the incident has the alerts %+v (%v)", list, err)
	}
	if ds, err := h.Desk.IncidentDrafts(t.Context()); err != nil || len(ds) != 1 || *ds[0].ComponentID != queue.ID {
		t.Errorf("proposed are %+v (%v)", ds, err)
	}
}
