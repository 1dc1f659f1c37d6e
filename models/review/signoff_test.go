package review_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

// edits are changes of what people wrote in a review.
func (h *house) edits(t *testing.T, r review.Review, a review.Action) map[string]func() {
	return map[string]func(){
		"a section": func() {
			must(h.WriteSection(as(t, author), r.PublicID, review.LuckSection, review.SectionEdit{Text: "Some."}))(t)
		},
		"a factor": func() { must(h.AddFactor(as(t, author), r.PublicID, "x"))(t) },
		"an entry": func() {
			must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x"}))(t)
		},
		"a participant": func() {
			must(h.AddParticipant(as(t, author), r.PublicID, review.NewParticipant{Name: "Tom", Role: review.Owner}))(t)
		},
		"the severity": func() { must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Severity: ptr(int64(4))}))(t) },
		"an action":    func() { must(h.EditAction(as(t, author), a.PublicID, review.ActionEdit{Body: ptr("y")}))(t) },
	}
}

func TestASignatureIsForOneExactText(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Overview: "One."}))(t)
	a := must(h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "x", Kind: review.Prevent, Immediate: true}))(t)
	now := func() review.Review { t.Helper(); return must(h.Review(t.Context(), r.PublicID))(t) }
	wantKind(t, h.SignReview(as(t, approver), r.PublicID, now().Digest()), models.Denied)
	for range 2 {
		if err := h.AskSignOff(as(t, author), r.PublicID, approver); err != nil {
			t.Fatal(err)
		}
	}
	wantKind(t, h.AskSignOff(as(t, author), r.PublicID, 99), models.Invalid)
	if asked := must(h.Asked(t.Context(), approver))(t); len(asked) != 1 || asked[0].Review != r.PublicID || asked[0].Void {
		t.Fatalf("asked: %+v", asked)
	}
	read := now().Digest()
	must(h.WriteSection(as(t, author), r.PublicID, review.LuckSection, review.SectionEdit{Text: "None."}))(t)
	wantKind(t, h.SignReview(as(t, approver), r.PublicID, read), models.Conflict)
	if err := h.SignReview(as(t, approver), r.PublicID, now().Digest()); err != nil {
		t.Fatal(err)
	}
	stands := func(want bool, name string) {
		t.Helper()
		o := must(h.SignOffs(t.Context(), now()))(t)[0]
		if o.Stands(now()) != want || o.Void(now()) == want || o.Name != "Mina Sorel" {
			t.Errorf("%s: %+v", name, o)
		}
	}
	stands(true, "signed")
	h.Clock.Advance(time.Minute)
	must(h.EditAction(as(t, author), a.PublicID, review.ActionEdit{State: ptr(review.ActionDone)}))(t)
	stands(true, "an action item was done")
	if asked := must(h.Asked(t.Context(), approver))(t); len(asked) != 0 {
		t.Errorf("asked after signing: %+v", asked)
	}
	for name, change := range h.edits(t, r, a) {
		h.Clock.Advance(time.Minute)
		change()
		stands(false, name)
		if asked := must(h.Asked(t.Context(), approver))(t); len(asked) != 1 || !asked[0].Void {
			t.Errorf("%s: asked again: %+v", name, asked)
		}
		if err := h.SignReview(as(t, approver), r.PublicID, now().Digest()); err != nil {
			t.Fatal(err)
		}
		stands(true, name+", signed again")
	}
	if err := h.UnaskSignOff(as(t, author), r.PublicID, approver); err != nil || len(must(h.SignOffs(t.Context(), now()))(t)) != 0 {
		t.Errorf("taken off the list: %v", err)
	}
}

func TestMeetingsAddUpToTheTimeSpent(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	m := must(h.AddMeeting(as(t, author), r.PublicID, review.NewMeeting{HeldAt: at(16, 0), Minutes: 28, Attendees: "Ann, Jo\nSam", Notes: "We talked."}))(t)
	must(h.AddMeeting(as(t, author), r.PublicID, review.NewMeeting{HeldAt: at(9, 0), Minutes: 10}))(t)
	list := must(h.Meetings(t.Context(), r))(t)
	if together, people := review.Spent(list); together != 38*time.Minute || people != 94*time.Minute || len(list) != 2 || list[0].Minutes != 10 {
		t.Errorf("spent %s, %s of people's time", together, people)
	}
	m = must(h.EditMeeting(as(t, author), m.PublicID, review.MeetingEdit{Notes: ptr("We talked at length."), HeldAt: ptr(at(17, 0)), Version: 1}))(t)
	if m.Version != 2 || m.Minutes != 28 || !m.HeldAt.Equal(at(17, 0)) {
		t.Errorf("edited: %+v", m)
	}
	_, err := h.EditMeeting(as(t, author), m.PublicID, review.MeetingEdit{Notes: ptr("x"), Version: 1})
	wantKind(t, err, models.Stale)
	_, err = h.AddMeeting(as(t, author), r.PublicID, review.NewMeeting{HeldAt: at(16, 0), Minutes: -1})
	wantKind(t, err, models.Invalid)
	wantKind(t, h.DeleteMeeting(as(t, author), m.PublicID, 1), models.Stale)
	if err := h.DeleteMeeting(as(t, author), m.PublicID, 2); err != nil {
		t.Fatal(err)
	}
}
