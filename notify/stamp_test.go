package notify

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// desk is a mailer by hand: two readers who wish for German, and a mail for one of them
// whenever a test asks for it.
type desk struct {
	*testing.T
	*Notifier
	site *models.Store
	a    *audience.Store
	db   *models.DB
}

func twoReaders(t *testing.T) desk {
	t.Helper()
	key, err := models.LoadKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	site, f := modelstest.Open(t)
	a := audience.NewStore(f.DB, key, f.Audit)
	n, err := New(Config{DB: f.DB, Audience: a, Site: site, Key: key, PublicURL: "https://status.example.com", From: "a@status.example.com", SMTPURL: "smtp://127.0.0.1:1?tls=none"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := site.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	d := desk{t, n, site, a, f.DB}
	for _, email := range []string{"ada@example.com", "bo@example.com"} {
		d.must(a.Add(t.Context(), audience.NewSubscriber{Email: email, Consent: "test",
			Choice: audience.Choice{AllComponents: true, Incidents: true, Maintenance: true, Language: "de"}}))
	}
	return d
}

func (d desk) must(_ any, err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// mails returns what makes the mail about a job for one reader after the other, and says
// that it was accepted.
func (d desk) mails(job models.Job) func() string {
	d.Helper()
	var told *audience.Notification
	d.must(nil, d.db.Tx(d.Context(), func(tx *models.Tx) (err error) {
		told, err = d.a.Announce(d.Context(), tx, job, d.a.Now())
		return err
	}))
	var people audience.Range
	d.must(d.a.FanOut(d.Context(), told.ID, "status.example.com", func(_ *models.Tx, rs []audience.Range) error {
		people = rs[0]
		return nil
	}))
	r := &round{Notifier: d.Notifier, notification: *told}
	return func() string {
		d.Helper()
		letter, err := d.a.Step(d.Context(), nil, people.First)
		if err != nil || letter == nil {
			d.Fatalf("%v, %v", letter, err)
		}
		people.First++
		p, err := r.text(d.Context(), *letter)
		d.must(nil, err)
		d.must(d.a.Step(d.Context(), &audience.Result{DeliveryID: letter.DeliveryID, State: audience.Accepted, Code: 250}, 0))
		return opened(d.T, p.raw)
	}
}

// TestAMailTellsWhatIsSaidWhenItLeaves: what changes between the mails of two readers is
// in the second, however soon it follows.
func TestAMailTellsWhatIsSaidWhenItLeaves(t *testing.T) {
	t.Parallel()
	d := twoReaders(t)
	ctx := t.Context()
	german := func(w models.Wording, body string) {
		t.Helper()
		d.must(d.site.Translate(ctx, models.TranslationEdit{Wording: w, Language: "de", Origin: models.ByTeam, Body: body}))
	}
	i := modelstest.Incident(t, d.site, "Errors")
	first := i.Updates[0]
	title := models.Wording{Noun: "incident", ID: i.PublicID}
	heard := d.mails(models.UpdatePublished{UpdateID: first.ID})
	german(title, "Fehler")
	compare := func(what string, next func() string, before string, deed func(), after string) {
		t.Helper()
		if got := next(); !strings.Contains(got, before) {
			t.Errorf("%s: the first mail does not say %q:\n%s", what, before, got)
		}
		deed()
		if got := next(); !strings.Contains(got, after) {
			t.Errorf("%s: the second mail does not say %q:\n%s", what, after, got)
		}
	}
	other := "Slow answers"
	compare("an update", heard, "Subject: [Status] Fehler", func() {
		d.must(d.site.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: &other}))
	}, "Subject: [Status] Slow answers")
	d.must(d.site.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Identified, Body: "We know."}))
	d.must(d.site.CorrectUpdate(ctx, first.PublicID, models.Correction{Body: "We saw errors."}))
	compare("a correction of an older update", d.mails(models.UpdateCorrected{UpdateID: first.ID}), "Subject: [Status] Slow answers", func() {
		german(title, "Langsam")
	}, "Subject: [Status] Langsam")
	second := modelstest.Incident(t, d.site, "Timeouts")
	older := d.mails(models.UpdatePublished{UpdateID: second.Updates[0].ID})
	d.must(d.site.PostUpdate(ctx, second.PublicID, models.NewUpdate{State: models.Identified, Body: "We know."}))
	compare("an older update", older, "Subject: [Status] Timeouts", func() {
		german(models.Wording{Noun: "incident", ID: second.PublicID}, "Wartezeiten")
	}, "Subject: [Status] Wartezeiten")
	third := modelstest.Incident(t, d.site, "Outage")
	german(models.Wording{Noun: "incident", ID: third.PublicID}, "Ausfall")
	compare("a language that is dropped", d.mails(models.UpdatePublished{UpdateID: third.Updates[0].ID}), "Subject: [Status] Ausfall", func() {
		d.must(d.site.EditSettings(ctx, models.SettingsEdit{Languages: &[]string{}}))
	}, "Subject: [Status] Outage")
	d.must(d.site.EditSettings(ctx, models.SettingsEdit{Languages: &[]string{"de"}}))
	start := d.site.Now().Add(23 * time.Hour)
	m, err := d.site.PlanMaintenance(ctx, models.NewMaintenance{Title: "Upgrade", Body: "Short breaks.", ScheduledFor: start, ScheduledUntil: start.Add(time.Hour), Remind: []string{"24h"}})
	d.must(m, err)
	german(models.Wording{Noun: "maintenance", ID: m.PublicID}, "Umbau")
	compare("a reminder", d.mails(models.MaintenanceReminded{MaintenanceID: m.ID}), "Subject: [Status] Umbau", func() {
		german(models.Wording{Noun: "maintenance", ID: m.PublicID}, "Erneuerung")
	}, "Subject: [Status] Erneuerung")
	d.must(nil, d.db.Tx(ctx, func(tx *models.Tx) error { return tx.DB().Exec("UPDATE notifications SET finished_at = send_at").Error }))
	compare("a reminder of an announcement", d.mails(models.MaintenanceReminded{MaintenanceID: m.ID}), "Short breaks.", func() {
		d.must(d.site.CorrectUpdate(ctx, m.Updates[0].PublicID, models.Correction{Body: "Long breaks."}))
	}, "Long breaks.")
}
