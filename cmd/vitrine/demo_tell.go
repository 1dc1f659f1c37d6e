package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"vitrine/models"
)

// teller tells a story to an empty house: every deed runs through the stores,
// in order of time, with the clock set to the moment it tells of.
type teller struct {
	house   *house
	story   *story
	now     time.Time
	clock   time.Time
	moments []moment

	incidents map[string]string // story key to public id
}

// moment is one deed of the story.
type moment struct {
	at   time.Time
	what string
	do   func(context.Context) error
}

// tell fills h with the story. now is the present the story ends in.
func (h *house) tell(ctx context.Context, s *story, now time.Time) error {
	t := &teller{house: h, story: s, now: now, incidents: map[string]string{}}
	h.setClock(func() time.Time { t.clock = t.clock.Add(time.Microsecond); return t.clock })
	defer h.setClock(models.Clock)
	for _, plan := range []func() error{t.planHouse, t.planIncidents, t.planMaintenances, t.planReviews} {
		if err := plan(); err != nil {
			return err
		}
	}
	slices.SortStableFunc(t.moments, func(a, b moment) int { return a.at.Compare(b.at) })
	ctx = models.By(ctx, models.Actor{Name: "demo", From: "vitrine demo"})
	for _, m := range t.moments {
		t.clock = m.at
		if err := m.do(ctx); err != nil {
			return fmt.Errorf("the demo's story, %s: %w", m.what, err)
		}
	}
	return nil
}

// on plans a deed for a moment.
func (t *teller) on(at time.Time, what string, do func(context.Context) error) {
	t.moments = append(t.moments, moment{at.UTC().Truncate(time.Microsecond), what, do})
}

// planHouse plans settings, groups, components, templates and the rulebook.
func (t *teller) planHouse() error {
	first := t.now.AddDate(0, 0, -400)
	t.on(first, "desk", t.tellDesk) // the rulebook first: it judges every text after it
	t.on(first, "settings", t.tellSettings)
	groups := map[string]string{}
	for n, g := range t.story.Groups {
		t.on(first, "group "+g.Slug, func(ctx context.Context) error {
			made, err := t.house.site.CreateGroup(ctx, models.NewGroup{Name: g.Name, Slug: g.Slug, Position: int64(n + 1)})
			groups[g.Slug] = made.PublicID
			return err
		})
	}
	for n, c := range t.story.Components {
		start := t.now.AddDate(0, 0, -c.StartDaysAgo).Truncate(24 * time.Hour)
		t.on(first, "component "+c.Slug, func(ctx context.Context) error {
			_, err := t.house.site.CreateComponent(ctx, models.NewComponent{
				Name: c.Name, Slug: c.Slug, Description: c.Description, GroupID: groups[c.Group],
				Position: int64(n + 1), Showcase: c.Showcase, StartDate: &start,
			})
			return err
		})
	}
	t.on(first, "subscribers", t.tellSubscribers)
	return nil
}

func (t *teller) tellSettings(ctx context.Context) error {
	s := t.story.Site
	_, err := t.house.site.EditSettings(ctx, models.SettingsEdit{
		Name: &s.Name, Intro: &s.Intro, HomeURL: &s.Website, SupportURL: &s.SupportURL,
		SupportEmail: &s.SupportEmail, Accent: &s.Accent, TimeZone: &s.Timezone,
		Languages: &[]string{"en", "de", "ar"},
	})
	return err
}

// planIncidents plans every update of every incident at its own time.
func (t *teller) planIncidents() error {
	for _, i := range t.story.Incidents {
		start, err := i.starts(t.now)
		if err != nil {
			return err
		}
		for n, u := range i.Updates {
			at := start.Add(time.Duration(u.AtMin) * time.Minute)
			t.on(at, fmt.Sprintf("%s, update %d", i.Key, n+1), func(ctx context.Context) error {
				if n == 0 {
					return t.open(ctx, i, u, start)
				}
				return t.update(ctx, i, u, start)
			})
		}
		if i.EndedAfterMin > 0 {
			last := start.Add(time.Duration(i.Updates[len(i.Updates)-1].AtMin)*time.Minute + time.Second)
			t.on(last, i.Key+", end", func(ctx context.Context) error { return t.end(ctx, i, start) })
		}
	}
	return nil
}

