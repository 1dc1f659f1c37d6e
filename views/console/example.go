package console

import (
	"html/template"
	"io"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/redact"
	"vitrine/views"
)

// Example is one page filled with invented data. The gallery shows it, a golden
// file pins its HTML, and the template checker reads its type.
type Example struct {
	Name  string // page, slash, case: "incident/open"
	Write func(io.Writer) error

	templates func() ([]*template.Template, error)
	data      any
}

func example[T any](name string, p views.Page[T], data T) Example {
	return Example{Name: name, data: data, templates: p.Templates, Write: func(w io.Writer) error { return p.Write(w, data) }}
}

// Examples lists at least one Example for every file in page/.
func Examples() []Example {
	var list []Example
	for _, part := range [][]Example{doorExamples(), incidentExamples(), planExamples(), reviewExamples(), draftExamples(), insightExamples(), followUpExamples(), audienceExamples(), houseExamples(), guidanceExamples()} {
		list = append(list, part...)
	}
	return list
}

// exampleNow is when every example is drawn.
var exampleNow = time.Date(2026, 11, 19, 16, 18, 0, 0, time.UTC)

func before(d time.Duration) time.Time    { return exampleNow.Add(-d) }
func beforeAt(d time.Duration) *time.Time { t := before(d); return &t }

func exampleFrame(section string) Frame {
	return Frame{SiteName: "Northpole Status", PublicURL: "https://status.northpole.example", Section: section, Person: "Dana Whitfield", Role: "admin",
		CSRF: "token", Now: exampleNow, Assets: exampleAssets(), Version: "1.0.0", May: May{true, true, true, true}}
}

func exampleAssets() Assets {
	return Assets{"/assets/site.css", "/assets/console.css", "/assets/console.js", "/assets/review.css", "/assets/review.js", "/assets/timeline.css", "/assets/timeline.js"}
}

func exampleForm() Form { return Form{Key: "key0key0key0", Version: 3} }

// exampleRefused is a form that came back.
func exampleRefused() Form {
	return Form{Key: "key0key0key0", Problem: "2 fields need another look. Nothing was saved yet, and nothing you wrote is lost.",
		Errors: map[string]string{"title": "The title is missing. Write something.", "next_update_at": "“2026-02-31T10:00” is no date and time that exists."}}
}

func exampleHeld() []models.Held {
	return []models.Held{
		{Field: "body", Key: "aa11", Finding: redact.Finding{Start: 3, End: 13, Line: 1, Column: 4, Kind: redact.Hostname, Rule: "numbered", Text: "web-prod-3",
			Severity: redact.Block, Suggestion: "our web servers", Why: "This looks like the name of a machine."}},
		{Field: "body", Key: "bb22", Finding: redact.Finding{Line: 1, Kind: redact.Phone, Rule: "phone", Text: "+49 30 123456", Severity: redact.Warn, Why: "This looks like a phone number."}},
	}
}

func exampleIncident() models.Incident {
	next := exampleNow.Add(-3 * time.Minute)
	return models.Incident{ID: 1, PublicID: "inc0inc0inc0", Title: "Sign-in fails for <most> customers", State: models.Identified, Impact: models.MajorImpact,
		Severity: 2, StartedAt: before(18 * time.Minute), DetectedAt: beforeAt(15 * time.Minute), NextUpdateAt: &next, Version: 3, Updates: []models.Update{
			{ID: 2, PublicID: "upd2upd2upd2", State: "identified", Body: "A process on our web servers uses **nearly all** processing power.", Notify: true, DisplayAt: before(6 * time.Minute)},
			{ID: 1, PublicID: "upd1upd1upd1", State: "investigating", Body: "Since 16:00 the sign-in page answers with an error.", DisplayAt: before(14 * time.Minute),
				CorrectedAt: beforeAt(10 * time.Minute), Components: []models.UpdateComponent{{ComponentID: 1, OldStatus: models.Operational, NewStatus: models.MajorOutage}}},
		}}
}

func exampleNames() map[int64]string { return map[int64]string{1: "Sign-in", 2: "Reports"} }

func exampleComponents() []models.Component {
	group := int64(1)
	return []models.Component{{ID: 1, PublicID: "com1com1com1", Name: "Sign-in", Status: models.MajorOutage, GroupID: &group}, {ID: 2, PublicID: "com2com2com2", Name: "Reports", Status: models.Operational}}
}

