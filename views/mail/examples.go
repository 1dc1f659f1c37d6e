package mail

import (
	"html/template"
	"strings"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Example is one mail filled with invented data. A gallery shows it, golden files
// pin both its parts, and the checker reads its type.
type Example struct {
	Name   string
	Render func() (Rendered, error)

	parsed *template.Template
	data   any
}

func example[T about](name string, m Mail[T], data T) Example {
	return Example{Name: name, parsed: m.parsed, data: data, Render: func() (Rendered, error) { return m.Render(data) }}
}

// Examples lists every kind of mail, at least once.
func Examples() []Example { return ExamplesIn(locale.English) }

// ExamplesIn lists them as readers of a language get them, of a team that writes
// English.
func ExamplesIn(l locale.Language) []Example {
	f := exampleFrame().in(l)
	i := exampleIncident()
	posted := i.Updates[1] // newest first
	correction := posted
	correction.Body = "About 1 in 20 requests fails, **not** 1 in 5 as we wrote."
	m := exampleMaintenance()
	bare := Frame{Settings: models.SiteSettings{Name: "Northpole Status"}, BaseURL: f.BaseURL}.in(l)
	replying := f
	replying.Replies = true
	return []Example{
		example("confirmation", Confirmation, ConfirmationMail{Frame: bare, ConfirmURL: f.BaseURL + "/subscriptions/Zk3t9wQ2b7cV5mX8yN4pLg", ExpiresAt: at(22, 16, 0)}),
		example("confirmation/incident", Confirmation, ConfirmationMail{Frame: bare, ConfirmURL: f.BaseURL + "/subscriptions/Zk3t9wQ2b7cV5mX8yN4pLg", ExpiresAt: at(22, 16, 0), Incident: i.Title}),
		example("leave_list", LeaveList, LeaveListMail{Frame: bare, EndURL: f.BaseURL + "/subscriptions/Xw3t9wQ2b7cV5mX8yN4pLg", ExpiresAt: at(22, 16, 0)}),
		example("digest/daily", Digest, digestExample(f, i, m)),
		example("trial", Trial, TrialMail{Frame: bare, SentAt: at(20, 9, 0)}),
		example("manage_link", ManageLink, ManageLinkMail{Frame: f}),
		example("manage_link/single", ManageLink, ManageLinkMail{Frame: f, Incident: "Elevated API errors", Single: true}),
		example("incident_update/identified", IncidentUpdate, IncidentUpdateMail{Frame: replying, Incident: i, Update: posted, Components: exampleComponents()}),
		example("incident_update/resolved", IncidentUpdate, IncidentUpdateMail{Frame: f, Incident: resolvedIncident(), Update: i.Updates[0], Components: exampleComponents()}),
		example("maintenance_update/scheduled", MaintenanceUpdate, MaintenanceUpdateMail{Frame: f, Maintenance: m, Update: m.Updates[0], Services: []string{"API", "Reports"}}),
		example("maintenance_update/reminder", MaintenanceUpdate, MaintenanceUpdateMail{Frame: f, Maintenance: m, Update: m.Updates[0], Services: []string{"API"}, Lead: time.Hour}),
		example("correction", Correction, CorrectionMail{Frame: f, Title: i.Title, Path: "/incidents/" + i.PublicID, Update: correction}),
		example("postmortem_published/first", PostmortemPublished, PostmortemPublishedMail{Frame: f, Thread: i.Title, Postmortem: examplePostmortem(1), Revision: examplePostmortem(1).Current()}),
		example("postmortem_published/revised", PostmortemPublished, PostmortemPublishedMail{Frame: f, Postmortem: examplePostmortem(2), Revision: examplePostmortem(2).Current()}),
		example("postmortem_published/preliminary", PostmortemPublished, preliminaryExample(f)),
		example("postmortem_published/called_otherwise", PostmortemPublished, PostmortemPublishedMail{Frame: calledOtherwise(f), Postmortem: examplePostmortem(2), Revision: examplePostmortem(2).Current()}),
		example("digest/called_otherwise", Digest, digestExample(calledOtherwise(f), i, m)),
		example("retraction/whole", Retraction, RetractionMail{Frame: f, Thread: i.Title, Body: "We sent you a text that we have **withdrawn**.\n\nPlease delete the mail."}),
		example("countermeasures_done/all", CountermeasuresDone, CountermeasuresDoneMail{Frame: f, Thread: i.Title, Postmortem: settledExample(models.Done)}),
		example("countermeasures_done/dropped", CountermeasuresDone, CountermeasuresDoneMail{Frame: f, Postmortem: settledExample(models.Dropped)}),
	}
}

// digestExample is the summary of a day on which much happened.
func digestExample(f Frame, i models.Incident, m models.Maintenance) DigestMail {
	d := DigestMail{Frame: f, Days: 1, Until: at(21, 7, 0)}
	for _, item := range []DigestItem{DigestOfPostmortem(examplePostmortem(1), false, at(20, 16, 0)), DigestOfIncident(i, i.Updates[0]), DigestOfIncident(i, i.Updates[1]),
		DigestOfMaintenance(m, m.Updates[0]), DigestOfPostmortem(settledExample(models.Done), true, at(20, 9, 0))} {
		d.Add(&item)
	}
	return d
}

func preliminaryExample(f Frame) PostmortemPublishedMail {
	pm := examplePostmortem(1)
	pm.Revisions[0].FullBy = ptr(at(27, 0, 0))
	return PostmortemPublishedMail{Frame: f, Postmortem: pm, Revision: pm.Current()}
}

// settledExample is a postmortem without an open promise; its last one ended as
// last says.
func settledExample(last models.CountermeasureState) models.Postmortem {
	pm := examplePostmortem(1)
	pm.Countermeasures = pm.Countermeasures[:3]
	for n := range pm.Countermeasures {
		pm.Countermeasures[n].State, pm.Countermeasures[n].DoneAt = models.Done, ptr(at(20+n, 8, 0))
	}
	pm.Countermeasures[2].State, pm.Countermeasures[2].Reason = last, "the process is gone altogether"
	return pm
}

// at is a time of November 2026.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC)
}

