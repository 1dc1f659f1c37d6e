package console

import (
	"html/template"
	"time"

	"vitrine/models/review"
	"vitrine/views"
)

// TollFields are what an incident cost customers, as it is typed. What is empty is
// not known.
type TollFields struct {
	Users     string `form:"users_affected" label:"Users affected"`
	Requests  string `form:"requests_failed" label:"Requests failed"`
	Share     string `form:"failed_share" label:"Share of requests failed, in percent"`
	WorstCase string `form:"worst_case" label:"The worst of it, for one customer" long:"yes"`
	Minutes   string `form:"sla_minutes" label:"Minutes against the SLA"`
	Broken    string `form:"sla_broken" label:"Was a promise broken?" of:"verdicts"`
}

// tollFields is the data of the fields.
type tollFields struct {
	TollFields
	Form Form
}

func newTollFields(f TollFields, form Form) tollFields { return tollFields{f, form} }

func verdicts() []Choice {
	return []Choice{{Value: "", Name: "not known"}, {Value: string(review.Broken), Name: "yes, it was broken"}, {Value: string(review.Unhurt), Name: "no, it was kept"}}
}

// percentOf says a share in hundredths of a percent.
func percentOf(share int64) string { return review.Percent(share) }

// SumRow is one group of reviews and what a figure comes to over them.
type SumRow struct {
	Name string
	review.TollSum
}

// TollKnown reports whether any review of the period knows a figure.
func (p InsightsPage) TollKnown() bool {
	return review.SumUp(review.Users, p.Reviews).Known+review.SumUp(review.SLAMinutes, p.Reviews).Known+p.Broken().All > 0
}

// Users are the users affected, group by group, all of them first.
func (p InsightsPage) Users() []SumRow { return p.sums(review.Users) }

// Minutes are the minutes against the SLA, group by group, all of them first.
func (p InsightsPage) Minutes() []SumRow { return p.sums(review.SLAMinutes) }

func (p InsightsPage) sums(of review.TollFigure) []SumRow {
	list := []SumRow{{"All", review.SumUp(of, p.Reviews)}}
	for _, g := range review.GroupBy(p.By, p.Reviews) {
		if len(list) <= mostGroups {
			list = append(list, SumRow{p.Frame.GroupName(p.By, g.Key, p.Names), review.SumUp(of, g.Reviews)})
		}
	}
	return list
}

// sums is the data of one table of sums.
type sums struct {
	Heading string
	Rows    []SumRow
}

func newSums(heading string, rows []SumRow) sums { return sums{heading, rows} }

// GroupHeading is by what groups are told apart.
func (p InsightsPage) GroupHeading() string { return groupingName(p.By) }

// Broken is in how many reviews a promise to customers was broken, of those that
// say it.
func (p InsightsPage) Broken() review.Share { return review.PromisesBroken(p.Reviews) }

// MonthSums are what a month cost customers.
type MonthSums struct {
	Start          time.Time
	Users, Minutes review.TollSum
	Broken         review.Share
}

// MonthSums are what each month of the period cost customers.
func (p InsightsPage) MonthSums(months []review.Month) []MonthSums {
	var list []MonthSums
	for _, m := range months {
		list = append(list, MonthSums{m.Start, review.SumUp(review.Users, m.Reviews), review.SumUp(review.SLAMinutes, m.Reviews), review.PromisesBroken(m.Reviews)})
	}
	return list
}

// MinutesChart draws the minutes against the SLA as rows of dots, group by group.
func (p InsightsPage) MinutesChart() template.HTML {
	var strips []views.ChartStrip
	for _, g := range review.GroupBy(p.By, p.Reviews) {
		sum := review.SumUp(review.SLAMinutes, g.Reviews)
		if sum.Known == 0 || len(strips) == mostGroups {
			continue
		}
		s := views.ChartStrip{Name: p.Frame.GroupName(p.By, g.Key, p.Names), Median: minutes(sum.Median), Ninth: minutes(sum.Ninth)}
		for _, f := range g.Reviews {
			if f.SLAMinutes != nil {
				s.Dots = append(s.Dots, views.ChartDot{Value: minutes(*f.SLAMinutes), Href: "/reviews/" + f.PublicID, Title: f.Title})
			}
		}
		strips = append(strips, s)
	}
	return views.Strips("Minutes against the SLA: a dot for each review that knows them", strips)
}

func minutes(n int64) time.Duration { return time.Duration(n) * time.Minute }
