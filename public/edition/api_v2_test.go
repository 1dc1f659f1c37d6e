package edition_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// keys lists the keys of a JSON object in the order in which they stand.
func keys(t *testing.T, object json.RawMessage) []string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(object)))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	var list []string
	for d.More() {
		name, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, name.(string))
		var skip json.RawMessage
		if err := d.Decode(&skip); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

type objects map[string]json.RawMessage

func object(t *testing.T, raw []byte) objects {
	t.Helper()
	var o objects
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatalf("%v in %.200s", err, raw)
	}
	return o
}

func list(t *testing.T, raw json.RawMessage) []json.RawMessage {
	t.Helper()
	var l []json.RawMessage
	if err := json.Unmarshal(raw, &l); err != nil || l == nil {
		t.Fatalf("%v in %.200s: a list was expected", err, raw)
	}
	return l
}

func (o objects) text(key string) string { return strings.Trim(string(o[key]), `"`) }

var (
	publicID  = regexp.MustCompile(`^[a-z0-9]{12}$`)
	apiMoment = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$`)

	componentKeys = []string{"id", "name", "status", "created_at", "updated_at", "position", "description", "showcase", "start_date", "group_id", "page_id", "group", "only_show_if_degraded"}
	incidentKeys  = []string{"id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact", "shortlink", "started_at", "page_id", "incident_updates", "components"}
	updateKeys    = []string{"id", "status", "body", "incident_id", "created_at", "updated_at", "display_at", "affected_components", "deliver_notifications", "custom_tweet", "tweet_id"}
)

// grouped opens a site with one component in a group and one open incident.
func grouped(t *testing.T) (*edition.Press, models.Incident) {
	t.Helper()
	store, _ := open(t)
	g, err := store.CreateGroup(t.Context(), models.NewGroup{Name: "Money"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.EditComponent(t.Context(), "payments", models.ComponentEdit{GroupID: &g.PublicID}); err != nil {
		t.Fatal(err)
	}
	i, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Cards are refused", State: models.Investigating, Body: "We look.",
		Components: []models.ComponentChoice{{ID: "payments", Status: models.PartialOutage}}})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	return p, i
}

func TestAPIBodiesHaveTheContractsKeysInOrder(t *testing.T) {
	t.Parallel()
	p, _ := grouped(t)
	for path, want := range map[string][]string{
		"summary": {"page", "components", "incidents", "scheduled_maintenances", "status"}, "status": {"page", "status"}, "components": {"page", "components"},
		"incidents": {"page", "incidents"}, "incidents/unresolved": {"page", "incidents"}, "scheduled-maintenances": {"page", "scheduled_maintenances"},
		"scheduled-maintenances/upcoming": {"page", "scheduled_maintenances"}, "scheduled-maintenances/active": {"page", "scheduled_maintenances"},
	} {
		body := []byte(read(t, p, "/api/v2/"+path+".json"))
		if got := keys(t, body); !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", path, got, want)
		}
		if got := keys(t, object(t, body)["page"]); !slices.Equal(got, []string{"id", "name", "url", "time_zone", "updated_at"}) {
			t.Errorf("page has %v", got)
		}
	}
}

func TestAPIListsComponentsAndGroupsFlat(t *testing.T) {
	t.Parallel()
	p, _ := grouped(t)
	all := list(t, object(t, []byte(read(t, p, "/api/v2/components.json")))["components"])
	if len(all) != 3 {
		t.Fatalf("%d components, want the group and its two fellows", len(all))
	}
	for _, raw := range all {
		c, want := object(t, raw), componentKeys
		if c.text("group") == "true" {
			want = append(slices.Clone(componentKeys), "components")
			if c.text("status") != "partial_outage" {
				t.Errorf("the group is %s, want its worst child's", c.text("status"))
			}
		}
		if got := keys(t, raw); !slices.Equal(got, want) {
			t.Errorf("component has %v", got)
		}
		if !publicID.MatchString(c.text("id")) || !apiMoment.MatchString(c.text("created_at")) {
			t.Errorf("component %s of %s", c.text("id"), c.text("created_at"))
		}
	}
}

func TestAPIGivesAnEmptyGroupItsListOfComponents(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	if _, err := store.CreateGroup(t.Context(), models.NewGroup{Name: "Nothing yet"}); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	for _, raw := range list(t, object(t, []byte(read(t, p, "/api/v2/components.json")))["components"]) {
		c := object(t, raw)
		if got := string(c["components"]); c.text("group") == "true" && got != "[]" || c.text("group") == "false" && got != "" {
			t.Errorf("%s has the components %q", c.text("name"), got)
		}
	}
}

func TestAPITellsAnIncidentInTheContractsWords(t *testing.T) {
	t.Parallel()
	p, i := grouped(t)
	raw := list(t, object(t, []byte(read(t, p, "/api/v2/summary.json")))["incidents"])[0]
	if got := keys(t, raw); !slices.Equal(got, incidentKeys) {
		t.Errorf("incident has %v", got)
	}
	incident := object(t, raw)
	if got := incident.text("shortlink"); got != "https://status.example.org/incidents/"+i.PublicID {
		t.Errorf("shortlink %s", got)
	}
	update := list(t, incident["incident_updates"])[0]
	if got := keys(t, update); !slices.Equal(got, updateKeys) {
		t.Errorf("update has %v", got)
	}
	if got := string(object(t, update)["affected_components"]); !strings.Contains(got, `"name":"Money - Payments","old_status":"operational","new_status":"partial_outage"`) {
		t.Errorf("affected components: %s", got)
	}
}

func TestAPIFollowsAnIncidentsLife(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	i, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Cards are refused", State: models.Investigating, Body: "We look."})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	now := func() objects {
		catchUp(t, p)
		return object(t, list(t, object(t, []byte(read(t, p, "/api/v2/incidents.json")))["incidents"])[0])
	}
	unresolved := func() int {
		return len(list(t, object(t, []byte(read(t, p, "/api/v2/incidents/unresolved.json")))["incidents"]))
	}
	if got := now(); got.text("status") != "investigating" || got.text("resolved_at") != "null" || unresolved() != 1 {
		t.Errorf("opened: %s", got)
	}
	if raw := string(list(t, now()["incident_updates"])[0]); !strings.Contains(raw, `"affected_components":null`) {
		t.Error("an update that touches nothing must say null")
	}
	for _, state := range []models.IncidentState{models.Identified, models.Monitoring, models.Resolved} {
		fix.Clock.Advance(10 * time.Minute)
		if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: state, Body: "Further."}); err != nil {
			t.Fatal(err)
		}
		if got := now(); got.text("status") != string(state) {
			t.Errorf("status %s, want %s", got.text("status"), state)
		}
	}
	got := now()
	if got.text("monitoring_at") != "2026-11-18T12:20:00.000Z" || got.text("resolved_at") != "2026-11-18T12:30:00.000Z" || unresolved() != 0 {
		t.Errorf("resolved: monitoring %s, resolved %s", got.text("monitoring_at"), got.text("resolved_at"))
	}
	postmortem(t, store, "cards", "Cards were refused", "What happened.", i.ID)
	got = now()
	if got.text("status") != "postmortem" || got.text("resolved_at") != "2026-11-18T12:30:00.000Z" || !strings.Contains(got.text("postmortem_body"), "What happened.") {
		t.Errorf("with its postmortem: %s", got.text("status"))
	}
}

func TestAPISumsThePageUp(t *testing.T) {
	t.Parallel()
	const op, maint, slow, part, down = models.Operational, models.UnderMaintenance, models.Degraded, models.PartialOutage, models.MajorOutage
	for name, tc := range map[string]struct {
		a, b                   models.Status
		indicator, description string
	}{
		"all is well":                {op, op, "none", "All Systems Operational"},
		"one works slowly":           {op, slow, "minor", "Partially Degraded Service"},
		"one fails for some":         {part, slow, "minor", "Minor Service Outage"},
		"one is down":                {op, down, "major", "Partial System Outage"},
		"all are down":               {down, down, "critical", "Major System Outage"},
		"one is maintained":          {op, maint, "minor", "Service Under Maintenance"},
		"we do not know about one":   {op, models.UnknownStatus, "minor", "Partially Degraded Service"},
		"one is down, one is unseen": {down, models.UnknownStatus, "major", "Partial System Outage"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, _ := open(t)
			for slug, s := range map[string]models.Status{"sign-in": tc.a, "payments": tc.b} {
				if s == op {
					continue
				}
				if _, err := store.SetComponentStatus(t.Context(), slug, s); err != nil {
					t.Fatal(err)
				}
			}
			p, _ := press(t, store)
			catchUp(t, p)
			if got, want := read(t, p, "/api/v2/status.json"), `"status":{"indicator":"`+tc.indicator+`","description":"`+tc.description+`"}`; !strings.Contains(got, want) {
				t.Errorf("got %s, want %s", got, want)
			}
			if strings.Contains(read(t, p, "/api/v2/components.json"), "unknown") {
				t.Error("the contract has no unknown")
			}
		})
	}
}

func TestAPITellsTimesInThePagesZone(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	modelstest.Incident(t, store, "Cards are refused")
	zone := "America/New_York"
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{TimeZone: &zone}); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	body := read(t, p, "/api/v2/incidents.json")
	if !strings.Contains(body, `"time_zone":"America/New_York"`) || !strings.Contains(body, `"created_at":"2026-11-18T07:00:00.000-05:00"`) {
		t.Errorf("got %.400s", body)
	}
}

func TestAPIListsMaintenanceByState(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	from := store.Now().Add(time.Hour)
	m, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Database upgrade", Body: "Short pauses.", ScheduledFor: from, ScheduledUntil: from.Add(time.Hour), ComponentIDs: []string{"payments"}})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	count := func(path string) int {
		return len(list(t, object(t, []byte(read(t, p, "/api/v2/scheduled-maintenances"+path+".json")))["scheduled_maintenances"]))
	}
	for _, step := range []struct {
		state            models.MaintenanceState
		upcoming, active int
		told             string
	}{{"", 1, 0, "scheduled"}, {models.InProgress, 0, 1, "in_progress"}, {models.Verifying, 0, 1, "verifying"}, {models.Completed, 0, 0, "completed"}} {
		fix.Clock.Advance(time.Hour)
		if step.state != "" {
			if _, err := store.PostMaintenanceUpdate(t.Context(), m.PublicID, models.NewMaintenanceUpdate{State: step.state, Body: "Further."}); err != nil {
				t.Fatal(err)
			}
		}
		catchUp(t, p)
		if count("/upcoming") != step.upcoming || count("/active") != step.active || count("") != 1 {
			t.Errorf("%s: %d upcoming, %d active", step.told, count("/upcoming"), count("/active"))
		}
		if raw := list(t, object(t, []byte(read(t, p, "/api/v2/scheduled-maintenances.json")))["scheduled_maintenances"])[0]; object(t, raw).text("status") != step.told ||
			!slices.Equal(keys(t, raw), append(slices.Clone(incidentKeys), "scheduled_for", "scheduled_until")) {
			t.Errorf("%s: %s %v", step.told, object(t, raw).text("status"), keys(t, raw))
		}
	}
}

func TestPostmortemsForPrograms(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	i := modelstest.Incident(t, store, "Cards are refused")
	pm := postmortem(t, store, "cards", "Cards were refused", "What happened.", i.ID)
	p, _ := press(t, store)
	catchUp(t, p)
	one := object(t, []byte(read(t, p, "/api/postmortems/cards.json")))
	if one.text("id") != pm.PublicID || len(list(t, one["sections"])) != 9 || len(list(t, one["countermeasures"])) != 1 || len(list(t, one["revisions"])) != 1 {
		t.Errorf("got %s", one)
	}
	if all := list(t, object(t, []byte(read(t, p, "/api/postmortems.json")))["postmortems"]); len(all) != 1 {
		t.Errorf("%d postmortems listed", len(all))
	}
}

func TestBadgesSayTheState(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	name := "A <b> & \"c\""
	if _, err := store.EditComponent(t.Context(), "payments", models.ComponentEdit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.SetComponentStatus(t.Context(), "payments", models.MajorOutage); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	for _, path := range []string{"/badge.svg", "/badge/payments.svg"} {
		text := read(t, p, path)
		wellFormed(t, path, text)
		if !strings.Contains(text, "Major outage") {
			t.Errorf("%s does not say the state", path)
		}
	}
	f, _ := p.File("/badge.svg")
	if !f.Open || f.Type != "image/svg+xml" || !f.Has(edition.Brotli) {
		t.Errorf("the badge is served wrongly: %+v", f)
	}
}
