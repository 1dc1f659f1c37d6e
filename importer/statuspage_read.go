package importer

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// read brings what was gathered into our words.
func (p *statuspage) read() Read {
	page := p.body.Page
	r := Read{Subscribers: p.subscribers, Notes: p.notes}
	r.Source = "statuspage " + page.ID
	r.Page = &models.ImportedPage{PublicID: page.ID, Name: page.Name, TimeZone: page.TimeZone}
	if _, err := time.LoadLocation(page.TimeZone); err != nil || page.TimeZone == "" {
		r.Page.TimeZone = "UTC"
	}
	for _, c := range p.body.Components {
		if c.Group {
			r.Groups = append(r.Groups, c.group())
		} else {
			r.Components = append(r.Components, c.component())
		}
	}
	for _, i := range p.body.Incidents {
		r.Incidents = append(r.Incidents, p.incident(&r, i))
	}
	for _, m := range p.body.Maintenances {
		r.Maintenances = append(r.Maintenances, p.maintenance(m))
	}
	if p.cut && len(r.Incidents) > 0 {
		for _, i := range r.Incidents {
			if r.Since.IsZero() || i.StartedAt.Before(r.Since) {
				r.Since = i.StartedAt
			}
		}
		r.note("The page tells its newest incidents alone. Uptime is unknown before " + r.Since.UTC().Format("2 January 2006") + "; with --key every incident is read.")
	}
	return r
}

func (c pageComponent) group() models.ImportedGroup {
	return models.ImportedGroup{ForeignID: c.ID, ComponentGroup: models.ComponentGroup{Name: c.Name, Description: c.Description, Position: c.Position,
		CreatedAt: c.CreatedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC()}}
}

func (c pageComponent) component() models.ImportedComponent {
	n := models.ImportedComponent{ForeignID: c.ID, ForeignGroup: c.GroupID, Component: models.Component{Name: c.Name, Description: c.Description,
		Position: c.Position, Status: status(c.Status), Showcase: c.Showcase, OnlyIfDegraded: c.OnlyShowIfDegraded,
		CreatedAt: c.CreatedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC()}}
	if day, err := time.Parse(time.DateOnly, c.StartDate); err == nil {
		n.StartDate = &day
	}
	return n
}

// stood is where something stood on a hosted page.
func stood(i pageIncident) []string { return []string{"/incidents/" + i.ID} }

func (p *statuspage) incident(r *Read, i pageIncident) models.ImportedIncident {
	n := models.ImportedIncident{ForeignID: i.ID, OldPaths: stood(i), Incident: models.Incident{Title: i.Name, State: models.IncidentState(i.Status),
		Impact: models.Impact(i.Impact), StartedAt: first(i.StartedAt, &i.CreatedAt), MonitoringAt: i.MonitoringAt, ResolvedAt: i.ResolvedAt,
		CreatedAt: i.CreatedAt, UpdatedAt: first(&i.UpdatedAt, &i.CreatedAt)}}
	n.FeedID, n.FeedGUID = p.feed(i.ID)
	if !slices.Contains(models.Impacts, n.Impact) {
		n.Impact = models.NoImpact
	}
	var last pageUpdate // the newest word of the incident itself
	for _, u := range i.said() {
		if u.Status == "postmortem" {
			n.Postmortem = &models.ImportedPostmortem{PublicID: u.ID, Title: i.Name, Body: plain(u.Body), CreatedAt: u.CreatedAt,
				UpdatedAt: u.UpdatedAt, PublishedAt: first(u.DisplayAt, &u.CreatedAt)}
			continue
		}
		n.Said = append(n.Said, u.update())
		last = u
	}
	if n.State == "postmortem" || !slices.Contains(models.IncidentStates, n.State) {
		n.State = models.Resolved
		if i.ResolvedAt == nil && last.Status != "" && last.Status != "resolved" {
			n.State = models.IncidentState(last.Status)
		}
	}
	if n.State == models.Resolved && n.ResolvedAt == nil {
		at := first(last.DisplayAt, &i.UpdatedAt, &i.CreatedAt)
		n.ResolvedAt = &at
	}
	i.explain(&n)
	n.Said = alsoTouched(n.Said, i.Components)
	oldest(n.Said)
	return n
}

