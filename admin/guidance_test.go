package admin

import (
	"net/url"
	"strings"
	"testing"

	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// TestQuestionsAreAnsweredOnTheirPageAndNothingIsLost answers as two people.
func TestQuestionsAreAnsweredOnTheirPageAndNothingIsLost(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.named("Priya Raman", staff.Reviewer)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/reviews/" + r.PublicID + "/questions"
	w.get(path).wants(t, 200, "How could it have been worse", "0 answered, 0 skipped")
	other := h.named("Omar Haddad", staff.Reviewer)
	other.get(path)
	w.submit(path, "", map[string]string{"answer[worse]": "The second region was whole.", "skip[unlucky]": "yes"}).
		wants(t, 200, "Saved.", "1 answered, 1 skipped", "The second region was whole.")
	other.submit(path, "", map[string]string{"answer[worse]": "It was a quiet night."}).
		wants(t, 409, "Priya Raman answered this meanwhile", "The second region was whole.", "It was a quiet night.")
	other.submit(path, "", nil).wants(t, 200, "Saved.", "The second region was whole.", "It was a quiet night.")
	h.as(staff.Viewer).get("/reviews/"+r.PublicID).wants(t, 200, "1 answered, 1 skipped")
}

func TestTheReviewTemplateChangesEveryReview(t *testing.T) {
	t.Parallel()
	h := build(t)
	boss := h.as(staff.Admin)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss"})
	if err != nil {
		t.Fatal(err)
	}
	boss.get("/review-template").wants(t, 200, "Where we were lucky or unlucky")
	boss.submit("/review-template", "", map[string]string{"heading[luck]": "Fortune", "place[luck]": "1", "question[worse]": "How near was it?", "added": "How did the new runbook do?\n\n", "known": "WAL"}).
		wants(t, 200, "Saved.", "Fortune", "How near was it?", "How did the new runbook do?", "WAL")
	boss.get("/reviews/"+r.PublicID).wants(t, 200, "Fortune")
	boss.get("/reviews/"+r.PublicID+"/questions").wants(t, 200, "How near was it?", "How did the new runbook do?")
	boss.get("/reviews/"+r.PublicID+"/sections/luck").wants(t, 200, "Fortune")
	boss.get("/review-template")
	boss.submit("/review-template", "", map[string]string{"question[worse]": strings.Repeat("x", 301)}).wants(t, 422, "Shorten it", "Fortune")
}

func TestTheCoachAdvisesWithoutAScriptAndIsSentAway(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.as(staff.Reviewer)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss", Overview: "The server went down last night."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Review.AddFactor(t.Context(), r.PublicID, "The root cause was a full disk."); err != nil {
		t.Fatal(err)
	}
	page := w.get("/reviews/" + r.PublicID)
	page.wants(t, 200, "Coach: 1 remark", "last night", "A vague time", "factor 1", "A single root cause")
	lacks(t, h.as(staff.Viewer).get("/reviews/"+r.PublicID), "Coach:")
	_, rest, _ := strings.Cut(page.body, `name="advice" value="`)
	key, _, _ := strings.Cut(rest, `"`)
	w.submit("/coach/dismiss", "", map[string]string{"advice": key}).wants(t, 200, "Saved.", "A single root cause")
	lacks(t, w.page, "A vague time")
}

func TestTheCoachNeverStandsInTheWayOfAnUpdate(t *testing.T) {
	t.Parallel()
	h := build(t)
	login := modelstest.Component(t, h.Site, "Sign-in")
	i := modelstest.Incident(t, h.Site, "Sign-in fails", login)
	s := h.as(staff.Responder)
	const bad = "Our provider broke the network. It will be fixed by 16:00 UTC."
	s.get("/incidents/" + i.PublicID)
	csrf := fieldsOf(formFor(s, "/incidents/"+i.PublicID+"/updates"))["csrf"]
	s.post("/coach", url.Values{"csrf": csrf, "kind": {"update"}, "text": {bad}, "about": {i.PublicID}}).wants(t, 200, "vendor", "A promised time of repair", "No next update announced")
	promised := s.post("/coach", url.Values{"csrf": csrf, "kind": {"update"}, "text": {bad}, "promised": {"yes"}})
	promised.wants(t, 200, "vendor")
	lacks(t, promised, "No next update announced")
	s.get("/incidents/" + i.PublicID)
	s.submit("/incidents/"+i.PublicID+"/updates", "preview", map[string]string{"body": bad}).wants(t, 200, "Coach: ", "Blame of a vendor")
	s.get("/incidents/" + i.PublicID)
	s.submit("/incidents/"+i.PublicID+"/updates", "quiet", map[string]string{"body": bad}).wants(t, 200, "Published.")
}

func lacks(t *testing.T, p page, text string) {
	t.Helper()
	if strings.Contains(p.body, text) {
		t.Errorf("%s says %q", p.path, text)
	}
}