func exampleGroups() []models.ComponentGroup {
	return []models.ComponentGroup{{ID: 1, PublicID: "grp1grp1grp1", Name: "Core"}}
}

func exampleChooser() Chooser {
	return NewChooser(exampleGroups(), exampleComponents(), map[string]string{"com1com1com1": "partial_outage"})
}

func doorExamples() []Example {
	out := Frame{SiteName: "Northpole Status", PublicURL: "https://status.northpole.example", Now: exampleNow, Assets: exampleAssets()}
	kept := []Carried{{"title", "Sign-in fails"}, {"body", "Most sign-ins fail.\nWe are looking."}}
	steps := exampleFrame("dashboard")
	steps.Notice, steps.Warning = "Saved.", "It will appear by itself."
	steps.Undo = []Undo{{ID: "not0not0not0", Title: "Sign-in fails", Recipients: 1204, SendAt: exampleNow.Add(8 * time.Second)}}
	day := exampleNow.Add(-20 * time.Hour)
	alarmed := exampleFrame("dashboard")
	alarmed.Alarms = []Alarm{AlarmOf(audience.Alarm{Kind: audience.PolicyAlarm, Since: day, Detail: "554 5.7.1 rejected: our reputation service does not know you", ToldAt: &day}), AlarmOf(audience.Alarm{Kind: audience.CanaryAlarm, Since: day})}
	return []Example{
		example("dashboard/alarms", Dashboard, DashboardPage{Frame: alarmed, Mail: audience.Health{Configured: true, DownSince: &day, Detail: "554 5.7.1 rejected"}}),
		example("sign_in/first", SignIn, SignInPage{Frame: out, Next: "/incidents"}),
		example("sign_in/again", SignIn, SignInPage{Frame: out, Action: "/incidents", Carried: kept, Form: SignInForm{Form: Form{Problem: "Wrong."}, Email: "dana@example.org"}}),
		example("resume/incident", Resume, ResumePage{Frame: exampleFrame(""), Action: "/incidents", Fields: kept, Effect: "Publish it now, no email"}),
		example("resume/foreign", Resume, ResumePage{Frame: exampleFrame(""), Action: "/users", Fields: []Carried{{"name", "Tom"}, {"role", "viewer"}}, Effect: "Save it now", Foreign: true, Unkept: true}),
		example("setup/first", Setup, SetupPage{Frame: out, Token: "token"}),
		example("problem/too-large", Problem, ProblemPage{Frame: exampleFrame(""), Status: 413, Message: "This form holds more than 4 MB.", Advice: "Go back.", RequestID: "r-1"}),
		example("dashboard/busy", Dashboard, DashboardPage{Frame: exampleFrame("dashboard"), Mentions: exampleMentions(), Asked: []review.Asked{{Review: "rev0rev0rev0", Title: "Sign-in failed for 20 minutes", Void: true}}, More: 12, Open: []models.Incident{exampleIncident()}, Proposed: exampleDrafts(), Names: exampleNames(), Ahead: []models.Maintenance{exampleMaintenance()},
			Reviews: []DueReview{{IncidentID: "inc0inc0inc0", Title: "Sign-in failed", DueAt: &day}}, Postmortems: []DuePostmortem{{IncidentID: "inc0inc0inc0", Title: "Sign-in failed", ExpectedBy: &day}},
			Mail: audience.Health{Configured: true, DownSince: &day, Detail: "connection refused"}, Edition: 41, EditionAt: before(time.Hour), Publications: 42}),
		example("dashboard/new", Dashboard, DashboardPage{Frame: steps, FirstSteps: []Step{{true, "Name your page", "/settings"}, {false, "Add components", "/components/new"}}, Mail: audience.Health{Waiting: 3}}),
	}
}

