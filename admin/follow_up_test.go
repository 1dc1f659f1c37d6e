package admin

import (
	"encoding/csv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models/review"
	"vitrine/models/staff"
)

// owed adds an action item that is due some days from now to a review of its own.
func (h *house) owed(n review.NewAction, days int) review.Action {
	h.t.Helper()
	today, err := h.Review.Today(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := h.Review.StartReview(h.t.Context(), review.NewReview{Title: "Review of " + n.Body})
	if err != nil {
		h.t.Fatal(err)
	}
	n.Kind, n.DueOn = review.Prevent, new(today.AddDate(0, 0, days))
	a, err := h.Review.AddAction(h.t.Context(), r.PublicID, n)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

func TestTheBoardShowsOverdueItemsFirstAndMovesThemInPlace(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.named("Priya Raman", staff.Reviewer)
	later := h.owed(review.NewAction{Body: "Write down how to move traffic", Owner: "Priya Raman"}, 5)
	late := h.owed(review.NewAction{Body: "Raise an alarm", Ticket: "OPS-12"}, -2)
	p := w.get("/actions")
	p.wants(t, 200, "overdue since", "Within 7 days2", "Owned by nobody1", "OPS-12")
	w.get("/actions?due=week").wants(t, 200, later.Body, late.Body)
	if first, second := strings.Index(p.body, late.PublicID), strings.Index(p.body, later.PublicID); first < 0 || first > second {
		t.Errorf("the overdue item stands at %d, the other at %d", first, second)
	}
	for query, want := range map[string]string{"owner=me": later.Body, "owner=-": late.Body, "due=overdue": late.Body} {
		page, other := w.get("/actions?"+query), late.Body
		if want == late.Body {
			other = later.Body
		}
		if words := page.words(); !strings.Contains(words, want) || strings.Contains(words, other) {
			t.Errorf("%s shows %s", query, words)
		}
	}
	w.get("/actions?due=overdue")
	w.submit("/actions/"+late.PublicID, "", map[string]string{"due_on": "soon"}).wants(t, 422, "soon")
	w.submit("/actions/"+late.PublicID, "", map[string]string{"due_on": "2026-11-20", "state": "dropped"}).wants(t, 422, "Why it was dropped")
	if w.page.body == "" || !strings.Contains(w.page.words(), late.Body) || strings.Contains(w.page.words(), later.Body) {
		t.Errorf("the filter is lost: %s", w.page.words())
	}
	w.submit("/actions/"+late.PublicID, "", map[string]string{"reason": "The disk is gone."}).wants(t, 200, "Saved.")
	item, err := h.Review.BoardItem(t.Context(), late.PublicID)
	if err != nil || item.State != review.ActionDropped || item.Reason != "The disk is gone." {
		t.Errorf("%+v, %v", item, err)
	}
	if r := h.as(staff.Viewer).get("/actions"); strings.Contains(r.body, `action="/actions/`) {
		t.Error("a viewer is offered to change an item")
	}
}

func TestTwoPeopleMoveOneItemAndBothTextsAreShown(t *testing.T) {
	t.Parallel()
	h := build(t)
	a := h.owed(review.NewAction{Body: "Raise an alarm"}, 1)
	one, two := h.as(staff.Reviewer), h.as(staff.Reviewer)
	one.get("/actions")
	two.get("/actions")
	one.submit("/actions/"+a.PublicID, "", map[string]string{"due_on": "2027-01-05"}).wants(t, 200, "Saved.")
	two.submit("/actions/"+a.PublicID, "", map[string]string{"due_on": "2027-02-06"}).wants(t, 409, "2027-01-05", "2027-02-06")
}

func TestTheBoardAsATableHoldsNoFormula(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.owed(review.NewAction{Body: "=HYPERLINK(1)", Owner: "Somebody"}, -3)
	h.owed(review.NewAction{Body: "Raise an alarm"}, 3)
	p := h.as(staff.Viewer).get("/actions.csv?state=all")
	rows, err := csv.NewReader(strings.NewReader(p.body)).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][3] != "'=HYPERLINK(1)" || rows[1][9] != "yes" || rows[2][9] != "no" {
		t.Errorf("%v: %q", err, rows)
	}
	if got := p.header.Get("Content-Type"); !strings.HasPrefix(got, "text/csv") {
		t.Errorf("the table is %s", got)
	}
	if p.header.Get("Content-Length") != "" {
		t.Errorf("the table was made whole before it left: %s bytes", p.header.Get("Content-Length"))
	}
}

func TestTheAgendaIsAPageAndMarkdown(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.as(staff.Viewer)
	w.get("/agenda").wants(t, 200, "No review is open.", "None is due within seven days.")
	h.owed(review.NewAction{Body: "Raise an alarm [now]", Owner: "Priya Raman"}, -2)
	kept := h.owed(review.NewAction{Body: "Test the copies"}, 1)
	if _, err := h.Review.EditAction(t.Context(), kept.PublicID, review.ActionEdit{State: new(review.ActionDone)}); err != nil {
		t.Fatal(err)
	}
	h.owed(review.NewAction{Body: "In a month"}, 30)
	p := w.get("/agenda")
	p.wants(t, 200, "Open reviews", "Review of Raise an alarm [now]", "2 to be done, 1 overdue, 1 owned by nobody.", "Done this week", "Test the copies")
	if strings.Contains(p.words(), "In a month Review") {
		t.Errorf("what is due in a month stands on the agenda: %s", p.words())
	}
	text := w.get("/agenda.md")
	if got := text.header.Get("Content-Type"); got != "text/markdown; charset=utf-8" {
		t.Errorf("the Markdown is %s", got)
	}
	for _, want := range []string{"# Agenda for ", "- [ ] [Raise an alarm", "- [x] [Test the copies](" + h.url + "/reviews/"} {
		if !strings.Contains(text.body, want) {
			t.Errorf("the Markdown lacks %q:\n%s", want, text.body)
		}
	}
}

func TestDeadlinesAreSetAndKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := build(t)
	w, other := h.as(staff.Admin), h.as(staff.Admin)
	w.get("/settings/follow-up").wants(t, 200, "Incidents that need a review", "None yet.")
	other.get("/settings/follow-up")
	w.submit("/settings/deadlines", "", map[string]string{"review_days": "2", "holidays": "Christmas"}).
		wants(t, 422, "“Christmas” does not begin with a date.", "Christmas", `value="2"`)
	w.submit("/settings/deadlines", "", map[string]string{"review_days": "two", "holidays": "2026-12-25 Christmas Day"}).wants(t, 422, `value="two"`, "2026-12-25 Christmas Day")
	w.submit("/settings/deadlines", "", map[string]string{"review_days": "2"}).wants(t, 200, "Saved.", "2026-12-25 Christmas Day")
	d, err := h.Review.Deadlines(t.Context())
	if err != nil || d.ReviewDays != 2 || d.Severities != "1,2" || d.Weekend != "sunday,saturday" || d.Holidays != "2026-12-25 Christmas Day" {
		t.Errorf("%+v, %v", d, err)
	}
	other.submit("/settings/deadlines", "", map[string]string{"review_days": "5"}).wants(t, 409, "5", "2")
	h.as(staff.Approver).get("/settings/follow-up").wants(t, 403)
}

