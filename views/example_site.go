package views

import (
	"fmt"
	"strings"
	"time"

	"vitrine/models"
)

// The invented company of the examples: Northpole, on the afternoon of Thursday,
// 19 November 2026, at 16:18:40 UTC.
var exampleNow = time.Date(2026, 11, 19, 16, 18, 40, 0, time.UTC)

func exampleFrame(path string) Frame {
	return Frame{
		Settings: models.SiteSettings{
			Name: "Northpole Status", HomeURL: "https://northpole.example", SupportURL: "https://northpole.example/help",
			Privacy: "We keep your address to send what you asked for.", Imprint: "Northpole Ltd.",
		},
		BaseURL: "https://status.northpole.example", Path: path, Now: exampleNow, Edition: 412,
	}
}

// at is a time of the examples' day, or of another: days before it.
func at(hour, minute, daysBefore int) time.Time {
	return time.Date(2026, 11, 19-daysBefore, hour, minute, 0, 0, time.UTC)
}

func ptr[T any](v T) *T { return &v }

// Components of the examples by their position in this list, from 1.
const (
	signIn = iota + 1
	accounts
	directory
	cardPayments
	invoices
	payouts
	reports
	exports
	search
	publicAPI
	webhooks
	sandbox
	website
	documentation
	community
)

var exampleNames = []struct{ group, names string }{
	{"Identity", "Sign-in,Accounts,Directory sync"},
	{"Payments", "Card payments,Invoices,Payouts"},
	{"Data", "Reports,Exports,Search"},
	{"Developers", "API,Webhooks,Sandbox"},
	{"Everything else", "Website,Documentation,Community"},
}

// exampleComponents are fifteen services that all work but for those given.
func exampleComponents(bad map[int64]models.Status) []models.Component {
	var list []models.Component
	for g, group := range exampleNames {
		for name := range strings.SplitSeq(group.names, ",") {
			id := int64(len(list) + 1)
			c := models.Component{
				ID: id, PublicID: fmt.Sprintf("component%03d", id), Slug: strings.ReplaceAll(strings.ToLower(name), " ", "-"),
				Name: name, GroupID: ptr(int64(g + 1)), Status: models.Operational, Showcase: true,
			}
			if s, ok := bad[id]; ok {
				c.Status = s
			}
			list = append(list, c)
		}
	}
	return list
}

// exampleGroups are the fifteen services in their five groups, with a past.
func exampleGroups(components []models.Component) []ServiceGroup {
	var list []ServiceGroup
	for g, group := range exampleNames {
		sg := ServiceGroup{Group: models.ComponentGroup{ID: int64(g + 1), Name: group.group, Slug: fmt.Sprintf("group-%d", g+1)}}
		for _, c := range components {
			if c.GroupID != nil && *c.GroupID == int64(g+1) {
				sg.Services = append(sg.Services, Service{c, Days(examplePast(c), nil, exampleNow, BarDays)})
			}
		}
		list = append(list, sg)
	}
	return list
}

// examplePast is an invented year of one component, ending in its present status.
func examplePast(c models.Component) []models.ComponentChange {
	change := func(s models.Status, at time.Time) models.ComponentChange {
		return models.ComponentChange{ComponentID: c.ID, Status: s, At: at}
	}
	begin := 400
	if c.ID == sandbox {
		begin = 52 // a young service
	}
	list := []models.ComponentChange{change(models.Operational, at(0, 0, begin))}
	bad := []models.Status{models.Degraded, models.PartialOutage, models.MajorOutage, models.UnderMaintenance, models.UnknownStatus}
	for n := range c.ID % 4 {
		day := int(83 - c.ID*3 - n*17)
		minutes := time.Duration(11+c.ID*13+n*47) * time.Minute
		from := at(9+int(n), 20, day)
		list = append(list, change(bad[int(c.ID+n)%len(bad)], from), change(models.Operational, from.Add(minutes)))
	}
	if c.Status != models.Operational {
		list = append(list, change(c.Status, at(16, 0, 0)))
	}
	return list
}

// told is an update and what it changed.
func told(id string, state models.IncidentState, when time.Time, body string, changed ...models.UpdateComponent) models.Update {
	return models.Update{PublicID: id, State: string(state), Body: body, DisplayAt: when, Components: changed}
}

func turned(id int64, from, to models.Status) models.UpdateComponent {
	return models.UpdateComponent{ComponentID: id, OldStatus: from, NewStatus: to}
}

// exampleOutage is the open incident of the examples.
func exampleOutage() models.Incident {
	return models.Incident{
		ID: 1, PublicID: "k3v9x2m4q7ta", Title: "Sign-in fails for most customers", State: models.Identified,
		Impact: models.CriticalImpact, Severity: 2, StartedAt: at(16, 0, 0), NextUpdateAt: ptr(at(16, 40, 0)),
		Updates: []models.Update{
			told("u2identified", models.Identified, at(16, 12, 0), "A process on our web servers is using nearly all processing power. We are stopping it now. If you are signed in already, you are not affected.",
				turned(signIn, models.MajorOutage, models.MajorOutage), turned(reports, models.Operational, models.Degraded)),
			told("u1investigat", models.Investigating, at(16, 4, 0), "Since 16:00 the sign-in page answers with an error for most customers. We know, and are looking for the reason.",
				turned(signIn, models.Operational, models.MajorOutage)),
		},
	}
}

