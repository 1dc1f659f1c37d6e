package admin

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/views"
	"vitrine/views/console"
)

// incidentsPerPage is how many past incidents one page of the list shows.
const incidentsPerPage = 50

func (h *Handler) listIncidents(c *fiber.Ctx) error {
	ctx, before := c.UserContext(), c.Query("before")
	past, err := h.Site.Incidents(ctx, models.IncidentQuery{Open: pointer(false), Before: before, Limit: incidentsPerPage + 1})
	if err != nil {
		return err
	}
	page := console.IncidentsPage{Frame: h.frame(c, "incidents"), Past: past, Paginated: before != ""}
	if len(past) > incidentsPerPage {
		page.Past = past[:incidentsPerPage]
		page.Older = page.Past[incidentsPerPage-1].PublicID
	}
	if page.Open, err = h.Site.Incidents(ctx, models.IncidentQuery{Open: pointer(true)}); err != nil {
		return err
	}
	if page.Names, err = h.componentNames(ctx); err != nil {
		return err
	}
	return views.Show(c, console.Incidents, page)
}

func (h *Handler) newIncident(c *fiber.Ctx) error {
	f := console.IncidentForm{Form: fresh(0), Past: c.Query("past") != ""}
	f.State, f.NextIn = string(models.Investigating), "30"
	if f.Past {
		f.State = string(models.Resolved)
	}
	if id := c.Query("draft"); id != "" {
		if err := h.fillFromAlerts(c.UserContext(), &f, id); errors.Is(err, desk.ErrTaken) {
			return h.incidentForm(c, f, err)
		} else if err != nil {
			return err
		}
	}
	if id := c.Query("template"); id != "" {
		f.Template = id
		return h.fillIncident(c, f)
	}
	return h.incidentForm(c, f, nil)
}

// incidentForm shows the form for a new incident, for the first time or with
// what is wrong with it.
func (h *Handler) incidentForm(c *fiber.Ctx, f console.IncidentForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	if f.Key == "" {
		f.Key = models.NewID()
	}
	page := console.NewIncidentPage{Frame: h.frame(c, "incidents"), Form: f, Proposal: h.proposal(c.UserContext(), f.Draft)}
	var err error
	if page.Chooser, err = h.chooser(c.UserContext(), f.Statuses); err != nil {
		return err
	}
	page.Chooser.Error = f.Error("components")
	if page.Templates, err = h.templateChoices(c.UserContext(), "incident"); err != nil {
		return err
	}
	page.Reach = h.pickedReach(c.UserContext(), audience.Audience{Kind: audience.Incident}, slices.Collect(maps.Keys(f.Statuses))...)
	return views.Show(c, console.NewIncident, page)
}

// fillIncident puts the chosen template into the form. What was typed stays:
// the template fills what is empty and follows what is not.
func (h *Handler) fillIncident(c *fiber.Ctx, f console.IncidentForm) error {
	if f.Template == "" {
		return h.incidentForm(c, f, nil)
	}
	t, err := h.Desk.Template(c.UserContext(), f.Template)
	if err != nil {
		return h.incidentForm(c, f, err)
	}
	if f.Heading == "" {
		f.Heading = t.Title
	}
	if t.State != "" {
		f.State = t.State
	}
	if t.Impact != "" {
		f.Impact = t.Impact
	}
	f.Body = joined(f.Body, t.Body)
	return h.incidentForm(c, f, nil)
}

// joined is a text with another below it.
func joined(above, below string) string {
	switch {
	case above == "" || above == below:
		return below
	case below == "":
		return above
	}
	return above + "\n\n" + below
}

