package notify

import (
	"testing"
	"time"
)

func TestAPaceSpreadsMailsAndForgivesPauses(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, time.May, 4, 3, 0, 0, 0, time.UTC)
	p := paceOf(10)
	for n := range 5 {
		if got, want := waits(p, begin), time.Duration(n)*100*time.Millisecond; got != want {
			t.Errorf("mail %d waits %s, want %s", n, got, want)
		}
	}
	if got := waits(p, begin.Add(time.Hour)); got != 0 {
		t.Errorf("after a pause a mail waits %s", got)
	}
	if got := waits(p, begin.Add(time.Hour)); got != 100*time.Millisecond {
		t.Errorf("a pause was saved up: the second mail after it waits %s", got)
	}
	if got := waits(paceOf(0), begin); got != 0 {
		t.Errorf("without a limit a mail waits %s", got)
	}
}

func waits(p *pace, now time.Time) time.Duration {
	wait, _ := p.wait(now, time.Hour)
	return wait
}

// TestASlowPaceLosesNoPlaces: ten workers who have 45 seconds each, and a mail
// every minute. Who would have to wait for longer takes no place from the others.
func TestASlowPaceLosesNoPlaces(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, time.May, 4, 3, 0, 0, 0, time.UTC)
	p, sent := paceOf(1.0/60), 0
	for second := range 600 {
		for range 10 {
			if _, placed := p.wait(begin.Add(time.Duration(second)*time.Second), 45*time.Second); placed {
				sent++
			}
		}
	}
	if sent != 11 {
		t.Errorf("%d mails in ten minutes and 45 seconds, want 11", sent)
	}
}

func TestASlowDomainHasAQuarterOfTheConnections(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.May, 4, 3, 0, 0, 0, time.UTC)
	l := &lanes{most: 8, now: func() time.Time { return now }}
	enter := func(first, last int64, email string) (in int) {
		for id := first; id <= last; id++ {
			if l.enter(id, email, false) {
				l.begin(id, email)
				in++
			}
		}
		return in
	}
	if got := enter(1, 8, "a@slow.example"); got != 8 {
		t.Errorf("a domain that nobody knows has %d of 8 connections", got)
	}
	now = now.Add(3 * time.Second)
	if enter(9, 9, "b@slow.example") != 0 || enter(20, 24, "a@quick.example") != 5 {
		t.Error("who waits for slow mails gets no more, the others do")
	}
	for id := int64(1); id <= 8; id++ {
		l.leave(id, "a@slow.example")
	}
	if got := enter(30, 37, "a@slow.example"); got != 2 {
		t.Errorf("a slow domain has %d of 8 connections, want 2", got)
	}
	if l.enter(38, "a@slow.example", true) || !l.enter(39, "b@quick.example", true) {
		t.Error("who is patient lets others go before a slow domain")
	}
	l.leave(39, "b@quick.example")
	for id := int64(30); id <= 31; id++ { // quick again
		l.leave(id, "a@slow.example")
	}
	for id := int64(40); id < 44; id++ {
		enter(id, id, "a@slow.example")
		l.leave(id, "a@slow.example")
	}
	if got := enter(50, 57, "a@slow.example"); got != 8 {
		t.Errorf("a domain that is quick again has %d of 8 connections", got)
	}
	for id := int64(20); id <= 24; id++ {
		l.leave(id, "a@quick.example")
	}
	if _, kept := l.domains["quick.example"]; kept {
		t.Error("a quick domain is remembered for ever")
	}
}
