package review_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

func TestALineThatComesByItselfTakesAPublicWording(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	h.Alerts = func(context.Context, []models.Incident) ([]review.Alert, error) {
		return []review.Alert{{PublicID: "a1", Name: "LoginErrorsHigh", StartedAt: at(16, 8)}}, nil
	}
	r := must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	line := "resolved-" + i.PublicID
	marked := must(h.Remark(as(t, other), r.PublicID, line, review.RemarkEdit{PublicText: ptr("Signing in works again, on web-prod-3 too.")}))(t)
	if marked.PublicText == "" || marked.What == marked.PublicText {
		t.Fatalf("the line is %+v", marked)
	}
	public := func() (list []string) {
		for _, e := range must(h.Publishable(t.Context(), d.PublicID))(t).Timeline {
			list = append(list, e.At.Format("15:04 ")+e.Text)
		}
		return list
	}
	if got := public(); !slices.Equal(got, []string{"16:20 Signing in works again, on web-prod-3 too."}) {
		t.Errorf("the public timeline is %q", got)
	}
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "all servers"})
	if got := public(); !slices.Equal(got, []string{"16:20 Signing in works again, on all servers too."}) {
		t.Errorf("after a find was settled the public timeline is %q", got)
	}
	if wrote := must(h.Draft(t.Context(), d.PublicID))(t).Authors; !slices.Contains(wrote, other) {
		t.Errorf("authors are %v, without the one who wrote the wording", wrote)
	}
	must(h.Remark(as(t, author), r.PublicID, line, review.RemarkEdit{Hidden: ptr(true)}))(t)
	if got := public(); len(got) != 0 {
		t.Errorf("a line put aside is public: %q", got)
	}
	_, err := h.Remark(as(t, author), r.PublicID, "alert-a1", review.RemarkEdit{PublicText: ptr("An alarm rang.")})
	wantKind(t, err, models.Invalid)
}

// The curve shades the phase of a marked alert; the lengths on the page, and those
// that are kept for the insights, are the same.
func TestPhasesCountMarkedAlertsOnThePageAndInTheInsights(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	h.Alerts = func(context.Context, []models.Incident) ([]review.Alert, error) {
		return []review.Alert{{PublicID: "a1", Name: "LoginErrorsHigh", StartedAt: at(16, 4), EndedAt: ptr(at(16, 18))}}, nil
	}
	r := must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}}))(t)
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 10), Kind: review.Task, Phase: review.Triage, What: "We look"}))(t)
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 13), Kind: review.Task, Phase: review.Investigation, What: "We search"}))(t)
	must(h.Remark(as(t, author), r.PublicID, "alert-a1", review.RemarkEdit{Phase: ptr(review.Detection)}))(t)
	must(h.Remark(as(t, author), r.PublicID, "alert-over-a1", review.RemarkEdit{Phase: ptr(review.Remediation)}))(t)
	want := []review.PhaseLength{{Phase: review.Detection, Length: 6 * time.Minute}, {Phase: review.Triage, Length: 3 * time.Minute},
		{Phase: review.Investigation, Length: 5 * time.Minute}, {Phase: review.Remediation, Length: 2 * time.Minute}}
	now := must(h.Review(t.Context(), r.PublicID))(t)
	if got := now.Metrics().Phases; !slices.Equal(got, want) {
		t.Errorf("the page has %v, want %v", got, want)
	}
	kept := must(h.Figures(t.Context(), review.InsightQuery{}))(t)
	if got := kept[0].PhaseLengths(); !slices.Equal(got, want) {
		t.Errorf("the insights have %v, want %v", got, want)
	}
	if got := review.Summed(want); len(got) != 3 || got[1] != (review.PhaseLength{Phase: review.Response, Length: 8 * time.Minute}) {
		t.Errorf("summed: %v", got)
	}
	spread := review.PhaseSpread(kept)
	if share := review.ResponseShare(spread); share != (review.Share{Of: 8, All: 16}) || spread[1].Median != 8*time.Minute {
		t.Errorf("response is %v of %+v", share, spread)
	}
	if known := kept[0].Known; known == nil || *known != 120 {
		t.Errorf("from detection to the first public word %v s, want 120", known)
	}
}

func TestAPublicUpdateTellsOfComponentsInTheTimeline(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{h.outage(t).PublicID}}))(t)
	var got []string
	for _, e := range must(h.Review(t.Context(), r.PublicID))(t).Timeline {
		for _, c := range e.Statuses {
			got = append(got, e.At.Format("15:04 ")+c.Name+" "+string(c.From)+" "+string(c.To))
		}
	}
	if want := []string{"16:12 Login page operational major_outage", "16:20 Login page major_outage operational"}; !slices.Equal(got, want) {
		t.Errorf("the timeline tells %q, want %q", got, want)
	}
}

func TestAReviewSaysThatItChangedSinceItsPostmortemWasPublished(t *testing.T) {
	t.Parallel()
	h := open(t)
	r, d := h.started(t)
	outdated := func() bool {
		t.Helper()
		one, list := must(h.Review(t.Context(), r.PublicID))(t), must(h.Reviews(t.Context(), review.Query{}))(t)
		if one.Draft.Outdated != list[0].Draft.Outdated {
			t.Errorf("the review says %v and the list %v", one.Draft.Outdated, list[0].Draft.Outdated)
		}
		if id := one.Draft.PostmortemID; id != nil && must(h.OutdatedPostmortems(t.Context(), []int64{*id}))(t)[*id] != one.Draft.Outdated {
			t.Error("the postmortem says something else")
		}
		return one.Draft.Outdated
	}
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Overview: ptr("Exports were late for 61 minutes.")}))(t)
	if outdated() {
		t.Error("what was never published is out of date")
	}
	h.approved(t, d)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	if outdated() {
		t.Error("out of date at once")
	}
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Overview: ptr("Exports were late for two hours.")}))(t)
	if !outdated() {
		t.Error("a changed overview was not noticed")
	}
	must(h.SeeChanges(as(t, author), d.PublicID, ""))(t)
	if outdated() {
		t.Error("what was looked at is still told")
	}
}
