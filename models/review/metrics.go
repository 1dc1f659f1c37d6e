package review

import (
	"context"
	"time"

	"vitrine/models"
)

// Times are the turning points of what a review covers; nil where unknown.
type Times struct {
	Started      *time.Time
	Detected     *time.Time
	Acknowledged *time.Time
	Informed     *time.Time // first public word
	Recovered    *time.Time // nil while an incident goes on
}

// Metrics are the lengths that count, nil where a time is missing. None is
// negative.
type Metrics struct {
	Detect      *time.Duration // from start to detection
	Acknowledge *time.Duration // from detection to somebody taking it
	Inform      *time.Duration // from start to the first public word
	Known       *time.Duration // from detection to the first public word
	Recover     *time.Duration // from start to recovery
	Phases      []PhaseLength  // in their usual order
}

// PhaseLength is how long a phase lasted in all.
type PhaseLength struct {
	Phase  Phase
	Length time.Duration
}

// PhaseSpan is one stretch of the timeline that belongs to a phase.
type PhaseSpan struct {
	Phase       Phase
	From, Until time.Time
}

// Metrics works out the metrics of a review.
func (s *Store) Metrics(ctx context.Context, reviewID string) (Metrics, error) {
	r, err := s.Review(ctx, reviewID)
	if err != nil {
		return Metrics{}, err
	}
	return r.Metrics(), nil
}

// Times are the turning points of the review: its own where it has them, else
// those of its stated impact, else those of its incidents, else those of its
// timeline.
func (r Review) Times() Times {
	entries := own(r.Timeline, false)
	t := Times{
		Started:      r.StartedAt,
		Detected:     r.DetectedAt,
		Acknowledged: or(r.AcknowledgedAt, first(entries, Acknowledged)),
		Recovered:    r.RecoveredAt,
	}
	var started, detected *time.Time
	for _, i := range r.Incidents {
		started, detected = earlier(started, &i.StartedAt), earlier(detected, i.DetectedAt)
		for _, u := range i.Updates {
			t.Informed = earlier(t.Informed, &u.DisplayAt)
		}
	}
	t.Detected = or(t.Detected, or(detected, first(entries, Detected)))
	felt, over := felt(r.counted())
	t.Started = or(t.Started, or(or(felt, started), or(first(entries, Detected), t.Detected)))
	if t.Recovered == nil && felt != nil {
		t.Recovered = over
		return t
	}
	t.Recovered = or(t.Recovered, r.recovered(entries))
	return t
}

// recovered is when the last incident was resolved, or without incidents when
// the last entry says that service was restored.
func (r Review) recovered(entries []Entry) *time.Time {
	var last *time.Time
	for _, i := range r.Incidents {
		if i.ResolvedAt == nil {
			return nil
		}
		if last == nil || i.ResolvedAt.After(*last) {
			last = i.ResolvedAt
		}
	}
	if len(r.Incidents) > 0 {
		return last
	}
	for _, e := range entries {
		if e.Kind == Restored {
			last = &e.At
		}
	}
	return last
}

// Metrics are the metrics of the review.
func (r Review) Metrics() Metrics {
	t := r.Times()
	m := Metrics{
		Detect:      elapsed(t.Started, t.Detected),
		Acknowledge: elapsed(t.Detected, t.Acknowledged),
		Inform:      elapsed(t.Started, t.Informed),
		Known:       elapsed(t.Detected, t.Informed),
		Recover:     elapsed(t.Started, t.Recovered),
	}
	lengths := map[Phase]time.Duration{}
	for _, span := range phases(r.drawn(), t.Recovered) {
		lengths[span.Phase] += models.Lasted(span.From, span.Until)
	}
	for _, p := range Phases {
		if l, ok := lengths[p]; ok {
			m.Phases = append(m.Phases, PhaseLength{p, l})
		}
	}
	return m
}

// Summed are the lengths of the phases with triage, investigation and
// identification as parts of the response, in their usual order.
func Summed(lengths []PhaseLength) []PhaseLength {
	var list []PhaseLength
	for _, p := range lengths {
		whole := p.Phase.Whole()
		if n := len(list); n > 0 && list[n-1].Phase == whole {
			list[n-1].Length += p.Length
			continue
		}
		list = append(list, PhaseLength{whole, p.Length})
	}
	return list
}

// Whole is the phase that a phase is a part of, itself where it is none.
func (p Phase) Whole() Phase {
	switch p {
	case Triage, Investigation, Identification:
		return Response
	}
	return p
}

// phases cuts the timeline into stretches: a phase lasts from its first entry to
// the first entry of another, the last one to end; what comes after the end was
// tidying up and belongs to none. Entries without a phase belong to the one before
// them.
func phases(entries []Entry, end *time.Time) []PhaseSpan {
	var spans []PhaseSpan
	for _, e := range entries {
		if end != nil && e.At.After(*end) {
			break
		}
		n := len(spans)
		if n > 0 {
			spans[n-1].Until = e.At
		}
		if e.Phase != "" && (n == 0 || spans[n-1].Phase != e.Phase) {
			spans = append(spans, PhaseSpan{e.Phase, e.At, e.At})
		}
	}
	if n := len(spans); n > 0 && end != nil && end.After(spans[n-1].Until) {
		spans[n-1].Until = *end
	}
	return spans
}

// elapsed is the time from a to b as they are shown, nil where one is unknown; b
// before a counts as at once.
func elapsed(a, b *time.Time) *time.Duration {
	if a == nil || b == nil {
		return nil
	}
	return new(models.Lasted(*a, *b))
}

func or(a, b *time.Time) *time.Time {
	if a != nil {
		return a
	}
	return b
}

func earlier(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.Before(*a) {
		return b
	}
	return a
}

// stateWord is the state of an update at the beginning of a line.
func stateWord(state string) string {
	switch models.IncidentState(state) {
	case models.Investigating:
		return "Investigating"
	case models.Identified:
		return "Identified"
	case models.Monitoring:
		return "Monitoring"
	case models.Resolved:
		return "Resolved"
	}
	return "Update"
}
