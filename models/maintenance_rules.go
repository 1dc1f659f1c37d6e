package models

import (
	"slices"
	"strings"
	"time"
)

// The first and the last a reminder may come before the start, and how many
// there may be.
const (
	minRemind  = 5 * time.Minute
	maxRemind  = 30 * 24 * time.Hour
	maxReminds = 5
)

// check returns the maintenance that n describes with its announcement, or
// everything that is wrong with it.
func (n NewMaintenance) check(now time.Time) (Maintenance, error) {
	c := Complaints{}
	m := Maintenance{PublicID: NewID(), Title: c.Line("title", n.Title, 1, MaxTitle), State: Scheduled,
		ScheduledFor: c.Time("scheduled_for", n.ScheduledFor, now), ScheduledUntil: c.Time("scheduled_until", n.ScheduledUntil, now),
		AutoStart: n.AutoStart, AutoComplete: n.AutoComplete, Remind: c.remind(n.Remind), Version: 1, CreatedAt: now, UpdatedAt: now}
	m.check(c, now)
	m.Updates = []Update{{PublicID: NewID(), State: string(Scheduled), Body: c.Body("body", n.Body, 1, MaxBody), Notify: n.Notify,
		DisplayAt: now, Version: 1, CreatedAt: now, UpdatedAt: now}}
	return m, c.Err()
}

// apply makes the edit, or says everything that is wrong with it.
func (e MaintenanceEdit) apply(m *Maintenance, now time.Time) error {
	c := Complaints{}
	setLine(c, "title", &m.Title, e.Title, 1, MaxTitle)
	if e.ScheduledFor != nil {
		m.ScheduledFor = c.Time("scheduled_for", *e.ScheduledFor, now)
	}
	if e.ScheduledUntil != nil {
		m.ScheduledUntil = c.Time("scheduled_until", *e.ScheduledUntil, now)
	}
	if e.ScheduledFor != nil || e.ScheduledUntil != nil {
		m.check(c, now)
	}
	set(&m.AutoStart, e.AutoStart)
	set(&m.AutoComplete, e.AutoComplete)
	if e.Remind != nil {
		m.Remind = c.remind(*e.Remind)
	}
	if e.ComponentIDs != nil && m.State != Scheduled {
		c.Add("components", "The maintenance has started. Its components can no longer be exchanged; set the status of further ones by hand.")
	}
	return c.Err()
}

func (m Maintenance) check(c Complaints, now time.Time) {
	if !m.ScheduledUntil.After(m.ScheduledFor) {
		c.Add("scheduled_until", "The maintenance ends before it begins. Correct one of the two times.")
	}
	if !m.Over() && !m.ScheduledUntil.After(now) {
		c.Add("scheduled_until", "The maintenance would already be over. Choose an end ahead.")
	}
}

func (c Complaints) remind(parts []string) string {
	var kept []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if part == "" || slices.Contains(kept, part) {
			continue
		}
		if d, err := time.ParseDuration(part); err != nil || d < minRemind || d > maxRemind {
			c.Add("remind", "%q is no time before the start. Write hours or minutes like 24h or 30m, between 5m and 720h.", part)
		}
		kept = append(kept, part)
	}
	if len(kept) > maxReminds {
		c.Add("remind", "There are %d reminders. Choose at most %d, so that nobody tires of them.", len(kept), maxReminds)
	}
	return strings.Join(kept, ",")
}

// check moves the maintenance on and returns the update that says so, or
// everything that is wrong with it.
func (n NewMaintenanceUpdate) check(m *Maintenance, now time.Time) (Update, error) {
	c := Complaints{}
	u := Update{PublicID: NewID(), MaintenanceID: &m.ID, State: string(n.State), Body: c.Body("body", n.Body, 1, MaxBody),
		Notify: n.Notify, DisplayAt: now, Version: 1, CreatedAt: now, UpdatedAt: now}
	if len(m.Updates) > 0 {
		u.DisplayAt = later(now, m.Updates[0].DisplayAt)
	}
	switch {
	case !slices.Contains(MaintenanceStates, n.State):
		c.Add("state", "%q is no state of a maintenance. Choose scheduled, in_progress, verifying, completed or cancelled.", n.State)
	case m.Over() && n.State != m.State:
		c.Add("state", "The maintenance is over. Keep its state to add a word, or plan a new maintenance.")
	case m.State != Scheduled && n.State == Scheduled:
		c.Add("state", "The maintenance has already started. Complete it, and plan a new one for later.")
	}
	m.reach(n.State, u.DisplayAt)
	return u, c.Err()
}

// reach moves the maintenance to a state at a time.
func (m *Maintenance) reach(state MaintenanceState, at time.Time) {
	m.State = state
	if m.StartedAt == nil && (m.Active() || state == Completed) {
		m.StartedAt = &at
	}
	if m.VerifyingAt == nil && state == Verifying {
		m.VerifyingAt = &at
	}
	if m.CompletedAt == nil && m.Over() {
		m.CompletedAt = &at
	}
}

// dueReminder returns the latest moment up to now at which a reminder was due
// and did not go out, or nil. Moments before the maintenance was announced do
// not count: the announcement was the word.
func (m Maintenance) dueReminder(now time.Time) *time.Time {
	if m.State != Scheduled || !now.Before(m.ScheduledFor) {
		return nil
	}
	var due *time.Time
	for _, d := range m.Reminders() {
		at := m.ScheduledFor.Add(-d)
		if at.After(now) || at.Before(m.CreatedAt) || m.RemindedAt != nil && !m.RemindedAt.Before(at) {
			continue
		}
		if due == nil || at.After(*due) {
			due = &at
		}
	}
	return due
}