func incidentExamples() []Example {
	i, said := exampleIncident(), Said{State: "investigating", Body: "On web-prod-3 …", NextIn: "30", Statuses: map[string]string{"com1com1com1": "partial_outage"}}
	refused := exampleRefused()
	refused.Held = exampleHeld()
	templates := []Choice{{Name: "none"}, {Value: "tem0tem0tem0", Name: "Full outage"}}
	reach := Reach{Count: 1204, UpTo: true, Kind: "incident", Outbox: true}
	told := []Told{{ID: "not0not0not0", Title: "Sign-in fails", Recipients: 1204, SendAt: before(5 * time.Minute), State: "done"}}
	viewer := exampleFrame("incidents")
	viewer.May, viewer.Role = May{}, "viewer"
	pair := CorrectionForm{Form: exampleForm(), Body: "What I wrote."}
	over := i
	over.State, over.ResolvedAt, over.NextUpdateAt = models.Resolved, beforeAt(time.Hour), nil
	return []Example{
		example("incidents/list", Incidents, IncidentsPage{Frame: exampleFrame("incidents"), Open: []models.Incident{i}, Past: []models.Incident{i}, Older: "inc0inc0inc0", Names: exampleNames()}),
		example("alerts/some", Alerts, AlertsPage{Frame: exampleFrame("incidents"), Drafts: exampleDrafts(), Alerts: exampleDrafts()[0].Alerts, Names: exampleNames(), Older: "ale0ale0ale0"}),
		example("alerts/none", Alerts, AlertsPage{Frame: viewer}),
		example("new_incident/proposed", NewIncident, NewIncidentPage{Frame: exampleFrame("incidents"), Form: IncidentForm{Form: exampleForm(), Said: said, Draft: "dra0dra0dra0"}, Proposal: &exampleDrafts()[0], Chooser: exampleChooser(), Reach: reach}),
		example("incidents/empty", Incidents, IncidentsPage{Frame: viewer}),
		example("new_incident/first", NewIncident, NewIncidentPage{Frame: exampleFrame("incidents"), Form: IncidentForm{Form: exampleForm(), Said: said}, Templates: templates, Chooser: exampleChooser(), Reach: reach}),
		example("new_incident/held", NewIncident, NewIncidentPage{Frame: exampleFrame("incidents"), Form: IncidentForm{Form: refused, Said: said}, Chooser: exampleChooser(), Reach: reach}),
		example("translation/old", Translation, exampleTranslation()),
		example("correction/foreign", Correction, exampleForeignCorrection(i)),
		example("translation/title", Translation, exampleTitleTranslation()),
		example("new_incident/past", NewIncident, NewIncidentPage{Frame: exampleFrame("incidents"), Form: IncidentForm{Form: exampleForm(), Past: true}, Chooser: exampleChooser(), Reach: reach}),
		example("incident/open", Incident, IncidentPage{Frame: exampleFrame("incidents"), Incident: i, Names: exampleNames(), Form: UpdateForm{Form: exampleForm(), Said: said, Restore: true},
			Chooser: exampleChooser(), Reach: Reach{Count: 1, Kind: "incident", About: i.PublicID}, Notifications: told, Review: "rev0rev0rev0", Similar: exampleResembling()}),
		example("incident/translated", Incident, IncidentPage{Frame: bilingual(), Incident: i, Names: exampleNames(), In: translated(i.Updates[0]), Chooser: exampleChooser(), Reach: reach,
			Form: UpdateForm{Form: exampleForm(), Said: Said{State: "identified", InLanguages: InLanguages{Bodies: map[string]string{"de": "Wir wissen <mehr>."}, Origins: map[string]string{"de": "machine"}}}}}),
		example("incident/after", Incident, IncidentPage{Frame: exampleFrame("incidents"), Incident: over, Names: exampleNames(), Form: UpdateForm{Form: exampleForm(), Said: said}, Chooser: exampleChooser(), Reach: reach,
			After: exampleAftermath(), Waiving: WaiverForm{Form: Form{Key: "key0key0key0", Problem: "This needs another look.", Errors: map[string]string{"reason": "Say why in a sentence."}}, Noun: "postmortem", Reason: "No"}}),
		example("incident/viewer", Incident, IncidentPage{Frame: viewer, Incident: i, Names: exampleNames()}),
		example("incident_facts/edit", IncidentFacts, IncidentFactsPage{Frame: exampleFrame("incidents"), Incident: i, Form: IncidentFactsForm{Form: exampleForm(), Heading: i.Title, StartedAt: "2026-11-19T16:00"}}),
		example("correction/edit", Correction, CorrectionPage{Frame: exampleFrame("incidents"), About: i.Title, Back: "/incidents/inc0inc0inc0", Update: i.Updates[0], Form: pair, Reach: reach}),
		example("correction/translated", Correction, exampleTranslatedCorrection(i, pair)),
		example("removal/mailed", Removal, RemovalPage{Frame: exampleFrame("incidents"), About: i.Title, Back: "/incidents/inc0inc0inc0", Update: i.Updates[0], Form: RemovalForm{Form: exampleForm()}, Mailed: 1204, Waits: 3}),
		example("preview/incident", Preview, PreviewPage{Frame: exampleFrame(""), Form: Form{Key: "key0key0key0", Held: exampleHeld()}, Heading: i.Title, Verb: "Publish", Action: "/incidents",
			Fields: []Carried{{"title", i.Title}}, Drafts: []Leaving{{Name: "Page", HTML: "<!doctype html><p>A \"page\""}, {Name: "Email as plain text", Text: "A mail", Note: "Subject: x"}}, Reach: Reach{Count: 42}, Mailing: true}),
		example("stale/update", Stale, StalePage{Frame: exampleFrame(""), Noun: "update", Action: "/incidents/x", Back: "/incidents/x", Version: 4,
			Pairs: Pairs(CorrectionForm{Form: pair.Form, Body: pair.Body, Language: "en"}, CorrectionForm{Body: "What they wrote.", Language: "de"}), Rest: []Carried{{"components", "com1com1com1"}}}),
	}
}

