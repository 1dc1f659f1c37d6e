package notify_test

import (
	"fmt"
	"strings"
	"sync"
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

// TestALargeFanOutDelaysNoConfirmation: all connections are busy with mails that
// do not end before the confirmation has come.
func TestALargeFanOutDelaysNoConfirmation(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.crowd(100)
	api := modelstest.Component(t, w.store, "API")
	var told atomic.Int64
	confirmed := make(chan struct{})
	w.server.behave(nil, func(to string) error {
		if strings.HasSuffix(to, "@customer.example") {
			told.Add(1)
			<-confirmed
		}
		return nil
	})
	config := w.config()
	config.Workers = 4
	_, stop := w.start(config)
	t.Cleanup(stop) // after the mails are let go
	let := sync.OnceFunc(func() { close(confirmed) })
	t.Cleanup(let)
	w.open("Elevated API errors")
	w.until("all connections are busy", func() bool { return told.Load() >= 4 })
	w.signUp("sam@visitor.example", api) // waits for the confirmation
	let()
	if err := w.audience.Cancel(t.Context(), w.notification().PublicID); err != nil {
		t.Fatal(err)
	}
}
