package review_test

import (
	"slices"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/review/coach"
)

func advised(marks []coach.Mark) (rules []string) {
	for _, m := range marks {
		rules = append(rules, m.Rule)
	}
	return rules
}

func TestAdviceThatSomebodyFoundFineIsNotGivenThereAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	first, second := about(t, h), about(t, h)
	const text = "The server went down last night. We should have paged."
	read := func(id string) []coach.Mark { return must(h.Coach(as(t, author), id))(t).Read(coach.Review, text) }
	marks := read(first)
	if got := advised(marks); !slices.Equal(got, []string{"vague_time", "counterfactual"}) {
		t.Fatalf("advice %v", got)
	}
	for range 2 {
		if err := h.DismissAdvice(as(t, author), first, marks[0].Key); err != nil {
			t.Fatal(err)
		}
	}
	if got := advised(read(first)); !slices.Equal(got, []string{"counterfactual"}) {
		t.Errorf("after one was left aside: %v", got)
	}
	if len(read(second)) != 2 {
		t.Error("what is fine in one review is fine in another")
	}
	wantKind(t, h.DismissAdvice(as(t, author), "nosuchreview", marks[0].Key), models.NotFound)
	wantKind(t, h.DismissAdvice(as(t, author), first, "obviously"), models.Invalid)
}

func TestTheCoachKnowsTheHousesWordsAndItsSilentRules(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := about(t, h)
	const text = "Obviously the WAL of the LSN2 store grew.\n\nWhy did nobody ask?\n"
	read := func() []string { return advised(must(h.Coach(as(t, author), id))(t).Read(coach.Review, text)) }
	if got := read(); !slices.Equal(got, []string{"hindsight", "jargon", "why_who"}) {
		t.Fatalf("advice %v", got)
	}
	tpl := must(h.ReviewTemplate(as(t, approver)))(t)
	tpl.Known, tpl.Silent = []string{"WAL", "LSN2"}, []string{"hindsight"}
	tpl.Questions = append(tpl.Questions, review.Question{Text: "Why did nobody ask?"})
	must(h.SaveReviewTemplate(as(t, approver), tpl, 0))(t)
	if got := read(); len(got) != 0 {
		t.Errorf("advice %v on a known word, a prompt and a silent rule", got)
	}
}

func TestAnUpdateWhoseFormPromisesTheNextOneNeedNotSaySo(t *testing.T) {
	t.Parallel()
	h := open(t)
	c := must(h.Coach(as(t, author), ""))(t)
	if got := advised(c.ReadUpdate("We are looking into it.", false, false)); !slices.Equal(got, []string{"no_impact", "no_next_update"}) {
		t.Errorf("advice %v", got)
	}
	if got := advised(c.ReadUpdate("We are looking into it.", true, false)); !slices.Equal(got, []string{"no_impact"}) {
		t.Errorf("with a promise: %v", got)
	}
	if got := c.ReadUpdate("It is over.", false, true); len(got) != 0 {
		t.Errorf("of a resolved incident: %v", got)
	}
}
