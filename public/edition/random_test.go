package edition_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// deeds does random things to a site, each of which may be refused.
type deeds struct {
	t     *testing.T
	rng   *rand.Rand
	store *models.Store
	clock *modelstest.Clock
	count int
}

func (d *deeds) pick(n int) int { return d.rng.IntN(n) }

func pickOne[T any](d *deeds, list []T, err error) (T, bool) {
	var none T
	if err != nil {
		d.t.Fatal(err)
	}
	if len(list) == 0 {
		return none, false
	}
	return list[d.pick(len(list))], true
}

func (d *deeds) incident() (models.Incident, bool) {
	list, err := d.store.Incidents(d.t.Context(), models.IncidentQuery{})
	return pickOne(d, list, err)
}

func (d *deeds) component() models.Component {
	list, err := d.store.Components(d.t.Context())
	c, _ := pickOne(d, list, err)
	return c
}

func (d *deeds) text() string {
	d.count++
	return fmt.Sprintf("Text %d with **bold** & <b>raw</b>, ]]> and an émoji 🎉.", d.count)
}

func (d *deeds) soon() *time.Time {
	t := d.store.Now().Add(time.Duration(d.pick(180)) * time.Minute)
	return &t
}

// one does one random deed; what the rules refuse is no deed.
func (d *deeds) one() {
	all := []func() error{d.open, d.update, d.update, d.correct, d.remove, d.edit, d.addComponent, d.renameComponent, d.setStatus,
		d.plan, d.work, d.publish, d.revise, d.withdraw, d.promise, d.settings, d.group, d.dropComponent, d.backfill}
	_ = all[d.pick(len(all))]()
	d.clock.Advance(time.Duration(1+d.pick(200)) * time.Minute)
}

func (d *deeds) open() error {
	by := d.store.Now().AddDate(0, 0, d.pick(4)).Truncate(24 * time.Hour)
	_, err := d.store.OpenIncident(d.t.Context(), models.NewIncident{Title: d.text(), State: models.Investigating, Body: d.text(), NextUpdateAt: d.soon(),
		PostmortemExpectedBy: &by, Components: []models.ComponentChoice{{ID: d.component().PublicID, Status: models.Statuses[d.pick(6)]}}})
	return err
}

func (d *deeds) backfill() error {
	start := d.store.Now().AddDate(0, 0, -d.pick(120))
	end := start.Add(time.Hour)
	_, err := d.store.OpenIncident(d.t.Context(), models.NewIncident{Title: d.text(), State: models.Resolved, Body: d.text(), StartedAt: start, ResolvedAt: &end,
		Components: []models.ComponentChoice{{ID: d.component().PublicID, Status: models.PartialOutage}}})
	return err
}

func (d *deeds) update() error {
	i, ok := d.incident()
	if !ok {
		return nil
	}
	n := models.NewUpdate{State: models.IncidentStates[d.pick(4)], Body: d.text(), NextUpdateAt: d.soon()}
	if d.pick(2) == 0 {
		n.Components = []models.ComponentChoice{{ID: d.component().PublicID, Status: models.Statuses[d.pick(6)]}}
	}
	if n.State == models.Resolved {
		n.NextUpdateAt = nil
	}
	_, err := d.store.PostUpdate(d.t.Context(), i.PublicID, n)
	return err
}

func (d *deeds) correct() error {
	if i, ok := d.incident(); ok {
		_, err := d.store.CorrectUpdate(d.t.Context(), i.Updates[0].PublicID, models.Correction{Body: d.text()})
		return err
	}
	return nil
}

func (d *deeds) remove() error {
	if i, ok := d.incident(); ok && len(i.Updates) > 1 {
		return d.store.RemoveUpdate(d.t.Context(), i.Updates[0].PublicID, "It was wrong.")
	}
	return nil
}

func (d *deeds) edit() error {
	i, ok := d.incident()
	if !ok {
		return nil
	}
	title, start := d.text(), i.StartedAt.Add(-time.Duration(d.pick(48))*time.Hour)
	_, err := d.store.EditIncident(d.t.Context(), i.PublicID, models.IncidentEdit{Title: &title, StartedAt: &start})
	return err
}

func (d *deeds) addComponent() error {
	d.count++
	_, err := d.store.CreateComponent(d.t.Context(), models.NewComponent{Name: fmt.Sprintf("Service %d", d.count), Showcase: d.pick(2) == 0})
	return err
}

func (d *deeds) dropComponent() error {
	return d.store.DeleteComponent(d.t.Context(), d.component().PublicID)
}

func (d *deeds) renameComponent() error {
	d.count++
	name, slug := fmt.Sprintf("Renamed %d", d.count), fmt.Sprintf("renamed-%d", d.count)
	_, err := d.store.EditComponent(d.t.Context(), d.component().PublicID, models.ComponentEdit{Name: &name, Slug: &slug})
	return err
}

func (d *deeds) setStatus() error {
	_, err := d.store.SetComponentStatus(d.t.Context(), d.component().PublicID, models.Statuses[d.pick(6)])
	return err
}

