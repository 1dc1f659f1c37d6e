package importer

import (
	"cmp"
	"slices"
	"time"

	"vitrine/models"
)

// cachetStatuses are the words for its numbers. Zero was unknown in version 2,
// five is in version 3.
var cachetStatuses = map[anyNumber]models.Status{1: models.Operational, 2: models.Degraded, 3: models.PartialOutage, 4: models.MajorOutage, 6: models.UnderMaintenance}

var cachetStates = map[anyNumber]models.IncidentState{1: models.Investigating, 2: models.Identified, 3: models.Monitoring, 4: models.Resolved}

// read brings what was gathered into our words.
func (c *cachet) read() Read {
	var r Read
	r.Source = c.source
	for _, g := range c.groups {
		r.Groups = append(r.Groups, models.ImportedGroup{ForeignID: g.ID.text(), ComponentGroup: models.ComponentGroup{Name: g.Name, Description: plain(g.Text),
			Position: int64(g.Order), CreatedAt: g.at(g.CreatedAt, g.Created), UpdatedAt: g.at(g.UpdatedAt, g.Updated)}})
	}
	of := grouped(c.groups)
	for _, t := range c.components {
		group := cmp.Or(t.Group, of[t.ID])
		n := models.ImportedComponent{ForeignID: t.ID.text(), Component: models.Component{Name: t.Name, Description: plain(t.Text), Position: int64(t.Order),
			Status: models.UnknownStatus, Showcase: true, CreatedAt: t.at(t.CreatedAt, t.Created), UpdatedAt: t.at(t.UpdatedAt, t.Updated)}}
		if group != 0 {
			n.ForeignGroup = group.text()
		}
		if s, ok := cachetStatuses[t.Status]; ok {
			n.Status = s
		}
		r.Components = append(r.Components, n)
	}
	for _, t := range c.incidents {
		if t.Status == 0 && len(t.Updates) == 0 { // version 2.3 kept maintenance among incidents
			r.note("“" + t.Name + "” has no state and was passed over.")
			continue
		}
		r.Incidents = append(r.Incidents, t.incident())
	}
	for _, t := range c.schedules {
		r.Maintenances = append(r.Maintenances, t.maintenance())
	}
	r.note("Cachet does not say how bad an incident was for a component: its uptime is unknown for that time, and the impact is none until you set it.")
	r.note("Times of Cachet have no zone; they were taken for UTC.")
	return r
}

// said returns what a thing says: its own message first, then its updates.
func (t cachetThing) said(state string, at time.Time) []models.ImportedUpdate {
	said := []models.ImportedUpdate{{Update: models.Update{State: state, Body: plain(t.Message), DisplayAt: at, CreatedAt: at, UpdatedAt: at}}}
	for _, u := range t.Updates {
		when := u.at(u.CreatedAt, u.Created)
		if s, ok := cachetStates[u.Status]; ok && state != "scheduled" {
			state = string(s)
		}
		said = append(said, models.ImportedUpdate{Update: models.Update{State: state, Body: plain(u.Message), DisplayAt: when, CreatedAt: when, UpdatedAt: first(&when)}})
	}
	oldest(said)
	return said
}

// touched lists the components of a thing.
func (t cachetThing) touched() (ids []string) {
	for _, c := range t.Components {
		ids = append(ids, c.ID.text())
	}
	if id := t.Component; id != 0 && !slices.Contains(ids, id.text()) {
		ids = append(ids, id.text())
	}
	return ids
}

func (t cachetThing) incident() models.ImportedIncident {
	began := t.at(t.OccurredAt, t.Occurred, t.CreatedAt, t.Created)
	now := cmp.Or(cachetStates[t.Status], models.Investigating)
	begin := string(now)
	if len(t.Updates) > 0 { // the status of an incident moves with its updates
		begin = string(models.Investigating)
	}
	n := models.ImportedIncident{ForeignID: t.ID.text(), Said: t.said(begin, began), OldPaths: []string{"/incidents/" + t.ID.text()}, Incident: models.Incident{
		Title: t.Name, Impact: models.NoImpact, StartedAt: began, CreatedAt: t.at(t.CreatedAt, t.Created), UpdatedAt: t.at(t.UpdatedAt, t.Updated)}}
	if t.GUID != "" {
		n.OldPaths = append(n.OldPaths, "/incidents/"+t.GUID)
	}
	last := &n.Said[len(n.Said)-1]
	if len(t.Updates) > 0 && t.Status == 4 {
		last.State = string(models.Resolved)
	}
	n.State = models.IncidentState(last.State)
	for k, u := range n.Said {
		at := u.DisplayAt
		if u.State == "monitoring" && n.MonitoringAt == nil {
			n.MonitoringAt = &at
		}
		if k == len(n.Said)-1 && n.State == models.Resolved {
			if len(t.Updates) == 0 { // one word told all: it was over when it was last touched
				at = later(at, n.UpdatedAt)
			}
			n.ResolvedAt = &at
		}
	}
	n.Said = through(n.Said, t.touched(), n.State == models.Resolved)
	return n
}

// through says that components were touched from the first update to the last,
// in a way that is not known.
func through(said []models.ImportedUpdate, components []string, over bool) []models.ImportedUpdate {
	if len(said) == 1 && over {
		return said // from when to when is not told
	}
	for _, id := range components {
		said[0].Touched = append(said[0].Touched, models.ImportedTouch{Component: id, Old: models.Operational, New: models.UnknownStatus})
		if over {
			last := &said[len(said)-1]
			last.Touched = append(last.Touched, models.ImportedTouch{Component: id, Old: models.UnknownStatus, New: models.Operational})
		}
	}
	return said
}

func (t cachetThing) maintenance() models.ImportedMaintenance {
	created, from := t.at(t.CreatedAt, t.Created, t.ScheduledAt, t.Scheduled), t.at(t.ScheduledAt, t.Scheduled)
	n := models.ImportedMaintenance{ForeignID: t.ID.text(), Components: t.touched(), Said: t.said("scheduled", created), OldPaths: []string{"/schedules/" + t.ID.text()},
		Maintenance: models.Maintenance{Title: t.Name, State: models.Scheduled, ScheduledFor: from, CreatedAt: created, UpdatedAt: t.at(t.UpdatedAt, t.Updated)}}
	done := t.at(t.CompletedAt, t.Completed)
	n.ScheduledUntil = first(&done)
	if !n.ScheduledUntil.After(from) {
		n.ScheduledUntil = from.Add(time.Hour)
	}
	switch {
	case t.Status == 2 || !done.IsZero() && t.Status != 0 && t.Status != 1:
		n.State, n.StartedAt, n.CompletedAt = models.Completed, &n.ScheduledFor, &n.ScheduledUntil
	case t.Status == 1:
		n.State, n.StartedAt = models.InProgress, &n.ScheduledFor
	}
	return n
}
