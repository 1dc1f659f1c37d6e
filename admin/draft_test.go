package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// drafted is a draft with finds, and its writer's browser open on it.
func (h *house) drafted(summary string) (*browser, string) {
	h.t.Helper()
	w := h.as(staff.Reviewer)
	w.get("/reviews/new")
	w.submit("/reviews", "", map[string]string{"title": "A near miss", "overview": "Nothing broke."})
	w.submit(w.page.path+"/draft", "", nil)
	draft := w.page.path
	w.submit(draft, "", map[string]string{"title": "A near miss", "summary": summary, "slug": "a-near-miss"})
	return w, draft
}

// openFinds are the ids of the finds of a draft that stop it.
func (h *house) openFinds(draft string) (ids []string) {
	h.t.Helper()
	finds, err := h.Review.Findings(h.t.Context(), strings.TrimPrefix(draft, "/drafts/"))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, f := range finds {
		if f.Stops() {
			ids = append(ids, f.PublicID)
		}
	}
	return ids
}

func TestSettlingAFindSavesTheSections(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process on web-prod-3 was stuck.")
	find := h.openFinds(draft)[0]
	w.settle(draft, find, map[string]string{"action": "replace", "replacement[" + find + "]": "our server", "summary": "Last week a process on web-prod-3 was stuck.", "resolution": "We stopped it."}).
		wants(t, 200, "Settled.")
	d, err := h.Review.Draft(t.Context(), strings.TrimPrefix(draft, "/drafts/"))
	if err != nil || d.Summary.Summary != "Last week a process on our server was stuck." || d.Resolution != "We stopped it." {
		t.Errorf("the draft says %q and %q (%v)", d.Summary.Summary, d.Resolution, err)
	}
	w.submit(draft, "", nil)
	b := h.as(staff.Reviewer)
	b.get(draft)
	w.submit(draft, "", map[string]string{"summary": "Another text."}).wants(t, 200, "Saved.")
	b.post(draft+"/scan", fieldsOf(formFor(b, draft))).wants(t, 409, "Another text.", "Last week a process")
}

func TestWhatWasTypedAtTheWorkbenchComesBack(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, draft := h.drafted("A process on web-prod-3 was stuck.")
	find := h.openFinds(draft)[0]
	refused := w.settle(draft, find, map[string]string{"action": "replace", "replacement[" + find + "]": "mail-prod-1"})
	refused.wants(t, 422, `value="mail-prod-1"`, `href="#with-`+find+`"`)
	settleAll(t, h, w, draft)
	w.submit(draft+"/submit", "", nil).wants(t, 200, "Submitted")
	a := h.as(staff.Approver)
	a.get(draft)
	a.submit(draft+"/approve", "", nil).wants(t, 200, "Approved.")
	note := "As seen on web-prod-3."
	a.submit(draft+"/publish", "", map[string]string{"note": note}).wants(t, 422, "Press the button that says what it does", `value="`+note+`"`)
	a.submit(draft+"/publish", "quiet", nil).wants(t, 422, `value="`+note+`"`, `href="#note-publish"`)
	a.submit(draft+"/publish", "quiet", map[string]string{"note": ""}).wants(t, 200, "Published.")
}