// exampleResolved is the same incident when it was over.
func exampleResolved() models.Incident {
	i := exampleOutage()
	i.State, i.ResolvedAt, i.NextUpdateAt = models.Resolved, ptr(at(16, 20, 0)), nil
	i.PostmortemExpectedBy = ptr(at(0, 0, -1))
	i.Updates = append([]models.Update{
		told("u4resolved00", models.Resolved, at(16, 26, 0), "Everybody can sign in again since 16:20. No data was lost. We will say here what happened.",
			turned(signIn, models.PartialOutage, models.Operational), turned(reports, models.Degraded, models.Operational)),
		told("u3monitoring", models.Monitoring, at(16, 20, 0), "The process is stopped and most sign-ins work. We are watching.", turned(signIn, models.MajorOutage, models.PartialOutage)),
	}, i.Updates...)
	i.Updates[2].CorrectedAt = ptr(at(16, 15, 0))
	return i
}

// exampleEarlier is a small incident nine days before.
func exampleEarlier() models.Incident {
	return models.Incident{
		ID: 2, PublicID: "b8d1f0h6j2pw", Title: "Reports arrived up to forty minutes late", State: models.Resolved, Impact: models.MinorImpact,
		StartedAt: at(7, 5, 3), ResolvedAt: ptr(at(7, 52, 3)),
		Updates: []models.Update{told("u1reports000", models.Resolved, at(7, 52, 3), "Reports are on time again.", turned(reports, models.Operational, models.Degraded))},
	}
}

// exampleUpgrade is a maintenance ahead.
func exampleUpgrade() models.Maintenance {
	return models.Maintenance{
		ID: 1, PublicID: "m5n7p9r1t3vx", Title: "Database upgrade", State: models.Scheduled, ScheduledFor: at(2, 0, -5), ScheduledUntil: at(3, 0, -5),
		ComponentIDs: []int64{cardPayments, payouts},
		Updates:      []models.Update{{PublicID: "u1upgrade000", State: string(models.Scheduled), DisplayAt: at(9, 0, 2), Body: "Payments may pause for up to five minutes. Nothing is lost: they go through afterwards."}},
	}
}

// examplePostmortem is a published postmortem of the outage, revised once.
func examplePostmortem() models.Postmortem {
	text := models.Summary{
		Title:   "Sign-in failed for 20 minutes on 19 November",
		Apology: "We are sorry. For twenty minutes most of you could not sign in, and for the first four of them we had not told you that we knew.",
		Summary: "A background process on the servers that answer sign-in requests took nearly all of their processing power. Most sign-ins failed until we stopped it.\n\n" +
			"People who were signed in already could go on working. No data was lost or seen by anybody who should not see it.",
		Services: "Sign-in, Reports", Duration: "20 min, 16:00–16:20 UTC", Severity: "Sev2: a major function did not work",
		Impact:          "About nine of ten attempts to sign in failed with an error page. Reports were up to ten minutes late. We received fifty requests for help, and answered each of them.",
		Cause:           "The process keeps copies of frequently used data near the servers that need them. A change made a week before let it **grow without a limit** when many customers signed in at once. Nothing watched for that, so customers noticed before we did.",
		Resolution:      "We stopped the process at 16:16 and restarted the servers one by one. By 16:20 sign-in worked for everybody. The copies are now made on servers of their own.",
		Countermeasures: "This is what we change so that it does not come back, and so that we know sooner when something like it does.",
	}
	first := text
	first.Cause = "We are still looking for the reason, and will say it here."
	p := models.Postmortem{ID: 1, PublicID: "p2q4s6u8w0yz", Slug: "sign-in-2026-11-19", Revision: 2, PublishedAt: at(15, 0, -1), IncidentIDs: []int64{1}}
	p.Revisions = []models.PostmortemRevision{
		{Number: 2, Note: "Says what let the process grow, and names the new limit.", Summary: text, Timeline: exampleTimeline, PublishedAt: at(10, 30, -4)},
		{Number: 1, Summary: first, Timeline: exampleTimeline, PublishedAt: at(15, 0, -1)},
	}
	p.Countermeasures = []models.Countermeasure{
		{PublicID: "c1", Body: "Processor use on sign-in servers raises an alarm within one minute.", State: models.Done, DoneAt: ptr(at(0, 0, -1))},
		{PublicID: "c2", Body: "One engineer is always on call, with a second behind them.", State: models.Underway, DueOn: ptr(at(0, 0, -8))},
		{PublicID: "c3", Body: "Replace the process with one that cannot starve the others.", State: models.Planned, DueOn: ptr(at(0, 0, -26))},
		{PublicID: "c4", Body: "Give every server twice the memory.", State: models.Dropped, Reason: "It would not have helped: memory was not what ran out."},
	}
	return p
}

const exampleTimeline = `[
{"at":"2026-11-19T16:00:00Z","text":"Sign-in requests begin to fail.","effect":"none"},
{"at":"2026-11-19T16:04:00Z","text":"The first customers write to us; we say on this page that we know.","effect":"positive"},
{"at":"2026-11-19T16:08:00Z","text":"We look at the network and find nothing wrong.","effect":"none"},
{"at":"2026-11-19T16:12:00Z","text":"We find the process that takes the processing power.","effect":"positive"},
{"at":"2026-11-19T16:14:00Z","text":"A restart of the first server makes the others slower still.","effect":"negative"},
{"at":"2026-11-19T16:16:00Z","text":"The process is stopped everywhere.","effect":"positive"},
{"at":"2026-11-19T16:18:00Z","text":"The servers are restarted one by one.","effect":"positive"},
{"at":"2026-11-19T16:20:00Z","text":"Everybody can sign in.","effect":"positive"}]`