func ptr[T any](v T) *T { return &v }

func exampleFrame() Frame {
	return Frame{
		Settings: models.SiteSettings{Name: "Northpole Status", TimeZone: "Europe/Berlin", SupportURL: "https://northpole.example/support",
			PostalAddress: "Northpole Ltd, 1 Example Street, Dublin, Ireland"},
		BaseURL: "https://status.northpole.example", ManageURL: "https://status.northpole.example/subscriptions/Qw8r1LmK0vTz6hYpC3dXeA",
		ConfirmedAt: ptr(time.Date(2026, time.March, 4, 9, 0, 0, 0, time.UTC)),
	}
}

// in is the frame of a mail in a language, from a site that offers it beside English.
func (f Frame) in(l locale.Language) Frame {
	if f.Language = l; !l.IsEnglish() {
		f.Settings.Languages = l.Tag()
		f.ManageURL = strings.Replace(f.ManageURL, "/subscriptions/", f.Prefix()+"/subscriptions/", 1)
	}
	return f
}

// calledOtherwise is the frame of a house that calls a postmortem something else.
func calledOtherwise(f Frame) Frame {
	f.Settings.NounSingular, f.Settings.NounPlural = "incident review", "incident reviews"
	return f
}

func exampleComponents() []models.Component {
	return []models.Component{
		{ID: 1, Name: "API", Status: models.PartialOutage}, {ID: 2, Name: "Dashboard", Status: models.Degraded},
		{ID: 3, Name: "Webhooks", Status: models.Operational}, {ID: 4, Name: "Payments", Status: models.Operational},
	}
}

