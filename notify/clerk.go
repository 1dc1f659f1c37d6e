package notify

import (
	"context"
	"sync"
	"time"

	"vitrine/models/audience"
)

// linger is how long an outcome waits at most for others to be written down with.
const linger = 2 * time.Millisecond

// clerk writes down what the connections did, many in one transaction: whoever
// comes while it writes is in the next one. Without it each mail would cost a
// transaction of its own.
type clerk struct {
	write func(context.Context, []audience.Turn) ([]*audience.Letter, error)
	limit time.Duration // for one transaction

	mu      sync.Mutex
	lines   int // connections at work
	waiting []*entry
	writing bool
	came    chan struct{} // somebody came
}

// entry is one connection's turn.
type entry struct {
	audience.Turn
	letter *audience.Letter
	err    error
	done   chan struct{}
}

func newClerk(s *audience.Store, limit time.Duration) *clerk {
	return &clerk{write: s.Turns, limit: limit, came: make(chan struct{}, 1)}
}

// begin and end frame a connection's work.
func (c *clerk) begin() { c.count(1) }
func (c *clerk) end()   { c.count(-1) }

func (c *clerk) count(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lines += n
}

// turn writes one turn down and returns when it is committed.
func (c *clerk) turn(t audience.Turn) (*audience.Letter, error) {
	e := &entry{Turn: t, done: make(chan struct{})}
	c.mu.Lock()
	c.waiting = append(c.waiting, e)
	if !c.writing {
		c.writing = true
		go c.work()
	}
	c.mu.Unlock()
	select {
	case c.came <- struct{}{}:
	default:
	}
	<-e.done
	return e.letter, e.err
}

// work writes until nobody waits.
func (c *clerk) work() {
	for {
		c.gather()
		c.mu.Lock()
		batch := c.waiting
		c.waiting = nil
		c.writing = len(batch) > 0
		c.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		c.commit(batch)
	}
}

// gather waits a moment for the others, so that about half of the connections
// send while the other half is written down.
func (c *clerk) gather() {
	timer := time.NewTimer(linger)
	defer timer.Stop()
	for {
		c.mu.Lock()
		enough := len(c.waiting) == 0 || 2*len(c.waiting) >= c.lines
		c.mu.Unlock()
		if enough {
			return
		}
		select {
		case <-c.came:
		case <-timer.C:
			return
		}
	}
}

func (c *clerk) commit(batch []*entry) {
	turns := make([]audience.Turn, len(batch))
	for i, e := range batch {
		turns[i] = e.Turn
	}
	// Nobody's own context ends this: what is sent is written down.
	ctx, cancel := context.WithTimeout(context.Background(), c.limit)
	defer cancel()
	letters, err := c.write(ctx, turns)
	for i, e := range batch {
		if letters != nil {
			e.letter = letters[i]
		}
		if e.letter == nil {
			e.err = err
		}
		close(e.done)
	}
}
