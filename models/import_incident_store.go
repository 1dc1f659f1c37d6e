package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// incident takes an incident over, with every update and its postmortem.
func (r *importing) incident(ctx context.Context, n ImportedIncident) error {
	ids, plain := fed{n.FeedID, n.FeedGUID}, n
	plain.FeedID, plain.FeedGUID = "", ""
	return r.event(ctx, importedEvent{
		line:   ImportLine{Noun: "incident", ForeignID: n.ForeignID, Title: n.Title, Deed: ImportNew, Updates: len(n.Said), At: n.StartedAt},
		folder: "/incidents/", digest: importDigest(plain), ids: ids, said: n.Said, oldPaths: n.OldPaths,
		before: func(id string) (standing, error) {
			i, err := r.lockIncident(ctx, id)
			return standing{i.ID, i.PublicID, i.Version, fed{i.FeedID, i.FeedGUID}, i.Updates}, err
		},
		put: func(now standing, said []ImportedUpdate) error {
			i := n.Incident
			i.ID, i.PublicID, i.Version, i.FeedID, i.FeedGUID, i.Updates = now.id, now.publicID, now.version, now.ids.atom, now.ids.guid, nil
			n.Said = said
			return r.putIncident(ctx, n, &i)
		},
	})
}

// putIncident writes the rows of an incident.
func (r *importing) putIncident(ctx context.Context, n ImportedIncident, i *Incident) error {
	name, c := "incident "+n.ForeignID+" “"+n.Title+"”", Complaints{}
	i.Title = c.Line("title", tidy(i.Title, false), 1, MaxTitle)
	c.incidentState("state", i.State)
	c.impact("impact", i.Impact)
	i.ImpactOverridden = true // as it was told, whatever its components say
	r.times(c, map[string]*time.Time{"started_at": &i.StartedAt, "created_at": &i.CreatedAt, "updated_at": &i.UpdatedAt,
		"detected_at": i.DetectedAt, "monitoring_at": i.MonitoringAt, "resolved_at": i.ResolvedAt})
	if err := r.note(ctx, name, c, Text{"title", i.Title}); err != nil {
		return err
	}
	if err := r.inOwn(ctx, &i.Language); err != nil {
		return err
	}
	if err := r.write(ctx, i, "incident"); err != nil {
		return err
	}
	for _, u := range n.Said {
		u.IncidentID = &i.ID
		if err := r.update(ctx, name, u); err != nil {
			return err
		}
	}
	if err := r.postmortem(ctx, n, *i, name); err != nil {
		return err
	}
	return r.record(ctx, AuditEntry{Deed: "incident.imported", Noun: "incident", Subject: i.PublicID, After: r.origin(i.told())}, i.ID)
}

// times brings times to the form in which they are kept. Those that cannot be
// true are problems.
func (r *importing) times(c Complaints, at map[string]*time.Time) {
	for field, t := range at {
		if t != nil {
			*t = moment(*t)
			if t.Year() < 1990 || t.After(r.Now().AddDate(5, 0, 0)) {
				c.Add(field, "%s is %s, which cannot be.", label(field), spoken(*t))
			}
		}
	}
}

// handOn gives updates that have no id over there the ids they have here, found
// by their time and state.
func handOn(before []Update, said []ImportedUpdate) []ImportedUpdate {
	said = slices.Clone(said)
	taken, had := map[string]bool{}, map[string][]string{}
	for _, n := range said {
		taken[n.PublicID] = true
	}
	for _, u := range before {
		if key := u.State + spokenExactly(u.DisplayAt); !taken[u.PublicID] {
			had[key] = append(had[key], u.PublicID)
		}
	}
	for k, n := range said {
		key := n.State + spokenExactly(n.DisplayAt)
		if list := had[key]; len(list) > 0 && !ourID.MatchString(n.PublicID) {
			said[k].PublicID, had[key] = list[len(list)-1], list[:len(list)-1] // the oldest first, as they are said
		}
	}
	return said
}

func spokenExactly(t time.Time) string { return moment(t).Format(" 2006-01-02T15:04:05.000000") }