func exampleMaintenance() models.Maintenance {
	return models.Maintenance{PublicID: "mnt0mnt0mnt0", Title: "Database upgrade", State: models.Scheduled, ScheduledFor: exampleNow.Add(48 * time.Hour),
		ScheduledUntil: exampleNow.Add(49 * time.Hour), AutoStart: true, Remind: "24h,1h", Version: 1, ComponentIDs: []int64{2},
		Updates: []models.Update{{PublicID: "upd3upd3upd3", State: "scheduled", Body: "Reports may pause.", DisplayAt: before(time.Hour)}}}
}

func planExamples() []Example {
	m, reach := exampleMaintenance(), Reach{Count: 12, Kind: "maintenance", UpTo: true}
	services := []Tick{{Value: "com1com1com1", Name: "Sign-in", Chosen: true}}
	return []Example{
		example("maintenances/list", Maintenances, MaintenancesPage{Frame: exampleFrame("maintenances"), Ahead: []models.Maintenance{m}, Past: []models.Maintenance{m}, Names: exampleNames()}),
		example("plan_maintenance/new", PlanMaintenance, PlanMaintenancePage{Frame: exampleFrame("maintenances"), Form: MaintenanceForm{Form: exampleRefused()}, Services: services, Reminders: services, Reach: reach}),
		example("plan_maintenance/edit", PlanMaintenance, PlanMaintenancePage{Frame: exampleFrame("maintenances"), ID: m.PublicID, Form: MaintenanceForm{Form: exampleForm(), Heading: m.Title}, Services: services, Reach: reach}),
		example("maintenance/ahead", Maintenance, MaintenancePage{Frame: exampleFrame("maintenances"), Maintenance: m, Names: exampleNames(), Form: MaintenanceUpdateForm{Form: exampleForm(), State: "in_progress"},
			Steps: []Choice{{Value: "in_progress", Name: "Start it"}, {Value: "cancelled", Name: "Cancel it"}}, Reach: reach}),
		example("components/list", Components, ComponentsPage{Frame: exampleFrame("components"), Groups: exampleGroups(), Components: exampleComponents()}),
		example("component/edit", Component, ComponentPage{Frame: exampleFrame("components"), ID: "com1com1com1", Form: ComponentForm{Form: exampleForm(), Name: "Sign-in", Showcase: true}, Groups: []Choice{{Name: "none"}}}),
		example("component_group/edit", ComponentGroup, ComponentGroupPage{Frame: exampleFrame("components"), ID: "grp1grp1grp1", Form: GroupForm{Form: exampleForm(), Name: "Core"}}),
		example("templates/list", Templates, TemplatesPage{Frame: exampleFrame("templates"), Templates: []desk.Template{{PublicID: "tem0tem0tem0", Name: "Full outage", Kind: "incident", State: "investigating", Title: "[service] is down"}}}),
		example("template/edit", Template, TemplatePage{Frame: exampleFrame("templates"), ID: "tem0tem0tem0", Form: TemplateForm{Form: exampleForm(), Name: "Full outage", Kind: "incident"}}),
	}
}