func TestAPromiseThatIsRefusedKeepsItsReason(t *testing.T) {
	t.Parallel()
	h := build(t)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss", Overview: "Nothing broke."})
	if err != nil {
		t.Fatal(err)
	}
	action, err := h.Review.AddAction(t.Context(), r.PublicID, review.NewAction{Body: "Alarm", Kind: review.Prevent, PublicText: "An alarm is raised.", Immediate: true})
	if err != nil {
		t.Fatal(err)
	}
	w := h.as(staff.Reviewer)
	w.get("/reviews/"+r.PublicID+"/actions/"+action.PublicID).wants(t, 200, "Stays inside until the summary is published")
	w.get("/reviews/" + r.PublicID)
	w.submit("/reviews/"+r.PublicID+"/draft", "", nil)
	draft := w.page.path
	w.submit(draft, "", map[string]string{"title": "A near miss", "summary": "Nothing broke.", "slug": "a-near-miss", "proximate_cause": "None."})
	settleAll(t, h, w, draft)
	w.submit(draft+"/submit", "", nil)
	a := h.as(staff.Approver)
	a.get(draft)
	a.submit(draft+"/approve", "", nil)
	a.submit(draft+"/publish", "quiet", nil).wants(t, 200, "Published.")
	p, err := h.Site.Postmortem(t.Context(), "a-near-miss")
	if err != nil || len(p.Countermeasures) != 1 {
		t.Fatal(p, err)
	}
	at := "/postmortems/a-near-miss/countermeasures/" + p.Countermeasures[0].PublicID
	a.submit(at, "", map[string]string{"state": "dropped", "reason": "It ran on web-prod-3."}).wants(t, 422, "web-prod-3", `value="It ran on web-prod-3."`, `<option value="dropped" selected>`)
	a.submit(at, "", map[string]string{"reason": "We replaced it."}).wants(t, 200, "Published.", "Dropped")
	w.get("/reviews/"+r.PublicID+"/actions/"+action.PublicID).wants(t, 200, "Publishes its new state now. When the last promise is kept, subscribers who chose so hear of it")
	w.get(draft)
	w.submit(draft, "", map[string]string{"summary": "Nothing broke at all."})
	a.get(draft+"/preview").wants(t, 200, "We revised this postmortem")
}

func TestTheWorkbenchSaysWhenItsScanIsOld(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.as(staff.Reviewer)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "Late exports", Overview: "The queue was full."})
	if err != nil {
		t.Fatal(err)
	}
	w.get("/reviews/" + r.PublicID)
	w.submit("/reviews/"+r.PublicID+"/draft", "", nil).wants(t, 200, "Nothing stops publication")
	draft := w.page.path
	yaml, version, err := h.Review.Rulebook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Review.SaveRulebook(t.Context(), yaml+"\ncustomers: [\"Late exports\"]\n", version); err != nil {
		t.Fatal(err)
	}
	w.get(draft).wants(t, 200, "2 finds not scanned yet", "changed since the last scan")
	w.submit(draft, "", nil).wants(t, 200, "2 finds to settle")
}

func TestWhatOthersChangedIsNotDeletedUnread(t *testing.T) {
	t.Parallel()
	h := build(t)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := h.Review.AddFactor(t.Context(), r.PublicID, "Nothing watched it.")
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs, path := h.as(staff.Reviewer), h.as(staff.Reviewer), "/reviews/"+r.PublicID+"/factors/"+f.PublicID
	mine.get(path)
	theirs.get(path)
	theirs.submit(path, "", map[string]string{"body": "Nobody watched the processor."}).wants(t, 200, "Saved.")
	mine.submit(path+"/delete", "", nil).wants(t, 409, "it was not deleted", "Nobody watched the processor.")
	mine.submit(path+"/delete", "", nil).wants(t, 200, "Deleted.")
}

func TestAStaleCorrectionCanStillBeMailed(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	mine, theirs, path := h.as(staff.Responder), h.as(staff.Responder), "/incidents/"+i.PublicID+"/updates/"+i.Updates[0].PublicID+"/correct"
	mine.get(path)
	theirs.get(path)
	theirs.submit(path, "quiet", map[string]string{"body": "Their text."}).wants(t, 200, "Corrected")
	mine.submit(path, "mail", map[string]string{"body": "My text."}).wants(t, 409, "My text.", "Their text.", "Save mine over it and email", "Save mine over it, no email")
	mine.submit(path, "mail", nil).wants(t, 200, "Corrected", "My text.")
	if jobs := h.notificationsOf(t.Context(), "inc-"+i.PublicID); len(jobs) != 2 {
		t.Errorf("%d notifications, want the news and its correction", len(jobs))
	}
	if models.KindOf(newest("update", 1, 2)) != models.Stale || newest("update", 0, 2) != nil {
		t.Error("an old version is not stale")
	}
}
