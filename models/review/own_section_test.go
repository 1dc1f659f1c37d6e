package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// adding is the template of a house that asks for something more, and the name of
// that section.
func (h *house) adding(t *testing.T, heading string) (review.ReviewTemplate, review.Section) {
	t.Helper()
	tpl := must(h.ReviewTemplate(t.Context()))(t)
	tpl.Sections = slices.Insert(tpl.Sections, 3, review.TemplateSection{Heading: heading, Hint: "In euro."})
	tpl = must(h.SaveReviewTemplate(as(t, approver), tpl, tpl.Version))(t)
	return tpl, tpl.Sections[3].Section
}

// named is a section of a list; the zero one where it is missing.
func named(list []review.Written, name review.Section) review.Written {
	for _, w := range list {
		if w.Section == name {
			return w
		}
	}
	return review.Written{}
}

func TestAnAddedSectionIsASectionLikeAnother(t *testing.T) {
	t.Parallel()
	h := open(t)
	tpl, cost := h.adding(t, "What it cost")
	if !cost.Own() || tpl.Heading(cost) != "What it cost" {
		t.Fatalf("added %+v", tpl.Sections[3])
	}
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Overview: "One."}))(t)
	id := r.PublicID
	if w := must(h.Section(as(t, author), id, cost))(t); w.Heading != "What it cost" || w.Text != "" || w.Version != 1 || w.Off {
		t.Errorf("before anybody wrote: %+v", w)
	}
	before := must(h.Review(t.Context(), id))(t)
	w := must(h.WriteSection(as(t, author), id, cost, review.SectionEdit{Text: "A giraffe and ten thousand. ", Version: 1}))(t)
	if w.Text != "A giraffe and ten thousand." || w.Version != 2 || w.EditedBy != "Gary Olsen" {
		t.Errorf("written: %+v", w)
	}
	_, err := h.WriteSection(as(t, approver), id, cost, review.SectionEdit{Text: "Mine.", Version: 1})
	wantKind(t, err, models.Stale)
	_, err = h.WriteSection(as(t, author), id, cost, review.SectionEdit{Text: strings.Repeat("x", 50_001)})
	wantKind(t, err, models.Invalid)
	_, err = h.WriteSection(as(t, author), id, "own_nothing", review.SectionEdit{Text: "x"})
	wantKind(t, err, models.NotFound)
	after := must(h.Review(t.Context(), id))(t)
	if after.Said(cost) != "A giraffe and ten thousand." || before.Digest() == after.Digest() {
		t.Errorf("the review says %q, and its signature is for the same", after.Said(cost))
	}
	h.isFoundAndTaken(t, id, cost)
}

// isFoundAndTaken looks for the text of an added section by every way out of a
// review, and for it as a place.
func (h *house) isFoundAndTaken(t *testing.T, id string, cost review.Section) {
	t.Helper()
	e := must(h.ExportReview(t.Context(), id, true))(t)
	if last := e.Sections[len(e.Sections)-1]; last.Heading != "What it cost" || !strings.Contains(last.Text, "giraffe") {
		t.Errorf("exported %+v", e.Sections)
	}
	if text := e.Markdown(); !strings.Contains(text, "## What it cost\n\nA giraffe") {
		t.Errorf("the Markdown lacks it: %s", text)
	}
	hits := must(h.Search(t.Context(), review.Search{Words: "giraffe"}))(t)
	if len(hits.Reviews) != 1 || len(hits.Reviews[0].Snippets) == 0 || hits.Reviews[0].Snippets[0].Name != "What it cost" {
		t.Errorf("found %+v", hits)
	}
	shared := h.shared(t, review.Draft{Summary: models.Summary{Summary: "The giraffe came."}}, must(h.Review(t.Context(), id))(t), "summary")
	if !slices.Contains(shared.Rare, "giraffe") {
		t.Errorf("a summary shares %+v", shared)
	}
	room := must(h.Beat(as(t, author), id, review.Beat{Section: cost}))(t)
	if p := room.Writer(cost); p == nil || p.UserID != author || room.Versions[cost] != 2 {
		t.Errorf("who writes: %+v", room)
	}
	must(h.AddComment(as(t, author), id, review.NewComment{Place: review.Place(cost), Body: "In which year, @pvance?"}))(t)
	_, err := h.AddComment(as(t, author), id, review.NewComment{Place: "own_nothing", Body: "x"})
	wantKind(t, err, models.Invalid)
	_, err = h.CompleteReview(as(t, author), id, "Nothing more.", 0)
	if wantKind(t, err, models.Conflict); !strings.Contains(err.Error(), "“What it cost”") {
		t.Errorf("what is open: %v", err)
	}
}