func houseExamples() []Example {
	seen := before(time.Hour)
	return []Example{
		example("users/list", Users, UsersPage{Frame: exampleFrame("users"), Users: []staff.User{{ID: 1, Name: "Dana Whitfield", Email: "dana@northpole.example", Handle: "dwhit", Role: staff.Admin, LastSeenAt: &seen}, {ID: 2, Name: "Tom", Role: staff.Viewer, DisabledAt: &seen}}}),
		example("user/new", User, UserPage{Frame: exampleFrame("users"), Form: UserForm{Role: "responder"}}),
		example("user/edit", User, UserPage{Frame: exampleFrame("users"), ID: 2, Form: UserForm{Form: exampleForm(), Name: "Tom", Role: "viewer"}}),
		example("tokens/made", Tokens, TokensPage{Frame: exampleFrame("tokens"), Tokens: []staff.APIToken{{ID: 1, Name: "alertmanager", UserID: 1, Role: staff.Responder}}, Owners: map[int64]string{1: "Dana Whitfield"}, Clear: "vitrine_example"}),
		example("account/own", Account, AccountPage{Frame: exampleFrame("account"), Email: "dana@northpole.example", Sessions: []staff.OpenSession{{ID: 1, Address: "192.0.2.1", Agent: "Firefox", CreatedAt: seen, LastSeenAt: seen}, {ID: 2, CreatedAt: seen, LastSeenAt: seen}}, Current: 1}),
		example("audit/list", Audit, AuditPage{Frame: exampleFrame("audit"), Records: []staff.AuditRecord{{ID: 9, At: seen, Actor: "Dana Whitfield", Origin: "192.0.2.1", Deed: "incident.opened", Noun: "incident", Subject: "inc0inc0inc0", After: `{"title":"Sign-in fails"}`}}, Older: 9, Checked: true}),
		example("settings/filled", Settings, SettingsPage{Frame: exampleFrame("settings"), Form: SettingsForm{Form: exampleForm(), Name: "Northpole Status", TimeZone: "UTC"}, Sender: SenderForm{Form: exampleForm(), SecondPerson: true}, HasLogo: true}),
		example("shape/own", Shape, ShapePage{Frame: exampleFrame("settings"), Form: FilledShape(exampleShape, exampleForm())}),
		example("wording/own", Wording, WordingPage{Frame: exampleFrame("settings"), Form: FilledWording(exampleWords, exampleForm())}),
		example("postmortems/called_otherwise", Postmortems, PostmortemsPage{Frame: calledOtherwise("postmortems")}),
		example("rulebook/tried", Rulebook, RulebookPage{Frame: exampleFrame("rulebook"), Form: RulebookForm{Form: exampleForm(), YAML: rulesExample}, Try: "On web-prod-3", Tried: true, Finds: Form{Held: exampleHeld()}}),
	}
}

func audienceExamples() []Example {
	seen := before(time.Hour)
	one := audience.Subscriber{ID: 1, PublicID: "sub0sub0sub0", Email: "reader@example.com", State: audience.Active, AllComponents: true, WantsIncidents: true, Source: "page", Consent: "I agree.", RequestedAt: seen, ConfirmedAt: &seen}
	n := audience.Notification{PublicID: "not0not0not0", Kind: audience.Incident, Title: "Sign-in fails", Actor: "Dana Whitfield", Recipients: 1204, SendAt: exampleNow.Add(time.Minute), CreatedAt: seen,
		Outcomes: map[audience.Outcome]int64{audience.Accepted: 1200, audience.Failed: 4}}
	return []Example{
		example("subscribers/list", Subscribers, SubscribersPage{Frame: exampleFrame("subscribers"), Counts: audience.Counts{Active: 1204, Pending: 3}, Subscribers: []audience.Subscriber{one}, Older: "sub0sub0sub0", Search: "a&b"}),
		example("suppressions/counts", Suppressions, SuppressionsPage{Frame: exampleFrame("subscribers"), Counts: audience.SuppressionCounts{ByReason: map[string]int64{"hard": 12, "complaint": 1}}}),
		example("suppressions/found", Suppressions, SuppressionsPage{Frame: exampleFrame("subscribers"), Counts: audience.SuppressionCounts{ByReason: map[string]int64{"hard": 12, "erased": 2}, Policy: 3}, Email: "sam@customer.example",
			Found: &audience.Suppression{Reason: "hard", Status: "5.1.1", Detail: "550 5.1.1 <b>User unknown", CreatedAt: exampleNow.Add(-time.Hour), Returns: true}}),
		example("suppressions/wrong", Suppressions, SuppressionsPage{Frame: exampleFrame("subscribers"), Email: "sam@", Wrong: "The part after the @ of this e-mail address is not a mail domain."}),
		example("new_subscriber/first", NewSubscriber, NewSubscriberPage{Frame: exampleFrame("subscribers"), Form: SubscriberForm{ChoiceForm: ChoiceForm{All: true, Incidents: true}}, Services: []Tick{{Value: "com1com1com1", Name: "Sign-in"}}}),
		example("subscriber/active", Subscriber, SubscriberPage{Frame: exampleFrame("subscribers"), Subscriber: one}),
		example("subscriber/channel", Subscriber, exampleChannel(one)),
		example("new_channel/first", NewChannel, NewChannelPage{Frame: exampleFrame("subscribers"), Form: ChannelForm{Channel: "slack", Shape: "vitrine", ChoiceForm: ChoiceForm{All: true, Incidents: true}}}),
		example("subscriber/tuned", Subscriber, tunedSubscriber(one)),
		example("import/done", Import, ImportPage{Frame: exampleFrame("subscribers"), Report: &audience.Report{Added: 12, Known: 3, Problems: []audience.Problem{{Line: 4, Reason: "This is not an address."}}}}),
		example("notification/undoable", Notification, undoableNotification()),
		example("notification/sending", Notification, sendingNotification()),
		example("notification/stopped", Notification, stoppedNotification()),
		example("notifications/list", Notifications, NotificationsPage{Frame: exampleFrame("notifications"), Notifications: []audience.Notification{n}}),
		example("outbox/waiting", Outbox, OutboxPage{Frame: exampleFrame("outbox"), Older: "d1", Letters: []Waiting{{ID: "d1", Subject: "Sign-in fails", To: "reader@example.com", Since: seen, Kind: "incident"}}, Staff: exampleStaffLetters()}),
		example("mirrors/three", Mirrors, MirrorsPage{Frame: exampleFrame("mirrors"), Current: 128, Mirrors: exampleMirrors(), Followers: exampleFollowers()}),
		example("mirrors/none", Mirrors, MirrorsPage{Frame: exampleFrame("mirrors")}),
		example("letter/html", Letter, LetterPage{Frame: exampleFrame("outbox"), Subject: "Sign-in fails", To: "reader@example.com", HTML: "<p>A mail", Text: "A mail"}),
	}
}

