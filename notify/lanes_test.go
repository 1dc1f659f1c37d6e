package notify_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/models/modelstest"
)

// TestASlowDomainHoldsUpNobodyElse writes to four people of a domain whose mails
// take long, and to forty others who come after them in the ledger, on two
// connections.
func TestASlowDomainHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	for i := range 4 {
		w.subscribe(fmt.Sprintf("person%d@slow.example", i))
	}
	for i := range 40 {
		w.subscribe(fmt.Sprintf("person%d@quick.example", i))
	}
	var slow, quick, slowAtTheEnd atomic.Int64
	w.server.behave(nil, func(to string) error {
		if strings.HasSuffix(to, "@slow.example") {
			time.Sleep(1200 * time.Millisecond)
			slow.Add(1)
		} else if quick.Add(1) == 40 {
			slowAtTheEnd.Store(slow.Load())
		}
		return nil
	})
	w.open("Elevated API errors")
	config := w.config()
	config.Workers = 2
	w.start(config)
	w.finished(w.notification().PublicID)
	if got := slowAtTheEnd.Load(); quick.Load() != 40 || slow.Load() != 4 || got > 3 {
		t.Errorf("%d quick, %d slow; %d slow ones were before the last quick one", quick.Load(), slow.Load(), got)
	}
}

func TestALargeFanOutDelaysNoConfirmation(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(600)
	api := modelstest.Component(t, w.store, "API")
	var told atomic.Int64
	w.server.behave(nil, func(to string) error {
		if strings.HasSuffix(to, "@customer.example") {
			time.Sleep(100 * time.Millisecond)
			told.Add(1)
		}
		return nil
	})
	w.start(w.config())
	w.open("Elevated API errors")
	w.until("the fan-out is under way", func() bool { return told.Load() > 10 })
	w.signUp("sam@visitor.example", api)
	if n := told.Load(); n > 500 {
		t.Errorf("the confirmation waited for %d of 600 others", n)
	}
	if err := w.audience.Cancel(t.Context(), w.notification().PublicID); err != nil {
		t.Fatal(err)
	}
}
