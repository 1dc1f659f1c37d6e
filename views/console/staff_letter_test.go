package console

import (
	"testing"
	"time"

	"vitrine/models/staff"
)

func TestWhatAMailServerSaidInPlainWords(t *testing.T) {
	t.Parallel()
	for kept, want := range map[string][2]string{
		"":                                    {"", ""},
		"The mail server cannot be reached.":  {"The mail server cannot be reached.", ""},
		"550 5.1.1 <x@y.example>: no mailbox": {"The mail server knows no such mailbox.", "550 5.1.1 <x@y.example>: no mailbox"},
		"550 Requested action not taken":      {"The mail server knows no such mailbox, or refuses it.", "550 Requested action not taken"},
		"552 5.2.2 over quota":                {"The mailbox is full.", "552 5.2.2 over quota"},
		"554 5.7.1 blocked":                   {"The mail server refused the mail by its rules.", "554 5.7.1 blocked"},
		"553 5.1.8 not yours":                 {"The mail server does not accept our sender's address.", "553 5.1.8 not yours"},
		"450-4.9.9 odd":                       {"The mailbox cannot be reached just now.", "450-4.9.9 odd"},
		"499 what":                            {"The mail server asked us to come again later.", "499 what"},
		"read tcp 192.0.2.1:25: i/o timeout":  {"The connection to the mail server broke.", "read tcp 192.0.2.1:25: i/o timeout"},
	} {
		if sentence, words := MailTrouble(kept); sentence != want[0] || words != want[1] {
			t.Errorf("%q: %q, %q", kept, sentence, words)
		}
	}
}

func TestWhereAMailToStaffStands(t *testing.T) {
	t.Parallel()
	f := exampleFrame("outbox")
	later, done := f.Now.Add(5*time.Minute), f.Now
	for want, m := range map[string]staff.Mail{
		"waiting, next try " + f.Clock(later):      {State: staff.MailWaiting, NextTryAt: later},
		"waiting":                                  {State: staff.MailWaiting, NextTryAt: f.Now},
		"being handed over":                        {State: staff.MailHanding, NextTryAt: later},
		"perhaps sent, next try " + f.Clock(later): {State: staff.MailUncertain, NextTryAt: later},
		"perhaps sent, not tried again":            {State: staff.MailUncertain, DoneAt: &done},
		"refused":                                  {State: staff.MailFailed, DoneAt: &done},
		"given up":                                 {State: staff.MailExpired, DoneAt: &done},
	} {
		if got := StaffWaiting(staff.OutboxMail{Mail: m}).Standing(f); got != want {
			t.Errorf("%+v stands at %q, want %q", m, got, want)
		}
	}
	if l := StaffWaiting(staff.OutboxMail{Mail: staff.Mail{Kind: staff.AgendaMail}, Name: "Dana"}); l.What != "Agenda of the week" || l.To != "Dana" {
		t.Errorf("shown as %+v", l)
	}
}