func exampleReview() review.Review {
	start := before(26 * time.Hour)
	return review.Review{ID: 1, PublicID: "rev0rev0rev0", Title: "Sign-in failed for 20 minutes", State: review.Open, Severity: 2, Priority: review.Critical, Environment: "production",
		DetectionSource: review.ByCustomer, Facilitator: "Priya Raman", Commander: "Dana Whitfield", Responders: "Tom", SupportCases: 50, Vendor: "Glacier Cloud", OutsideNumbers: "INC0012345", SLAEffect: "20 minutes of the month's 43.", Toll: exampleToll(), Overview: "Most sign-ins failed.", Goals: "Understand why nothing told us.", DueAt: &start, Version: 3,
		Incidents: []models.Incident{exampleIncident()},
		Timeline: []review.Entry{{PublicID: "ent0ent0ent0", At: start, Kind: review.Detected, Phase: review.Detection, Who: "support", What: "Customers report errors.", Effect: review.Positive, PublicText: "We noticed."},
			{PublicID: "upd1upd1upd1", At: start.Add(4 * time.Minute), Kind: review.StatusUpdate, Who: "Status page", What: "Investigating: we are looking.", Effect: review.NoEffect, Merged: true, Origin: review.OfUpdate,
				Statuses: []review.StatusChange{{ComponentID: 1, Name: "Sign-in", From: models.Operational, To: models.MajorOutage}}},
			{PublicID: "ent1ent1ent1", At: start.Add(6 * time.Minute), Kind: review.Discovery, Phase: review.Investigation, Who: "Tom", What: "The graph https://graphs.example/d/7 rises.", Effect: review.NoEffect},
			{PublicID: "graph-gra0gra0gra0", At: start.Add(2 * time.Minute), Kind: review.Discovery, What: "Graph: Errors <rise>.", Effect: review.NoEffect, Merged: true, Origin: review.OfGraph}},
		Graphs:  exampleGraphs(start),
		Factors: []review.Factor{{PublicID: "fac0fac0fac0", Body: "Nothing watched the processor."}}, Learnings: []review.Learning{{PublicID: "lea0lea0lea0", Body: "Alarms need owners."}},
		Actions: []review.Action{{PublicID: "act0act0act0", Body: "Alarm on processor use", Kind: review.KnowSooner, Owner: "Tom", Priority: "high", OnlyIf: "it stays quiet at night", Immediate: true, State: review.ActionOpen, Ticket: "OPS-1", TicketURL: "https://tracker.example/OPS-1", TicketState: "In review", MadeOf: "learning/lea0lea0lea0", DueOn: &start, PublicText: "Processor use raises an alarm."}}}
}

