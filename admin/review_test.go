package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// TestReviewToPublishedPostmortem walks the whole way with forms alone.
func TestReviewToPublishedPostmortem(t *testing.T) {
	t.Parallel()
	h := build(t)
	login := modelstest.Component(t, h.Site, "Sign-in")
	i := modelstest.Incident(t, h.Site, "Sign-in fails", login)
	if _, err := h.Site.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "It is over.",
		Components: []models.ComponentChoice{{ID: login.PublicID, Status: models.Operational}}}); err != nil {
		t.Fatal(err)
	}
	w := h.named("Priya Raman", staff.Reviewer)
	w.get("/reviews/new?incident="+i.PublicID).wants(t, 200, "nothing here is ever public")
	w.submit("/reviews", "", map[string]string{"overview": "Most sign-ins failed for twenty minutes.", "description": "Dana stopped kestrel on web-prod-3."}).
		wants(t, 200, "Added.", "Status update", "Dana stopped kestrel")
	id := strings.TrimPrefix(w.page.path, "/reviews/")
	w.submit("/reviews/"+id+"/entries", "", map[string]string{"what": "Monitoring saw it.", "kind": "detected", "at": "2026-02-30T10:00"}).wants(t, 422, "no date and time that exists", "Monitoring saw it.")
	w.submit("/reviews/"+id+"/entries", "", map[string]string{"at": "2026-11-20T16:00"}).wants(t, 200, "Monitoring saw it.")
	w.submit("/reviews/"+id+"/factors", "", map[string]string{"body": "Nothing watched the processor."}).wants(t, 200, "Nothing watched")
	w.submit("/reviews/"+id+"/learnings", "", map[string]string{"body": "Alarms need owners."}).wants(t, 200, "Alarms need owners")
	w.get("/reviews/" + id + "/actions/new")
	w.submit("/reviews/"+id+"/actions", "", map[string]string{"body": "Alarm on processor use", "immediate": "yes", "public_text": "Processor use raises an alarm."}).wants(t, 200, "Processor use raises")
	w.submit("/reviews/"+id+"/draft", "", nil).wants(t, 200, "The draft was started", "External summary")

	draft := w.page.path
	w.submit(draft, "", map[string]string{"title": "Sign-in failed", "summary": "Sign-in failed. A process on web-prod-3 was stuck.", "proximate_cause": "A process.", "services": "Sign-in", "slug": "sign-in-failed"}).
		wants(t, 200, "to settle", "web-prod-3")
	settleAll(t, h, w, draft)
	w.submit(draft+"/submit", "", nil).wants(t, 200, "Submitted")
	self := h.as(staff.Approver)
	self.get(draft).wants(t, 200, "Needs an approval first")
	self.submit(draft+"/return", "", map[string]string{"note": "Say how long it lasted."}).wants(t, 200, "Say how long it lasted.")
	w.get(draft)
	w.submit(draft+"/submit", "", nil).wants(t, 200, "Submitted")
	self.get(draft+"/preview").wants(t, 200, "Feed entry", "Sign-in failed")
	self.get(draft)
	self.submit(draft+"/approve", "", nil).wants(t, 200, "Approved.")
	self.submit(draft+"/publish", "mail", nil).wants(t, 200, "Published.", "Revision 1", "Processor use raises an alarm")
	if f, ok := h.Press.File("/postmortems/sign-in-failed"); !ok || f.Status != 200 {
		t.Fatal("the postmortem is not on the public page")
	}
	self.get(draft+"/withdraw").wants(t, 200, "answers “gone”")
	self.submit(draft+"/withdraw", "", map[string]string{"note": "It named something it should not."}).wants(t, 200, "Withdrawn.")
	if f, ok := h.Press.File("/postmortems/sign-in-failed"); !ok || f.Status != 410 {
		t.Error("the withdrawn postmortem is still readable")
	}
}

// settleAll replaces every find, as the suggestion says or by a plain word.
func settleAll(t *testing.T, h *house, b *browser, draft string) {
	t.Helper()
	id := strings.TrimPrefix(draft, "/drafts/")
	for range 20 {
		finds, err := h.Review.Findings(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		open := ""
		for _, f := range finds {
			if f.Stops() {
				open = f.PublicID
			}
		}
		if open == "" {
			return
		}
		b.settle(draft, open, map[string]string{"action": "replace", "replacement[" + open + "]": "our servers"}).wants(t, 200, "Settled.")
	}
	t.Fatal("the finds do not end")
}

// settle presses a button of a find, which stands in the form of the draft.
func (b *browser) settle(draft, find string, fill map[string]string) page {
	b.t.Helper()
	fields := fieldsOf(formFor(b, draft))
	for name, value := range fill {
		fields.Set(name, value)
	}
	return b.post(draft+"/findings/"+find, fields)
}

func TestWriterCannotApproveTheirOwnText(t *testing.T) {
	t.Parallel()
	h := build(t)
	a := h.named("Priya Raman", staff.Approver)
	a.get("/reviews/new")
	a.submit("/reviews", "", map[string]string{"title": "A near miss", "overview": "Nothing broke."})
	a.submit(a.page.path+"/draft", "", nil)
	draft := a.page.path
	a.submit(draft, "", map[string]string{"title": "A near miss", "summary": "Nothing broke."})
	a.submit(draft+"/submit", "", nil).wants(t, 200, "Needs a second person")
	a.submit(draft+"/approve", "", nil).wants(t, 403, "somebody else has to approve")
}

func TestTwoPeopleOnOneDraftLoseNothing(t *testing.T) {
	t.Parallel()
	h := build(t)
	a, b := h.as(staff.Reviewer), h.as(staff.Reviewer)
	a.get("/reviews/new")
	a.submit("/reviews", "", map[string]string{"title": "A near miss"})
	a.submit(a.page.path+"/draft", "", nil)
	draft := a.page.path
	b.get(draft)
	a.submit(draft, "", map[string]string{"summary": "The first text."}).wants(t, 200, "Saved.")
	b.submit(draft, "", map[string]string{"summary": "The second text."}).wants(t, 409, "The first text.", "The second text.")
	b.submit(draft, "", map[string]string{"summary": "The first text. The second text."}).wants(t, 200, "Saved.")
	d, err := h.Review.Draft(t.Context(), strings.TrimPrefix(draft, "/drafts/"))
	if err != nil || d.Summary.Summary != "The first text. The second text." {
		t.Errorf("saved %q (%v)", d.Summary.Summary, err)
	}
}