func (h *Handler) createIncident(c *fiber.Ctx) error {
	f := decode[console.IncidentForm](c)
	order, err := h.incidentOrder(c, f)
	switch step(c) {
	case "edit":
		return h.incidentForm(c, f, swappedIn(c))
	case "template":
		return h.fillIncident(c, f)
	}
	if err != nil {
		return h.incidentForm(c, f, err)
	}
	if !deciding(c) {
		return h.previewIncident(c, f, order)
	}
	if id, same := h.openedBefore(c.UserContext(), order); same {
		return sentBefore(c, "/incidents/"+id)
	} else if id != "" {
		return nearTwin(c, "/incidents/"+id)
	}
	return h.publish(c, "published", func(ctx context.Context) (string, error) {
		i, err := h.Desk.OpenWith(ctx, f.Draft, func(ctx context.Context) (models.Incident, error) { return h.Site.OpenIncident(ctx, order) })
		return "/incidents/" + i.PublicID, err
	}, func(err error) error { return h.incidentForm(c, f, err) })
}

// incidentOrder reads the form, or says which of its times do not exist.
func (h *Handler) incidentOrder(c *fiber.Ctx, f console.IncidentForm) (models.NewIncident, error) {
	t := reading(h.zone(c.UserContext()))
	n := models.NewIncident{
		Title: f.Heading, State: models.IncidentState(f.State), Impact: models.Impact(f.Impact), Severity: t.whole("severity", f.Severity),
		DetectedAt: t.moment("detected_at", f.DetectedAt), Body: f.Body, Components: statusesOf(f.Statuses), Notify: mailing(c),
		PostmortemExpectedBy: t.day("postmortem_expected_by", f.PostmortemBy), Translations: translations(f.InLanguages), Accept: acceptances(f.Accept, f.Because),
	}
	if start := t.moment("started_at", f.StartedAt); start != nil {
		n.StartedAt = *start
	}
	if f.Past {
		n.State, n.ResolvedAt = models.Resolved, t.moment("resolved_at", f.ResolvedAt)
		if n.ResolvedAt == nil {
			t.bad.Add("resolved_at", "When was it over? A past incident needs its end.")
		}
		return n, t.bad.Err()
	}
	n.NextUpdateAt = h.promise(t, f.Said)
	if n.State == models.Resolved {
		n.NextUpdateAt = nil
	}
	return n, t.bad.Err()
}

// promise is when the next word was promised for.
func (h *Handler) promise(t typed, s console.Said) *time.Time {
	if models.IncidentState(s.State) == models.Resolved {
		return nil
	}
	switch s.NextIn {
	case "at":
		at := t.moment("next_update_at", s.NextAt)
		if at == nil {
			t.bad.Add("next_update_at", "Say at what time the next update comes, or choose another promise.")
		}
		return at
	case "", "none":
		return nil
	}
	at := h.Site.Now().Add(time.Duration(t.whole("next_in", s.NextIn)) * time.Minute)
	return &at
}

