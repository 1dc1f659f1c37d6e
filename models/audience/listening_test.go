package audience_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// names returns who is in the ledger of a notification, by the part of the address
// before the @.
func (h *hall) names(n *audience.Notification) string {
	h.Helper()
	h.fan(n.ID)
	var emails []string
	err := h.db.Read(h.Context()).Raw("SELECT s.email FROM deliveries d JOIN subscribers s ON s.id = d.subscriber_id WHERE d.notification_id = ? ORDER BY s.email", n.ID).Scan(&emails).Error
	if err != nil {
		h.Fatal(err)
	}
	for i := range emails {
		emails[i], _, _ = strings.Cut(emails[i], "@")
	}
	return strings.Join(emails, " ")
}

// follow lets a subscriber follow an incident.
func (h *hall) follow(s audience.Subscriber, i models.Incident, every, postmortem bool) {
	h.Helper()
	h.run("INSERT INTO subscriber_incidents (subscriber_id, incident_id, every_update, postmortem, created_at) VALUES (?, ?, ?, ?, ?)",
		s.ID, i.ID, every, postmortem, h.clock.Now())
}

// single adds somebody who follows one incident and nothing else.
func (h *hall) single(email string, i models.Incident, every, postmortem bool) {
	h.Helper()
	s := h.add(email, everything)
	h.run("UPDATE subscribers SET wants_incidents = ?, wants_maintenance = ?, wants_postmortems = ? WHERE id = ?", false, false, false, s.ID)
	h.follow(s, i, every, postmortem)
}

func TestAGroupBringsWhatItHoldsLater(t *testing.T) {
	t.Parallel()
	h := open(t)
	group, err := h.site.CreateGroup(t.Context(), models.NewGroup{Name: "Storage"})
	if err != nil {
		t.Fatal(err)
	}
	h.add("group@example.com", audience.Choice{GroupIDs: []string{group.PublicID}, Incidents: true})
	later, err := h.site.CreateComponent(t.Context(), models.NewComponent{Name: "Backups", GroupID: group.PublicID})
	if err != nil {
		t.Fatal(err)
	}
	h.add("other@example.com", audience.Choice{ComponentIDs: []string{modelstest.Component(t, h.site, "API").PublicID}, Incidents: true})
	i := modelstest.Incident(t, h.site, "Backups fail", later)
	n := h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, h.clock.Now())
	if got := h.names(n); got != "group" {
		t.Errorf("told: %s", got)
	}
}

func TestTheLeastImpactHoldsUntilItWasTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	api := modelstest.Component(t, h.site, "API")
	for i := range 4 {
		modelstest.Component(t, h.site, fmt.Sprint("Other ", i))
	}
	for _, least := range models.Impacts {
		c := everything
		c.LeastImpact = least
		h.add(string(least)+"@example.com", c)
	}
	i := modelstest.Incident(t, h.site, "The API is slow", api)
	impact := func(to models.Impact) {
		t.Helper()
		if _, err := h.site.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{Impact: &to}); err != nil {
			t.Fatal(err)
		}
	}
	next := func(state models.IncidentState, body string) *audience.Notification {
		t.Helper()
		u, err := h.site.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: state, Body: body, Notify: true})
		if err != nil {
			t.Fatal(err)
		}
		return h.announce(models.UpdatePublished{UpdateID: u.ID}, h.clock.Now())
	}
	impact(models.MinorImpact)
	if got := h.names(h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, h.clock.Now())); got != "minor none" {
		t.Errorf("of a minor incident: %s", got)
	}
	h.run("UPDATE deliveries SET state = 'accepted', attempts = 1")
	impact(models.CriticalImpact)
	if got := h.names(next(models.Identified, "It is worse.")); got != "critical major minor none" {
		t.Errorf("of a critical incident: %s", got)
	}
	h.run("UPDATE deliveries SET state = 'accepted', attempts = 1")
	impact(models.NoImpact)
	if got := h.names(next(models.Resolved, "It is over.")); got != "critical major minor none" {
		t.Errorf("the end is told to those who heard of it, not only to %s", got)
	}
}

func TestTheMailWithTheLinkKnowsWhoFollowsSingleIncidents(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.single("single@example.com", modelstest.Incident(t, h.site, "The API fails", modelstest.Component(t, h.site, "API")), true, false)
	h.add("all@example.com", everything)
	h.run(`INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at) SELECT id, 'manage', '', 'pending', ?, ? FROM subscribers`,
		h.clock.Now(), h.clock.Now())
	for id := range int64(2) {
		if m, err := h.store.SignupMail(t.Context(), id+1); err != nil || m.Single != (m.Email == "single@example.com") {
			t.Errorf("%+v, %v", m, err)
		}
	}
}

