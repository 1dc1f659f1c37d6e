package notify_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// TestWhoChoseItHearsWhenTheLastPromiseIsKept keeps two promises one after the
// other: nobody is told of the first, and of the last only who asked for it.
func TestWhoChoseItHearsWhenTheLastPromiseIsKept(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	api, reports := modelstest.Component(t, w.store, "API"), modelstest.Component(t, w.store, "Reports")
	add := func(email string, c audience.Choice) {
		if _, err := w.audience.Add(t.Context(), audience.NewSubscriber{Email: email, Choice: c, Consent: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	add("kept@customer.example", audience.Choice{ComponentIDs: []string{api.PublicID}, Countermeasures: true})
	add("other@customer.example", audience.Choice{ComponentIDs: []string{reports.PublicID}, Countermeasures: true})
	add("postmortems@customer.example", audience.Choice{AllComponents: true, Postmortems: true})
	i := w.open("Elevated API errors", api)
	p := w.publish(i)
	n := models.NewRevision{PostmortemID: p.ID, Slug: p.Slug, IncidentIDs: []int64{i.ID}, Summary: p.Current().Summary, Note: "One promise more.",
		Countermeasures: []models.PublicCommitment{{PublicID: p.Countermeasures[0].PublicID, Body: "Add a second database.", State: models.Planned}, {Body: "Watch *both*.", State: models.Planned}}}
	p, err := w.store.PublishRevision(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	w.start(w.config())
	for _, m := range p.Countermeasures {
		if _, err := w.store.SetCountermeasure(t.Context(), m.PublicID, models.Done, ""); err != nil {
			t.Fatal(err)
		}
	}
	told := w.finished(w.notification().PublicID)
	if told.Kind != audience.Countermeasures || told.Recipients != 1 || told.Thread != "inc-"+i.PublicID {
		t.Errorf("notification = %+v", told)
	}
	mails := w.server.to("kept@customer.example")
	if len(mails) != 1 || len(w.server.to("other@customer.example")) != 0 {
		t.Fatalf("%d mails to who asked, %d to who follows another service", len(mails), len(w.server.to("other@customer.example")))
	}
	for _, words := range []string{"All 2 things we promised after this are done.", "Add a second database.", "Watch both.", "/postmortems/" + p.Slug + "#countermeasures"} {
		if !strings.Contains(mails[0].Text, words) {
			t.Errorf("the mail leaves out %q:\n%s", words, mails[0].Text)
		}
	}
	for _, m := range w.server.to("postmortems@customer.example") {
		if strings.Contains(m.Text, "we promised after this") {
			t.Error("who asked for postmortems alone was told of promises")
		}
	}
}

// TestAPromiseReopenedWithinTheUndoWindowIsNotTold moves the last promise back
// before the audience is taken.
func TestAPromiseReopenedWithinTheUndoWindowIsNotTold(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(1)
	w.run("UPDATE subscribers SET wants_countermeasures = ?", true)
	p := w.publish(w.open("Elevated API errors"))
	for _, state := range []models.CountermeasureState{models.Done, models.Underway} {
		if _, err := w.store.SetCountermeasure(t.Context(), p.Countermeasures[0].PublicID, state, ""); err != nil {
			t.Fatal(err)
		}
	}
	w.start(w.config())
	w.until("the notification is cancelled", func() bool { return w.notification().CancelledAt != nil })
	if n := w.notification(); n.Kind != audience.Countermeasures || n.Recipients != 0 {
		t.Errorf("notification = %+v", n)
	}
}