func reviewExamples() []Example {
	r := exampleReview()
	listed := r
	listed.Draft = &review.Draft{PublicID: "dra0dra0dra0", State: review.Published, Outdated: true}
	return []Example{
		example("reviews/list", Reviews, ReviewsPage{Frame: exampleFrame("reviews"), Reviews: []review.Review{listed}, Asked: 21, NextDue: "20260301.review.inc0inc0inc0", Older: "rev1rev1rev1", Due: []review.Due{{Kind: "review", Title: "Reports slow", IncidentID: "inc0inc0inc0", Day: before(48 * time.Hour), Overdue: true}}}),
		example("review_facts/new", ReviewFacts, ReviewFactsPage{Frame: exampleFrame("reviews"), Form: ReviewForm{Form: exampleForm()}, Incidents: []Tick{{Value: "inc0inc0inc0", Name: "Sign-in fails", Group: "19 Nov 2026", Chosen: true}}}),
		example("graph/edit", Graph, GraphPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Graph: r.Graphs[0], Form: GraphForm{Form: exampleForm(), Caption: r.Graphs[0].Caption, SeenAt: "2026-11-18T14:20"}}),
		example("review_facts/edit", ReviewFacts, ReviewFactsPage{Frame: exampleFrame("reviews"), ID: r.PublicID, Found: "2 found; they stand above.", Form: ReviewForm{Form: exampleForm(), TollFields: TollFields{Users: "1204", Share: "12.5", Broken: "yes"}, Heading: r.Title, Find: "exports", Outside: r.OutsideNumbers}}),
		example("review/open", Review, exampleReviewPage()),
		example("review/near_miss", Review, exampleNearMiss()),
		example("section/write", SectionEditor, exampleSection()),
		example("participant/edit", Participant, ParticipantPage{Frame: exampleFrame("reviews"), Review: r.PublicID, ID: "par0par0par0", About: r.Title, Names: []string{"Priya Raman"}, Form: ParticipantForm{Form: exampleForm(), Name: "Tom", Role: "expert"}}),
		example("meeting/edit", Meeting, MeetingPage{Frame: exampleFrame("reviews"), Review: r.PublicID, ID: "mee0mee0mee0", About: r.Title, Goals: r.Goals, Form: MeetingForm{Form: exampleForm(), HeldAt: "2026-11-19T16:00", Minutes: "28", Notes: "We talked."}}),
		example("remark/update", Remark, RemarkPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Line: r.Timeline[1], Form: RemarkForm{Form: exampleForm(), Kind: "status_update", Effect: "positive"}}),
		example("interval/edit", Interval, IntervalPage{Frame: exampleFrame("reviews"), Review: r.PublicID, ID: "int0int0int0", About: r.Title, Form: IntervalForm{Form: exampleForm(), StartsAt: "2026-11-19T16:00", Counted: true, Note: "Sign-in failed"}}),
		example("new_chat/empty", NewChat, NewChatPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Form: ChatForm{Form: exampleForm(), Day: "2026-11-19", Zone: "UTC"}}),
		example("timeline_file/empty", TimelineFile, NewChatPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Form: ChatForm{Form: exampleForm()}}),
		example("chat/choosing", Chat, exampleChat()),
		example("entry/edit", Entry, EntryPage{Frame: exampleFrame("reviews"), Review: r.PublicID, ID: "ent0ent0ent0", About: r.Title, Form: EntryForm{Form: exampleForm(), What: "Customers report errors."}}),
		example("point/factor", Point, PointPage{Frame: exampleFrame("reviews"), Review: r.PublicID, ID: "fac0fac0fac0", About: r.Title, Noun: "factor", Form: PointForm{Form: exampleForm(), Body: "Nothing watched.", ContributedTo: "problem", Influence: "harmful", Unconfirmed: true}}),
		example("action/made", Action, ActionPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Source: review.MadeFrom{Key: "learning/lea0lea0lea0", Text: "Alarms need owners."}, Form: ActionForm{Form: exampleForm(), Body: "Alarms need owners.", MadeOf: "learning/lea0lea0lea0", Kind: "prevent"}}),
		example("remark/alert", Remark, RemarkPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Line: review.Entry{PublicID: "alert-a1", At: r.Timeline[0].At, Kind: review.Detected, Who: "Monitoring", What: "Alert: HighErrorRate", Merged: true, Origin: review.OfAlert}, Form: RemarkForm{Form: exampleForm()}}),
		example("action/edit", Action, ActionPage{Frame: exampleFrame("reviews"), Review: r.PublicID, ID: "act0act0act0", About: r.Title, Form: ActionForm{Form: exampleForm(), Body: "Alarm", Kind: "know_sooner"}}),
	}
}

