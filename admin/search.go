package admin

import (
	"context"
	"html/template"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

const foundPerPage = 20

func (h *Handler) searchReviews(c *fiber.Ctx) error {
	ctx := c.UserContext()
	page := console.SearchPage{Frame: h.frame(c, "search"), Form: console.SearchForm{Words: c.Query("q"), Factor: c.Query("factor"), Person: c.Query("person"),
		Role: c.Query("role"), Vendor: c.Query("vendor"), Component: c.Query("component"), Severity: c.Query("severity"), From: c.Query("from"), Until: c.Query("until")}}
	components, err := h.Site.Components(ctx)
	if err != nil {
		return err
	}
	q, wrong := searchAsked(page.Form, components)
	if wrong != nil {
		h.refuse(c, &page.Refused, wrong)
	}
	page.Asked = !q.Empty()
	skip, _ := strconv.Atoi(c.Query("skip")) // what is no number begins at the start
	q.Limit, q.Skip = foundPerPage, max(0, skip)
	if page.Found, err = h.Review.Search(ctx, q); err != nil {
		return err
	}
	page.Components = console.ComponentChoices(components)
	page.Names = map[int64]string{}
	for _, one := range components {
		page.Names[one.ID] = one.Name
	}
	if page.Vendors, err = h.vendorChoices(ctx); err != nil {
		return err
	}
	page.More, page.Before = turned(c, q, page.Found)
	return views.Show(c, console.SearchReviews, page)
}

// searchAsked reads what is looked for; dates that do not exist are told and
// left out.
func searchAsked(f console.SearchForm, components []models.Component) (review.Search, error) {
	t := reading(nil)
	q := review.Search{Words: f.Words, Factor: f.Factor, Person: f.Person, Vendor: f.Vendor}
	if slices.Contains(review.SearchRoles, f.Role) {
		q.Role = f.Role
	}
	if n, err := strconv.ParseInt(f.Severity, 10, 64); err == nil && n > 0 && n <= 5 {
		q.Severity = n
	}
	for _, one := range components {
		if one.PublicID == f.Component {
			q.Component = one.ID
		}
	}
	if from := t.day("from", f.From); from != nil {
		q.From = *from
	}
	if until := t.day("until", f.Until); until != nil {
		q.Until = until.AddDate(0, 0, 1)
	}
	return q, t.bad.Err()
}

func (h *Handler) vendorChoices(ctx context.Context) ([]console.Choice, error) {
	names, err := h.Review.Vendors(ctx)
	list := []console.Choice{{Name: "any"}}
	for _, n := range names {
		list = append(list, console.Choice{Value: n, Name: n})
	}
	return list, err
}

// turned are the queries of the page after and the page before.
func turned(c *fiber.Ctx, q review.Search, found review.Found) (more, before template.URL) {
	at := func(skip int) template.URL {
		vs := url.Values{}
		for name, value := range c.Queries() {
			if value != "" && name != "skip" {
				vs.Set(name, value)
			}
		}
		if skip > 0 {
			vs.Set("skip", strconv.Itoa(skip))
		}
		return template.URL(vs.Encode()) // encoded already
	}
	if q.Skip+len(found.Reviews) < found.Total {
		more = at(q.Skip + q.Limit)
	}
	if q.Skip > 0 {
		before = at(max(0, q.Skip-q.Limit))
	}
	return more, before
}

// resembling is what resembled an incident before. A fault of it must not keep
// anybody from posting an update.
func (h *Handler) resembling(ctx context.Context, i models.Incident, names map[int64]string) console.Resembling {
	r := console.Resembling{Names: names}
	if !i.Open() {
		return r
	}
	var err error
	if r.List, err = h.Review.SimilarTo(ctx, i); err != nil {
		h.Log.ErrorContext(ctx, "similar incidents not read", "incident", i.PublicID, "err", err)
	}
	return r
}