func TestATrackerIsAddedOnceAndItsSecretShownOnce(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.as(staff.Admin)
	w.get("/settings/follow-up")
	form := fieldsOf(formFor(w, "/settings/tickets"))
	form.Set("name", "Main Tracker")
	w.post("/settings/tickets", form).wants(t, 422, "small letters, digits and hyphens", `value="Main Tracker"`)
	form = fieldsOf(formFor(w, "/settings/tickets"))
	form.Set("name", "main-tracker")
	form.Set("kind", "jira")
	p := w.post("/settings/tickets", form)
	p.wants(t, 200, "The secret of the new source.", h.url+"/api/v1/tickets/main-tracker")
	secret := inner(find(p.document, func(n *html.Node) bool { return attr(n, "class") == "secret" }))
	if len(secret) < 40 {
		t.Errorf("the secret is %q", secret)
	}
	w.post("/settings/tickets", form).wants(t, 409, "This had been sent before")
	if p := w.get("/settings/follow-up"); strings.Contains(p.body, secret) || strings.Count(p.body, "/remove\"") != 1 {
		t.Errorf("the secret is shown again, or the source is there twice: %s", p.words())
	}
	source, err := h.Review.TicketSources(t.Context())
	if err != nil || len(source) != 1 {
		t.Fatalf("%+v, %v", source, err)
	}
	w.submit("/settings/tickets/"+source[0].PublicID+"/remove", "", nil).wants(t, 200, "None yet.")
}

func TestEachPersonChoosesMailsOnTheirAccount(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.named("Priya Raman", staff.Viewer)
	w.get("/account")
	form := fieldsOf(formFor(w, "/account/mail"))
	if form.Get("reminders") == "" || form.Get("nags") == "" || form.Get("agenda") != "" {
		t.Errorf("at first: %v", form)
	}
	form.Del("nags")
	form.Set("agenda", "yes")
	w.post("/account/mail", form).wants(t, 200, "Saved.")
	us, err := h.Staff.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c, err := h.Staff.MailChoice(t.Context(), us[0].ID); err != nil || !c.Reminders || c.Nags || !c.Agenda {
		t.Errorf("kept: %+v, %v", c, err)
	}
	if form := fieldsOf(formFor(w, "/account/mail")); form.Get("nags") != "" || form.Get("agenda") == "" {
		t.Errorf("shown then: %v", form)
	}
}
