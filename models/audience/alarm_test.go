package audience_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// TestWorkersThatSayNothingAreAnAlarm: where some ran; a process without workers
// writes it down, and their next sign of life ends it.
func TestWorkersThatSayNothingAreAnAlarm(t *testing.T) {
	t.Parallel()
	h := open(t)
	kinds := func() int {
		list, err := h.store.Alarms(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if kinds() != 0 {
		t.Error("an alarm although nothing ever ran")
	}
	now := models.Clock()
	h.store.Now = func() time.Time { return now }
	if err := h.store.Beat(t.Context()); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Minute)
	if kinds() != 0 {
		t.Error("an alarm after two minutes")
	}
	now = now.Add(time.Second)
	if kinds() != 1 {
		t.Error("no alarm after two minutes of silence")
	}
	if err := h.store.Deadman(t.Context()); err != nil {
		t.Fatal(err)
	}
	due, channels, err := h.store.AlarmsDue(t.Context())
	if err != nil || len(due) != 1 || due[0].Kind != audience.WorkersAlarm || len(channels) != 0 {
		t.Errorf("%+v, %v, %v", due, channels, err)
	}
}

// TestAnAlarmIsToldByOneProcessAndOnce: who takes it tells it; an alarm that comes
// back is told anew.
func TestAnAlarmIsToldByOneProcessAndOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	due := func() []audience.Alarm {
		t.Helper()
		list, _, err := h.store.AlarmsDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(h.store.Raise(t.Context(), audience.CanaryAlarm, "to sam@example.com"))
	must(h.store.Raise(t.Context(), audience.CanaryAlarm, "again"))
	a := due()
	if len(a) != 1 || a[0].Detail != "to …" {
		t.Fatalf("%+v", a)
	}
	first, err := h.store.TakeAlarm(t.Context(), a[0])
	must(err)
	second, err := h.store.TakeAlarm(t.Context(), a[0])
	if must(err); !first || second || len(due()) != 0 {
		t.Error("two processes tell it")
	}
	must(h.store.AlarmTold(t.Context(), a[0]))
	must(h.store.End(t.Context(), audience.CanaryAlarm))
	over := due()
	if len(over) != 1 || over[0].OverAt == nil || over[0].ToldAt == nil {
		t.Fatalf("%+v", over)
	}
	must(h.store.Raise(t.Context(), audience.CanaryAlarm, "once more"))
	must(h.store.AlarmTold(t.Context(), over[0])) // by who had read it before it came back
	if back := due(); len(back) != 1 || back[0].OverAt != nil {
		t.Errorf("%+v", back)
	}
}

// TestAnAlarmThatEndsWhileItIsToldIsToldToBeOver: its end waits for who tells its
// beginning, who may be slow, or never heard of again.
func TestAnAlarmThatEndsWhileItIsToldIsToldToBeOver(t *testing.T) {
	t.Parallel()
	for name, slow := range map[string]time.Duration{"told soon": time.Second, "told when another process may": time.Minute} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			now := models.Clock()
			h.store.Now = func() time.Time { return now }
			due := func() []audience.Alarm {
				t.Helper()
				list, _, err := h.store.AlarmsDue(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				return list
			}
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			must(h.store.Raise(t.Context(), audience.PolicyAlarm, "5.7.1"))
			a := due()[0]
			if mine, err := h.store.TakeAlarm(t.Context(), a); err != nil || !mine {
				t.Fatal(mine, err)
			}
			must(h.store.Resume(t.Context()))
			if list := due(); len(list) != 0 {
				t.Errorf("its end is told, or forgotten, before its beginning: %+v", list)
			}
			now = now.Add(slow)
			if slow < time.Minute {
				must(h.store.AlarmTold(t.Context(), a))
			}
			list := due()
			if len(list) != 1 || list[0].OverAt == nil || (list[0].ToldAt != nil) != (slow < time.Minute) {
				t.Fatalf("%+v", list)
			}
			must(h.store.AlarmTold(t.Context(), list[0]))
			if now = now.Add(time.Hour); len(due()) != 0 {
				t.Error("it is not forgotten")
			}
		})
	}
}

// TestWhatWasHeardBeforeStaffResumedHoldsNothingBack: a process may say late what it
// heard, whatever its clock says.
func TestWhatWasHeardBeforeStaffResumedHoldsNothingBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	sending := func() audience.Outgoing {
		t.Helper()
		now, err := h.store.Outgoing(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	said := func(when audience.Outgoing) bool {
		t.Helper()
		raised, err := h.store.HoldBack(t.Context(), when.Refused("554 5.7.1 rejected"))
		if now := sending(); err != nil || raised != now.Held || raised != strings.Contains(now.Why, "5.7.1") {
			t.Fatalf("raised %t, %+v, %v", raised, now, err)
		}
		return raised
	}
	before := sending()
	if !said(before) {
		t.Fatal("nothing is held back")
	}
	if err := h.store.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if said(before) {
		t.Error("what was heard before holds mails back again")
	}
	if !said(sending()) {
		t.Error("what was heard since does not")
	}
}

// TestOnlyChannelsOfStaffHearAlarms: what is told there is for colleagues.
func TestOnlyChannelsOfStaffHearAlarms(t *testing.T) {
	t.Parallel()
	h := open(t)
	add := func(address string, shape models.Shape) audience.Subscriber {
		s, _, err := h.store.AddEndpoint(t.Context(), audience.NewEndpoint{Channel: models.ByWebhook, Address: address, Shape: shape, Choice: everything, Consent: "test"})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	mine, theirs, old := add("https://ops.example/hook", ""), add("https://customer.example/hook", ""), add("https://page.example/hook", models.StatuspageShape)
	h.run("UPDATE subscribers SET source = 'form' WHERE public_id = ?", theirs.PublicID)
	for _, s := range []audience.Subscriber{theirs, old} {
		if _, err := h.store.SetAlarms(t.Context(), s.PublicID, true); models.KindOf(err) != models.Conflict {
			t.Errorf("%v", err)
		}
	}
	one, err := h.store.SetAlarms(t.Context(), mine.PublicID, true)
	if err != nil || one.Endpoint == nil || !one.Endpoint.Alarms {
		t.Errorf("%+v, %v", one.Endpoint, err)
	}
}
