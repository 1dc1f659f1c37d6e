package review_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

func TestAFactorSaysWhatItContributedToAndHow(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Description: "It was late."}))(t)
	helped := must(h.WriteFactor(as(t, author), r.PublicID, review.NewFactor{Body: "Support spoke up.", ContributedTo: review.ToRecovery, Influence: review.Helpful}))(t)
	if words := helped.Words(); words != "to the recovery, helpful" {
		t.Errorf("says %q", words)
	}
	_, err := h.WriteFactor(as(t, author), r.PublicID, review.NewFactor{Body: "x", Influence: "fateful"})
	wantKind(t, err, models.Invalid)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	if d.Cause != "It was late." {
		t.Errorf("what helped is drafted as a cause: %q", d.Cause)
	}
	thought := must(h.AddFactor(as(t, author), r.PublicID, "Nothing watched the queue."))(t)
	thought = must(h.EditFactor(as(t, author), thought.PublicID, review.PointEdit{ContributedTo: ptr(review.ToProblem), Influence: ptr(review.Harmful), Unconfirmed: ptr(true)}))(t)
	kept := must(h.Review(t.Context(), r.PublicID))(t).Factors
	if len(kept) != 2 || kept[1].Words() != "to the problem, harmful, unconfirmed" || kept[1].Version != thought.Version {
		t.Errorf("kept: %+v", kept)
	}
	e := must(h.ExportReview(t.Context(), r.PublicID, true))(t)
	if !strings.Contains(e.Markdown(), "- Nothing watched the queue. (to the problem, harmful, unconfirmed)\n") || e.Factors[0].Influence != review.Helpful {
		t.Errorf("exported: %+v", e.Factors)
	}
	l := must(h.AddLearning(as(t, author), r.PublicID, "x"))(t)
	if l = must(h.EditLearning(as(t, author), l.PublicID, review.PointEdit{Body: ptr("y"), Unconfirmed: ptr(true)}))(t); l.Body != "y" {
		t.Errorf("a learning: %+v", l)
	}
}
