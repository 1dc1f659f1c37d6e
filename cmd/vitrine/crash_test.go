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

// TestKilledAfterPublish kills the program right after "Publish" answers, five
// times; TestTortureKills does it fifty times.
func TestKilledAfterPublish(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) { killAfterPublish(t, env, 5) })
}

// TestTortureKills is the long trial of make torture.
func TestTortureKills(t *testing.T) {
	if os.Getenv("VITRINE_TORTURE") == "" {
		t.Skip("a long trial: make torture")
	}
	eachDatabase(t, func(t *testing.T, env []string) { killAfterPublish(t, env, 50) })
}

// audienceOfKills is how many subscribers hear of every update.
const audienceOfKills = 40

// killAfterPublish publishes an update, kills the program at a random moment
// after the answer, starts it again, and wants every subscriber told exactly
// once, and the page to show the update.
func killAfterPublish(t *testing.T, env []string, times int) {
	box := newMailbox(t)
	s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_SEND_DELAY=300ms")...).start()
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
	for n := range times {
		word := fmt.Sprintf("Word number %d of this trial.", n)
		st.writer.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": word, "notify": true})
		time.Sleep(time.Duration(rand.IntN(900)) * time.Millisecond)
		s.kill()
		s.start()
		eventually(t, 20*time.Second, func() error {
			if _, _, page := s.get("/incidents/" + id); !strings.Contains(page, word) {
				return fmt.Errorf("the page does not show %q", word)
			}
			return nil
		})
		eventually(t, 150*time.Second, func() error { return toldOnce(box, word) })
	}
	time.Sleep(3 * time.Second)
	for n := range times {
		if err := toldOnce(box, fmt.Sprintf("Word number %d of this trial.", n)); err != nil {
			t.Error(err)
		}
	}
}

// toldOnce wants word in exactly one mail to each subscriber. The same
// Message-ID twice to one person is a lost answer, which this relay never has.
func toldOnce(box *mailbox, word string) error {
	copies := map[string]int{}
	for _, l := range box.all() {
		if strings.Contains(strings.Join(strings.Fields(l.text), " "), word) {
			copies[l.to]++
		}
	}
	if len(copies) != audienceOfKills {
		return fmt.Errorf("%q reached %d of %d", word, len(copies), audienceOfKills)
	}
	for to, n := range copies {
		if n != 1 {
			return fmt.Errorf("%q reached %s %d times", word, to, n)
		}
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
