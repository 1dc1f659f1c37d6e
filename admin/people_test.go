package admin

import (
	"strings"
	"testing"

	"vitrine/models/staff"
)

// TestANearMissIsReviewedByFormsAlone walks people, sections, comments, meetings
// and signatures without a script.
func TestANearMissIsReviewedByFormsAlone(t *testing.T) {
	t.Parallel()
	h := build(t)
	ingrid := h.named("Ingrid Nyberg", staff.Approver)
	w := h.named("Priya Raman", staff.Reviewer)
	w.get("/reviews/new")
	w.submit("/reviews", "", map[string]string{"title": "A wrong migration, stopped in staging", "environment": "staging"}).wants(t, 200, "No incident: a near miss")
	at := w.page.path
	w.submit(at+"/participants", "", map[string]string{"name": "", "role": "facilitator"}).wants(t, 422, "The name is missing")
	w.submit(at+"/participants", "", map[string]string{"name": "Priya Raman", "role": "facilitator"}).wants(t, 200, "Facilitator")
	w.submit(at+"/participants", "", map[string]string{"name": "Priya Raman", "role": "commander"}).wants(t, 200, "Priya Raman also responded.")
	w.get(at+"/sections/luck").wants(t, 200, "Could it have been worse?")
	w.submit(at+"/sections/luck", "", map[string]string{"text": "Somebody looked twice."}).wants(t, 200, "Saved.", "Somebody looked twice.")
	w.submit(at+"/comments", "", map[string]string{"place": "luck", "body": "@Ingrid, who was it?"}).wants(t, 200, "who was it?", "1 comment to settle")
	ingrid.get("/").wants(t, 200, "For you", "Priya Raman asks you")
	w.submit(at+"/complete", "", map[string]string{"note": "Nothing at once."}).wants(t, 409, "One comment is still open")
	ingrid.get(at)
	comment := strings.TrimSuffix(strings.SplitAfter(ingrid.page.body, `id="comment-`)[1][:12], `"`)
	ingrid.submit(at+"/comments/"+comment+"/answer", "", map[string]string{"body": "Tom was."}).wants(t, 200, "Tom was.")
	ingrid.submit(at+"/comments/"+comment+"/settle", "", nil).wants(t, 200, "Settled by Ingrid Nyberg")
	w.get(at+"/meetings/new").wants(t, 200, "Priya Raman")
	w.submit(at+"/meetings", "", map[string]string{"minutes": "28", "notes": "We talked."}).wants(t, 200, "Time spent: 1 meeting, 28 min", "We talked.")
	u, err := h.Staff.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.submit(at+"/signoffs", "", map[string]string{"user": text(u[0].ID)}).wants(t, 200, "Ingrid Nyberg did not sign yet.")
	ingrid.get(at)
	ingrid.submit(at+"/sign", "", nil).wants(t, 200, "Ingrid Nyberg signed this text.")
	w.get(at + "/sections/luck")
	w.submit(at+"/sections/luck", "", map[string]string{"text": "Tom looked twice."}).wants(t, 200, "signed an earlier text")
	w.submit(at+"/complete", "", map[string]string{"note": "Nothing at once."}).wants(t, 200, "The review is completed.")
}