func (d *deeds) group() error {
	d.count++
	g, err := d.store.CreateGroup(d.t.Context(), models.NewGroup{Name: fmt.Sprintf("Group %d", d.count), Position: int64(d.pick(5))})
	if err != nil {
		return err
	}
	_, err = d.store.EditComponent(d.t.Context(), d.component().PublicID, models.ComponentEdit{GroupID: &g.PublicID})
	return err
}

func (d *deeds) plan() error {
	from := d.store.Now().Add(time.Duration(1+d.pick(600)) * time.Minute)
	_, err := d.store.PlanMaintenance(d.t.Context(), models.NewMaintenance{Title: d.text(), Body: d.text(), ScheduledFor: from, ScheduledUntil: from.Add(time.Hour),
		ComponentIDs: []string{d.component().PublicID}, AutoStart: true, AutoComplete: d.pick(2) == 0})
	return err
}

func (d *deeds) work() error {
	_, err := d.store.AdvanceMaintenances(d.t.Context())
	return err
}

func (d *deeds) publish() error {
	i, ok := d.incident()
	if !ok {
		return nil
	}
	d.count++
	due := d.store.Now().AddDate(0, 0, d.pick(3)).Truncate(24 * time.Hour)
	_, err := d.store.PublishRevision(d.t.Context(), models.NewRevision{Slug: fmt.Sprintf("pm-%d", d.count), IncidentIDs: []int64{i.ID},
		Summary: models.Summary{Title: d.text(), Summary: d.text(), Impact: d.text()}, Countermeasures: []models.PublicCommitment{{Body: d.text(), State: models.Planned, DueOn: &due}}})
	return err
}

func (d *deeds) postmortem() (models.Postmortem, bool) {
	list, err := d.store.Postmortems(d.t.Context())
	return pickOne(d, list, err)
}

func (d *deeds) revise() error {
	pm, ok := d.postmortem()
	if !ok {
		return nil
	}
	_, err := d.store.PublishRevision(d.t.Context(), models.NewRevision{PostmortemID: pm.ID, Slug: pm.Slug, IncidentIDs: pm.IncidentIDs,
		Summary: models.Summary{Title: d.text(), Summary: d.text()}, Note: d.text()})
	return err
}

func (d *deeds) withdraw() error {
	pm, ok := d.postmortem()
	if !ok {
		return nil
	}
	_, err := d.store.WithdrawPostmortem(d.t.Context(), pm.Slug, int64(d.pick(3)), "It named a customer.")
	return err
}

func (d *deeds) promise() error {
	pm, ok := d.postmortem()
	if !ok || len(pm.Countermeasures) == 0 {
		return nil
	}
	_, err := d.store.SetCountermeasure(d.t.Context(), pm.Countermeasures[0].PublicID, models.Done, "")
	return err
}

func (d *deeds) settings() error {
	if d.pick(4) > 0 {
		return nil
	}
	d.count++
	name, zone := fmt.Sprintf("Site %d", d.count), []string{"UTC", "Europe/Berlin", "America/New_York"}[d.pick(3)]
	_, err := d.store.EditSettings(d.t.Context(), models.SettingsEdit{Name: &name, TimeZone: &zone})
	return err
}

// TestIncrementalEqualsFull holds the law of the press: whatever was done, in
// whatever steps the edition followed, it is byte for byte what a press renders
// that starts from nothing at the same time, and so does what it left on disk.
func TestIncrementalEqualsFull(t *testing.T) {
	t.Parallel()
	seeds, rounds := uint64(3), 5
	if testing.Short() { // with the race detector; .ci/test runs all of it without
		seeds, rounds = 1, 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			store, fix := open(t)
			d := &deeds{t: t, rng: rand.New(rand.NewPCG(seed, 7)), store: store, clock: fix.Clock}
			p, cfg := press(t, store)
			if seed == 0 {
				if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de", "ar"}}); err != nil {
					t.Fatal(err)
				}
			}
			for round := range rounds {
				for range 4 + d.pick(14) {
					d.one()
					if d.pick(3) == 0 {
						catchUp(t, p)
					} else if d.pick(3) == 0 {
						p.Tick()
					}
				}
				if d.pick(4) == 0 {
					p = edition.New(cfg)
					if err := p.Load(); err != nil && round > 0 {
						t.Log("the edition was not on disk yet:", err)
					}
				}
				catchUp(t, p)
				full, _ := press(t, store)
				catchUp(t, full)
				same(t, whole(t, p), whole(t, full))
				again := edition.New(cfg)
				if err := again.Load(); err != nil {
					t.Fatal(err)
				}
				same(t, whole(t, again), whole(t, full))
			}
		})
	}
}

// same fails with the first place where two editions differ.
func same(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if !bytes.Equal(got[path], want[path]) {
			n := 0
			for n < min(len(got[path]), len(want[path])) && got[path][n] == want[path][n] {
				n++
			}
			t.Fatalf("%s differs from a full rendering at byte %d:\n%.300s\nfull:\n%.300s", path, n, tail(got[path], n), tail(want[path], n))
		}
	}
	for path := range got {
		if want[path] == nil {
			t.Fatalf("%s should be gone", path)
		}
	}
}

func tail(body []byte, n int) []byte { return body[max(0, min(len(body), n)-80):] }
