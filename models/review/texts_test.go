package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// texts looks for new texts and lists the subjects of what a user is sent.
func (d *desk) texts(t *testing.T, user int64) (told []string) {
	t.Helper()
	if err := d.SendTexts(t.Context(), d.staff, nothingMore); err != nil {
		t.Fatal(err)
	}
	mails := must(d.staff.Mails(t.Context(), false, 100))(t)
	slices.Reverse(mails)
	for _, m := range mails {
		if m.UserID != user || m.Kind != staff.TextMail {
			continue
		}
		text := must(d.TextOf(t.Context(), m))(t)
		if text == nil {
			told = append(told, "nothing")
			continue
		}
		told = append(told, text.Kind+": "+text.Title)
		if !strings.Contains(text.Markdown, "It was late.") || strings.Contains(text.Markdown, "Gary") {
			t.Errorf("the text: %s", text.Markdown)
		}
	}
	return told
}

func TestWhoWantsItGetsTheWholeTextOfAReviewAndOfAPostmortemOnce(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.Clock.Set(modelstest.At(time.November, 19, 9, 0))
	complete := func(title string) review.Review {
		t.Helper()
		r := must(d.StartReview(as(t, author), review.NewReview{Title: title, Overview: "It was late."}))(t)
		must(d.WriteFactor(as(t, author), r.PublicID, review.NewFactor{Body: "Gary Olsen waited.", Influence: review.Helpful}))(t)
		return must(d.CompleteReview(as(t, author), r.PublicID, "Nothing at once.", 0))(t)
	}
	complete("Before anybody wanted it")
	d.Clock.Advance(time.Minute)
	if err := d.staff.ChooseMail(as(t, other), staff.MailChoice{UserID: other, Texts: true}); err != nil {
		t.Fatal(err)
	}
	d.Clock.Advance(time.Minute)
	r := complete("Late")
	p := must(d.StartDraft(as(t, author), r.PublicID))(t)
	must(d.Publish(as(t, author), d.approved(t, p).PublicID, review.PublishOrder{}))(t)
	want := []string{"review: Late", "postmortem: Late"}
	for range 2 {
		if got := d.texts(t, other); !slices.Equal(got, want) {
			t.Errorf("told %q, want %q", got, want)
		}
	}
	if got := d.texts(t, author); len(got) != 0 {
		t.Errorf("who did not ask for it is told %q", got)
	}
	must(d.Withdraw(as(t, approver), p.PublicID, 0, "It said too much."))(t)
	if got := d.texts(t, other); !slices.Equal(got, []string{"review: Late", "nothing"}) {
		t.Errorf("after it was withdrawn: %q", got)
	}
}

func TestAWholeTextOutlastsFreeDaysOtherChoicesAndAMailServerThatIsAway(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	choose := func(c staff.MailChoice) {
		t.Helper()
		if c.UserID = other; d.staff.ChooseMail(as(t, other), c) != nil {
			t.Fatal("the choice was refused")
		}
	}
	d.Clock.Set(modelstest.At(time.November, 19, 9, 0))
	choose(staff.MailChoice{Texts: true})
	d.Clock.Set(modelstest.At(time.November, 19, 22, 0)) // after the last mails of the day
	r := must(d.StartReview(as(t, author), review.NewReview{Title: "Late", Overview: "It was late."}))(t)
	must(d.WriteFactor(as(t, author), r.PublicID, review.NewFactor{Body: "Gary Olsen waited.", Influence: review.Helpful}))(t)
	must(d.CompleteReview(as(t, author), r.PublicID, "Nothing at once.", 0))(t)
	d.Clock.Advance(time.Minute)
	choose(staff.MailChoice{Texts: true, Agenda: true})
	d.Clock.Set(modelstest.At(time.November, 24, 9, 0)) // the first working day, had there been four free ones
	if got := d.texts(t, other); !slices.Equal(got, []string{"review: Late"}) {
		t.Fatalf("after the free days: %q", got)
	}
	d.Clock.Advance(10 * 24 * time.Hour)
	if err := d.staff.TidyMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if due := must(d.staff.MailsDue(t.Context()))(t); len(due) != 1 {
		t.Errorf("after ten days without a mail server %d mails wait, want the text", len(due))
	}
	choose(staff.MailChoice{})
	choose(staff.MailChoice{Texts: true})
	d.Clock.Advance(time.Hour)
	if c := must(d.staff.MailChoice(t.Context(), other))(t); c.TextsSince == nil || !c.TextsSince.Equal(d.Clock.Now().Add(-time.Hour)) {
		t.Errorf("switched off and on again, they are wanted since %v", c.TextsSince)
	}
}
