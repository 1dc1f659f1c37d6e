package admin

import (
	"strings"
	"testing"
	"time"

	"vitrine/models/desk"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

func TestAnAccountIsSavedWithItsPasswordOrNotAtAll(t *testing.T) {
	t.Parallel()
	h := build(t)
	tom, err := h.Staff.AddUser(t.Context(), staff.NewUser{Email: "tom@example.org", Name: "Tom", Role: staff.Viewer, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs, path := h.as(staff.Admin), h.as(staff.Admin), "/users/"+text(tom.ID)
	mine.get(path)
	theirs.get(path)
	theirs.submit(path, "", map[string]string{"role": "reviewer"}).wants(t, 200, "reviewer")
	mine.submit(path, "", map[string]string{"name": "Thomas", "password": "four words nobody knows"}).wants(t, 409, "Somebody else saved this account first")
	if err := h.Staff.CheckPassword(t.Context(), tom.ID, password, "192.0.2.1"); err != nil {
		t.Errorf("the password was changed by a form that was refused: %v", err)
	}
	mine.get(path)
	mine.submit(path, "", map[string]string{"name": "Thomas", "password": "short"}).wants(t, 422, "Thomas")
	if now, err := h.Staff.User(t.Context(), tom.ID); err != nil || now.Name != "Tom" {
		t.Errorf("the account is called %s now (%v)", now.Name, err)
	}
}

func TestEditingAReviewMovesNoTime(t *testing.T) {
	t.Parallel()
	h := build(t)
	r, err := h.Review.StartReview(t.Context(), review.NewReview{Title: "A near miss"})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 20, 16, 5, 42, 0, time.UTC)
	if r, err = h.Review.EditReview(t.Context(), r.PublicID, review.ReviewEdit{StartedAt: &at, RecoveredAt: &at}); err != nil {
		t.Fatal(err)
	}
	e, err := h.Review.AddEntry(t.Context(), r.PublicID, review.NewEntry{At: at, Kind: review.Discovery, What: "Somebody looked.", Effect: review.NoEffect})
	if err != nil {
		t.Fatal(err)
	}
	b, path := h.as(staff.Reviewer), "/reviews/"+r.PublicID
	b.get(path + "/edit")
	b.submit(path+"/edit", "", map[string]string{"sla_effect": "Nothing broke."}).wants(t, 200, "Saved.")
	b.get(path + "/entries/" + e.PublicID)
	b.submit(path+"/entries/"+e.PublicID, "", map[string]string{"what": "Dana looked."}).wants(t, 200, "Saved.")
	now, err := h.Review.Review(t.Context(), r.PublicID)
	if err != nil || !now.StartedAt.Equal(at) || !now.RecoveredAt.Equal(at) || !now.Timeline[0].At.Equal(at) {
		t.Errorf("the times moved to %v, %v and %v (%v)", now.StartedAt, now.RecoveredAt, now.Timeline[0].At, err)
	}
}

func TestWhoMayNotEditIsLedNowhere(t *testing.T) {
	t.Parallel()
	h := build(t)
	modelstest.Component(t, h.Site, "Sign-in")
	if _, err := h.Desk.SaveTemplate(t.Context(), desk.Template{Name: "Full outage", Kind: "incident", Body: "We know."}); err != nil {
		t.Fatal(err)
	}
	b := h.as(staff.Viewer)
	for _, path := range []string{"/components", "/templates"} {
		if got := b.get(path); strings.Contains(got.body, `<a href="`+path+`/`) {
			t.Errorf("%s links what a viewer may not open", path)
		}
	}
}

func TestFillingInNoTemplateKeepsTheForm(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	b.submit("/incidents", "template", map[string]string{"template": "", "body": "Mine."}).wants(t, 200, "Mine.")
	b.get("/maintenances/new")
	b.submit("/maintenances", "template", map[string]string{"template": "", "body": "Mine."}).wants(t, 200, "Mine.")
}

func TestEveryServiceAndSomeAloneExcludeEachOther(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := modelstest.Component(t, h.Site, "Sign-in")
	b := h.as(staff.Responder)
	b.get("/subscribers/new")
	typed := map[string]string{"email": "reader@example.com", "consent": "asked", "components": c.PublicID}
	b.submit("/subscribers", "", typed).wants(t, 422, "not both")
	b.submit("/subscribers", "", map[string]string{"all": ""}).wants(t, 200, "1 service")
}

func TestWordsOfReviewsAreLookedForOnTheSearchPage(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, title := range []string{"A near miss", "Reports were late"} {
		if _, err := h.Review.StartReview(t.Context(), review.NewReview{Title: title}); err != nil {
			t.Fatal(err)
		}
	}
	got := h.as(staff.Viewer).get("/reviews?q=near")
	got.wants(t, 200, "A near miss")
	if strings.Contains(got.words(), "Reports were late") {
		t.Errorf("a review without the word is found: %s", got.words())
	}
}
