package console

import (
	"fmt"
	"time"

	"vitrine/models/desk"
	"vitrine/models/review"
)

// exampleFigures are sixteen reviews of nine months.
func exampleFigures() []review.Figures {
	var list []review.Figures
	sources := []review.Source{review.ByMonitoring, review.ByCustomer, review.ByMonitoring, review.ByStaff, ""}
	for n := range int64(16) {
		detect, acknowledge, inform, recover := 60*(1+n*n%11), 60*(1+n%5), 60*(3+n*n%17), 60*(12+n*n*n%190)
		f := review.Figures{ReviewID: n + 1, PublicID: fmt.Sprintf("rev%drev%drev0", n%10, n/10), Title: fmt.Sprintf("Sign-in failed, case <%d>", n+1), State: review.Completed,
			Severity: n % 5, DetectionSource: sources[n%5], Components: fmt.Sprintf(",%d,", 1+n%2), At: before(time.Duration(n) * 17 * 24 * time.Hour),
			Detect: &detect, Acknowledge: &acknowledge, Inform: &inform, Known: &acknowledge, Recover: &recover, Phases: `{"detection":600,"triage":180,"investigation":540,"remediation":240}`, Updates: 3, Promises: 2, Kept: 1 + n%2}
		if n%6 == 0 {
			f.Vendor, f.Acknowledge = "Glacier Cloud", nil
		}
		if n%3 > 0 {
			f.UsersAffected, f.SLAMinutes, f.SLABroken = new(n*317), new(n%4*9), []review.Verdict{review.Unhurt, review.Broken, review.Unknown}[n%3]
		}
		list = append(list, f)
	}
	return list
}

func exampleInsights() InsightsPage {
	return InsightsPage{Frame: exampleFrame("insights"), Period: "year", Severity: "0", By: review.BySeverity, Measure: review.ToRecover, Reviews: exampleFigures(), Any: true,
		Names: exampleNames(), Query: "by=severity&period=year", CostForm: CostForm{Form: exampleForm(), Deployments: "1200", Failure: "7.5", HourlyCost: "20000", Currency: "EUR"},
		Cost: desk.DowntimeCost{Deployments: 1200, FailurePermille: 75, HourlyCost: 20_000, Currency: "EUR", Version: 2},
		Actions: []review.ActionAges{{Kind: review.KnowSooner, Open: [4]int{2, 1, 0, 1}, Overdue: 1, Done: 7, Median: 9 * 24 * time.Hour, Timed: 7},
			{Kind: review.Prevent, Open: [4]int{0, 3, 4, 2}, Overdue: 4}}}
}

func exampleFound() review.Found {
	f := exampleFigures()[0]
	return review.Found{Total: 41, Reviews: []review.Hit{{Figures: f, Snippets: []review.Snippet{{Name: "Contributing factor",
		Pieces: []review.Piece{{Text: "… nobody watched the "}, {Text: "queue", Hit: true}, {Text: " of <jobs>."}}}}}}}
}

func exampleResembling() Resembling {
	return Resembling{Frame: exampleFrame("incidents"), Names: exampleNames(), List: []review.Similar{{Figures: exampleFigures()[3], Components: []int64{1}, Words: []string{"sign", "processor"},
		Helped: []review.Entry{{What: "Put the last good file back."}}, Learnings: []review.Learning{{Body: "Alarms need owners."}}}}}
}