func TestWhoFollowsOneIncidentIsToldAndLeavesByItself(t *testing.T) {
	t.Parallel()
	h := open(t)
	api := modelstest.Component(t, h.site, "API")
	i := modelstest.Incident(t, h.site, "The API fails", api)
	other := modelstest.Incident(t, h.site, "Something else", api)
	h.single("end@example.com", i, false, false)
	h.single("each@example.com", i, true, false)
	h.single("report@example.com", i, false, true)
	digest := everything
	digest.Digest = models.Daily
	h.follow(h.add("digest@example.com", digest), i, true, false)
	post := func(i models.Incident, state models.IncidentState) *audience.Notification {
		t.Helper()
		u, err := h.site.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: state, Body: "A word.", Notify: true})
		if err != nil {
			t.Fatal(err)
		}
		return h.announce(models.UpdatePublished{UpdateID: u.ID}, h.clock.Now())
	}
	if got := h.names(post(i, models.Identified)); got != "digest each" {
		t.Errorf("of an update: %s", got)
	}
	if got := h.names(post(other, models.Identified)); got != "" {
		t.Errorf("of another incident: %s", got)
	}
	if got := h.names(post(i, models.Resolved)); got != "digest each end report" {
		t.Errorf("of the end: %s", got)
	}
	if reach, err := h.store.Reach(t.Context(), audience.Audience{Kind: audience.Incident, IncidentID: i.ID, Over: true}); err != nil || reach != 4 {
		t.Errorf("the button says %d, %v", reach, err)
	}
	states := func(at string) (list string) {
		t.Helper()
		if err := h.store.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		var rows []struct{ Email, State string }
		if err := h.db.Read(t.Context()).Raw("SELECT email, state FROM subscribers ORDER BY email").Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			name, _, _ := strings.Cut(r.Email, "@")
			list += name + "=" + r.State + " "
		}
		return list
	}
	h.run("UPDATE deliveries SET state = 'accepted', attempts = 1, done_at = ?", h.clock.Now())
	if got := states("at once"); strings.Contains(got, "left") {
		t.Errorf("somebody left before a correction could reach them: %s", got)
	}
	h.clock.Advance(25 * time.Hour)
	if got := states("a day later"); got != "digest=active each=left end=left report=active " {
		t.Errorf("a day later: %s", got)
	}
	h.clock.Advance(91 * 24 * time.Hour)
	if got := states("much later"); got != "digest=active each=left end=left report=left " {
		t.Errorf("without a postmortem: %s", got)
	}
}

func TestMaintenanceWaitsForTheEndOfTheNight(t *testing.T) {
	t.Parallel()
	h := open(t)
	api := modelstest.Component(t, h.site, "API")
	sleeper := everything
	sleeper.Quiet, sleeper.Zone = models.Quiet{From: "22:00", Until: "07:00"}, "Europe/Berlin"
	h.add("sleeper@example.com", sleeper)
	night := time.Date(2026, 11, 21, 1, 30, 0, 0, time.UTC)
	h.clock.Set(night)
	m, err := h.site.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Upgrade", Body: "We upgrade.", ScheduledFor: night.Add(72 * time.Hour),
		ScheduledUntil: night.Add(74 * time.Hour), ComponentIDs: []string{api.PublicID}, Notify: true})
	if err != nil {
		t.Fatal(err)
	}
	h.clock.Set(night)
	plan := h.announce(models.UpdatePublished{UpdateID: m.Updates[0].ID}, night)
	i := modelstest.Incident(t, h.site, "The API fails", api)
	news := h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, night)
	step := func(n *audience.Notification) (*audience.Letter, audience.Delivery) {
		t.Helper()
		if h.fan(n.ID); t.Failed() {
			t.FailNow()
		}
		row := h.ledger(n)[0]
		letter, err := h.store.Step(t.Context(), nil, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		return letter, h.ledger(n)[0]
	}
	letter, row := step(plan)
	if morning := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC); letter != nil || row.State != audience.Awaiting || row.NextTryAt == nil || !row.NextTryAt.Equal(morning) || row.Attempts != 0 {
		t.Errorf("in the night: %+v, row %+v", letter, row)
	}
	if letter, row := step(news); letter == nil || letter.Zone != "Europe/Berlin" {
		t.Errorf("an incident waits: %+v", row)
	}
	h.clock.Set(time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC))
	if letter, row := step(plan); letter == nil {
		t.Errorf("in the morning: %+v", row)
	}
}

// ledger returns the rows of a notification.
func (h *hall) ledger(n *audience.Notification) []audience.Delivery {
	h.Helper()
	list, err := h.store.Deliveries(h.Context(), n.PublicID, audience.DeliveryQuery{})
	if err != nil || len(list) == 0 {
		h.Fatalf("%d deliveries, %v", len(list), err)
	}
	return list
}

// summaries makes those that are due and lists whom they go to.
func (h *hall) summaries() (list []string) {
	h.Helper()
	for range 2 { // as often as one likes
		if err := h.store.Digests(h.Context()); err != nil {
			h.Fatal(err)
		}
	}
	ns, err := h.store.Notifications(h.Context(), audience.NotificationQuery{})
	if err != nil {
		h.Fatal(err)
	}
	for _, n := range ns {
		if n.Kind == audience.Digest {
			list = append(list, n.Title+" "+n.SendAt.Format("02 15:04")+": "+h.names(&n))
		}
	}
	return list
}