// said lists the updates of a thing, as they were said.
func (i pageIncident) said() []pageUpdate {
	list := slices.Clone(i.Updates)
	slices.SortStableFunc(list, func(a, b pageUpdate) int {
		return cmp.Or(first(a.DisplayAt, &a.CreatedAt).Compare(first(b.DisplayAt, &b.CreatedAt)), a.CreatedAt.Compare(b.CreatedAt))
	})
	return list
}

// explain takes the postmortem that the management API tells beside the updates.
func (i pageIncident) explain(n *models.ImportedIncident) {
	if i.PostmortemBody == "" || i.PostmortemPublishedAt == nil {
		return
	}
	if n.Postmortem == nil {
		n.Postmortem = &models.ImportedPostmortem{Title: i.Name, CreatedAt: *i.PostmortemPublishedAt, PublishedAt: *i.PostmortemPublishedAt}
	}
	n.Postmortem.Body = plain(i.PostmortemBody)
	n.Postmortem.UpdatedAt = first(i.PostmortemUpdatedAt, i.PostmortemPublishedAt)
}

func (u pageUpdate) update() models.ImportedUpdate {
	n := models.ImportedUpdate{Update: models.Update{PublicID: u.ID, State: u.Status, Body: plain(u.Body), Notify: u.Deliver,
		DisplayAt: first(u.DisplayAt, &u.CreatedAt), CreatedAt: u.CreatedAt, UpdatedAt: first(&u.UpdatedAt, &u.CreatedAt)}}
	for _, a := range u.Affected {
		if a.Code != "" {
			n.Touched = append(n.Touched, models.ImportedTouch{Component: a.Code, Old: status(a.OldStatus), New: status(a.NewStatus)})
		}
	}
	return n
}

// alsoTouched adds to the first update the components of an incident that no
// update names: with no status that is known, they were as they are.
func alsoTouched(said []models.ImportedUpdate, components []pageComponent) []models.ImportedUpdate {
	named := map[string]bool{}
	for _, u := range said {
		for _, t := range u.Touched {
			named[t.Component] = true
		}
	}
	if len(said) > 0 && len(named) == 0 {
		for _, c := range components {
			said[0].Touched = append(said[0].Touched, models.ImportedTouch{Component: c.ID, Old: models.Operational, New: models.Operational})
		}
	}
	return said
}

func (p *statuspage) maintenance(i pageIncident) models.ImportedMaintenance {
	n := models.ImportedMaintenance{ForeignID: i.ID, OldPaths: stood(i), Maintenance: models.Maintenance{Title: i.Name, State: models.MaintenanceState(i.Status),
		ScheduledFor: first(i.ScheduledFor, &i.CreatedAt), ScheduledUntil: first(i.ScheduledUntil, i.ResolvedAt, &i.UpdatedAt), AutoStart: i.AutoStart,
		AutoComplete: i.AutoComplete, VerifyingAt: i.MonitoringAt, CompletedAt: i.ResolvedAt, CreatedAt: i.CreatedAt, UpdatedAt: first(&i.UpdatedAt, &i.CreatedAt)}}
	n.FeedID, n.FeedGUID = p.feed(i.ID)
	for _, u := range i.said() {
		said := u.update()
		if at := said.DisplayAt; n.StartedAt == nil && (u.Status == "in_progress" || u.Status == "verifying" || u.Status == "completed") {
			n.StartedAt = &at
		}
		n.Said = append(n.Said, said)
	}
	if !slices.Contains(models.MaintenanceStates, n.State) { // resolved, or with a postmortem
		n.State = models.Completed
	}
	if n.Over() && n.CompletedAt == nil {
		at := first(i.ScheduledUntil, &i.UpdatedAt)
		n.CompletedAt = &at
	}
	for _, c := range i.Components {
		n.Components = append(n.Components, c.ID)
	}
	return n
}

// feed returns the ids a thing had in the feeds of the page: in Atom, where the
// feed was read; in RSS its address, whatever was read.
func (p *statuspage) feed(id string) (atom, guid string) {
	if p.body.Page.URL != "" {
		guid = strings.TrimSuffix(p.body.Page.URL, "/") + "/incidents/" + id
	}
	if seen, ok := p.ids[id]; ok {
		atom, guid = seen.atom, cmp.Or(seen.guid, guid)
	}
	return atom, guid
}
