package api

import (
	"bytes"
	"context"
	"time"

	"vitrine/models/desk"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// InsightQuery says which reviews insights look at.
type InsightQuery struct {
	From     time.Time `query:"from" doc:"What began from then on." example:"2026-01-01T00:00:00Z"`
	Until    time.Time `query:"until" doc:"What began before." example:"2027-01-01T00:00:00Z"`
	Severity int64     `query:"severity" minimum:"0" maximum:"5" doc:"Only this one; 0: any." example:"2"`
}

func (q InsightQuery) asked() reviews.InsightQuery {
	return reviews.InsightQuery{From: q.From, Until: q.Until, Severity: q.Severity}
}

// distribution is how a length is spread over reviews.
type distribution struct {
	Name    string `json:"name" doc:"Of the measure, or of the group." example:"recover"`
	Known   int    `json:"known" doc:"Of how many reviews it is known." example:"14"`
	Unknown int    `json:"unknown" example:"2"`
	Median  *int64 `json:"median_seconds" doc:"Null: none is known." example:"1440"`
	Ninth   *int64 `json:"p90_seconds" doc:"90 of a hundred were not longer; null for fewer than ten." example:"7200"`
	Longest *int64 `json:"longest_seconds" example:"9000"`
}

// share is how many of how many.
type share struct {
	Of  int `json:"of" example:"3"`
	All int `json:"all" example:"14"`
}

// insightMonth is what began in one month.
type insightMonth struct {
	Month    string       `json:"month" example:"2026-11"`
	Reviews  int          `json:"reviews" example:"4"`
	Serious  int          `json:"sev1_and_sev2" example:"1"`
	Recovery distribution `json:"time_to_recover"`
	Promises share        `json:"promises_kept"`
	Users    sum          `json:"users_affected"`
	Minutes  sum          `json:"sla_minutes"`
	Broken   share        `json:"sla_broken" doc:"Reviews in which a promise to customers was broken, of those that say so or not."`
}

// sum is what a figure comes to over several reviews.
type sum struct {
	Known  int    `json:"known" doc:"Of how many reviews it is known." example:"3"`
	All    int    `json:"all" example:"7"`
	Sum    *int64 `json:"sum" doc:"Over those that know it; null: none does." example:"5210"`
	Median *int64 `json:"median" example:"1204"`
	Ninth  *int64 `json:"p90" doc:"90 of a hundred were not more; null for fewer than ten."`
	Most   *int64 `json:"most" example:"3800"`
}

func showSum(s reviews.TollSum) sum {
	out := sum{Known: s.Known, All: s.All}
	if s.Known > 0 {
		out.Sum, out.Median, out.Most = &s.Sum, &s.Median, &s.Most
	}
	if s.Known >= reviews.EnoughForNinth {
		out.Ninth = &s.Ninth
	}
	return out
}

// tollGroup is what one group of reviews cost customers.
type tollGroup struct {
	Name    string `json:"name" doc:"Of the group." example:"2"`
	Users   sum    `json:"users_affected"`
	Minutes sum    `json:"sla_minutes"`
	Broken  share  `json:"sla_broken"`
}

func showTollGroup(name string, fs []reviews.Figures) tollGroup {
	return tollGroup{name, showSum(reviews.SumUp(reviews.Users, fs)), showSum(reviews.SumUp(reviews.SLAMinutes, fs)), share(reviews.PromisesBroken(fs))}
}

func showMonth(m reviews.Month) insightMonth {
	toll := showTollGroup("", m.Reviews)
	return insightMonth{m.Start.Format("2006-01"), len(m.Reviews), m.Serious, showDistribution(m.Recovery), share(m.Promises), toll.Users, toll.Minutes, toll.Broken}
}

// actionAges tells of the action items of one kind.
type actionAges struct {
	Kind    string `json:"kind" example:"prevent"`
	Open    [4]int `json:"open" doc:"By age: up to a week, up to a month, up to a quarter, older."`
	Overdue int    `json:"overdue" example:"1"`
	Done    int    `json:"done" example:"12"`
	Median  *int64 `json:"median_to_done_seconds" doc:"Of the last thousand done; null: none is." example:"864000"`
}

// insights is what all reviews of a period tell.
type insights struct {
	Reviews   int            `json:"reviews" example:"16"`
	Measures  []distribution `json:"measures" nullable:"false" doc:"Time to detect, acknowledge, inform (from start and from detection), recover."`
	Phases    []distribution `json:"phases" nullable:"false" doc:"Detection, response with its parts, remediation."`
	Response  share          `json:"response_share" doc:"Minutes of response, of all minutes told apart into phases."`
	Months    []insightMonth `json:"months" nullable:"false" doc:"What began in each month, the oldest first."`
	Groups    []distribution `json:"groups" nullable:"false" doc:"The measure asked for, by what was asked for."`
	Toll      tollGroup      `json:"toll" doc:"What all of them cost customers."`
	Tolls     []tollGroup    `json:"toll_groups" nullable:"false" doc:"What it cost customers, by what was asked for."`
	Customers share          `json:"noticed_by_customers" doc:"Of those that say who noticed first."`
	Promises  share          `json:"promises_kept" doc:"Promises of a next update, of those whose time has come."`
	Actions   []actionAges   `json:"actions" nullable:"false"`
	Cost      *int64         `json:"downtime_cost" doc:"Of a year, in whole units of the operator's currency; null until the numbers are there." example:"120000"`
}

func (a *API) insightRoutes() {
	at := call{path: "/insights", tag: "Reviews"}
	handle(a, at.get("get-insights", staff.Viewer, "Show what all reviews tell",
		"Distributions, never a bare mean; how many there are stands beside each."), a.showInsights)
	at.path = "/insights/files/{name}"
	file := at.get("get-insights-file", staff.Viewer, "Download insights as CSV",
		"insights: a line for each review with every figure; groups, months, actions: as the console shows them.")
	file.file = csvType
	handle(a, file, a.insightsFile)
	at = call{path: "/downtime-cost", tag: "Reviews"}
	handle(a, at.get("get-downtime-cost", staff.Viewer, "Show the numbers behind the cost of downtime",
		"The operator's own; 0 until they are filled in."), a.showCost)
	handle(a, at.patch("edit-downtime-cost", staff.Admin, "Change the numbers behind the cost of downtime",
		"What is left out stays."), a.editCost)
}

func (a *API) showInsights(ctx context.Context, in *struct {
	InsightQuery
	By      string `query:"by" enum:"severity,component,vendor,source" default:"severity" doc:"How to group."`
	Measure string `query:"measure" enum:"detect,acknowledge,inform,inform_from_detection,recover" default:"recover" doc:"What to compare between groups."`
}) (*struct{ Body insights }, error) {
	all, err := a.Review.Figures(ctx, in.asked())
	if err != nil {
		return nil, err
	}
	ages, err := a.Review.ActionsByAge(ctx, in.asked())
	if err != nil {
		return nil, err
	}
	cost, err := a.Desk.DowntimeCost(ctx)
	if err != nil {
		return nil, err
	}
	customers, kept := reviews.NoticedBy(reviews.ByCustomer, all), reviews.PromisesKept(all)
	out := insights{Reviews: len(all), Measures: []distribution{}, Groups: []distribution{}, Customers: share(customers), Promises: share(kept), Actions: each(ages, showAges)}
	spread := reviews.PhaseSpread(all)
	out.Phases, out.Response, out.Months = each(spread, showDistribution), share(reviews.ResponseShare(spread)), each(reviews.Months(all), showMonth)
	for _, m := range reviews.Measures {
		out.Measures = append(out.Measures, showDistribution(reviews.Distribute(string(m), m, all)))
	}
	out.Toll, out.Tolls = showTollGroup("all", all), []tollGroup{}
	for _, g := range reviews.GroupBy(reviews.Grouping(in.By), all) {
		out.Tolls = append(out.Tolls, showTollGroup(g.Key, g.Reviews))
		out.Groups = append(out.Groups, showDistribution(reviews.Distribute(g.Key, reviews.Measure(in.Measure), g.Reviews)))
	}
	if recovery := reviews.Distribute("", reviews.ToRecover, all); cost.Known() && len(recovery.Reviews) > 0 {
		out.Cost = new(cost.Yearly(recovery.Mean))
	}
	return &struct{ Body insights }{out}, nil
}

func showDistribution(d reviews.Distribution) distribution {
	out := distribution{Name: d.Name, Known: len(d.Reviews), Unknown: d.Unknown}
	if out.Known > 0 {
		out.Median, out.Longest = secondsOf(&d.Median), secondsOf(&d.Longest)
	}
	if out.Known >= reviews.EnoughForNinth {
		out.Ninth = secondsOf(&d.Ninth)
	}
	return out
}

func showAges(v reviews.ActionAges) actionAges {
	out := actionAges{Kind: string(v.Kind), Open: v.Open, Overdue: v.Overdue, Done: v.Done}
	if v.Timed > 0 {
		out.Median = secondsOf(&v.Median)
	}
	return out
}

// fileOf is an answer that is a file.
type fileOf struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Disposition string `header:"Content-Disposition" doc:"A name for the file."`
	Body        []byte
}

