package admin

import (
	"bytes"
	"context"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showInsights(c *fiber.Ctx) error {
	cost, err := h.Desk.DowntimeCost(c.UserContext())
	if err != nil {
		return err
	}
	return h.insightsPage(c, filledCost(cost), nil)
}

// filledCost is the form filled with what is saved.
func filledCost(d desk.DowntimeCost) console.CostForm {
	f := console.CostForm{Form: fresh(d.Version), Currency: d.Currency}
	if d.Known() {
		f.Deployments, f.Failure, f.HourlyCost = text(d.Deployments), console.Permille(d.FailurePermille), text(d.HourlyCost)
	}
	return f
}

// insightsPage shows the insights with the form for the operator's own numbers.
func (h *Handler) insightsPage(c *fiber.Ctx, f console.CostForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	page, q := h.insightsAsked(c)
	page.Frame, page.CostForm = h.frame(c, "insights"), f
	ctx := c.UserContext()
	var err error
	if page.Reviews, err = h.Review.Figures(ctx, q); err != nil {
		return err
	}
	if page.Any = len(page.Reviews) > 0; !page.Any {
		all, err := h.Review.Search(ctx, review.Search{Limit: 1})
		page.Any = all.Total > 0
		if err != nil {
			return err
		}
	}
	if page.Actions, err = h.Review.ActionsByAge(ctx, q); err != nil {
		return err
	}
	if page.Names, err = h.componentNames(ctx); err != nil {
		return err
	}
	if page.Cost, err = h.Desk.DowntimeCost(ctx); err != nil {
		return err
	}
	return views.Show(c, console.Insights, page)
}

// insightsAsked reads what an address asks insights about; what it does not know
// counts as not asked.
func (h *Handler) insightsAsked(c *fiber.Ctx) (console.InsightsPage, review.InsightQuery) {
	p := console.InsightsPage{Period: c.Query("period"), Severity: c.Query("severity"), By: review.Grouping(c.Query("by")), Measure: review.Measure(c.Query("measure"))}
	days, known := map[string]int{"month": 30, "quarter": 91, "year": 365, "all": 0}[p.Period]
	if !known {
		p.Period, days = "year", 365
	}
	if !slices.Contains(review.Groupings, p.By) {
		p.By = review.BySeverity
	}
	if !slices.Contains(review.Measures, p.Measure) {
		p.Measure = review.ToRecover
	}
	var q review.InsightQuery
	if n, err := strconv.ParseInt(p.Severity, 10, 64); err == nil && n > 0 && n <= 5 {
		q.Severity = n
	} else {
		p.Severity = "0"
	}
	if days > 0 {
		q.From = h.Site.Now().AddDate(0, 0, -days)
	}
	p.Query = template.URL(url.Values{"period": {p.Period}, "severity": {p.Severity}, "by": {string(p.By)}, "measure": {string(p.Measure)}}.Encode())
	return p, q
}

func (h *Handler) saveCost(c *fiber.Ctx) error {
	f, t := decode[console.CostForm](c), reading(nil)
	edit := desk.DowntimeCostEdit{Deployments: pointer(t.whole("deployments", f.Deployments)), FailurePermille: pointer(t.permille("failure_permille", f.Failure)),
		HourlyCost: pointer(t.whole("hourly_cost", f.HourlyCost)), Currency: &f.Currency, Version: f.Version}
	again := func(err error) error { return h.costRefused(c, f, err) }
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Desk.EditDowntimeCost(ctx, edit)
		return "/insights", err
	}, again)
}

func (h *Handler) costRefused(c *fiber.Ctx, f console.CostForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		now, err := h.Desk.DowntimeCost(c.UserContext())
		if err != nil {
			return err
		}
		return h.showStale(c, "set of numbers", "/insights", now.Version, console.Pairs(f, filledCost(now)))
	}
	return h.insightsPage(c, f, wrong)
}

// permille reads a percentage with at most one decimal.
func (t typed) permille(field, text string) int64 {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.ReplaceAll(text, ",", ".")), "%"))
	if text == "" {
		return 0
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > 100 {
		t.bad.Add(field, "%s is no percentage. Write a number from 0 to 100, like 7.5.", quoted(text))
		return 0
	}
	return int64(math.Round(10 * n))
}

// showInsightsFile answers with the CSV that a path names.
func (h *Handler) showInsightsFile(c *fiber.Ctx) error {
	page, q := h.insightsAsked(c)
	ctx := c.UserContext()
	name := strings.TrimSuffix(c.Path()[strings.LastIndex(c.Path(), "/")+1:], ".csv")
	var file bytes.Buffer
	err := h.Review.WriteInsights(ctx, &file, name, review.InsightFile{Query: q, By: page.By, Measure: page.Measure})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
	return c.Send(file.Bytes())
}
