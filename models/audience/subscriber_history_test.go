package audience_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// ended claims the only mail of a notification and gives it an end.
func (h *hall) ended(n *audience.Notification, r audience.Result) int64 {
	h.Helper()
	id := h.fan(n.ID)[0].First
	r.DeliveryID = id
	for _, step := range []struct {
		last *audience.Result
		next int64
	}{{nil, id}, {&r, 0}} {
		if _, err := h.store.Step(h.Context(), step.last, step.next); err != nil {
			h.Fatal(err)
		}
	}
	if err := h.store.Settled(h.Context(), n.ID, 0); err != nil {
		h.Fatal(err)
	}
	return id
}

func TestARefusedMailIsTriedAgainByHand(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("sam@example.com", everything)
	n := h.told(modelstest.Incident(t, h.site, "The API fails"))
	id := h.ended(n, audience.Result{State: audience.Failed, Code: 550, Detail: "no such user"})
	told, err := h.store.History(t.Context(), s.PublicID, 0)
	if err != nil || len(told) != 1 || told[0].State != audience.Failed || told[0].Title != "The API fails" || told[0].Notification != n.PublicID {
		t.Fatalf("the history is %+v, %v", told, err)
	}
	message := told[0].MessageID
	if err := h.store.Retry(t.Context(), n.PublicID, s.PublicID); err != nil {
		t.Fatal(err)
	}
	letter, err := h.store.Step(t.Context(), nil, id)
	if err != nil || letter == nil || letter.MessageID != message {
		t.Fatalf("the mail is %+v, %v", letter, err)
	}
	if err := h.store.Retry(t.Context(), n.PublicID, s.PublicID); models.KindOf(err) != models.Conflict {
		t.Errorf("a mail that is on its way: %v", err)
	}
	if _, err := h.store.Step(t.Context(), &audience.Result{DeliveryID: id, State: audience.Accepted, Code: 250}, 0); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Retry(t.Context(), n.PublicID, s.PublicID); models.KindOf(err) != models.Conflict {
		t.Errorf("a mail that arrived: %v", err)
	}
	if after, err := h.store.Notification(t.Context(), n.PublicID); err != nil || after.FinishedAt != nil {
		t.Errorf("a notification that goes on is finished: %+v, %v", after, err)
	}
	if err := h.store.Settled(t.Context(), n.ID, 0); err != nil {
		t.Fatal(err)
	}
	if after, err := h.store.Notification(t.Context(), n.PublicID); err != nil || after.FinishedAt == nil || after.Outcomes[audience.Accepted] != 1 {
		t.Errorf("in the end it is %+v, %v", after, err)
	}
}

func TestOldOrStoppedNewsIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("sam@example.com", everything)
	n := h.told(modelstest.Incident(t, h.site, "The API fails"))
	h.ended(n, audience.Result{State: audience.Failed})
	if err := h.store.Retry(t.Context(), "nothingthere", s.PublicID); models.KindOf(err) != models.NotFound {
		t.Errorf("no notification: %v", err)
	}
	if err := h.store.Retry(t.Context(), n.PublicID, "nobody000000"); models.KindOf(err) != models.Conflict {
		t.Errorf("nobody: %v", err)
	}
	h.clock.Advance(30 * 24 * time.Hour)
	if err := h.store.Retry(t.Context(), n.PublicID, s.PublicID); models.KindOf(err) != models.Conflict {
		t.Errorf("news of last month: %v", err)
	}
}

func TestStaffSayThatAnAddressIsAList(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("team@example.com", everything)
	for _, list := range []bool{true, false} {
		if err := h.store.MarkList(t.Context(), s.PublicID, list); err != nil {
			t.Fatal(err)
		}
		if got, err := h.store.Subscriber(t.Context(), s.PublicID); err != nil || got.IsList != list {
			t.Errorf("a list: %t, %v", got.IsList, err)
		}
	}
	if err := h.store.MarkList(t.Context(), "nobody000000", true); models.KindOf(err) != models.NotFound {
		t.Errorf("nobody: %v", err)
	}
	room, _ := h.endpoint(models.BySlack, "https://hooks.slack.com/services/T0/B0/x")
	if err := h.store.MarkList(t.Context(), room.PublicID, true); models.KindOf(err) != models.Conflict {
		t.Errorf("a room: %v", err)
	}
}
