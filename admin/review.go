package admin

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

const reviewsPerPage = 50

func (h *Handler) listReviews(c *fiber.Ctx) error {
	ctx := c.UserContext()
	q := review.Query{Search: c.Query("q"), Before: c.Query("before"), Limit: reviewsPerPage}
	list, err := h.Review.Reviews(ctx, q)
	if err != nil {
		return err
	}
	page := console.ReviewsPage{Frame: h.frame(c, "reviews"), Search: q.Search, Reviews: list}
	if len(list) == reviewsPerPage {
		page.Older = list[len(list)-1].PublicID
	}
	if page.Due, err = h.Review.Due(ctx); err != nil {
		return err
	}
	return views.Show(c, console.Reviews, page)
}

func (h *Handler) newReview(c *fiber.Ctx) error {
	f := console.ReviewForm{Form: fresh(0), Environment: "production", Severity: "0"}
	if id := c.Query("incident"); id != "" {
		i, err := h.Site.Incident(c.UserContext(), id)
		if err != nil {
			return err
		}
		f.Incidents, f.Heading, f.Severity = []string{id}, i.Title, text(i.Severity)
	}
	return h.reviewForm(c, "", f, nil)
}

// reviewForm shows the form for a review; id is empty for a new one.
func (h *Handler) reviewForm(c *fiber.Ctx, id string, f console.ReviewForm, wrong error) error {
	ctx := c.UserContext()
	if models.KindOf(wrong) == models.Stale {
		r, err := h.Review.Review(ctx, id)
		if err != nil {
			return err
		}
		return h.showStale(c, "review", "/reviews/"+id, r.Version, console.Pairs(f, h.filledReview(ctx, r)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	incidents, err := h.incidentTicks(ctx, f.Incidents)
	if err != nil {
		return err
	}
	return views.Show(c, console.ReviewFacts, console.ReviewFactsPage{Frame: h.frame(c, "reviews"), ID: id, Form: f, Incidents: incidents})
}

// incidentTicks are the last incidents as boxes, and those chosen before.
func (h *Handler) incidentTicks(ctx context.Context, chosen []string) ([]console.Tick, error) {
	recent, err := h.Site.Incidents(ctx, models.IncidentQuery{Limit: 12})
	if err != nil {
		return nil, err
	}
	for _, id := range chosen {
		if !slices.ContainsFunc(recent, func(i models.Incident) bool { return i.PublicID == id }) {
			i, err := h.Site.Incident(ctx, id)
			if err != nil {
				return nil, err
			}
			recent = append(recent, i)
		}
	}
	var list []console.Tick
	for _, i := range recent {
		list = append(list, console.Tick{Value: i.PublicID, Name: i.Title, Group: i.StartedAt.Format("2 Jan 2006"), Chosen: slices.Contains(chosen, i.PublicID)})
	}
	return list, nil
}

// filledReview is the form filled with what is saved.
func (h *Handler) filledReview(ctx context.Context, r review.Review) console.ReviewForm {
	zone := h.zone(ctx)
	f := console.ReviewForm{Form: fresh(r.Version), Heading: r.Title, Severity: text(r.Severity), Priority: string(r.Priority), Environment: r.Environment,
		Source: string(r.DetectionSource), Facilitator: r.Facilitator, Commander: r.Commander, Responders: r.Responders, SupportCases: text(r.SupportCases),
		SLAEffect: r.SLAEffect, StartedAt: console.Moment(r.StartedAt, zone), DetectedAt: console.Moment(r.DetectedAt, zone),
		AcknowledgedAt: console.Moment(r.AcknowledgedAt, zone), RecoveredAt: console.Moment(r.RecoveredAt, zone), DueAt: console.Day(r.DueAt),
		Overview: r.Overview, Description: r.Description, WentWell: r.WentWell, Luck: r.Luck, KnowSooner: r.KnowSooner, RecoverSooner: r.RecoverSooner}
	for _, i := range r.Incidents {
		f.Incidents = append(f.Incidents, i.PublicID)
	}
	return f
}

func (h *Handler) createReview(c *fiber.Ctx) error {
	f, t := decode[console.ReviewForm](c), reading(nil)
	n := review.NewReview{Title: f.Heading, IncidentIDs: f.Incidents, Severity: t.whole("severity", f.Severity), Priority: review.Priority(f.Priority),
		Environment: f.Environment, DetectionSource: review.Source(f.Source), Facilitator: f.Facilitator, Commander: f.Commander, Responders: f.Responders,
		SupportCases: t.whole("support_cases", f.SupportCases), SLAEffect: f.SLAEffect, Overview: f.Overview, Description: f.Description}
	again := func(err error) error { return h.reviewForm(c, "", f, err) }
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		r, err := h.Review.StartReview(ctx, n)
		return "/reviews/" + r.PublicID, err
	}, again)
}

func (h *Handler) showReview(c *fiber.Ctx) error {
	entry := console.EntryForm{Form: fresh(0), Kind: string(review.Discovery), Effect: string(review.NoEffect)}
	return h.reviewPage(c, entry, console.CompletionForm{}, nil)
}

func (h *Handler) reviewPage(c *fiber.Ctx, entry console.EntryForm, finish console.CompletionForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &finish.Form, wrong)
	}
	if entry.At == "" {
		entry.At = h.nextMoment(c.UserContext(), r)
	}
	metrics, err := h.Review.Metrics(c.UserContext(), r.PublicID)
	if err != nil {
		return err
	}
	return views.Show(c, console.Review, console.ReviewPage{Frame: h.frame(c, "reviews"), Review: r, Metrics: metrics, Entry: entry, Finish: finish})
}

