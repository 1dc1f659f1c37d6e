package admin

import (
	"context"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// follow adds a subscriber who follows everything, or some components alone.
func (h *house) follow(email string, some ...string) {
	h.t.Helper()
	c := models.Choice{AllComponents: len(some) == 0, ComponentIDs: some, Incidents: true, Maintenance: true, Postmortems: true}
	if _, err := h.Audience.Add(h.t.Context(), audience.NewSubscriber{Email: email, Consent: "asked", Choice: c}); err != nil {
		h.t.Fatal(err)
	}
}

// deliver takes the audience of the newest notification and gives its mails
// their outcomes, in the order of the ledger.
func (h *house) deliver(outcomes ...audience.Outcome) audience.Notification {
	h.t.Helper()
	ctx := h.t.Context()
	list, err := h.Audience.Notifications(ctx, audience.NotificationQuery{Limit: 1})
	if err != nil || len(list) != 1 {
		h.t.Fatal(list, err)
	}
	if err := h.Audience.SendNow(ctx, list[0].PublicID); err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.Audience.FanOut(ctx, list[0].ID, "example.org", func(*models.Tx, []audience.Range) error { return nil }); err != nil {
		h.t.Fatal(err)
	}
	mails, err := h.Audience.Deliveries(ctx, list[0].PublicID, audience.DeliveryQuery{})
	if err != nil || len(mails) < len(outcomes) {
		h.t.Fatal(mails, err)
	}
	for i, outcome := range outcomes {
		if _, err := h.Audience.Step(ctx, nil, mails[i].ID); err != nil {
			h.t.Fatal(err)
		}
		if _, err := h.Audience.Step(ctx, &audience.Result{DeliveryID: mails[i].ID, State: outcome}, 0); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := h.Audience.Settled(ctx, list[0].ID, 0); err != nil {
		h.t.Fatal(err)
	}
	return list[0]
}

func TestACorrectionGoesToThoseWhoGotTheText(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.follow("first@example.com")
	h.follow("second@example.com")
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	h.deliver(audience.Accepted, audience.Failed)
	h.follow("third@example.com")
	b, path := h.as(staff.Responder), "/incidents/"+i.PublicID+"/updates/"+i.Updates[0].PublicID+"/correct"
	b.get(path).wants(t, 200, "Correct and email 1 person")
	b.submit(path, "", map[string]string{"body": "A better text."}).wants(t, 422, "Press the button that says what it does", "A better text.")
	b.submit(path, "mail", nil).wants(t, 200, "Corrected", "Email to 1 person leaves", "1 person · can still be cancelled")
}

func TestWhoWaitsForTheUndoWindowIsCounted(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.follow("first@example.com")
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	b := h.as(staff.Responder)
	b.get("/notifications").wants(t, 200, "1 person")
	b.get("/incidents/"+i.PublicID).wants(t, 200, "1 person · can still be cancelled")
}

func TestTheButtonOfAnUpdateCountsTheServicesChosen(t *testing.T) {
	t.Parallel()
	h := build(t)
	login, reports := modelstest.Component(t, h.Site, "Sign-in"), modelstest.Component(t, h.Site, "Reports")
	h.follow("reports@example.com", reports.PublicID)
	i := modelstest.Incident(t, h.Site, "Sign-in fails", login)
	b, path := h.as(staff.Responder), "/incidents/"+i.PublicID
	b.get(path).wants(t, 200, "Publish and email at least 0 people")
	again := b.submit(path+"/updates", "mail", map[string]string{"status[" + reports.PublicID + "]": "partial_outage"})
	again.wants(t, 422, "Publish and email 1 person")
}

func TestAStoppedMailingSaysHowManyHadLeft(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.follow("first@example.com")
	h.follow("second@example.com")
	modelstest.Incident(t, h.Site, "Sign-in fails")
	n := h.deliver(audience.Accepted)
	b := h.as(staff.Responder)
	b.get("/notifications/" + n.PublicID)
	b.submit("/notifications/"+n.PublicID+"/cancel", "", nil).wants(t, 200, "Stopped: nobody more is mailed", "The email to 1 person had left")
}

func TestARemovedUpdateStopsNoPostmortem(t *testing.T) {
	t.Parallel()
	s := spoken{update: models.Update{ID: 7}}
	for kind, want := range map[audience.Kind]bool{audience.Incident: true, audience.Maintenance: true, audience.Correction: true, audience.Postmortem: false, audience.Reminder: false} {
		if got := s.toldBy(audience.Notification{Kind: kind, SubjectID: 7}); got != want {
			t.Errorf("a notification of the kind %s is about the update: %t", kind, got)
		}
	}
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	p, err := h.Site.PublishRevision(t.Context(), models.NewRevision{Slug: "sign-in", IncidentIDs: []int64{i.ID}, Notify: true,
		Summary: models.Summary{Title: "Sign-in failed", Summary: "It failed.", Cause: "A process."}})
	if err != nil || p.ID != i.Updates[0].ID {
		t.Fatalf("postmortem %d, update %d, %v", p.ID, i.Updates[0].ID, err)
	}
	h.stopMail(context.WithoutCancel(t.Context()), spoken{update: i.Updates[0], thread: "inc-" + i.PublicID})
	for _, n := range h.notificationsOf(t.Context(), "inc-"+i.PublicID) {
		if cancelled := n.CancelledAt != nil; cancelled == (n.Kind == audience.Postmortem) {
			t.Errorf("the mail about the %s is cancelled: %t", n.Kind, cancelled)
		}
	}
}

func TestANotificationShowsHowFarItIs(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, email := range []string{"first@example.com", "second@example.com", "third@example.com"} {
		h.follow(email)
	}
	modelstest.Incident(t, h.Site, "Sign-in fails")
	b, list := h.as(staff.Responder), h.notificationsOf(t.Context(), "")
	path := "/notifications/" + list[0].PublicID
	waiting := b.get(path)
	waiting.wants(t, 200, "Nobody was told yet. It leaves to 3 people", "Cancel the emails", "Send now")
	if strings.Contains(waiting.body, "Emails waiting") {
		t.Error("the page counts down twice")
	}
	h.deliver(audience.Accepted, audience.Failed)
	b.get(path).wants(t, 200, "2 of 3", "Stop: nobody more is mailed", "No mail server is configured", `<progress max="3" value="2"`, ">Mail</th>", "Try again")
	person := h.subscriber("second@example.com")
	b.submit(path+"/retry", "", map[string]string{"subscriber": person.PublicID}).wants(t, 200, "1 of 3")
	b.get("/subscribers/"+person.PublicID).wants(t, 200, "What they were told", "Sign-in fails", "waiting", "It is a mailing list")
	b.submit("/subscribers/"+person.PublicID+"/list", "", map[string]string{"list": "yes"}).wants(t, 200, "This address is a mailing list")
}

// subscriber finds one by the address.
func (h *house) subscriber(email string) audience.Subscriber {
	h.t.Helper()
	list, err := h.Audience.Subscribers(h.t.Context(), audience.SubscriberQuery{Search: email})
	if err != nil || len(list) != 1 {
		h.t.Fatal(list, err)
	}
	return list[0]
}