func TestWhatWasWrittenOutlivesItsPlaceInTheTemplate(t *testing.T) {
	t.Parallel()
	h := open(t)
	tpl, cost := h.adding(t, "What it cost")
	one := must(h.StartReview(as(t, author), review.NewReview{Title: "One", Overview: "It broke."}))(t).PublicID
	two := must(h.StartReview(as(t, author), review.NewReview{Title: "Two"}))(t).PublicID
	must(h.WriteSection(as(t, author), one, cost, review.SectionEdit{Text: "Ten euro."}))(t)
	must(h.WriteSection(as(t, author), one, review.LuckSection, review.SectionEdit{Text: "A quiet day."}))(t)
	for i, s := range tpl.Sections {
		if s.Section == review.LuckSection {
			tpl.Sections[i].Off = true
		}
	}
	tpl.Sections[3].Heading = ""
	tpl = must(h.SaveReviewTemplate(as(t, approver), tpl, 1))(t)
	if slices.ContainsFunc(tpl.Sections, func(s review.TemplateSection) bool { return s.Section == cost }) || len(tpl.Sections) != len(review.Sections()) {
		t.Fatalf("the template has %+v", tpl.Sections)
	}
	list := must(h.Written(as(t, author), one))(t)
	if w := named(list, cost); w.Heading != "What it cost" || w.Text != "Ten euro." || !w.Off {
		t.Errorf("a section taken away: %+v", w)
	}
	if w := named(list, review.LuckSection); w.Text != "A quiet day." || !w.Off {
		t.Errorf("a section that is off: %+v", w)
	}
	list = must(h.Written(as(t, author), two))(t)
	if len(list) != len(review.Sections())-1 || named(list, review.LuckSection).Section != "" || named(list, cost).Section != "" {
		t.Errorf("a review in which nothing was written asks for %+v", list)
	}
	must(h.WriteSection(as(t, author), two, review.LuckSection, review.SectionEdit{Text: "From a page that was open."}))(t)
	w := must(h.WriteSection(as(t, author), one, cost, review.SectionEdit{Text: "", Version: 2}))(t)
	if w.Text != "" || w.Version != 3 {
		t.Errorf("emptied: %+v", w)
	}
	if r := must(h.Review(t.Context(), one))(t); len(r.Own) != 0 {
		t.Errorf("an emptied section is left as %+v", r.Own)
	}
}

func TestATemplateTakesTwelveSectionsOfAHouse(t *testing.T) {
	t.Parallel()
	h := open(t)
	tpl := must(h.ReviewTemplate(t.Context()))(t)
	for n := range 12 {
		tpl.Sections = append(tpl.Sections, review.TemplateSection{Heading: fmt.Sprint("Our ", n)})
	}
	tpl = must(h.SaveReviewTemplate(as(t, approver), tpl, 0))(t)
	more := tpl
	more.Sections = append(slices.Clone(tpl.Sections), review.TemplateSection{Heading: "One too many"})
	_, err := h.SaveReviewTemplate(as(t, approver), more, 1)
	wantKind(t, err, models.Invalid)
	more.Sections = append(slices.Clone(tpl.Sections[:5]), tpl.Sections[4])
	_, err = h.SaveReviewTemplate(as(t, approver), more, 1)
	wantKind(t, err, models.Invalid)
	more.Sections = append(slices.Clone(tpl.Sections[:5]), review.TemplateSection{Section: "own_<b>", Heading: "Markup"})
	_, err = h.SaveReviewTemplate(as(t, approver), more, 1)
	wantKind(t, err, models.Invalid)
}
