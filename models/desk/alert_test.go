package desk_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/modelstest"
)

// monitored is a desk whose monitoring watches two components.
type monitored struct {
	*desk.Store
	site         *models.Store
	f            *modelstest.Fixtures
	login, queue models.Component
}

func monitor(t *testing.T) *monitored {
	t.Helper()
	site, f := modelstest.Open(t)
	m := &monitored{Store: desk.NewStore(f.DB, f.Audit), site: site, f: f}
	m.Site, m.Now = site, f.Clock.Now
	m.login, m.queue = modelstest.Component(t, site, "Login page"), modelstest.Component(t, site, "Queue")
	f.Clock.Set(modelstest.At(time.November, 19, 16, 0))
	return m
}

// says takes one alert.
func (m *monitored) says(t *testing.T, fingerprint string, firing bool, component models.Component, status models.Status) (desk.Alert, bool) {
	t.Helper()
	m.f.Clock.Advance(time.Minute)
	as, public, err := m.TakeAlerts(t.Context(), []desk.NewAlert{{Source: "generic", Fingerprint: fingerprint, Name: "Errors on web-prod-3", Firing: firing,
		Component: component.Slug, Status: status}})
	if err != nil {
		t.Fatal(err)
	}
	return as[0], public
}

func (m *monitored) status(t *testing.T, c models.Component) models.Status {
	t.Helper()
	c, err := m.site.Component(t.Context(), c.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	return c.Status
}

func (m *monitored) drafts(t *testing.T) []desk.IncidentDraft {
	t.Helper()
	ds, err := m.IncidentDrafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func TestAnAlertMakesItsComponentWorseAndItsEndBetter(t *testing.T) {
	t.Parallel()
	m := monitor(t)
	for _, step := range []struct {
		name, alert string
		firing      bool
		status      models.Status
		want        models.Status
		public      bool
	}{
		{"the first fires", "a", true, models.Degraded, models.Degraded, true},
		{"it fires still", "a", true, models.Degraded, models.Degraded, false},
		{"a second one says worse", "b", true, models.MajorOutage, models.MajorOutage, true},
		{"a third one says nothing of it", "c", true, "", models.MajorOutage, false},
		{"the second ends", "b", false, "", models.Degraded, true},
		{"one nobody heard of ends", "z", false, models.MajorOutage, models.Degraded, false},
		{"the first ends", "a", false, "", models.Operational, true},
		{"it fires again", "a", true, models.PartialOutage, models.PartialOutage, true},
	} {
		_, public := m.says(t, step.alert, step.firing, m.login, step.status)
		if got := m.status(t, m.login); got != step.want || public != step.public {
			t.Errorf("%s: the component is %s, changed %t; want %s, %t", step.name, got, public, step.want, step.public)
		}
	}
	if got := m.status(t, m.queue); got != models.Operational {
		t.Errorf("another component is %s", got)
	}
}

func TestAlertsLeaveWhatAPersonSaid(t *testing.T) {
	t.Parallel()
	m := monitor(t)
	set := func(status models.Status) {
		t.Helper()
		if _, err := m.site.SetComponentStatus(t.Context(), m.login.PublicID, status); err != nil {
			t.Fatal(err)
		}
	}
	set(models.MajorOutage)
	m.says(t, "a", true, m.login, models.Degraded)
	if got := m.status(t, m.login); got != models.MajorOutage {
		t.Errorf("an alert made an outage better: %s", got)
	}
	m.says(t, "a", false, m.login, "")
	if got := m.status(t, m.login); got != models.MajorOutage {
		t.Errorf("the end of an alert ended what a person said: %s", got)
	}
	set(models.UnderMaintenance)
	m.says(t, "b", true, m.login, models.MajorOutage)
	if got := m.status(t, m.login); got != models.UnderMaintenance {
		t.Errorf("an alert spoke into a maintenance: %s", got)
	}
	set(models.Operational)
	m.says(t, "c", true, m.login, models.Degraded)
	i := modelstest.Incident(t, m.site, "Sign-in fails", m.login)
	m.says(t, "b", false, m.login, "")
	m.says(t, "c", false, m.login, "")
	if got := m.status(t, m.login); got != models.MajorOutage {
		t.Errorf("the end of the alerts ended incident %s: %s", i.Title, got)
	}
}

func TestAlertsDraftOneIncident(t *testing.T) {
	t.Parallel()
	m := monitor(t)
	m.says(t, "a", true, m.login, models.Degraded)
	m.says(t, "b", true, m.login, "")
	m.says(t, "c", true, m.queue, "")
	m.says(t, "d", true, models.Component{}, "")
	m.says(t, "e", false, m.queue, "")
	ds := m.drafts(t)
	if len(ds) != 3 || len(ds[2].Alerts) != 2 || ds[2].Firing() != 2 || ds[2].ComponentID == nil || *ds[2].ComponentID != m.login.ID || ds[0].ComponentID != nil {
		t.Fatalf("drafts = %+v, want one of each component and one without", ds)
	}
	i := modelstest.Incident(t, m.site, "Sign-in fails", m.login)
	if err := m.DraftOpened(t.Context(), ds[2].PublicID, i.ID); err != nil {
		t.Fatal(err)
	}
	if err := m.DraftOpened(t.Context(), ds[2].PublicID, i.ID); kind(err) != models.Conflict {
		t.Errorf("opened twice: %v", err)
	}
	if a, _ := m.says(t, "f", true, m.login, ""); a.IncidentID == nil || *a.IncidentID != i.ID || a.DraftID != nil {
		t.Errorf("an alert during the incident belongs to %v and %v", a.IncidentID, a.DraftID)
	}
	list, err := m.AlertsOf(t.Context(), i.ID)
	if err != nil || len(list) != 3 || list[0].Fingerprint != "a" {
		t.Errorf("the incident has the alerts %+v (%v)", list, err)
	}
	if err := m.DismissDraft(t.Context(), ds[0].PublicID); err != nil {
		t.Fatal(err)
	}
	m.says(t, "c", false, m.queue, "")
	m.f.Clock.Advance(23 * time.Hour)
	if ds = m.drafts(t); len(ds) != 1 || ds[0].EndedAt() == nil {
		t.Errorf("drafts = %+v, want the one whose alert ended within a day", ds)
	}
	m.f.Clock.Advance(2 * time.Hour)
	if ds = m.drafts(t); len(ds) != 0 {
		t.Errorf("drafts = %+v, want none a day later", ds)
	}
}

func TestAlertsAreKeptWhateverTheySay(t *testing.T) {
	t.Parallel()
	m := monitor(t)
	as, _, err := m.TakeAlerts(t.Context(), []desk.NewAlert{
		{Source: "generic", Name: strings.Repeat("very long ", 100), Summary: strings.Repeat("x", 9_000), Link: "javascript:alert(1)", Component: "nobody-knows", Firing: true},
		{Source: "generic", Name: "Broken\x00 \xff bytes", Firing: true, StartedAt: m.Now().Add(time.Hour)},
	})
	if err != nil || len(as) != 2 || as[0].Link != "" || as[0].ComponentID != nil || len([]rune(as[0].Name)) > models.MaxTitle || as[1].StartedAt.After(m.Now()) {
		t.Errorf("kept %+v (%v)", as, err)
	}
	for name, n := range map[string]desk.NewAlert{"without a name": {Firing: true}, "with a status that there is not": {Name: "x", Status: "broken", Firing: true}} {
		if _, _, err := m.TakeAlerts(t.Context(), []desk.NewAlert{n}); kind(err) != models.Invalid {
			t.Errorf("an alert %s: %v", name, err)
		}
	}
	if _, _, err := m.TakeAlerts(t.Context(), make([]desk.NewAlert, 501)); kind(err) != models.TooLarge {
		t.Errorf("501 alerts: %v", err)
	}
	if list, err := m.Alerts(t.Context(), "", 10); err != nil || len(list) != 2 {
		t.Errorf("%d alerts are kept (%v)", len(list), err)
	}
}
