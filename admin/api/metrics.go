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
	Phases      []phaseLength `json:"phases" nullable:"false" doc:"In their usual order."`
	Times       turningPoints `json:"times" doc:"What the lengths are measured between."`
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
	return &struct{ Body metrics }{showMetrics(r.Metrics(), r.Times())}, err
}

func showMetrics(m reviews.Metrics, t reviews.Times) metrics {
	return metrics{Detect: secondsOf(m.Detect), Acknowledge: secondsOf(m.Acknowledge), Inform: secondsOf(m.Inform),
		Known: secondsOf(m.Known), Recover: secondsOf(m.Recover), Phases: each(m.Phases, func(p reviews.PhaseLength) phaseLength {
			return phaseLength{string(p.Phase), int64(p.Length / time.Second)}
		}),
		Times: turningPoints{stamp(t.Started), stamp(t.Detected), stamp(t.Acknowledged), stamp(t.Informed), stamp(t.Recovered)}}
}

func secondsOf(d *time.Duration) *int64 {
	if d == nil {
		return nil
	}
	return new(int64(*d / time.Second))
}
