package staff_test

import (
	"fmt"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

func TestTheOutboxHoldsWhatDidNotArrive(t *testing.T) {
	t.Parallel()
	store, db, clock := open(t)
	clock.Set(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	u := add(t, store, "mina", staff.Responder)
	queue := func(n int) (m staff.Mail) {
		t.Helper()
		err := db.Tx(t.Context(), func(tx *models.Tx) (err error) {
			m, _, err = store.QueueMail(t.Context(), tx, u.ID, staff.TextMail, fmt.Sprint("review-", n))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	settle := func(m staff.Mail, state staff.MailState, detail string) {
		t.Helper()
		claimed, _, err := store.ClaimMail(t.Context(), m.ID)
		if err != nil || claimed == nil {
			t.Fatal(claimed, err)
		}
		if err := store.SettleMail(t.Context(), *claimed, state, detail, nil); err != nil {
			t.Fatal(err)
		}
	}
	listed := func(before int64, limit int) (ids []int64) {
		t.Helper()
		list, err := store.Outbox(t.Context(), before, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m.Name != u.Name {
				t.Errorf("the mail is for %q", m.Name)
			}
			ids = append(ids, m.ID)
		}
		return ids
	}
	sent, failed, nothing, waiting := queue(1), queue(2), queue(3), queue(4)
	settle(sent, staff.MailSent, "")
	settle(failed, staff.MailFailed, "550 5.1.1 no such mailbox")
	settle(nothing, staff.MailExpired, "")
	if got := fmt.Sprint(listed(0, 10)); got != fmt.Sprint([]int64{waiting.ID, failed.ID}) {
		t.Errorf("the outbox holds %v", got)
	}
	if got := fmt.Sprint(listed(0, 1), listed(waiting.ID, 1)); got != fmt.Sprint([]int64{waiting.ID}, []int64{failed.ID}) {
		t.Errorf("in parts it holds %v", got)
	}
	clock.Advance(15 * 24 * time.Hour)
	if got := fmt.Sprint(listed(0, 10)); got != fmt.Sprint([]int64{waiting.ID}) {
		t.Errorf("after two weeks it holds %v", got)
	}
}
