package admin

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

const (
	reviewsPerPage = 50
	duesPerPage    = 20
)

// listReviews lists what is asked for and all reviews. Words are looked for on a
// page of their own.
func (h *Handler) listReviews(c *fiber.Ctx) error {
	if words := c.Query("q"); words != "" {
		return c.Redirect("/search?"+url.Values{"q": {words}}.Encode(), fiber.StatusSeeOther)
	}
	ctx := c.UserContext()
	list, err := h.Review.Reviews(ctx, review.Query{Before: c.Query("before"), Limit: reviewsPerPage + 1})
	if err != nil {
		return err
	}
	page := console.ReviewsPage{Frame: h.frame(c, "reviews"), Reviews: list}
	if len(list) > reviewsPerPage {
		page.Reviews = list[:reviewsPerPage]
		page.Older = list[reviewsPerPage-1].PublicID
	}
	dues, err := h.Review.Due(ctx)
	if err != nil {
		return err
	}
	var more bool
	if page.Due, more = review.DueAfter(dues, c.Query("due"), duesPerPage); more {
		page.NextDue = page.Due[len(page.Due)-1].Cursor()
	}
	page.Asked = len(dues)
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
		return h.showStale(c, "review", "/reviews/"+id, r.FactsVersion, console.Pairs(f, h.filledReview(ctx, r)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	page := console.ReviewFactsPage{Frame: h.frame(c, "reviews"), ID: id, Form: f}
	more, found, err := h.foundIncidents(ctx, f.Find, step(c) == "find")
	if err != nil {
		return err
	}
	page.Found = found
	if page.Incidents, err = h.incidentTicks(ctx, f.Incidents, more); err != nil {
		return err
	}
	return views.Show(c, console.ReviewFacts, page)
}

// incidentTicks are the last incidents as boxes, and those chosen before or looked
// for.
func (h *Handler) incidentTicks(ctx context.Context, chosen []string, more []models.Incident) ([]console.Tick, error) {
	recent, err := h.Site.Incidents(ctx, models.IncidentQuery{Limit: 12})
	if err != nil {
		return nil, err
	}
	for _, one := range more {
		if !slices.ContainsFunc(recent, func(i models.Incident) bool { return i.ID == one.ID }) {
			recent = append(recent, one)
		}
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

// mostFound is how many incidents one look for them offers.
const mostFound = 60

// foundIncidents are the incidents that somebody looks for by words of the title,
// an id, or a month, the newest first, with what came of it in a sentence.
func (h *Handler) foundIncidents(ctx context.Context, words string, asked bool) ([]models.Incident, string, error) {
	words = strings.ToLower(strings.TrimSpace(words))
	if words == "" && !asked {
		return nil, "", nil
	}
	q := models.IncidentQuery{}
	if month, err := time.Parse("2006-01", words); err == nil {
		q.From, q.To, words = month, month.AddDate(0, 1, 0), ""
	}
	all, err := h.Site.IncidentTitles(ctx, q)
	if err != nil {
		return nil, "", err
	}
	var list []models.Incident
	for _, i := range all {
		text := strings.ToLower(i.Title + " " + i.PublicID)
		if !slices.ContainsFunc(strings.Fields(words), func(w string) bool { return !strings.Contains(text, w) }) {
			list = append(list, i)
		}
	}
	switch {
	case len(list) == 0:
		return nil, "No incident fits. Try fewer words, or a month like 2026-05.", nil
	case len(list) > mostFound:
		return list[:mostFound], "The newest " + text(mostFound) + " of " + text(int64(len(list))) + " stand above; say more, or name a month, for the others.", nil
	}
	return list, text(int64(len(list))) + " found; they stand above.", nil
}

// filledReview is the form filled with what is saved.
func (h *Handler) filledReview(ctx context.Context, r review.Review) console.ReviewForm {
	zone := h.zone(ctx)
	f := console.ReviewForm{Form: fresh(r.FactsVersion), Heading: r.Title, Severity: text(r.Severity), Priority: string(r.Priority), Environment: r.Environment,
		Source: string(r.DetectionSource), SupportCases: text(r.SupportCases),
		SLAEffect: r.SLAEffect, TollFields: filledToll(r.Toll), Vendor: r.Vendor, Outside: r.OutsideNumbers, StartedAt: console.Moment(r.StartedAt, zone), DetectedAt: console.Moment(r.DetectedAt, zone),
		AcknowledgedAt: console.Moment(r.AcknowledgedAt, zone), RecoveredAt: console.Moment(r.RecoveredAt, zone), DueAt: console.Day(r.DueAt)}
	for _, i := range r.Incidents {
		f.Incidents = append(f.Incidents, i.PublicID)
	}
	return f
}

func (h *Handler) createReview(c *fiber.Ctx) error {
	f, t := decode[console.ReviewForm](c), reading(nil)
	n := review.NewReview{Title: f.Heading, IncidentIDs: f.Incidents, Severity: t.whole("severity", f.Severity), Priority: review.Priority(f.Priority),
		Environment: f.Environment, DetectionSource: review.Source(f.Source), Facilitator: f.Facilitator, Commander: f.Commander, Responders: f.Responders,
		SupportCases: t.whole("support_cases", f.SupportCases), SLAEffect: f.SLAEffect, Toll: t.toll(f.TollFields), Vendor: f.Vendor, OutsideNumbers: f.Outside, Overview: f.Overview, Description: f.Description}
	again := func(err error) error { return h.reviewForm(c, "", f, err) }
	if step(c) == "find" {
		return again(nil)
	}
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
	return h.reviewPage(c, console.ReviewPage{Entry: entry}, nil)
}

// reviewPage shows a review; page holds the forms that came back. What is wrong
// belongs to the form for its completion, unless another one says so itself.
func (h *Handler) reviewPage(c *fiber.Ctx, page console.ReviewPage, wrong error) (err error) {
	ctx := c.UserContext()
	if page.Review, err = h.Review.Review(ctx, c.Params("id")); err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &page.Finish.Form, wrong)
	}
	if page.Entry.Key == "" {
		page.Entry.Key = models.NewID()
	}
	if page.Graph.Key == "" {
		page.Graph.Form = fresh(0)
	}
	if page.Entry.At == "" {
		page.Entry.At = h.nextMoment(ctx, page.Review)
	}
	page.Metrics = page.Review.Metrics()
	if err := h.around(c, &page); err != nil {
		return err
	}
	if err := h.toldBeside(ctx, &page); err != nil {
		return err
	}
	page.Frame = h.frame(c, "reviews")
	return views.Show(c, console.Review, page)
}

// around reads what stands beside the text of a review: versions, comments,
// signatures, meetings, and who is there.
func (h *Handler) around(c *fiber.Ctx, page *console.ReviewPage) (err error) {
	if page.Guidance, err = h.guidance(c.UserContext(), page.Review, h.plainFrame(c).May.Review); err != nil {
		return err
	}
	return h.beside(c, page)
}

// beside is around without the coach, which reads every text.
func (h *Handler) beside(c *fiber.Ctx, page *console.ReviewPage) (err error) {
	ctx, r := c.UserContext(), page.Review
	page.Me = session(c).User.ID
	if page.After, err = h.aftermath(ctx, r.Incidents...); err != nil {
		return err
	}
	if page.Sections, err = h.Review.Written(ctx, r.PublicID); err != nil {
		return err
	}
	if page.Threads, err = h.Review.Threads(ctx, r); err != nil {
		return err
	}
	if page.SignOffs, err = h.Review.SignOffs(ctx, r); err != nil {
		return err
	}
	if page.Meetings, err = h.Review.Meetings(ctx, r); err != nil {
		return err
	}
	if page.Room, err = h.Review.Room(ctx, r.PublicID); err != nil {
		return err
	}
	page.Names, page.Users, err = h.colleagues(ctx)
	return err
}

// colleagues are those who can sign in, and of them those who may sign a review.
func (h *Handler) colleagues(ctx context.Context) (names []string, signers []console.Choice, err error) {
	users, err := h.Staff.Users(ctx)
	for _, u := range users {
		if u.DisabledAt != nil {
			continue
		}
		names = append(names, u.Name)
		if u.Role.AtLeast(responder) {
			signers = append(signers, console.Choice{Value: text(u.ID), Name: u.Name})
		}
	}
	return names, signers, err
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
		SupportCases: pointer(t.whole("support_cases", f.SupportCases)), SLAEffect: &f.SLAEffect, Toll: t.tollEdit(f.TollFields), Vendor: &f.Vendor, OutsideNumbers: &f.Outside, FactsVersion: f.Version,
		StartedAt: t.moved("started_at", f.StartedAt, r.StartedAt), DetectedAt: t.moved("detected_at", f.DetectedAt, r.DetectedAt),
		AcknowledgedAt: t.moved("acknowledged_at", f.AcknowledgedAt, r.AcknowledgedAt), RecoveredAt: t.moved("recovered_at", f.RecoveredAt, r.RecoveredAt),
		DueAt: t.movedDay("due_at", f.DueAt, r.DueAt)}
	again := func(err error) error { return h.reviewForm(c, id, f, err) }
	if step(c) == "find" {
		return again(nil)
	}
	if err := first(newest("review", f.Version, r.FactsVersion), t.bad.Err()); err != nil {
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
	}, func(err error) error { return h.reviewPage(c, console.ReviewPage{Finish: f}, err) })
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