func exampleIncident() models.Incident {
	down := []models.UpdateComponent{
		{ComponentID: 1, OldStatus: models.Operational, NewStatus: models.PartialOutage},
		{ComponentID: 2, OldStatus: models.Operational, NewStatus: models.Degraded},
	}
	return models.Incident{
		ID: 1, PublicID: "a1b2c3d4e5f6", Title: "Elevated API errors <& more>", State: models.Identified, Impact: models.MajorImpact,
		StartedAt: at(20, 2, 51), NextUpdateAt: ptr(at(20, 3, 40)),
		Updates: []models.Update{
			{ID: 3, State: string(models.Resolved), Body: "Everything works again. We are sorry.", DisplayAt: at(20, 4, 5),
				Components: []models.UpdateComponent{{ComponentID: 1, NewStatus: models.Operational}, {ComponentID: 2, NewStatus: models.Operational}}},
			{ID: 2, State: string(models.Identified), DisplayAt: at(20, 3, 12), Body: "Some requests to the API return a `503` error. About 1 in 5 requests fails. " +
				"Requests that succeed are correct, and **no data is lost**.\n\nWe found the cause: one of our databases is overloaded. " +
				"We are moving traffic to a second database now.\n\n- Retry failed requests.\n- Our [libraries](https://northpole.example/lib) already retry twice."},
			{ID: 1, State: string(models.Investigating), Body: "We are looking into it.", DisplayAt: at(20, 2, 55), Components: down},
		},
	}
}

func resolvedIncident() models.Incident {
	i := exampleIncident()
	i.State, i.ResolvedAt, i.PostmortemExpectedBy = models.Resolved, ptr(at(20, 4, 5)), ptr(at(23, 0, 0))
	return i
}

func exampleMaintenance() models.Maintenance {
	return models.Maintenance{
		ID: 1, PublicID: "m1n2o3p4q5r6", Title: "Database upgrade", State: models.Scheduled, ScheduledFor: at(28, 22, 30), ScheduledUntil: at(29, 1, 0),
		Updates: []models.Update{{ID: 9, State: string(models.Scheduled), Body: "We upgrade our databases. Reports may be up to ten minutes old.", DisplayAt: at(20, 9, 0)}},
	}
}

func examplePostmortem(revision int64) models.Postmortem {
	text := models.Summary{
		Title: "Sign-in failed for 20 minutes on 19 November", Apology: "We are sorry. For twenty minutes most of you could not sign in.",
		Summary: "A background process took nearly all processing power on the servers that answer sign-in requests.", Services: "Sign-in, Reports",
		Duration: "20 minutes, 16:00 to 16:20 UTC", Severity: "Sev2", Impact: "Most sign-ins failed. Who was signed in already noticed nothing.",
		Cause: "The process keeps copies of frequently used data. *Nothing watched* how much power it took.", Resolution: "We stopped the process.",
		Countermeasures: "We watch the process now, and:",
	}
	return models.Postmortem{
		ID: 1, PublicID: "p1q2r3s4t5u6", Slug: "sign-in-failed", Revision: revision,
		Revisions: []models.PostmortemRevision{{ID: 1, Number: revision, Summary: text, Note: "The duration was wrong.", PublishedAt: at(20, 9, 0),
			Timeline: `[{"at":"2026-11-19T16:00:00Z","text":"Sign-in begins to fail.","effect":"negative"},{"at":"2026-11-19T16:12:00Z","text":"Our support team hears of it.","effect":"none"},{"at":"2026-11-19T16:20:00Z","text":"The process is stopped; sign-in works.","effect":"positive"}]`}},
		Countermeasures: []models.Countermeasure{
			{Body: "Processor use raises an alarm within one minute.", State: models.Done, DoneAt: ptr(at(20, 8, 0))},
			{Body: "One engineer is always on call.", State: models.Underway, DueOn: ptr(at(27, 0, 0))},
			{Body: "Replace the process.", State: models.Planned, DueOn: ptr(at(30, 0, 0))},
			{Body: "Buy larger servers.", State: models.Dropped, Reason: "the replacement makes it unnecessary"},
		},
	}
}
