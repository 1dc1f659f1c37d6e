package console

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/views"
)

// Insights is what all reviews together tell.
var Insights = page[InsightsPage]("insights")

// InsightsPage is what Insights shows.
type InsightsPage struct {
	Frame    Frame
	Period   string // "year": one of the periods
	Severity string // "0": any
	By       review.Grouping
	Measure  review.Measure
	Reviews  []review.Figures // of the period, the newest first
	Any      bool             // there is a review at all
	Names    map[int64]string // of components
	Actions  []review.ActionAges
	Cost     desk.DowntimeCost
	CostForm CostForm
	Query    template.URL // of this page, for its files
}

// CostForm is the operator's own numbers as they are typed.
type CostForm struct {
	Form
	Deployments string `form:"deployments" label:"Deployments in a year" kind:"number"`
	Failure     string `form:"failure_permille" label:"Change failure rate in percent"`
	HourlyCost  string `form:"hourly_cost" label:"Cost of an hour of outage" kind:"number"`
	Currency    string `form:"currency" label:"Currency"`
}

// Title implements the layout's need for one.
func (p InsightsPage) Title() string { return "Insights" }

// periods are how far back insights look.
func periods() []Choice {
	return []Choice{{Value: "month", Name: "the last 30 days"}, {Value: "quarter", Name: "the last 3 months"}, {Value: "year", Name: "the last 12 months"}, {Value: "all", Name: "all time"}}
}

func measures() []Choice  { return choices(review.Measures, measureName) }
func groupings() []Choice { return choices(review.Groupings, groupingName) }

func measureName(m review.Measure) string {
	if m == review.ToTell {
		return "Detection to first word"
	}
	return "Time to " + string(m)
}

func groupingName(g review.Grouping) string {
	return map[review.Grouping]string{review.BySeverity: "Severity", review.ByComponent: "Component", review.ByVendor: "Vendor or other third party",
		review.BySource: "Who noticed first"}[g]
}

// Spread are the four measures of all reviews of the period.
func (p InsightsPage) Spread() []review.Distribution {
	var list []review.Distribution
	for _, m := range review.Measures {
		list = append(list, review.Distribute(measureName(m), m, p.Reviews))
	}
	return list
}

// Phases are detection, response and remediation over the reviews of the period.
func (p InsightsPage) Phases() []review.Distribution {
	list := review.PhaseSpread(p.Reviews)
	for n := range list {
		list[n].Name = word(list[n].Name)
	}
	return list
}

// Responding is how much of what is told apart into phases was response.
func (p InsightsPage) Responding() review.Share {
	return review.ResponseShare(review.PhaseSpread(p.Reviews))
}

// mostGroups is how many groups are drawn and told; the rest stands in the file.
const mostGroups = 12

// Groups are the chosen measure, group by group.
func (p InsightsPage) Groups() []review.Distribution {
	var list []review.Distribution
	for _, g := range review.GroupBy(p.By, p.Reviews) {
		if len(list) < mostGroups {
			list = append(list, review.Distribute(p.Frame.GroupName(p.By, g.Key, p.Names), p.Measure, g.Reviews))
		}
	}
	return list
}

// GroupName is what a group is called.
func (w Words) GroupName(by review.Grouping, key string, components map[int64]string) string {
	if key == "" {
		return map[review.Grouping]string{review.BySeverity: "not said", review.BySource: "not said", review.ByComponent: "no component named", review.ByVendor: "no vendor"}[by]
	}
	switch by {
	case review.BySeverity:
		n, _ := strconv.ParseInt(key, 10, 64)
		return w.Severity(n)
	case review.ByComponent:
		id, _ := strconv.ParseInt(key, 10, 64)
		if name := components[id]; name != "" {
			return name
		}
		return "a component that is gone"
	case review.BySource:
		return word(key)
	}
	return key
}

// HowLong is what is measured, group by group.
func (p InsightsPage) HowLong() string {
	return measureName(p.Measure) + ", by " + lower(groupingName(p.By))
}

// Chart draws distributions as rows of dots.
func (p InsightsPage) Chart(what string, list []review.Distribution) template.HTML {
	var strips []views.ChartStrip
	for _, d := range list {
		strips = append(strips, views.ChartStrip{Name: d.Name, Dots: chartDots(d), Median: d.Median, Ninth: d.Ninth})
	}
	return views.Strips(what, strips)
}

func chartDots(d review.Distribution) []views.ChartDot {
	var dots []views.ChartDot
	for n, f := range d.Reviews {
		dots = append(dots, views.ChartDot{Value: d.Lengths[n], Href: "/reviews/" + f.PublicID, Title: f.Title})
	}
	return dots
}

// Months are the months of the period.
func (p InsightsPage) Months() []review.Month { return review.Months(p.Reviews) }

