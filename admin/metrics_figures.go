package admin

import (
	"context"
	"errors"
	"regexp"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"vitrine/models/audience"
)

// figures are what the database was last counted to hold.
type figures struct {
	at   time.Time
	list []prometheus.Metric
}

// ofDatabase counts the database, at most once in figuresFor however many ask.
func (s *scraper) ofDatabase() []prometheus.Metric {
	s.counting.Lock()
	defer s.counting.Unlock()
	if s.figures.at.IsZero() || time.Since(s.figures.at) >= figuresFor {
		ctx, cancel := context.WithTimeout(context.Background(), figuresLimit)
		defer cancel()
		s.figures = figures{list: s.count(ctx), at: time.Now()}
	}
	return s.figures.list
}

// count asks the database. What it does not answer in time is left out: an old
// number would look like a true one.
func (s *scraper) count(ctx context.Context) []prometheus.Metric {
	up := func(v float64) prometheus.Metric {
		return gauge("vitrine_database_up", "Whether the database answered when it was last counted.", v)
	}
	alive, err := s.Staff.SessionsAlive(ctx)
	if err != nil {
		s.Log.Warn("the database cannot be counted", "err", err)
		return []prometheus.Metric{up(0)}
	}
	list := []prometheus.Metric{up(1), gauge("vitrine_sessions", "People signed in to the console, by session.", float64(alive))}
	if t, err := s.Audience.Tally(ctx); err != nil {
		s.Log.Warn("the ledger cannot be counted", "err", err)
	} else {
		list = append(list, ofAudience(t)...)
	}
	list = append(list, s.ofSending(ctx)...)
	if s.Jobs == nil {
		return list
	}
	jobs, err := s.Jobs(ctx)
	if err != nil {
		s.Log.Warn("the jobs cannot be counted", "err", err)
	}
	return append(list, ofJobs(jobs)...)
}

// ofAudience tells of subscribers, notifications and the ledger.
func ofAudience(t audience.Tally) []prometheus.Metric {
	list := []prometheus.Metric{
		gauge("vitrine_notifications_waiting", "Publications that somebody is still to be told of.", float64(t.Notifications)),
		gauge("vitrine_signup_mails_waiting", "Mails of the sign-up form that have not left.", float64(t.SignupMails)),
	}
	deliveries := prometheus.NewDesc("vitrine_deliveries", "Rows of the ledger of mail, by outcome.", []string{"outcome"}, nil)
	for _, o := range audience.Outcomes {
		list = append(list, prometheus.MustNewConstMetric(deliveries, prometheus.GaugeValue, float64(t.Deliveries[o]), string(o)))
	}
	subscribers := prometheus.NewDesc("vitrine_subscribers", "Subscribers, by state: asked and not confirmed, active, left.", []string{"state"}, nil)
	for _, state := range []audience.State{audience.Pending, audience.Active, audience.Left} {
		list = append(list, prometheus.MustNewConstMetric(subscribers, prometheus.GaugeValue, float64(t.Subscribers[state]), string(state)))
	}
	return list
}

// ofSending tells of alarms, of the workers' sign of life, and of the small mails
// that must come back.
func (s *scraper) ofSending(ctx context.Context) (list []prometheus.Metric) {
	alarms, err := s.Audience.Alarms(ctx)
	beat, err2 := s.Audience.Beaten(ctx)
	canaries, err3 := s.Audience.Canaries(ctx, 0)
	if err := errors.Join(err, err2, err3); err != nil {
		s.Log.Warn("the alarms cannot be counted", "err", err)
		return nil
	}
	on := map[audience.AlarmKind]float64{}
	for _, a := range alarms {
		on[a.Kind] = 1
	}
	desc := prometheus.NewDesc("vitrine_alarm", "Whether an alarm about our own sending goes on: policy (mails are held back), workers, canary.", []string{"kind"}, nil)
	for _, k := range audience.AlarmKinds {
		list = append(list, prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, on[k], string(k)))
	}
	if beat != nil {
		list = append(list, gauge("vitrine_worker_silent_seconds", "Time since a worker last gave a sign of life.", max(0, s.Audience.Now().Sub(*beat).Seconds())))
	}
	if at := canaries.ReturnedAt; at != nil {
		list = append(list, gauge("vitrine_canary_age_seconds", "Time since a small mail that must come back last did.", max(0, s.Audience.Now().Sub(*at).Seconds())),
			gauge("vitrine_canary_seconds", "How long the last one that came back took.", canaries.Took.Seconds()))
	}
	return list
}

// JobCount is how many background jobs of one kind are in one state.
type JobCount struct {
	Kind, State string
	Jobs        int64
}

// mostKinds bounds the kinds that are told apart.
const mostKinds = 32

// word is what a label may look like.
var word = regexp.MustCompile(`^[a-z][a-z_]{0,39}$`)

// ofJobs tells of jobs. Kinds and states are words of programs, this one or a
// newer one on the same database; what does not look like it is counted as other.
func ofJobs(counts []JobCount) []prometheus.Metric {
	sums, kinds := map[[2]string]int64{}, map[string]bool{}
	for _, n := range counts {
		if !word.MatchString(n.Kind) || !kinds[n.Kind] && len(kinds) >= mostKinds {
			n.Kind = "other"
		}
		if kinds[n.Kind] = true; !word.MatchString(n.State) {
			n.State = "other"
		}
		sums[[2]string{n.Kind, n.State}] += n.Jobs
	}
	desc := prometheus.NewDesc("vitrine_jobs", "Background jobs, by kind and state. Finished ones are kept for a day.", []string{"kind", "state"}, nil)
	var list []prometheus.Metric
	for key, n := range sums {
		list = append(list, prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, float64(n), key[0], key[1]))
	}
	return list
}