// onTwentieth is a time of 20 November 2026.
func onTwentieth(hour, minute int) time.Time {
	return time.Date(2026, 11, 20, hour, minute, 0, 0, time.UTC)
}

func TestSummariesTellWhatEachReaderChose(t *testing.T) {
	t.Parallel()
	h := open(t)
	api, shop := modelstest.Component(t, h.site, "API"), modelstest.Component(t, h.site, "Shop")
	modelstest.Component(t, h.site, "Mail")
	modelstest.Component(t, h.site, "Search")
	choose := func(email, zone string, d models.Digest, least models.Impact, components ...models.Component) audience.Subscriber {
		c := audience.Choice{AllComponents: len(components) == 0, Incidents: true, Postmortems: true, Digest: d, Zone: zone, LeastImpact: least}
		for _, one := range components {
			c.ComponentIDs = append(c.ComponentIDs, one.PublicID)
		}
		return h.add(email+"@example.com", c)
	}
	h.clock.Set(onTwentieth(3, 0))
	readers := []audience.Subscriber{choose("berlin", "Europe/Berlin", models.Daily, ""), choose("shop", "Europe/Berlin", models.Daily, "", shop)}
	choose("serious", "Europe/Berlin", models.Daily, models.CriticalImpact, shop)
	choose("utc", "", models.Daily, "")
	choose("weekly", "Europe/Berlin", models.Weekly, "")
	choose("now", "Europe/Berlin", models.AsItHappens, "")

	i := modelstest.Incident(t, h.site, "The API fails", api)
	if got := h.names(h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, h.clock.Now())); got != "now" {
		t.Errorf("at once: %s", got)
	}
	h.clock.Set(onTwentieth(7, 30))
	if got, want := h.summaries(), []string{"Daily summary 20 07:00: berlin"}; !slices.Equal(got, want) {
		t.Errorf("in the morning of Berlin: %q", got)
	}
	h.clock.Set(onTwentieth(8, 30))
	if got, want := h.summaries(), []string{"Daily summary 20 08:00: utc", "Daily summary 20 07:00: berlin"}; !slices.Equal(got, want) {
		t.Errorf("in the morning of the site: %q", got)
	}
	j := modelstest.Incident(t, h.site, "The shop is slow", shop)
	h.names(h.announce(models.UpdatePublished{UpdateID: j.Updates[0].ID}, h.clock.Now()))
	cancelled := h.announce(models.UpdatePublished{UpdateID: i.Updates[0].ID}, h.clock.Now())
	if err := h.store.Cancel(t.Context(), cancelled.PublicID); err != nil {
		t.Fatal(err)
	}
	h.clock.Set(onTwentieth(31, 20))
	choose("late", "Europe/Berlin", models.Daily, "") // came after the morning
	h.clock.Set(onTwentieth(31, 30))
	if got := h.summaries(); len(got) != 3 || got[0] != "Daily summary 21 07:00: berlin shop" {
		t.Errorf("a day later: %q", got)
	}
	h.tells(readers, "The shop is slow")
	// Who was told by a mail of its own is not told again; what was told in an
	// earlier summary neither.
	h.run("UPDATE deliveries SET state = 'accepted'")
	h.run("UPDATE subscribers SET digest = 'daily', zone = 'Europe/Berlin' WHERE email IN ('now@example.com', 'utc@example.com')")
	h.run("UPDATE notifications SET subject_id = subject_id + 3600 WHERE kind = 'digest' AND id = (SELECT max(id) FROM notifications WHERE kind = 'digest' AND id < (SELECT max(id) FROM notifications))")
	for _, told := range []string{"now@example.com", "utc@example.com"} {
		h.tellsNothing(told)
	}
}

// newestSummary is what the newest notification tells.
func (h *hall) newestSummary() *audience.Summary {
	h.Helper()
	list, err := h.store.Notifications(h.Context(), audience.NotificationQuery{Limit: 1})
	if err != nil {
		h.Fatal(err)
	}
	summary, err := h.store.Summary(h.Context(), list[0])
	if err != nil {
		h.Fatal(err)
	}
	return summary
}

// tellsNothing checks that the newest summary would be empty for somebody.
func (h *hall) tellsNothing(email string) {
	h.Helper()
	summary := h.newestSummary()
	found, err := h.store.Subscribers(h.Context(), audience.SubscriberQuery{Search: email})
	if err != nil || len(found) != 1 {
		h.Fatalf("%d subscribers, %v", len(found), err)
	}
	if told, err := summary.For(h.Context(), found[0].PublicID); err != nil || len(told) != 0 {
		h.Errorf("%s is told again: %+v, %v", email, told, err)
	}
}

// tells checks what the newest summary says to each reader.
func (h *hall) tells(readers []audience.Subscriber, title string) {
	h.Helper()
	summary := h.newestSummary()
	for _, s := range readers {
		told, err := summary.For(h.Context(), s.PublicID)
		if err != nil || len(told) != 1 || told[0].Title != title {
			h.Errorf("%s is told %+v, %v", s.Email, told, err)
		}
	}
}