// nextMoment is where a new entry most likely lies: at the last one.
func (h *Handler) nextMoment(ctx context.Context, r review.Review) string {
	zone := h.zone(ctx)
	if n := len(r.Timeline); n > 0 {
		return console.Moment(&r.Timeline[n-1].At, zone)
	}
	if len(r.Incidents) > 0 {
		return console.Moment(&r.Incidents[0].StartedAt, zone)
	}
	return ""
}

func (h *Handler) editReview(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.reviewForm(c, r.PublicID, h.filledReview(c.UserContext(), r), nil)
}

func (h *Handler) saveReview(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	id, f, t := r.PublicID, decode[console.ReviewForm](c), reading(h.zone(c.UserContext()))
	edit := review.ReviewEdit{Title: &f.Heading, IncidentIDs: &f.Incidents, Severity: pointer(t.whole("severity", f.Severity)),
		Priority: pointer(review.Priority(f.Priority)), Environment: &f.Environment, DetectionSource: pointer(review.Source(f.Source)),
		Facilitator: &f.Facilitator, Commander: &f.Commander, Responders: &f.Responders, SupportCases: pointer(t.whole("support_cases", f.SupportCases)),
		SLAEffect: &f.SLAEffect, Overview: &f.Overview, Description: &f.Description, WentWell: &f.WentWell, Luck: &f.Luck,
		KnowSooner: &f.KnowSooner, RecoverSooner: &f.RecoverSooner, Version: f.Version,
		StartedAt: t.moved("started_at", f.StartedAt, r.StartedAt), DetectedAt: t.moved("detected_at", f.DetectedAt, r.DetectedAt),
		AcknowledgedAt: t.moved("acknowledged_at", f.AcknowledgedAt, r.AcknowledgedAt), RecoveredAt: t.moved("recovered_at", f.RecoveredAt, r.RecoveredAt),
		DueAt: t.movedDay("due_at", f.DueAt, r.DueAt)}
	again := func(err error) error { return h.reviewForm(c, id, f, err) }
	if err := first(newest("review", f.Version, r.Version), t.bad.Err()); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditReview(ctx, id, edit)
		return "/reviews/" + id, err
	}, again)
}

func (h *Handler) completeReview(c *fiber.Ctx) error {
	f := decode[console.CompletionForm](c)
	return h.save(c, "completed", func(ctx context.Context) (string, error) {
		_, err := h.Review.CompleteReview(ctx, c.Params("id"), f.Note, f.Version)
		return "/reviews/" + c.Params("id"), err
	}, func(err error) error { return h.reviewPage(c, console.EntryForm{}, f, err) })
}

// reviewOf is the public id of the review that covers an incident, or nothing.
func (h *Handler) reviewOf(ctx context.Context, incident string) string {
	list, err := h.Review.Reviews(ctx, review.Query{Incident: incident, Limit: 1})
	if err != nil {
		h.Log.ErrorContext(ctx, "review not read", "incident", incident, "err", err)
	}
	if len(list) == 0 {
		return ""
	}
	return list[0].PublicID
}
