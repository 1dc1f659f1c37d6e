package admin

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/staff"
)

func TestAPersonSaysWhyNothingComesOfAnIncident(t *testing.T) {
	t.Parallel()
	h := build(t)
	i, err := h.Site.OpenIncident(t.Context(), models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Severity: 1, Body: "We are looking."})
	if err == nil {
		_, err = h.Site.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "It works again."})
	}
	if err != nil {
		t.Fatal(err)
	}
	at := "/incidents/" + i.PublicID
	w := h.named("Priya Raman", staff.Reviewer)
	w.get("/").wants(t, 200, "Review: Sign-in fails", "Postmortem promised: Sign-in fails")
	w.get(at).wants(t, 200, "After it", "Review due", "Postmortem due")
	w.submit(at+"/waivers", "", map[string]string{"noun": "review", "reason": "no"}).wants(t, 422, "Say why in a sentence")
	w.submit(at+"/waivers", "", map[string]string{"reason": "Planned, and told before."}).wants(t, 200, "No review is needed, because: Planned, and told before.", "Priya Raman", "Postmortem due")
	w.submit(at+"/waivers", "", map[string]string{"noun": "postmortem", "reason": "One customer felt it."}).wants(t, 200, "No postmortem will be published, because: One customer felt it.")
	w.get("/").wants(t, 200, "No review and no postmortem waits.")
	h.as(staff.Viewer).get(at).wants(t, 200, "One customer felt it.")
	w.get(at)
	w.submit(at+"/waivers/postmortem/undo", "", nil).wants(t, 200, "Undone.", "Postmortem due")
	day := h.Site.Now().Add(72 * time.Hour)
	if _, err := h.Site.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{PostmortemExpectedBy: &day}); err != nil {
		t.Fatal(err)
	}
	w.get(at).wants(t, 200, "take the promise back in public first")
	r, err := h.Review.StartReview(t.Context(), review.NewReview{IncidentIDs: []string{i.PublicID}})
	if err != nil {
		t.Fatal(err)
	}
	w.get("/reviews/"+r.PublicID).wants(t, 200, "Postmortem due", "say why none will come", "No review is needed, because")
}
