package review_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

func TestSectionsHaveVersionsOfTheirOwn(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Overview: "One."}))(t)
	w := must(h.WriteSection(as(t, author), r.PublicID, review.OverviewSection, review.SectionEdit{Text: "Two.\r\nLines ", Version: 1}))(t)
	if w.Text != "Two.\nLines" || w.Version != 2 || w.EditedBy != "Gary Olsen" || !w.Mine {
		t.Fatalf("written: %+v", w)
	}
	w = must(h.WriteSection(as(t, approver), r.PublicID, review.LuckSection, review.SectionEdit{Text: "A quiet day.", Version: 1}))(t)
	if w.Version != 2 {
		t.Errorf("another section is at version %d", w.Version)
	}
	_, err := h.WriteSection(as(t, approver), r.PublicID, review.OverviewSection, review.SectionEdit{Text: "Mine.", Version: 1})
	wantKind(t, err, models.Stale)
	same := must(h.WriteSection(as(t, author), r.PublicID, review.OverviewSection, review.SectionEdit{Text: "Two.\nLines", Version: 1}))(t)
	if same.Version != 2 {
		t.Errorf("the text that is saved already made version %d", same.Version)
	}
	if _, err := h.WriteSection(as(t, approver), r.PublicID, review.OverviewSection, review.SectionEdit{Text: "Over it."}); err != nil {
		t.Errorf("without a version: %v", err)
	}
	_, err = h.WriteSection(as(t, author), r.PublicID, "facilitator", review.SectionEdit{Text: "x"})
	wantKind(t, err, models.NotFound)
	_, err = h.WriteSection(as(t, author), r.PublicID, review.GoalsSection, review.SectionEdit{Text: strings.Repeat("x", 50_001)})
	wantKind(t, err, models.Invalid)
	whole := must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Overview: ptr("By the other door."), Severity: ptr(int64(3)), FactsVersion: 1}))(t)
	if whole.FactsVersion != 2 || whole.Luck != "A quiet day." {
		t.Errorf("the review: %+v", whole)
	}
	_, err = h.WriteSection(as(t, approver), r.PublicID, review.OverviewSection, review.SectionEdit{Text: "Mine.", Version: 3})
	wantKind(t, err, models.Stale)
	_, err = h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Title: ptr("x"), FactsVersion: 1})
	wantKind(t, err, models.Stale)
	list := must(h.Written(as(t, author), r.PublicID))(t)
	if len(list) != len(review.Sections()) || list[0].Text != "By the other door." || list[0].Version != 4 || list[2].EditedAt != nil {
		t.Errorf("sections: %+v", list)
	}
}

func TestManyWriteAtOnceAndNoTextIsLost(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	var all sync.WaitGroup
	for _, section := range review.Sections() {
		all.Go(func() {
			version := int64(1)
			for n := range 5 {
				w, err := h.WriteSection(as(t, author), r.PublicID, section, review.SectionEdit{Text: strings.Repeat(string(section)+" ", n+1), Version: version, Going: true})
				if err != nil {
					t.Errorf("%s: %v", section, err)
				}
				version = w.Version
			}
		})
	}
	all.Wait()
	for _, w := range must(h.Written(t.Context(), r.PublicID))(t) {
		if w.Version != 6 || strings.Count(w.Text, string(w.Section)) != 5 {
			t.Errorf("%s is at version %d: %q", w.Section, w.Version, w.Text)
		}
	}
}

func TestTheTrailHearsOfASittingOnceAndOfItsEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	heard := func() (n int) {
		for _, deed := range h.Audit.Deeds() {
			if deed == "review.section.written" {
				n++
			}
		}
		return n
	}
	write := func(user int64, text string, going bool) {
		t.Helper()
		must(h.WriteSection(as(t, user), r.PublicID, review.LuckSection, review.SectionEdit{Text: text, Going: going}))(t)
	}
	for _, step := range []struct {
		name  string
		do    func()
		heard int
	}{
		{"the first word", func() { write(author, "A", true) }, 1},
		{"more of the same sitting", func() { write(author, "A b", true); write(author, "A b c", true) }, 1},
		{"the same text while going on", func() { write(author, "A b c", true) }, 1},
		{"its end, with nothing new", func() { write(author, "A b c", false) }, 2},
		{"its end once more", func() { write(author, "A b c", false) }, 2},
		{"somebody else", func() { write(approver, "A b c d", true) }, 3},
		{"back again", func() { write(author, "A b c d e", true) }, 4},
		{"ten minutes later", func() { h.Clock.Advance(11 * time.Minute); write(author, "A b c d e f", true) }, 5},
	} {
		if step.do(); heard() != step.heard {
			t.Errorf("%s: the trail heard %d times, want %d", step.name, heard(), step.heard)
		}
	}
	for _, e := range h.Audit.Entries() {
		if strings.Contains(trail(t, e), "A b c") {
			t.Errorf("the trail tells the text: %+v", e)
		}
	}
}
