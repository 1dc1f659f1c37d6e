package audience_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// expected is how many people a notification is expected to go to.
func (h *hall) expected(n audience.Notification) int64 {
	h.Helper()
	count, err := h.store.Expect(h.Context(), n)
	if err != nil {
		h.Fatal(err)
	}
	return count
}

func TestACorrectionIsExpectedWhereTheTextArrived(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.add("first@example.com", everything)
	h.add("second@example.com", everything)
	i := modelstest.Incident(t, h.site, "Sign-in fails")
	told := h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, h.clock.Now())
	if n := h.expected(*told); n != 2 {
		t.Errorf("the news is expected to reach %d people, want 2", n)
	}
	h.fan(told.ID)
	h.run("UPDATE deliveries SET state = 'accepted' WHERE subscriber_id = (SELECT id FROM subscribers WHERE email = 'first@example.com')")
	h.run("UPDATE deliveries SET state = 'failed' WHERE state = 'pending'")
	h.add("third@example.com", everything)
	fix := audience.Notification{Kind: audience.Correction, SubjectID: i.Updates[0].ID}
	if n := h.expected(fix); n != 1 {
		t.Errorf("the correction is expected to reach %d people, want the one who has the text", n)
	}
	sent := h.announce(models.UpdateCorrected{UpdateID: i.Updates[0].ID}, h.clock.Now().Add(-time.Second))
	h.fan(sent.ID)
	after, err := h.store.Notification(t.Context(), sent.PublicID)
	if err != nil || after.Recipients != 1 {
		t.Errorf("the correction went to %d people (%v)", after.Recipients, err)
	}
}

func TestAPostmortemIsExpectedByAllItsIncidents(t *testing.T) {
	t.Parallel()
	h := open(t)
	login, reports := modelstest.Component(t, h.site, "Sign-in"), modelstest.Component(t, h.site, "Reports")
	h.add("login@example.com", audience.Choice{ComponentIDs: []string{login.PublicID}, Postmortems: true})
	h.add("reports@example.com", audience.Choice{ComponentIDs: []string{reports.PublicID}, Postmortems: true})
	h.add("incidents@example.com", audience.Choice{AllComponents: true, Incidents: true})
	one, two := modelstest.Incident(t, h.site, "Sign-in fails", login), modelstest.Incident(t, h.site, "Reports fail", reports)
	p, err := h.site.PublishRevision(t.Context(), models.NewRevision{Slug: "both", IncidentIDs: []int64{one.ID, two.ID},
		Summary: models.Summary{Title: "Both failed", Summary: "Both failed.", Cause: "A process.", Impact: "Some.", Services: "Both"}})
	if err != nil {
		t.Fatal(err)
	}
	if n := h.expected(audience.Notification{Kind: audience.Postmortem, SubjectID: p.ID}); n != 2 {
		t.Errorf("the postmortem is expected to reach %d people, want those of both incidents", n)
	}
}
