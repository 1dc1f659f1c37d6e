package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// asks are the kinds of what is due.
func (h *house) asks(t *testing.T) []string {
	t.Helper()
	kinds := []string{}
	for _, d := range must(h.Due(t.Context()))(t) {
		kinds = append(kinds, d.Kind)
	}
	return kinds
}

func TestWhatIsNotNeededIsAskedForNoMoreUntilThatIsTakenBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	want := func(when string, kinds ...string) {
		t.Helper()
		if got := h.asks(t); !slices.Equal(got, append([]string{}, kinds...)) {
			t.Errorf("%s: due %v, want %v", when, got, kinds)
		}
	}
	waive := func(noun review.WaiverNoun, reason string) error {
		_, err := h.Waive(as(t, approver), i.PublicID, noun, reason)
		return err
	}
	want("at first", "review", "postmortem")
	wantKind(t, waive(review.WaivedReview, " no "), models.Invalid)
	wantKind(t, waive("party", "Nobody is in the mood."), models.Invalid)
	wantKind(t, waive(review.WaivedReview, "Cathy knows it all."), "")
	want("without a review", "postmortem")
	if err := waive(review.WaivedReview, "Again."); models.KindOf(err) != models.Conflict || !strings.Contains(models.MessageOf(err), "Mina Sorel has already said so: “Cathy knows it all.”") {
		t.Errorf("said twice: %v", err)
	}
	wantKind(t, waive(review.WaivedPostmortem, "One customer felt it."), "")
	want("without a postmortem")
	dues, given, err := h.DueOf(t.Context(), []models.Incident{i})
	if err != nil || len(dues) != 0 || len(given) != 2 || given[0].Noun != review.WaivedReview || given[0].By != "Mina Sorel" || given[1].Reason != "One customer felt it." {
		t.Errorf("of the incident: %v, %+v, %v", dues, given, err)
	}
	must(h.site.EditIncident(as(t, author), i.PublicID, models.IncidentEdit{PostmortemExpectedBy: ptr(modelstest.At(time.November, 25, 0, 0))}))(t)
	want("when it was promised in public", "postmortem")
	wantKind(t, h.Unwaive(as(t, author), i.PublicID, review.WaivedPostmortem), "")
	wantKind(t, h.Unwaive(as(t, author), i.PublicID, review.WaivedPostmortem), "")
	if err := waive(review.WaivedPostmortem, "One customer felt it."); models.KindOf(err) != models.Conflict || !strings.Contains(models.MessageOf(err), "promised in public by 25 November 2026") {
		t.Errorf("what was promised in public: %v", err)
	}
	wantKind(t, h.Unwaive(as(t, author), i.PublicID, review.WaivedReview), "")
	want("when both were taken back", "review", "postmortem")
	must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}}))(t)
	wantKind(t, waive(review.WaivedReview, "Cathy knows it all."), models.Conflict)
	deeds := slices.DeleteFunc(h.Audit.Deeds(), func(d string) bool { return !strings.Contains(d, "waived") })
	if want := []string{"review.waived", "postmortem.waived", "postmortem.unwaived", "review.unwaived"}; !slices.Equal(deeds, want) {
		t.Errorf("in the trail: %v", deeds)
	}
	if trail := fmt.Sprint(h.Audit.Entries()); strings.Contains(trail, "Cathy knows") {
		t.Error("the reason stands in the trail")
	}
}

func TestAnIncidentThatGoesOnIsNotWaived(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Exports wait", State: models.Investigating, Severity: 1, Body: "Exports wait."}))(t)
	_, err := h.Waive(as(t, author), i.PublicID, review.WaivedReview, "It is nothing.")
	wantKind(t, err, models.Conflict)
}

func TestTheOwnerOfAReviewAnswersForItThenTheFacilitator(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	r := must(d.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{d.outage(t).PublicID}}))(t)
	d.exec(t, insertUser, int64(4), "ada@northpole.example", "Ada Lund", "", "admin", models.Clock(), models.Clock())
	who := func(when, name string, users ...int64) {
		t.Helper()
		for _, due := range must(d.Due(t.Context()))(t) {
			if due.Who != name || !slices.Equal(due.Users, users) {
				t.Errorf("%s: for the %s %q answers, %v; want %q, %v", when, due.Kind, due.Who, due.Users, name, users)
			}
		}
	}
	who("who started it", "Gary Olsen", author)
	must(d.AddParticipant(as(t, author), r.PublicID, review.NewParticipant{Name: "Mina Sorel", Role: review.Facilitator}))(t)
	who("with a facilitator", "Mina Sorel", approver)
	owner := must(d.AddParticipant(as(t, author), r.PublicID, review.NewParticipant{Name: "Petra Vance", Role: review.Owner}))(t)
	who("with an owner", "Petra Vance", other)
	d.Clock.Set(modelstest.At(time.November, 26, 9, 0))
	if err := d.Nag(t.Context(), d.staff, nothingMore); err != nil {
		t.Fatal(err)
	}
	mails := must(d.staff.Mails(t.Context(), false, 10))(t)
	if len(mails) != 1 || mails[0].UserID != other || mails[0].Kind != staff.NagMail {
		t.Errorf("nagged: %+v", mails)
	}
	if mine := must(d.DueFor(t.Context(), other))(t); len(mine) != 2 || len(must(d.DueFor(t.Context(), approver))(t)) != 0 {
		t.Errorf("what is hers: %+v", mine)
	}
	must(d.EditParticipant(as(t, author), owner.PublicID, review.ParticipantEdit{Name: ptr("Tom")}))(t)
	who("with an owner who has no account", "Tom", 4)
}