// open tells the first word of an incident.
func (t *teller) open(ctx context.Context, i storyIncident, u storyUpdate, start time.Time) error {
	detected := start.Add(time.Duration(i.DetectedAfterMin) * time.Minute)
	in := models.NewIncident{
		Title: i.Title, State: models.IncidentState(u.State), Impact: models.Impact(i.Impact), Severity: i.Severity,
		StartedAt: start, DetectedAt: &detected, Body: u.Body, Components: choices(u.Components),
		NextUpdateAt: u.nextUpdate(start), Translations: u.translations(i.In),
	}
	if in.State == models.Resolved {
		ended := start.Add(time.Duration(cmp.Or(i.EndedAfterMin, u.AtMin)) * time.Minute)
		in.ResolvedAt = &ended
	}
	made, err := t.house.site.OpenIncident(ctx, in)
	t.incidents[i.Key] = made.PublicID
	return err
}

// update tells a later word.
func (t *teller) update(ctx context.Context, i storyIncident, u storyUpdate, start time.Time) error {
	in := models.NewUpdate{
		State: models.IncidentState(u.State), Body: u.Body, Components: choices(u.Components), NextUpdateAt: u.nextUpdate(start),
		Translations: u.translations(nil),
	}
	if in.State == models.Resolved && i.Postmortem != "none" {
		due := start.AddDate(0, 0, cmp.Or(i.PostmortemDueDays, 7)).Truncate(24 * time.Hour)
		in.PostmortemExpectedBy = &due
	}
	_, err := t.house.site.PostUpdate(ctx, t.incidents[i.Key], in)
	return err
}

// end corrects the end of an incident whose effect was over before the last word.
func (t *teller) end(ctx context.Context, i storyIncident, start time.Time) error {
	ended := start.Add(time.Duration(i.EndedAfterMin) * time.Minute)
	_, err := t.house.site.EditIncident(ctx, t.incidents[i.Key], models.IncidentEdit{ResolvedAt: &ended})
	return err
}

// translations are what the update says in other languages, and its incident's title
// where it is the first.
func (u storyUpdate) translations(titles map[string]storyWords) []models.NewTranslation {
	var list []models.NewTranslation
	for _, tag := range slices.Sorted(maps.Keys(u.In)) {
		list = append(list, models.NewTranslation{Language: tag, Origin: u.In[tag].By, Title: titles[tag].Text, Body: u.In[tag].Text})
	}
	return list
}

func (u storyUpdate) nextUpdate(start time.Time) *time.Time {
	if u.NextUpdateInMin == 0 || u.State == string(models.Resolved) {
		return nil
	}
	next := start.Add(time.Duration(u.AtMin+u.NextUpdateInMin) * time.Minute)
	return &next
}

// choices turns the story's marks into a person's, in a fixed order.
func choices(marks map[string]string) []models.ComponentChoice {
	var cs []models.ComponentChoice
	for _, slug := range slices.Sorted(maps.Keys(marks)) {
		cs = append(cs, models.ComponentChoice{ID: slug, Status: models.Status(marks[slug])})
	}
	return cs
}

// planMaintenances plans announcements, starts and ends.
func (t *teller) planMaintenances() error {
	for _, m := range t.story.Maintenances {
		start := t.now.Add(time.Duration(m.StartsInHours) * time.Hour).Truncate(time.Hour)
		if m.StartsInHours == 0 {
			var err error
			if start, err = pastMoment(t.now, m.DaysAgo, m.Start); err != nil {
				return err
			}
		}
		t.planMaintenance(m, start)
	}
	return nil
}

func (t *teller) planMaintenance(m storyMaintenance, start time.Time) {
	var id string
	told := start.AddDate(0, 0, -7)
	t.on(told, m.Title, func(ctx context.Context) error {
		made, err := t.house.site.PlanMaintenance(ctx, models.NewMaintenance{
			Title: m.Title, Body: m.Body, ScheduledFor: start, ScheduledUntil: start.Add(time.Duration(m.DurationMin) * time.Minute),
			ComponentIDs: slices.Sorted(maps.Keys(m.Components)), AutoStart: true, AutoComplete: m.StartsInHours > 0, Remind: []string{"24h", "1h"},
		})
		id = made.PublicID
		return err
	})
	if m.StartsInHours > 0 {
		return
	}
	t.on(start, m.Title+", start", func(ctx context.Context) error {
		_, err := t.house.site.PostMaintenanceUpdate(ctx, id, models.NewMaintenanceUpdate{State: models.InProgress, Body: "The work has begun."})
		return err
	})
	t.on(start.Add(time.Duration(m.CompletedAfterMin)*time.Minute), m.Title+", end", func(ctx context.Context) error {
		_, err := t.house.site.PostMaintenanceUpdate(ctx, id, models.NewMaintenanceUpdate{State: models.Completed, Body: m.CompletedBody})
		return err
	})
}