// update writes one update of an imported thing.
func (r *importing) update(ctx context.Context, name string, n ImportedUpdate) error {
	c, u := Complaints{}, n.Update
	u.ID, u.PublicID, u.Version, u.Components = 0, keepID(u.PublicID), 1, nil
	u.Body = tidy(u.Body, true)
	c.Body("body", u.Body, 0, 5*MaxBody)
	r.times(c, map[string]*time.Time{"display_at": &u.DisplayAt, "created_at": &u.CreatedAt, "updated_at": &u.UpdatedAt})
	name += ", update of " + u.DisplayAt.Format("2 January 2006 15:04 UTC")
	if err := r.note(ctx, name, c, Text{"body", u.Body}); err != nil {
		return err
	}
	if err := r.inOwn(ctx, &u.Language); err != nil {
		return err
	}
	if err := gorm.G[Update](r.query(ctx)).Create(ctx, &u); err != nil {
		return Fault(err, "update")
	}
	var rows []UpdateComponent
	for _, t := range n.Touched {
		comp, known := r.components[t.Component]
		if !known || slices.ContainsFunc(rows, func(c UpdateComponent) bool { return c.ComponentID == comp.ID }) {
			continue // it is gone over there too
		}
		rows = append(rows, UpdateComponent{UpdateID: u.ID, ComponentID: comp.ID, OldStatus: t.Old, NewStatus: t.New})
		r.events = append(r.events, statusEvent{comp.ID, t.New, u.DisplayAt, u.IncidentID, u.MaintenanceID})
	}
	if len(rows) == 0 {
		return nil
	}
	return Fault(gorm.G[UpdateComponent](r.query(ctx)).CreateInBatches(ctx, &rows, batch), "update")
}

// clear takes away what an earlier import wrote of a thing that is written anew.
func (r *importing) clear(ctx context.Context, parent string, id int64) error {
	if _, err := gorm.G[Update](r.query(ctx)).Where(parent+" = ?", id).Delete(ctx); err != nil {
		return Fault(err, "update")
	}
	return r.forget(ctx, parent, id)
}

// sendOn notes the addresses of before.
func (r *importing) sendOn(ctx context.Context, paths []string, target string) (n int, err error) {
	for _, p := range paths {
		fresh, err := r.redirect(ctx, p, target)
		if err != nil {
			return n, err
		}
		if fresh {
			n++
		}
	}
	return n, nil
}

// postmortem takes over the text that explained an incident, once: what is
// published here never changes.
func (r *importing) postmortem(ctx context.Context, n ImportedIncident, i Incident, name string) error {
	p := n.Postmortem
	if p == nil {
		return nil
	}
	seen, there, same, err := r.known(ctx, "postmortem", n.ForeignID, importDigest(p))
	if err != nil {
		return err
	}
	line := ImportLine{Noun: "postmortem", ForeignID: n.ForeignID, Title: p.Title, Deed: ImportNew, At: p.PublishedAt}
	if there {
		line.Deed = importStep(same, false)
		r.tell(line)
		return nil
	}
	out := NewRevision{Summary: Summary{Title: i.Title, Summary: tidy(p.Body, true)}, Timeline: []PublicEntry{}, incidents: []string{i.PublicID}}
	if out.Slug, err = r.freeSlug(ctx, "postmortems", i.Title); err != nil {
		return err
	}
	row := Postmortem{PublicID: keepID(p.PublicID), Slug: out.Slug, Revision: 1, PublishedAt: p.PublishedAt, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt}
	c := Complaints{}
	c.Body("summary", out.Summary.Summary, 1, 5*MaxBody)
	r.times(c, map[string]*time.Time{"published_at": &row.PublishedAt, "created_at": &row.CreatedAt, "updated_at": &row.UpdatedAt})
	if err := r.note(ctx, name+", postmortem", c, out.Publishable().Texts()...); err != nil {
		return err
	}
	if err := r.putPostmortem(ctx, &row, out, i); err != nil {
		return err
	}
	line.Path = "/postmortems/" + row.Slug
	r.tell(line)
	return r.remember(ctx, seen, row.PublicID, 1)
}

func (r *importing) putPostmortem(ctx context.Context, row *Postmortem, out NewRevision, i Incident) error {
	if err := Fault(gorm.G[Postmortem](r.query(ctx)).Create(ctx, row), "postmortem"); err != nil {
		return err
	}
	rev := PostmortemRevision{PostmortemID: row.ID, Number: 1, Summary: out.Summary, Timeline: "[]", Digest: out.Publishable().Digest(), PublishedAt: row.UpdatedAt}
	if err := gorm.G[PostmortemRevision](r.query(ctx)).Create(ctx, &rev); err != nil {
		return Fault(err, "postmortem revision")
	}
	if err := r.joinIncidents(ctx, row.ID, []int64{i.ID}); err != nil {
		return err
	}
	after := map[string]any{"slug": row.Slug, "revision": 1, "digest": rev.Digest}
	return r.record(ctx, AuditEntry{Deed: "postmortem.imported", Noun: "postmortem", Subject: row.PublicID, After: r.origin(after)}, row.ID)
}