func (a *API) insightsFile(ctx context.Context, in *struct {
	InsightQuery
	Name    string `path:"name" enum:"insights,groups,months,actions" doc:"Which file." example:"insights"`
	By      string `query:"by" enum:"severity,component,vendor,source" default:"severity" doc:"How groups are made."`
	Measure string `query:"measure" enum:"detect,acknowledge,inform,inform_from_detection,recover" default:"recover" doc:"What groups compare."`
}) (*fileOf, error) {
	var file bytes.Buffer
	err := a.Review.WriteInsights(ctx, &file, in.Name, reviews.InsightFile{Query: in.asked(), By: reviews.Grouping(in.By), Measure: reviews.Measure(in.Measure)})
	return &fileOf{csvType + "; charset=utf-8", `attachment; filename="` + in.Name + `.csv"`, file.Bytes()}, err
}

// downtimeCost is the operator's own numbers.
type downtimeCost struct {
	Deployments     int64  `json:"deployments_per_year" example:"1200"`
	FailurePermille int64  `json:"change_failure_permille" doc:"Of a thousand changes, how many fail." example:"75"`
	HourlyCost      int64  `json:"hourly_cost" doc:"Of an hour of outage, in whole units of the currency." example:"20000"`
	Currency        string `json:"currency" example:"EUR"`
	Version         int64  `json:"version" example:"2"`
}

