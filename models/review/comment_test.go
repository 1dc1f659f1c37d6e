package review_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

func TestOpenCommentsStopCompletionAndAreNamed(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	f := must(h.AddFactor(as(t, author), r.PublicID, "Nothing watched the queue."))(t)
	first := must(h.AddComment(as(t, approver), r.PublicID, review.NewComment{Place: "overview", Body: "Whose queue is this?"}))(t)
	second := must(h.AddComment(as(t, other), r.PublicID, review.NewComment{Place: review.AtFactors, Part: f.PublicID, Body: "Since when?"}))(t)
	_, err := h.CompleteReview(as(t, author), r.PublicID, "Nothing at once.", 0)
	wantKind(t, err, models.Conflict)
	for _, want := range []string{"2 comments", "the overview by Mina Sorel: “Whose queue is this?”", "the factors by Petra Vance"} {
		if !strings.Contains(models.MessageOf(err), want) {
			t.Errorf("the refusal does not say %q: %s", want, models.MessageOf(err))
		}
	}
	must(h.SettleComment(as(t, author), second.PublicID))(t)
	must(h.AnswerComment(as(t, author), first.PublicID, "Ours."))(t)
	_, err = h.CompleteReview(as(t, author), r.PublicID, "Nothing at once.", 0)
	if !strings.Contains(models.MessageOf(err), "One comment is still open, in the overview") {
		t.Errorf("one comment: %v", err)
	}
	must(h.SettleComment(as(t, author), first.PublicID))(t)
	must(h.SettleComment(as(t, author), first.PublicID))(t)
	must(h.CompleteReview(as(t, author), r.PublicID, "Nothing at once.", 0))(t)
	must(h.ReopenComment(as(t, approver), first.PublicID))(t)
	whole := must(h.Review(t.Context(), r.PublicID))(t)
	list := must(h.Threads(t.Context(), whole))(t)
	if len(list) != 2 || !list[0].Open() || len(list[0].Answers) != 1 || list[0].Answers[0].Author != "Gary Olsen" || list[1].About != "Nothing watched the queue." || list[1].Settler != "Gary Olsen" {
		t.Errorf("threads: %+v", list)
	}
	answer := must(h.AnswerComment(as(t, author), list[1].PublicID, "Since May."))(t)
	if again := must(h.Threads(t.Context(), whole))(t); !again[1].Open() || answer.Place != review.AtFactors {
		t.Error("an answer does not open its thread again")
	}
	if err := h.DeleteFactor(as(t, author), f.PublicID, 0); err != nil {
		t.Fatal(err)
	}
	if gone := must(h.Threads(t.Context(), must(h.Review(t.Context(), r.PublicID))(t)))(t); len(gone) != 2 || gone[1].About != "" {
		t.Errorf("after what it is about was deleted: %+v", gone)
	}
	for name, n := range map[string]review.NewComment{
		"no text": {Place: "luck"}, "no place": {Body: "x"}, "a strange place": {Place: "nowhere", Body: "x"}, "a part that is gone": {Place: review.AtFactors, Part: f.PublicID, Body: "x"},
	} {
		if _, err := h.AddComment(as(t, author), r.PublicID, n); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhoIsCalledByNameFindsIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.exec(t, insertUser, int64(4), "mina.lund@northpole.example", "Mina Lund", "", "viewer", models.Clock(), models.Clock())
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	for _, tc := range []struct {
		text   string
		called []int64
	}{
		{"@msorel, is it so?", []int64{approver}}, {"(@Mina Sorel)", []int64{approver}}, {"Ask @petra and @MINA LUND.", []int64{other, 4}},
		{"@Mina alone could be two people", nil}, {"write to x@petra.example", nil}, {"@petrarca", nil}, {"@", nil}, {"@golsen is me", nil},
	} {
		c := must(h.AddComment(as(t, author), r.PublicID, review.NewComment{Place: "luck", Body: tc.text}))(t)
		var got []int64
		for _, user := range []int64{author, approver, other, 4} {
			if len(must(h.Mentions(t.Context(), user))(t)) > 0 {
				got = append(got, user)
			}
		}
		if len(got) != len(tc.called) {
			t.Errorf("%q called %v, want %v", tc.text, got, tc.called)
		}
		must(h.SettleComment(as(t, author), c.PublicID))(t)
	}
	c := must(h.AddComment(as(t, author), r.PublicID, review.NewComment{Place: "luck", Body: "@petra?"}))(t)
	must(h.AnswerComment(as(t, approver), c.PublicID, "I know it too."))(t)
	if m := must(h.Mentions(t.Context(), other))(t); len(m) != 1 || m[0].Review != r.PublicID || m[0].Author != "Gary Olsen" {
		t.Errorf("mentions: %+v", m)
	}
	must(h.AnswerComment(as(t, other), c.PublicID, "Yes."))(t)
	if m := must(h.Mentions(t.Context(), other))(t); len(m) != 0 {
		t.Errorf("after the answer: %+v", m)
	}
}
