package views

import (
	"time"

	"vitrine/models"
)

func historyExamples() []Example {
	november := MonthReport{
		Month: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Incidents: []models.Incident{exampleResolved(), exampleEarlier()},
		Maintenances: []models.Maintenance{exampleOver()}, Postmortems: []models.Postmortem{examplePostmortem()}, Components: exampleComponents(nil),
	}
	october := MonthReport{Month: november.Month.AddDate(0, -1, 0)}
	archive := []MonthCount{{november.Month, 2, 1}, {october.Month, 0, 0}}
	for n := 2; n < 12; n++ {
		archive = append(archive, MonthCount{november.Month.AddDate(0, -n, 0), n % 4, n % 3})
	}
	webhook, _ := find(november.Components, webhooks)
	return []Example{
		example("history/some", History, HistoryPage{Frame: exampleFrame("/history"), Months: []MonthReport{november, october}, Archive: archive}),
		example("history/component", History, HistoryPage{Frame: exampleFrame("/history"), Months: []MonthReport{november}, Component: &webhook}),
		example("history/empty", History, HistoryPage{Frame: exampleFrame("/history")}),
		example("search/some", Search, SearchPage{Frame: exampleFrame(SearchPath), Periods: []string{"2026-11", "2026-10", "2025"}}),
		example("month/some", Month, MonthPage{Frame: exampleFrame("/history/2026-11"), Report: november, Earlier: &october.Month}),
		example("month/quiet", Month, MonthPage{Frame: exampleFrame("/history/2026-10"), Report: october, Later: &november.Month}),
	}
}
