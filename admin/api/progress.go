package api

import (
	"time"

	"vitrine/models/audience"
)

// progress is how far a notification has come.
type progress struct {
	Settled     int64          `json:"settled" doc:"Deliveries that have their outcome." example:"850"`
	Open        int64          `json:"open" doc:"Those that have none yet." example:"354"`
	PerSecond   float64        `json:"per_second" doc:"How fast they are settled, over the last 30 seconds." example:"42.4"`
	SecondsLeft *int64         `json:"seconds_left" nullable:"true" doc:"How long the rest will take at this speed; null: not known." example:"8"`
	NextTryAt   *time.Time     `json:"next_try_at" nullable:"true" doc:"When the next of those that were put off is tried."`
	Channels    []channelTally `json:"channels" nullable:"false"`
	Reasons     []reason       `json:"reasons" nullable:"false" doc:"Why some did not arrive, or not yet; the most frequent first."`
}

// channelTally counts the deliveries by one channel.
type channelTally struct {
	Channel  string   `json:"channel" example:"email"`
	Outcomes outcomes `json:"outcomes"`
}

// reason is why deliveries did not arrive.
type reason struct {
	Channel string `json:"channel" example:"email"`
	Outcome string `json:"outcome" example:"failed"`
	Code    int64  `json:"code" doc:"Reply of the mail server or the receiver; 0: none." example:"550"`
	Detail  string `json:"detail" doc:"In words; empty for what mail servers said, which differs from person to person."`
	Count   int64  `json:"count" example:"2"`
}

func showProgress(p audience.Progress) progress {
	shown := progress{Settled: p.Settled, Open: p.Open, PerSecond: p.Speed, NextTryAt: stamp(p.NextTry),
		Channels: each(p.Channels, func(c audience.ChannelTally) channelTally {
			return channelTally{string(c.Channel), showOutcomes(c.Outcomes)}
		}),
		Reasons: each(p.Reasons, func(r audience.Reason) reason {
			return reason{string(r.Channel), string(r.State), r.Code, r.Detail, r.N}
		})}
	if p.Speed > 0 {
		left := int64(p.Left() / time.Second)
		shown.SecondsLeft = &left
	}
	return shown
}

func showOutcomes(n map[audience.Outcome]int64) outcomes {
	return outcomes{Accepted: n[audience.Accepted], Pending: n[audience.Awaiting], Sending: n[audience.Sending], Unknown: n[audience.Uncertain],
		Failed: n[audience.Failed], Suppressed: n[audience.Suppressed], Expired: n[audience.Expired], Cancelled: n[audience.Withheld]}
}
