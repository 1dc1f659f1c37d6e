package review_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// about starts a review and returns its public id.
func about(t *testing.T, h *house) string {
	t.Helper()
	return must(h.StartReview(as(t, author), review.NewReview{Title: "Sign-in fails"}))(t).PublicID
}

func prompt(t *testing.T, list []review.Prompt, key string) review.Prompt {
	t.Helper()
	for _, p := range list {
		if p.Key == key {
			return p
		}
	}
	t.Fatalf("no question %q", key)
	return review.Prompt{}
}

func TestAQuestionIsAnsweredSkippedOrOpenAndTheProgressCounts(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := about(t, h)
	list := must(h.Questions(as(t, author), id))(t)
	if p := review.ProgressOf(list); p.All() < 20 || p.Open != p.All() {
		t.Fatalf("a new review begins with %+v", p)
	}
	list = must(h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{
		{Question: "worse", Answer: " The second region was whole. \r\n"}, {Question: "unlucky", Skip: true},
	}))(t)
	if p := review.ProgressOf(list); p.Answered != 1 || p.Skipped != 1 {
		t.Errorf("progress %+v", p)
	}
	got := prompt(t, list, "worse")
	if got.Answer != "The second region was whole." || got.AnsweredBy != "Gary Olsen" || got.Version != 1 || got.AnsweredAt == nil {
		t.Errorf("answer %+v", got)
	}
	list = must(h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "worse", Version: 1}}))(t)
	if got := prompt(t, list, "worse"); got.Done() || got.Version != 2 {
		t.Errorf("an emptied answer leaves %+v", got)
	}
}

func TestTwoPeopleWhoAnswerTheSameQuestionLoseNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := about(t, h)
	must(h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "worse", Answer: "Hers"}}))(t)
	_, err := h.AnswerQuestions(as(t, approver), id, []review.AnswerEdit{{Question: "new", Answer: "All of it"}, {Question: "worse", Answer: "His"}})
	wantKind(t, err, models.Stale)
	list := must(h.Questions(as(t, author), id))(t)
	if prompt(t, list, "worse").Answer != "Hers" || prompt(t, list, "new").Answer != "" {
		t.Error("a refused form saved a part of itself")
	}
	_, err = h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "luck", Answer: "?"}})
	wantKind(t, err, models.NotFound)
	_, err = h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "new", Answer: "Both", Skip: true}})
	wantKind(t, err, models.Invalid)
	_, err = h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "new", Answer: strings.Repeat("a", 50_001)}})
	wantKind(t, err, models.Invalid)
}

func TestAnAdaptedTemplateKeepsWhatWasAnsweredBefore(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := about(t, h)
	must(h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: "worse", Answer: "Yes"}}))(t)
	tpl := must(h.ReviewTemplate(as(t, approver)))(t)
	for i, q := range tpl.Questions {
		if q.Key == "worse" || q.Key == "unlucky" {
			tpl.Questions[i].Off = true
		}
	}
	tpl.Questions = append(tpl.Questions, review.Question{Text: "How did the new runbook do?"}, review.Question{Text: "  "})
	tpl.Sections[1], tpl.Sections[2] = tpl.Sections[2], tpl.Sections[1]
	tpl.Sections[0].Heading, tpl.Known, tpl.Silent = "What we want to know", []string{"WAL, LSN", "WAL"}, []string{"hindsight"}
	saved := must(h.SaveReviewTemplate(as(t, approver), tpl, 0))(t)
	if saved.Version != 1 || len(saved.Known) != 2 || saved.Sections[0].Heading != "What we want to know" || saved.Sections[1].Section != review.DescriptionSection {
		t.Errorf("saved %+v", saved)
	}
	list := must(h.Questions(as(t, author), id))(t)
	if !prompt(t, list, "worse").Done() {
		t.Error("an answered question that is off now is gone")
	}
	last := list[len(list)-1]
	if last.Text != "How did the new runbook do?" || !last.Own || last.Key == "" {
		t.Errorf("the house's own question is %+v", last)
	}
	for _, p := range list {
		if p.Key == "unlucky" {
			t.Error("a question that is off is asked")
		}
	}
	must(h.AnswerQuestions(as(t, author), id, []review.AnswerEdit{{Question: last.Key, Answer: "Well"}}))(t)
	saved.Questions = saved.Questions[:len(saved.Questions)-1]
	saved = must(h.SaveReviewTemplate(as(t, approver), saved, 1))(t)
	if got := prompt(t, must(h.Questions(as(t, author), id))(t), last.Key); got.Answer != "Well" || got.Text != "How did the new runbook do?" {
		t.Errorf("a question taken away leaves %+v", got)
	}
	_, err := h.SaveReviewTemplate(as(t, approver), saved, 1)
	wantKind(t, err, models.Stale)
	saved.Silent = []string{"no such rule"}
	_, err = h.SaveReviewTemplate(as(t, approver), saved, 2)
	wantKind(t, err, models.Invalid)
}

func TestTheThirdHeadlineQuestionIsASectionOfTheReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := about(t, h)
	r := must(h.EditReview(as(t, author), id, review.ReviewEdit{Improve: ptr("One alert, by Friday.")}))(t)
	if r.Improve != "One alert, by Friday." {
		t.Errorf("improve is %q", r.Improve)
	}
	if got := must(h.Section(as(t, author), id, review.ImproveSection))(t); got.Text != r.Improve {
		t.Errorf("the section says %q", got.Text)
	}
}
