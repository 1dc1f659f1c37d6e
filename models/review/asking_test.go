package review_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// askedBy lists what the mails of asking tell a user, a mail each, oldest first.
func (d *desk) askedBy(t *testing.T, user int64) (told []string) {
	t.Helper()
	if err := d.TellAsked(t.Context(), d.staff, nothingMore); err != nil {
		t.Fatal(err)
	}
	mails := must(d.staff.Mails(t.Context(), false, 100))(t)
	slices.Reverse(mails)
	for _, m := range mails {
		if m.UserID != user || m.Kind != staff.AskMail {
			continue
		}
		mentions, asked, err := d.AskedIn(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		says := m.Period
		for _, n := range mentions {
			says += fmt.Sprintf(" %s: %s", n.Author, n.Body)
		}
		for _, a := range asked {
			says += fmt.Sprintf(" %s signs for %s", a.Title, a.By)
		}
		told = append(told, says)
	}
	return told
}

func TestWhoIsCalledOrAskedToSignGetsOneMailAnHourAtMost(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.Clock.Set(modelstest.At(time.November, 18, 7, 30)) // before the morning
	r := must(d.StartReview(as(t, author), review.NewReview{Title: "Late"}))(t)
	call := func(text string) review.Comment {
		t.Helper()
		return must(d.AddComment(as(t, author), r.PublicID, review.NewComment{Place: "luck", Body: text}))(t)
	}
	want := func(when string, user int64, told ...string) {
		t.Helper()
		if got := d.askedBy(t, user); !slices.Equal(got, told) {
			t.Errorf("%s:\n%q\nwant\n%q", when, got, told)
		}
	}
	first := call("@msorel one")
	call("@golsen to myself")
	want("at night", approver)
	d.Clock.Set(modelstest.At(time.November, 18, 8, 1))
	want("in the morning", approver, "2026-11-18T08:01 Gary Olsen: @msorel one")
	call("@msorel two")
	want("while the mail waits", approver, "2026-11-18T08:01 Gary Olsen: @msorel two Gary Olsen: @msorel one")
	d.handOver(t, staff.MailSent)
	if err := d.AskSignOff(as(t, author), r.PublicID, approver); err != nil {
		t.Fatal(err)
	}
	d.Clock.Advance(59 * time.Minute)
	want("within the hour, though the clock strikes", approver, "2026-11-18T08:01 Gary Olsen: @msorel two Gary Olsen: @msorel one")
	d.Clock.Advance(time.Minute)
	want("an hour later", approver, "2026-11-18T08:01 Gary Olsen: @msorel two Gary Olsen: @msorel one", "2026-11-18T09:01 Late signs for Gary Olsen")
	must(d.AnswerComment(as(t, approver), first.PublicID, "Yes."))(t)
	if err := d.SignReview(as(t, approver), r.PublicID, must(d.Review(t.Context(), r.PublicID))(t).Digest()); err != nil {
		t.Fatal(err)
	}
	want("what was answered is said no more", approver, "2026-11-18T08:01 Gary Olsen: @msorel two", "2026-11-18T09:01")
	want("to oneself", author)
	if err := d.staff.ChooseMail(as(t, other), staff.MailChoice{UserID: other, Nags: true}); err != nil {
		t.Fatal(err)
	}
	call("@pvance are you there?")
	want("who wants none", other)
	if err := d.staff.ChooseMail(as(t, other), staff.MailChoice{UserID: other, Asks: true}); err != nil {
		t.Fatal(err)
	}
	want("what came before they wanted it", other)
	d.Clock.Set(modelstest.At(time.November, 21, 12, 0)) // a Saturday
	call("@pvance now?")
	want("on a Saturday", other)
	d.Clock.Set(modelstest.At(time.November, 23, 8, 0))
	want("on Monday", other, "2026-11-23T08:00 Gary Olsen: @pvance now?")
}