func (h *Handler) showIncident(c *fiber.Ctx) error {
	i, err := h.Site.Incident(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.incidentPage(c, i, updateForm(i), nil)
}

// updateForm is the form for the next update of an incident, as it is offered.
func updateForm(i models.Incident) console.UpdateForm {
	f := console.UpdateForm{Form: fresh(i.Version), Restore: true}
	f.State, f.NextIn = string(i.State), "30"
	if !i.Open() {
		f.NextIn = "none"
	}
	f.PostmortemBy = console.Day(i.PostmortemExpectedBy)
	if i.ImpactOverridden {
		f.Impact = string(i.Impact)
	}
	return f
}

// incidentPage shows an incident with the form for its next update.
func (h *Handler) incidentPage(c *fiber.Ctx, i models.Incident, f console.UpdateForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return h.incidentWith(c, i, console.IncidentPage{Form: f, Waiving: console.WaiverForm{Form: fresh(0)}})
}

// incidentWith shows an incident; page holds its forms.
func (h *Handler) incidentWith(c *fiber.Ctx, i models.Incident, page console.IncidentPage) (err error) {
	ctx, f := c.UserContext(), page.Form
	page.Frame, page.Incident = h.frame(c, "incidents"), i
	if page.After, err = h.aftermath(ctx, i); err != nil {
		return err
	}
	if page.Names, err = h.componentNames(ctx); err != nil {
		return err
	}
	if page.Chooser, err = h.chooser(ctx, f.Statuses); err != nil {
		return err
	}
	if page.In, err = h.Site.Translations(ctx, "incident", i.ID); err != nil {
		return err
	}
	page.Chooser.Error = f.Error("components")
	page.Reach = h.updateReach(ctx, i, f)
	page.Reach.About = i.PublicID
	page.Notifications = h.toldOf(ctx, "inc-"+i.PublicID)
	page.Review = h.reviewOf(ctx, i.PublicID)
	page.Postmortem = h.postmortemOf(ctx, i.ID)
	page.Similar = h.resembling(ctx, i, page.Names)
	page.Similar.Frame = page.Frame
	return views.Show(c, console.Incident, page)
}

// updateReach counts whom the next update would tell: those who follow what the
// incident has touched, and what the form adds to it.
func (h *Handler) updateReach(ctx context.Context, i models.Incident, f console.UpdateForm) console.Reach {
	a := wordOf(i)
	a.Impact, a.Over = "", f.State == string(models.Resolved)
	r := h.pickedReach(ctx, a, slices.Collect(maps.Keys(f.Statuses))...)
	if r.UpTo { // nothing is touched yet: only those who follow everything, or this, are sure to hear of it
		r = h.reach(ctx, a)
		r.AtLeast = r.Count < h.mostReach(ctx, a).Count
	}
	return r
}

func (h *Handler) editIncident(c *fiber.Ctx) error {
	i, err := h.Site.Incident(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.incidentFacts(c, i, h.factsForm(c.UserContext(), i), nil)
}

// factsForm is the form filled with what is saved.
func (h *Handler) factsForm(ctx context.Context, i models.Incident) console.IncidentFactsForm {
	zone := h.zone(ctx)
	f := console.IncidentFactsForm{
		Form: fresh(i.Version), Heading: i.Title, Language: h.foreign(ctx, i.Language), Severity: text(i.Severity), StartedAt: console.Moment(&i.StartedAt, zone),
		DetectedAt: console.Moment(i.DetectedAt, zone), NextAt: console.Moment(i.NextUpdateAt, zone), PostmortemBy: console.Day(i.PostmortemExpectedBy),
	}
	if i.ImpactOverridden {
		f.Impact = string(i.Impact)
	}
	return f
}

func (h *Handler) incidentFacts(c *fiber.Ctx, i models.Incident, f console.IncidentFactsForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		saved := h.factsForm(c.UserContext(), i)
		f.Language, saved.Language = h.writtenBeside(c.UserContext(), f.Language, i.Language)
		return h.showStale(c, "incident", "/incidents/"+i.PublicID, i.Version, console.Pairs(f, saved))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.IncidentFacts, console.IncidentFactsPage{Frame: h.frame(c, "incidents"), Incident: i, Form: f})
}

func (h *Handler) saveIncident(c *fiber.Ctx) error {
	i, err := h.Site.Incident(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f, t := decode[console.IncidentFactsForm](c), reading(h.zone(c.UserContext()))
	edit := models.IncidentEdit{
		Title: &f.Heading, Language: f.Language, Impact: pointer(models.Impact(f.Impact)), Severity: pointer(t.whole("severity", f.Severity)),
		StartedAt: t.moved("started_at", f.StartedAt, &i.StartedAt), DetectedAt: t.moved("detected_at", f.DetectedAt, i.DetectedAt),
		PostmortemExpectedBy: t.movedDay("postmortem_expected_by", f.PostmortemBy, i.PostmortemExpectedBy),
		Version:              f.Version, Accept: acceptances(f.Accept, f.Because),
	}
	if i.Open() {
		edit.NextUpdateAt = t.moved("next_update_at", f.NextAt, i.NextUpdateAt)
	}
	if strings.TrimSpace(f.StartedAt) == "" {
		t.bad.Add("started_at", "When did it start? The time cannot be empty.")
	}
	if err := first(newest("incident", f.Version, i.Version), t.bad.Err()); err != nil {
		return h.incidentFacts(c, i, f, err)
	}
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.EditIncident(ctx, i.PublicID, edit)
		return "/incidents/" + i.PublicID, err
	}, func(err error) error { return h.incidentFacts(c, i, f, err) })
}
