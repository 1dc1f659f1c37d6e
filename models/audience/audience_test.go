package audience_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// hall is an audience on a fresh database.
type hall struct {
	*testing.T
	db    *models.DB
	site  *models.Store
	store *audience.Store
	audit *modelstest.Audit
	clock *modelstest.Clock
}

func open(t *testing.T) *hall {
	t.Helper()
	key, err := models.ParseKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
	if err != nil {
		t.Fatal(err)
	}
	site, f := modelstest.Open(t)
	h := &hall{T: t, db: f.DB, site: site, store: audience.NewStore(f.DB, key, f.Audit), audit: f.Audit, clock: f.Clock}
	h.store.Now = f.Clock.Now
	return h
}

var everything = audience.Choice{AllComponents: true, Incidents: true, Maintenance: true, Postmortems: true}

func (h *hall) add(email string, c audience.Choice) audience.Subscriber {
	h.Helper()
	s, err := h.store.Add(h.Context(), audience.NewSubscriber{Email: email, Choice: c, Consent: "asked by phone"})
	if err != nil {
		h.Fatal(err)
	}
	return s
}

func (h *hall) run(query string, args ...any) {
	h.Helper()
	err := h.db.Tx(h.Context(), func(tx *models.Tx) error { return tx.DB().Exec(query, args...).Error })
	if err != nil {
		h.Fatal(err)
	}
}