// downtimeCostEdit changes what is given.
type downtimeCostEdit struct {
	Deployments     *int64  `json:"deployments_per_year,omitempty" example:"1200"`
	FailurePermille *int64  `json:"change_failure_permille,omitempty" example:"75"`
	HourlyCost      *int64  `json:"hourly_cost,omitempty" example:"20000"`
	Currency        *string `json:"currency,omitempty" example:"EUR"`
}

func showCost(d desk.DowntimeCost) downtimeCost {
	return downtimeCost{d.Deployments, d.FailurePermille, d.HourlyCost, d.Currency, d.Version}
}

func (a *API) showCost(ctx context.Context, _ *struct{}) (*answer[downtimeCost], error) {
	d, err := a.Desk.DowntimeCost(ctx)
	return &answer[downtimeCost]{etag(d.Version), showCost(d)}, err
}

func (a *API) editCost(ctx context.Context, in *struct {
	IfMatch
	Body downtimeCostEdit
}) (*answer[downtimeCost], error) {
	b := in.Body
	d, err := a.Desk.EditDowntimeCost(ctx, desk.DowntimeCostEdit{Deployments: b.Deployments, FailurePermille: b.FailurePermille, HourlyCost: b.HourlyCost,
		Currency: b.Currency, Version: in.asked})
	return &answer[downtimeCost]{etag(d.Version), showCost(d)}, err
}