// MonthsChart draws months.
func (p InsightsPage) MonthsChart(months []review.Month) template.HTML {
	var list []views.ChartMonth
	for _, m := range months {
		list = append(list, views.ChartMonth{Start: m.Start, Serious: m.Serious, Rest: len(m.Reviews) - m.Serious, Dots: chartDots(m.Recovery), Median: m.Recovery.Median})
	}
	return views.MonthsChart("How many there were in each month, and how long each took to recover", list)
}

// Sources are who noticed first, the most frequent first.
func (p InsightsPage) Sources() []review.Group { return review.GroupBy(review.BySource, p.Reviews) }

// SourceName is what a source is called.
func (p InsightsPage) SourceName(key string) string {
	return p.Frame.GroupName(review.BySource, key, nil)
}

// SourcesChart draws who noticed first.
func (p InsightsPage) SourcesChart(sources []review.Group) template.HTML {
	var bars []views.ChartBar
	for _, g := range sources {
		bars = append(bars, views.ChartBar{Name: p.SourceName(g.Key), Parts: []int{len(g.Reviews)}})
	}
	return views.Bars("Who noticed first", []string{"reviews"}, bars)
}

// ByCustomers is how many were noticed by customers first.
func (p InsightsPage) ByCustomers() review.Share {
	return review.NoticedBy(review.ByCustomer, p.Reviews)
}

// Promises is how many promises of a next update were kept.
func (p InsightsPage) Promises() review.Share { return review.PromisesKept(p.Reviews) }

// OpenActions is how many action items are open and how many of them are late.
func (p InsightsPage) OpenActions() review.Share {
	var s review.Share
	for _, a := range p.Actions {
		s.All, s.Of = s.All+a.Total(), s.Of+a.Overdue
	}
	return s
}

// ActionsChart draws the open action items by kind and age.
func (p InsightsPage) ActionsChart() template.HTML {
	var bars []views.ChartBar
	for _, a := range p.Actions {
		bars = append(bars, views.ChartBar{Name: word(a.Kind), Parts: a.Open[:]})
	}
	return views.Bars("Open action items by kind and age", review.AgeNames[:], bars)
}

// Ages names the ages of open action items.
func (p InsightsPage) Ages() [4]string { return review.AgeNames }

// Recovery is, of the four measures, how the time to recover is spread.
func (p InsightsPage) Recovery(spread []review.Distribution) review.Distribution {
	return spread[slices.IndexFunc(spread, func(d review.Distribution) bool { return d.Measure == review.ToRecover })]
}

// Yearly is what downtime costs in a year, as told, by the mean time to recover.
func (p InsightsPage) Yearly(mean time.Duration) string { return p.Money(p.Cost.Yearly(mean)) }

// Money is an amount with its currency.
func (p InsightsPage) Money(n int64) string {
	if p.Cost.Currency == "" {
		return number(n)
	}
	return number(n) + " " + p.Cost.Currency
}

// Failure is the change failure rate as told.
func (p InsightsPage) Failure() string { return Permille(p.Cost.FailurePermille) + " %" }

// Permille is a number of thousandths as a percentage: 75 is "7.5".
func Permille(n int64) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) }

// percent is a share in words that keep small numbers honest: "3 of 14 (21 %)".
func percent(s review.Share) string {
	if s.All == 0 {
		return "none yet"
	}
	return strconv.Itoa(s.Of) + " of " + strconv.Itoa(s.All) + " (" + strconv.Itoa(s.Percent()) + " %)"
}

// longestOf is the review whose measure is the longest; nil when none is known.
func longestOf(d review.Distribution) *review.Figures {
	if len(d.Reviews) == 0 {
		return nil
	}
	return &d.Reviews[len(d.Reviews)-1]
}

// spread is the data of the part that draws and tells distributions.
type spread struct {
	Chart   template.HTML
	Heading string
	Rows    []review.Distribution
}

func newSpread(p InsightsPage, what string, rows []review.Distribution) spread {
	heading := "Measure"
	if what == p.HowLong() {
		heading = groupingName(p.By)
	}
	return spread{p.Chart(what, rows), heading, rows}
}

// cadence is the data of the part that tells how steadily the public was told,
// and how long each phase was.
type cadence struct {
	review.Cadence
	Phases []phase
}

// phase is the length of a phase, and those of its parts.
type phase struct {
	review.PhaseLength
	Parts []review.PhaseLength
}

func newCadence(f Frame, r review.Review) cadence {
	lengths := r.Metrics().Phases
	c := cadence{Cadence: r.Cadence(f.Now)}
	for _, whole := range review.Summed(lengths) {
		p := phase{PhaseLength: whole}
		for _, l := range lengths {
			if l.Phase.Whole() == whole.Phase && l.Phase != whole.Phase {
				p.Parts = append(p.Parts, l)
			}
		}
		c.Phases = append(c.Phases, p)
	}
	return c
}

func tookOf(d *time.Duration) string { return views.Took(*d) }

// secondsOf is a length in seconds in words.
func secondsOf(n *int64) string {
	if n == nil {
		return ""
	}
	return views.Took(time.Duration(*n) * time.Second)
}

func took(d time.Duration) string { return views.Took(d) }