func draftExamples() []Example {
	d := review.Draft{PublicID: "dra0dra0dra0", State: review.Drafting, Slug: "sign-in-failed", Summary: models.Summary{Title: "Sign-in failed", Summary: "A process on web-prod-3 was stuck."}, Version: 3, ReturnedNote: "Say how long."}
	form := DraftForm{Form: exampleForm(), Slug: d.Slug, Heading: d.Title, Summary: d.Summary.Summary}
	finds := []review.Finding{
		{PublicID: "fin0fin0fin0", Field: "summary", StartAt: 13, EndAt: 23, Kind: redact.Hostname, Found: "web-prod-3", Severity: redact.Block, Suggestion: "our web servers", Why: "This looks like the name of a machine."},
		{PublicID: "fin1fin1fin1", Field: "timeline/x", Kind: redact.PersonName, Found: "Dana", Severity: redact.Block, Action: review.Replace, Replacement: "an engineer"},
	}
	number := int64(1)
	pm := models.Postmortem{ID: number, PublicID: "pm00pm00pm00", Slug: "sign-in-failed", Revision: 1, PublishedAt: before(time.Hour), Revisions: []models.PostmortemRevision{{Number: 1, Summary: d.Summary, PublishedAt: before(time.Hour), Note: "First."}},
		Countermeasures: []models.Countermeasure{{PublicID: "cou0cou0cou0", Body: "Processor use raises an alarm.", State: models.Planned}}}
	return []Example{
		example("draft/finds", Draft, DraftPage{Frame: exampleFrame("reviews"), Review: exampleReview(), Draft: d, Form: form, Findings: finds, Origins: exampleOrigins(), Steps: exampleSteps(), Me: 1,
			Shared: []review.Shared{{Field: "summary", Rare: []string{"Kestrel"}}}, Into: "summary", Wrote: "Written by Priya Raman. ", Problem: exampleForm(),
			Text:  models.Publishable{Timeline: []models.PublicEntry{{At: before(time.Hour), Text: "We noticed."}}, Countermeasures: []models.PublicCommitment{{Body: "Processor use raises an alarm.", State: models.Planned}}},
			Deeds: []DraftDeed{{Path: "submit", Name: "Submit for approval", Why: "1 finds are not settled yet."}, {Path: "publish", Name: "Publish", Mails: true, Note: "What changed", Why: "Needs an approval first."}}, Reach: Reach{Count: 1204}}),
		example("draft_preview/whole", DraftPreview, DraftPreviewPage{Frame: exampleFrame("reviews"), Draft: d, Drafts: []Leaving{{Name: "Page", HTML: "<p>A page"}}}),
		example("withdrawal/mailed", Withdrawal, WithdrawalPage{Frame: exampleFrame("postmortems"), Draft: d, Postmortem: pm, Form: WithdrawalForm{Form: exampleForm(), Revision: "0"}, Sent: []SentRevision{{Number: 1, Accepted: 1200, Uncertain: 4, Cancelled: 7}}}),
		example("withdrawal/quiet", Withdrawal, WithdrawalPage{Frame: exampleFrame("postmortems"), Draft: d, Postmortem: pm, Form: WithdrawalForm{Form: exampleForm(), Revision: "0"}}),
		example("retraction/drafted", Retraction, RetractionPage{Frame: exampleFrame("postmortems"), Draft: d, Received: 1204, Form: RetractionForm{Form: exampleForm(), Revision: "0", Body: review.DraftRetraction(before(time.Hour), true, models.Noun{})},
			Told: []models.Retraction{{Body: "We have withdrawn it.", CreatedAt: before(time.Minute)}}}),
		example("postmortems/list", Postmortems, PostmortemsPage{Frame: exampleFrame("postmortems"), Postmortems: []models.Postmortem{pm}, Outdated: map[int64]bool{pm.ID: true}, Older: "pm00pm00pm00"}),
		example("postmortem/promises", Postmortem, PostmortemPage{Frame: exampleFrame("postmortems"), Postmortem: pm, Outdated: true, Draft: d.PublicID, Review: "rev0rev0rev0"}),
	}
}