// announce writes the notification of a job.
func (h *hall) announce(job models.Job, at time.Time) (n *audience.Notification) {
	h.Helper()
	err := h.db.Tx(h.Context(), func(tx *models.Tx) (err error) {
		n, err = h.store.Announce(h.Context(), tx, job, at)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// fan takes the whole audience of a notification.
func (h *hall) fan(id int64) (ranges []audience.Range) {
	h.Helper()
	for {
		fan, err := h.store.FanOut(h.Context(), id, "status.example.com", func(_ *models.Tx, rs []audience.Range) error {
			ranges = append(ranges, rs...)
			return nil
		})
		if err != nil {
			h.Fatal(err)
		}
		if !fan.More {
			return ranges
		}
	}
}

func TestAddRefusesWhoIsKnownLeftOrRemoved(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.add("known@example.com", everything)
	h.add("left@example.com", everything)
	h.run("UPDATE subscribers SET state = 'left' WHERE email = 'left@example.com'")
	if err := h.store.Remove(t.Context(), h.add("removed@example.com", everything).PublicID); err != nil {
		t.Fatal(err)
	}
	for _, email := range []string{"Known@Example.com ", "left@example.com", "removed@example.com"} {
		_, err := h.store.Add(t.Context(), audience.NewSubscriber{Email: email, Choice: everything, Consent: "x"})
		if models.KindOf(err) != models.Conflict {
			t.Errorf("%s: %v", email, err)
		}
	}
	if err := h.store.Readmit(t.Context(), "removed@example.com"); err != nil {
		t.Fatal(err)
	}
	h.add("removed@example.com", everything)
	if _, err := h.store.Add(t.Context(), audience.NewSubscriber{Email: "new@example.com", Choice: everything}); models.KindOf(err) != models.Invalid {
		t.Errorf("adding somebody on nobody's word: %v", err)
	}
	for _, e := range h.audit.Entries() {
		if strings.Contains(fmt.Sprint(e), "@") {
			t.Errorf("the trail holds an address: %v", e)
		}
	}
	if deeds := strings.Join(h.audit.Deeds(), " "); !strings.HasSuffix(deeds, "subscriber.removed suppression.lifted subscriber.added") {
		t.Errorf("deeds: %s", deeds)
	}
}

func TestSubscribersAreListedAndFound(t *testing.T) {
	t.Parallel()
	h := open(t)
	api := modelstest.Component(t, h.site, "API")
	for _, name := range []string{"ann", "ben", "cat"} {
		h.add(name+"@example.com", audience.Choice{ComponentIDs: []string{api.PublicID}, Incidents: true})
	}
	h.add("100%_sure@example.com", everything)
	h.run("UPDATE subscribers SET state = 'pending' WHERE email = 'cat@example.com'")
	for name, c := range map[string]struct {
		q    audience.SubscriberQuery
		want string
	}{
		"all, newest first":          {audience.SubscriberQuery{}, "100%_sure cat ben ann"},
		"one state":                  {audience.SubscriberQuery{State: audience.Active}, "100%_sure ben ann"},
		"part of an address":         {audience.SubscriberQuery{Search: "BEN@"}, "ben"},
		"a pattern is taken as text": {audience.SubscriberQuery{Search: "%_"}, "100%_sure"},
		"quotes are taken as text":   {audience.SubscriberQuery{Search: "' OR '1'='1"}, ""},
		"a page":                     {audience.SubscriberQuery{Limit: 2}, "100%_sure cat"},
	} {
		list, err := h.store.Subscribers(t.Context(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range list {
			names = append(names, strings.TrimSuffix(s.Email, "@example.com"))
			if !s.AllComponents && (len(s.ComponentIDs) != 1 || s.ComponentIDs[0] != api.PublicID) {
				t.Errorf("%s follows %v", s.Email, s.ComponentIDs)
			}
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	counts, err := h.store.Counts(t.Context())
	if err != nil || counts != (audience.Counts{Pending: 1, Active: 3}) {
		t.Errorf("counts %+v, %v", counts, err)
	}
}

func TestImportTakesWhatItCanAndSaysWhatNot(t *testing.T) {
	t.Parallel()
	h := open(t)
	api := modelstest.Component(t, h.site, "API")
	h.add("known@example.com", everything)
	if err := h.store.Remove(t.Context(), h.add("removed@example.com", everything).PublicID); err != nil {
		t.Fatal(err)
	}
	r, err := h.store.Import(t.Context(), strings.NewReader("\ufeffEmail,Components,maintenance,confirmed at,consent\n"+
		"new@example.com,"+api.Slug+",no,2024-05-06T07:08:09Z,old page\n"+
		"KNOWN@example.com,,,,\nremoved@example.com,,,,\nnot an address,,,,\nx@example.com,nope,,,\ny@example.com,,,yesterday,\n\"z@example.com,,\nlast@example.com,,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != 1 || r.Known != 1 || r.Suppressed != 1 || len(r.Problems) != 4 || r.Problems[0].Line != 5 {
		t.Errorf("%+v", r)
	}
	list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{Search: "new@"})
	if err != nil || len(list) != 1 {
		t.Fatal(err)
	}
	s := list[0]
	if s.WantsMaintenance || !s.WantsIncidents || s.AllComponents || s.Consent != "old page" || s.ConfirmedAt.Year() != 2024 || s.Source != "import" {
		t.Errorf("%+v", s)
	}
	if _, err := h.store.Import(t.Context(), strings.NewReader("name\nSam\n")); models.KindOf(err) != models.Invalid {
		t.Errorf("a file without addresses: %v", err)
	}
}

func TestExportIsGuardedAndComesBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	api := modelstest.Component(t, h.site, "API")
	h.add("+sam@example.com", audience.Choice{ComponentIDs: []string{api.PublicID}, Postmortems: true})
	h.add("'kim@example.com", everything)
	var out bytes.Buffer
	if err := h.store.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\n'+sam@example.com,active,"+api.Slug+",no,no,yes,no,staff,asked by phone,") {
		t.Errorf("export:\n%s", out.String())
	}
	h.run("DELETE FROM subscribers")
	r, err := h.store.Import(t.Context(), &out)
	if err != nil || r.Added != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{})
	if err != nil || list[0].Email != "'kim@example.com" || list[1].Email != "+sam@example.com" || list[1].WantsIncidents {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestReachCountsWhoListens(t *testing.T) {
	t.Parallel()
	h := open(t)
	api, reports := modelstest.Component(t, h.site, "API"), modelstest.Component(t, h.site, "Reports")
	h.add("all@example.com", everything)
	h.add("api@example.com", audience.Choice{ComponentIDs: []string{api.PublicID}, Incidents: true, Postmortems: true})
	h.add("reports@example.com", audience.Choice{ComponentIDs: []string{reports.PublicID}, Maintenance: true})
	h.add("pending@example.com", everything)
	h.run("UPDATE subscribers SET state = 'pending' WHERE email = 'pending@example.com'")
	for name, c := range map[string]struct {
		a    audience.Audience
		want int64
	}{
		"an incident of the API":         {audience.Audience{Kind: audience.Incident, ComponentIDs: []int64{api.ID}}, 2},
		"an incident of both":            {audience.Audience{Kind: audience.Incident, ComponentIDs: []int64{api.ID, reports.ID}}, 2},
		"a maintenance of both":          {audience.Audience{Kind: audience.Maintenance, ComponentIDs: []int64{api.ID, reports.ID}}, 2},
		"a postmortem about the API":     {audience.Audience{Kind: audience.Postmortem, ComponentIDs: []int64{api.ID}}, 2},
		"an incident that names nothing": {audience.Audience{Kind: audience.Incident}, 1},
	} {
		if got, err := h.store.Reach(t.Context(), c.a); err != nil || got != c.want {
			t.Errorf("%s reaches %d, want %d (%v)", name, got, c.want, err)
		}
	}
}

func TestFanOutIsCompleteAndMayBeRepeated(t *testing.T) {
	t.Parallel()
	h := open(t)
	const people = 5210 // more than a page
	var csv strings.Builder
	csv.WriteString("email\n")
	for i := range people {
		fmt.Fprintf(&csv, "p%d@example.com\n", i)
	}
	if _, err := h.store.Import(t.Context(), strings.NewReader(csv.String())); err != nil {
		t.Fatal(err)
	}
	i := modelstest.Incident(t, h.site, "Errors")
	full, err := h.site.Incident(t.Context(), i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	n := h.announce(models.UpdatePublished{UpdateID: full.Updates[0].ID}, h.store.Now())
	ranges := h.fan(n.ID)
	if again := h.fan(n.ID); len(again) != 0 {
		t.Errorf("a repetition made %d jobs", len(again))
	}
	if want := 10 + 9; len(ranges) != want {
		t.Errorf("%d jobs, want %d", len(ranges), want)
	}
	got, err := h.store.Notification(t.Context(), n.PublicID)
	if err != nil || got.Recipients != people || got.Outcomes[audience.Awaiting] != people || got.FannedAt == nil || got.FinishedAt != nil {
		t.Errorf("%+v, %v", got, err)
	}
	covered := 0
	for _, r := range ranges {
		w, err := h.store.Work(t.Context(), n.ID, r)
		if err != nil {
			t.Fatal(err)
		}
		covered += len(w.Ready)
	}
	if covered != people {
		t.Errorf("the jobs cover %d of %d rows", covered, people)
	}
}

func TestAClaimBelongsToOneWorker(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.add("sam@example.com", everything)
	i := modelstest.Incident(t, h.site, "Errors")
	full, _ := h.site.Incident(t.Context(), i.PublicID)
	n := h.announce(models.UpdatePublished{UpdateID: full.Updates[0].ID}, h.store.Now())
	id := h.fan(n.ID)[0].First
	first, err := h.store.Step(t.Context(), nil, id)
	if err != nil || first == nil {
		t.Fatalf("%v, %v", first, err)
	}
	if second, err := h.store.Step(t.Context(), nil, id); err != nil || second != nil {
		t.Errorf("claimed twice: %+v, %v", second, err)
	}
	h.clock.Advance(2 * time.Minute) // the first worker is taken for dead
	again, err := h.store.Step(t.Context(), nil, id)
	if err != nil || again == nil || again.Attempts != 2 || again.MessageID != first.MessageID {
		t.Errorf("claimed again: %+v, %v", again, err)
	}
	if _, err := h.store.Step(t.Context(), &audience.Result{DeliveryID: id, State: audience.Accepted, Code: 250}, 0); err != nil {
		t.Fatal(err)
	}
	// The first worker comes back from the dead: its word changes nothing.
	if _, err := h.store.Step(t.Context(), &audience.Result{DeliveryID: id, State: audience.Failed, Code: 550}, 0); err != nil {
		t.Fatal(err)
	}
	if d, err := h.store.DeliveryByID(t.Context(), id); err != nil || d.State != audience.Accepted {
		t.Errorf("%+v, %v", d, err)
	}
	if err := h.store.Settled(t.Context(), n.ID, 0); err != nil {
		t.Fatal(err)
	}
	if got, _ := h.store.Notification(t.Context(), n.PublicID); got.FinishedAt == nil {
		t.Error("not finished")
	}
}

func TestQuietUpdatesTellNobody(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := modelstest.Incident(t, h.site, "Errors")
	u, err := h.site.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "Found."})
	if err != nil {
		t.Fatal(err)
	}
	for name, job := range map[string]models.Job{"a quiet update": models.UpdatePublished{UpdateID: u.ID}, "an update that is gone": models.UpdatePublished{UpdateID: 999},
		"a postmortem that is gone": models.PostmortemPublished{PostmortemID: 9, Revision: 1}, "a maintenance that is gone": models.MaintenanceReminded{MaintenanceID: 9}} {
		if n := h.announce(job, h.store.Now()); n != nil {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

func TestTidyForgetsWhoNeverConfirmed(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, name := range []string{"fresh", "old", "left-before", "active"} {
		h.add(name+"@example.com", everything)
	}
	h.run("UPDATE subscribers SET state = 'pending' WHERE email <> 'active@example.com'")
	h.run("UPDATE subscribers SET requested_at = ? WHERE email <> 'fresh@example.com'", h.store.Now().Add(-8*24*time.Hour))
	h.run("UPDATE subscribers SET left_at = ? WHERE email = 'left-before@example.com'", h.store.Now())
	if err := h.store.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	counts, err := h.store.Counts(t.Context())
	if err != nil || counts != (audience.Counts{Pending: 1, Active: 1, Left: 1}) {
		t.Errorf("%+v, %v", counts, err)
	}
}
