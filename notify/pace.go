package notify

import (
	"strings"
	"sync"
	"time"
)

// pace spreads mails over time: no more than so many a second leave this process
// for subscribers. The zero value does not hold anybody up.
type pace struct {
	every time.Duration // between two mails

	mu   sync.Mutex
	next time.Time
}

// paceOf is the pace of so many mails a second; 0 is none.
func paceOf(rate float64) *pace {
	if rate <= 0 {
		return &pace{}
	}
	return &pace{every: time.Duration(float64(time.Second) / rate)}
}

// wait takes the next place and returns how far off it is. A place that is too far
// off is left to somebody else.
func (p *pace) wait(now time.Time, most time.Duration) (wait time.Duration, placed bool) {
	if p.every == 0 {
		return 0, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.next.Before(now) {
		p.next = now
	}
	if wait = p.next.Sub(now); wait > most {
		return wait, false
	}
	p.next = p.next.Add(p.every)
	return wait, true
}

// slow is how long a mail may take before its domain counts as slow.
const slow = time.Second

// lanes keep a domain whose mails take long from having all connections: a slow
// one has a quarter of them at most. How long its mails take is remembered, and
// one that is on its way for long counts already.
type lanes struct {
	most int // connections in all
	now  func() time.Time

	mu      sync.Mutex
	domains map[string]*lane
}

// lane is what is known of one domain.
type lane struct {
	begun map[int64]time.Time // mails on their way; zero: still waiting for a connection
	took  time.Duration       // lately, the newer the more it counts
}

// enter asks for a connection for a mail to an address, and reports whether it
// may have one now. Who is patient lets others go before a slow domain.
func (l *lanes) enter(id int64, email string, patient bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	domain := domainOf(email)
	one := l.domains[domain]
	if one == nil {
		if l.domains == nil {
			l.domains = map[string]*lane{}
		}
		one = &lane{begun: map[int64]time.Time{}}
		l.domains[domain] = one
	}
	if (patient || len(one.begun) >= max(1, l.most/4)) && one.slow(l.now()) {
		return false
	}
	one.begun[id] = time.Time{}
	return true
}

// begin says that a mail has its connection now.
func (l *lanes) begin(id int64, email string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if one := l.domains[domainOf(email)]; one != nil {
		one.begun[id] = l.now()
	}
}

func (l *lane) slow(now time.Time) bool {
	for _, at := range l.begun {
		if !at.IsZero() && now.Sub(at) > slow {
			return true
		}
	}
	return l.took > slow
}

// leave says that a mail is no longer on its way. Of domains that are not slow
// nothing is kept.
func (l *lanes) leave(id int64, email string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	domain := domainOf(email)
	one := l.domains[domain]
	if one == nil {
		return
	}
	at := one.begun[id]
	delete(one.begun, id)
	if !at.IsZero() {
		one.weigh(l.now().Sub(at))
	}
	if one.took < slow && len(one.begun) == 0 {
		delete(l.domains, domain)
	}
}

func (l *lane) weigh(took time.Duration) {
	if l.took == 0 { // the first
		l.took = took
	}
	l.took = (l.took + took) / 2
}

// domainOf is what stands behind the @ of an address.
func domainOf(address string) string { return address[strings.LastIndex(address, "@")+1:] }
