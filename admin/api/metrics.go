package api

import (
	"context"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// metrics are the lengths that count, in seconds; null where a time is missing.
type metrics struct {
	Detect      *int64        `json:"time_to_detect_seconds" doc:"From start to detection." example:"720"`
	Acknowledge *int64        `json:"time_to_acknowledge_seconds" doc:"From detection to somebody taking it." example:"120"`
	Inform      *int64        `json:"time_to_inform_seconds" doc:"From start to the first public word." example:"900"`
	Known       *int64        `json:"time_to_inform_from_detection_seconds" doc:"From detection to the first public word." example:"180"`
	Recover     *int64        `json:"time_to_recover_seconds" doc:"From start to recovery." example:"1200"`
	LongestGap  *int64        `json:"longest_gap_seconds" doc:"Between two public updates." example:"2400"`
	Promises    int           `json:"promises" doc:"Of a next update, whose time has come." example:"4"`
	Kept        int           `json:"promises_kept" example:"3"`
	Words       []publicWord  `json:"updates" nullable:"false" doc:"Every public update, with the promise it made."`
	Phases      []phaseLength `json:"phases" nullable:"false" doc:"In their usual order."`
	Summed      []phaseLength `json:"phases_summed" nullable:"false" doc:"The same, with triage, investigation and identification as parts of the response."`
	Times       turningPoints `json:"times" doc:"What the lengths are measured between."`
}

// publicWord is one public update and its promise.
type publicWord struct {
	At       time.Time  `json:"at"`
	Gap      *int64     `json:"gap_seconds" doc:"Since the one before; null for the first." example:"1800"`
	Promised *time.Time `json:"next_promised_at" nullable:"true" doc:"When the next one was promised; null: it was not."`
	Kept     *bool      `json:"kept" doc:"Whether it came in time; null: not promised, or still ahead."`
	Late     int64      `json:"late_seconds" example:"600"`
}

// phaseLength is how long a phase of the response lasted in all.
type phaseLength struct {
	Phase   string `json:"phase" example:"investigation"`
	Seconds int64  `json:"seconds" example:"240"`
}

// turningPoints are the times of an incident that count.
type turningPoints struct {
	StartedAt      *time.Time `json:"started_at" nullable:"true"`
	DetectedAt     *time.Time `json:"detected_at" nullable:"true"`
	AcknowledgedAt *time.Time `json:"acknowledged_at" nullable:"true"`
	InformedAt     *time.Time `json:"informed_at" nullable:"true"`
	RecoveredAt    *time.Time `json:"recovered_at" nullable:"true"`
}

func (a *API) metricsRoutes() {
	at := call{path: "/reviews/{id}/metrics", tag: "Reviews"}
	handle(a, at.get("get-metrics", staff.Viewer, "Show the metrics of a review",
		"Times to detect, acknowledge, inform and recover, and the length of each phase."), a.showMetrics)
}

func (a *API) showMetrics(ctx context.Context, in *ByID) (*struct{ Body metrics }, error) {
	r, err := a.Review.Review(ctx, in.ID)
	return &struct{ Body metrics }{withCadence(showMetrics(r.Metrics(), r.Times()), r.Cadence(a.Review.Now()))}, err
}

// withCadence adds how steadily the public was told.
func withCadence(m metrics, c reviews.Cadence) metrics {
	m.LongestGap, m.Promises, m.Kept = secondsOf(c.Longest), c.Promises, c.Kept
	m.Words = each(c.Words, func(w reviews.Word) publicWord {
		out := publicWord{At: utc(w.At), Gap: secondsOf(w.Gap), Promised: stamp(w.Promised), Late: int64(w.Late / time.Second)}
		if !w.Due {
			out.Kept = &w.Kept
		}
		return out
	})
	return m
}

func showMetrics(m reviews.Metrics, t reviews.Times) metrics {
	return metrics{Detect: secondsOf(m.Detect), Acknowledge: secondsOf(m.Acknowledge), Inform: secondsOf(m.Inform),
		Known: secondsOf(m.Known), Recover: secondsOf(m.Recover), Phases: each(m.Phases, showPhase), Summed: each(reviews.Summed(m.Phases), showPhase),
		Times: turningPoints{stamp(t.Started), stamp(t.Detected), stamp(t.Acknowledged), stamp(t.Informed), stamp(t.Recovered)}}
}

func secondsOf(d *time.Duration) *int64 {
	if d == nil {
		return nil
	}
	return new(int64(*d / time.Second))
}

func showPhase(p reviews.PhaseLength) phaseLength {
	return phaseLength{string(p.Phase), int64(p.Length / time.Second)}
}
