package audience_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// hand hands a delivery over at this moment, with an outcome.
func (h *hall) hand(id int64, r audience.Result) {
	h.Helper()
	letter, err := h.store.Step(h.Context(), nil, id)
	if err != nil || letter == nil {
		h.Fatalf("delivery %d is not to be sent: %v", id, err)
	}
	r.DeliveryID = id
	if _, err := h.store.Step(h.Context(), &r, 0); err != nil {
		h.Fatal(err)
	}
}

// correct gives the first update of an incident another text and takes the
// audience of the correction.
func (h *hall) correct(i models.Incident, body string) *audience.Notification {
	h.Helper()
	full, err := h.site.Incident(h.Context(), i.PublicID)
	if err != nil {
		h.Fatal(err)
	}
	u := full.Updates[len(full.Updates)-1]
	if _, err := h.site.CorrectUpdate(h.Context(), u.PublicID, models.Correction{Body: body, Notify: true}); err != nil {
		h.Fatal(err)
	}
	return h.announce(models.UpdateCorrected{UpdateID: u.ID}, h.store.Now().Add(10*time.Second))
}

// recipients are the addresses in a notification's ledger.
func (h *hall) recipients(n *audience.Notification) (emails []string) {
	h.Helper()
	list, err := h.store.Deliveries(h.Context(), n.PublicID, audience.DeliveryQuery{})
	if err != nil {
		h.Fatal(err)
	}
	for _, d := range list {
		emails = append(emails, d.Email)
	}
	return emails
}

var accepted = audience.Result{State: audience.Accepted, Code: 250}

func TestACorrectionIsForWhoGotTheOldTextAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.clock.Set(modelstest.At(time.May, 4, 12, 0))
	h.add("old@example.com", everything)
	h.add("new@example.com", everything)
	i := modelstest.Incident(t, h.site, "Errors")
	rows := h.fan(h.told(i).ID)[0]
	h.hand(rows.First, accepted)
	h.clock.Advance(5 * time.Second)
	first := h.correct(i, "One in twenty requests fails.")
	h.clock.Advance(3 * time.Second)
	h.hand(rows.Last, accepted) // with the corrected text
	h.clock.Advance(10 * time.Second)
	if h.fan(first.ID); len(h.recipients(first)) != 1 || h.recipients(first)[0] != "old@example.com" {
		t.Errorf("the correction goes to %v", h.recipients(first))
	}
	second := h.correct(i, "One in ten requests fails.")
	h.clock.Advance(10 * time.Second)
	if h.fan(second.ID); len(h.recipients(second)) != 2 {
		t.Errorf("the second correction goes to %v", h.recipients(second))
	}
	list, err := h.store.Deliveries(t.Context(), first.PublicID, audience.DeliveryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if letter, err := h.store.Step(t.Context(), nil, list[0].ID); err != nil || letter != nil {
		t.Errorf("the first correction goes out beside the second: %+v, %v", letter, err)
	}
}

func TestNewsDoesNotWaitForACorrectionThatWasPutOff(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.clock.Set(modelstest.At(time.May, 4, 12, 0))
	h.add("sam@example.com", everything)
	i := modelstest.Incident(t, h.site, "Errors")
	h.hand(h.fan(h.told(i).ID)[0].First, accepted)
	h.clock.Advance(5 * time.Second)
	correction := h.correct(i, "One in twenty requests fails.")
	h.clock.Advance(10 * time.Second)
	corrected := h.fan(correction.ID)[0].First

	u, err := h.site.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "Over.", Notify: true})
	if err != nil {
		t.Fatal(err)
	}
	over := h.fan(h.announce(models.UpdatePublished{UpdateID: u.ID}, h.store.Now()).ID)[0].First
	if letter, err := h.store.Step(t.Context(), nil, over); err != nil || letter != nil {
		t.Errorf("the news overtook a correction that may go at once: %+v, %v", letter, err)
	}
	inAnHour := h.store.Now().Add(time.Hour)
	h.hand(corrected, audience.Result{State: audience.Awaiting, Code: 451, NextTryAt: &inAnHour})
	h.clock.Advance(6 * time.Second)
	h.hand(over, accepted)
	h.clock.Advance(time.Hour)
	h.hand(corrected, accepted)
}
