package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestTheSameIncidentIsOpenedOnce(t *testing.T) {
	t.Parallel()
	h := build(t)
	login := modelstest.Component(t, h.Site, "Sign-in")
	b := h.as(staff.Responder)
	typed := map[string]string{"title": "Sign-in fails", "body": "Most sign-ins fail."}
	send := func(step, more, value string) page {
		b.get("/incidents/new") // the back button draws the form anew
		fill := map[string]string{}
		for name, text := range typed {
			fill[name] = text
		}
		if more != "" {
			fill[more] = value
		}
		return b.submit("/incidents", step, fill)
	}
	send("quiet", "", "").wants(t, 200, "Published.")
	send("quiet", "", "").wants(t, 200, "This had been sent before.")
	for name, again := range map[string]page{
		"with mail": send("mail", "", ""), "with a severity": send("quiet", "severity", "2"), "with an impact": send("quiet", "impact", "minor"),
		"with a component": send("quiet", "status["+login.PublicID+"]", "major_outage"), "with another promise": send("quiet", "next_in", "60"),
	} {
		t.Run(name, func(t *testing.T) { again.wants(t, 200, "it was not published twice", "Sign-in fails") })
	}
	if list, err := h.Site.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(list) != 1 {
		t.Errorf("%d incidents (%v)", len(list), err)
	}
}

func TestTheSameUpdateIsPostedOnceAndACorrectedOneIsNotSwallowed(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	b, path := h.as(staff.Responder), "/incidents/"+i.PublicID
	words := 1
	for _, s := range []struct {
		name, field, value string
		new                bool
	}{
		{"first", "", "", true}, {"the same", "", "", false}, {"another impact", "impact", "minor", true},
		{"a postmortem", "postmortem_expected_by", models.Clock().AddDate(0, 0, 7).Format("2006-01-02"), true}, {"no promise", "next_in", "none", true},
	} {
		b.get(path)
		fill := map[string]string{"state": "identified", "body": "We know why."}
		if s.field != "" {
			fill[s.field] = s.value
		}
		b.submit(path+"/updates", "quiet", fill)
		if s.new {
			words++
			b.page.wants(t, 200, "Published.")
		} else {
			b.page.wants(t, 200, "This had been sent before.")
		}
		if now, err := h.Site.Incident(t.Context(), i.PublicID); err != nil || len(now.Updates) != words {
			t.Fatalf("%s: %d updates, want %d (%v)", s.name, len(now.Updates), words, err)
		}
	}
}

func TestTheSameMaintenanceIsPlannedOnce(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	send := func(until string) page {
		b.get("/maintenances/new")
		return b.submit("/maintenances", "quiet", map[string]string{"title": "Upgrade", "body": "Soon.", "scheduled_for": "2027-03-01T02:00", "scheduled_until": until})
	}
	send("2027-03-01T03:00").wants(t, 200, "Published.")
	send("2027-03-01T03:00").wants(t, 200, "This had been sent before.")
	send("2027-03-01T04:00").wants(t, 200, "it was not published twice")
	list, err := h.Site.Maintenances(t.Context(), models.MaintenanceQuery{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d maintenances (%v)", len(list), err)
	}
	path := "/maintenances/" + list[0].PublicID
	for _, want := range []string{"Published.", "This had been sent before."} {
		b.get(path)
		b.submit(path+"/updates", "quiet", map[string]string{"state": "in_progress", "body": "It has begun."}).wants(t, 200, want)
		b.get(path)
		b.submit(path+"/updates", "quiet", map[string]string{"state": "in_progress", "body": "It has begun."})
	}
}

// breaks makes a database fail where the result of a form is kept, until the
// function it returns is called.
func breaks(t *testing.T, db *models.DB) (mend func()) {
	t.Helper()
	run := func(statement string) error {
		return db.Tx(t.Context(), func(tx *models.Tx) error { return tx.DB().Exec(statement).Error })
	}
	undo := "DROP TRIGGER broken"
	if err := run("CREATE TRIGGER broken BEFORE UPDATE ON idempotency_keys BEGIN SELECT RAISE(ABORT, 'the power went'); END"); err != nil {
		undo = "ALTER TABLE idempotency_keys DROP CONSTRAINT broken" // PostgreSQL has no such trigger
		if err := run("ALTER TABLE idempotency_keys ADD CONSTRAINT broken CHECK (status = 0)"); err != nil {
			t.Fatal(err)
		}
	}
	return func() {
		if err := run(undo); err != nil {
			t.Error(err)
		}
	}
}

// TestADeedWhoseResultIsNotKeptIsNotDone is trial F14.
func TestADeedWhoseResultIsNotKeptIsNotDone(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	h := over(t, db)
	b := h.as(staff.Admin)
	b.get("/subscribers/new")
	form := fieldsOf(formFor(b, "/subscribers"))
	form.Set("email", "reader@example.com")
	form.Set("consent", "asked")
	mend := breaks(t, db)
	refused := b.post("/subscribers", form)
	refused.wants(t, 503, "Press the button again: it is done once.", "reader@example.com")
	if key := fieldsOf(formFor(b, "/subscribers")).Get("key"); key != form.Get("key") {
		t.Errorf("the form came back with the key %q, want %q", key, form.Get("key"))
	}
	if b.get("/subscribers"); strings.Contains(b.page.body, "reader@example.com") {
		t.Error("it was done, and nothing remembers it")
	}
	mend()
	b.post("/subscribers", form).wants(t, 200, "Added.", "reader@example.com")
	b.post("/subscribers", form).wants(t, 200, "This had been sent before.")
	form.Set("email", "second@example.com")
	again := b.post("/subscribers", form)
	again.wants(t, 409, "What it says now was not", "second@example.com")
	if strings.Contains(again.body, "idempotency") {
		t.Error("the page speaks of keys to a person")
	}
	b.submit("/subscribers", "", nil).wants(t, 200, "Added.", "second@example.com")
}

func TestASecondClickMakesNoSecondToken(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	b.get("/tokens")
	form := fieldsOf(formFor(b, "/tokens"))
	form.Set("name", "alertmanager")
	b.post("/tokens", form).wants(t, 200, "shown this once", "vitrine_")
	b.post("/tokens", form).wants(t, 409, "the token was made then", "alertmanager")
	if list, err := h.Staff.Tokens(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%d tokens (%v), want 1", len(list), err)
	}
}

func TestASecondClickInsideChangesNothing(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Reviewer)
	b.get("/reviews/new")
	form := fieldsOf(formFor(b, "/reviews"))
	form.Set("title", "A near miss")
	first, second := b.post("/reviews", form), b.post("/reviews", form)
	second.wants(t, 200, "This had been sent before.")
	if first.path != second.path {
		t.Errorf("the second click made %s, the first %s", second.path, first.path)
	}
	for _, what := range []string{"entries", "factors", "learnings"} {
		b.get(first.path)
		form := fieldsOf(formFor(b, first.path+"/"+what))
		form.Set("body", "Nothing watched it.")
		form.Set("what", "Somebody looked.")
		form.Set("at", "2026-11-20T16:00")
		b.post(first.path+"/"+what, form).wants(t, 200, "Added.")
		b.post(first.path+"/"+what, form).wants(t, 200, "This had been sent before.")
	}
	b.get(first.path + "/actions/new")
	form = fieldsOf(formFor(b, first.path+"/actions"))
	form.Set("body", "Watch it")
	b.post(first.path+"/actions", form)
	b.post(first.path+"/actions", form).wants(t, 200, "1 action item")
}
