package notify

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify/channel"
	"vitrine/views/mail"
)

const (
	watchEvery   = 5 * time.Second  // how often we look after ourselves
	countEvery   = 30 * time.Second // how often what takes the database longer is counted
	stuckAfter   = 2 * time.Minute  // a job that runs or waits for so long hangs
	deadmanEvery = 15 * time.Second // how often a process without workers looks for their sign of life
)

// lookAfterOurselves begins to look for what is wrong with our own sending, until
// Stop.
func (n *Notifier) lookAfterOurselves(ctx context.Context) {
	n.every(ctx, n.WatchEvery, func(ctx context.Context) error {
		return errors.Join(n.Audience.Beat(ctx), n.hold(ctx))
	})
	n.every(ctx, n.WatchEvery, n.canary) // by themselves: strangers are slow
	n.every(ctx, n.WatchEvery, n.tellAlarms)
	n.every(ctx, min(countEvery, 6*n.WatchEvery), func(ctx context.Context) error { return errors.Join(n.refused(ctx), n.stuck(ctx)) })
}

// Watch looks, in a process without workers, for the workers' sign of life until
// ctx ends, and tells the channels of alarms when it is missing.
func (n *Notifier) Watch(ctx context.Context) {
	for ticker := time.NewTicker(deadmanEvery); ; {
		if err := errors.Join(n.Audience.Deadman(ctx), n.tellAlarms(ctx)); err != nil && ctx.Err() == nil {
			n.Log.ErrorContext(ctx, "the workers' sign of life", "err", err)
		}
		select {
		case <-ctx.Done():
			ticker.Stop()
			return
		case <-ticker.C:
		}
	}
}

// hold writes down that mails are held back where this process found that out,
// and reads whether they are where another did, or where staff ended it.
func (n *Notifier) hold(ctx context.Context) error {
	if why := n.breaker.news(); why != nil {
		raised, err := n.Audience.HoldBack(ctx, *why)
		if err != nil {
			return err
		} else if raised {
			n.Log.WarnContext(ctx, "mails are refused for what they are; those to subscribers and to staff wait until staff let them leave", "words", why.Words)
		}
		n.breaker.kept()
	}
	sending, err := n.Audience.Outgoing(ctx)
	if err != nil || !n.breaker.hold(sending) {
		return err
	}
	return n.DB.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.DB().WithContext(ctx).Exec(hurryJobs, models.Clock()).Error; err != nil {
			return fmt.Errorf("wake the jobs: %w", err)
		}
		return nil
	})
}

// hurryJobs wakes the jobs that sleep until their mails may be tried again.
const hurryJobs = `UPDATE river_job SET scheduled_at = ? WHERE kind = 'deliver_batch' AND state IN ('scheduled', 'retryable')`

// refused holds mails back where too many of those that left were refused later,
// for what they are.
func (n *Notifier) refused(ctx context.Context) error {
	refusals, err := n.Audience.Refused(ctx)
	if err != nil || refusals == nil {
		return err
	}
	_, err = n.Audience.HoldBack(ctx, *refusals)
	return err
}

// jobsThatHang counts the jobs that run for longer than a living process lets
// them, and those that wait although no job runs.
const jobsThatHang = `SELECT (SELECT count(*) FROM river_job WHERE state = 'running' AND attempted_at < @then)
	+ (SELECT count(*) FROM river_job WHERE state = 'available' AND scheduled_at < @then AND NOT EXISTS (SELECT 1 FROM river_job r WHERE r.state = 'running'))`

// stuck raises an alarm where jobs hang, and ends it where none does.
func (n *Notifier) stuck(ctx context.Context) error {
	var hang int64
	err := n.DB.Read(ctx).Raw(jobsThatHang, map[string]any{"then": models.Clock().Add(-stuckAfter)}).Scan(&hang).Error
	switch {
	case err != nil:
		return fmt.Errorf("look for jobs that hang: %w", err)
	case hang == 0:
		return n.Audience.End(ctx, audience.WorkersAlarm)
	}
	return n.Audience.Raise(ctx, audience.WorkersAlarm, fmt.Sprintf("%d jobs hang for more than two minutes.", hang))
}

// tellAlarms tells the channels that staff chose what is wrong, and that it is
// over: by another way than our own mail.
func (n *Notifier) tellAlarms(ctx context.Context) error {
	list, channels, err := n.Audience.AlarmsDue(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		if len(channels) == 0 && a.OverAt == nil {
			continue // it is told as soon as somebody chooses a channel
		}
		mine, err := n.Audience.TakeAlarm(ctx, a)
		if err != nil {
			return err
		}
		if mine && n.tellAlarm(ctx, a, channels) {
			err = n.Audience.AlarmTold(context.WithoutCancel(ctx), a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tellAlarm tells one alarm to each channel and reports whether it is done with:
// one of them took it, or there is nothing to tell. All are called at once, so that
// it takes no longer than the slowest.
func (n *Notifier) tellAlarm(ctx context.Context, a audience.Alarm, channels []string) bool {
	if a.OverAt != nil && (a.ToldAt == nil || len(channels) == 0) {
		return true // nobody heard of its beginning
	}
	var told atomic.Bool
	var calls sync.WaitGroup
	for _, id := range channels {
		calls.Go(func() {
			trial, err := n.alarm(ctx, id, a)
			if err != nil {
				n.Log.ErrorContext(ctx, "an alarm could not be told", "channel", id, "err", err)
			} else if trial.Good() {
				told.Store(true)
			}
		})
	}
	calls.Wait()
	return told.Load()
}

// alarm makes the call to one channel and keeps what came of it.
func (n *Notifier) alarm(ctx context.Context, id string, a audience.Alarm) (trial audience.Trial, err error) {
	parcel, err := n.Audience.ParcelFor(ctx, id)
	if err != nil {
		return trial, err
	}
	settings, err := n.Site.Settings(ctx)
	if err != nil {
		return trial, err
	}
	news := n.alarmNews(mail.Frame{Settings: settings}, a)
	calls, err := n.written(ctx, parcel, news, nil, channel.Links{}, "msg_"+models.NewToken())
	if err != nil {
		return trial, err
	}
	answer, err := n.call(ctx, parcel.Channel, calls[0])
	trial = tried(parcel.Channel, answer, err)
	return trial, n.Audience.Note(context.WithoutCancel(ctx), parcel.SubscriberID, trial)
}

// alarmNews says an alarm to a chat, a telephone or a program.
func (n *Notifier) alarmNews(f mail.Frame, a audience.Alarm) channel.News {
	what, then := a.Kind.Words()
	news := channel.News{Type: "alarm.raised", Site: f.SiteName(), Home: n.PublicURL + "/", Noun: f.Noun(), Title: "Alarm from " + f.SiteName(), URL: n.PublicURL + "/", Look: models.UnknownStatus,
		Sentence: what, Body: then, At: a.Since, Thread: "alarm-" + string(a.Kind)}
	if a.Detail != "" {
		news.Body += "\n\n" + a.Detail
	}
	if a.OverAt != nil {
		news.Type, news.Title, news.Sentence, news.Body, news.At = "alarm.over", "Alarm over at "+f.SiteName(), "It is over: “"+what+"”", "", *a.OverAt
	}
	news.Subject = channel.Subject{ID: string(a.Kind), Kind: "alarm", Title: news.Sentence, URL: news.URL}
	return news
}
