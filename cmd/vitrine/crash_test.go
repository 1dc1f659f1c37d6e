package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// killing is one way to kill: how often, how long after the answer at most, and how
// many mails may be on the wire at that moment. A mail on the wire whose answer
// is lost is sent again, with the same Message-ID.
type killing struct {
	times  int
	within time.Duration
	onWire int
}

// mailsAtOnce is how many mails the program hands over at a time.
const mailsAtOnce = 10

// TestKilledAfterPublish kills the program right after "Publish" answers and
// before any mail, five times; make torture does it fifty times.
func TestKilledAfterPublish(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		killAfterPublish(t, env, killing{times: 5, within: 900 * time.Millisecond})
	})
}

// TestTortureKills is the long trial: fifty kills before any mail, fifty at any
// moment of the sending.
func TestTortureKills(t *testing.T) {
	if os.Getenv("VITRINE_TORTURE") == "" {
		t.Skip("a long trial: make torture")
	}
	eachDatabase(t, func(t *testing.T, env []string) {
		killAfterPublish(t, env, killing{times: 50, within: 900 * time.Millisecond})
	})
	eachDatabase(t, func(t *testing.T, env []string) {
		killAfterPublish(t, env, killing{times: 50, within: 1500 * time.Millisecond, onWire: mailsAtOnce})
	})
}

// audienceOfKills is how many subscribers hear of every update.
const audienceOfKills = 40

// killAfterPublish publishes an update, kills the program at a random moment
// after the answer, starts it again, and wants every subscriber told exactly
// once, and the page to show the update.
func killAfterPublish(t *testing.T, env []string, tr killing) {
	delay := time.Second
	if tr.onWire == 0 {
		delay += 2 * time.Second // a busy machine kills late, and it shall be before any mail
	}
	box := newMailbox(t)
	s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_SEND_DELAY="+delay.String())...).start()
	st := newStudy(t, s)
	var csv strings.Builder
	csv.WriteString("email,consent\n")
	for n := range audienceOfKills {
		fmt.Fprintf(&csv, "reader%02d@customer.example,test\n", n)
	}
	st.writer.upload("/subscribers/import", csv.String())
	made := st.writer.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it.",
		"components": []object{{"id": "sign-in", "status": "major_outage"}}})
	id := text(made, "id")
	for n := range tr.times {
		word := fmt.Sprintf("Word number %d of this trial.", n)
		st.writer.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": word, "notify": true})
		time.Sleep(rand.N(tr.within))
		s.kill()
		s.start()
		eventually(t, 20*time.Second, func() error {
			if _, _, page := s.get("/incidents/" + id); !strings.Contains(page, word) {
				return fmt.Errorf("the page does not show %q", word)
			}
			return nil
		})
		eventually(t, 3*time.Minute, func() error { return toldOnce(box, word, tr.onWire) })
	}
	time.Sleep(3 * time.Second)
	for n := range tr.times {
		if err := toldOnce(box, fmt.Sprintf("Word number %d of this trial.", n), tr.onWire); err != nil {
			t.Error(err)
		}
	}
}

// toldOnce wants word in exactly one mail to each subscriber. At most onWire of
// them may have come twice, with the same Message-ID.
func toldOnce(box *mailbox, word string, onWire int) error {
	ids, twice := map[string]string{}, 0
	for _, l := range box.all() {
		if !strings.Contains(strings.Join(strings.Fields(l.text), " "), word) {
			continue
		}
		id := l.head.Get("Message-ID")
		if before, known := ids[l.to]; known {
			if twice++; before != id {
				return fmt.Errorf("%q reached %s under two names, %s and %s", word, l.to, before, id)
			}
		}
		ids[l.to] = id
	}
	if len(ids) != audienceOfKills || twice > onWire {
		return fmt.Errorf("%q reached %d of %d, %d of them twice", word, len(ids), audienceOfKills, twice)
	}
	return nil
}

// TestKilledBetweenCommitAndRendering writes to the database behind a stopped
// server's back, as a crash before rendering leaves it, and wants the next start
// to show it.
func TestKilledBetweenCommitAndRendering(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := prepare(t, env...).start()
		newStudy(t, s)
		s.kill()
		out, errs, code := s.vitrine("The reports are late since 09:00 UTC.", "post", "--title", "Reports are late", "--state", "investigating",
			"--component", "reports=degraded_performance", "--body", "-", "--no-notify")
		if code != 0 {
			t.Fatalf("post: %s %s", out, errs)
		}
		s.start()
		eventually(t, 20*time.Second, func() error {
			if _, _, page := s.get("/"); !strings.Contains(page, "Reports are late") {
				return errors.New("the home page does not show what was committed before the crash")
			}
			return nil
		})
	})
}