func exampleExport() review.Export {
	at, length, end := before(26*time.Hour), int64(1200), before(25*time.Hour)
	return review.Export{ID: "rev0rev0rev0", Title: "Sign-in failed for 20 minutes", State: review.Open, Severity: 2, Priority: review.Critical, NoticedBy: review.ByCustomer,
		Vendor: "Glacier Cloud", Numbers: "INC0012345", SLAEffect: "20 minutes.", Toll: review.ExportedToll{UsersAffected: &length, SLABroken: new(true), WorstCase: "One waited."}, SupportCases: 50, Incidents: []review.ExportedIncident{{Title: "Sign-in fails", StartedAt: at}}, Intervals: []review.ExportedInterval{{StartsAt: at, EndsAt: &end, Note: "all sign-ins"}},
		People: []review.ExportedPerson{{Name: "First responder 1", Role: review.FirstResponder, BroughtIn: &at}}, Lengths: review.ExportedLengths{Detect: &length, Acknowledge: &length, Inform: &length, Recover: &length, Promises: 2, PromisesKept: 1},
		Sections: []review.ExportedSection{{Heading: "Overview", Text: "Most sign-ins **failed**."}}, Factors: []review.ExportedFactor{{Body: "Nothing watched the processor.", ContributedTo: review.ToProblem, Unconfirmed: true}}, Learnings: []string{"Alarms need owners."},
		Timeline:  []review.ExportedEntry{{At: at, Kind: review.Detected, Phase: review.Detection, Who: "First responder 1", What: "Sees errors.", Effect: review.Positive, Thought: "A blip."}},
		Curve:     []review.ExportedStep{{At: at, State: 0, Effect: review.NoEffect}, {At: end, State: 1, Effect: review.Positive}},
		Graphs:    []review.ExportedGraph{{ID: "gra0gra0gra0", SeenAt: &at, Caption: "Errors <rise>.", Picture: "/reviews/rev0rev0rev0/graphs/gra0gra0gra0/picture", Width: 1280, Height: 720}},
		Questions: []review.ExportedAnswer{{Group: "Luck", Question: "How could it have been worse?", Answer: "The **second** region was whole.", By: "Person 1"}, {Question: "How is it today?", Skipped: true}},
		Comments:  []review.ExportedThread{{Place: review.AtTimeline, About: "Sees errors.", Words: []review.ExportedWord{{By: "Person 1", At: end, Body: "Which ones?"}, {By: "First responder 1", At: end, Body: "All <503>."}}}},
		Actions:   []review.ExportedAction{{Body: "Alarm on processor use", Kind: review.KnowSooner, Owner: "Person 1", DueOn: "2026-11-30", Priority: "high", Immediate: true, Condition: "it stays quiet", Ticket: "OPS-1", TicketURL: "https://tracker.example/OPS-1", TicketSay: "Done", State: review.ActionDropped, Reason: "Covered."}, {Body: "An idea", Kind: review.Prevent, Parked: true}},
		Meetings:  []review.ExportedMeeting{{HeldAt: at, Minutes: 30, Attendees: "First responder 1", Notes: "We agreed."}}, Note: "Nothing can be done at once."}
}

func insightExamples() []Example {
	empty := InsightsPage{Frame: exampleFrame("insights"), Period: "year", Severity: "0", By: review.BySeverity, Measure: review.ToRecover}
	unknown := exampleInsights()
	unknown.Frame.May, unknown.By, unknown.Cost, unknown.Actions = May{}, review.ByVendor, desk.DowntimeCost{}, nil
	for n := range unknown.Reviews {
		unknown.Reviews[n].Recover, unknown.Reviews[n].UsersAffected, unknown.Reviews[n].SLAMinutes, unknown.Reviews[n].SLABroken = nil, nil, nil, ""
	}
	named := exampleExport()
	named.Names = true
	asked := SearchForm{Words: "queue", Factor: "watched"}
	return []Example{
		example("insights/year", Insights, exampleInsights()),
		example("insights/unknown", Insights, unknown),
		example("insights/empty", Insights, empty),
		example("search/found", SearchReviews, SearchPage{Frame: exampleFrame("search"), Form: asked, Asked: true, Found: exampleFound(), Names: exampleNames(),
			Components: []Choice{{Name: "any"}}, Vendors: []Choice{{Name: "any"}}, More: "q=queue&skip=20"}),
		example("search/nothing", SearchReviews, SearchPage{Frame: exampleFrame("search"), Form: SearchForm{From: "2026-02-31"}, Asked: true, Refused: exampleRefused()}),
		example("review_export/roles", ReviewExport, ReviewExportPage{exampleFrame("reviews"), exampleExport()}),
		example("review_export/names", ReviewExport, ReviewExportPage{exampleFrame("reviews"), named}),
	}
}
