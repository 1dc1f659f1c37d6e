package models

import (
	"slices"
	"time"
)

// skew is how far ahead of ours a person's clock may be.
const skew = 5 * time.Minute

// check returns the incident that n describes, with its first update, or
// everything that is wrong with it.
func (n NewIncident) check(now time.Time) (Incident, error) {
	c := Complaints{}
	i := Incident{PublicID: NewID(), Title: c.Line("title", n.Title, 1, MaxTitle), State: n.State, Impact: n.Impact,
		ImpactOverridden: n.Impact != "", Severity: n.Severity, StartedAt: now, Backfilled: n.State == Resolved,
		Version: 1, CreatedAt: now, UpdatedAt: now}
	if !n.StartedAt.IsZero() {
		i.StartedAt = c.Time("started_at", n.StartedAt, now)
	}
	i.DetectedAt = c.maybe("detected_at", n.DetectedAt, now)
	i.reach(n.State, now)
	if at := c.maybe("resolved_at", n.ResolvedAt, now); at != nil && i.Backfilled {
		i.ResolvedAt = at
	}
	i.NextUpdateAt = c.promise("next_update_at", n.NextUpdateAt, i.State, now)
	i.PostmortemExpectedBy = c.promisedDay("postmortem_expected_by", n.PostmortemExpectedBy, now)
	i.check(c, now)
	first := Update{PublicID: NewID(), State: string(n.State), Body: c.Body("body", n.Body, 1, MaxBody), Notify: n.Notify,
		DisplayAt: now, NextUpdateAt: i.NextUpdateAt, Version: 1, CreatedAt: now, UpdatedAt: now}
	if i.Backfilled {
		first.DisplayAt = *i.ResolvedAt
	}
	i.Updates = []Update{first}
	return i, c.Err()
}

// apply makes the edit, or says everything that is wrong with it.
func (e IncidentEdit) apply(i *Incident, now time.Time) error {
	c := Complaints{}
	setLine(c, "title", &i.Title, e.Title, 1, MaxTitle)
	set(&i.Severity, e.Severity)
	if e.Impact != nil && *e.Impact != "" {
		i.Impact, i.ImpactOverridden = *e.Impact, true
	}
	if e.StartedAt != nil {
		i.StartedAt = c.Time("started_at", *e.StartedAt, now)
	}
	if e.DetectedAt != nil {
		i.DetectedAt = c.maybe("detected_at", e.DetectedAt, now)
	}
	if e.ResolvedAt != nil {
		if i.Open() {
			c.Add("resolved_at", "The incident is still open. Post an update that resolves it, then correct the time.")
		} else if at := c.Time("resolved_at", *e.ResolvedAt, now); true {
			i.ResolvedAt = &at
		}
	}
	if e.NextUpdateAt != nil && !sameMinute(e.NextUpdateAt, i.NextUpdateAt) {
		i.NextUpdateAt = c.promise("next_update_at", e.NextUpdateAt, i.State, now)
	}
	if e.PostmortemExpectedBy != nil && !sameDay(e.PostmortemExpectedBy, i.PostmortemExpectedBy) {
		i.PostmortemExpectedBy = c.promisedDay("postmortem_expected_by", e.PostmortemExpectedBy, now)
	}
	i.check(c, now)
	return c.Err()
}

// sameMinute reports whether a promise given is the one that stands: an overdue
// promise may stay as it was made. Forms know no seconds.
func sameMinute(given, stands *time.Time) bool {
	return stands != nil && (given.Equal(*stands) || given.Equal(stands.Truncate(time.Minute)))
}

func sameDay(given, stands *time.Time) bool {
	return stands != nil && !given.IsZero() && day(*given).Equal(day(*stands))
}

// check complains about what does not fit together.
func (i *Incident) check(c Complaints, now time.Time) {
	c.incidentState("state", i.State)
	if i.ImpactOverridden {
		c.impact("impact", i.Impact)
	}
	if i.Severity < 0 || i.Severity > 5 {
		c.Add("severity", "The severity must be between 1 (complete outage) and 5 (false alarm), or 0 when it is not said.")
	}
	if i.StartedAt.After(now.Add(skew)) {
		c.Add("started_at", "The start lies in the future. Plan a maintenance for work to come, or correct the time.")
	}
	if i.DetectedAt != nil && i.DetectedAt.Before(i.StartedAt) {
		c.Add("detected_at", "The incident was detected before it started. Move the start back, or correct the time.")
	}
	if i.DetectedAt != nil && i.DetectedAt.After(now.Add(skew)) {
		c.Add("detected_at", "The detection lies in the future. Correct the time.")
	}
	if i.ResolvedAt == nil {
		return
	}
	if i.ResolvedAt.Before(i.StartedAt) {
		c.Add("resolved_at", "The incident was resolved before it started. Correct one of the two times.")
	}
	if i.ResolvedAt.After(now.Add(skew)) {
		c.Add("resolved_at", "The resolution lies in the future. Correct the time.")
	}
}

// reach moves the incident to a state at a time: monitoring and resolution leave
// their mark, and an open state opens it again.
func (i *Incident) reach(state IncidentState, at time.Time) {
	i.State = state
	switch {
	case state == Monitoring && i.MonitoringAt == nil:
		i.MonitoringAt = &at
	case state == Resolved && i.ResolvedAt == nil:
		i.ResolvedAt, i.NextUpdateAt = &at, nil
	}
	if state != Resolved {
		i.ResolvedAt = nil
	}
}

func (c Complaints) incidentState(field string, s IncidentState) {
	if !slices.Contains(IncidentStates, s) {
		c.Add(field, "%q is no state of an incident. Choose investigating, identified, monitoring or resolved.", s)
	}
}

func (c Complaints) impact(field string, i Impact) {
	if !slices.Contains(Impacts, i) {
		c.Add(field, "%q is no impact. Choose none, minor, major or critical, or leave it empty to have it worked out.", i)
	}
}

// maybe checks a time that may be missing; nil and the zero time are none.
func (c Complaints) maybe(field string, t *time.Time, now time.Time) *time.Time {
	if t == nil || t.IsZero() {
		return nil
	}
	at := c.Time(field, *t, now)
	return &at
}

// promise checks when the next word is due. A resolved incident owes none.
func (c Complaints) promise(field string, t *time.Time, state IncidentState, now time.Time) *time.Time {
	at := c.maybe(field, t, now)
	if at == nil || state == Resolved {
		return nil
	}
	if !at.After(now) {
		c.Add(field, "The next update is promised for %s, which has passed. Choose a time ahead.", spoken(*at))
	}
	return at
}

// promisedDay checks the day a postmortem is promised for.
func (c Complaints) promisedDay(field string, t *time.Time, now time.Time) *time.Time {
	at := c.maybe(field, t, now)
	if at == nil {
		return nil
	}
	if d := day(*at); d.Before(day(now)) {
		c.Add(field, "It is promised for %s, which has passed. Choose a day ahead.", d.Format("2 January 2006"))
	}
	*at = day(*at)
	return at
}
