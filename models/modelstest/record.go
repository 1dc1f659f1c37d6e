package modelstest

import (
	"context"
	"sync"
	"time"

	"vitrine/models"
)

// Queue records the jobs it is given, those of transactions that fail as well.
type Queue struct {
	mu   sync.Mutex
	jobs []models.Job
}

// Enqueue implements models.Queue.
func (q *Queue) Enqueue(_ context.Context, _ *models.Tx, jobs ...models.Job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, jobs...)
	return nil
}

// Jobs returns what was queued so far.
func (q *Queue) Jobs() []models.Job {
	q.mu.Lock()
	defer q.mu.Unlock()
	return append([]models.Job(nil), q.jobs...)
}

// Audit records the entries it is given.
type Audit struct {
	mu      sync.Mutex
	entries []models.AuditEntry
}

// Record implements models.Audit.
func (a *Audit) Record(_ context.Context, _ *models.Tx, e models.AuditEntry) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.entries = append(a.entries, e)
	return nil
}

// Entries returns what was recorded so far.
func (a *Audit) Entries() []models.AuditEntry {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]models.AuditEntry(nil), a.entries...)
}

// Deeds returns the names of the recorded deeds in their order.
func (a *Audit) Deeds() []string {
	var deeds []string
	for _, e := range a.Entries() {
		deeds = append(deeds, e.Deed)
	}
	return deeds
}

// Gate lets everything through that Stop does not stop, and records the texts.
type Gate struct {
	Stop func(models.Text) error // nil: everything may pass

	mu    sync.Mutex
	texts []models.Text
}

// Check implements models.Gate.
func (g *Gate) Check(_ context.Context, _ *models.Tx, texts []models.Text, _ []models.Acceptance) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, text := range texts {
		g.texts = append(g.texts, text)
		if g.Stop == nil {
			continue
		}
		if err := g.Stop(text); err != nil {
			return err
		}
	}
	return nil
}

// Texts returns what came to the gate so far.
func (g *Gate) Texts() []models.Text {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]models.Text(nil), g.texts...)
}

// Clock tells the real time until it is set; then it stands still.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// Now returns the clock's time, for the Now field of a store.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return models.Clock()
	}
	return c.at
}

// Set stops the clock at t.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t.UTC().Truncate(time.Microsecond)
}

// Advance moves a stopped clock by d; a running one it stops first.
func (c *Clock) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }
